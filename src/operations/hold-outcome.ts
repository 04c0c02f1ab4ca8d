import type { Verdict } from '../checks/verdict.ts'
import { reasonsOf } from '../checks/verdict.ts'
import type { GateError } from '../errors.ts'
import { describeMarker, type HoldMarker } from '../promotion/hold.ts'
import { describeSubject } from '../promotion/hold-subject.ts'
import type {
  Conclusion,
  Decision,
  Listing,
  Note,
  OutcomeError,
  PromotionOutcome,
  RecordSummary,
  RunOutcome,
  RunSubject,
} from '../promotion/outcome.ts'
import { toOutcomeError } from '../promotion/outcome-error.ts'
import { recordSummaryOf, recordVersionOf } from '../promotion/record.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { HoldJudged } from './hold-work.ts'
import { configFactsOf } from './read-rules.ts'

/** How a run of `hold` or `release` ended. */
export interface HoldEnd {
  readonly conclusion: Conclusion
  readonly decision: Decision
  readonly reasons: readonly ReasonCode[]
  /** Whether it is held now (of a dry run: would be). */
  readonly held: boolean
  readonly markers: readonly HoldMarker[]
  readonly record: RecordSummary | null
  readonly notes: readonly Note[]
  readonly error: OutcomeError | null
  /** Stages that were moved away from the version, or should have been. */
  readonly fallbacks: readonly PromotionOutcome[]
}

export function holdOutcome(judged: HoldJudged, end: HoldEnd): RunOutcome {
  const { work, settled } = judged
  const { loaded, operation, inputs } = work
  return {
    operation,
    decision: end.decision,
    conclusion: end.conclusion,
    reasons: [...new Set(end.reasons)],
    promotions: end.fallbacks,
    subject: subjectOf(judged, end),
    listings: end.conclusion === 'refused' ? [] : [listing(judged, end)],
    error: end.error,
    notes: [...loaded.rules.notes, ...settled.notes, ...end.notes],
    commentOn: null,
    config: configFactsOf(loaded.change, inputs),
  }
}

/** For the outputs: what is held, or was to be; a hold that stands already has its own record. */
function subjectOf({ work, registry, decision }: HoldJudged, end: HoldEnd): RunSubject {
  const { ports, model, subject } = work
  const { entity, project, collection, organization } = registry
  const { version, standing } = decision
  return {
    model: model.name,
    stage: subject.kind === 'stage' ? subject.stage.name : subject.kind === 'version' ? subject.heldStage : null,
    version: version === null ? null : recordVersionOf(version),
    previous: null,
    registry: { entity, project },
    collection,
    lineage: ports.registry.links({ registry: { entity, project }, organization, collection, version }).lineage,
    record: end.record ?? (standing === null ? null : recordSummaryOf(standing)),
    applied: end.conclusion === 'applied',
  }
}

/** Nothing was written, because a rule says no. */
export function refusedHold(judged: HoldJudged, error: OutcomeError): RunOutcome {
  const { markers, standing } = judged.decision
  const held = markers.length > 0 || standing !== null
  const rest = { markers, record: null, notes: [], fallbacks: [], held }
  const reasons = [error.code]
  // Whether it is allowed could not be told.
  if (judged.decision.verdict.status === 'error')
    return holdOutcome(judged, { ...rest, conclusion: 'error', decision: 'error', reasons, error })
  return holdOutcome(judged, { ...rest, conclusion: 'refused', decision: 'fail', reasons, error })
}

export function cancelledHold(judged: HoldJudged): RunOutcome {
  const { markers, standing } = judged.decision
  const error: OutcomeError = {
    code: 'cancelled',
    message: 'The job was cancelled before anything was written.',
    issues: [],
  }
  return holdOutcome(judged, {
    conclusion: 'error',
    decision: 'error',
    reasons: ['cancelled'],
    held: markers.length > 0 || standing !== null,
    markers,
    record: null,
    notes: [],
    error,
    fallbacks: [],
  })
}

