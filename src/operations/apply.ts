import type { VersionFacts } from '../checks/facts.ts'
import type { GateConfig } from '../config/gate-config.ts'
import { GateError, RemoteError, toGateError } from '../errors.ts'
import { LATEST_MOVE_MS, olderRival, tiedRival } from '../promotion/lease.ts'
import type { Move, Note, OutcomeError, RecordSummary } from '../promotion/outcome.ts'
import { toOutcomeError } from '../promotion/outcome-error.ts'
import type { RecordConclusion, RecordDraft } from '../promotion/record.ts'
import { bodyMove, closeRecord } from '../promotion/record.ts'
import { type RecordSigner, requireCountedSigner } from '../promotion/record-trust.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { AppliedRecord } from './attest-applied.ts'
import { moveKeepPrevious } from './keep-previous.ts'
import type { AliasTarget, Cancellation, Clock, ModelRegistry, Progress } from './ports.ts'
import type { Fresh } from './recheck-untied.ts'
import { recheckUntied } from './recheck-untied.ts'
import { closedRun, intentRun } from './record-runs.ts'
import { removeAlias } from './remove-alias.ts'

export interface ApplyPorts {
  readonly registry: ModelRegistry
  readonly clock: Clock
  readonly cancellation: Cancellation
  readonly progress: Progress
  /** null: records are not signed. */
  readonly signer: RecordSigner | null
  /** Told of each record that was closed as applied, right after it; absent: nobody asks. */
  readonly onApplied?: (applied: AppliedRecord) => void
}

export interface ApplyOrder {
  readonly config: GateConfig
  readonly collection: string
  readonly runId: string
  readonly draft: RecordDraft
  /** The stage's move; `null` when the alias already stands there and only the record is missing. */
  readonly move: Move | null
  /** The alias is taken from `to`, and given to nobody. */
  readonly removes?: true
  readonly to: Move['to']
  readonly alias: string
  readonly keepPrevious: Move | null
  /** Conclusion of its record when all goes well: of an adoption `adopted`. */
  readonly ends: 'applied' | 'adopted'
  /**
   * Reads again what may have changed and judges it anew; says what differs from what was judged, or null.
   * The facts come back for the check of rival intents.
   */
  readonly recheck: () => Promise<Fresh>
}

export interface Applied {
  readonly conclusion: 'applied' | 'refused' | 'partial' | 'error'
  readonly reasons: readonly ReasonCode[]
  readonly movesMade: readonly Move[]
  readonly record: RecordSummary
  readonly notes: readonly Note[]
  readonly error?: OutcomeError
}

/**
 * The protocol of contract §6 from the intent on: intent → re-read → move → read back → close → keep_previous.
 * A failure before the intent is thrown; after it, this always returns, and the record says how it ended or is
 * left unfinished for the next run to settle.
 */
export async function apply(order: ApplyOrder, ports: ApplyPorts): Promise<Applied> {
  const began = ports.clock.monotonic()
  requireCountedSigner(ports.signer, order.config.recordKeys)
  const run = intentRun(order.runId, order.config.records, order.draft, ports.signer)
  const opened = await ports.registry.openRecord(run, {
    artifactId: order.to.artifactId,
    registry: order.config.registry,
  })
  ports.progress.info(`Intent written: ${opened.url}`)
  const work = new Applying(order, ports, opened.url)
  try {
    const stopped = await beforeMove(work, { runId: order.runId, createdAt: opened.createdAt }, began)
    if (stopped !== null) return stopped
    const moved = await moveStage(work)
    if (moved !== null) return moved
    return await closeApplied(work)
  } catch (thrown) {
    return work.leftUnfinished(toGateError(thrown))
  }
}

/** State of one application: what was done so far, and how to end it. */
export class Applying {
  readonly order: ApplyOrder
  readonly ports: ApplyPorts
  readonly recordUrl: string
  readonly movesMade: Move[] = []
  /** The registry was asked to move the stage's alias, whatever came of it. */
  moveAsked = false
  removed = false

