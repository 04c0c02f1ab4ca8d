import type { RegistryFacts, VersionFacts } from '../checks/facts.ts'
import { holdPart } from '../checks/hold-records.ts'
import type { StageConfig } from '../config/gate-config.ts'
import { RemoteError, toGateError } from '../errors.ts'
import { type HoldMarker, markersToSet, stagesHeldBy } from '../promotion/hold.ts'
import { supersededBy } from '../promotion/hold-record.ts'
import type { Note, OutcomeError, RecordSummary, RunOutcome } from '../promotion/outcome.ts'
import type { RunContext } from '../promotion/run-context.ts'
import type { FellBack } from './hold-fallback.ts'
import { cancelledHold, failedHold, holdOutcome, refusedHold, subjectName, verdictError } from './hold-outcome.ts'
import { closeHoldRecord, holdDraft, openHoldRecord, openSummary } from './hold-record-run.ts'
import { type HoldJudged, judgeHoldRun } from './hold-work.ts'
import { type MarkersWritten, setMarker } from './hold-write.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'

/**
 * Freezes a version, a model or a stage: sets a marker, reads it back and records it; then, if asked, rolls every stage back
 * that stands on the version. It waits for nobody: what it sets is the same whoever sets it.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function hold(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  const judged = await judgeHoldRun('hold', inputs, context, ports)
  if ('conclusion' in judged) return judged
  const { work, decision, settled, registry } = judged
  const refusal = refusalOf(judged)
  if (refusal !== null) return refusedHold(judged, refusal)
  if (inputs.dryRun) return dryRun(judged)
  if (ports.cancellation.requested) return cancelledHold(judged)
  const notes = [
    ...driftNotes(judged),
    ...settled.live.map(({ workflowRunId, operation }) => rivalNote(workflowRunId, operation)),
  ]
  if (decision.nothingToDo) return heldNow(judged, { markers: decision.markers, record: null, notes, registry })
  const draft = holdDraft(work, registry, decision)
  const url = await openHoldRecord(work, registry, draft)
  const written = await setMarker(work, registry)
  const remarks = written.remarks.map((text): Note => ({ level: 'warning', text }))
  const made = { markers: written.markers, notes: [...notes, ...remarks] }
  try {
    const record = await close(judged, draft, url, written)
    if (written.failure === null) return heldNow(judged, { ...made, record, registry: written.registry })
    const text = `${subjectName(judged)} could not be held: ${written.failure.message}`
    return failedHold(judged, { ...made, record, held: false, conclusion: 'error' }, written.failure, text)
  } catch (thrown) {
    const failure = toGateError(thrown)
    const held = written.failure === null
    const text = `${subjectName(judged)} is ${held ? 'held' : 'not held'}, but the record could not be closed: ${failure.message}`
    return failedHold(
      judged,
      { ...made, record: openSummary(work, draft, url), held, conclusion: held ? 'partial' : 'error' },
      failure,
      text,
    )
  }
}

function refusalOf({ work, registry, decision }: HoldJudged): OutcomeError | null {
  if (decision.verdict.status !== 'pass') return verdictError(decision.verdict)
  const { subject, context, requestedAt } = work
  if (
    registry.ownAttempts.some(
      (record) => record.runId === work.runId && record.sha256 !== null && !decision.nothingToDo,
    )
  ) {
    const message =
      'This attempt of this job has already closed a record of this hold, and a closed record is never rewritten.'
    return { code: 'conflict', message, hint: 'Re-run the job, or start a new run.', issues: [] }
  }
  if (subject.kind !== 'version' || subject.heldStage === null) return null
  const others = registry.records.filter((record) => record.workflowRunId !== context.run.id)
  const newer = supersededBy(others, subject.heldStage, requestedAt)
  if (newer === null) return null
  const message = `Since this was asked for, run ${newer.workflowRunId} held ${newer.from?.version ?? 'the version'} and moved ${subject.heldStage} away from it: holding what stands there now would freeze the version that took over.`
  return { code: 'stale-run', message, hint: 'Name the version if that is what you want.', issues: [] }
}

function driftNotes({ decision }: HoldJudged): readonly Note[] {
  if (decision.standing === null || decision.markers.length > 0) return []
  const { workflowRunId } = decision.standing
  const text = `It was held by run ${workflowRunId}, but its marker is gone: somebody took it away without a release. It is set again.`
  return [{ level: 'warning', code: 'drift', text }]
}

function rivalNote(run: string, operation: string): Note {
  return {
    level: 'warning',
    code: 'in-progress',
    text: `Run ${run} is at work on a ${operation} of this model right now.`,
  }
}

function close(
  { work }: HoldJudged,
  draft: ReturnType<typeof holdDraft>,
  url: string,
  { failure, markers, remarks }: MarkersWritten,
): Promise<RecordSummary> {
  const { runId, ports, loaded } = work
  const mayBeSet = failure instanceof RemoteError && failure.ambiguous
  // A marker that may be there holds by record until somebody releases it.
  const conclusion = failure === null ? 'applied' : mayBeSet ? 'partial' : 'failed'
  const note = remarks.length === 0 ? {} : { note: remarks.join(' ') }
  const target = { runId, url, records: loaded.rules.config.records }
  return closeHoldRecord(target, draft, { conclusion, markers, ...note }, ports)
}

interface Held {
  readonly markers: readonly HoldMarker[]
  /** null: it was held already, by an earlier record. */
  readonly record: RecordSummary | null
  readonly notes: readonly Note[]
  /** As last read: which stages the version holds. */
  readonly registry: RegistryFacts
}

