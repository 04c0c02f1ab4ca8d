import type { ReasonCode } from '../reason-codes.ts'
import { type CanaryWindowInput, evaluateWindow, type Phase } from './canary-window.ts'
import { evaluateReport, type ReportInput } from './report.ts'
import { group, type Status, type Verdict } from './verdict.ts'

/** Id of the group that holds all that a canary is judged by. */
export const CANARY = 'canary'

export interface CanaryInput extends CanaryWindowInput {
  readonly reports: {
    readonly candidate: Omit<ReportInput, 'now'>
    /** null: there is no version to compare with. */
    readonly baseline: Omit<ReportInput, 'now'> | null
  }
  /** Judges the numbers, one node each; not called while the reports are not about both versions side by side. */
  readonly metrics: () => readonly Verdict[]
}

/**
 * The version under the canary alias against the version in use. It passes when both have been at work for long enough and
 * every number is shown not to be worse by its margin; it fails with `canary-inferior` when one is shown to be worse by more,
 * which may be said at any time; until then it waits.
 */
export function evaluateCanary(input: CanaryInput): Verdict {
  const { verdict: window, phase } = evaluateWindow(input)
  const { candidate, baseline } = input.reports
  const sides = [
    { id: 'canary/candidate', version: input.candidate.version, report: candidate },
    ...(baseline === null || input.baseline.kind !== 'held'
      ? []
      : [{ id: 'canary/baseline', version: input.baseline.version.version, report: baseline }]),
  ].map(({ id, version, report }) => judgeSide({ id, version, report: { ...report, now: input.now } }, phase))
  const readable = phase.name !== 'none' && sides.every(({ usable }) => usable)
  const numbers = readable ? input.metrics().map((node) => judgeMetric(node, phase, input.rule.metrics.length)) : []
  return group(CANARY, CANARY, [window, ...sides.map(({ verdict }) => verdict), ...numbers])
}

/** A number of the canary is worse beyond doubt. */
export function isInferior(verdict: Verdict): boolean {
  const canary = verdict.children.find(({ id }) => id === CANARY)
  return canary?.children.some(({ status, reason }) => status === 'fail' && reason === 'canary-inferior') ?? false
}

/** All that is open is what a canary waits for: time or data, which come without anybody's doing. */
export function isOnlyCanaryPending({ children }: Verdict): boolean {
  const pending = children.filter(({ status }) => status === 'pending')
  return pending.length > 0 && pending.every(({ id }) => id === CANARY)
}

interface Side {
  readonly id: string
  readonly version: string
  readonly report: ReportInput
}

/** What may yet come while the versions are at work. */
const MAY_COME: readonly (ReasonCode | undefined)[] = ['report-missing', 'report-incomplete', 'report-other-version']

/** `usable`: its numbers are about this version and about the time side by side. */
function judgeSide(
  { id, version, report }: Side,
  phase: Phase,
): { readonly verdict: Verdict; readonly usable: boolean } {
  const judged = { ...evaluateReport(report), id, label: `${report.source.name} of ${version}` }
  if (judged.status !== 'pass' && judged.status !== 'warn') {
    const waits = phase.name === 'baking' && judged.status === 'fail' && MAY_COME.includes(judged.reason)
    return { verdict: waits ? { ...judged, status: 'pending' } : judged, usable: false }
  }
  const stale = staleness(report, phase)
  if (stale === null) return { verdict: judged, usable: phase.name !== 'none' }
  const { status, usable, note } = stale
  const detail = judged.detail?.type === 'report' ? { detail: { ...judged.detail, note } } : {}
  return { verdict: { ...judged, status, reason: 'report-too-old', ...detail }, usable }
}

interface Staleness {
  readonly status: Status
  readonly usable: boolean
  readonly note: string
}

/** Numbers from before the time side by side say nothing of it; those from within it may show harm, but are not all. */
function staleness({ loaded }: ReportInput, phase: Phase): Staleness | null {
  if (phase.name === 'none' || phase.start === null || 'code' in loaded) return null
  const dates = [loaded.report.created_at, loaded.origin?.madeAt]
    .map((date) => Date.parse(date ?? ''))
    .filter((date) => Number.isFinite(date))
  const waits = phase.name === 'overdue' ? 'fail' : 'pending'
  if (dates.length === 0) {
    const note = `the format ${loaded.report.format} gives no date, so it is not known whether it is about this time`
    return { status: phase.name === 'baking' ? 'pending' : 'fail', usable: false, note }
  }
  const made = Math.min(...dates)
  const said = `made ${new Date(made).toISOString()}`
  if (made < phase.start) return { status: waits, usable: false, note: `${said}, before both were at work` }
  if (phase.name === 'baking' || made >= phase.end) return null
  return { status: waits, usable: true, note: `${said}, before they had been at work for long enough` }
}

/** A number that is there is shown to be good enough, or shown to be worse, or waited for. */
function judgeMetric(node: Verdict, phase: Phase, comparisons: number): Verdict {
  const { reason: _, ...plain } = node
  const statistics = node.detail?.type === 'metric' ? node.detail.statistics?.[0] : undefined
  if (node.status === 'error') return node
  if (statistics === undefined) {
    const waits = phase.name === 'baking' && (node.reason === 'metric-missing' || node.reason === 'baseline-missing')
    return waits ? { ...node, status: 'pending' } : node
  }
  if (node.reason === 'first-promotion' || statistics.result === 'shown') return node
  // One of several numbers is worse by chance more often than a single one (Bonferroni).
  const { result, oppositePValue = 1, confidence = 1 } = statistics
  if (result === 'refuted' && oppositePValue <= (1 - confidence) / comparisons) {
    return { ...plain, status: 'fail', reason: 'canary-inferior' }
  }
  return phase.name === 'overdue'
    ? { ...plain, status: 'fail', reason: 'canary-undecided' }
    : { ...plain, status: 'pending', reason: 'insufficient-data' }
}