  constructor(order: ApplyOrder, ports: ApplyPorts, recordUrl: string) {
    this.order = order
    this.ports = ports
    this.recordUrl = recordUrl
  }

  get target(): AliasTarget {
    return { registry: this.order.config.registry, collection: this.order.collection, alias: this.order.alias }
  }

  record(sha256: string | null): RecordSummary {
    const { sequence, previous_record: previousRecord } = this.order.draft
    return { runId: this.order.runId, sha256, sequence, previousRecord, url: this.recordUrl }
  }

  async close(conclusion: RecordConclusion, note?: string): Promise<RecordSummary> {
    const { order, ports } = this
    const finishedAt = new Date(ports.clock.now()).toISOString()
    const closed = closeRecord(
      order.draft,
      {
        conclusion,
        moves_made: this.removed ? order.draft.moves : this.movesMade.map(bodyMove),
        finished_at: finishedAt,
        ...(note === undefined ? {} : { note }),
      },
      ports.signer,
    )
    const summary = {
      conclusion,
      record_sha256: closed.sha256,
      signature: closed.signature,
      previous_record: order.draft.previous_record,
      finished_at: finishedAt,
    }
    const { config, collection, draft, runId } = order
    await ports.registry.closeRecord(
      closedRun(runId, config.records, draft, closed),
      summary,
      conclusion === order.ends,
    )
    if (conclusion === order.ends && draft.to !== null) {
      const attested = { ...draft, to: draft.to }
      const record = { draft: attested, runId, url: this.recordUrl, sha256: closed.sha256, finishedAt }
      ports.onApplied?.({ config, collection, record, summary })
    }
    return this.record(closed.sha256)
  }

  /** Ends without having moved anything. */
  async stop(conclusion: RecordConclusion, as: 'refused' | 'error', code: ReasonCode, text: string): Promise<Applied> {
    const record = await this.close(conclusion, text)
    const error = as === 'error' ? { error: { code, message: text, issues: [] } } : {}
    return {
      conclusion: as,
      reasons: [code],
      movesMade: [],
      record,
      notes: [{ level: 'warning', code, text }],
      ...error,
    }
  }

  /** A service failed after the intent: the record stays open, and the next run settles it by what it finds. */
  leftUnfinished(error: GateError): Applied {
    const moved = this.removed || this.movesMade.length > 0
    const text = `${this.whatIsKnown(moved)}: ${error.message}`
    return {
      conclusion: moved ? 'partial' : 'error',
      reasons: ['unfinished', error.code],
      movesMade: this.movesMade,
      record: this.record(null),
      notes: [{ level: 'warning', code: 'unfinished', text }],
      error: toOutcomeError(
        error,
        text,
        'Run this again: the next run finds the open record and settles it by what the registry says.',
      ),
    }
  }

  private whatIsKnown(moved: boolean): string {
    if (moved) return 'The alias was moved, but the record could not be closed'
    return this.moveAsked
      ? 'It is not known whether the alias was moved'
      : 'Nothing was moved, but the record could not be closed'
  }
}

/** Steps 3 and 4: everything that may still forbid the move. Returns how it ended, or null to go on. */
async function beforeMove(
  work: Applying,
  ours: { runId: string; createdAt: string },
  began: number,
): Promise<Applied | null> {
  const { ports, order } = work
  const fresh = await recheckUntied(order.recheck, ours, ports.clock)
  if (fresh instanceof GateError) {
    // Nothing was asked of the registry yet: an open record would only keep others waiting for its lease.
    const text = `What may have changed since it was judged could not be read again, so nothing was moved: ${fresh.message}`
    const stopped = await work.stop('abandoned', 'error', fresh.code, text)
    return { ...stopped, error: toOutcomeError(fresh, text) }
  }
  const { records } = fresh.registry
  const rival = olderRival(records, ours) ?? tiedRival(records, ours)
  if (rival !== null) {
    const text = `Run ${rival.workflowRunId} began to move ${order.alias} just before this one.`
    return work.stop('abandoned', 'refused', 'in-progress', text)
  }
  if (fresh.changed !== null) return work.stop('conflict', 'refused', 'conflict', fresh.changed)
  if (ports.cancellation.requested) {
    return work.stop(
      'abandoned',
      'error',
      'cancelled',
      'The job was cancelled before the alias was moved; nothing was changed.',
    )
  }
  const took = ports.clock.monotonic() - began
  if (took > LATEST_MOVE_MS) {
    const text = `The services answered too slowly (${Math.round(took / 1000)} s since the intent): nothing was moved.`
    return work.stop('abandoned', 'error', 'wandb-unavailable', text)
  }
  return null
}

