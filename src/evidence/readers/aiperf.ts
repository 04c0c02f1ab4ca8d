import { ReportError } from '../../errors.ts'
import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport } from '../report.ts'
import { aiperfLevel } from './aiperf-level.ts'
import { distribution, isDistribution } from './distribution.ts'
import type { Count, RequestCounts } from './load-counts.ts'
import type { LoadMetric } from './load-metrics.ts'
import { loadReport } from './load-report.ts'
import type { LoadNumber } from './load-rows.ts'
import { asMap, dateFromText, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/** AIPerf, `profile_export_aiperf.json`. */
export const aiperf: ReportReader = {
  detect: (document) => (isGenaiPerf(document) ? lacks('the marks of AIPerf') : accepts(document)),
  accepts,
  read: (document, file) => read(document, file, 'aiperf'),
}

/** GenAI-Perf, the tool before AIPerf: `profile_export_genai_perf.json` has the same metrics and other settings. */
export const genaiPerf: ReportReader = {
  detect: (document) => (isGenaiPerf(document) ? accepts(document) : lacks('"input_config" with "perf_analyzer"')),
  accepts,
  read: (document, file) => read(document, file, 'genai-perf'),
}

/**
 * By their definitions, not by their names: AIPerf's inter-token latency is computed for each request, so it is `tpot`;
 * the gaps between single answers of the stream are its inter-chunk latency.
 */
const METRICS: ReadonlyMap<string, LoadMetric> = new Map([
  ['time_to_first_token', 'ttft'],
  ['inter_token_latency', 'tpot'],
  ['inter_chunk_latency', 'itl'],
  ['request_latency', 'e2e_latency'],
  ['request_throughput', 'request_throughput'],
  ['output_token_throughput', 'output_throughput'],
  ['total_token_throughput', 'total_throughput'],
  ['goodput', 'goodput'],
  ['request_goodput', 'goodput'],
])

function accepts(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  if (isNative(document)) return fits()
  const measured = [...METRICS.keys()].filter((name) => isMetric(document[name]))
  const marked = ['input_config', 'aiperf_version', 'was_cancelled', 'error_summary'].some((key) => key in document)
  if (measured.length >= 2 || (measured.length === 1 && marked)) return fits()
  return lacks('metrics with "unit" and "avg", such as "request_latency" and "request_throughput"')
}

function isGenaiPerf(document: JsonValue): boolean {
  if (!isJsonObject(document) || 'aiperf_version' in document) return false
  const config = mapAt(document, 'input_config')
  return ['perf_analyzer', 'model_names', 'subcommand', 'stimulus', 'service_kind'].some((key) => key in config)
}

/** Schema 2 keeps metrics as series in a map of their own. */
function isNative(document: JsonObject): boolean {
  return textAt(document, 'aiperf_version') !== undefined && isJsonObject(document['metrics'])
}

function isMetric(value: JsonValue | undefined): value is JsonObject {
  return isJsonObject(value) && textAt(value, 'unit') !== undefined && isDistribution(value)
}

function read(document: JsonValue, file: string, format: string): EvaluationReport {
  const top = asMap(document)
  if (isNative(top)) {
    throw new ReportError(
      'report-format-unknown',
      `${file} holds an AIPerf report of schema ${String(top['schema_version'])}, not 1`,
      { hint: 'Name `profile_export_aiperf.json`, or use `select` with `format: json`.' },
    )
  }
  const ended = textAt(top, 'end_time')
  const endedAt = dateFromText(ended)
  const counts = countsOf(top)
  const level = {
    ...aiperfLevel(top, format),
    ...(counts.completed === undefined ? {} : { completed: counts.completed.value }),
  }
  return loadReport({
    format,
    document,
    measurements: [{ level, numbers: numbersOf(top), counts, endedAt }],
    identity: topLevelClaims(top),
    status: statusOf(top),
    warnings:
      ended !== undefined && endedAt === undefined ? ['the date in the file states no time zone and was not used'] : [],
  })
}

function numbersOf(top: JsonObject): readonly LoadNumber[] {
  return Object.entries(top).flatMap(([name, map]) => {
    if (!isMetric(map)) return []
    const as = METRICS.get(name)
    const n = nonNegative(map['count'])
    return distribution(map, extendPointer('', name), {
      name,
      ...unitOf(map),
      ...(as === undefined ? {} : { as }),
      ...(n === undefined ? {} : { n }),
      latency: name.endsWith('_latency') || name.startsWith('time_to_'),
    })
  })
}

function unitOf(map: JsonObject): Pick<LoadNumber, 'unit'> {
  const unit = textAt(map, 'unit')
  return unit === undefined ? {} : { unit }
}

function countsOf(top: JsonObject): RequestCounts {
  const completed = countAt(top, 'request_count')
  return { completed, errors: countAt(top, 'error_request_count') ?? summedErrors(top), pointer: '' }
}

function countAt(top: JsonObject, name: string): Count | undefined {
  const value = nonNegative(mapAt(top, name)['avg'])
  return value === undefined ? undefined : { value, pointer: `/${name}/avg` }
}

/** The count of errors is null when there were none, and missing in older releases; the list by kind is always there. */
function summedErrors(top: JsonObject): Count | undefined {
  const kinds = top['error_summary']
  if (!isJsonArray(kinds)) return undefined
  const counts = kinds.map((kind) => nonNegative(asMap(kind)['count']))
  if (counts.includes(undefined)) return undefined
  return { value: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0), pointer: '/error_summary' }
}

function statusOf(top: JsonObject): Pick<EvaluationReport, 'status' | 'status_note'> {
  if (top['was_cancelled'] === true) {
    return { status: 'cancelled', status_note: 'the file says "was_cancelled": true' }
  }
  if (top['is_complete'] === false) return { status: 'partial', status_note: 'the file says "is_complete": false' }
  return { status: 'complete' }
}
