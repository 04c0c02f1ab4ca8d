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
 * Makes one number of several; their order does not matter. The row keeps what all of them say alike. A single number that is
 * missing leaves the result without one: what cannot be read is never left out.
 */
export function aggregateRows(
  rows: readonly ReportRow[],
  aggregate: Aggregate,
  direction: Direction | null,
): Aggregated {
  const [first] = rows
  if (first === undefined) return { kind: 'problem', problem: 'mixed', note: 'there is no number' }
  const mixed = mixedSet(rows)
  if (mixed !== null) return { kind: 'problem', problem: 'mixed', note: mixed }
  const units = differentUnits(rows)
  if (units !== null) return { kind: 'problem', problem: 'units', note: units }
  const common = shared(first, rows)
  const measured: Measured[] = []
  const bad: ReportRow[] = []
  for (const row of rows) {
    if (row.value !== null && Number.isFinite(row.value)) measured.push({ ...row, value: row.value })
    else bad.push(row)
  }
  const [worst] = bad
  if (worst !== undefined) return withoutValue(common, worst, { bad: bad.length, all: rows.length })
  if (aggregate === 'mean') return mean(common, measured)
  if (aggregate === 'weighted_mean') return weightedMean(common, measured)
  if (direction === null) {
    const note = `the ${aggregate} of ${rows.length} numbers needs to know which way is better`
    return { kind: 'problem', problem: 'no-direction', note }
  }
  return extreme(common, measured, (aggregate === 'worst') === (direction === 'higher_is_better'))
}

interface Measured extends ReportRow {
  readonly value: number
}

/** The standard error assumes that the numbers are independent of each other. */
function mean(common: RowAddress, rows: readonly Measured[]): Aggregated {
  const value = meanOf(Float64Array.from(rows, (row) => row.value))
  const counts = new Set(rows.map(({ n }) => n))
  const [count] = counts
  // Other counts would make it look like a mean over samples, which it is only when all are equal.
  const n = counts.size === 1 && count !== undefined ? count * rows.length : undefined
  const stderr = combinedError(rows.map((row) => ({ ...row, weight: 1 })))
  return made(common, { value, stderr, n, from: `mean of ${rows.length}` })
}

function weightedMean(common: RowAddress, rows: readonly Measured[]): Aggregated {
  const uncounted = rows.filter(({ n }) => n === undefined)
  const [first] = uncounted
  if (first !== undefined) {
    const note = `weighted_mean needs the number of samples of each of ${rows.length} numbers; ${uncounted.length} have none, the first is ${formatAddress(first)}`
    return { kind: 'problem', problem: 'no-count', note }
  }
  const weighted = rows.flatMap((row) => (row.n === undefined ? [] : [{ ...row, weight: row.n }]))
  const n = sumOf(weighted.map(({ weight }) => weight))
  if (n === 0) return { kind: 'problem', problem: 'no-count', note: 'all numbers were made of 0 samples' }
  const [value, stderr] = [weightedMeanOf(weighted), combinedError(weighted)]
  return made(common, { value, stderr, n, from: `mean of ${rows.length} weighted by samples` })
}

function extreme(common: RowAddress, rows: readonly Measured[], least: boolean): Aggregated {
  const isBefore = (one: Measured, other: Measured): boolean =>
    one.value === other.value
      ? formatAddress(one) < formatAddress(other)
      : least
        ? one.value < other.value
        : one.value > other.value
  const found = rows.reduce((best, row) => (isBefore(row, best) ? row : best))
  const { value, stderr, n, interval, pointer } = found
  const single = { ...common, ...(interval === undefined ? {} : { interval }), pointer }
  return made(single, { value, stderr, n, from: formatAddress(found) })
}

interface Made {
  readonly value: number
  readonly stderr: number | undefined
  readonly n: number | undefined
  readonly from: string
}

/** Without a pointer in `common`: the whole file, because no one place holds the number. */
function made(common: RowAddress & Pick<Partial<ReportRow>, 'pointer'>, { value, stderr, n, from }: Made): Aggregated {
  const row: ReportRow = {
    pointer: '',
    ...common,
    ...(Number.isFinite(value) ? { value } : { value: null, missing: 'infinity' }),
    ...(stderr === undefined ? {} : { stderr }),
    ...(n === undefined ? {} : { n }),
  }
  return { kind: 'row', row, from }
}

function withoutValue(
  common: RowAddress,
  first: ReportRow,
  count: { readonly bad: number; readonly all: number },
): Aggregated {
  const missing = first.missing ?? 'other'
  const from = `${count.bad} of ${count.all} numbers are missing; the first is ${formatAddress(first)} (${missing})`
  return { kind: 'row', row: { ...common, value: null, missing, pointer: first.pointer }, from }
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
function shared(first: ReportRow, rows: readonly ReportRow[]): RowAddress {
  const facts = TEXTS.filter((key) => first[key] !== undefined && rows.every((row) => row[key] === first[key]))
  const slice = Object.entries(first.slice ?? {}).filter(([dimension, value]) =>
    rows.every((row) => row.slice?.[dimension] === value),
  )
  const warnings = [...new Set(rows.flatMap((row) => row.warnings ?? []))].slice(0, 5)
  return {
    metric: first.metric,
    ...Object.fromEntries(facts.map((key) => [key, first[key]])),
    ...(slice.length === 0 ? {} : { slice: Object.fromEntries(slice) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  }
}

/** Only when all rows have one: sqrt(Σ (w·SE)²) / Σ w. */
function combinedError(rows: readonly (Measured & { readonly weight: number })[]): number | undefined {
  const squares = rows.flatMap(({ stderr, weight }) => (stderr === undefined ? [] : [(weight * stderr) ** 2]))
  if (squares.length < rows.length) return undefined
  const error = Math.sqrt(sumOf(squares)) / sumOf(rows.map(({ weight }) => weight))
  return Number.isFinite(error) ? error : undefined
}

function differentUnits(rows: readonly ReportRow[]): string | null {
  const units = new Set(rows.map(({ unit }) => unit))
  return units.size > 1
    ? `numbers of different units match: ${[...units].map((unit) => unit ?? 'none stated').join(', ')}`
    : null
}
