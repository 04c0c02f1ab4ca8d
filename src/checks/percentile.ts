import { binomialAtLeast, binomialCdf, binomialQuantile } from '../statistics/binomial.ts'
import { leastWhole } from '../statistics/bisection.ts'
import type { Interval } from '../statistics/interval.ts'
import { quantile, quantileInterval } from '../statistics/quantile.ts'

/** A percentile of a sample: what load tests report. */
export interface Percentile {
  readonly method: 'order-statistics'
  readonly sorted: Float64Array
  readonly q: number
}

const USUAL = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999] as const
/** More samples than a load test has. */
const MOST = 10_000_000

/** Which of the usual percentiles a number is, by its samples; null: none, or it cannot be told from another. */
export function percentileOf(value: number, scores: Float64Array): Percentile | null {
  const sorted = scores.toSorted()
  const near = USUAL.filter((q) => Math.abs(quantile(sorted, q) - value) <= 1e-6 * Math.abs(value))
  const [q] = near
  return q === undefined || near.length > 1 ? null : { method: 'order-statistics', sorted, q }
}

/** Its interval, each end missed with probability alpha at most; an end beyond the sample is infinite. */
export function percentileBounds({ sorted, q }: Percentile, alpha: number): Interval {
  return quantileInterval(sorted, q, 2 * alpha)
}

/** One-sided p of "it is at most `threshold`": then at least a share q of all values is, and of these so many were. */
export function percentileAbove({ sorted, q }: Percentile, threshold: number): number {
  return binomialCdf(sorted.filter((each) => each <= threshold).length, sorted.length, q)
}

/** One-sided p of "it is at least `threshold`". */
export function percentileBelow({ sorted, q }: Percentile, threshold: number): number {
  return binomialAtLeast(sorted.filter((each) => each < threshold).length, sorted.length, q)
}

/** Samples that a lower or an upper end needs at all; null where there are as many already. */
export function samplesForEnd({ sorted, q }: Percentile, alpha: number, lower: boolean): number | null {
  const hasEnd = (n: number): boolean =>
    lower ? binomialQuantile(alpha, n, q) >= 1 : binomialQuantile(1 - alpha, n, q) + 1 <= n
  const least = leastWhole(hasEnd, 1, MOST)
  return least !== null && least > sorted.length ? least : null
}
