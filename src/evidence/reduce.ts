import { documentsOf } from './documents.ts'
import type { JsonValue } from './json.ts'
import { quantileType7 } from './quantile.ts'
import type { MissingKind, ReportRow } from './report.ts'
import type { Found, ReportIndex } from './row-index.ts'
import { nearestPlaces, rowAt } from './select-value.ts'
import { selectLazily } from './selector.ts'
import { meanOf, standardErrorOfMean, sumOf } from './sum.ts'

/** What one number is made of the many that a selector finds. */
export const REDUCTIONS = ['mean', 'min', 'max', 'sum', 'count', 'pass_rate', 'p50', 'p90', 'p95', 'p99'] as const
export type Reduction = (typeof REDUCTIONS)[number]

/** Most places that are read. */
const MOST = 1_000_000

/**
 * One number made of all that a selector finds; `n` is how many. A single place that holds no number leaves the result
 * without one, and it is said how many there are and where the first is: what cannot be read is never left out. No
 * place at all is no number either, also for `count`: a wrong selector would count 0 errors.
 * @throws GateError `config-invalid` for a selector that cannot be read.
 */
export function reduceSelected(index: ReportIndex, select: string, reduction: Reduction): Found {
  const read = readValues(index, select, reduction)
  const { values, bad } = read
  const n = values.length + bad.count
  if (n === 0) return { kind: 'none', nearest: nearestPlaces(documentsOf(index.report)[0]?.document ?? null, select) }
  const made = { metric: select, n, pointer: select }
  if (read.more) return noNumber(made, 'other', `more than ${MOST} places match`)
  if (bad.count > 0) {
    const what = reduction === 'pass_rate' ? 'true, false, 0 or 1' : 'a number'
    const first = `the first is at ${bad.pointer} (${bad.kind})`
    return noNumber(made, bad.kind, `${bad.count} of ${n} places do not hold ${what}; ${first}`)
  }
  const numbers = Float64Array.from(values)
  const value = REDUCERS[reduction](numbers)
  if (!Number.isFinite(value)) return noNumber(made, 'infinity', 'the numbers are too large')
  const stderr = reduction === 'mean' ? standardErrorOfMean(numbers) : undefined
  return {
    kind: 'one',
    from: `${reduction} of ${n}`,
    row: {
      ...made,
      value,
      ...(stderr === undefined ? {} : { stderr }),
      ...(reduction === 'pass_rate' ? { unit: 'fraction' } : {}),
    },
  }
}

const REDUCERS: Readonly<Record<Reduction, (values: Float64Array) => number>> = {
  mean: meanOf,
  min: (values) => values.reduce((least, value) => Math.min(least, value)),
  max: (values) => values.reduce((most, value) => Math.max(most, value)),
  sum: sumOf,
  count: (values) => values.length,
  pass_rate: meanOf,
  p50: (values) => quantileType7(values.toSorted(), 0.5),
  p90: (values) => quantileType7(values.toSorted(), 0.9),
  p95: (values) => quantileType7(values.toSorted(), 0.95),
  p99: (values) => quantileType7(values.toSorted(), 0.99),
}

interface Values {
  readonly values: readonly number[]
  readonly bad: { readonly count: number; readonly pointer: string; readonly kind: MissingKind }
  readonly more: boolean
}

function readValues(index: ReportIndex, select: string, reduction: Reduction): Values {
  const values: number[] = []
  const bad: { count: number; pointer: string; kind: MissingKind } = { count: 0, pointer: '', kind: 'other' }
  for (const { prefix, document } of documentsOf(index.report)) {
    for (const { pointer, value } of selectLazily(document, select)) {
      if (values.length + bad.count === MOST) return { values, bad, more: true }
      const read = readOne(value, reduction, index.report.printsNumbers === true)
      if (typeof read === 'number') values.push(read)
      else {
        if (bad.count === 0) Object.assign(bad, { pointer: `${prefix}${pointer()}`, kind: read })
        bad.count += 1
      }
    }
  }
  return { values, bad, more: false }
}

function readOne(value: JsonValue, reduction: Reduction, isPrinted: boolean): number | MissingKind {
  if (reduction === 'count') return 1
  if (reduction === 'pass_rate' && typeof value === 'boolean') return value ? 1 : 0
  const { value: number, missing } = rowAt('', { pointer: '', value }, isPrinted)
  if (number === null) return missing ?? 'absent'
  return reduction === 'pass_rate' && number !== 0 && number !== 1 ? 'other' : number
}

function noNumber(row: Pick<ReportRow, 'metric' | 'n' | 'pointer'>, missing: MissingKind, from: string): Found {
  return { kind: 'one', from, row: { ...row, value: null, missing } }
}