async function heldNow(judged: HoldJudged, { markers, record, notes, registry }: Held): Promise<RunOutcome> {
  const { work, decision } = judged
  const { version } = decision
  const stages = version === null || registry.candidate === null ? [] : stagesHeldBy(registry.candidate, work.model)
  const settled = record === null ? await settleLeft(judged, stages) : []
  const fell = await fallBackFrom(work, stages, version)
  const changed = record !== null || fell.outcomes.length > 0
  const standing = work.inputs.fallback ? [] : stages.map((stage) => servedNote(judged, stage.name))
  return holdOutcome(judged, {
    conclusion: !fell.complete ? 'partial' : changed ? 'applied' : 'no-change',
    decision: fell.complete ? 'pass' : 'error',
    reasons: fell.complete ? [] : ['version-held', ...fell.outcomes.flatMap((each) => each.reasons)],
    held: true,
    markers,
    record,
    notes: [...notes, ...settled, ...standing, ...fell.notes, releaseNote(judged)],
    error: null,
    fallbacks: fell.outcomes,
  })
}

const NOWHERE: FellBack = { outcomes: [], notes: [], complete: true }

async function fallBackFrom(
  work: HoldJudged['work'],
  stages: readonly StageConfig[],
  version: VersionFacts | null,
): Promise<FellBack> {
  if (!work.inputs.fallback || version === null || stages.length === 0) return NOWHERE
  const { fallBack } = await import(/* webpackMode: "eager" */ './hold-fallback.ts')
  return fallBack(work, stages, version.version)
}

/** Stages that an earlier run of this hold moved away: it may have been interrupted before it could record that. */
async function settleLeft({ work, decision }: HoldJudged, held: readonly StageConfig[]): Promise<readonly Note[]> {
  const before = decision.standing === null ? null : holdPart(decision.standing)?.['held_stages']
  if (!work.inputs.fallback || !Array.isArray(before)) return []
  const left = [...work.model.stages.values()].filter((stage) => before.includes(stage.name) && !held.includes(stage))
  if (left.length === 0) return []
  const { settleFallbacks } = await import(/* webpackMode: "eager" */ './hold-fallback.ts')
  return settleFallbacks(work, left)
}

function servedNote(judged: HoldJudged, stage: string): Note {
  const text = `${subjectName(judged)} is held, and ${stage} still stands on it: a hold moves nothing by itself. Give \`fallback: true\`, or roll ${stage} back.`
  return { level: 'warning', code: 'version-held', text }
}

function releaseNote({ work, decision }: HoldJudged): Note {
  const { subject, model } = work
  const named = {
    version: `, \`version: ${decision.version?.version ?? ''}\``,
    model: '',
    stage: subject.kind === 'stage' ? `, \`stage: ${subject.stage.name}\`, \`version: "*"\`` : '',
  }
  const text = `To end the hold: \`operation: release\`, \`model: ${model.name}\`${named[subject.kind]} and a reason.`
  return { level: 'info', text }
}

function dryRun(judged: HoldJudged): RunOutcome {
  const { work, decision, registry } = judged
  const planned =
    decision.markers.length > 0 ? decision.markers : markersToSet(work.subject, registry.candidate).slice(0, 1)
  const moving = work.inputs.fallback ? decision.stages.map(({ name }) => name) : []
  const text = `Dry run: nothing was written.${moving.length === 0 ? '' : ` The fallback would roll back: ${moving.join(', ')}.`}`
  return holdOutcome(judged, {
    conclusion: decision.nothingToDo && moving.length === 0 ? 'no-change' : 'planned',
    decision: 'pass',
    reasons: [],
    held: true,
    markers: planned,
    record: null,
    notes: [{ level: 'info', text }],
    error: null,
    fallbacks: [],
  })
}
