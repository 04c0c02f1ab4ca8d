import { at } from '../statistics/at.ts'
import { solveIncreasing } from '../statistics/bisection.ts'
import { hodgesLehmann, mannWhitney } from '../statistics/mann-whitney.ts'
import { differenceOfBounded } from '../statistics/proportion.ts'
import { quantile } from '../statistics/quantile.ts'
import { studentCdf, studentQuantile } from '../statistics/student.ts'
import { welch } from '../statistics/t-tests.ts'
import type { StatisticalMethod } from './limit-statistics.ts'
import { boundsOf, type Measure, stderrOf } from './measure.ts'

/** What a comparison looks at: candidate − factor · baseline, turned so that more is better. */
export interface Orientation {
  /** 1: higher is better; −1: lower is. */
  readonly sign: 1 | -1
  /** 1, or for a margin in percent the share of the baseline that is asked for. */
  readonly factor: number
}

/** What is known of that difference. */
export interface Difference {
  readonly method: StatisticalMethod
  readonly estimate: number
  readonly stderr?: number
  /** One-sided p of "it is at most `threshold`". */
  readonly pAbove: (threshold: number) => number
  /** One-sided p of "it is at least `threshold`", of a method that can also show the opposite. */
  readonly pBelow?: (threshold: number) => number
  /** What it exceeds but for the chance `alpha`. */
  readonly lower: (alpha: number) => number
  /** What exceeds it but for the chance `alpha`, where the method can show the opposite. */
  readonly upper?: (alpha: number) => number
  /** The baseline's number. */
  readonly baseline: number
  readonly n?: number
  readonly baselineN?: number
  readonly unmatched?: number
  readonly changed?: { readonly gained: number; readonly lost: number }
}

/** Of two numbers that were measured apart. Where they were in truth measured on the same items this is on the safe side. */
export function unpairedDifference(candidate: Measure, baseline: Measure, { sign, factor }: Orientation): Difference {
  const facts = {
    baseline: baseline.value,
    ...(candidate.n === undefined ? {} : { n: candidate.n }),
    ...(baseline.n === undefined ? {} : { baselineN: baseline.n }),
  }
  if (candidate.method === 'standard-error' && baseline.method === 'standard-error') {
    const { value, stderr, df } = welch(candidate, baseline, factor)
    const estimate = sign * value
    return {
      ...facts,
      method: 'welch',
      estimate,
      stderr,
      pAbove: (threshold) => studentCdf((threshold - estimate) / stderr, df),
      lower: (alpha) => estimate + studentQuantile(alpha, df) * stderr,
    }
  }
  const lower = (alpha: number): number => {
    const at = Math.min(alpha, 1 - alpha)
    const ends = differenceOfBounded(
      { value: candidate.value, ...boundsOf(candidate, at) },
      { value: baseline.value, ...boundsOf(baseline, at) },
      factor,
    )
    return sign * (alpha <= 0.5 === (sign === 1) ? ends.low : ends.high)
  }
  return {
    ...facts,
    method: 'newcombe',
    estimate: sign * (candidate.value - factor * baseline.value),
    stderr: Math.hypot(stderrOf(candidate), factor * stderrOf(baseline)),
    pAbove: (threshold) => solveIncreasing(lower, threshold, { low: 1e-20, high: 1 }),
    lower,
  }
}

/** Of two samples by their ranks: by how much the one as a whole lies above the other. */
export function rankDifference(
  candidate: Float64Array,
  baseline: Float64Array,
  { sign, factor }: Orientation,
): Difference {
  const x = candidate.map((value) => sign * value).sort()
  const y = baseline.map((value) => sign * factor * value).sort()
  const above = (threshold: number): number =>
    mannWhitney(
      x.map((value) => value - threshold),
      y,
    ).pAbove
  const range = { low: at(x, 0) - at(y, y.length - 1) - 1, high: at(x, x.length - 1) - at(y, 0) + 1 }
  return {
    method: 'mann-whitney',
    estimate: hodgesLehmann(x, y),
    pAbove: above,
    lower: (alpha) => (above(range.low) > alpha ? Number.NEGATIVE_INFINITY : solveIncreasing(above, alpha, range)),
    baseline: quantile(baseline.toSorted(), 0.5),
    n: candidate.length,
    baselineN: baseline.length,
  }
}
