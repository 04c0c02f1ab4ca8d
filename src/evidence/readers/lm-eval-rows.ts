import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative, readPrintedNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { Direction, MissingKind, ReportRow } from '../report.ts'

/** What the rest of the file says about a task. */
export interface TaskFacts {
  /** Metric → true, false, or null when the members of a group disagree. */
  readonly higherIsBetter: JsonObject
  readonly samples: JsonValue | undefined
  readonly taskVersion: string | undefined
  readonly model: string | undefined
  readonly dataset: string | undefined
  readonly datasetVersion: string | undefined
  /** The name is that of a group: its numbers are made of those of its tasks. */
  readonly isGroup: boolean
}

/** Whether sizes weigh in a group is not in the file; by default they do. */
const GROUP: Readonly<Record<string, string>> = Object.freeze({ average: 'group' })

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

/** Appends the rows of one task: each metric key with the standard error that stands beside it. */
export function addTaskRows(rows: ReportRow[], { task, metrics, parent, keys }: TaskPlace, facts: TaskFacts): void {
  const place = extendPointer(parent, task)
  for (const name in metrics) {
    const key = keys(name)
    if (!key.isMetric) continue
    // Without a comma a text is a remark; with one it is a metric that could not be written.
    if (key.filter === undefined && !isNumberLike(metrics[name] ?? null)) continue
    rows.push(new LmEvalRow({ metrics, key, task, pointer: place + key.step }, facts))
  }
}

interface MetricPlace {
  readonly metrics: JsonObject
  readonly key: MetricKey
  readonly task: string
  readonly pointer: string
}

/**
 * A row with no key for what is unknown. A class, because V8 then makes each row at its final size: rows put
 * together from spread parts need half as much again, and leave as much to be collected.
 */
class LmEvalRow implements ReportRow {
  declare readonly metric: string
  declare readonly task: string
  declare readonly filter?: string
  declare readonly slice?: Readonly<Record<string, string>>
  declare readonly value: number | null
  declare readonly missing?: MissingKind
  declare readonly stderr?: number
  declare readonly n?: number
  declare readonly direction?: Direction
  declare readonly task_version?: string
  declare readonly model?: string
  declare readonly dataset?: string
  declare readonly dataset_version?: string
  declare readonly warnings?: readonly string[]
  declare readonly pointer: string

  constructor({ metrics, key, task, pointer }: MetricPlace, facts: TaskFacts) {
    const found = readPrintedNumber(metrics[key.key])
    const stderrFound = readPrintedNumber(metrics[key.stderrKey])
    const stderr = nonNegative(stderrFound.value ?? undefined)
    const n = sampleCount(facts.samples, metrics['sample_count'], key)
    const direction = directionOf(facts.higherIsBetter[key.metric])
    const warnings = warningsOf(found.warning, stderrFound.warning, stderr)
    this.metric = key.metric
    this.task = task
    if (key.filter !== undefined) this.filter = key.filter
    if (facts.isGroup) this.slice = GROUP
    this.value = found.value
    if (found.missing !== undefined) this.missing = found.missing
    if (stderr !== undefined) this.stderr = stderr
    if (n !== undefined) this.n = n
    if (direction !== undefined) this.direction = direction
    if (facts.taskVersion !== undefined) this.task_version = facts.taskVersion
    if (facts.model !== undefined) this.model = facts.model
    if (facts.dataset !== undefined) this.dataset = facts.dataset
    if (facts.datasetVersion !== undefined) this.dataset_version = facts.datasetVersion
    if (warnings.length > 0) this.warnings = warnings
    this.pointer = pointer
  }
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
