import type { PermissionOf } from '../checks/facts.ts'
import type { StageConfig } from '../config/gate-config.ts'
import { toGateError } from '../errors.ts'
import type { Note, PromotionOutcome } from '../promotion/outcome.ts'
import type { HoldWork } from './hold-work.ts'
import type { CodeHost } from './ports.ts'
import { rollback } from './rollback.ts'
import { gatherRollback } from './rollback-read.ts'

export interface FellBack {
  readonly outcomes: readonly PromotionOutcome[]
  /** One for every stage that still stands on the version. */
  readonly notes: readonly Note[]
  readonly complete: boolean
}

/**
 * Rolls every stage back that stands on the held version, one after the other, each as a rollback of its own with its
 * own record. A stage that cannot be moved stays and is said aloud; the others go on.
 */
export async function fallBack(work: HoldWork, stages: readonly StageConfig[], version: string): Promise<FellBack> {
  const { ports, inputs, context } = work
  const host = withKnownAnswers(ports.host, work)
  const outcomes: PromotionOutcome[] = []
  const notes: Note[] = []
  for (const stage of stages) {
    const asked = { ...inputs, operation: 'rollback' as const, stage: stage.name, version: null, pullRequest: null }
    const outcome = await rollback(asked, context, { ...ports, host }).catch(toGateError)
    const done = 'promotions' in outcome ? outcome.promotions : []
    outcomes.push(...done)
    if ('promotions' in outcome && outcome.conclusion === 'applied') continue
    const why =
      'promotions' in outcome
        ? (outcome.error?.message ?? done[0]?.error?.message ?? (outcome.reasons.join(', ') || outcome.conclusion))
        : outcome.message
    const text = `${work.model.name} ${stage.name} STILL STANDS ON ${version}, WHICH IS HELD: it could not fall back (${why}). Roll it back with \`version\`, or take it out of use.`
    ports.progress.warning(text)
    notes.push({ level: 'warning', code: 'version-held', text })
  }
  return { outcomes, notes, complete: notes.length === 0 }
}

/**
 * Settles what an earlier run began on stages that the version does not hold any more: it moved them and was interrupted
 * before it could say so. To ask for another rollback would go further back.
 */
export async function settleFallbacks(work: HoldWork, stages: readonly StageConfig[]): Promise<readonly Note[]> {
  const { ports, inputs, context, loaded, model } = work
  const host = withKnownAnswers(ports.host, work)
  const notes: Note[] = []
  for (const stage of stages) {
    const asked = { ...inputs, stage: stage.name, version: null, pullRequest: null }
    const requestedAt = Promise.resolve(work.requestedAt)
    const gathered = await gatherRollback({
      inputs: asked,
      context,
      ports: { ...ports, host },
      loaded,
      model,
      stage,
      requestedAt,
    })
    notes.push(...gathered.notes)
  }
  return notes
}

/** The rules that bind this run were read a moment ago: all its parts go by the same ones, without asking again. */
function withKnownAnswers(host: CodeHost, { loaded, requestedAt }: HoldWork): CodeHost {
  const asked = new Map<string, Promise<PermissionOf>>()
  return {
    ...host,
    readChange: async () => loaded.change,
    runCreatedAt: async () => requestedAt,
    permissions: (logins) => {
      const key = JSON.stringify(logins)
      const answer = asked.get(key) ?? host.permissions(logins)
      asked.set(key, answer)
      return answer
    },
  }
}
