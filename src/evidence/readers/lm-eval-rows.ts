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

/** Keys kept to be shared; a report with more has few rows for each. */
const MOST_KEYS = 1000

/** What a metric key says, the same in every task: read once, so that the rows of a large report share these texts. */
interface MetricKey {
  readonly key: string
  readonly metric: string
  readonly filter: string | undefined
  readonly stderrKey: string
  /** The last part of the pointer. */
  readonly step: string
  readonly isMetric: boolean
}

export type MetricKeys = (key: string) => MetricKey

/** The metric keys of one report. */
export function createMetricKeys(): MetricKeys {
  const known = new Map<string, MetricKey>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const read = readKey(key)
    if (known.size < MOST_KEYS) known.set(key, read)
    return read
  }
}

/** Where the metrics of one task stand. */
export interface TaskPlace {
  readonly task: string
  readonly metrics: JsonObject
  /** JSON Pointer of the map that holds the task. */
  readonly parent: string
  readonly keys: MetricKeys
}

/** The rows of one task: each metric key with the standard error that stands beside it. */
export function taskRows({ task, metrics, parent, keys }: TaskPlace, facts: TaskFacts): readonly ReportRow[] {
  const place = extendPointer(parent, task)
  const rows: ReportRow[] = []
  for (const name in metrics) {
    const key = keys(name)
    if (!key.isMetric) continue
    const value = metrics[name] ?? null
    // Without a comma a text is a remark; with one it is a metric that could not be written.
    if (key.filter === undefined && !isNumberLike(value)) continue
    rows.push(metricRow({ metrics, key, task, pointer: place + key.step }, value, facts))
  }
  return rows
}

interface MetricPlace {
  readonly metrics: JsonObject
  readonly key: MetricKey
  readonly task: string
  readonly pointer: string
}

type RowDraft = { -readonly [Key in keyof ReportRow]: ReportRow[Key] }

/** Filled step by step: copies of spread parts would be most of what a large report leaves to be collected. */
function metricRow(at: MetricPlace, value: JsonValue, facts: TaskFacts): ReportRow {
  const { metrics, key } = at
  const found = readPrintedNumber(value)
  const row: RowDraft = { metric: key.metric, task: at.task, value: found.value, pointer: at.pointer }
  if (key.filter !== undefined) row.filter = key.filter
  if (found.missing !== undefined) row.missing = found.missing
  const stderrFound = readPrintedNumber(metrics[key.stderrKey])
  const stderr = nonNegative(stderrFound.value ?? undefined)
  if (stderr !== undefined) row.stderr = stderr
  const n = sampleCount(facts.samples, metrics['sample_count'], key)
  if (n !== undefined) row.n = n
  const direction = directionOf(facts.higherIsBetter[key.metric])
  if (direction !== undefined) row.direction = direction
  Object.assign(row, facts.shared)
  const warnings = warningsOf(found.warning, stderrFound.warning, stderr)
  if (warnings.length > 0) row.warnings = warnings
  return row
}

function warningsOf(
  value: string | undefined,
  stderr: string | undefined,
  error: number | undefined,
): readonly string[] {
  const warnings: string[] = []
  if (value !== undefined) warnings.push(value)
  if (stderr !== undefined) warnings.push(`standard error: ${stderr}`)
  if (error === 0)
    warnings.push('the standard error is 0: all answers were alike, or there was one; that is no certainty')
  return warnings
}

/** `metric,filter`: metric names hold no comma, filter names may. */
function readKey(key: string): MetricKey {
  const comma = key.indexOf(',')
  const metric = comma === -1 ? key : key.slice(0, comma)
  const filter = comma === -1 ? undefined : key.slice(comma + 1)
  return {
    key,
    metric,
    filter,
    stderrKey: filter === undefined ? `${metric}${STDERR}` : `${metric}${STDERR},${filter}`,
    step: extendPointer('', key),
    isMetric: !NOT_METRICS.has(key) && !metric.endsWith(STDERR),
  }
}

function isNumberLike(value: JsonValue): boolean {
  return typeof value !== 'boolean' && readPrintedNumber(value).missing !== 'text' && !isJsonObject(value)
}

/** `n-samples` first; newest releases also write `sample_count`, one number or one for each metric. */
function sampleCount(samples: JsonValue | undefined, own: JsonValue | undefined, at: MetricKey): number | undefined {
  const count = isJsonObject(own) ? (own[at.key] ?? own[at.metric]) : own
  return nonNegative(samples) ?? nonNegative(count)
}

function directionOf(higherIsBetter: JsonValue | undefined): Direction | undefined {
  if (typeof higherIsBetter !== 'boolean') return undefined
  return higherIsBetter ? 'higher_is_better' : 'lower_is_better'
}
