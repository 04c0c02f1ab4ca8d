import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport } from '../report.ts'
import { aggregateResults } from './deepeval-aggregates.ts'
import { type CaseList, caseResults, metricsOf } from './deepeval-rows.ts'
import { MOST_UNSCORED } from './item-mean.ts'
import { type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/**
 * DeepEval: `.deepeval/.latest_test_run.json` (`testRunData`), the exports of single runs (the same without that key),
 * and `evaluate()`'s result written with `model_dump` (`test_results`).
 */
export const deepeval: ReportReader = { detect, read }

const CASES = [
  ['testCases', undefined],
  ['test_results', undefined],
  ['test_cases', undefined],
  ['conversationalTestCases', 'conversation'],
  ['conversational_test_cases', 'conversation'],
] as const

function detect(document: JsonValue): Fit {
  const { run } = runOf(document)
  const cases = CASES.flatMap(([key]) => (isJsonArray(run[key]) ? [run[key]] : []))
  if (cases.some((list) => list.some(hasMetrics))) return fits()
  if (scoresOf(run).some((entry) => textAt(entry, 'metric') !== undefined)) return fits()
  // A run without any metric is this tool's when it is wrapped as only this tool wraps it, or counts its tests.
  const counts = 'testPassed' in run && 'testFailed' in run
  return cases.length > 0 && (counts || isWrapped(document)) ? fits() : lacks('"testCases" with "metricsData"')
}

function read(document: JsonValue): EvaluationReport {
  const { run, pointer } = runOf(document)
  const lists = caseLists(run, pointer)
  const hyperparameters = mapAt(run, 'hyperparameters')
  const facts = { model: textAt(hyperparameters, 'model'), dataset: textAt(run, 'datasetAlias') }
  const counted = caseResults(lists, facts)
  const aggregated = counted.rows.length > 0 ? null : aggregateResults({ run, scores: scoresOf(run), pointer, facts })
  const { rows, items, unscored } = aggregated ?? counted
  return {
    format: 'deepeval',
    ...statusOf(rows.length > 0, unscored),
    rows,
    ...(items.length === 0 ? {} : { items }),
    identity: topLevelClaims(document),
    warnings: aggregated === null || rows.length === 0 ? [] : [ONLY_AGGREGATES],
    document,
  }
}

const ONLY_AGGREGATES = 'the file holds no test case: "metricsScores" may count the metrics of spans too'

function isWrapped(document: JsonValue): boolean {
  return isJsonObject(document) && isJsonObject(document['testRunData'])
}

function runOf(document: JsonValue): { readonly run: JsonObject; readonly pointer: string } {
  if (isWrapped(document)) return { run: mapAt(document, 'testRunData'), pointer: '/testRunData' }
  return { run: mapAt({ run: document }, 'run'), pointer: '' }
}

function hasMetrics(entry: JsonValue): boolean {
  return metricsOf(entry).some(
    (metric) => isJsonObject(metric) && ('score' in metric || 'success' in metric || 'error' in metric),
  )
}

function scoresOf(run: JsonObject): readonly JsonValue[] {
  const scores = run['metricsScores'] ?? run['metricScores']
  return isJsonArray(scores) ? scores : []
}

function caseLists(run: JsonObject, pointer: string): readonly CaseList[] {
  const lists = CASES.flatMap(([key, kind]) => {
    const cases = run[key]
    return isJsonArray(cases) && cases.length > 0 ? [{ cases, kind, pointer: extendPointer(pointer, key) }] : []
  })
  // One kind alone needs no slice.
  return lists.length === 1 ? lists.map((list) => ({ ...list, kind: undefined })) : lists
}

function statusOf(scored: boolean, unscored: readonly string[]): Pick<EvaluationReport, 'status' | 'status_note'> {
  if (!scored) return { status: 'failed', status_note: 'the report holds no test case with a metric' }
  if (unscored.length === 0) return { status: 'complete' }
  const share = `${MOST_UNSCORED * 100} %`
  return {
    status: 'partial',
    status_note: `more than ${share} of the test cases have no score of ${unscored.join(', ')}`,
  }
}
