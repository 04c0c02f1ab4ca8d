import { nearestNames } from './nearest.ts'
import type { EvaluationReport, ReportRow } from './report.ts'
import { type RowsByMetric, sortByMetric } from './rows-by-metric.ts'

/** Canonical address of a number. An omitted part matches anything; an empty one asks for rows without that part. */
export interface RowAddress {
  readonly metric: string
  readonly task?: string
  readonly filter?: string
  readonly scorer?: string
  readonly slice?: Readonly<Record<string, string>>
}

/** What an address or a selector led to. */
export type Found =
  | { readonly kind: 'one'; readonly row: ReportRow }
  /** `nearest`: addresses or places that look alike, best first. */
  | { readonly kind: 'none'; readonly nearest: readonly string[] }
  /** `matches`: the first of them. */
  | { readonly kind: 'many'; readonly matches: readonly string[] }

/** A report made ready for many lookups; see `indexReport`. */
export interface ReportIndex {
  readonly report: EvaluationReport
  /** Sorted when first asked for: a report that is read by selectors only needs it not. */
  readonly byMetric: () => RowsByMetric
  /** Metric → part of the address → value of the part → rows. Each table is made when it is first asked for. */
  readonly tables: Map<string, Map<string, Table>>
}

type Table = ReadonlyMap<string, readonly ReportRow[]>

const PARTS = ['task', 'filter', 'scorer'] as const
const SHOWN = 10
/** Names compared for a suggestion; more would make a report of many names slow to complain about. */
const COMPARED = 100

/** So many rows are read through; more are worth a table. */
const SMALL = 16

/**
 * Prepares a report for lookups: rows are sorted by metric once, and those of a metric with many rows by the
 * parts that are asked for, so that a thousand lookups cost little more than one. Only for metrics that are
 * asked for, because tables of all rows of a large report would be larger than its rows.
 */
export function indexReport(report: EvaluationReport): ReportIndex {
  const sorted: RowsByMetric[] = []
  const byMetric = (): RowsByMetric => {
    const known = sorted[0] ?? sortByMetric(report.rows)
    sorted[0] = known
    return known
  }
  return { report, byMetric, tables: new Map() }
}

/** Finds the one row at an address. All given parts must be equal, letter by letter. */
export function findRow(index: ReportIndex, address: RowAddress): Found {
  const matches: ReportRow[] = []
  for (const row of smallestBucket(index, address)) {
    if (matchesAddress(row, address)) matches.push(row)
    if (matches.length > SHOWN) break
  }
  const [row] = matches
  if (row === undefined) return { kind: 'none', nearest: nearest(index, address) }
  if (matches.length === 1) return { kind: 'one', row }
  return { kind: 'many', matches: matches.slice(0, SHOWN).map(formatAddress) }
}

/** An address in one line, e.g. `acc (task arc_easy, filter none, language de)`. */
export function formatAddress(address: RowAddress): string {
  const parts = PARTS.flatMap((part) => (address[part] === undefined ? [] : [`${part} ${address[part]}`]))
  const slice = Object.entries(address.slice ?? {}).map(([dimension, value]) => `${dimension} ${value}`)
  const all = [...parts, ...slice]
  return all.length === 0 ? address.metric : `${address.metric} (${all.join(', ')})`
}

type PartOf = (row: RowAddress) => string | undefined

function tableOf(index: ReportIndex, metric: string, part: string, partOf: PartOf): Table {
  const tables = index.tables.get(metric) ?? new Map<string, Table>()
  index.tables.set(metric, tables)
  const table = tables.get(part) ?? sortBy(partOf, index.byMetric().rowsOf(metric))
  tables.set(part, table)
  return table
}

function sortBy(partOf: PartOf, rows: readonly ReportRow[]): Table {
  const table = new Map<string, ReportRow[]>()
  for (const row of rows) {
    const value = partOf(row)
    if (value === undefined) continue
    const bucket = table.get(value)
    if (bucket === undefined) table.set(value, [row])
    else bucket.push(row)
  }
  return table
}

/** The parts that tell most rows apart come first; the others are asked only when many rows are left. */
function smallestBucket(index: ReportIndex, address: RowAddress): readonly ReportRow[] {
  let smallest = index.byMetric().rowsOf(address.metric)
  const narrow = (part: string, value: string | undefined, partOf: PartOf): void => {
    if (value === undefined || smallest.length <= SMALL) return
    const bucket = tableOf(index, address.metric, part, partOf).get(value) ?? []
    if (bucket.length < smallest.length) smallest = bucket
  }
  narrow('task', address.task, (row) => row.task ?? '')
  for (const dimension of Object.keys(address.slice ?? {}))
    narrow(`slice ${dimension}`, address.slice?.[dimension], (row) => row.slice?.[dimension])
  narrow('scorer', address.scorer, (row) => row.scorer ?? '')
  narrow('filter', address.filter, (row) => row.filter ?? '')
  return smallest
}

function matchesAddress(row: ReportRow, address: RowAddress): boolean {
  for (const part of PARTS) {
    if (address[part] !== undefined && (row[part] ?? '') !== address[part]) return false
  }
  if (address.slice === undefined) return true
  const dimensions = Object.entries(address.slice)
  if (dimensions.length === 0) return row.slice === undefined || Object.keys(row.slice).length === 0
  return dimensions.every(([dimension, value]) => row.slice?.[dimension] === value)
}

/** The same metric elsewhere is a better hint than another metric. */
function nearest(index: ReportIndex, address: RowAddress): readonly string[] {
  const same = index.byMetric().rowsOf(address.metric).slice(0, COMPARED)
  if (same.length > 0) {
    const given = PARTS.filter((part) => address[part] !== undefined)
    const placeOf = (row: RowAddress): string => given.map((part) => row[part] ?? '').join(' ')
    const byPlace = new Map(same.map((row) => [placeOf(row), row]))
    const close = nearestNames(placeOf(address), [...byPlace.keys()], 5)
    const rows = close.flatMap((place) => byPlace.get(place) ?? [])
    return (rows.length > 0 ? rows : same.slice(0, 5)).map(formatAddress)
  }
  const names = nearestNames(address.metric, metricNames(index), 3)
  const rows = names.flatMap((name) => index.byMetric().rowsOf(name).slice(0, 2))
  return rows.map(formatAddress).slice(0, 5)
}

function metricNames(index: ReportIndex): readonly string[] {
  const names: string[] = []
  for (const name of index.byMetric().names()) {
    names.push(name)
    if (names.length === COMPARED) break
  }
  return names
}
