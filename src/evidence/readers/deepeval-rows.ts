import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { Direction, ItemScores, ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { countRow, type RunFacts, runRows, type Shared, shareRow } from './deepeval-counts.ts'
import { distinctIds, lacksScores, meanOfItems, unscoredWarning } from './item-mean.ts'
import { textAt } from './reader.ts'

/** One list of test cases. */
export interface CaseList {
  readonly cases: readonly JsonValue[]
  /** Slice `kind`, where a file has both kinds of test cases. */
  readonly kind: string | undefined
  readonly pointer: string
}

export interface CaseResults {
  readonly rows: readonly ReportRow[]
  readonly items: readonly ItemScores[]
  /** Metrics that too many test cases have no score of. */
  readonly unscored: readonly string[]
}

/** The metrics of a test case itself; those of its trace and spans judge other things and stay out. */
export function metricsOf(entry: JsonValue | undefined): readonly JsonValue[] {
  for (const key of ['metricsData', 'metrics_data', 'metricsMetadata', 'metrics_metadata']) {
    const list = isJsonObject(entry) ? entry[key] : undefined
    if (isJsonArray(list)) return list
  }
  return []
}

/** Rows of each metric over the test cases that it was applied to, then those of the test cases as wholes. */
export function caseResults(lists: readonly CaseList[], facts: RunFacts): CaseResults {
  const results = lists.map((list) => listResults(list, facts))
  return {
    rows: results.flatMap(({ rows }) => rows),
    items: results.flatMap(({ items }) => items),
    unscored: results.flatMap(({ unscored }) => unscored),
  }
}

interface MetricResults {
  readonly ids: string[]
  readonly scores: number[]
  readonly entries: JsonObject[]
}

function listResults(list: CaseList, facts: RunFacts): CaseResults {
  const metrics = byMetric(list)
  if (metrics.size === 0) return { rows: [], items: [], unscored: [] }
  const slice = { kind: list.kind }
  const shared = { slice, ...facts, pointer: list.pointer }
  const rows: ReportRow[] = []
  const items: ItemScores[] = []
  const unscored: string[] = []
  for (const [metric, { ids, scores, entries }] of metrics) {
    const mean = meanOfItems(scores)
    const { found, stderr, counted: n } = mean
    const direction = directionOf(entries)
    rows.push(
      buildRow({ metric, found, stderr, n, direction, ...shared, warnings: unscoredWarning(mean, 'test cases') }),
    )
    rows.push(...metricCounts(metric, entries, shared))
    const kind = list.kind === undefined ? {} : { slice: { kind: list.kind } }
    items.push({ metric, ...kind, ids: distinctIds(ids), scores: Float64Array.from(scores) })
    if (lacksScores(mean)) unscored.push(metric)
  }
  return { rows: [...rows, ...caseCounts(list.cases, shared), ...runRows(list.cases, shared)], items, unscored }
}

function byMetric({ cases }: CaseList): ReadonlyMap<string, MetricResults> {
  const metrics = new Map<string, MetricResults>()
  cases.forEach((entry, index) => {
    for (const metric of metricsOf(entry)) {
      const name = textAt(metric, 'name') ?? textAt(metric, 'metric')
      if (name === undefined || !isJsonObject(metric)) continue
      const known = metrics.get(name) ?? { ids: [], scores: [], entries: [] }
      metrics.set(name, known)
      known.ids.push(idOf(entry, index))
      known.scores.push(scoreOf(metric))
      known.entries.push(metric)
    }
  })
  return metrics
}

/** Names are often numbers in order: the question belongs to the id, so that other questions are not compared. */
function idOf(entry: JsonValue, index: number): string {
  const name = textAt(entry, 'name') ?? `test case ${index}`
  const input = textAt(entry, 'input')
  return input === undefined ? name : `${name}: ${input}`
}

/** A metric that ended in an error has no score, whatever stands there. */
function scoreOf(metric: JsonObject): number {
  const { score } = metric
  return typeof score === 'number' && !failed(metric) ? score : Number.NaN
}

function failed(metric: JsonObject): boolean {
  return textAt(metric, 'error') !== undefined
}

/** Scorer = the metric's name, so that the numbers of the whole run keep their short address. */
function metricCounts(scorer: string, entries: readonly JsonObject[], shared: Shared): readonly ReportRow[] {
  const passed = entries.filter((entry) => entry['success'] === true && !failed(entry)).length
  const errors = entries.filter((entry) => failed(entry) || typeof entry['score'] !== 'number').length
  return [
    shareRow('metric_pass_rate', passed, entries.length, { ...shared, scorer }),
    countRow('metric_errors', errors, entries.length, { ...shared, scorer }),
  ]
}

/** An error is no pass: otherwise each crash of a metric would raise the rate. */
function caseCounts(cases: readonly JsonValue[], shared: Shared): readonly ReportRow[] {
  const errors = cases.filter(hasError).length
  const passed = cases.filter((entry) => !hasError(entry) && isPass(entry)).length
  return [shareRow('pass_rate', passed, cases.length, shared), countRow('errors', errors, cases.length, shared)]
}

function hasError(entry: JsonValue): boolean {
  return metricsOf(entry).some((metric) => isJsonObject(metric) && Number.isNaN(scoreOf(metric)))
}

/** A test case without a verdict of its own passes when each of its metrics does. */
function isPass(entry: JsonValue): boolean {
  if (!isJsonObject(entry)) return false
  if ('success' in entry) return entry['success'] === true
  const metrics = metricsOf(entry)
  return metrics.length > 0 && metrics.every((metric) => isJsonObject(metric) && metric['success'] === true)
}

/**
 * The file does not say whether a threshold is a minimum or a maximum, but each verdict of the tool does: a pass above
 * its threshold, or a failure below, means that more is better. Verdicts that disagree leave it open.
 */
function directionOf(entries: readonly JsonObject[]): Direction | undefined {
  const said = new Set<Direction>()
  for (const { score, threshold, success, error } of entries) {
    if (typeof score !== 'number' || typeof threshold !== 'number' || typeof success !== 'boolean') continue
    if (score === threshold || typeof error === 'string') continue
    said.add(score > threshold === success ? 'higher_is_better' : 'lower_is_better')
  }
  return said.size === 1 ? [...said][0] : undefined
}
