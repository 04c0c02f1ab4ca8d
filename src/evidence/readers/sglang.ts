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
import { type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/** SGLang `bench_serving --output-file`: JSON Lines, one result for each run; every run appends to the file. */
export const sglang: ReportReader = { detect, read }

function detect(document: JsonValue): Fit {
  const records = loadRecords(document)
  const ours = records.length > 0 && records.every(({ record }) => isSglangRecord(record))
  return ours ? fits() : lacks('results with "completed" and latencies such as "median_e2e_latency_ms"')
}

/** vLLM's fork of the same benchmark calls the end-to-end latency `e2el`, and knows no second count of the tokens. */
export function isSglangRecord(record: JsonObject): boolean {
  const times = timeKeys(record)
  const own = times.some((key) => key.endsWith('_e2e_latency_ms')) || 'total_output_tokens_retokenized' in record
  return 'completed' in record && times.length > 0 && own
}

function read(document: JsonValue): EvaluationReport {
  const records = loadRecords(document)
  return loadReport({
    format: 'sglang',
    document,
    measurements: records.map(measurementOf),
    identity: recordClaims(records),
  })
}

function measurementOf(one: LoadRecord): Measurement {
  const { record } = one
  const dataset = textAt(record, 'dataset_name')
  const model = textAt(record, 'model_id') ?? textAt(mapAt(record, 'server_info'), 'model_path')
  const completed = nonNegative(record['completed'])
  return {
    level: {
      // Runs over several data sets share a file: the data set is part of the address.
      slice: loadSlice({
        dataset,
        request_rate: record['request_rate'],
        concurrency: record['max_concurrency'],
        tag: record['tag'],
      }),
      ...(model === undefined ? {} : { model }),
      ...(dataset === undefined ? {} : { dataset }),
      dataset_version: workloadText('sglang', recordWorkload(record)),
      ...(completed === undefined ? {} : { completed }),
    },
    numbers: recordNumbers(one),
    counts: recordCounts(one),
    series: recordSeries(one),
  }
}
