import { topLevelClaims } from '../claims.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { readPrintedNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport } from '../report.ts'
import type { Count, RequestCounts } from './load-counts.ts'
import type { LoadMetric } from './load-metrics.ts'
import { loadReport } from './load-report.ts'
import type { LoadNumber } from './load-rows.ts'
import { loadSlice, workloadText } from './load-workload.ts'
import { asMap, dateFromEpoch, type Fit, fits, lacks, type ReportReader, textAt } from './reader.ts'

/** LLMPerf (Ray), `*_summary.json`: results flattened into keys that start with `results_`. */
export const llmperf: ReportReader = { detect, read }

const DISTRIBUTION = /^results_(.+?)_(?:quantiles_(p\d+)|(mean|min|max|stddev))$/

/** LLMPerf's inter-token latency counts the time to the first token in, so it is neither `itl` nor `tpot`. */
const LATENCIES: Readonly<Record<string, LoadMetric | null>> = {
  ttft_s: 'ttft',
  end_to_end_latency_s: 'e2e_latency',
  inter_token_latency_s: null,
}

const SINGLE: Readonly<Record<string, readonly [LoadMetric, unit: string]>> = {
  results_mean_output_throughput_token_per_s: ['output_throughput', 'tokens/s'],
  results_num_completed_requests_per_min: ['request_throughput', 'requests/min'],
}

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const distributions = Object.keys(document).filter((key) => DISTRIBUTION.test(key)).length
  const marks = ['results_num_completed_requests', 'results_error_rate', 'num_concurrent_requests']
  const marked = marks.some((key) => key in document)
  if (distributions > 0 && marked) return fits()
  return lacks('"results_ttft_s_quantiles_p99" or the like, with "results_num_completed_requests"')
}

function read(document: JsonValue): EvaluationReport {
  const top = asMap(document)
  const counts = countsOf(top)
  const model = textAt(top, 'model')
  const endedAt = dateFromEpoch(top['timestamp'])
  const level = {
    slice: loadSlice({ concurrency: top['num_concurrent_requests'] }),
    ...(model === undefined ? {} : { model }),
    dataset_version: workloadText(
      'llmperf',
      ['mean_input_tokens', 'stddev_input_tokens', 'mean_output_tokens', 'stddev_output_tokens', 'llm_api'].map(
        (key) => [key, top[key]] as const,
      ),
    ),
    ...(counts.completed === undefined ? {} : { completed: counts.completed.value }),
  }
  return loadReport({
    format: 'llmperf',
    document,
    measurements: [{ level, numbers: Object.keys(top).flatMap((key) => numberAt(top, key)), counts, endedAt }],
    identity: topLevelClaims(document),
  })
}

function numberAt(top: JsonObject, name: string): readonly LoadNumber[] {
  if (!name.startsWith('results_')) return []
  // numpy's integers arrive as text.
  const printed = readPrintedNumber(top[name])
  const value = printed.value ?? top[name] ?? null
  if (typeof value === 'string') return []
  const { warning } = printed
  const at = {
    name,
    value,
    pointer: extendPointer('', name),
    statInName: true,
    ...(warning === undefined ? {} : { warning }),
  }
  const single = Object.hasOwn(SINGLE, name) ? SINGLE[name] : undefined
  if (single !== undefined) return [{ ...at, as: single[0], unit: single[1] }]
  const [, metric = '', quantile, other] = DISTRIBUTION.exec(name) ?? []
  const stat = other === 'stddev' ? 'std' : (quantile ?? other)
  if (stat === undefined || !Object.hasOwn(LATENCIES, metric)) return [at]
  const as = LATENCIES[metric] ?? null
  return [{ ...at, stat, unit: 's', latency: true, ...(as === null ? {} : { as }) }]
}

function countsOf(top: JsonObject): RequestCounts {
  return {
    completed: countAt(top, 'results_num_completed_requests'),
    errors: countAt(top, 'results_number_errors'),
    requests: countAt(top, 'results_num_requests_started'),
    pointer: '',
  }
}

function countAt(top: JsonObject, key: string): Count | undefined {
  const { value } = readPrintedNumber(top[key])
  return value === null || value < 0 ? undefined : { value, pointer: extendPointer('', key) }
}
