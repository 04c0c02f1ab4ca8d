import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport } from '../report.ts'
import { distribution, isDistribution } from './distribution.ts'
import { llmdLevel } from './llm-d-level.ts'
import type { Count, RequestCounts } from './load-counts.ts'
import type { LoadMetric } from './load-metrics.ts'
import { loadReport } from './load-report.ts'
import type { LoadNumber } from './load-rows.ts'
import {
  asMap,
  dateFromEpoch,
  dateFromText,
  type Fit,
  fits,
  lacks,
  mapAt,
  type ReportReader,
  textAt,
} from './reader.ts'

/** Benchmark report of llm-d (YAML or JSON): versions 0.1 (`metrics`) and 0.2 (`results.request_performance`). */
export const llmd: ReportReader = { detect, read }

/** The report passes on what its load generator measured, under these names. */
const METRICS: Readonly<Record<string, LoadMetric>> = {
  time_to_first_token: 'ttft',
  time_per_output_token: 'tpot',
  inter_token_latency: 'itl',
  request_latency: 'e2e_latency',
  requests_per_sec: 'request_throughput',
  input_tokens_per_sec: 'input_throughput',
  output_tokens_per_sec: 'output_throughput',
  total_tokens_per_sec: 'total_throughput',
  request_rate: 'request_throughput',
  input_token_rate: 'input_throughput',
  output_token_rate: 'output_throughput',
  total_token_rate: 'total_throughput',
}

/** Where a version keeps the measurements. */
interface Place {
  readonly aggregate: JsonObject
  readonly pointer: string
}

function placeOf(document: JsonValue): Place {
  const second = mapAt(mapAt(mapAt(document, 'results'), 'request_performance'), 'aggregate')
  return Object.keys(second).length > 0
    ? { aggregate: second, pointer: '/results/request_performance/aggregate' }
    : { aggregate: mapAt(document, 'metrics'), pointer: '/metrics' }
}

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const { aggregate } = placeOf(document)
  const missing: string[] = []
  if (!isJsonObject(document['scenario']) && !('version' in document)) missing.push('"scenario" or "version"')
  if (!isJsonObject(aggregate['requests'])) missing.push('"requests" among the measurements')
  if (!isJsonObject(aggregate['latency']) && !isJsonObject(aggregate['throughput'])) {
    missing.push('"latency" or "throughput" among the measurements')
  }
  return missing.length === 0 ? fits() : lacks(missing.join(', '))
}

function read(document: JsonValue): EvaluationReport {
  const place = placeOf(document)
  const counts = countsOf(place)
  const incomplete = counts.incomplete?.value ?? 0
  const completed = counts.completed?.value
  const { endedAt, problem } = endOf(document, place)
  return loadReport({
    format: 'llm-d',
    document,
    measurements: [
      {
        level: { ...llmdLevel(mapAt(document, 'scenario')), ...(completed === undefined ? {} : { completed }) },
        numbers: [...timesOf(place), ...ratesOf(place), ...lengthsOf(place)],
        counts,
        endedAt,
      },
    ],
    identity: topLevelClaims(document),
    status:
      incomplete === 0
        ? { status: 'complete' }
        : { status: 'partial', status_note: `${incomplete} of the requests were neither answered nor refused` },
    warnings: [...problem, ...sickComponents(document)],
  })
}

function timesOf({ aggregate, pointer }: Place): readonly LoadNumber[] {
  return Object.entries(mapAt(aggregate, 'latency')).flatMap(([name, map]) => {
    if (!isJsonObject(map)) return []
    const shared = { ...named(name), ...unitOf(map), latency: true }
    return distribution(map, extendPointer(`${pointer}/latency`, name), shared)
  })
}

/** A plain number in 0.1, a distribution with its unit in 0.2. */
function ratesOf({ aggregate, pointer }: Place): readonly LoadNumber[] {
  return Object.entries(mapAt(aggregate, 'throughput')).flatMap(([name, value]): readonly LoadNumber[] => {
    const place = extendPointer(`${pointer}/throughput`, name)
    if (isJsonObject(value)) return distribution(value, place, { ...named(name), ...unitOf(value) })
    if (typeof value === 'string') return []
    return [{ ...named(name), value, pointer: place, unit: name.startsWith('requests') ? 'requests/s' : 'tokens/s' }]
  })
}

function lengthsOf({ aggregate, pointer }: Place): readonly LoadNumber[] {
  return Object.entries(mapAt(aggregate, 'requests')).flatMap(([name, map]) => {
    if (!isJsonObject(map) || !isDistribution(map)) return []
    return distribution(map, extendPointer(`${pointer}/requests`, name), { name, ...unitOf(map) })
  })
}

function named(name: string): Pick<LoadNumber, 'name' | 'as'> {
  const as = Object.hasOwn(METRICS, name) ? METRICS[name] : undefined
  return { name, ...(as === undefined ? {} : { as }) }
}

function unitOf(map: JsonObject): Pick<LoadNumber, 'unit'> {
  const unit = textAt(map, 'units') ?? textAt(map, 'unit')
  return unit === undefined ? {} : { unit }
}

function countsOf({ aggregate, pointer }: Place): RequestCounts {
  const requests = mapAt(aggregate, 'requests')
  const at = (key: string): Count | undefined => {
    const value = nonNegative(requests[key])
    return value === undefined ? undefined : { value, pointer: `${pointer}/requests/${key}` }
  }
  const [total, errors, incomplete] = [at('total'), at('failures'), at('incomplete')]
  const answered = (total?.value ?? 0) - (errors?.value ?? 0) - (incomplete?.value ?? 0)
  return {
    ...(total === undefined || answered < 0 ? {} : { completed: { value: answered, pointer: total.pointer } }),
    errors,
    incomplete,
    requests: total,
    pointer: `${pointer}/requests`,
  }
}

/** Seconds since 1970 in 0.1, ISO 8601 in 0.2. A test that ends before it starts has no date. */
function endOf(document: JsonValue, { aggregate }: Place): { endedAt: string | undefined; problem: readonly string[] } {
  const time = { ...mapAt(aggregate, 'time'), ...mapAt(mapAt(document, 'run'), 'time') }
  const date = (value: JsonValue | undefined): string | undefined =>
    dateFromEpoch(value) ?? (typeof value === 'string' ? dateFromText(value) : undefined)
  const start = date(time['start'])
  const end = date(time['end'] ?? time['stop'])
  if (start === undefined || end === undefined || start <= end) return { endedAt: end, problem: [] }
  return { endedAt: undefined, problem: [`the test ends (${end}) before it starts (${start}): its date was not used`] }
}

function sickComponents(document: JsonValue): readonly string[] {
  const list = mapAt(document, 'results')['component_health']
  if (!isJsonArray(list)) return []
  return list.flatMap((component) => {
    const failed = nonNegative(asMap(component)['failed_replicas'])
    if (failed === undefined || failed === 0) return []
    return [
      `${textAt(component, 'component_label') ?? 'a component'}: ${failed} of its replicas failed during the test`,
    ]
  })
}
