import type { Change, StatisticalRule } from '../config/gate-config.ts'
import type { ItemScores, ReportRow } from '../evidence/report.ts'
import { type Difference, type Orientation, rankDifference, unpairedDifference } from './difference.ts'
import { scoresOf } from './item-scores.ts'
import { isMeanOf, type Measure, stderrOf, type Unmeasured } from './measure.ts'
import { joinItems, type Pairs, pairedDifference } from './paired.ts'
import { sequentialDifference } from './sequential-difference.ts'

/** One side of a comparison. */
export interface Side {
  readonly row: ReportRow
  readonly items: ItemScores | null
  readonly measured: Measure | Unmeasured
}

export interface Comparing {
  readonly method: StatisticalRule['method']
  readonly candidate: Side
  readonly baseline: Side
  readonly orientation: Orientation
  readonly threshold: number
  readonly change: Change
}

/** What came of choosing a method: the difference, or why there is none; and why a better method was not used. */
export type Compared =
  | { readonly difference: Difference; readonly note?: string }
  | { readonly difference: null; readonly note: string }

/** A baseline's standard error may be at most this share of it, if a margin is to be a share of it. */
const LARGEST_ERROR = 0.1

/** Pairs where the same items were scored by both versions, else the two numbers with their errors. `paired` takes nothing less. */
export function compareVersions(input: Comparing): Compared {
  const { method, candidate, baseline, orientation, threshold } = input
  const noise = noisyBaseline(input)
  if (noise !== null) return { difference: null, note: noise }
  if (method === 'sequential') return inSequence(input)
  if (method === 'mann-whitney') return byRanks(candidate, baseline, orientation)
  const pairs = pairsOf(candidate, baseline)
  if (typeof pairs !== 'string') return { difference: pairedDifference(pairs, orientation, threshold) }
  if (method === 'paired') return { difference: null, note: pairs }
  const [ours, theirs] = [candidate.measured, baseline.measured]
  if ('lacking' in ours) return { difference: null, note: ours.lacking }
  if ('lacking' in theirs) return { difference: null, note: `baseline: ${theirs.lacking}` }
  const note = candidate.items === null || baseline.items === null ? {} : { note: `not paired: ${pairs}` }
  return { difference: unpairedDifference(ours, theirs, orientation), ...note }
}

function pairsOf(candidate: Side, baseline: Side): Pairs | string {
  const pairs = joinItems(candidate.items, baseline.items)
  if (typeof pairs === 'string') return pairs
  return isMean(candidate) && isMean(baseline) ? pairs : 'the number is not the mean of its items'
}

function isMean({ row, items }: Side): boolean {
  return items !== null && isMeanOf(row, scoresOf(items))
}

function byRanks(candidate: Side, baseline: Side, orientation: Orientation): Compared {
  if (candidate.items === null) return { difference: null, note: 'the report has no scores of single items' }
  if (baseline.items === null) {
    const note = 'there are no scores of single items of the baseline: they come from `baseline-report` only'
    return { difference: null, note }
  }
  return { difference: rankDifference(scoresOf(candidate.items), scoresOf(baseline.items), orientation) }
}

/** Two streams of traffic are never the same items; and how much there is of each must be known. */
function inSequence({ candidate, baseline, orientation, change }: Comparing): Compared {
  const ours = counted(candidate.measured)
  if (typeof ours === 'string') return { difference: null, note: ours }
  const theirs = counted(baseline.measured)
  if (typeof theirs === 'string') return { difference: null, note: `baseline: ${theirs}` }
  const smallest = change.kind === 'relative' ? change.amount * Math.abs(theirs.value) : change.amount
  const difference = sequentialDifference({ candidate: ours, baseline: theirs, orientation, smallest })
  const known = Number.isFinite(difference.stderr) && (difference.stderr ?? 0) > 0 && smallest > 0
  return known ? { difference } : { difference: null, note: 'too few samples for any bound' }
}

function counted(measured: Measure | Unmeasured): (Measure & { readonly n: number }) | string {
  if ('lacking' in measured) return measured.lacking
  const { n } = measured
  return n === undefined ? 'the report does not say how many samples there were' : { ...measured, n }
}

function noisyBaseline({ change, baseline: { measured } }: Comparing): string | null {
  if (change.kind !== 'relative' || 'lacking' in measured) return null
  if (stderrOf(measured) <= LARGEST_ERROR * Math.abs(measured.value)) return null
  return `the baseline is too uncertain for a margin of ${change.text} of it: use an absolute one`
}
