import { topLevelClaims } from '../claims.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport } from '../report.ts'
import { distribution } from './distribution.ts'
import type { Count } from './load-counts.ts'
import type { LoadMetric } from './load-metrics.ts'
import { loadReport } from './load-report.ts'
import type { LoadNumber } from './load-rows.ts'
import { loadSlice, workloadText } from './load-workload.ts'
import { asMap, type Fit, fits, lacks, mapAt, type ReportReader } from './reader.ts'

/** inference-perf (Kubernetes): `stage_N_lifecycle_metrics.json` and `summary_lifecycle_metrics.json`. */
export const inferencePerf: ReportReader = { detect, read }

const LATENCIES: Readonly<Record<string, LoadMetric>> = {
  time_to_first_token: 'ttft',
  time_per_output_token: 'tpot',
  inter_token_latency: 'itl',
  request_latency: 'e2e_latency',
}

const THROUGHPUTS: Readonly<Record<string, readonly [LoadMetric, unit: string]>> = {
  requests_per_sec: ['request_throughput', 'requests/s'],
  input_tokens_per_sec: ['input_throughput', 'tokens/s'],
  output_tokens_per_sec: ['output_throughput', 'tokens/s'],
  total_tokens_per_sec: ['total_throughput', 'tokens/s'],
}

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const missing = ['load_summary', 'successes'].filter((key) => !isJsonObject(document[key]))
  if (!('failures' in document)) missing.push('failures')
  return missing.length === 0 ? fits() : lacks(missing.map((key) => `"${key}"`).join(', '))
}

function read(document: JsonValue): EvaluationReport {
  const load = mapAt(document, 'load_summary')
  const successes = mapAt(document, 'successes')
  const completed = countAt(successes, '/successes/count')
  const slice = loadSlice({
    stage: load['stage'],
    request_rate: load['requested_rate'],
    concurrency: load['concurrency'] ?? load['concurrency_level'],
  })
  const one = Object.keys(slice).length > 0
  const level = {
    slice,
    dataset_version: workloadText('inference-perf', [['prompt_tokens', promptTokens(successes)]]),
    ...(completed === undefined ? {} : { completed: completed.value }),
  }
  return loadReport({
    format: 'inference-perf',
    document,
    measurements: [
      {
        level,
        numbers: numbersOf(document, successes),
        counts: {
          completed,
          errors: countAt(mapAt(document, 'failures'), '/failures/count') ?? noFailures(document),
          pointer: '/failures',
        },
      },
    ],
    identity: topLevelClaims(document),
    warnings: one ? [] : ['the file states no load: a summary mixes the requests of all stages'],
  })
}

function numbersOf(document: JsonValue, successes: JsonObject): readonly LoadNumber[] {
  const load = mapAt(document, 'load_summary')
  return [
    ...Object.entries(mapAt(successes, 'latency')).flatMap(([name, map]) => latency(name, map)),
    ...Object.entries(mapAt(successes, 'throughput')).map(([name, value]) => throughput(name, value)),
    ...lengths(successes),
    ...distribution(mapAt(load, 'schedule_delay'), '/load_summary/schedule_delay', {
      name: 'schedule_delay',
      unit: 's',
    }),
    ...('achieved_rate' in load
      ? [
          {
            name: 'achieved_rate',
            value: load['achieved_rate'],
            pointer: '/load_summary/achieved_rate',
            unit: 'requests/s',
          },
        ]
      : []),
  ]
}

function latency(name: string, map: JsonValue): readonly LoadNumber[] {
  if (!isJsonObject(map)) return []
  const as = Object.hasOwn(LATENCIES, name) ? LATENCIES[name] : undefined
  const shared = { name, unit: 's', latency: true, ...(as === undefined ? {} : { as }) }
  return distribution(map, extendPointer('/successes/latency', name), shared)
}

function throughput(name: string, value: JsonValue): LoadNumber {
  const pointer = extendPointer('/successes/throughput', name)
  const known = Object.hasOwn(THROUGHPUTS, name) ? THROUGHPUTS[name] : undefined
  return { name, value, pointer, ...(known === undefined ? {} : { as: known[0], unit: known[1] }) }
}

/** Lengths of prompts and answers, and other distributions beside the latencies. */
function lengths(successes: JsonObject): readonly LoadNumber[] {
  return Object.entries(successes).flatMap(([name, map]) => {
    if (name === 'latency' || name === 'throughput' || !isJsonObject(map)) return []
    return distribution(map, extendPointer('/successes', name), { name })
  })
}

function countAt(map: JsonObject, pointer: string): Count | undefined {
  const value = nonNegative(map['count'])
  return value === undefined ? undefined : { value, pointer }
}

/** `"failures": null` is how a run without any is written. */
function noFailures(document: JsonValue): Count | undefined {
  return asMap(document)['failures'] === null ? { value: 0, pointer: '/failures' } : undefined
}

/** The file names no data set; the mean length of its prompts, to two digits, tells another one. */
function promptTokens(successes: JsonObject): number | undefined {
  const mean = nonNegative(mapAt(successes, 'prompt_len')['mean'])
  return mean === undefined || mean === 0 ? undefined : Number(mean.toPrecision(2))
}
