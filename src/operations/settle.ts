import type { RecordFacts, RegistryFacts } from '../checks/facts.ts'
import type { GateConfig } from '../config/gate-config.ts'
import type { Unfinished } from '../promotion/lease.ts'
import { isRemoval, judgeUnfinished } from '../promotion/lease.ts'
import type { Note } from '../promotion/outcome.ts'
import type { RecordConclusion } from '../promotion/record.ts'
import { closeRecord, recordText } from '../promotion/record.ts'
import { isTrustedIntent, type RecordSigner, requireCountedSigner } from '../promotion/record-trust.ts'
import type { RunContext } from '../promotion/run-context.ts'
import type { Clock, ModelRegistry, Progress } from './ports.ts'
import { closedRun } from './record-runs.ts'

export interface SettlePorts {
  readonly registry: ModelRegistry
  readonly clock: Clock
  readonly progress: Progress
  readonly signer: RecordSigner | null
}

export interface Settled {
  /** A live intent of another run: nothing may be begun. */
  readonly waitFor: RecordFacts | null
  /** Records that were closed here: the facts must be read again. */
  readonly closed: number
  /** Ids of those that turned out to have moved the alias. */
  readonly finished: readonly string[]
  readonly notes: readonly Note[]
}

/**
 * Closes what earlier runs began and did not end, by what is true in the registry: `applied` when the alias
 * stands on the intended version, else `abandoned`. Writes nothing while another run's lease is live.
 */
export async function settle(
  facts: RegistryFacts,
  config: GateConfig,
  context: RunContext,
  ports: SettlePorts,
): Promise<Settled> {
  const judged = judgeUnfinished({
    records: facts.records,
    own: facts.ownAttempts,
    holder: facts.holder,
    serverTime: facts.serverTime,
  })
  const live = judged.find((each) => each.action === 'wait')
  if (live !== undefined) return { waitFor: live.record, closed: 0, finished: [], notes: [] }
  const unfinished = judged.map((each) => withTrust(each, config.recordKeys))
  if (unfinished.length > 0) requireCountedSigner(ports.signer, config.recordKeys)
  const notes: Note[] = []
  for (const each of unfinished) notes.push(await closeOne(each, config, context, ports))
  const finished = unfinished.flatMap(({ action, record }) => (action === 'finish' ? [record.runId] : []))
  return { waitFor: null, closed: unfinished.length, finished, notes }
}

/** Our signature must not make a record of what somebody without a key wrote down: the move stays drift. */
function withTrust(each: Unfinished, keys: readonly string[]): Unfinished {
  return each.action === 'finish' && !isTrustedIntent(each.record, keys) ? { ...each, action: 'abandon' } : each
}

async function closeOne(
  unfinished: Unfinished,
  config: GateConfig,
  context: RunContext,
  ports: SettlePorts,
): Promise<Note> {
  const { record } = unfinished
  const conclusion: RecordConclusion = unfinished.action === 'finish' ? 'applied' : 'abandoned'
  const draft = readableBody(record) ?? bodyOf(record)
  const stageMoves = Array.isArray(draft['moves']) ? draft['moves'].filter(isStageMove) : []
  const finishedAt = new Date(ports.clock.now()).toISOString()
  const closed = closeRecord(
    draft,
    {
      conclusion,
      moves_made: conclusion === 'applied' ? stageMoves : [],
      finished_at: finishedAt,
      settled_by: { run: context.run.id, attempt: context.run.attempt },
    },
    ports.signer,
  )
  await ports.registry.closeRecord(
    closedRun(record.runId, config.records, draft, closed),
    {
      conclusion,
      record_sha256: closed.sha256,
      signature: closed.signature,
      previous_record: record.previousRecord,
      finished_at: finishedAt,
    },
    conclusion === 'applied',
  )
  const what =
    conclusion === 'applied'
      ? `the alias had been ${isRemoval(record) ? 'taken away' : 'moved'}: its record is now closed as applied`
      : record.operation === 'adopt'
        ? 'an adoption is only recorded by the run that judged it: its record is now closed as abandoned'
        : isTrustedIntent(record, config.recordKeys)
          ? 'the alias had not been moved: its record is now closed as abandoned'
          : 'none of the record keys signed it: its record is now closed as abandoned'
  const text = `Run ${record.workflowRunId} (attempt ${record.workflowRunAttempt}) left ${record.stage} unfinished; ${what}.`
  ports.progress.warning(text)
  return { level: 'warning', code: 'unfinished', text }
}

/** An intent nested so deeply that it cannot be written again must not keep its stage from ever being settled. */
function readableBody({ body }: RecordFacts): RecordFacts['body'] {
  try {
    if (body !== null) recordText(body)
    return body
  } catch {
    return null
  }
}

/** What is left when an intent's own body cannot be read. */
function bodyOf(record: RecordFacts): Readonly<Record<string, unknown>> {
  return {
    schema_version: 1,
    operation: record.operation,
    registry_path: record.registryPath,
    model: record.model,
    stage: record.stage,
    alias: record.alias,
    sequence: record.sequence,
    previous_record: record.previousRecord,
  }
}

function isStageMove(move: unknown): move is never {
  return typeof move === 'object' && move !== null && 'purpose' in move && move.purpose === 'stage'
}
