import type { JsonValue } from '../json.ts'
import { type FoundNumber, readNumber } from '../number.ts'
import type { Direction, ReportRow } from '../report.ts'
import { inUnitOf, type LoadMetric, loadMetricFacts } from './load-metrics.ts'

/** One measurement at one load: what all its rows share. */
export interface Level {
  /** The load: request rate, concurrency, stage, and what else tells this measurement from the others of the file. */
  readonly slice: Readonly<Record<string, string>>
  readonly model?: string
  readonly dataset?: string
  /** Fingerprint of the workload: numbers measured under another one are not comparable. */
  readonly dataset_version?: string
  /** Requests that were answered; undefined: the file does not say. */
  readonly completed?: number
}

/** One number as a tool writes it. */
export interface LoadNumber {
  /** The tool's own name. */
  readonly name: string
  readonly value: JsonValue | undefined
  /** JSON Pointer to it. */
  readonly pointer: string
  readonly unit?: string
  /** Which statistic it is, in our spelling. */
  readonly stat?: string
  /** The tool's name says the statistic (`p99_ttft_ms`): the row under that name needs no slice for it. */
  readonly statInName?: boolean
  /** The load metric that it is, too. */
  readonly as?: LoadMetric
  /** A time that should be short, although it is none of the load metrics. */
  readonly latency?: boolean
  /** Number of samples, where the tool counts them for each metric. */
  readonly n?: number
  /** What a reader has to say about it. */
  readonly warning?: string
}

const NOTHING_ANSWERED = 'no request was completed: there is nothing to measure'
const NO_TIME = 'a time of 0 or less is no measurement: nothing was streamed, or nothing was completed'

/**
 * The rows of a number: under the load metric's name, and under the tool's own. Standard deviations stay what they are
 * and become no standard error: requests that wait in one queue are not independent of each other.
 */
export function rowsOfNumber(level: Level, number: LoadNumber): readonly ReportRow[] {
  const found = measured(level, number)
  const shared = portableRow(level, number, found)
  // `request_throughput` of the tool is ours: a second row would make the address ambiguous.
  if (shared !== null && number.name === number.as && shared.slice?.['stat'] === undefined) return [shared]
  return shared === null ? [ownRow(level, number, found)] : [shared, ownRow(level, number, found)]
}

/** A row of a level; `stat` becomes part of its slice. */
export function levelRow(
  level: Level,
  row: Omit<ReportRow, 'slice' | 'model' | 'dataset' | 'dataset_version'>,
  stat?: string,
): ReportRow {
  const slice = stat === undefined ? level.slice : { ...level.slice, stat }
  return {
    ...row,
    ...(Object.keys(slice).length === 0 ? {} : { slice }),
    ...(level.model === undefined ? {} : { model: level.model }),
    ...(level.dataset === undefined ? {} : { dataset: level.dataset }),
    ...(level.dataset_version === undefined ? {} : { dataset_version: level.dataset_version }),
  }
}

/** Tools write 0 for the latency of a server that answered nothing; read as a number, it would pass every limit. */
function measured(level: Level, number: LoadNumber): FoundNumber {
  const found = { ...readNumber(number.value), ...(number.warning === undefined ? {} : { warning: number.warning }) }
  if (!isTime(number) || number.stat === 'std') return found
  if (level.completed === 0) return { value: null, missing: 'absent', warning: NOTHING_ANSWERED }
  const impossible = found.value !== null && found.value <= 0
  return impossible ? { value: null, missing: 'absent', warning: NO_TIME } : found
}

function isTime({ as, latency }: LoadNumber): boolean {
  return latency === true || (as !== undefined && loadMetricFacts(as).timed)
}

function ownRow(level: Level, number: LoadNumber, found: FoundNumber): ReportRow {
  const n = sampleCount(level, number)
  const direction = directionOf(number)
  return levelRow(
    level,
    {
      metric: number.name,
      ...foundParts(found),
      ...(n === undefined ? {} : { n }),
      ...(number.unit === undefined ? {} : { unit: number.unit }),
      ...(direction === undefined ? {} : { direction }),
      pointer: number.pointer,
    },
    number.statInName === true ? undefined : number.stat,
  )
}

function portableRow(level: Level, number: LoadNumber, found: FoundNumber): ReportRow | null {
  const { as, unit } = number
  if (as === undefined || unit === undefined) return null
  const facts = loadMetricFacts(as)
  const stat = number.stat ?? 'mean'
  // A throughput is one number; the spread of a rate over time keeps the tool's own name.
  if (!facts.timed && stat !== 'mean') return null
  const value = inUnitOf(as, found.value ?? 0, unit)
  if (value === null || facts.unit === undefined) return null
  const n = sampleCount(level, number)
  const direction = directionOf(number)
  return levelRow(
    level,
    {
      metric: as,
      ...foundParts(found.value === null ? found : converted(found, value, unit)),
      ...(n === undefined ? {} : { n }),
      unit: facts.unit,
      ...(direction === undefined ? {} : { direction }),
      pointer: number.pointer,
    },
    facts.timed ? stat : undefined,
  )
}

/** A number near the largest may leave the range of numbers. */
function converted(found: FoundNumber, value: number, unit: string): FoundNumber {
  if (!Number.isFinite(value)) return { value: null, missing: value > 0 ? 'infinity' : 'negative-infinity' }
  return found.value === value ? found : { ...found, value, warning: `converted: the file says ${found.value} ${unit}` }
}

function foundParts({ value, missing, warning }: FoundNumber): Pick<ReportRow, 'value' | 'missing' | 'warnings'> {
  return {
    value,
    ...(missing === undefined ? {} : { missing }),
    ...(warning === undefined ? {} : { warnings: [warning] }),
  }
}

/** A spread is neither better nor worse. */
function directionOf(number: LoadNumber): Direction | undefined {
  if (number.stat === 'std') return undefined
  if (number.as !== undefined) return loadMetricFacts(number.as).direction
  return number.latency === true ? 'lower_is_better' : undefined
}

function sampleCount(level: Level, number: LoadNumber): number | undefined {
  return number.n ?? (isTime(number) ? level.completed : undefined)
}
