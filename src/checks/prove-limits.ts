import type { Change, MetricCheck, StatisticalRule } from '../config/gate-config.ts'
import type { Direction, ItemScores, ReportRow } from '../evidence/report.ts'
import { leastWhole } from '../statistics/bisection.ts'
import { compareVersions, type Side } from './compare-versions.ts'
import type { Difference, Orientation } from './difference.ts'
import { itemsOf } from './item-scores.ts'
import type { LimitStatistics } from './limit-statistics.ts'
import type { JudgedLimit } from './limits.ts'
import { boundsOf, type Measure, measure, pAbove, pBelow, stderrOf, type Unmeasured, withSamples } from './measure.ts'
import type { BaselineInput } from './metric-input.ts'
import { samplesForEnd } from './percentile.ts'

/** Fewer are no basis for statistics, unless the config says otherwise. */
const MIN_SAMPLES = 30
const MOST_SAMPLES = 1e9

export interface ProveInput {
  readonly check: MetricCheck
  readonly row: ReportRow
  readonly judged: readonly JudgedLimit[]
  readonly baseline: BaselineInput | null
  readonly direction: Direction | null
  readonly candidateItems?: readonly ItemScores[]
  readonly baselineItems?: readonly ItemScores[]
}

export interface Proved {
  readonly judged: readonly JudgedLimit[]
  readonly statistics?: readonly LimitStatistics[]
}

/**
 * Asks of limits that hold for the numbers as they came out that they hold beyond chance. It only ever takes away: a limit
 * that is not met stays so, and a statistical check is never easier than the same check without statistics.
 */
export function proveLimits(input: ProveInput): Proved {
  const { check, judged } = input
  if (check.statistics === undefined && check.minSamples === undefined) return { judged }
  const items = itemsOf(input.row, input.candidateItems)
  const own: Side = { row: input.row, items, measured: measure(input.row, check, items) }
  const proofs = judged.map((limit) => proofOf(limit, own, input))
  const statistics = proofs.filter((proof) => proof !== null)
  return {
    judged: judged.map((limit, index) => weakened(limit, proofs[index] ?? null)),
    ...(statistics.length === 0 ? {} : { statistics }),
  }
}

/** A met limit that was not shown counts as undecided; so does one that awaits its first baseline, when samples are too few. */
function weakened(limit: JudgedLimit, proof: LimitStatistics | null): JudgedLimit {
  if (proof === null || limit.outcome.met === false || proof.result === 'shown') return limit
  const { onInconclusive: status, note } = proof
  return {
    outcome: { ...limit.outcome, met: null, reason: 'insufficient-data' },
    finding: { status, reason: 'insufficient-data', ...(note === undefined ? {} : { note }) },
  }
}

type Statement = Omit<LimitStatistics, 'limit' | 'result' | 'confidence' | 'onInconclusive'>

function proofOf(limit: JudgedLimit, own: Side, input: ProveInput): LimitStatistics | null {
  const { check } = input
  const { outcome } = limit
  const rule = check.statistics
  const first = outcome.reason === 'first-promotion' && check.minSamples !== undefined
  if (outcome.met === null && !first) return null
  const asked = first || rule === undefined || outcome.limit === 'max_improvement' ? null : rule
  const few = tooFew(own.measured.n, check)
  const statement = few ?? (asked === null ? null : stated(limit, own, asked, input))
  if (statement === null) return null
  return {
    limit: outcome.limit,
    result: resultOf(outcome.met, statement, asked),
    ...(asked === null ? {} : { confidence: asked.confidence }),
    ...statement,
    onInconclusive: check.onInconclusive,
  }
}

function resultOf(
  met: boolean | null,
  { pValue, oppositePValue }: Statement,
  rule: StatisticalRule | null,
): LimitStatistics['result'] {
  // The bound is the p value turned round; the allowance is for the rounding of that.
  const isSure = (p: number | undefined) => p !== undefined && p <= (1 - (rule?.confidence ?? 1)) * (1 + 1e-9)
  if (met === false) return isSure(oppositePValue) ? 'refuted' : 'not-met'
  if (pValue === undefined || rule === null) return 'no-data'
  return isSure(pValue) ? 'shown' : 'not-shown'
}

function leastSamples({ minSamples, statistics }: MetricCheck): number {
  return minSamples ?? (statistics === undefined ? 1 : MIN_SAMPLES)
}

/** Fewer samples than asked for; an unknown number is too few when the config names one. */
function tooFew(n: number | undefined, check: MetricCheck): Statement | null {
  const { minSamples } = check
  const least = leastSamples(check)
  if (n === undefined) {
    const note = `the report does not say how many samples there were, and ${least} are needed`
    return minSamples === undefined ? null : { neededN: least, note }
  }
  return n >= least ? null : { n, neededN: least, note: `${n} of at least ${least} samples` }
}

