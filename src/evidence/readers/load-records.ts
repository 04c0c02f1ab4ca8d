import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, NonFiniteMarker } from '../json.ts'
import { nonNegative } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { IdentityClaim } from '../report.ts'
import type { Count, RequestCounts } from './load-counts.ts'
import { type LoadMetric, statName } from './load-metrics.ts'
import { claimsBelow, type Series, timesIn } from './load-report.ts'
import type { LoadNumber } from './load-rows.ts'

/** One result of `vllm bench serve` or of SGLang's `bench_serving`: a flat map, alone or as a line of JSON Lines. */
export interface LoadRecord {
  readonly record: JsonObject
  /** JSON Pointer to the record; empty when it is the whole file. */
  readonly pointer: string
}

/** The records of a file; none when a line is no map. */
export function loadRecords(document: JsonValue): readonly LoadRecord[] {
  if (isJsonObject(document)) return [{ record: document, pointer: '' }]
  if (!isJsonArray(document)) return []
  const records = document.flatMap((record, index) => (isJsonObject(record) ? [{ record, pointer: `/${index}` }] : []))
  return records.length === document.length ? records : []
}

/** `p99_ttft_ms`: the statistic, the time, its unit. */
const TIME = /^(mean|median|std|min|max|p\d+(?:\.\d+)?)_(ttft|tpot|itl|e2el|e2e_latency)_ms$/

const TIMES: Readonly<Record<string, LoadMetric>> = {
  ttft: 'ttft',
  tpot: 'tpot',
  itl: 'itl',
  e2el: 'e2e_latency',
  e2e_latency: 'e2e_latency',
}

const RATES: ReadonlyMap<string, readonly [LoadMetric, unit: string]> = new Map([
  ['request_throughput', ['request_throughput', 'requests/s']],
  ['request_goodput', ['goodput', 'requests/s']],
  // So in some copies of the benchmark.
  ['request_goodput:', ['goodput', 'requests/s']],
  ['input_throughput', ['input_throughput', 'tokens/s']],
  ['output_throughput', ['output_throughput', 'tokens/s']],
  ['total_throughput', ['total_throughput', 'tokens/s']],
  ['total_token_throughput', ['total_throughput', 'tokens/s']],
])

/** Settings that make a workload what it is, with what people add by `--metadata`. */
const WORKLOAD = [
  'backend',
  'endpoint_type',
  'num_prompts',
  'burstiness',
  'input_len',
  'output_len',
  'random_input_len',
  'random_output_len',
  'random_range_ratio',
  'sharegpt_output_len',
  'fixed_output_len',
  'best_of',
  'ramp_up_strategy',
  'ramp_up_start_rps',
  'ramp_up_end_rps',
  'hardware',
  'gpu',
  'gpu_type',
  'gpu_count',
  'accelerator',
  'tensor_parallel_size',
] as const

/** What was set, not measured: no rows. */
const SETTINGS: ReadonlySet<string> = new Set([
  ...WORKLOAD,
  'request_rate',
  'max_concurrency',
  'use_beam_search',
  'seed',
  'arrival_seed',
  'num_processes',
  'benchmark_start_time',
  'benchmark_end_time',
])

/** The keys of a record that have the form of a latency of these tools. Text is none: a table of results is not one. */
export function timeKeys(record: JsonObject): readonly string[] {
  return Object.keys(record).filter((key) => TIME.test(key) && typeof record[key] !== 'string')
}

/** All numbers of a record that are no settings. */
export function recordNumbers({ record, pointer }: LoadRecord): readonly LoadNumber[] {
  return Object.keys(record).flatMap((name): readonly LoadNumber[] => {
    const at = { name, value: record[name], pointer: extendPointer(pointer, name) }
    const [, stat, time] = TIME.exec(name) ?? []
    const as = TIMES[time ?? '']
    if (stat !== undefined && as !== undefined) {
      return [{ ...at, unit: 'ms', as, stat: statName(stat), statInName: true }]
    }
    const rate = RATES.get(name)
    if (rate !== undefined) return at.value === null ? [] : [{ ...at, as: rate[0], unit: rate[1] }]
    if (SETTINGS.has(name) || !isNumberPlace(at.value)) return []
    return [name === 'duration' ? { ...at, unit: 's' } : at]
  })
}

