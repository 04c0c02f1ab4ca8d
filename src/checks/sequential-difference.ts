import { alwaysValidP, confidenceSequenceRadius, mixtureLikelihoodRatio } from '../statistics/sequential.ts'
import type { Difference, Orientation } from './difference.ts'
import { type Measure, stderrOf } from './measure.ts'

/** Two independent numbers, each with the number of its samples. */
export interface SequentialInput {
  readonly candidate: Measure & { readonly n: number }
  readonly baseline: Measure & { readonly n: number }
  readonly orientation: Orientation
  /** Smallest difference that matters, in the unit of the number: the margin. The mixture is as wide as it. */
  readonly smallest: number
}

/**
 * A difference whose bounds and p values hold however often one looks. The difference with its standard error is one
 * observation of the whole so far: in the confidence sequence n and σ only stand as σ²/n. Both directions are covered
 * together, so that a version cannot by chance be shown now to be good and then to be bad.
 */
export function sequentialDifference({ candidate, baseline, orientation, smallest }: SequentialInput): Difference {
  const { sign, factor } = orientation
  const estimate = sign * (candidate.value - factor * baseline.value)
  const stderr = Math.hypot(errorOf(candidate), factor * errorOf(baseline))
  const radius = (alpha: number): number =>
    confidenceSequenceRadius({ n: 1, sd: stderr, rho: smallest / stderr, alpha })
  const pAgainst = (threshold: number): number => {
    const seen = { n: 1, mean: estimate, variance: stderr ** 2 }
    return alwaysValidP([mixtureLikelihoodRatio(seen, threshold, smallest ** 2)])
  }
  return {
    method: 'confidence-sequence',
    estimate,
    stderr,
    pAbove: (threshold) => (estimate > threshold ? pAgainst(threshold) : 1),
    pBelow: (threshold) => (estimate < threshold ? pAgainst(threshold) : 1),
    lower: (alpha) => estimate - radius(alpha),
    upper: (alpha) => estimate + radius(alpha),
    baseline: baseline.value,
    n: candidate.n,
    baselineN: baseline.n,
  }
}

/**
 * Of a share with one success and one failure added, so that none in n is no certainty. Agresti & Caffo 2000,
 * Am Stat 54:280.
 */
function errorOf(measured: Measure): number {
  if (measured.method !== 'wilson') return stderrOf(measured)
  const { successes, n } = measured.count
  const share = (successes + 1) / (n + 2)
  return measured.scale * Math.sqrt((share * (1 - share)) / (n + 2))
}
