import type { Note, RunOutcome } from '../promotion/outcome.ts'

/** What the renderers need besides one promotion; `RunOutcome` has all but the addresses. */
export interface RenderContext {
  readonly operation: string
  readonly config: RunOutcome['config']
  /** The open pull request that was judged; null: none. */
  readonly commentOn: number | null
  /** Notes of the whole run. */
  readonly notes: readonly Note[]
  /** e.g. `https://github.com/acme/models`; null: no links into the repository. */
  readonly repositoryUrl: string | null
  /** Address of the page of reason codes; null: codes without links. */
  readonly documentation: string | null
}

export type RenderAddresses = Pick<RenderContext, 'repositoryUrl' | 'documentation'>

export function contextOf(run: RunOutcome, addresses: RenderAddresses): RenderContext {
  const { operation, config, commentOn, notes } = run
  return { operation, config, commentOn, notes, ...addresses }
}
