import type { JsonObject, JsonValue } from '../json.ts'
import { nonNegative } from '../number.ts'
import type { EvaluationReport } from '../report.ts'
import {
  type LoadRecord,
  loadRecords,
  recordClaims,
  recordCounts,
  recordNumbers,
  recordSeries,
  recordWorkload,
  timeKeys,
} from './load-records.ts'
import { loadReport, type Measurement } from './load-report.ts'
import { loadSlice, workloadText } from './load-workload.ts'
import { type Fit, fits, lacks, type ReportReader, textAt } from './reader.ts'
import { isSglangRecord } from './sglang.ts'

/** `vllm bench serve --save-result` (before: `benchmark_serving.py`): one map, or JSON Lines with `--append-result`. */
export const vllm: ReportReader = { detect, accepts, read }

const MARKS = ['completed', 'request_throughput', 'output_throughput', 'total_input_tokens', 'model_id', 'num_prompts']

function detect(document: JsonValue): Fit {
  const accepted = accepts(document)
  if (accepted.fit === 'no') return accepted
  const ours = loadRecords(document).every(({ record }) => marksOf(record) >= 3 && !isSglangRecord(record))
  return ours ? fits() : lacks(`three of ${MARKS.map((mark) => `"${mark}"`).join(', ')} in each result`)
}

function accepts(document: JsonValue): Fit {
  const records = loadRecords(document)
  const timed = records.length > 0 && records.every(({ record }) => timeKeys(record).length > 0)
  return timed ? fits() : lacks('results with latencies such as "p99_ttft_ms"')
}

function marksOf(record: JsonObject): number {
  return MARKS.filter((mark) => mark in record).length
}

function read(document: JsonValue): EvaluationReport {
  const records = loadRecords(document)
  return loadReport({
    format: 'vllm',
    document,
    measurements: records.map(measurementOf),
    identity: recordClaims(records),
    warnings: records.some(({ record }) => 'date' in record)
      ? ['the date in the file states no time zone and was not used']
      : [],
  })
}

function measurementOf(one: LoadRecord): Measurement {
  const { record } = one
  const model = textAt(record, 'model_id')
  const dataset = textAt(record, 'dataset_name') ?? textAt(record, 'dataset')
  const completed = nonNegative(record['completed'])
  return {
    level: {
      slice: loadSlice({ request_rate: record['request_rate'], concurrency: record['max_concurrency'] }),
      ...(model === undefined ? {} : { model }),
      ...(dataset === undefined ? {} : { dataset }),
      dataset_version: workloadText('vllm', recordWorkload(record)),
      ...(completed === undefined ? {} : { completed }),
    },
    numbers: recordNumbers(one),
    counts: recordCounts(one),
    series: recordSeries(one),
  }
}
