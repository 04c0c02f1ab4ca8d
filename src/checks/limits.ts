import type { Change, Limits } from '../config/gate-config.ts'
import type { Direction } from '../evidence/report.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { compare, type Decimal, decimal, minus, plus, times, toNumber } from './decimal.ts'
import type { LimitOutcome } from './detail.ts'
import type { Finding } from './finding.ts'

/** What change limits are measured from, or why they cannot be: then each of them gets that finding. */
export type Reference =
  | { readonly kind: 'baseline'; readonly value: number; readonly direction: Direction }
  | { readonly kind: 'unavailable'; readonly finding: Finding }

export interface JudgedLimit {
  readonly outcome: LimitOutcome
  /** Absent when the limit is met. */
  readonly finding?: Finding
}

type LimitName = LimitOutcome['limit']

/** An inclusive or strict bound that stands by itself. `holds` is given −1, 0 or 1 for value below, at or above. */
interface AbsoluteLimit {
  readonly limit: Extract<LimitName, keyof Limits>
  readonly holds: (order: number) => boolean
  readonly reason: ReasonCode
}

const ABSOLUTE: readonly AbsoluteLimit[] = [
  { limit: 'min', holds: (order) => order >= 0, reason: 'metric-below-min' },
  { limit: 'max', holds: (order) => order <= 0, reason: 'metric-above-max' },
  { limit: 'above', holds: (order) => order > 0, reason: 'metric-below-min' },
  { limit: 'below', holds: (order) => order < 0, reason: 'metric-above-max' },
]

interface ChangeLimit {
  readonly limit: Exclude<LimitName, AbsoluteLimit['limit']>
  readonly key: 'maxRegression' | 'minImprovement' | 'maxImprovement'
  /** Where the bound lies from the baseline, seen in the good direction. */
  readonly side: 1 | -1
  /** Given 1, 0 or −1 for value better than, at or worse than the bound. */
  readonly holds: (order: number) => boolean
  readonly reason: ReasonCode
}

const CHANGES: readonly ChangeLimit[] = [
  { limit: 'max_regression', key: 'maxRegression', side: -1, holds: (order) => order >= 0, reason: 'metric-regressed' },
  {
    limit: 'min_improvement',
    key: 'minImprovement',
    side: 1,
    holds: (order) => order >= 0,
    reason: 'metric-not-improved',
  },
  {
    limit: 'max_improvement',
    key: 'maxImprovement',
    side: 1,
    holds: (order) => order <= 0,
    reason: 'metric-suspicious',
  },
]

/** True when a limit is stated that needs a baseline. */
export function needsBaseline(limits: Limits): boolean {
  return CHANGES.some(({ key }) => limits[key] !== undefined)
}

/** Judges every stated limit, in the order of {@link LimitOutcome}. `value` must be finite. */
export function judgeLimits(limits: Limits, value: number, reference: Reference): readonly JudgedLimit[] {
  const judged: JudgedLimit[] = []
  for (const absolute of ABSOLUTE) {
    const bound = limits[absolute.limit]
    if (bound !== undefined) judged.push(judgeAbsolute(absolute, bound, decimal(value)))
  }
  for (const limit of CHANGES) {
    const change = limits[limit.key]
    if (change !== undefined) judged.push(judgeChange({ limit, change, value: decimal(value), reference }))
  }
  return judged
}

/** The stated limits when there is no number to judge. */
export function unjudgedLimits(limits: Limits, reason: ReasonCode): readonly LimitOutcome[] {
  const absolute = ABSOLUTE.map(({ limit }) => ({ limit, text: limits[limit]?.toString() }))
  const changes = CHANGES.map(({ limit, key }) => ({ limit, text: limits[key]?.text }))
  return [...absolute, ...changes].flatMap(({ limit, text }) =>
    text === undefined ? [] : [{ limit, text, met: null, reason }],
  )
}

function judgeAbsolute({ limit, holds, reason }: AbsoluteLimit, bound: number, value: Decimal): JudgedLimit {
  const outcome = { limit, text: String(bound), bound }
  if (holds(compare(value, decimal(bound)))) return { outcome: { ...outcome, met: true } }
  return { outcome: { ...outcome, met: false, reason }, finding: { status: 'fail', reason } }
}

function judgeChange(input: {
  readonly limit: ChangeLimit
  readonly change: Change
  readonly value: Decimal
  readonly reference: Reference
}): JudgedLimit {
  const { limit, change, value, reference } = input
  const outcome = { limit: limit.limit, text: change.text }
  if (reference.kind === 'unavailable') return unavailable(outcome, reference.finding)
  const baseline = decimal(reference.value)
  // A share of nothing is nothing, and a share of a negative number points the wrong way.
  if (change.kind === 'relative' && !(baseline.digits > 0n))
    return unavailable(outcome, notPositive(change, reference.value))
  const amount = change.kind === 'relative' ? times(decimal(change.amount), baseline) : decimal(change.amount)
  const higher = reference.direction === 'higher_is_better'
  const bound = higher === (limit.side === 1) ? plus(baseline, amount) : minus(baseline, amount)
  const better = higher ? compare(value, bound) : compare(bound, value)
  const number = toNumber(bound)
  const shown = { ...outcome, ...(Number.isFinite(number) ? { bound: number } : {}) }
  if (limit.holds(better)) return { outcome: { ...shown, met: true } }
  return { outcome: { ...shown, met: false, reason: limit.reason }, finding: { status: 'fail', reason: limit.reason } }
}

function unavailable(outcome: Pick<LimitOutcome, 'limit' | 'text'>, finding: Finding): JudgedLimit {
  return { outcome: { ...outcome, met: null, reason: finding.reason }, finding }
}

function notPositive(change: Change, baseline: number): Finding {
  const note = `${change.text} of a baseline of ${baseline} says nothing: use an absolute limit`
  return { status: 'error', reason: 'baseline-not-comparable', note }
}
