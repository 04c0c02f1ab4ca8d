import { ReportError } from '../../errors.ts'
import { topLevelClaims } from '../claims.ts'
import type { ColumnMap } from '../column-map.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative, readPrintedNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport, IdentityClaim, ReportRow } from '../report.ts'
import { type Fit, lacks, type ReadFrom, type ReportReader } from './reader.ts'

/**
 * CSV: with `columns` in the gate config one row for each record; without it one record whose columns are metrics. All of CSV
 * is text, so printed numbers count.
 */
export const csv: ReportReader = { detect, accepts, read }

/** What to do about CSV that cannot be read as it is. Part of messages: it is the answer, not a hint. */
export const CSV_NEEDS_MAP =
  'Say which columns hold what: `columns: { metric: metric, value: value, task: task }`, in the gate config.'

/** Without a map only one record can be read; nothing says that its columns are metrics but that they hold numbers. */
function detect(document: JsonValue, container: string): Fit {
  const records = recordsOf(document, container)
  if (records === undefined) return lacks('CSV with a header')
  if (records.length !== 1)
    return lacks(`exactly one record below its header, it has ${records.length}. ${CSV_NEEDS_MAP}`)
  const numbers = Object.values(records[0] ?? {}).some((value) => readPrintedNumber(value).value !== null)
  return numbers ? { fit: 'maybe' } : lacks('a number in its one record')
}

function accepts(document: JsonValue, container: string): Fit {
  return recordsOf(document, container) === undefined ? lacks('CSV with a header') : { fit: 'maybe' }
}

function read(document: JsonValue, file: string, { columns }: ReadFrom): EvaluationReport {
  const records = (isJsonArray(document) ? document : []).filter(isJsonObject)
  if (columns === null && records.length !== 1) {
    throw new ReportError('report-format-unknown', `${file} is CSV of ${records.length} records. ${CSV_NEEDS_MAP}`)
  }
  if (columns !== null) checkColumns(columns, records[0], file)
  const rows =
    columns === null ? wideRows(records[0] ?? {}) : records.map((record, index) => mappedRow(record, index, columns))
  return {
    format: 'csv',
    status: 'unknown',
    status_note: 'CSV does not say whether the run ended',
    rows,
    identity: claimsOf(records),
    warnings: records.length === 0 ? ['the file holds a header and no record'] : [],
    document,
  }
}

function recordsOf(document: JsonValue, container: string): readonly JsonObject[] | undefined {
  return container === 'csv' && isJsonArray(document) ? document.filter(isJsonObject) : undefined
}

function checkColumns(columns: ColumnMap, first: JsonObject | undefined, file: string): void {
  if (first === undefined) return
  const names = Object.keys(first)
  const wanted = Object.values(columns).flat()
  const absent = wanted.filter((name) => !names.includes(name))
  if (absent.length === 0) return
  const list = absent.map((name) => JSON.stringify(name)).join(', ')
  const shown = names.slice(0, 12).map((name) => JSON.stringify(name.slice(0, 40)))
  const more = names.length > 12 ? ` and ${names.length - 12} more` : ''
  throw new ReportError('report-unreadable', `${file} has no column ${list}. It has ${shown.join(', ')}${more}.`, {
    hint: '`columns` names the columns as the header does, letter by letter.',
  })
}

/** Every column that holds a number, or should: empty, or `NaN`. */
function wideRows(record: JsonObject): readonly ReportRow[] {
  return Object.entries(record).flatMap(([metric, text]): readonly ReportRow[] => {
    const found = numberIn(text)
    return found.missing === 'text' ? [] : [{ metric, ...found, pointer: extendPointer('/0', metric) }]
  })
}

const TEXT_PARTS = ['task', 'filter', 'scorer', 'unit', 'model', 'dataset', 'dataset_version'] as const

/** Made part by part, and not from spread pieces: a file may have a million records. */
function mappedRow(record: JsonObject, index: number, columns: ColumnMap): ReportRow {
  const row: { -readonly [key in keyof ReportRow]: ReportRow[key] } = {
    metric: columns.metric === undefined ? columns.value : (textIn(record, columns.metric) ?? ''),
    ...numberIn(record[columns.value]),
    pointer: extendPointer(`/${index}`, columns.value),
  }
  for (const part of TEXT_PARTS) {
    const text = textIn(record, columns[part])
    if (text !== undefined) row[part] = text
  }
  const slice: Record<string, string> = {}
  for (const name of columns.slice ?? []) {
    const text = textIn(record, name)
    if (text !== undefined) slice[name] = text
  }
  if (Object.keys(slice).length > 0) row.slice = slice
  const [stderr, n] = [countIn(record, columns.stderr), countIn(record, columns.n)]
  if (stderr !== undefined) row.stderr = stderr
  if (n !== undefined) row.n = n
  return row
}

function textIn(record: JsonObject, column: string | undefined): string | undefined {
  const value = column === undefined ? undefined : record[column]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Standard errors and counts: at least zero. */
function countIn(record: JsonObject, column: string | undefined): number | undefined {
  return column === undefined ? undefined : nonNegative(numberIn(record[column]).value)
}

/** Printing is no oddity here, so there is nothing to warn of. An empty cell is null. */
function numberIn(value: JsonValue | undefined): Pick<ReportRow, 'value' | 'missing'> {
  const text = typeof value === 'string' ? value.trim() : ''
  if (text === '') return { value: null, missing: 'null' }
  const { value: number, missing } = readPrintedNumber(text)
  return missing === undefined ? { value: number } : { value: number, missing }
}

/** Each record may name the version; all must agree. */
function claimsOf(records: readonly JsonObject[]): readonly IdentityClaim[] {
  const claims = new Map<string, IdentityClaim>()
  records.forEach((record, index) => {
    for (const claim of topLevelClaims(record))
      if (!claims.has(claim.text)) claims.set(claim.text, { text: claim.text, source: `/${index}${claim.source}` })
  })
  return [...claims.values()]
}