/** What a verdict that is not `pass` says, as an error. */
export function verdictError(verdict: Verdict): OutcomeError {
  const [code = 'internal'] = reasonsOf(verdict)
  const said = verdict.children.flatMap(({ status, label, detail }) =>
    status === 'pass' || detail?.type !== 'fact'
      ? []
      : [
          `${label}: ${detail.expected}; found: ${detail.observed}${detail.note === undefined ? '' : ` (${detail.note})`}`,
        ],
  )
  return { code, message: `${said.join('. ')}.`, issues: [] }
}

/** A service failed; what is known of the registry is said by `held` and `markers`. */
export function failedHold(
  judged: HoldJudged,
  end: Pick<HoldEnd, 'held' | 'markers' | 'record' | 'notes'> & { readonly conclusion: 'partial' | 'error' },
  failure: GateError,
  message: string,
): RunOutcome {
  const error = toOutcomeError(
    failure,
    message,
    failure.hint ?? 'Run this again: it looks first, and does only what is missing.',
  )
  const reasons: ReasonCode[] = end.record?.sha256 === null ? ['unfinished', failure.code] : [failure.code]
  return holdOutcome(judged, { ...end, decision: 'error', reasons, error, fallbacks: [] })
}

/** How the subject is called: `support-llm v12`, `support-llm, the stage production`. */
export function subjectName({ work, decision }: HoldJudged): string {
  const { model, subject } = work
  const text = describeSubject(subject, decision.version?.version ?? null)
  return subject.kind === 'version' ? `${model.name} ${text}` : `${model.name}, ${text}`
}

function listing(judged: HoldJudged, end: HoldEnd): Listing {
  const { work, decision } = judged
  const { operation, inputs, model, subject } = work
  const name = subjectName(judged)
  const would = end.conclusion === 'planned' ? 'would be ' : ''
  const state = `${would}${end.held ? 'held' : 'free'}`
  const how = end.markers.map(describeMarker).join(', ') || (end.held && would === '' ? 'by record only' : '–')
  return {
    name: operation,
    title: `${name}: ${state}`,
    intro: [
      ...(inputs.reason === null ? [] : [`Reason: ${inputs.reason}`]),
      ...(inputs.ticket === null ? [] : [`Ticket: ${inputs.ticket}`]),
      ...(inputs.until === null ? [] : [`Until ${inputs.until}; past it, it still holds until it is released.`]),
    ],
    columns: ['What', 'State', 'How'],
    rows: [[name, state, how], ...end.fallbacks.map(fallbackRow)],
    diagram: null,
    data: {
      operation,
      model: model.name,
      kind: subject.kind,
      version: decision.version?.version ?? null,
      artifact_id: decision.version?.artifactId ?? null,
      stage: subject.kind === 'stage' ? subject.stage.name : subject.kind === 'version' ? subject.heldStage : null,
      held: end.held,
      markers: end.markers,
      reason: inputs.reason,
      ticket: inputs.ticket,
      until: inputs.until,
      record: end.record === null ? null : { run_id: end.record.runId, sha256: end.record.sha256, url: end.record.url },
      stages: end.fallbacks.map(fallbackData),
    },
  }
}

function fallbackRow({ stage, candidate, conclusion, previous }: PromotionOutcome): readonly string[] {
  const at = conclusion === 'applied' ? candidate?.version : previous?.version
  return [
    `stage ${stage}`,
    at ?? '?',
    conclusion === 'applied' ? 'moved to the last good version' : `stays: ${conclusion}`,
  ]
}

function fallbackData({ stage, candidate, conclusion, previous, record }: PromotionOutcome): unknown {
  return {
    stage,
    from: previous?.version ?? null,
    to: conclusion === 'applied' ? (candidate?.version ?? null) : null,
    conclusion,
    record: record?.sha256 ?? null,
  }
}
