import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, NonFiniteMarker } from '../json.ts'
import { holdsNumber, readNumber, readPrintedNumber } from '../number.ts'
import { escapeKey } from '../pointer.ts'
import type { EvaluationReport, ReportRow, ReportStatus } from '../report.ts'
import { statedFacts } from '../stated.ts'
import { isLeafMap, leafRow } from './plain-leaf.ts'
import { dateFromText, type Fit, lacks, type ReportReader, textAt } from './reader.ts'

/** Any JSON or YAML: nested maps of numbers. The last key names the metric, the keys before it the task. */
export const plain: ReportReader = { detect, accepts, read }

const STATUS_WORDS: Readonly<Record<string, ReportStatus>> = {
  complete: 'complete',
  completed: 'complete',
  finished: 'complete',
  success: 'complete',
  succeeded: 'complete',
  partial: 'partial',
  incomplete: 'partial',
  running: 'partial',
  started: 'partial',
  failed: 'failed',
  failure: 'failed',
  error: 'failed',
  crashed: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  aborted: 'cancelled',
}

/** Named by the user, a report may hold nothing but nulls: its checks fail then, one by one. */
function accepts(document: JsonValue): Fit {
  return isJsonObject(document) || isJsonArray(document) ? { fit: 'maybe' } : lacks('a map or a list at the top')
}

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document) && !isJsonArray(document)) return lacks('a map or a list at the top')
  return holdsNumber(document) ? { fit: 'maybe' } : lacks('a number anywhere')
}

function read(document: JsonValue): EvaluationReport {
  const written = textAt(document, 'created_at') ?? textAt(document, 'timestamp')
  const createdAt = dateFromText(written)
  const undated = written !== undefined && createdAt === undefined
  return {
    format: 'json',
    ...statusOf(document),
    rows: isJsonObject(document) ? plainRows(document) : [],
    identity: topLevelClaims(document),
    ...statedFacts(document),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: undated ? [`the date ${JSON.stringify(written)} states no time zone and was not used`] : [],
    document,
  }
}

/**
 * One row for each number in nested maps. Lists hold no rows, a selector reaches into them; a place that is
 * null, a list of numbers, or a number written as text gets a row that says so.
 */
export function plainRows(map: JsonObject): readonly ReportRow[] {
  const rows: ReportRow[] = []
  collect(map, { task: undefined, prefix: '/' }, rows)
  return rows
}

interface Place {
  readonly task: string | undefined
  /** Pointer with the slash after it: to join two texts, not three, counts when there are millions of rows. */
  readonly prefix: string
}

function collect(map: JsonObject, place: Place, rows: ReportRow[]): void {
  for (const key in map) {
    const value = map[key] ?? null
    if (isJsonObject(value)) {
      const pointer = place.prefix + escapeKey(key)
      if (isLeafMap(value))
        rows.push(leafRow(value, { metric: key, ...(place.task === undefined ? {} : { task: place.task }), pointer }))
      else
        collect(value, { task: place.task === undefined ? key : `${place.task}/${key}`, prefix: `${pointer}/` }, rows)
    } else if (looksLikeNumber(value)) rows.push(row(key, value, place))
  }
}

function row(metric: string, value: JsonValue, place: Place): ReportRow {
  const { value: number, missing } = readNumber(value)
  const pointer = place.prefix + escapeKey(metric)
  if (missing === undefined) {
    return place.task === undefined
      ? { metric, value: number, pointer }
      : { metric, task: place.task, value: number, pointer }
  }
  const shown = { metric, ...(place.task === undefined ? {} : { task: place.task }), value: number, missing, pointer }
  return missing === 'text' ? { ...shown, warnings: [`${JSON.stringify(value)} is text, not a number`] } : shown
}

function looksLikeNumber(value: JsonValue): boolean {
  if (typeof value === 'number' || value === null || value instanceof NonFiniteMarker) return true
  if (typeof value === 'string') return readPrintedNumber(value.replace(/%$/, '')).missing !== 'text'
  return (
    isJsonArray(value) && (value.length === 0 || typeof value[0] === 'number' || value[0] instanceof NonFiniteMarker)
  )
}

/** Tools without a reader of their own often say so themselves; an unknown word says nothing. */
function statusOf(document: JsonValue): Pick<EvaluationReport, 'status' | 'status_note'> {
  const word = textAt(document, 'status')?.toLowerCase()
  const status = word !== undefined && Object.hasOwn(STATUS_WORDS, word) ? STATUS_WORDS[word] : undefined
  if (status === undefined) return { status: 'unknown' }
  return status === 'complete'
    ? { status }
    : { status, status_note: `the report says "status": ${JSON.stringify(word)}` }
}
