import type { ItemScores } from '../evidence/report.ts'
import { mcnemarGain } from '../statistics/mcnemar.ts'
import { momentsOf } from '../statistics/moments.ts'
import { signFlip } from '../statistics/sign-flip.ts'
import { studentCdf, studentQuantile } from '../statistics/student.ts'
import { meanEstimate } from '../statistics/t-tests.ts'
import { tangoAbove, tangoInterval } from '../statistics/tango.ts'
import type { Difference, Orientation } from './difference.ts'
import { scoresById } from './item-scores.ts'

/** Scores of the same items by both versions, in the order of their ids. */
export interface Pairs {
  readonly candidate: Float64Array
  readonly baseline: Float64Array
  /** Share of the items that only one side has. */
  readonly unmatched: number
}

/** So much must be on both sides; else what is missing may be what matters. */
const LEAST_OVERLAP = 0.95
/** Below so many pairs, or with tails so heavy, means are not taken to be normal. */
const FEW = 30
const HEAVY = 10

/** Joins items by id; a text says why it cannot be. */
export function joinItems(candidate: ItemScores | null, baseline: ItemScores | null): Pairs | string {
  if (candidate === null) return 'the report has no scores of single items'
  if (baseline === null)
    return 'there are no scores of single items of the baseline: they come from `baseline-report` only'
  const [ours, theirs] = [scoresById(candidate), scoresById(baseline)]
  if (ours === null || theirs === null) return 'the items have no ids to match them by'
  const shared = [...ours.keys()].filter((id) => theirs.has(id)).sort()
  const all = ours.size + theirs.size - shared.length
  const unmatched = all === 0 ? 1 : 1 - shared.length / all
  if (shared.length < LEAST_OVERLAP * Math.max(1, ours.size, theirs.size)) {
    const percent = (100 * shared.length) / Math.max(1, ours.size, theirs.size)
    return `only ${percent.toFixed(1)} % of the items are on both sides, and ${100 * LEAST_OVERLAP} % are needed`
  }
  const take = (from: ReadonlyMap<string, number>) => Float64Array.from(shared, (id) => from.get(id) ?? Number.NaN)
  return { candidate: take(ours), baseline: take(theirs), unmatched }
}

/**
 * The difference on the same items. Right or wrong: McNemar's exact test where any gain will do, Tango's score interval for a margin. Other
 * scores: paired t, or sign flips where the items are few or a few of them decide.
 */
export function pairedDifference(pairs: Pairs, { sign, factor }: Orientation, threshold: number): Difference {
  const differences = pairs.candidate.map(
    (score, index) => sign * (score - factor * (pairs.baseline[index] ?? Number.NaN)),
  )
  const moments = momentsOf(differences)
  const { value: estimate, stderr, df } = meanEstimate(moments)
  const n = differences.length
  const facts = { estimate, stderr, n, unmatched: pairs.unmatched, baseline: momentsOf(pairs.baseline).mean }
  const top = factor === 1 ? scaleOfShares(pairs) : null
  if (top !== null) return { ...facts, ...changedItems(differences, { n, top, threshold }) }
  if (n >= FEW && moments.kurtosis <= HEAVY) {
    return {
      ...facts,
      method: 'paired-t',
      pAbove: (at) => studentCdf((at - estimate) / stderr, df),
      lower: (alpha) => estimate + studentQuantile(alpha, df) * stderr,
    }
  }
  const { pAbove, lowerBound } = signFlip(differences)
  return { ...facts, method: 'sign-flip', pAbove, lower: lowerBound }
}

/** What the items gained or lost, of the scale `top`. */
function changedItems(
  differences: Float64Array,
  { n, top, threshold }: { readonly n: number; readonly top: number; readonly threshold: number },
): Pick<Difference, 'method' | 'changed' | 'pAbove' | 'lower'> {
  const gained = differences.filter((each) => each > 0).length
  const changed = { gained, lost: differences.filter((each) => each < 0).length }
  const lower = (alpha: number): number => top * tangoInterval(changed, n, 1 - alpha).low
  if (threshold === 0) return { method: 'mcnemar', changed, pAbove: () => mcnemarGain(changed), lower }
  return { method: 'tango', changed, pAbove: (at) => tangoAbove(changed, n, at / top), lower }
}

/** 1 or 100 when every score is either 0 or that; null otherwise. */
function scaleOfShares({ candidate, baseline }: Pairs): number | null {
  const scale = candidate.includes(100) || baseline.includes(100) ? 100 : 1
  const binary = (score: number): boolean => score === 0 || score === scale
  return candidate.every(binary) && baseline.every(binary) ? scale : null
}
