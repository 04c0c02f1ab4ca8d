import { solveIncreasing } from './bisection.ts'
import type { Interval } from './interval.ts'
import type { Changed } from './mcnemar.ts'
import { normalCdf, normalQuantile } from './normal.ts'

/**
 * How many standard errors the difference of two shares of the same n items lies above `difference`, the error taken at
 * the most likely shares that differ by it. At 0 it is McNemar's statistic. Tango 1998, Stat Med 17:891.
 */
export function tangoZ({ gained, lost }: Changed, n: number, difference: number): number {
  const lead = 2 * n
  const linear = -gained - lost + (2 * n - gained + lost) * difference
  const constant = -lost * difference * (1 - difference)
  const lostShare = (Math.sqrt(linear * linear - 4 * lead * constant) - linear) / (2 * lead)
  const variance = n * (2 * lostShare + difference * (1 - difference))
  const distance = gained - lost - n * difference
  return variance > 0
    ? distance / Math.sqrt(variance)
    : distance === 0
      ? 0
      : Math.sign(distance) * Number.POSITIVE_INFINITY
}

/** One-sided p of "the true difference is at most `difference`". */
export function tangoAbove(changed: Changed, n: number, difference: number): number {
  return normalCdf(-tangoZ(changed, n, difference))
}

/** The differences that the score test does not rule out; each end at one-sided confidence. */
export function tangoInterval(changed: Changed, n: number, confidence: number): Interval {
  const z = normalQuantile(confidence)
  // The statistic falls as the difference grows.
  const end = (target: number) => solveIncreasing((x) => -tangoZ(changed, n, x), target, { low: -1, high: 1 })
  return { low: end(-z), high: end(z) }
}