/** Steps 5 and 6. Returns how it ended when the alias does not stand on our version, or null to go on. */
async function moveStage(work: Applying): Promise<Applied | null> {
  const { ports, order, target } = work
  if (order.removes === true) return removeAlias(work, (failure) => moveFailed(work, failure))
  let failure: GateError | null = null
  if (order.move !== null) {
    work.moveAsked = true
    try {
      await ports.registry.moveAlias(target, order.to.artifactId)
    } catch (thrown) {
      failure = toGateError(thrown)
    }
  }
  const holder = await ports.registry.holder(target)
  if (holder?.artifactId === order.to.artifactId) {
    if (order.move !== null) {
      work.movesMade.push(order.move)
      ports.progress.info(`Moved: ${order.alias} → ${order.to.version} (read back).`)
    }
    return null
  }
  if (failure !== null) return moveFailed(work, failure)
  if (order.move !== null) return takenOver(work, order.move, holder)
  const now = holder === null ? 'nobody holds it' : `${holder.version} holds it`
  return work.stop(
    'conflict',
    'refused',
    'conflict',
    `${order.alias} stood on ${order.to.version} already, but ${now} now.`,
  )
}

/** The registry did not take the move, and reading confirms that it did not happen. */
async function moveFailed(work: Applying, failure: GateError): Promise<Applied> {
  if (failure instanceof RemoteError && failure.ambiguous) throw failure
  const record = await work.close('failed', failure.message)
  return {
    conclusion: 'error',
    reasons: [failure.code],
    movesMade: [],
    record,
    notes: [],
    error: toOutcomeError(failure, failure.message, failure.hint),
  }
}

async function takenOver(work: Applying, move: Move, holder: VersionFacts | null): Promise<Applied> {
  const { order } = work
  work.movesMade.push(move)
  const now = holder === null ? 'nobody holds it now' : `${holder.version} holds it now`
  const text = `${order.alias} was moved to ${order.to.version}, but somebody else moved it at the same moment: ${now}.`
  const record = await work.close('partial', text)
  return {
    conclusion: 'partial',
    reasons: ['conflict'],
    movesMade: work.movesMade,
    record,
    notes: [{ level: 'warning', code: 'conflict', text }],
    error: { code: 'conflict', message: text, hint: 'Find out who moved it, then run this again.', issues: [] },
  }
}

/** Steps 7: the record is closed first, then the alias that follows the replaced version. */
async function closeApplied(work: Applying): Promise<Applied> {
  const { order } = work
  const record = await work.close(order.ends)
  const applied = { conclusion: 'applied' as const, reasons: [], movesMade: work.movesMade, record, notes: [] }
  if (order.keepPrevious === null) return applied
  const failure = await moveKeepPrevious(order.keepPrevious, work.target, work.ports)
  if (failure === null) return { ...applied, movesMade: [...work.movesMade, order.keepPrevious] }
  const text = `${order.alias} stands on ${order.to.version} and is recorded, but ${order.keepPrevious.alias} could not follow: ${failure.message}`
  return {
    ...applied,
    conclusion: 'partial',
    reasons: [failure.code],
    notes: [{ level: 'warning', code: failure.code, text }],
    error: toOutcomeError(failure, text, 'Run this again: it moves only what is left.'),
  }
}
