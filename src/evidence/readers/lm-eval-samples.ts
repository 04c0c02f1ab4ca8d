import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport, ItemScores, ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { distinctIds, lacksScores, MOST_UNSCORED, meanOfItems, unscoredWarning } from './item-mean.ts'
import { textAt } from './reader.ts'

/** One line of `samples_<task>_<time>.jsonl` (`--log_samples`). */
export function isLmEvalSample(entry: JsonValue): boolean {
  if (!isJsonObject(entry) || !('doc_id' in entry) || !('target' in entry)) return false
  return 'resps' in entry || 'filtered_resps' in entry
}

/** What a sample says besides its metrics. */
const NOT_METRICS: ReadonlySet<string> = new Set(['doc_id', 'doc', 'target', 'arguments', 'resps', 'filtered_resps'])

interface Samples {
  readonly metric: string
  readonly filter: string | undefined
  readonly ids: string[]
  readonly scores: number[]
}

/**
 * The mean of each metric and filter over single samples, with the scores themselves for paired tests. Metrics over the
 * whole corpus have a list for each sample, and no row: their value stands in `results_*.json`. Nor is the task known,
 * which only the name of the file tells.
 */
export function readLmEvalSamples(samples: readonly JsonValue[]): EvaluationReport {
  const rows: ReportRow[] = []
  const items: ItemScores[] = []
  const thin: string[] = []
  for (const { metric, filter, ids, scores } of groupSamples(samples).values()) {
    const address = { metric, ...(filter === undefined ? {} : { filter }) }
    const mean = meanOfItems(scores)
    const { found, stderr, counted: n } = mean
    rows.push(buildRow({ ...address, found, stderr, n, warnings: unscoredWarning(mean, 'samples'), pointer: '' }))
    items.push({ ...address, ids: distinctIds(ids), scores: Float64Array.from(scores) })
    if (lacksScores(mean)) thin.push(metric)
  }
  return {
    format: 'lm-eval',
    ...statusOf(rows.length, thin),
    rows,
    items,
    identity: [],
    warnings: [],
    document: samples,
  }
}

function statusOf(metrics: number, thin: readonly string[]): Pick<EvaluationReport, 'status' | 'status_note'> {
  if (metrics === 0) return { status: 'failed', status_note: 'the samples hold no score' }
  if (thin.length === 0) return { status: 'unknown', status_note: 'samples do not say whether the task was run whole' }
  const share = `${MOST_UNSCORED * 100} %`
  return { status: 'partial', status_note: `more than ${share} of the samples have no score of ${thin.join(', ')}` }
}

function groupSamples(samples: readonly JsonValue[]): ReadonlyMap<string, Samples> {
  const groups = new Map<string, Samples>()
  for (const sample of samples) {
    if (!isJsonObject(sample)) continue
    const filter = textAt(sample, 'filter')
    for (const metric of metricsOf(sample)) {
      const score = scoreOf(sample[metric])
      if (score === undefined) continue
      const key = JSON.stringify([metric, filter])
      const group = groups.get(key) ?? { metric, filter, ids: [], scores: [] }
      groups.set(key, group)
      group.ids.push(idOf(sample))
      group.scores.push(score)
    }
  }
  return groups
}

/** Newer releases list the names. */
function metricsOf(sample: JsonObject): readonly string[] {
  const { metrics } = sample
  if (isJsonArray(metrics)) return metrics.filter((name) => typeof name === 'string')
  return Object.keys(sample).filter((key) => !NOT_METRICS.has(key))
}

/** A list or a text is no score of a single sample; a number that is missing is one that is missing. */
function scoreOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  const isOther = value === undefined || typeof value === 'string' || isJsonArray(value) || isJsonObject(value)
  return isOther ? undefined : Number.NaN
}

/** The hashes tell whether it is still the same question. */
function idOf(sample: JsonObject): string {
  const id = sample['doc_id']
  const hash = textAt(sample, 'doc_hash') ?? textAt(sample, 'prompt_hash')
  const shown = typeof id === 'number' || typeof id === 'string' ? String(id) : ''
  return hash === undefined ? shown : `${shown} ${hash}`
}
