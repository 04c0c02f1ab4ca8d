import type { MetricDetail } from '../checks/detail.ts'
import type { LimitStatistics } from '../checks/limit-statistics.ts'
import { settle, type Verdict, worst } from '../checks/verdict.ts'
import type { Correction } from '../config/gate-config.ts'
import { benjaminiHochberg, holm } from '../statistics/multiple.ts'

const ADJUST = { holm, bh: benjaminiHochberg } as const

/**
 * Adjusts what the statistical checks of a stage have shown for their being many. The family is every limit that was to be shown; one
 * without data counts as p = 1, so that less data never makes it easier for the others. It only ever takes away: what was
 * not shown before is not shown after.
 */
export function correctChecks(verdicts: readonly Verdict[], correction: Correction | undefined): readonly Verdict[] {
  if (correction === undefined) return verdicts
  const family = verdicts.flatMap(statisticsBelow)
  const adjusted = ADJUST[correction](family.map(({ pValue }) => pValue ?? 1))
  const byOld = new Map(family.map((old, index) => [old, correctOne(old, adjusted[index] ?? 1, correction)]))
  return verdicts.map((verdict) => correctTree(verdict, byOld))
}

type Corrected = ReadonlyMap<LimitStatistics, LimitStatistics>

function statisticsBelow(verdict: Verdict): readonly LimitStatistics[] {
  const own = verdict.detail?.type === 'metric' ? (verdict.detail.statistics ?? []) : []
  return [...own.filter(({ confidence }) => confidence !== undefined), ...verdict.children.flatMap(statisticsBelow)]
}

function correctOne(old: LimitStatistics, adjusted: number, correction: Correction): LimitStatistics {
  if (old.pValue === undefined || old.confidence === undefined) return old
  const lost = old.result === 'shown' && !(adjusted <= (1 - old.confidence) * (1 + 1e-9))
  return { ...old, adjustedPValue: adjusted, correction, ...(lost ? { result: 'not-shown' as const } : {}) }
}

function correctTree(verdict: Verdict, corrected: Corrected): Verdict {
  const children = verdict.children.map((child) => correctTree(child, corrected))
  const below = { ...verdict, children, status: worst([verdict.status, ...children.map(({ status }) => status)]) }
  const { detail } = verdict
  return detail?.type !== 'metric' || detail.statistics === undefined ? below : correctNode(below, detail, corrected)
}

function correctNode(node: Verdict, detail: MetricDetail, corrected: Corrected): Verdict {
  const old = detail.statistics ?? []
  const statistics = old.map((each) => corrected.get(each) ?? each)
  const lost = statistics.filter((each, index) => each.result !== old[index]?.result)
  const names = new Set(lost.map(({ limit }) => limit))
  const limits = detail.limits.map((limit) =>
    names.has(limit.limit) ? { ...limit, met: null, reason: 'insufficient-data' as const } : limit,
  )
  const now = { ...node, detail: { ...detail, limits, statistics } }
  const [first] = lost
  if (first === undefined) return now
  const status = worst([node.status, settle(first.onInconclusive, node.severity ?? 'block')])
  const leads = node.reason === undefined || status !== node.status
  return { ...now, status, ...(leads ? { reason: 'insufficient-data' } : {}) }
}
