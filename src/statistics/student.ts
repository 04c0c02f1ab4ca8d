import { betaCdf } from './beta.ts'
import { solveIncreasing } from './bisection.ts'
import { normalCdf, normalQuantile } from './normal.ts'

/** From so many degrees of freedom on the normal distribution of a slightly smaller t is right to ten digits (Abramowitz & Stegun 26.7.8). */
const NEARLY_NORMAL = 1e6

/** Distribution function of Student's t with `df` degrees of freedom (also fractional; infinite: normal). Student 1908, Biometrika 6:1. */
export function studentCdf(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalCdf(t)
  if (df >= NEARLY_NORMAL) return normalCdf((t * (1 - 1 / (4 * df))) / Math.sqrt(1 + (t * t) / (2 * df)))
  const square = t * t
  // Small t: 1 − x would lose its digits, so the complement is asked for.
  const tail =
    square < df ? (1 - betaCdf(square / (df + square), 0.5, df / 2)) / 2 : betaCdf(df / (df + square), df / 2, 0.5) / 2
  return t > 0 ? 1 - tail : tail
}

/** Quantile of Student's t for 0 < p < 1. */
export function studentQuantile(p: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY || !(p > 0 && p < 1)) return normalQuantile(p)
  if (p === 0.5) return 0
  if (p > 0.5) return -studentQuantile(1 - p, df)
  let low = Math.min(-1, 2 * normalQuantile(p))
  while (studentCdf(low, df) > p) low *= 2
  return solveIncreasing((t) => studentCdf(t, df), p, { low, high: 0 })
}
