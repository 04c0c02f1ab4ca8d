import { betaQuantile } from './beta.ts'
import type { Interval } from './interval.ts'
import { normalCdf } from './normal.ts'

/**
 * Score interval of a proportion: the p that `z` standard errors, taken at p itself, do not rule out. Never empty, never a
 * point, also when all or none of n are successes. Wilson 1927, JASA 22:209.
 */
export function wilson(successes: number, n: number, z: number): Interval {
  const share = successes / n
  const weight = (z * z) / n
  const centre = (share + weight / 2) / (1 + weight)
  const half = (z / (1 + weight)) * Math.sqrt((share * (1 - share)) / n + weight / (4 * n))
  return { low: successes === 0 && z > 0 ? 0 : centre - half, high: successes === n && z > 0 ? 1 : centre + half }
}

/** One-sided p of "the true share is at most `null share`", the test behind {@link wilson}. */
export function scoreTestAbove(successes: number, n: number, nullShare: number): number {
  const distance = successes / n - nullShare
  const variance = (nullShare * (1 - nullShare)) / n
  // At a share of 0 or 1 there is nothing to vary: one exception refutes it, none says nothing.
  if (variance <= 0) return distance > 0 && nullShare <= 0 ? 0 : 1
  return normalCdf(-distance / Math.sqrt(variance))
}

/** Exact interval of a proportion at the two-sided level 1 − alpha. Clopper & Pearson 1934, Biometrika 26:404. */
export function clopperPearson(successes: number, n: number, alpha: number): Interval {
  return {
    low: successes === 0 ? 0 : betaQuantile(alpha / 2, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(1 - alpha / 2, successes + 1, n - successes),
  }
}

/** Standard error of a share as a mean of zeros and ones, with n − 1. */
export function shareStandardError(share: number, n: number): number {
  return Math.sqrt((share * (1 - share)) / (n - 1))
}

/** A number and the ends of its own interval. */
export interface Bounded extends Interval {
  readonly value: number
}

/**
 * Interval of a − factor · b from the intervals of a and b, each at the same confidence: the square-and-add rule. With
 * Wilson intervals and factor 1 it is Newcombe's hybrid score interval (1998, Stat Med 17:873, method 10); in general Zou & Donner
 * 2008, Stat Med 27:1693.
 */
export function differenceOfBounded(a: Bounded, b: Bounded, factor = 1): Interval {
  const difference = a.value - factor * b.value
  return {
    low: difference - Math.hypot(a.value - a.low, factor * (b.high - b.value)),
    high: difference + Math.hypot(a.high - a.value, factor * (b.value - b.low)),
  }
}

/** Successes out of n. */
export interface Count {
  readonly successes: number
  readonly n: number
}

/** Newcombe's interval of the difference of two independent shares; `z` per side. */
export function newcombe(a: Count, b: Count, z: number): Interval {
  const bounded = ({ successes, n }: Count): Bounded => ({ value: successes / n, ...wilson(successes, n, z) })
  return differenceOfBounded(bounded(a), bounded(b))
}
