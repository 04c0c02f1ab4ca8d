import { topLevelClaims } from '../claims.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport, ReportRow } from '../report.ts'
import { factsOf, taskRows } from './lighteval-rows.ts'
import { type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/** Hugging Face LightEval, `results/<org>/<model>/results_<time>.json`. */
export const lighteval: ReportReader = { detect, accepts, read }

function detect(document: JsonValue): Fit {
  const accepted = accepts(document)
  if (accepted.fit === 'no' || !isJsonObject(document)) return accepted
  return isJsonObject(document['config_general']) ? fits() : lacks('"config_general"')
}

/** Named by the user, a report may be cut down to its results. */
function accepts(document: JsonValue): Fit {
  const results = isJsonObject(document) ? document['results'] : undefined
  if (!isJsonObject(results)) return lacks('"results" (task → metrics)')
  for (const task in results) if (!isJsonObject(results[task])) return lacks('a map for each task in "results"')
  return fits()
}

function read(document: JsonValue): EvaluationReport {
  const results = mapAt(document, 'results')
  const general = mapAt(document, 'config_general')
  const model = textAt(general, 'model_name') ?? textAt(mapAt(general, 'model_config'), 'model_name')
  const rows: ReportRow[] = []
  for (const task in results) {
    rows.push(...taskRows({ task, metrics: mapAt(results, task), model, facts: factsOf(document, task) }))
  }
  return {
    format: 'lighteval',
    ...statusOf(document, general, rows),
    rows,
    identity: topLevelClaims(document),
    // start_time and end_time come from a monotonic clock: no date.
    warnings: [],
    document,
  }
}

function statusOf(
  document: JsonValue,
  general: JsonObject,
  rows: readonly ReportRow[],
): Pick<EvaluationReport, 'status' | 'status_note'> {
  if (rows.length === 0) return { status: 'failed', status_note: 'the report holds no result' }
  const limit = general['max_samples'] ?? null
  if (limit !== null) {
    const shown = typeof limit === 'number' || typeof limit === 'string' ? ` (max_samples ${limit})` : ''
    return { status: 'partial', status_note: `the run was limited to a part of each task${shown}` }
  }
  for (const task in mapAt(document, 'results')) {
    const { original, effective } = factsOf(document, task)
    if (effective !== undefined && original !== undefined && effective < original)
      return { status: 'partial', status_note: `the task ${task} was run on ${effective} of its ${original} samples` }
  }
  return { status: 'complete' }
}
