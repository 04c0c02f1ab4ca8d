import type { MetricAddress, MetricCheck } from '../config/gate-config.ts'
import type { ItemScores, ReportRow } from '../evidence/report.ts'
import type { Found, RowAddress } from '../evidence/row-index.ts'
import type { Members, SetOptions } from '../evidence/row-set.ts'
import type { BaselineInput, BaselineSource, MetricInput } from './metric-input.ts'
import type { Verdict } from './verdict.ts'

/** Where a check finds its numbers: in a report, or among the rows of a record. */
export interface Numbers {
  readonly one: (address: MetricAddress) => Found
  readonly members: (address: RowAddress, options: SetOptions) => Members
  /** Scores of the single items behind the numbers; records keep none. */
  readonly items?: readonly ItemScores[]
}

/** Where the numbers of the version that holds the stage now are found. */
export type BaselineNumbers =
  | Extract<BaselineInput, { kind: 'nobody' | 'missing' }>
  | { readonly kind: 'numbers'; readonly numbers: Numbers; readonly version: string; readonly source: BaselineSource }

/** A check of the gate config, and where its numbers come from. */
export interface CheckInput {
  readonly check: MetricCheck
  /** Name of the report that the check reads. */
  readonly report: string
  readonly candidate: Numbers
  readonly baseline: BaselineNumbers
}

export interface JudgedCheck {
  readonly verdict: Verdict
  /** The candidate's rows that were judged. */
  readonly rows: readonly ReportRow[]
}

/** Judges one number: that at the address, or the one made of several. `rows`: those at the address, where they are known. */
export type EvaluateNumber = (input: CheckInput, rows?: readonly ReportRow[]) => JudgedCheck

/** Scores of single items for a check on one number; one that is made of several has none. */
export function itemsFor({ candidate, baseline }: CheckInput): Pick<MetricInput, 'candidateItems' | 'baselineItems'> {
  const [ours, theirs] = [candidate.items, baseline.kind === 'numbers' ? baseline.numbers.items : undefined]
  return {
    ...(ours === undefined ? {} : { candidateItems: ours }),
    ...(theirs === undefined ? {} : { baselineItems: theirs }),
  }
}

/** The baseline's number for a check on one. */
export function baselineInput(baseline: BaselineNumbers, find: (numbers: Numbers) => Found): BaselineInput {
  if (baseline.kind !== 'numbers') return baseline
  const { version, source } = baseline
  const found = find(baseline.numbers)
  switch (found.kind) {
    case 'one':
      return { kind: 'found', row: found.row, version, source }
    case 'many':
      return { kind: 'many', matches: found.matches, version, source }
    case 'none':
      return {
        kind: 'missing',
        note: `the ${source === 'record' ? 'record' : 'baseline report'} of ${version} does not have this number`,
      }
  }
}
