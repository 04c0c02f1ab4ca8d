import type { Correction, MetricCheck } from '../config/gate-config.ts'
import type { LimitOutcome } from './detail.ts'

/** How a limit was shown to hold, or tried to be; see docs/statistics.md. */
export const STATISTICAL_METHODS = [
  'wilson',
  'standard-error',
  'order-statistics',
  'newcombe',
  'welch',
  'paired-t',
  'sign-flip',
  'mcnemar',
  'tango',
  'mann-whitney',
  'confidence-sequence',
] as const
export type StatisticalMethod = (typeof STATISTICAL_METHODS)[number]

export const STATISTICAL_RESULTS = ['shown', 'not-shown', 'not-met', 'refuted', 'no-data'] as const
/**
 * `shown`: the limit holds beyond chance. `not-shown`: it holds for the numbers as they came out, which may be chance. `not-met`:
 * it does not even hold for them. `refuted`: that it does not hold is itself
 * beyond chance. `no-data`: nothing could be computed; the note says why.
 */
export type StatisticalResult = (typeof STATISTICAL_RESULTS)[number]

/**
 * The statistics of one limit. Numbers are unrounded, in the unit of the metric and in its own direction; of a change limit they are about
 * candidate − baseline.
 */
export interface LimitStatistics {
  readonly limit: LimitOutcome['limit']
  readonly result: StatisticalResult
  readonly method?: StatisticalMethod
  /** One-sided; absent when only the number of samples was asked for. */
  readonly confidence?: number
  readonly estimate?: number
  readonly stderr?: number
  /** The end of the one-sided interval that has to reach `threshold`. */
  readonly bound?: number
  /** The other end, of a method that can also show the opposite. */
  readonly otherBound?: number
  /** What the bound has to reach. */
  readonly threshold?: number
  /** One-sided: how easily chance alone makes as good a number when the limit does not hold. This decides. */
  readonly pValue?: number
  /** Likewise of as bad a number when the limit does hold, of a method that can show the opposite. */
  readonly oppositePValue?: number
  /** After the stage's correction; then this decides. */
  readonly adjustedPValue?: number
  readonly correction?: Correction
  /** Samples of the candidate; of a paired comparison: items on both sides. */
  readonly n?: number
  readonly baselineN?: number
  /** Items, of all that either side has, that only one side has. */
  readonly unmatched?: number
  /** Items right only for the candidate, and only for the baseline. */
  readonly changed?: { readonly gained: number; readonly lost: number }
  /** So many samples would do if the numbers stay as they are. */
  readonly neededN?: number
  readonly note?: string
  /** What becomes of the check unless the limit is shown. */
  readonly onInconclusive: MetricCheck['onInconclusive']
}
