import { type Condition, conditionsOf, isMeant, PARTS, type RowAddress } from './conditions.ts'
import { explainMatches } from './explain-matches.ts'
import { nearestNames } from './nearest.ts'
import { readPattern } from './pattern.ts'
import type { EvaluationReport, ReportRow } from './report.ts'
import { createTable, type Table } from './row-table.ts'
import { type RowsByMetric, sortByMetric } from './rows-by-metric.ts'

export type { RowAddress }

/** What an address or a selector led to. */
export type Found =
  /** `from`: what the number is made of, where it is made of several. */
  | { readonly kind: 'one'; readonly row: ReportRow; readonly from?: string }
  /** `nearest`: addresses or places that look alike, best first. */
  | { readonly kind: 'none'; readonly nearest: readonly string[]; readonly note?: string }
  /** `matches`: the first of them. `note`: how they differ, and what to write to mean one of them. */
  | { readonly kind: 'many'; readonly matches: readonly string[]; readonly note?: string }

/** A report made ready for many lookups; see `indexReport`. */
export interface ReportIndex {
  readonly report: EvaluationReport
  /** Sorted when first asked for: a report that is read by selectors only needs it not. */
  readonly byMetric: () => RowsByMetric
  /** Metric → part of the address → value of the part → rows. Each table is made when it is first asked for. */
  readonly tables: Map<string, Map<string, Table>>
}

/** Rows at an address. */
export interface RowSet {
  readonly rows: readonly ReportRow[]
  /** There are others: reading stopped. */
  readonly more: boolean
}

const SHOWN = 10
/** Matches that are looked at to say how they differ. */
const EXPLAINED = 200
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

/** Finds the one row at an address. */
export function findRow(index: ReportIndex, address: RowAddress): Found {
  const { rows } = findRows(index, address, EXPLAINED)
  const [row] = rows
  if (row === undefined) return { kind: 'none', nearest: nearest(index, address) }
  return rows.length === 1 ? { kind: 'one', row } : manyRows(rows)
}

/** Several rows where one was asked for. */
export function manyRows(rows: readonly ReportRow[]): Found {
  return { kind: 'many', matches: rows.slice(0, SHOWN).map(formatAddress), note: explainMatches(rows) }
}

/** The rows at an address that are accepted, at most `most` of them. */
export function findRows(
  index: ReportIndex,
  address: RowAddress,
  most: number,
  accepts: (row: ReportRow) => boolean = () => true,
): RowSet {
  const conditions = conditionsOf(address)
  const rows: ReportRow[] = []
  for (const metric of metricsAt(index, address.metric)) {
    for (const row of smallestBucket(index, metric, conditions)) {
      if (!isMeant(row, conditions, address.slice) || !accepts(row)) continue
      if (rows.length === most) return { rows, more: true }
      rows.push(row)
    }
  }
  return { rows, more: false }
}

/** An address in one line, e.g. `acc (task arc_easy, filter none, language de)`. */
export function formatAddress(address: RowAddress): string {
  const parts = PARTS.flatMap((part) => (address[part] === undefined ? [] : [`${part} ${address[part]}`]))
  const slice = Object.entries(address.slice ?? {}).map(([dimension, value]) => `${dimension} ${value}`)
  const all = [...parts, ...slice]
  return all.length === 0 ? address.metric : `${address.metric} (${all.join(', ')})`
}

function metricsAt(index: ReportIndex, metric: string): Iterable<string> {
  const wanted = readPattern(metric)
  return typeof wanted === 'string' ? [wanted] : [...index.byMetric().names()].filter(wanted.matches)
}

/** A condition is asked for its rows only while many are left. */
function smallestBucket(index: ReportIndex, metric: string, conditions: readonly Condition[]): readonly ReportRow[] {
  let smallest = index.byMetric().rowsOf(metric)
  for (const condition of conditions) {
    if (smallest.length <= SMALL) return smallest
    const bucket = tableOf(index, metric, condition).rowsAt(condition.wanted)
    if (bucket.length < smallest.length) smallest = bucket
  }
  return smallest
}

function tableOf(index: ReportIndex, metric: string, { part, partOf }: Condition): Table {
  const tables = index.tables.get(metric) ?? new Map<string, Table>()
  index.tables.set(metric, tables)
  const table = tables.get(part) ?? createTable(partOf, index.byMetric().rowsOf(metric))
  tables.set(part, table)
  return table
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
