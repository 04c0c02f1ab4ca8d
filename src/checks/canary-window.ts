import type { CanaryRule } from '../config/gate-config.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { VersionFacts } from './facts.ts'
import { instant } from './instant.ts'
import type { Status, Verdict } from './verdict.ts'

/** When a version got an alias, and how that is known. */
export interface HeldSince {
  /** ISO 8601. */
  readonly at: string
  /** `history`: W&B's own history of the alias. */
  readonly by: 'record' | 'history'
}

/** The version that the canary is compared with. */
export type CanaryBaseline =
  /** Nobody holds the alias, and by record nobody did. */
  | { readonly kind: 'nobody' }
  /** By record a version held it, but somebody took the alias away. */
  | { readonly kind: 'removed'; readonly version: string }
  | { readonly kind: 'held'; readonly version: VersionFacts; readonly since: HeldSince | null }

export interface CanaryWindowInput {
  readonly rule: CanaryRule
  readonly candidate: VersionFacts
  readonly canary: {
    readonly alias: string
    readonly holder: VersionFacts | null
    /** null: cannot be told. */
    readonly since: HeldSince | null
  }
  readonly baseline: CanaryBaseline
  /** The alias of the version that it is compared with. */
  readonly against: string
  /** ISO 8601, by the server's clock. */
  readonly now: string
}

/** How far the time side by side has come. Times are milliseconds since the epoch. */
export type Phase =
  /** There is no such time, or it cannot be told. */
  | { readonly name: 'none' }
  /** `start` null: compared at once, whenever it began. */
  | { readonly name: 'baking' | 'baked' | 'overdue'; readonly start: number | null; readonly end: number }

export interface CanaryWindow {
  readonly verdict: Verdict
  readonly phase: Phase
}

/**
 * The time for which both versions have been at work without a change of either. It begins anew when one of them changes;
 * what cannot be told is no time.
 */
export function evaluateWindow(input: CanaryWindowInput): CanaryWindow {
  const { rule, candidate, canary, baseline, against } = input
  if (canary.holder?.artifactId !== candidate.artifactId) {
    const observed = canary.holder === null ? 'nobody does' : `${canary.holder.version} does`
    return none(input, { status: 'fail', reason: 'version-not-in-from-stage', observed })
  }
  if (baseline.kind === 'removed') {
    const observed = `nobody holds ${against}, though by record ${baseline.version} does`
    return none(input, { status: 'fail', reason: 'baseline-missing', observed })
  }
  if (baseline.kind === 'held' && baseline.version.artifactId === candidate.artifactId) {
    const observed = `${candidate.version} holds ${against} too, so there is nothing to compare it with`
    return none(input, { status: 'fail', reason: 'baseline-missing', observed })
  }
  if (rule.bakeSeconds === 0) return atOnce(input)
  const began = [
    { alias: canary.alias, version: candidate.version, since: canary.since },
    ...(baseline.kind === 'held' ? [{ alias: against, version: baseline.version.version, since: baseline.since }] : []),
  ]
  const unknown = began.find(({ since }) => since === null)
  if (unknown !== undefined) {
    const observed = `neither a record nor W&B's history says since when ${unknown.version} holds ${unknown.alias}`
    return none(input, { status: 'fail', reason: 'canary-window-unknown', observed })
  }
  return sinceLatest(
    input,
    began.flatMap(({ since, ...each }) => (since === null ? [] : [{ ...each, since }])),
  )
}

interface Began {
  readonly alias: string
  readonly version: string
  readonly since: HeldSince
}

function sinceLatest(input: CanaryWindowInput, began: readonly Began[]): CanaryWindow {
  const { rule, now } = input
  const [last] = began.toSorted((a, b) => instant(b.since.at) - instant(a.since.at))
  const at = last?.since.at ?? now
  const start = instant(at)
  const end = start + rule.bakeSeconds * 1000
  const late = rule.maxBakeSeconds === null ? Number.POSITIVE_INFINITY : start + rule.maxBakeSeconds * 1000
  const clock = instant(now)
  // A beginning in the future is a wrong clock, and no time has passed.
  const name = clock >= late ? 'overdue' : clock >= end ? 'baked' : 'baking'
  const by = last?.since.by === 'history' ? "by W&B's history of the alias" : 'by record'
  const since = `both since ${at}, ${by}`
  const left = name === 'baking' ? `, ${durationText(end - clock)} left` : ''
  const again = last?.alias === input.against ? { note: `counted from when ${last.alias} went to ${last.version}` } : {}
  const detail = { type: 'fact', expected: expectation(input), observed: `${since}${left}`, ...again } as const
  return {
    verdict:
      name === 'baking'
        ? { ...frame(input), status: 'pending', reason: 'canary-baking', detail }
        : { ...frame(input), status: 'pass', detail },
    phase: { name, start, end },
  }
}

function atOnce(input: CanaryWindowInput): CanaryWindow {
  const { candidate, canary } = input
  const observed = `${candidate.version} holds ${canary.alias}`
  const detail = { type: 'fact', expected: expectation(input), observed } as const
  const { maxBakeSeconds } = input.rule
  const since = canary.since
  const overdue =
    maxBakeSeconds !== null && since !== null && instant(input.now) >= instant(since.at) + maxBakeSeconds * 1000
  return {
    verdict: { ...frame(input), status: 'pass', detail },
    phase: { name: overdue ? 'overdue' : 'baked', start: null, end: instant(input.now) },
  }
}

interface NoWindow {
  readonly status: Status
  readonly reason: ReasonCode
  readonly observed: string
}

function none(input: CanaryWindowInput, { observed, ...rest }: NoWindow): CanaryWindow {
  const detail = { type: 'fact', expected: expectation(input), observed } as const
  return { verdict: { ...frame(input), ...rest, detail }, phase: { name: 'none' } }
}

function frame({ rule, canary, against }: CanaryWindowInput) {
  return {
    id: 'canary/window',
    kind: 'canary',
    label: `${canary.alias} beside ${against}`,
    at: rule.at,
    children: [],
  } as const
}

function expectation({ rule, candidate, canary, against, baseline }: CanaryWindowInput): string {
  const beside = baseline.kind === 'held' ? `${baseline.version.version} (${against})` : against
  const time = rule.bakeSeconds === 0 ? '' : ` for ${durationText(rule.bakeSeconds * 1000)}`
  return `${candidate.version} holds ${canary.alias}, beside ${beside}${time}`
}

/** `2 d 3 h`, `3 h 20 min`, `5 min`: two units, rounded up, so that what is left is never nothing. */
export function durationText(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000))
  const parts = [
    { unit: 'd', count: Math.floor(minutes / 1440) },
    { unit: 'h', count: Math.floor((minutes % 1440) / 60) },
    { unit: 'min', count: minutes % 60 },
  ]
  const first = parts.findIndex(({ count }) => count > 0)
  return parts
    .slice(first, first + 2)
    .flatMap(({ unit, count }) => (count === 0 ? [] : [`${count} ${unit}`]))
    .join(' ')
}
