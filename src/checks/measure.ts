import type { MetricCheck } from '../config/gate-config.ts'
import type { ItemScores, ReportRow } from '../evidence/report.ts'
import type { Interval } from '../statistics/interval.ts'
import { momentsOf } from '../statistics/moments.ts'
import { normalCdf, normalQuantile } from '../statistics/normal.ts'
import { type Count, scoreTestAbove, shareStandardError, wilson } from '../statistics/proportion.ts'
import { studentCdf, studentQuantile } from '../statistics/student.ts'
import { scoresOf } from './item-scores.ts'
import { type Percentile, percentileAbove, percentileBelow, percentileBounds, percentileOf } from './percentile.ts'
import { unitName } from './unit.ts'

/** A number with what is known of its uncertainty. */
export type Measure = {
  readonly value: number
  readonly n?: number
} & (
  | { readonly method: 'wilson'; readonly count: Count; readonly scale: number }
  | { readonly method: 'standard-error'; readonly stderr: number; readonly df: number }
  | Percentile
)

/** Why nothing is known of it. */
export interface Unmeasured {
  readonly lacking: string
  readonly n?: number
  /** What it would be if the number of samples were known: a share of a single one. */
  readonly ofOne?: Measure
}

/**
 * What a row says of its own uncertainty. A share of a known number of items is judged as a share (Wilson), unless the report
 * gives a standard error of another size: then that is believed, for it may know of clusters. A standard error of 0 is no certainty.
 */
export function measure(row: ReportRow, check: MetricCheck, items: ItemScores | null): Measure | Unmeasured {
  const value = row.value ?? Number.NaN
  const scores = items === null ? null : scoresOf(items)
  const n = countOf(row, scores)
  const stderr = errorOf(row, scores)
  const scale = scaleOf({ row, check, scores, n, stderr })
  const counted = n === undefined ? {} : { n }
  const inside = scale !== undefined && value >= 0 && value <= scale
  if (inside && n !== undefined && (!(stderr > 0) || isErrorOfShare(stderr / scale, value / scale, n))) {
    return { value, n, method: 'wilson', scale, count: { successes: (value / scale) * n, n } }
  }
  if (stderr > 0 && (n === undefined || n >= 2)) {
    return {
      value,
      ...counted,
      method: 'standard-error',
      stderr,
      df: n === undefined ? Number.POSITIVE_INFINITY : n - 1,
    }
  }
  const percentile = scores === null || row.stderr !== undefined ? null : percentileOf(value, scores)
  if (percentile !== null) return { value, ...counted, ...percentile }
  const share = value / (scale ?? 1)
  const ofOne: Measure = { value, n: 1, method: 'wilson', scale: scale ?? 1, count: { successes: share, n: 1 } }
  return { lacking: whyNot(row, n), ...counted, ...(inside && n === undefined ? { ofOne } : {}) }
}

/** The ends of the interval, each of which the truth lies beyond with probability `alpha`. */
export function boundsOf(measured: Measure, alpha: number): Interval {
  if (measured.method === 'wilson') {
    const { low, high } = wilson(measured.count.successes, measured.count.n, -normalQuantile(alpha))
    return { low: measured.scale * low, high: measured.scale * high }
  }
  if (measured.method === 'order-statistics') return percentileBounds(measured, alpha)
  const half = -studentQuantile(alpha, measured.df) * measured.stderr
  return { low: measured.value - half, high: measured.value + half }
}

/** One-sided p of "the true value is at most `threshold`". */
export function pAbove(measured: Measure, threshold: number): number {
  if (measured.method === 'wilson') {
    return scoreTestAbove(measured.count.successes, measured.count.n, threshold / measured.scale)
  }
  if (measured.method === 'order-statistics') return percentileAbove(measured, threshold)
  return studentCdf((threshold - measured.value) / measured.stderr, measured.df)
}

