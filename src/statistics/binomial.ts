import { betaCdf } from './beta.ts'
import { leastWhole } from './bisection.ts'

/** P(X ≤ k) for X binomial with n trials of probability p. */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k)
  if (whole < 0) return 0
  return whole >= n ? 1 : 1 - betaCdf(p, whole + 1, n - whole)
}

/** P(X ≥ k), with its digits where it is tiny. */
export function binomialAtLeast(k: number, n: number, p: number): number {
  const whole = Math.ceil(k)
  if (whole <= 0) return 1
  return whole > n ? 0 : betaCdf(p, whole, n - whole + 1)
}

/** The least k with P(X ≤ k) ≥ q. */
export function binomialQuantile(q: number, n: number, p: number): number {
  if (binomialCdf(0, n, p) >= q) return 0
  return leastWhole((k) => binomialCdf(k, n, p) >= q, 1, n) ?? n
}
