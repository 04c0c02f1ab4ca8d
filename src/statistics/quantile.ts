import { at } from './at.ts'
import { binomialQuantile } from './binomial.ts'
import type { Interval } from './interval.ts'

/** Quantile of a sorted sample by interpolation (type 7 of Hyndman & Fan 1996; NumPy, pandas, Excel INC). */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const place = (sorted.length - 1) * q
  const below = Math.floor(place)
  const low = at(sorted, below)
  const high = at(sorted, Math.min(below + 1, sorted.length - 1))
  return place === below ? low : low + (place - below) * (high - low)
}

/**
 * Interval of a quantile from two members of the sorted sample, whatever the distribution. David & Nagaraja 2003, Order Statistics,
 * section 7.1. An end that would lie outside the sample is infinite: too few values to say.
 */
export function quantileInterval(sorted: ArrayLike<number>, q: number, alpha: number): Interval {
  const n = sorted.length
  const { low, high } = quantileRanks(n, q, alpha)
  return {
    low: low < 1 ? Number.NEGATIVE_INFINITY : at(sorted, low - 1),
    high: high > n ? Number.POSITIVE_INFINITY : at(sorted, high - 1),
  }
}

/** Ranks, from 1, of those two members; 0 or n + 1: there is none. */
export function quantileRanks(n: number, q: number, alpha: number): Interval {
  return { low: binomialQuantile(alpha / 2, n, q), high: binomialQuantile(1 - alpha / 2, n, q) + 1 }
}
