import { toGateError } from '../errors.ts'
import type { CodeHost, FoundComment } from '../operations/ports.ts'
import type { StageName } from '../operations/promote-input.ts'
import type { PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import type { RenderAddresses } from '../render/context.ts'
import { contextOf } from '../render/context.ts'
import { commentMarker, runMarker } from '../render/marker.ts'
import type { ActionInputs } from './inputs.ts'

type Found = ReadonlyMap<string, FoundComment>

export interface CommentsWritten {
  /** Address of the comment on each promotion, in the order of the outcome; empty where none was written. */
  readonly urls: readonly string[]
  /** What went wrong; a failure here never changes the outcome. */
  readonly warnings: readonly string[]
}

/**
 * The sticky comments of a run: found by marker and author while the registry is read, written at the end.
 */
export class Comments {
  readonly #host: CodeHost
  readonly #mode: ActionInputs['commentMode']
  readonly #addresses: RenderAddresses
  readonly #found = new Map<number, Promise<Found>>()
  #stages: readonly StageName[] = []

  constructor(host: CodeHost, mode: ActionInputs['commentMode'], addresses: RenderAddresses) {
    this.#host = host
    this.#mode = mode
    this.#addresses = addresses
  }

  /** Starts to look for existing comments. */
  expect(pullRequests: readonly number[], stages: readonly StageName[]): void {
    if (this.#mode === 'never') return
    this.#stages = stages
    for (const pullRequest of pullRequests) this.#findOn(pullRequest).catch(() => undefined)
  }

  async write(outcome: RunOutcome): Promise<CommentsWritten> {
    const urls: string[] = []
    const warnings: string[] = []
    if (this.#mode === 'never') return { urls, warnings }
    const attempt = async (write: () => Promise<string>): Promise<string> => {
      try {
        return await write()
      } catch (thrown) {
        const { message, hint } = toGateError(thrown)
        warnings.push(
          `The comment could not be written: ${message}${hint === undefined ? '' : ` ${hint}`} The job summary says the same.`,
        )
        return ''
      }
    }
    for (const promotion of outcome.promotions) urls.push(await attempt(() => this.#writePromotion(promotion, outcome)))
    const { commentOn } = outcome
    if (commentOn !== null) await attempt(() => this.#writeRun(commentOn, outcome))
    return { urls, warnings }
  }

  async #writePromotion(promotion: PromotionOutcome, outcome: RunOutcome): Promise<string> {
    const { renderComment } = await import('../render/comment.ts')
    const body = renderComment(promotion, contextOf(outcome, this.#addresses))
    const marker = commentMarker(promotion.model, promotion.stage)
    let url = ''
    for (const pullRequest of promotion.pullRequests) {
      const existing = (await this.#findOn(pullRequest)).get(marker) ?? null
      if (existing === null && this.#mode === 'on-failure' && !isFailure(promotion)) continue
      if (existing !== null && isRepeated(promotion, outcome)) {
        url ||= existing.url
        continue
      }
      const posted = await this.#host.postComment(pullRequest, body, existing)
      url ||= posted.url
    }
    return url
  }

  /** An error that belongs to no promotion, and comments on what the pull request asks no more. */
  async #writeRun(pullRequest: number, outcome: RunOutcome): Promise<string> {
    const { renderRunComment, renderWithdrawnComment } = await import('../render/run-comment.ts')
    const found = await this.#findOn(pullRequest)
    const existing = found.get(runMarker()) ?? null
    const isError = outcome.error !== null && isFailure(outcome)
    if (isError || existing !== null) {
      await this.#host.postComment(pullRequest, renderRunComment(outcome, this.#addresses), existing)
    }
    if (isError) return ''
    const asked = new Set(outcome.promotions.map(({ model, stage }) => commentMarker(model, stage)))
    for (const { model, stage } of this.#stages) {
      const marker = commentMarker(model, stage)
      const stale = asked.has(marker) ? undefined : found.get(marker)
      if (stale !== undefined) await this.#host.postComment(pullRequest, renderWithdrawnComment(model, stage), stale)
    }
    return ''
  }

  #findOn(pullRequest: number): Promise<Found> {
    const known = this.#found.get(pullRequest)
    if (known !== undefined) return known
    const markers = [runMarker(), ...this.#stages.map(({ model, stage }) => commentMarker(model, stage))]
    const found = this.#host.findComments(pullRequest, markers)
    this.#found.set(pullRequest, found)
    return found
  }
}

/** The order was carried out before: what the comment says of it then, with its numbers, stays. */
function isRepeated(promotion: PromotionOutcome, outcome: RunOutcome): boolean {
  return outcome.commentOn === null && promotion.conclusion === 'no-change' && promotion.movesMade.length === 0
}

function isFailure({ conclusion }: { readonly conclusion: RunOutcome['conclusion'] }): boolean {
  return conclusion === 'refused' || conclusion === 'partial' || conclusion === 'error'
}