/** The settings in the fingerprint of a record's workload. */
export function recordWorkload(record: JsonObject): readonly (readonly [string, JsonValue | undefined])[] {
  return [...WORKLOAD.map((key) => [key, record[key]] as const), ['prompt_tokens', promptTokens(record)]]
}

/**
 * Requests that failed: as counted by the tool; else the texts in its list of errors; else prompts without an answer.
 */
export function recordCounts({ record, pointer }: LoadRecord): RequestCounts {
  const completed = countAt(record, pointer, 'completed')
  const failed = countAt(record, pointer, 'failed')
  if (failed !== undefined) return { completed, errors: failed, pointer }
  const { errors } = record
  if (isJsonArray(errors)) {
    const texts = errors.filter(isErrorText).length
    return { completed, errors: { value: texts, pointer: `${pointer}/errors` }, pointer }
  }
  const prompts = countAt(record, pointer, 'num_prompts')
  if (prompts === undefined || completed === undefined || prompts.value < completed.value) return { completed, pointer }
  const rest = { value: prompts.value - completed.value, pointer: prompts.pointer }
  return { completed, errors: rest, pointer, note: 'the file counts no failures; these are prompts without an answer' }
}

/** Single times of answered requests, written with `--save-detailed` (vLLM) or `--output-details` (SGLang), in seconds. */
export function recordSeries({ record }: LoadRecord): readonly Series[] {
  const answered = answeredItems(record)
  const times: readonly (readonly [LoadMetric, readonly JsonValue[]])[] = [
    ['ttft', answered('ttfts')],
    ['itl', answered('itls').flatMap((gaps) => (isJsonArray(gaps) ? gaps : [gaps]))],
    ['e2e_latency', answered('e2els').concat(answered('latencies'))],
  ]
  return times.flatMap(([as, list]) => {
    const scores = timesIn(list, 1000)
    return scores === null ? [] : [{ as, scores }]
  })
}

/** Who the records say that they were made from; a record without a claim would ride on those of others. */
export function recordClaims(records: readonly LoadRecord[]): readonly IdentityClaim[] {
  const claims = records.map(({ record, pointer }) => claimsBelow(topLevelClaims(record), pointer))
  return claims.every((ofOne) => ofOne.length > 0) ? claims.flat() : []
}

function countAt(record: JsonObject, pointer: string, key: string): Count | undefined {
  const value = nonNegative(record[key])
  return value === undefined ? undefined : { value, pointer: `${pointer}/${key}` }
}

function isErrorText(value: JsonValue): boolean {
  return typeof value === 'string' && value !== ''
}

function isNumberPlace(value: JsonValue | undefined): boolean {
  return typeof value === 'number' || value instanceof NonFiniteMarker
}

/** Lists hold an entry for each request, also for those that failed. */
function answeredItems(record: JsonObject): (key: string) => JsonValue[] {
  const { errors } = record
  return (key) => {
    const list = record[key]
    if (!isJsonArray(list)) return []
    const paired = isJsonArray(errors) && errors.length === list.length
    return list.filter((_, index) => !paired || !isErrorText(errors[index] ?? null))
  }
}

/**
 * Mean length of a prompt where no setting states it: vLLM writes no data set name. Two digits, so that a few failed
 * requests do not make another workload.
 */
function promptTokens(record: JsonObject): number | undefined {
  if ((record['random_input_len'] ?? record['input_len'] ?? null) !== null) return undefined
  const [tokens, completed] = [nonNegative(record['total_input_tokens']), nonNegative(record['completed'])]
  if (tokens === undefined || completed === undefined || completed === 0) return undefined
  return Number((tokens / completed).toPrecision(2))
}
