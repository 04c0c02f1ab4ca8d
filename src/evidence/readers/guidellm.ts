import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport } from '../report.ts'
import { distribution } from './distribution.ts'
import { guidellmLevel, isTimeLimited } from './guidellm-level.ts'
import type { RequestCounts } from './load-counts.ts'
import type { LoadMetric } from './load-metrics.ts'
import { loadReport, type Measurement } from './load-report.ts'
import type { LoadNumber } from './load-rows.ts'
import { asMap, dateFromEpoch, type Fit, fits, lacks, mapAt, type ReportReader } from './reader.ts'

/** GuideLLM, `benchmarks.json` (or `.yaml`): a list of benchmarks, one for each load. */
export const guidellm: ReportReader = { detect, read }

interface Kind {
  readonly unit?: string
  readonly as?: LoadMetric
  readonly latency?: boolean
}

/**
 * By their definitions: the inter-token latency of GuideLLM is computed for each request without its first token, so it
 * is `tpot`; its time per output token counts the first token in and is none of ours.
 */
const METRICS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['time_to_first_token_ms', { unit: 'ms', as: 'ttft' }],
  ['inter_token_latency_ms', { unit: 'ms', as: 'tpot' }],
  ['time_per_output_token_ms', { unit: 'ms', latency: true }],
  ['time_to_first_output_token_ms', { unit: 'ms', latency: true }],
  ['request_latency', { unit: 's', as: 'e2e_latency' }],
  ['requests_per_second', { unit: 'requests/s', as: 'request_throughput' }],
  ['prompt_tokens_per_second', { unit: 'tokens/s', as: 'input_throughput' }],
  ['output_tokens_per_second', { unit: 'tokens/s', as: 'output_throughput' }],
  ['tokens_per_second', { unit: 'tokens/s', as: 'total_throughput' }],
])

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const { benchmarks } = document
  if (!isJsonArray(benchmarks)) return lacks('"benchmarks" (a list)')
  const named = 'guidellm_version' in mapAt(document, 'metadata')
  if (benchmarks.length === 0) return named ? fits() : lacks('a benchmark in "benchmarks"')
  const ours = benchmarks.every((benchmark) => hasMetrics(mapAt(benchmark, 'metrics')))
  return ours ? fits() : lacks('"metrics" with "successful" distributions in each of "benchmarks"')
}

function hasMetrics(metrics: JsonObject): boolean {
  return Object.keys(metrics).some((name) => METRICS.has(name) && isJsonObject(mapAt(metrics, name)['successful']))
}

function read(document: JsonValue): EvaluationReport {
  const top = asMap(document)
  const list = top['benchmarks']
  const benchmarks = isJsonArray(list) ? list.map(asMap) : []
  const measurements = benchmarks.map((benchmark, index) => measurementOf(top, benchmark, `/benchmarks/${index}`))
  return loadReport({
    format: 'guidellm',
    document,
    measurements,
    identity: topLevelClaims(document),
    status: statusOf(top, benchmarks, measurements),
    warnings: measurements.some(({ counts }) => (counts.incomplete?.value ?? 0) > 0)
      ? ['some requests were under way when the test ended: the slowest are missing from the latencies']
      : [],
  })
}

/** Requests under way at the end of a test that is limited in time are no sign that it was cut; otherwise they are. */
function statusOf(
  top: JsonObject,
  benchmarks: readonly JsonObject[],
  measurements: readonly Measurement[],
): Pick<EvaluationReport, 'status' | 'status_note'> {
  const cut = measurements.findIndex(({ counts }, index) => {
    return (counts.incomplete?.value ?? 0) > 0 && !isTimeLimited(top, asMap(benchmarks[index]))
  })
  if (cut === -1) return { status: 'complete' }
  return { status: 'partial', status_note: `benchmark ${cut + 1} left requests incomplete and had no time limit` }
}

function measurementOf(top: JsonObject, benchmark: JsonObject, pointer: string): Measurement {
  const counts = countsOf(benchmark, pointer)
  const completed = counts.completed?.value
  return {
    level: { ...guidellmLevel(top, benchmark), ...(completed === undefined ? {} : { completed }) },
    numbers: numbersOf(mapAt(benchmark, 'metrics'), `${pointer}/metrics`),
    counts,
    endedAt: dateFromEpoch(benchmark['end_time']) ?? dateFromEpoch(mapAt(benchmark, 'run_stats')['end_time']),
  }
}

/** Only what was answered: `errored`, `incomplete` and `total` mix in what nobody waited for. */
function numbersOf(metrics: JsonObject, pointer: string): readonly LoadNumber[] {
  return Object.entries(metrics).flatMap(([name, byStatus]) => {
    const successful = mapAt(byStatus, 'successful')
    const place = `${extendPointer(pointer, name)}/successful`
    const kind = METRICS.get(name) ?? {}
    const n = nonNegative(successful['count'])
    // The samples of a rate are moments, not requests.
    const counted = n === undefined || kind.unit?.endsWith('/s') === true ? {} : { n }
    const shared = { name, ...kind, ...counted }
    return [
      ...distribution(successful, place, shared),
      ...percentiles(mapAt(successful, 'percentiles'), `${place}/percentiles`, shared),
    ]
  })
}

/** `p001` is 0.1 %, `p05` is 5 %, `p999` is 99.9 %: two digits before the point. */
function percentiles(
  map: JsonObject,
  pointer: string,
  shared: Omit<LoadNumber, 'value' | 'pointer' | 'stat'>,
): readonly LoadNumber[] {
  return Object.keys(map).flatMap((key) => {
    const digits = /^p(\d{2,4})$/.exec(key)?.[1]
    if (digits === undefined) return []
    const share = Number(digits.length > 2 ? `${digits.slice(0, 2)}.${digits.slice(2)}` : digits)
    return [{ ...shared, value: map[key], pointer: extendPointer(pointer, key), stat: `p${share}` }]
  })
}

/** Of the measured time; older releases count at the top of the benchmark, and the scheduler counts the warm-up in. */
function countsOf(benchmark: JsonObject, pointer: string): RequestCounts {
  const places: readonly (readonly [JsonObject, string])[] = [
    [mapAt(mapAt(benchmark, 'metrics'), 'request_totals'), `${pointer}/metrics/request_totals`],
    [mapAt(benchmark, 'request_totals'), `${pointer}/request_totals`],
    [mapAt(mapAt(benchmark, 'scheduler_metrics'), 'requests_made'), `${pointer}/scheduler_metrics/requests_made`],
    [mapAt(mapAt(benchmark, 'run_stats'), 'requests_made'), `${pointer}/run_stats/requests_made`],
  ]
  const [totals, place] = places.find(([map]) => Object.keys(map).length > 0) ?? [asMap(undefined), pointer]
  const count = (key: string): RequestCounts['completed'] => {
    const value = nonNegative(totals[key])
    return value === undefined ? undefined : { value, pointer: `${place}/${key}` }
  }
  return {
    completed: count('successful'),
    errors: count('errored'),
    incomplete: count('incomplete'),
    requests: count('total'),
    pointer,
  }
}
