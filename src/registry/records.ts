import { createHash } from 'node:crypto'
import type { RecordFacts, RecordVersion } from '../checks/facts.ts'
import { type Fields, isObject, type Node } from './shape.ts'

export const JOB_TYPE = 'model-promotion'
/** Stands in place of a stage in records of holds; the contract tests hold it to `HOLD_CHAIN` of the checks. */
export const HOLDS = '(hold)'

/** W&B keeps a run's config as `{"key":{"value":…}}` in a string. */
export function encodeConfig(config: Readonly<Record<string, string | number | null>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }])))
}

/** Which records are listed, as W&B's filter language wants it. Config keys are known under two names. */
export function recordFilter(fields: {
  readonly model: string
  readonly stage?: string
  readonly operation?: string
  readonly toVersion?: string
  /** Begun at this moment or before. */
  readonly until?: string
}): string {
  const config = (key: string, value: string) => ({
    $or: [{ [`config.${key}`]: value }, { [`config.${key}.value`]: value }],
  })
  return JSON.stringify({
    $and: [
      { jobType: JOB_TYPE },
      { group: fields.model },
      ...(fields.stage === undefined ? [] : [{ tags: { $in: [fields.stage] } }]),
      ...(fields.operation === undefined ? [] : [config('operation', fields.operation)]),
      ...(fields.toVersion === undefined ? [] : [config('to_version', fields.toVersion)]),
      ...(fields.until === undefined ? [] : [{ createdAt: { $lte: fields.until } }]),
    ],
  })
}

/**
 * A record run as facts. What the run's texts say is taken as it stands; whether to believe it is said by
 * `intact` and decided elsewhere. A body that cannot be read is null, the record stays visible.
 */
export function parseRecord(run: Node, urlOf: (runId: string) => string): RecordFacts {
  const runId = run.at('name').string()
  const config = unwrap(parseObject(run.at('config').stringOrNull()))
  const summary = parseObject(run.at('summaryMetrics').stringOrNull())
  const sha256 = text(summary, 'record_sha256')
  const bytes = text(config, sha256 === null ? 'intent' : 'record')
  const body = bytes === null ? null : parseObject(bytes)
  const known = body ?? config ?? {}
  const github = object(body, 'run')
  const attestationId = text(summary, 'attestation_id')
  return {
    runId,
    createdAt: run.at('createdAt').time(),
    sha256,
    intact: sha256 !== null && bytes !== null && createHash('sha256').update(bytes, 'utf8').digest('hex') === sha256,
    signature: sha256 === null ? text(config, 'intent_signature') : text(summary, 'signature'),
    text: bytes,
    operation: text(known, 'operation') ?? '',
    registryPath: text(body, 'registry_path') ?? '',
    model: text(known, 'model') ?? '',
    stage: text(known, 'stage') ?? '',
    alias: text(known, 'alias') ?? '',
    conclusion: sha256 === null ? null : (text(body, 'conclusion') ?? text(summary, 'conclusion')),
    from: version(body, 'from'),
    to: version(body, 'to'),
    sequence: integer(body, 'sequence'),
    previousRecord: text(body, 'previous_record'),
    finishedAt: sha256 === null ? null : (text(body, 'finished_at') ?? text(summary, 'finished_at')),
    workflowRunId: idText(github?.['id']),
    workflowRunAttempt: integer(github, 'attempt'),
    pullRequests: numbers(body?.['pull_requests']),
    body,
    url: urlOf(runId),
    ...(sha256 === null || attestationId === null ? {} : { attestationId }),
  }
}

/** Is it a record of this path (and stage)? One whose body cannot be read names no path and is not hidden. */
export function isAbout(record: RecordFacts, paths: readonly string[], stage?: string): boolean {
  const path = record.body === null || paths.includes(record.registryPath)
  return path && (stage === undefined || record.stage === stage)
}

/** W&B's times have whole seconds on some servers: within one second the chain's own number decides. */
export function newestFirst(one: RecordFacts, other: RecordFacts): number {
  return Date.parse(other.createdAt) - Date.parse(one.createdAt) || other.sequence - one.sequence
}

function unwrap(config: Fields | null): Fields | null {
  if (config === null) return null
  const plain = Object.entries(config).map(([key, held]) => [
    key,
    isObject(held) && 'value' in held ? held['value'] : held,
  ])
  return Object.fromEntries(plain) as Fields
}

function parseObject(json: string | null): Fields | null {
  if (json === null) return null
  try {
    const parsed: unknown = JSON.parse(json)
    return isObject(parsed) ? parsed : null
  } catch {
    return null
  }
}

function text(fields: Fields | null, key: string): string | null {
  const value = fields?.[key]
  return typeof value === 'string' ? value : null
}

function integer(fields: Fields | null, key: string): number {
  const value = fields?.[key]
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : 0
}

function object(fields: Fields | null, key: string): Fields | null {
  const value = fields?.[key]
  return isObject(value) ? value : null
}

function idText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((each): each is number => Number.isSafeInteger(each)) : []
}

function version(body: Fields | null, key: string): RecordVersion | null {
  const held = object(body, key)
  const [name, artifactId, digest] = [text(held, 'version'), text(held, 'artifact_id'), text(held, 'digest')]
  return name === null || artifactId === null || digest === null ? null : { version: name, artifactId, digest }
}
