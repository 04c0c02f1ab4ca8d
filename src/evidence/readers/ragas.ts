import { topLevelClaims } from '../claims.ts'
import type { JsonValue } from '../json.ts'
import type { EvaluationReport, ItemScores, ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { distinctIds, lacksScores, MOST_UNSCORED, meanOfItems, unscoredWarning } from './item-mean.ts'
import { isMetricName, metricColumns, rowIds } from './ragas-columns.ts'
import { type RagasTable, tableOf } from './ragas-table.ts'
import { type Fit, fits, lacks, type ReportReader } from './reader.ts'

/** RAGAS: one row for each sample, as a list of maps (JSON, JSON Lines, CSV) or as a data frame written as JSON. */
export const ragas: ReportReader = { detect, accepts, read }

/** The question by its names in new and old releases, and what else a sample has. */
const QUESTIONS = ['user_input', 'question'] as const
const PARTS = [
  'response',
  'answer',
  'retrieved_contexts',
  'contexts',
  'reference',
  'ground_truth',
  'ground_truths',
] as const

function detect(document: JsonValue): Fit {
  const table = tableOf(document)
  if (table === null) return lacks('a row for each sample')
  const missing: string[] = []
  const has = (name: string): boolean => table.columns.includes(name)
  if (!QUESTIONS.some(has)) missing.push('"user_input" or "question"')
  if (!PARTS.some(has)) missing.push('"response", "retrieved_contexts" or "reference"')
  const metrics = table.columns.filter(isMetricName)
  // Scores alone, as `result.scores` has them: one name might be chance.
  if (metrics.length > 1) return fits()
  if (metrics.length === 0) missing.push('a metric of RAGAS, such as "faithfulness"')
  return missing.length === 0 ? fits() : lacks(missing.join(', '))
}

/** Named by the user, the metrics may be the user's own. */
function accepts(document: JsonValue): Fit {
  const table = tableOf(document)
  if (table === null) return lacks('a row for each sample')
  return metricColumns(table).length > 0 ? fits() : lacks('a column of numbers')
}

function read(document: JsonValue): EvaluationReport {
  const table = tableOf(document) ?? NO_ROWS
  const ids = distinctIds(rowIds(table))
  const rows: ReportRow[] = []
  const items: ItemScores[] = []
  const thin: string[] = []
  for (const { name: metric, scores } of metricColumns(table)) {
    const mean = meanOfItems(scores)
    const { found, stderr, counted: n } = mean
    const pointer = table.pointerOf(metric)
    rows.push(buildRow({ metric, found, stderr, n, warnings: unscoredWarning(mean, 'samples'), pointer }))
    items.push({ metric, ...(ids.length === 0 ? {} : { ids }), scores: Float64Array.from(scores) })
    if (lacksScores(mean)) thin.push(`${metric} (${mean.unscored} of ${scores.length})`)
  }
  return {
    format: 'ragas',
    ...statusOf(rows.length, thin),
    rows,
    ...(items.length === 0 ? {} : { items }),
    identity: topLevelClaims(document),
    warnings: [],
    document,
  }
}

const NO_ROWS: RagasTable = { columns: [], length: 0, at: () => undefined, pointerOf: () => '' }

function statusOf(metrics: number, thin: readonly string[]): Pick<EvaluationReport, 'status' | 'status_note'> {
  if (metrics === 0) return { status: 'failed', status_note: 'the report holds no score' }
  if (thin.length === 0) return { status: 'complete' }
  return {
    status: 'partial',
    status_note: `more than ${MOST_UNSCORED * 100} % of the samples have no score: ${thin.join(', ')}`,
  }
}
