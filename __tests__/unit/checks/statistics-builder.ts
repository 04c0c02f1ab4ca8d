import type { MetricDetail } from '../../../src/checks/detail.ts'
import type { LimitStatistics } from '../../../src/checks/limit-statistics.ts'
import { evaluateMetric } from '../../../src/checks/metric.ts'
import type { BaselineInput } from '../../../src/checks/metric-input.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import { parseChange } from '../../../src/config/change.ts'
import type { Change, Limits, MetricCheck, StatisticalRule } from '../../../src/config/gate-config.ts'
import type { ItemScores, ReportRow } from '../../../src/evidence/report.ts'
import { metricCheck, metricInput, row } from './facts-builder.ts'

export function change(text: number | string): Change {
  const parsed = parseChange(text)
  if (parsed === null) throw new Error(`no change: ${text}`)
  return parsed
}

export function rule(method: StatisticalRule['method'] = 'interval', confidence = 0.95): StatisticalRule {
  return { method, confidence }
}

export function baselineRow(over: Partial<ReportRow> = {}): BaselineInput {
  return { kind: 'found', row: row(over), version: 'v6', source: 'baseline-report' }
}

export function itemScores(scores: Iterable<number>, ids: readonly string[] | null = null): ItemScores {
  const numbers = Float64Array.from(scores)
  const own = ids ?? Array.from(numbers, (_, index) => `q${index}`)
  return { metric: 'acc', task: 'arc_easy', ids: own, scores: numbers }
}

export interface Judging {
  readonly limits: Limits
  readonly candidate?: Partial<ReportRow>
  readonly baseline?: BaselineInput
  readonly check?: Partial<MetricCheck>
  readonly items?: readonly ItemScores[]
  readonly baselineItems?: readonly ItemScores[]
}

export function judgeStatistics({ limits, candidate, baseline, check, items, baselineItems }: Judging): Verdict {
  const whole = metricCheck(limits, { direction: 'higher_is_better', ...check })
  return evaluateMetric(
    metricInput(whole, {
      candidate: { kind: 'one', row: row(candidate) },
      ...(baseline === undefined ? {} : { baseline }),
      ...(items === undefined ? {} : { candidateItems: items }),
      ...(baselineItems === undefined ? {} : { baselineItems }),
    }),
  )
}

export function detailOf({ detail }: Verdict): MetricDetail {
  if (detail?.type !== 'metric') throw new Error('no metric detail')
  return detail
}

/** The statistics of the only limit that has any. */
export function onlyStatistics(verdict: Verdict): LimitStatistics {
  const { statistics = [] } = detailOf(verdict)
  const [only] = statistics
  if (only === undefined || statistics.length > 1) throw new Error(`${statistics.length} statistics`)
  return only
}
