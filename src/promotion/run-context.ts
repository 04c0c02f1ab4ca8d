/** Who started this run, from what, as the runner tells it; nothing here comes from a pull request's tree. */
export interface RunContext {
  readonly event: EventFacts
  /** As the event says it; left out: it does not. */
  readonly defaultBranch?: string
  readonly repository: { readonly owner: string; readonly name: string; readonly id: number }
  readonly commit: string
  readonly run: { readonly id: string; readonly attempt: number; readonly job: string; readonly url: string }
  readonly workflowRef: string
  readonly actor: string
  readonly triggeringActor: string
}

export type EventFacts =
  | {
      readonly kind: 'pull-request'
      readonly name: string
      readonly number: number
      readonly closed: boolean
      readonly merged: boolean
      /** From a fork, or by Dependabot: such runs have no secrets. */
      readonly withoutSecrets: boolean
    }
  | {
      readonly kind: 'push'
      readonly name: string
      /** null: a tag. */
      readonly branch: string | null
      readonly before: string
      readonly after: string
      readonly created: boolean
      readonly deleted: boolean
      readonly forced: boolean
      /** Commits of the range, oldest first. */
      readonly commits: readonly string[]
    }
  | {
      readonly kind: 'branch'
      readonly name: string
      readonly branch: string | null
      /** Of `workflow_run`: id of the run whose end started this one. */
      readonly triggeringRun?: string
    }
  | { readonly kind: 'other'; readonly name: string }
