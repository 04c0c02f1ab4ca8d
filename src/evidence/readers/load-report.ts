import type { JsonValue } from '../json.ts'
import type { EvaluationReport, IdentityClaim, ItemScores, ReportRow } from '../report.ts'
import { countRows, type RequestCounts } from './load-counts.ts'
import type { LoadMetric } from './load-metrics.ts'
import { type Level, type LoadNumber, rowsOfNumber } from './load-rows.ts'

/** The single times behind a load metric, in ms. */
export interface Series {
  readonly as: LoadMetric
  readonly scores: Float64Array
}

export interface Measurement {
  readonly level: Level
  readonly numbers: readonly LoadNumber[]
  readonly counts: RequestCounts
  readonly series?: readonly Series[]
  /** ISO 8601: when it ended, where the file says so with a time zone. */
  readonly endedAt?: string | undefined
}

interface LoadReportParts extends Pick<EvaluationReport, 'format' | 'document'> {
  readonly measurements: readonly Measurement[]
  readonly identity: readonly IdentityClaim[]
  readonly warnings?: readonly string[]
  /** What the file says about its end; default: tools write their file when the test is over. */
  readonly status?: Pick<EvaluationReport, 'status' | 'status_note'>
}

/** A load test in canonical form. */
export function loadReport(parts: LoadReportParts): EvaluationReport {
  const measurements = distinguished(parts.measurements)
  const made = measurements.map((measurement) => ({ measurement, rows: rowsOf(measurement) }))
  const items = made.flatMap(({ measurement, rows }) => itemsOf(measurement, rows))
  const createdAt = oldest(measurements)
  return {
    format: parts.format,
    ...statusOf(parts),
    rows: made.flatMap(({ rows }) => rows),
    ...(items.length === 0 ? {} : { items }),
    identity: parts.identity,
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: parts.warnings ?? [],
    document: parts.document,
  }
}

function statusOf({ measurements, status }: LoadReportParts): Pick<EvaluationReport, 'status' | 'status_note'> {
  if (status !== undefined && status.status !== 'complete') return status
  if (measurements.length === 0) return { status: 'failed', status_note: 'the file holds no measurement' }
  const answered = measurements.some(({ level }) => level.completed !== 0)
  return answered ? { status: 'complete' } : { status: 'failed', status_note: 'no request was completed' }
}

/**
 * Measurements of several models get a slice for it. Those that are still alike are runs of the same test: they are
 * numbered in the order of the file, so that a check names the one that it means and none is taken in silence.
 */
function distinguished(measurements: readonly Measurement[]): readonly Measurement[] {
  const models = new Set(measurements.map(({ level }) => level.model))
  const named =
    models.size < 2 ? measurements : measurements.map((one) => withSlice(one, { model: one.level.model ?? '' }))
  const alike = Map.groupBy(named, ({ level }) => keyOf(level))
  return named.map((one) => {
    const group = alike.get(keyOf(one.level)) ?? []
    return group.length < 2 ? one : withSlice(one, { run: String(group.indexOf(one) + 1) })
  })
}

function withSlice(measurement: Measurement, more: Readonly<Record<string, string>>): Measurement {
  return { ...measurement, level: { ...measurement.level, slice: { ...measurement.level.slice, ...more } } }
}

function keyOf({ slice }: Level): string {
  return JSON.stringify(Object.entries(slice).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** A number that a file says twice (`median` and `p50`, a count under our name and its own) is one row; unequal ones stay. */
function rowsOf({ level, numbers, counts }: Measurement): readonly ReportRow[] {
  const rows: ReportRow[] = []
  const known = new Map<string, ReportRow>()
  const all = [...countRows(level, counts), ...numbers.flatMap((number) => rowsOfNumber(level, number))]
  for (const row of all) {
    const key = JSON.stringify([row.metric, row.slice?.['stat']])
    const same = known.get(key)
    if (same !== undefined && same.value === row.value) continue
    known.set(key, row)
    rows.push(row)
  }
  return rows
}

/** Every row about a time has the single times behind it; they share them. */
function itemsOf({ numbers, series = [] }: Measurement, rows: readonly ReportRow[]): readonly ItemScores[] {
  return series.flatMap(({ as, scores }) => {
    const names = new Set<string>([
      as,
      ...numbers.filter((number) => number.as === as && number.unit === 'ms').map(nameOf),
    ])
    const ofMetric = rows.filter(({ metric, direction }) => names.has(metric) && direction !== undefined)
    return ofMetric.map(({ metric, slice }) => ({ metric, ...(slice === undefined ? {} : { slice }), scores }))
  })
}

function nameOf({ name }: LoadNumber): string {
  return name
}

/** The age of a report is that of its oldest part; without a date for each part it has none. */
function oldest(measurements: readonly Measurement[]): string | undefined {
  const dates = measurements.flatMap(({ endedAt }) => (endedAt === undefined ? [] : [endedAt]))
  return dates.length === measurements.length ? dates.toSorted()[0] : undefined
}

/** Claims of a part of the document, with pointers from its top. */
export function claimsBelow(claims: readonly IdentityClaim[], pointer: string): readonly IdentityClaim[] {
  return claims.map((claim) => ({ ...claim, source: `${pointer}${claim.source}` }))
}

/** The numbers of a list that are real times, in ms; null when there are none or too many. */
export function timesIn(list: readonly JsonValue[], factor: number): Float64Array | null {
  const times: number[] = []
  for (const value of list) {
    if (typeof value === 'number' && value > 0) times.push(value * factor)
    if (times.length > MOST_TIMES) return null
  }
  return times.length === 0 ? null : Float64Array.from(times)
}

/** Single times kept of one metric and measurement. */
const MOST_TIMES = 200_000