function stated(limit: JudgedLimit, own: Side, rule: StatisticalRule, input: ProveInput): Statement {
  const { outcome } = limit
  const alpha = 1 - rule.confidence
  switch (outcome.limit) {
    case 'min':
    case 'above':
      return absolute(own.measured, { threshold: outcome.bound ?? Number.NaN, floor: true, alpha }, input.check)
    case 'max':
    case 'below':
      return absolute(own.measured, { threshold: outcome.bound ?? Number.NaN, floor: false, alpha }, input.check)
    case 'max_regression':
      return change(input.check.limits.maxRegression, -1, own, { rule, input })
    default:
      return change(input.check.limits.minImprovement, 1, own, { rule, input })
  }
}

interface Bound {
  readonly threshold: number
  /** The value must be at least the threshold; else at most. */
  readonly floor: boolean
  readonly alpha: number
}

function absolute(measured: Measure | Unmeasured, asked: Bound, check: MetricCheck): Statement {
  const { threshold, floor, alpha } = asked
  const p = (of: Measure): number => (floor ? pAbove(of, threshold) : pBelow(of, threshold))
  const enough = (of: Measure): { readonly neededN?: number } => {
    const least =
      of.method === 'order-statistics'
        ? samplesForEnd(of, alpha, floor)
        : leastWhole((n) => p(withSamples(of, n)) <= alpha, leastSamples(check), MOST_SAMPLES)
    return least === null ? {} : { neededN: least }
  }
  if ('lacking' in measured) {
    const { lacking: note, n, ofOne } = measured
    return { threshold, note, ...(n === undefined ? {} : { n }), ...(ofOne === undefined ? {} : enough(ofOne)) }
  }
  const pValue = p(measured)
  const { low, high } = boundsOf(measured, alpha)
  const [bound, stderr] = [floor ? low : high, stderrOf(measured)]
  return {
    method: measured.method,
    estimate: measured.value,
    ...(Number.isFinite(stderr) ? { stderr } : {}),
    ...(Number.isFinite(bound) ? { bound } : {}),
    threshold,
    pValue,
    ...(measured.n === undefined ? {} : { n: measured.n }),
    ...(pValue <= alpha || measured.n === undefined ? {} : enough(measured)),
  }
}

function change(
  margin: Change | undefined,
  side: 1 | -1,
  own: Side,
  { rule, input }: { readonly rule: StatisticalRule; readonly input: ProveInput },
): Statement {
  const { check, baseline, direction, baselineItems } = input
  if (margin === undefined || direction === null || baseline?.kind !== 'found')
    return { note: 'nothing to compare with' }
  const sign = direction === 'higher_is_better' ? 1 : -1
  const relative = margin.kind === 'relative'
  const orientation: Orientation = { sign, factor: relative ? 1 + side * sign * margin.amount : 1 }
  const threshold = relative || margin.amount === 0 ? 0 : side * margin.amount
  const items = itemsOf(baseline.row, baselineItems)
  const other: Side = { row: baseline.row, items, measured: measure(baseline.row, check, items) }
  const { difference, ...noted } = compareVersions({
    method: rule.method,
    candidate: own,
    baseline: other,
    orientation,
    threshold,
    change: margin,
  })
  if (difference === null) return noted
  const few = tooFew(difference.n, check) ?? tooFewOfBaseline(difference.baselineN, check)
  if (few !== null) return few
  return { ...fromDifference(difference, { orientation, threshold, alpha: 1 - rule.confidence, check }), ...noted }
}

function tooFewOfBaseline(n: number | undefined, check: MetricCheck): Statement | null {
  const few = n === undefined ? null : tooFew(n, check)
  return few === null ? null : { baselineN: n ?? 0, note: `baseline: ${few.note ?? ''}` }
}

interface Looking {
  readonly orientation: Orientation
  readonly threshold: number
  readonly alpha: number
  readonly check: MetricCheck
}

/** Turned back into candidate − baseline, as people read it. */
function fromDifference(difference: Difference, { orientation, threshold, alpha, check }: Looking): Statement {
  const { method, stderr, n, baselineN, unmatched, changed } = difference
  const natural = (x: number): number => orientation.sign * x + (orientation.factor - 1) * difference.baseline
  const pValue = difference.pAbove(threshold)
  const lower = difference.lower(alpha)
  const upper = difference.upper?.(alpha)
  const half = difference.estimate - lower
  const slack = difference.estimate - threshold
  // Errors shrink with the root of the number of samples.
  const needed = n !== undefined && pValue > alpha && slack > 0 ? n * (half / slack) ** 2 : Number.POSITIVE_INFINITY
  const neededN = Math.max(Math.ceil(needed), leastSamples(check), (n ?? 0) + 1)
  return {
    method,
    estimate: natural(difference.estimate),
    threshold: natural(threshold),
    pValue,
    ...(stderr === undefined || !Number.isFinite(stderr) ? {} : { stderr }),
    ...(method !== 'mcnemar' && Number.isFinite(lower) ? { bound: natural(lower) } : {}),
    ...(upper === undefined ? {} : { otherBound: natural(upper) }),
    ...(difference.pBelow === undefined ? {} : { oppositePValue: difference.pBelow(threshold) }),
    ...(n === undefined ? {} : { n }),
    ...(baselineN === undefined ? {} : { baselineN }),
    ...(unmatched === undefined ? {} : { unmatched }),
    ...(changed === undefined ? {} : { changed }),
    ...(neededN <= MOST_SAMPLES ? { neededN } : {}),
  }
}
