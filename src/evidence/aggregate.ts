import type { RowAddress } from './conditions.ts'
import type { Direction, ReportRow } from './report.ts'
import { formatAddress } from './row-index.ts'
import { mixedSet } from './row-set.ts'
import { meanOf, sumOf, weightedMeanOf } from './sum.ts'

/** What one number is made of the several at an address. */
export const AGGREGATES = ['worst', 'best', 'mean', 'weighted_mean'] as const
export type Aggregate = (typeof AGGREGATES)[number]

export type Aggregated =
  /** `from`: which number it is (worst, best), or of how many it is made. */
  | { readonly kind: 'row'; readonly row: ReportRow; readonly from: string }
  /** `missing`: it has no value. */
  | {
      readonly kind: 'problem'
      readonly problem: 'mixed' | 'units' | 'no-count' | 'no-direction'
      readonly note: string
    }

/**
 * Makes one number of several, of which there is at least one; their order does not matter. The row keeps what all of them say
 * alike. A single number that is missing leaves the result without one: what cannot be read is never left out.
 */
export function aggregateRows(
  rows: readonly ReportRow[],
  aggregate: Aggregate,
  direction: Direction | null,
): Aggregated {
  const mixed = mixedSet(rows)
  if (mixed !== null) return { kind: 'problem', problem: 'mixed', note: mixed }
  const units = differentUnits(rows)
  if (units !== null) return { kind: 'problem', problem: 'units', note: units }
  const bad = rows.filter(({ value }) => value === null || !Number.isFinite(value))
  const [first] = bad
  if (first !== undefined) return { kind: 'row', ...withoutValue(rows, first, bad.length) }
  if (aggregate === 'mean') return mean(rows)
  if (aggregate === 'weighted_mean') return weightedMean(rows)
  if (direction === null) {
    const note = `the ${aggregate} of ${rows.length} numbers needs to know which way is better`
    return { kind: 'problem', problem: 'no-direction', note }
  }
  return extreme(rows, (aggregate === 'worst') === (direction === 'higher_is_better'))
}

/** The standard error assumes that the numbers are independent of each other. */
function mean(rows: readonly ReportRow[]): Aggregated {
  const value = meanOf(valuesOf(rows))
  const stderr = combinedError(
    rows,
    rows.map(() => 1),
  )
  // Other counts would make it look like a mean over samples, which it is only when all are equal.
  const equal = rows.every(({ n }) => n === rows[0]?.n)
  const n = equal ? totalCount(rows) : undefined
  return made(rows, { value, stderr, n, from: `mean of ${rows.length}` })
}

function weightedMean(rows: readonly ReportRow[]): Aggregated {
  const uncounted = rows.filter(({ n }) => n === undefined)
  const [first] = uncounted
  if (first !== undefined) {
    const note = `weighted_mean needs the number of samples of each of ${rows.length} numbers; ${uncounted.length} have none, the first is ${formatAddress(first)}`
    return { kind: 'problem', problem: 'no-count', note }
  }
  const weights = rows.map(({ n = 0 }) => n)
  const value = weightedMeanOf(valuesOf(rows), weights)
  if (value === null) return { kind: 'problem', problem: 'no-count', note: 'all numbers were made of 0 samples' }
  const from = `mean of ${rows.length} weighted by samples`
  return made(rows, { value, stderr: combinedError(rows, weights), n: totalCount(rows), from })
}

function extreme(rows: readonly ReportRow[], least: boolean): Aggregated {
  let found = rows[0]
  for (const row of rows) {
    const [value, best] = [row.value ?? 0, found?.value ?? 0]
    const isTie = value === best && found !== undefined && formatAddress(row) < formatAddress(found)
    if (isTie || (least ? value < best : value > best)) found = row
  }
  const { value = null, stderr, n, interval, pointer = '' } = found ?? {}
  const { row, from } = made(rows, { value, stderr, n, from: found === undefined ? '' : formatAddress(found) })
  return { kind: 'row', row: { ...row, ...(interval === undefined ? {} : { interval }), pointer }, from }
}

interface Made {
  readonly value: number | null
  readonly stderr: number | undefined
  readonly n: number | undefined
  readonly from: string
}

function made(rows: readonly ReportRow[], { value, stderr, n, from }: Made): Extract<Aggregated, { kind: 'row' }> {
  const finite = value !== null && Number.isFinite(value)
  const row: ReportRow = {
    ...shared(rows),
    ...(finite ? { value } : { value: null, missing: 'infinity' }),
    ...(stderr === undefined ? {} : { stderr }),
    ...(n === undefined ? {} : { n }),
    // The whole file: no one place holds it.
    pointer: '',
  }
  return { kind: 'row', row, from }
}

function withoutValue(
  rows: readonly ReportRow[],
  first: ReportRow,
  count: number,
): { readonly row: ReportRow; readonly from: string } {
  const missing = first.missing ?? 'other'
  const from = `${count} of ${rows.length} numbers are missing; the first is ${formatAddress(first)} (${missing})`
  return { row: { ...shared(rows), value: null, missing, pointer: first.pointer }, from }
}

const TEXTS = [
  'task',
  'filter',
  'scorer',
  'unit',
  'direction',
  'model',
  'dataset',
  'dataset_version',
  'task_version',
] as const

/** What all rows say alike. */
function shared(rows: readonly ReportRow[]): RowAddress {
  const [first] = rows
  const facts = TEXTS.filter((key) => rows.every((row) => row[key] === first?.[key]))
  const slice = Object.entries(first?.slice ?? {}).filter(([dimension, value]) =>
    rows.every((row) => row.slice?.[dimension] === value),
  )
  const warnings = [...new Set(rows.flatMap((row) => row.warnings ?? []))].slice(0, 5)
  return {
    metric: first?.metric ?? '',
    ...Object.fromEntries(facts.flatMap((key) => (first?.[key] === undefined ? [] : [[key, first[key]]]))),
    ...(slice.length === 0 ? {} : { slice: Object.fromEntries(slice) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  }
}

/** Only when all rows have one: sqrt(Σ (w·SE)²) / Σ w. */
function combinedError(rows: readonly ReportRow[], weights: readonly number[]): number | undefined {
  if (rows.some(({ stderr }) => stderr === undefined)) return undefined
  const squares = rows.map(({ stderr = 0 }, at) => ((weights[at] ?? 0) * stderr) ** 2)
  const error = Math.sqrt(sumOf(squares)) / sumOf(weights)
  return Number.isFinite(error) ? error : undefined
}

function totalCount(rows: readonly ReportRow[]): number | undefined {
  return rows.some(({ n }) => n === undefined) ? undefined : sumOf(rows.map(({ n = 0 }) => n))
}

function valuesOf(rows: readonly ReportRow[]): readonly number[] {
  return rows.map(({ value }) => value ?? Number.NaN)
}

function differentUnits(rows: readonly ReportRow[]): string | null {
  const units = new Set(rows.map(({ unit }) => unit))
  return units.size > 1
    ? `numbers of different units match: ${[...units].map((unit) => unit ?? 'none stated').join(', ')}`
    : null
}
