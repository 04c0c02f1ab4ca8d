import { solveIncreasing } from './bisection.ts'
import { logGamma } from './gamma.ts'

const TINY = 1e-300

/** Regularised incomplete beta function I_x(a, b): the distribution function of Beta(a, b), a, b > 0. */
export function betaCdf(x: number, a: number, b: number): number {
  if (!(x > 0)) return Number.isNaN(x) ? Number.NaN : 0
  if (x >= 1) return 1
  // The fraction converges quickly on one side of the mean only.
  return x < (a + 1) / (a + b + 2) ? share(x, a, b) : 1 - share(1 - x, b, a)
}

/** Quantile of Beta(a, b). */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p > 0)) return 0
  if (p >= 1) return 1
  return solveIncreasing((x) => betaCdf(x, a, b), p, { low: 0, high: 1 })
}

function share(x: number, a: number, b: number): number {
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)
  return (Math.exp(front) * fraction(x, a, b)) / a
}

/** Lentz's evaluation of the continued fraction, Abramowitz & Stegun 26.5.8. Steps grow with the square root of a and b. */
function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return value
}

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
