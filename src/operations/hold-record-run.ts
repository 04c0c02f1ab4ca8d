import type { RecordFacts, RegistryFacts } from '../checks/facts.ts'
import { HOLD_CHAIN } from '../checks/hold-records.ts'
import type { GateConfig } from '../config/gate-config.ts'
import type { HoldDecision, HoldMarker } from '../promotion/hold.ts'
import type { HoldDraft } from '../promotion/hold-record.ts'
import type { RecordSummary } from '../promotion/outcome.ts'
import type { ClosingFacts, RecordConclusion } from '../promotion/record.ts'
import { bodyVersion, chainAfter, closeRecord, recordText, recordVersionOf } from '../promotion/record.ts'
import { signIntent } from '../promotion/record-trust.ts'
import type { HoldWork } from './hold-work.ts'
import type { RecordRun } from './ports.ts'
import type { PromotePorts } from './promote-input.ts'
import { configFactsOf } from './read-rules.ts'

/** The body of the record as it is begun. */
export function holdDraft(work: HoldWork, registry: RegistryFacts, decision: HoldDecision): HoldDraft {
  const { operation, inputs, context, ports, loaded, model, subject } = work
  const { registry: path } = loaded.rules.config
  const { sequence, previousRecord } = chainAfter(registry.records)
  const stage = subject.kind === 'stage' ? subject.stage.name : subject.kind === 'version' ? subject.heldStage : null
  return {
    schema_version: 1,
    operation,
    registry_path: `${path.entity}/${path.project}/${model.collection}`,
    model: model.name,
    stage: HOLD_CHAIN,
    alias: '',
    from: decision.version === null ? null : bodyVersion(recordVersionOf(decision.version)),
    to: null,
    moves: [],
    verdict: decision.verdict,
    hold: {
      kind: subject.kind,
      stage,
      held_stages: decision.stages.map((each) => each.name),
      until: operation === 'hold' ? inputs.until : null,
      fallback: operation === 'hold' && inputs.fallback,
      markers: decision.markers,
    },
    config: configFactsOf(loaded.change, inputs),
    tickets: operation === 'hold' && inputs.ticket !== null ? [inputs.ticket] : [],
    reason: inputs.reason,
    actor: context.actor,
    triggering_actor: context.triggeringActor,
    repository: { name: `${context.repository.owner}/${context.repository.name}`, id: context.repository.id },
    pull_requests: [],
    workflow_ref: context.workflowRef,
    run: context.run,
    requested_at: work.requestedAt,
    judged_at: new Date(ports.clock.now()).toISOString(),
    software: ports.software,
    undoes: operation === 'release' ? (decision.standing?.sha256 ?? null) : null,
    sequence,
    previous_record: previousRecord,
  }
}

/** Writes the intent; returns the record's address. */
export async function openHoldRecord(work: HoldWork, registry: RegistryFacts, draft: HoldDraft): Promise<string> {
  const { ports, loaded, runId, subject } = work
  const { registry: path, records } = loaded.rules.config
  const used = subject.kind === 'stage' ? registry.holder : registry.candidate
  const intent = recordText(draft)
  const signed = ports.signer === null ? {} : { intent_signature: signIntent(intent, ports.signer) }
  const { url } = await ports.registry.openRecord(
    recordRun(runId, records, draft, { intent, ...signed }),
    used === null ? null : { artifactId: used.artifactId, registry: path },
  )
  ports.progress.info(`Intent written: ${url}`)
  return url
}

/** The record as it stands while it is open. */
export function openSummary({ runId }: HoldWork, draft: HoldDraft, url: string): RecordSummary {
  return { runId, sha256: null, sequence: draft.sequence, previousRecord: draft.previous_record, url }
}

export interface HoldEnding {
  readonly conclusion: RecordConclusion
  /** What was set, or removed; undefined: as the intent says. */
  readonly markers?: readonly HoldMarker[]
  readonly note?: string
  readonly settledBy?: ClosingFacts['settled_by']
}

/** Closes a hold record, this run's or one that an earlier run left. Returns its sha256. */
export async function closeHoldRecord(
  { runId, records, url }: { readonly runId: string; readonly records: GateConfig['records']; readonly url: string },
  draft: Readonly<Record<string, unknown>>,
  ending: HoldEnding,
  ports: Pick<PromotePorts, 'registry' | 'clock' | 'signer'>,
): Promise<RecordSummary> {
  const { conclusion, markers, note, settledBy } = ending
  const finishedAt = new Date(ports.clock.now()).toISOString()
  const hold = typeof draft['hold'] === 'object' && draft['hold'] !== null ? draft['hold'] : {}
  const body = markers === undefined ? draft : { ...draft, hold: { ...hold, markers } }
  const closed = closeRecord(
    body,
    {
      conclusion,
      moves_made: [],
      finished_at: finishedAt,
      ...(note === undefined ? {} : { note }),
      ...(settledBy === undefined ? {} : { settled_by: settledBy }),
    },
    ports.signer,
  )
  const previous = typeof draft['previous_record'] === 'string' ? draft['previous_record'] : null
  await ports.registry.closeRecord(
    recordRun(runId, records, draft, { record: closed.text }),
    {
      conclusion,
      record_sha256: closed.sha256,
      signature: closed.signature,
      previous_record: previous,
      finished_at: finishedAt,
    },
    conclusion === 'applied',
  )
  return { runId, sha256: closed.sha256, sequence: Number(draft['sequence'] ?? 0), previousRecord: previous, url }
}

/** What is left of an intent whose body cannot be read. */
export function draftOf(record: RecordFacts): Readonly<Record<string, unknown>> {
  const { operation, registryPath, model, sequence, previousRecord } = record
  const plain = { schema_version: 1, operation, registry_path: registryPath, model, stage: HOLD_CHAIN, alias: '' }
  const bare = { ...plain, sequence, previous_record: previousRecord }
  try {
    if (record.body !== null) recordText(record.body)
    return record.body ?? bare
  } catch {
    return bare
  }
}

/** Keys for people who browse W&B's table of runs, and the body. */
function recordRun(
  runId: string,
  records: GateConfig['records'],
  draft: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, string>>,
): RecordRun {
  const from = part(draft['from'])
  const hold = part(draft['hold'])
  const model = text(draft['model']) ?? ''
  const operation = text(draft['operation']) ?? 'hold'
  const kind = text(hold['kind']) ?? ''
  const meant = kind === 'stage' ? `stage ${text(hold['stage']) ?? ''}` : (text(from['version']) ?? kind)
  return {
    runId,
    records,
    displayName: `${model} ${operation} ${meant}`,
    model,
    stage: HOLD_CHAIN,
    config: {
      operation,
      model,
      stage: HOLD_CHAIN,
      alias: '',
      from_version: text(from['version']),
      to_version: null,
      digest: text(from['digest']),
      repository: text(part(draft['repository'])['name']) ?? '',
      pull_request: null,
      actor: text(draft['actor']) ?? '',
      ...body,
    },
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function part(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
