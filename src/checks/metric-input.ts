import type { MetricCheck } from '../config/gate-config.ts'
import type { ItemScores, ReportRow } from '../evidence/report.ts'
import type { Found } from '../evidence/row-index.ts'

export type { Found }

export type BaselineSource = 'baseline-report' | 'record'

/** The number of the version that holds the stage now. */
export type BaselineInput =
  /** Nobody holds the stage: there is nothing to regress from. */
  | { readonly kind: 'nobody' }
  /** Somebody holds it, but no number is known; the note says why. */
  | { readonly kind: 'missing'; readonly note: string }
  /** Numbers are known, but they do not measure the same. */
  | { readonly kind: 'different'; readonly note: string }
  | { readonly kind: 'found'; readonly row: ReportRow; readonly version: string; readonly source: BaselineSource }
  | {
      readonly kind: 'many'
      readonly matches: readonly string[]
      readonly version: string
      readonly source: BaselineSource
    }

export interface MetricInput {
  readonly check: MetricCheck
  /** Name of the report that the check reads. */
  readonly report: string
  readonly candidate: Found
  readonly baseline: BaselineInput
  /** Scores of single items of the report that the check reads, and of the baseline's. */
  readonly candidateItems?: readonly ItemScores[]
  readonly baselineItems?: readonly ItemScores[]
}
