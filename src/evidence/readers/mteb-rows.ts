import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { mapAt, textAt } from './reader.ts'

export interface TaskResult {
  readonly task: JsonObject
  /** JSON Pointer of the task. */
  readonly pointer: string
  readonly model: string | undefined
}

/** What MTEB calls the only subset of a task that has none. */
const DEFAULT = 'default'

/** Of each entry: what it is about, not what came out. */
const NOT_METRICS: ReadonlySet<string> = new Set(['hf_subset', 'languages', 'evaluation_time'])

/** Rows of one task: scores by split and subset. Values are fractions, or whatever the metric is: MTEB does not say. */
export function taskRows(result: TaskResult): readonly ReportRow[] {
  const scores = mapAt(result.task, 'scores')
  const severalSubsets = subsetsOf(scores).size > 1
  const rows: ReportRow[] = []
  for (const split in scores) {
    const entries = scores[split]
    if (!isJsonArray(entries)) continue
    entries.forEach((entry, index) => {
      if (!isJsonObject(entry)) return
      const subset = textAt(entry, 'hf_subset')
      const slice = {
        split,
        // Beside other subsets the default one has to be addressable too.
        subset: subset === DEFAULT && !severalSubsets ? undefined : subset,
        language: onlyLanguage(entry['languages']),
      }
      const pointer = [split, index].reduce<string>(extendPointer, `${result.pointer}/scores`)
      for (const metric in entry) {
        if (NOT_METRICS.has(metric) || !isNumberPlace(entry[metric])) continue
        rows.push(metricRow(result, { metric, value: entry[metric], slice, pointer: extendPointer(pointer, metric) }))
      }
    })
  }
  return rows
}

function subsetsOf(scores: JsonObject): ReadonlySet<string | undefined> {
  const lists = Object.values(scores).filter(isJsonArray)
  return new Set(lists.flatMap((entries) => entries.map((entry) => textAt(entry, 'hf_subset'))))
}

/** Before MTEB 1.11 these stood between a split and its metrics: `cos_sim` → `spearman`. Any other map is a subset. */
const METRIC_GROUPS: ReadonlySet<string> = new Set(['cos_sim', 'dot', 'euclidean', 'manhattan', 'max', 'similarity'])
const LEGACY_FACTS: ReadonlySet<string> = new Set([
  'mteb_dataset_name',
  'mteb_version',
  'dataset_revision',
  'model_name',
])

export function legacyRows(result: TaskResult): readonly ReportRow[] {
  const rows: ReportRow[] = []
  for (const split in result.task) {
    const scores = result.task[split]
    if (LEGACY_FACTS.has(split) || !isJsonObject(scores)) continue
    const pointer = extendPointer(result.pointer, split)
    const hasSubsets = Object.keys(scores).some((key) => isSubset(scores, key))
    for (const key in scores) {
      const place = isSubset(scores, key)
        ? { map: mapAt(scores, key), slice: { split, subset: key }, pointer: extendPointer(pointer, key) }
        : { map: { [key]: scores[key] ?? null }, slice: hasSubsets ? { split, subset: DEFAULT } : { split }, pointer }
      addLegacy(rows, result, place)
    }
  }
  return rows
}

function isSubset(scores: JsonObject, key: string): boolean {
  return isJsonObject(scores[key]) && !METRIC_GROUPS.has(key)
}

interface LegacyPlace {
  readonly map: JsonObject
  readonly slice: Readonly<Record<string, string>>
  readonly pointer: string
}

/** Names are joined as newer releases write them: `cos_sim_spearman`. */
function addLegacy(rows: ReportRow[], result: TaskResult, { map, slice, pointer }: LegacyPlace): void {
  for (const key in map) {
    const value = map[key]
    const metrics = isJsonObject(value) ? value : { [key]: value ?? null }
    for (const name in metrics) {
      if (NOT_METRICS.has(key) || !isNumberPlace(metrics[name])) continue
      const grouped = isJsonObject(value)
      const at = extendPointer(pointer, key)
      rows.push(
        metricRow(result, {
          metric: grouped ? `${key}_${name}` : key,
          value: metrics[name],
          slice,
          pointer: grouped ? extendPointer(at, name) : at,
        }),
      )
    }
  }
}

interface MetricPlace {
  readonly metric: string
  readonly value: JsonValue | undefined
  readonly slice: Readonly<Record<string, string | undefined>>
  readonly pointer: string
}

function metricRow({ task, model }: TaskResult, { metric, value, slice, pointer }: MetricPlace): ReportRow {
  return buildRow({
    metric,
    task: textAt(task, 'task_name') ?? textAt(task, 'mteb_dataset_name'),
    slice,
    found: readNumber(value),
    model,
    dataset_version: textAt(task, 'dataset_revision'),
    pointer,
  })
}

/** Scores of single experiments are lists, remarks are text: a selector reaches the former. */
function isNumberPlace(value: JsonValue | undefined): boolean {
  return !isJsonArray(value) && !isJsonObject(value) && typeof value !== 'string' && typeof value !== 'boolean'
}

/** Pairs of languages, and lists of all that a data set has, are told by the subset. */
function onlyLanguage(languages: JsonValue | undefined): string | undefined {
  const [language] = isJsonArray(languages) && languages.length === 1 ? languages : []
  return typeof language === 'string' ? language : undefined
}
