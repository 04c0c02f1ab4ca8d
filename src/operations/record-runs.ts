import type { GateConfig } from '../config/gate-config.ts'
import type { ClosedRecord, RecordDraft } from '../promotion/record.ts'
import { recordText } from '../promotion/record.ts'
import { type RecordSigner, signIntent } from '../promotion/record-trust.ts'
import type { RecordRun } from './ports.ts'

/** Keys for people who browse W&B's run table (contract §7). */
interface TableKeys {
  readonly operation: string
  readonly model: string
  readonly stage: string
  readonly alias: string
  readonly from_version: string | null
  readonly to_version: string | null
  readonly digest: string | null
  readonly repository: string
  readonly pull_request: number | null
  readonly actor: string
}

type DraftBody = RecordDraft | Readonly<Record<string, unknown>>

/** The run as it is begun: table keys, and the draft so that anybody can close it. */
export function intentRun(
  runId: string,
  records: GateConfig['records'],
  draft: RecordDraft,
  signer: RecordSigner | null,
): RecordRun {
  const intent = recordText(draft)
  const signed = signer === null ? {} : { intent_signature: signIntent(intent, signer) }
  return { ...frame(runId, records, tableKeys(draft)), config: { ...tableKeys(draft), intent, ...signed } }
}

/** The run as it is closed: table keys, and the exact bytes that were hashed. */
export function closedRun(
  runId: string,
  records: GateConfig['records'],
  draft: DraftBody,
  closed: ClosedRecord,
): RecordRun {
  const keys = tableKeys(draft)
  return { ...frame(runId, records, keys), config: { ...keys, record: closed.text } }
}

function frame(runId: string, records: GateConfig['records'], keys: TableKeys): Omit<RecordRun, 'config'> {
  const from = keys.from_version ?? 'none'
  return {
    runId,
    records,
    displayName: `${keys.model} ${from} → ${keys.to_version ?? 'none'} ${keys.stage}`,
    model: keys.model,
    stage: keys.stage,
  }
}

/** Reads the keys out of a body, which may come from an intent that another run wrote. */
function tableKeys(draft: DraftBody): TableKeys {
  const body = draft as Readonly<Record<string, unknown>>
  const from = asObject(body['from'])
  const to = asObject(body['to'])
  const pullRequests = Array.isArray(body['pull_requests']) ? body['pull_requests'] : []
  return {
    operation: asText(body['operation']) ?? 'promote',
    model: asText(body['model']) ?? '',
    stage: asText(body['stage']) ?? '',
    alias: asText(body['alias']) ?? '',
    from_version: asText(from['version']),
    to_version: asText(to['version']),
    digest: asText(to['digest']),
    repository: asText(asObject(body['repository'])['name']) ?? '',
    pull_request: typeof pullRequests[0] === 'number' ? pullRequests[0] : null,
    actor: asText(body['actor']) ?? '',
  }
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
