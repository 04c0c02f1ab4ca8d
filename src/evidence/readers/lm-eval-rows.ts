import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative, readPrintedNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { Direction, ReportRow } from '../report.ts'

/** What the rest of the file says about a task. */
export interface TaskFacts {
  /** Metric → true, false, or null when the members of a group disagree. */
  readonly higherIsBetter: JsonObject
  readonly samples: JsonValue | undefined
  readonly shared: Pick<ReportRow, 'task_version' | 'model' | 'dataset' | 'dataset_version'>
}

/** Keys of a task that are no metrics. A key of one blank is the alias column of old group tables. */
const NOT_METRICS: ReadonlySet<string> = new Set(['alias', 'name', 'sample_len', 'sample_count', ' '])

const STDERR = '_stderr'

/** The rows of one task: each metric key with the standard error that stands beside it. */
export function taskRows(task: string, metrics: JsonValue, parent: string, facts: TaskFacts): readonly ReportRow[] {
  if (!isJsonObject(metrics)) return []
  const place = extendPointer(parent, task)
  const rows: ReportRow[] = []
  for (const [key, value] of Object.entries(metrics)) {
    if (NOT_METRICS.has(key)) continue
    const { metric, filter } = splitKey(key)
    if (metric.endsWith(STDERR)) continue
    // Without a comma a text is a remark; with one it is a metric that could not be written.
    if (filter === undefined && !isNumberLike(value)) continue
    rows.push(metricRow({ metrics, key, metric, filter, task, pointer: extendPointer(place, key) }, facts))
  }
  return rows
}

interface MetricPlace {
  readonly metrics: JsonObject
  readonly key: string
  readonly metric: string
  readonly filter: string | undefined
  readonly task: string
  readonly pointer: string
}

function metricRow(at: MetricPlace, facts: TaskFacts): ReportRow {
  const { metrics, metric, filter } = at
  const found = readPrintedNumber(metrics[at.key])
  const stderrFound = readPrintedNumber(
    metrics[filter === undefined ? `${metric}${STDERR}` : `${metric}${STDERR},${filter}`],
  )
  const stderr = nonNegative(stderrFound.value ?? undefined)
  const n = sampleCount(facts.samples, metrics['sample_count'], at)
  const direction = directionOf(facts.higherIsBetter[metric])
  const warnings = [found.warning, stderrFound.warning && `standard error: ${stderrFound.warning}`]
  if (stderr === 0)
    warnings.push('the standard error is 0: all answers were alike, or there was one; that is no certainty')
  const said = warnings.filter((warning) => warning !== undefined)
  return {
    metric,
    task: at.task,
    ...(filter === undefined ? {} : { filter }),
    value: found.value,
    ...(found.missing === undefined ? {} : { missing: found.missing }),
    ...(stderr === undefined ? {} : { stderr }),
    ...(n === undefined ? {} : { n }),
    ...(direction === undefined ? {} : { direction }),
    ...facts.shared,
    ...(said.length === 0 ? {} : { warnings: said }),
    pointer: at.pointer,
  }
}

/** `metric,filter`: metric names hold no comma, filter names may. */
function splitKey(key: string): { metric: string; filter: string | undefined } {
  const comma = key.indexOf(',')
  return comma === -1
    ? { metric: key, filter: undefined }
    : { metric: key.slice(0, comma), filter: key.slice(comma + 1) }
}

function isNumberLike(value: JsonValue): boolean {
  return typeof value !== 'boolean' && readPrintedNumber(value).missing !== 'text' && !isJsonObject(value)
}

/** `n-samples` first; newest releases also write `sample_count`, one number or one for each metric. */
function sampleCount(samples: JsonValue | undefined, own: JsonValue | undefined, at: MetricPlace): number | undefined {
  const count = isJsonObject(own) ? (own[at.key] ?? own[at.metric]) : own
  return nonNegative(samples) ?? nonNegative(count)
}

function directionOf(higherIsBetter: JsonValue | undefined): Direction | undefined {
  if (typeof higherIsBetter !== 'boolean') return undefined
  return higherIsBetter ? 'higher_is_better' : 'lower_is_better'
}
