import { isInferior, isOnlyCanaryPending } from '../checks/canary.ts'
import { reasonsOf } from '../checks/verdict.ts'
import { toGateError } from '../errors.ts'
import { isNobodyTriedOut } from '../promotion/canary-facts.ts'
import { toDecision, unappliedConclusion } from '../promotion/conclusion.ts'
import type { Conclusion, Note, OutcomeError, PromotionOutcome } from '../promotion/outcome.ts'
import { toOutcomeError } from '../promotion/outcome-error.ts'
import { isAdoption } from '../promotion/requests.ts'
import { owedKeepPrevious } from '../promotion/standing.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { applyPrepared } from './apply-prepared.ts'
import type { OutcomePart } from './describe-promotion.ts'
import { describePromotion } from './describe-promotion.ts'
import { moveKeepPrevious } from './keep-previous.ts'
import type { Prepared, Session } from './prepare.ts'
import { mayWrite } from './prepare.ts'

/**
 * Concludes all promotions of one model. They stand or fall together: when one stage is refused, none of the
 * model's aliases moves. Stages are moved one after the other, a stage before the one that it takes versions from;
 * the outcomes come in the given order. `failed`: a stage of the model that could not even be judged.
 */
export async function concludeModel(
  prepared: readonly Prepared[],
  session: Session,
  failed: PromotionOutcome | null,
): Promise<readonly PromotionOutcome[]> {
  const judged = prepared.map((each) => ({ each, part: withoutWriting(each, session) }))
  const obstacle = judged.find(({ each, part }) => mayWrite(session, each.facts.request) && !isOpen(part.conclusion))
  const outcomes = new Map<Prepared, PromotionOutcome>()
  let stoppedBy = failed
  for (const { each, part } of downstreamFirst(judged)) {
    const concluded = await concludeOne({ each, part, session, obstacle: obstacle ?? null, stoppedBy })
    const outcome = describePromotion(each, session, concluded)
    if (!isOpen(outcome.conclusion) && outcome.conclusion !== 'applied') stoppedBy ??= outcome
    outcomes.set(each, outcome)
  }
  return prepared.flatMap((each) => outcomes.get(each) ?? [])
}

/** With `staging: v13, production: v12` the first move would else take from v12 the alias that its second was judged by. */
function downstreamFirst<T extends { readonly each: Prepared }>(judged: readonly T[]): readonly T[] {
  const depth = ({ each }: T): number => {
    const { model, stage } = each.facts.request
    const above = new Set<string>()
    for (let from = stage.from; from !== null && !above.has(from); from = model.stages.get(from)?.from ?? null)
      above.add(from)
    return above.size
  }
  return judged.toSorted((a, b) => depth(b) - depth(a))
}

/** Conclusions with which the model's other stages may go on. */
function isOpen(conclusion: Conclusion): boolean {
  return conclusion === 'planned' || conclusion === 'no-change'
}

interface ToConclude {
  readonly each: Prepared
  readonly part: OutcomePart
  readonly session: Session
  readonly obstacle: { readonly each: Prepared; readonly part: OutcomePart } | null
  readonly stoppedBy: PromotionOutcome | null
}

async function concludeOne({ each, part, session, obstacle, stoppedBy }: ToConclude): Promise<OutcomePart> {
  if (isInferior(each.judgement.verdict)) {
    // Seldom needed, so it is not loaded before.
    const { rollBackCanary } = await import('./roll-back-canary.ts')
    const canary = await rollBackCanary(each, session, part)
    if (canary !== part) return canary
  }
  if (!mayWrite(session, each.facts.request)) return part
  if (part.conclusion === 'no-change')
    return isAdoption(each.facts.request) ? part : finishKeepPrevious(each, session, part)
  if (part.conclusion !== 'planned') return part
  if (obstacle !== null) return heldBack(part, obstacle.each.facts.request.stage.name, obstacle.part.reasons)
  if (stoppedBy !== null) return heldBack(part, stoppedBy.stage, stoppedBy.reasons)
  if (session.ports.cancellation.requested) {
    return failed(part, {
      code: 'cancelled',
      message: 'The job was cancelled before anything was written.',
      issues: [],
    })
  }
  try {
    return await applyPrepared(each, session, part)
  } catch (thrown) {
    return failed(part, toOutcomeError(toGateError(thrown)))
  }
}

/** What the promotion comes to by judgement alone. */
function withoutWriting(each: Prepared, session: Session): OutcomePart {
  const { verdict } = each.judgement
  const base: OutcomePart = {
    decision: toDecision(verdict.status),
    conclusion: 'error',
    reasons: reasonsOf(verdict),
    movesMade: [],
    record: null,
    notes: each.notes,
  }
  if (each.noChange) return { ...base, decision: 'pass', conclusion: 'no-change', reasons: [] }
  if (each.waitFor !== null) {
    const text = `Run ${each.waitFor.workflowRunId} is moving ${each.waitFor.alias} right now.`
    const note: Note = { level: 'warning', code: 'in-progress', text }
    return {
      ...base,
      decision: 'fail',
      conclusion: 'refused',
      reasons: ['in-progress', ...base.reasons],
      notes: [...base.notes, note],
    }
  }
  if (isNobodyTriedOut(each.facts)) return nothingToCompare(base, each)
  // A canary's time and data come without anybody's doing: the next run finds them.
  const awaiting = session.trust.mode === 'plan' || isOnlyCanaryPending(verdict)
  return { ...base, conclusion: unappliedConclusion(base.decision, awaiting) }
}

/** Nobody holds the canary's alias, and nobody named a version: there is nothing to look at yet, or not any more. */
function nothingToCompare(base: OutcomePart, { facts }: Prepared): OutcomePart {
  const alias = facts.canary?.canary.stage.alias ?? ''
  const text = `Nobody holds ${alias}, so no version is tried out.`
  const note: Note = { level: 'info', code: 'not-requested', text }
  return {
    ...base,
    decision: 'pass',
    conclusion: 'no-change',
    reasons: ['not-requested'],
    notes: [...base.notes, note],
  }
}

function heldBack(part: OutcomePart, stage: string, reasons: readonly ReasonCode[]): OutcomePart {
  const text = `Not applied: the promotion of the same model to ${stage} did not go through, and the stages of a model are moved together.`
  return {
    ...part,
    conclusion: 'refused',
    decision: 'fail',
    reasons,
    notes: [...part.notes, { level: 'warning', text }],
  }
}

function failed(part: OutcomePart, error: OutcomeError): OutcomePart {
  return { ...part, decision: 'error', conclusion: 'error', reasons: [error.code, ...part.reasons], error }
}

/** The record stands, but a crash kept the alias that follows it from moving: that is made good now. */
async function finishKeepPrevious(each: Prepared, session: Session, part: OutcomePart): Promise<OutcomePart> {
  const { registry, request } = each.facts
  const owed = owedKeepPrevious(registry, request.stage)
  if (owed === null) return part
  const target = {
    registry: session.gate.config.registry,
    collection: request.model.collection,
    alias: request.stage.alias,
  }
  const failure = await moveKeepPrevious(owed, target, session.ports)
  if (failure !== null) return { ...failed(part, toOutcomeError(failure)), conclusion: 'partial' }
  const text = `${owed.alias} follows now: ${owed.to.version}. An earlier run had left it behind.`
  return { ...part, movesMade: [owed], notes: [...part.notes, { level: 'info', code: 'unfinished', text }] }
}
