import { normalCdf } from './normal.ts'
import type { Count } from './proportion.ts'

/** A test statistic and the one-sided p of "the candidate is worse by the margin or more". */
export interface NonInferiority {
  readonly z: number
  readonly p: number
}

/** Wald's test of the difference of two independent shares against −margin: simple, too sure of itself for small n. */
export function waldNonInferiority(candidate: Count, baseline: Count, margin: number): NonInferiority {
  const a = candidate.successes / candidate.n
  const b = baseline.successes / baseline.n
  const error = Math.sqrt((a * (1 - a)) / candidate.n + (b * (1 - b)) / baseline.n)
  return fromZ((a - b + margin) / error)
}

/**
 * The same with the variance at the nearest pair of shares that differ by exactly the margin: right also near 0 and 1.
 * Farrington & Manning 1990, Stat Med 9:1447; the cubic's root as in their appendix.
 */
export function farringtonManning(candidate: Count, baseline: Count, margin: number): NonInferiority {
  const a = candidate.successes / candidate.n
  const b = baseline.successes / baseline.n
  const restricted = restrictedShare({ a, b, ratio: baseline.n / candidate.n, difference: -margin })
  const other = restricted + margin
  const variance = (restricted * (1 - restricted)) / candidate.n + (other * (1 - other)) / baseline.n
  return fromZ((a - b + margin) / Math.sqrt(variance))
}

/** The candidate's most likely share when it must lie `difference` from the baseline's. */
function restrictedShare(input: {
  readonly a: number
  readonly b: number
  readonly ratio: number
  readonly difference: number
}): number {
  const { a, b, ratio, difference } = input
  const lead = 1 + ratio
  const square = -(1 + ratio + a + ratio * b + difference * (ratio + 2))
  const linear = difference * difference + difference * (2 * a + ratio + 1) + a + ratio * b
  const constant = -a * difference * (1 + difference)
  const v = square ** 3 / (27 * lead ** 3) - (square * linear) / (6 * lead * lead) + constant / (2 * lead)
  const u = Math.sign(v) * Math.sqrt(square ** 2 / (9 * lead * lead) - linear / (3 * lead))
  const angle = u === 0 ? Math.PI / 2 : (Math.PI + Math.acos(Math.max(-1, Math.min(1, v / u ** 3)))) / 3
  return 2 * u * Math.cos(angle) - square / (3 * lead)
}

function fromZ(z: number): NonInferiority {
  return { z, p: normalCdf(-z) }
}
