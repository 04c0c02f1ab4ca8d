import { isJsonArray, isJsonObject, type JsonValue, NonFiniteMarker } from '../json.ts'
import { readNumber, readPrintedNumber } from '../number.ts'
import type { RagasTable } from './ragas-table.ts'

export interface MetricColumn {
  readonly name: string
  /** By row; NaN where a sample has no score. */
  readonly scores: readonly number[]
}

/** Metrics that RAGAS brings along; settings in parentheses are part of the name: `factual_correctness(mode=f1)`. */
const METRIC =
  /^(?:faithfulness(?:_with_hhem)?|(?:answer|response)_relevancy|(?:llm_|non_llm_|id_based_)?context_(?:precision|recall|utilization|entity_recall)(?:_with(?:out)?_reference)?|context_relevancy|context_entity_recall|answer_(?:similarity|correctness|accuracy)|semantic_similarity|factual_correctness|noise_sensitivity(?:_relevant|_irrelevant)?|nv_(?:accuracy|context_relevance|response_groundedness)|response_groundedness|context_relevance|summar(?:y|ization)_score|topic_adherence|tool_call_(?:accuracy|f1)|agent_goal_accuracy|multi_modal_(?:faithfulness|relevance)|(?:non_llm_)?string_similarity|bleu_score|rouge_score|chrf_score)(?:\(.*\))?$/

/** Columns that describe a sample; numbers in them are no scores. */
const NO_SCORE: ReadonlySet<string> = new Set(
  `user_input question response answer retrieved_contexts contexts reference reference_contexts ground_truth
  ground_truths multi_responses rubrics rubric reference_topics reference_tool_calls retrieved_context_ids
  reference_context_ids persona_name query_style query_length synthesizer_name episode_done evolution_type metadata
  id index row row_id sample_id trace_id run_id timestamp`.split(/\s+/),
)

export function isMetricName(name: string): boolean {
  return METRIC.test(name)
}

/** The columns of scores: each cell a number or none, and a number at least once unless RAGAS itself names it so. */
export function metricColumns(table: RagasTable): readonly MetricColumn[] {
  const printed = isPrinted(table)
  return table.columns.flatMap((name) => {
    if (NO_SCORE.has(name) || name === '' || name.startsWith('Unnamed:')) return []
    const cells = Array.from({ length: table.length }, (_, row) => table.at(row, name))
    const known = isMetricName(name)
    if (!known && !cells.every((cell) => isScoreCell(cell, printed))) return []
    const scores = cells.map((cell) => (printed ? readPrintedNumber(cell) : readNumber(cell)).value ?? Number.NaN)
    return known || scores.some((score) => !Number.isNaN(score)) ? [{ name, scores }] : []
  })
}

function isScoreCell(cell: JsonValue | undefined, printed: boolean): boolean {
  if (cell === undefined || cell === null || typeof cell === 'number' || cell instanceof NonFiniteMarker) return true
  return printed && typeof cell === 'string' && (cell.trim() === '' || readPrintedNumber(cell).missing !== 'text')
}

/** A table of nothing but text comes from a file without numbers (CSV): there, and only there, text may be a number. */
function isPrinted(table: RagasTable): boolean {
  for (let row = 0; row < table.length; row += 1) {
    for (const column of table.columns) if (typeof (table.at(row, column) ?? '') !== 'string') return false
  }
  return true
}

/** What tells samples apart: an id where all have one, else the question with what it was asked about. */
export function rowIds(table: RagasTable): readonly string[] {
  for (const column of ['id', 'sample_id', 'row_id']) {
    const ids = Array.from({ length: table.length }, (_, row) => table.at(row, column))
    if (ids.every((id) => typeof id === 'string' || typeof id === 'number')) return ids.map(String)
  }
  const column = table.columns.includes('user_input') ? 'user_input' : 'question'
  const texts = Array.from({ length: table.length }, (_, row) => textOf(table.at(row, column)))
  return texts.every((text) => text !== '') ? texts : []
}

/** A conversation is a list of messages. */
function textOf(cell: JsonValue | undefined): string {
  if (typeof cell === 'string') return cell
  return isJsonArray(cell) || isJsonObject(cell) ? JSON.stringify(cell) : ''
}
