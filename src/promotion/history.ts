import { counted } from '../checks/counted.ts'
import type { RecordFacts } from '../checks/facts.ts'
import { HOLD_CHAIN, holdPart } from '../checks/hold-records.ts'
import { saysStanding } from '../checks/moving-record.ts'
import type { Listing, ListingCell } from './outcome.ts'
import { actorsOf, bodyText, trustText } from './record-body.ts'

/** Newest moves in the picture; more would be too small to read. */
const MOST_EVENTS = 30

export interface HistoryFacts {
  readonly model: string
  /** null: every stage. */
  readonly stage: string | null
  /** Newest first; those that do not count are not intact. */
  readonly records: readonly RecordFacts[]
  readonly recordKeys: readonly string[]
  /** False: older records were not read. */
  readonly complete: boolean
}

/** Who moved what, when, from which version to which, why: newest first. */
export function historyListing(facts: HistoryFacts): Listing {
  const { model, stage, records, recordKeys, complete } = facts
  const subject = stage === null ? model : `${model} ${stage}`
  return {
    name: 'history',
    title: `History of ${subject}`,
    intro: [
      records.length === 0
        ? 'There is no record yet.'
        : `${counted(records.length, 'record')}, newest first; times are UTC.`,
      ...(complete ? [] : ['Older records exist and were not read.']),
    ],
    columns: ['When', 'Stage', 'What', 'From', 'To', 'Outcome', 'By', 'Reason', 'Evidence', 'Record'],
    rows: records.map((record) => row(record, recordKeys)),
    diagram: timeline(facts, subject),
    data: { model, stage, complete, records: records.map((record) => recordData(record, recordKeys)) },
  }
}

function row(record: RecordFacts, keys: readonly string[]): readonly ListingCell[] {
  return [
    minute(whenOf(record)),
    stageOf(record),
    record.operation,
    record.from?.version ?? '',
    record.to?.version ?? '',
    record.conclusion ?? 'not closed',
    actorsOf(record),
    bodyText(record, 'reason') ?? '',
    evidenceText(record),
    { text: `#${record.sequence} ${trustText(record, keys)}`, url: record.url },
  ]
}

/** Holds stand in a chain of their own; what they froze is in the record. */
function stageOf(record: RecordFacts): string {
  if (record.stage !== HOLD_CHAIN) return record.stage
  const part = holdPart(record)
  const stage = part?.['stage']
  return typeof stage === 'string' ? stage : part?.['kind'] === 'model' ? 'all' : ''
}

function evidenceText(record: RecordFacts): string {
  const evidence = evidenceOf(record).map(({ name, resolved }) => resolved || name)
  const pulls = record.pullRequests.map((number) => `pull request ${number}`)
  return [...pulls, ...evidence].join(', ')
}

function evidenceOf({ body }: RecordFacts): readonly { name: string; resolved: string; sha256: string }[] {
  const list: readonly unknown[] = Array.isArray(body?.['evidence']) ? body['evidence'] : []
  return list.flatMap((each) => {
    if (typeof each !== 'object' || each === null) return []
    const fields = each as Readonly<Record<string, unknown>>
    const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
    return [{ name: text('name'), resolved: text('resolved'), sha256: text('sha256') }]
  })
}

export function recordData(record: RecordFacts, keys: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    run_id: record.runId,
    sha256: record.sha256,
    sequence: record.sequence,
    previous_record: record.previousRecord,
    trust: trustText(record, keys),
    counts: record.intact,
    url: record.url,
    began_at: record.createdAt,
    finished_at: record.finishedAt,
    operation: record.operation,
    stage: record.stage,
    alias: record.alias,
    conclusion: record.conclusion,
    from: versionData(record.from),
    to: versionData(record.to),
    by: actorsOf(record),
    reason: bodyText(record, 'reason'),
    drift: bodyText(record, 'drift'),
    undoes: bodyText(record, 'undoes'),
    pull_requests: record.pullRequests,
    evidence: evidenceOf(record),
    workflow_run: record.workflowRunId,
  }
}

function versionData(version: RecordFacts['to']): unknown {
  return version === null ? null : { version: version.version, artifact_id: version.artifactId, digest: version.digest }
}

/** When it took effect: the end, not the intent. */
export function whenOf(record: RecordFacts): string {
  return record.finishedAt ?? record.createdAt
}

/** Mermaid's timeline of what held the stages, oldest first. */
function timeline({ records }: HistoryFacts, subject: string): string | null {
  const moves = records.filter(saysStanding).slice(0, MOST_EVENTS).reverse()
  if (moves.length === 0) return null
  const events = moves.map((record) => {
    const by = actorsOf(record)
    const what = `${record.stage} ${record.to?.version ?? 'nobody'} by ${record.operation}${by === '' ? '' : ` of ${by}`}`
    return `    ${label(minute(whenOf(record)).replace(':', '.'))} : ${label(what)}`
  })
  return ['timeline', `    title ${label(subject)}`, ...events].join('\n')
}

/** Mermaid's timelines know no quotes: only characters that mean nothing there are let through. */
function label(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} .,_/()[\]-]/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, 80)
}

/** `2026-05-03 14:00`, in UTC. */
export function minute(time: string): string {
  const at = Date.parse(time)
  return Number.isNaN(at) ? time : new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}