/** One-sided p of "the true value is at least `threshold`". */
export function pBelow(measured: Measure, threshold: number): number {
  if (measured.method === 'wilson') {
    const { successes, n } = measured.count
    return scoreTestAbove(n - successes, n, 1 - threshold / measured.scale)
  }
  if (measured.method === 'order-statistics') return percentileBelow(measured, threshold)
  return studentCdf((measured.value - threshold) / measured.stderr, measured.df)
}

/** Standard error of each kind; of a percentile half the width of its 68% interval, which may be infinite. */
export function stderrOf(measured: Measure): number {
  if (measured.method === 'standard-error') return measured.stderr
  if (measured.method === 'order-statistics') {
    const { low, high } = percentileBounds(measured, normalCdf(-1))
    return (high - low) / 2
  }
  return measured.scale * shareStandardError(measured.value / measured.scale, measured.count.n)
}

/** What it would be with another number of samples and everything else the same; of a percentile that cannot be said. */
export function withSamples(measured: Exclude<Measure, Percentile>, n: number): Measure {
  if (measured.method === 'wilson') {
    return { ...measured, n, count: { n, successes: (measured.value / measured.scale) * n } }
  }
  const stderr = measured.stderr * Math.sqrt((measured.n ?? Number.NaN) / n)
  return { ...measured, n, stderr, df: n - 1 }
}

function countOf(row: ReportRow, scores: Float64Array | null): number | undefined {
  const n = row.n ?? scores?.length
  return n !== undefined && Number.isFinite(n) && n >= 1 ? n : undefined
}

/** NaN where none is known. */
function errorOf(row: ReportRow, scores: Float64Array | null): number {
  if (row.stderr !== undefined) return row.stderr
  const { interval, value } = row
  if (interval !== undefined && value !== null && interval.level > 0 && interval.level < 1) {
    const half = Math.max(interval.high - value, value - interval.low)
    return half / normalQuantile((1 + interval.level) / 2)
  }
  if (scores === null || !isMeanOf(row, scores)) return Number.NaN
  return momentsOf(scores).sd / Math.sqrt(scores.length)
}

/** Whether the row is the mean of the items; a rounded one is. Of a percentile or an F1 the items' spread says nothing. */
export function isMeanOf(row: ReportRow, scores: ArrayLike<number>): boolean {
  const { mean, sd } = momentsOf(scores)
  const near = Math.max(0.005 * Math.abs(mean), Number.isFinite(sd) ? 0.01 * sd : 0, 1e-9)
  return row.value !== null && Math.abs(row.value - mean) <= near
}

interface ScaleInput {
  readonly row: ReportRow
  readonly check: MetricCheck
  readonly scores: Float64Array | null
  readonly n: number | undefined
  readonly stderr: number
}

/** 1 or 100 for a share, undefined for anything else. The config or the report says it, or the numbers can be nothing else. */
function scaleOf({ row, check, scores, n, stderr }: ScaleInput): number | undefined {
  const unit = check.unit ?? (row.unit === undefined ? undefined : unitName(row.unit))
  if (unit === 'fraction') return 1
  if (unit === 'percent') return 100
  if (unit !== undefined || row.value === null) return undefined
  if (scores !== null && scores.length > 0 && scores.every((score) => score === 0 || score === 1)) return 1
  if (stderr > 0) return n !== undefined && isErrorOfShare(stderr, row.value, n) ? 1 : undefined
  return stderr === 0 && (row.value === 0 || row.value === 1) ? 1 : undefined
}

/** A standard error that is that of a share, with n or n − 1 under the root, up to rounding. */
function isErrorOfShare(stderr: number, share: number, n: number): boolean {
  const least = Math.sqrt((share * (1 - share)) / n)
  return stderr >= 0.98 * least && stderr <= 1.02 * shareStandardError(share, n)
}

function whyNot(row: ReportRow, n: number | undefined): string {
  if (row.stderr === 0) return 'a standard error of 0 is no certainty, and it is not said how many samples there were'
  if (n === undefined) return 'the report says neither a standard error nor how many samples there were'
  if (n < 2) return 'there is one sample'
  return 'the report gives no standard error; if the number is a share of the samples, say `unit: fraction` or `percent`'
}
