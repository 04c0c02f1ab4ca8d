import { modelHoldTags } from '../checks/hold-markers.ts'
import { toGateError } from '../errors.ts'
import { describeMarker, markersReadable } from '../promotion/hold.ts'
import type { Note, OutcomeError, RunOutcome } from '../promotion/outcome.ts'
import { requireCountedSigner } from '../promotion/record-trust.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { cancelledHold, failedHold, holdOutcome, refusedHold, subjectName, verdictError } from './hold-outcome.ts'
import { closeHoldRecord, holdDraft, openHoldRecord, openSummary } from './hold-record-run.ts'
import { type HoldJudged, judgeHoldRun } from './hold-work.ts'
import { removeMarkers } from './hold-write.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'

/**
 * Ends the hold of a version, a model or a stage: takes away every marker that it can, looks until none is left, and records
 * it. What a fallback moved stays where it is.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function release(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  const judged = await judgeHoldRun('release', inputs, context, ports)
  if ('conclusion' in judged) return judged
  const { work, decision, registry } = judged
  const refusal = refusalOf(judged)
  if (refusal !== null) return refusedHold(judged, refusal)
  if (decision.nothingToDo) return free(judged, 'no-change')
  if (inputs.dryRun) return free(judged, 'planned')
  if (ports.cancellation.requested) return cancelledHold(judged)
  // An unsigned release would not count: the markers would be gone, and the hold would stand by record.
  requireCountedSigner(ports.signer, work.loaded.rules.config.recordKeys)
  const draft = holdDraft(work, registry, decision)
  const url = await openHoldRecord(work, registry, draft)
  const { markers, remarks, failure } = await removeMarkers(work, registry)
  const notes = remarks.map((text): Note => ({ level: 'warning', code: 'version-held', text }))
  try {
    const target = { runId: work.runId, url, records: work.loaded.rules.config.records }
    const note = remarks.length === 0 ? {} : { note: remarks.join(' ') }
    const conclusion = failure === null ? 'applied' : 'partial'
    const record = await closeHoldRecord(target, draft, { conclusion, ...note }, ports)
    if (failure === null) return holdOutcome(judged, { ...freed(judged), conclusion: 'applied', record })
    const left = markers.length === 0 ? 'it could not be read back' : `left: ${markers.map(describeMarker).join(', ')}`
    const text = `${subjectName(judged)} is still held (${left}). ${failure.message}`
    return failedHold(judged, { markers, notes, record, held: true, conclusion: 'partial' }, failure, text)
  } catch (thrown) {
    const closing = toGateError(thrown)
    const text = `The markers of ${subjectName(judged)} are ${failure === null ? '' : 'not '}removed, but the record could not be closed, so the hold still stands by record: ${closing.message}`
    const record = openSummary(work, draft, url)
    return failedHold(judged, { markers, notes, record, held: true, conclusion: 'partial' }, closing, text)
  }
}

function refusalOf({ work, registry, decision, settled }: HoldJudged): OutcomeError | null {
  if (decision.verdict.status !== 'pass') return verdictError(decision.verdict)
  const [rival] = settled.live
  if (rival !== undefined) {
    const message = `Run ${rival.workflowRunId} is at work on a ${rival.operation} of this model right now.`
    return { code: 'in-progress', message, hint: 'It ends within five minutes; run this again then.', issues: [] }
  }
  if (!markersReadable(work.subject, registry)) {
    const message = `Whether ${work.model.name} is held cannot be told: its tags could not be read.`
    return { code: 'wandb-access', message, issues: [] }
  }
  const closed = registry.ownAttempts.some((record) => record.runId === work.runId && record.sha256 !== null)
  if (!closed || decision.nothingToDo) return null
  const message =
    'This attempt of this job has already closed a record of this release, and a closed record is never rewritten.'
  return { code: 'conflict', message, hint: 'Re-run the job, or start a new run.', issues: [] }
}

function free(judged: HoldJudged, conclusion: 'no-change' | 'planned'): RunOutcome {
  const text =
    conclusion === 'planned'
      ? 'Dry run: nothing was written.'
      : `${subjectName(judged)} is not held: there is nothing to release.`
  const quiet = freed(judged)
  return holdOutcome(judged, { ...quiet, conclusion, record: null, notes: [{ level: 'info', text }, ...quiet.notes] })
}

function freed(judged: HoldJudged) {
  const end = { decision: 'pass', reasons: [], held: false, markers: [], error: null, fallbacks: [] } as const
  return { ...end, notes: otherHolds(judged) }
}

/** What else freezes the same thing, and stays: a release ends one hold, not all. */
function otherHolds({ work, registry }: HoldJudged): readonly Note[] {
  if (work.subject.kind === 'model') return []
  const stays = modelHoldTags(registry.collectionTags)
  return stays.map((tag) => ({
    level: 'warning',
    code: 'stage-held',
    text: `The whole model ${work.model.name} is still held (collection tag ${tag}).`,
  }))
}
