import type { JsonObject } from '../json.ts'
import { nonNegative, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { mapAt } from './reader.ts'

/** The metrics of one prompt with one provider. */
export interface PromptMetrics {
  readonly metrics: JsonObject
  /** JSON Pointer of the metrics. */
  readonly pointer: string
  /** Some of its answers came from the cache. */
  readonly cached: boolean
  readonly shared: Pick<ReportRow, 'slice' | 'model'>
}

/** Scorer of the rows that are named by the user, so that a score named `cost` cannot hide the real one. */
export const NAMED_SCORE = 'named-score'

/**
 * promptfoo writes sums over tests; the rows hold means. Errors are tests that gave no answer: they count in
 * the pass rate, which would otherwise rise with every crash.
 */
export function promptRows(prompt: PromptMetrics): readonly ReportRow[] {
  const { metrics } = prompt
  const errors = readNumber(metrics['testErrorCount'] ?? 0)
  const passes = readNumber(metrics['testPassCount'])
  const failures = readNumber(metrics['testFailCount'])
  if (errors.value === null || passes.value === null || failures.value === null) {
    return [absentRow(prompt, 'pass_rate', 'the prompt has no test counts')]
  }
  const total = errors.value + passes.value + failures.value
  return [
    { ...mean(prompt, 'pass_rate', passes.value, total), n: total, unit: 'fraction', direction: 'higher_is_better' },
    { ...base(prompt, 'errors'), value: errors.value, n: total, direction: 'lower_is_better' },
    { ...mean(prompt, 'score', readNumber(metrics['score']).value, total), n: total, direction: 'higher_is_better' },
    latencyRow(prompt, total),
    costRow(prompt),
    ...namedRows(prompt),
  ]
}

function base(prompt: PromptMetrics, metric: string): Pick<ReportRow, 'metric' | 'slice' | 'model' | 'pointer'> {
  return { metric, ...prompt.shared, pointer: prompt.pointer }
}

function mean(prompt: PromptMetrics, metric: string, sum: number | null, count: number | null): ReportRow {
  const value = sum === null || count === null || count <= 0 ? Number.NaN : sum / count
  if (Number.isFinite(value)) return { ...base(prompt, metric), value }
  return { ...base(prompt, metric), value: null, missing: 'absent' }
}

function absentRow(prompt: PromptMetrics, metric: string, warning: string): ReportRow {
  return { ...base(prompt, metric), value: null, missing: 'absent', warnings: [warning] }
}

function latencyRow(prompt: PromptMetrics, total: number): ReportRow {
  const facts = { unit: 'ms', direction: 'lower_is_better' } as const
  const fromCache = prompt.cached || (nonNegative(mapAt(prompt.metrics, 'tokenUsage')['cached']) ?? 0) > 0
  if (fromCache)
    return {
      ...absentRow(prompt, 'latency_ms', "answers came from the cache: the latency is not the model's"),
      ...facts,
    }
  return {
    ...mean(prompt, 'latency_ms', readNumber(prompt.metrics['totalLatencyMs']).value, total),
    n: total,
    ...facts,
  }
}

function costRow(prompt: PromptMetrics): ReportRow {
  const facts = { unit: 'USD', direction: 'lower_is_better' } as const
  const cost = readNumber(prompt.metrics['cost'])
  if (cost.value === 0)
    return { ...absentRow(prompt, 'cost', 'promptfoo writes a cost of 0 when it does not know the price'), ...facts }
  return { ...base(prompt, 'cost'), ...cost, ...facts }
}

/** Sum of weighted scores by the sum of the weights; older files have only the number of scores. */
function namedRows(prompt: PromptMetrics): readonly ReportRow[] {
  const { metrics } = prompt
  const weights = mapAt(metrics, 'namedScoreWeights')
  const counts = mapAt(metrics, 'namedScoresCount')
  return Object.entries(mapAt(metrics, 'namedScores')).map(([name, sum]) => {
    const by = readNumber(weights[name] ?? counts[name]).value
    const n = nonNegative(counts[name])
    return {
      ...mean(prompt, name, readNumber(sum).value, by),
      scorer: NAMED_SCORE,
      ...(n === undefined ? {} : { n }),
      direction: 'higher_is_better',
      pointer: extendPointer(`${prompt.pointer}/namedScores`, name),
    }
  })
}
