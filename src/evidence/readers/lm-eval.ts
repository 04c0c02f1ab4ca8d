import { topLevelClaims } from '../claims.ts'
import { emptyMap, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport, ReportRow } from '../report.ts'
import { addTaskRows, createMetricKeys, type TaskFacts } from './lm-eval-rows.ts'
import { isLmEvalSample, readLmEvalSamples } from './lm-eval-samples.ts'
import { dateFromEpoch, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/**
 * EleutherAI lm-evaluation-harness, `results_*.json`: since 0.4 with keys `metric,filter`, before that with
 * plain metric keys; and the list of its single samples. Layout as written by `lm_eval.loggers.EvaluationTracker` and, before 0.4, by `main.py`.
 */
export const lmEval: ReportReader = { detect, accepts, read }

function detect(document: JsonValue): Fit {
  const accepted = accepts(document)
  if (accepted.fit === 'no' || !isJsonObject(document)) return accepted
  if (namesFilters(mapAt(document, 'results'))) return fits()
  const missing: string[] = []
  if (!isJsonObject(document['versions'])) missing.push('"versions" (task → version)')
  if (!isJsonObject(document['config']) && !isJsonObject(document['configs'])) missing.push('"config" or "configs"')
  return missing.length === 0 ? fits() : lacks(missing.join(', '))
}

/** Named by the user, the results are enough: a report may be cut down to them. */
function accepts(document: JsonValue): Fit {
  if (isJsonArray(document) && document.length > 0) {
    return document.every(isLmEvalSample) ? fits() : lacks('"doc_id", "target" and "resps" of each sample')
  }
  if (!isJsonObject(document)) return lacks('a map at the top')
  // LightEval has the same "results" and "versions", with other keys and other standard errors.
  if ('config_general' in document) return lacks('a "config" instead of LightEval\'s "config_general"')
  const { results } = document
  if (!isJsonObject(results)) return lacks('"results" (task → metrics)')
  return holdsMapsOnly(results) ? fits() : lacks('a map for each task in "results"')
}

/** Keys such as `acc,none` are this tool's own. */
function namesFilters(results: JsonObject): boolean {
  for (const task in results) {
    const metrics = results[task]
    if (isJsonObject(metrics)) for (const key in metrics) if (/^[\w@.%+-]+,[\w.-]+$/.test(key)) return true
  }
  return false
}

/** Loops name keys instead of listing entries, here and below: a report may have hundreds of thousands of tasks. */
function holdsMapsOnly(results: JsonObject): boolean {
  for (const task in results) if (!isJsonObject(results[task])) return false
  return true
}

function read(document: JsonValue): EvaluationReport {
  if (isJsonArray(document)) return readLmEvalSamples(document)
  const results = mapAt(document, 'results')
  const groups = mapAt(document, 'groups')
  const model = modelOf(document)
  const keys = createMetricKeys()
  const rows: ReportRow[] = []
  for (const task in results) {
    addTaskRows(
      rows,
      { task, metrics: mapAt(results, task), parent: '/results', keys },
      taskFacts(document, task, model),
    )
  }
  for (const group in groups) {
    const facts = taskFacts(document, group, model)
    const [inResults, inGroups]: [ReportRow[], ReportRow[]] = [[], []]
    addTaskRows(inResults, { task: group, metrics: mapAt(results, group), parent: '/results', keys }, facts)
    addTaskRows(inGroups, { task: group, metrics: mapAt(groups, group), parent: '/groups', keys }, facts)
    const seen = new Map(inResults.map((row) => [addressOf(row), row]))
    for (const row of inGroups) {
      // Newer releases write each group into "results" too. An equal row is the same number; another one stays, and makes the address ambiguous.
      const known = seen.get(addressOf(row))
      if (known?.value !== row.value || known.missing !== row.missing) rows.push(row)
    }
  }
  const createdAt = isJsonObject(document) ? dateFromEpoch(document['date']) : undefined
  return {
    format: 'lm-eval',
    ...statusOf(document, rows),
    rows,
    identity: topLevelClaims(document),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: [],
    document,
  }
}

/** Within one task. */
function addressOf(row: ReportRow): string {
  return JSON.stringify([row.metric, row.filter])
}

function statusOf(document: JsonValue, rows: readonly ReportRow[]): Pick<EvaluationReport, 'status' | 'status_note'> {
  if (rows.length === 0) return { status: 'failed', status_note: 'the report holds no result' }
  const limit = mapAt(document, 'config')['limit'] ?? null
  if (limit !== null) {
    // A limit of an odd kind is still a limit.
    const shown = typeof limit === 'number' || typeof limit === 'string' ? ` (limit ${limit})` : ''
    return { status: 'partial', status_note: `the run was limited to a part of each task${shown}` }
  }
  const samples = mapAt(document, 'n-samples')
  for (const task in samples) {
    if (isShortened(samples[task])) {
      return { status: 'partial', status_note: `the task ${task} was run on a part of its samples` }
    }
  }
  return { status: 'complete' }
}

/** `--samples` picks single samples without setting a limit. */
function isShortened(samples: JsonValue | undefined): boolean {
  if (!isJsonObject(samples)) return false
  const { original, effective } = samples
  return typeof original === 'number' && typeof effective === 'number' && effective < original
}

function modelOf(document: JsonValue): string | undefined {
  const config = mapAt(document, 'config')
  const pretrained = /(?:^|,)pretrained=([^,]+)/.exec(textAt(config, 'model_args') ?? '')?.[1]
  return textAt(document, 'model_name') ?? pretrained ?? textAt(config, 'model')
}

function taskFacts(document: JsonValue, task: string, model: string | undefined): TaskFacts {
  const config = mapAt(mapAt(document, 'configs'), task)
  const path = textAt(config, 'dataset_path')
  const subset = textAt(config, 'dataset_name')
  return {
    higherIsBetter: directionsOf(config, mapAt(mapAt(document, 'higher_is_better'), task)),
    samples: mapAt(mapAt(document, 'n-samples'), task)['effective'],
    taskVersion: versionText(mapAt(document, 'versions')[task]),
    model,
    dataset: path !== undefined && subset !== undefined ? `${path}/${subset}` : path,
    datasetVersion: textAt(mapAt(config, 'dataset_kwargs'), 'revision'),
    isGroup: task in mapAt(document, 'groups'),
  }
}

/** Early 0.4 releases have no "higher_is_better"; the task's own metric list says the same. */
function directionsOf(config: JsonObject, stated: JsonObject): JsonObject {
  const list = config['metric_list']
  if (!isJsonArray(list)) return stated
  const directions = emptyMap()
  for (const item of list) {
    const metric = textAt(item, 'metric')
    if (metric !== undefined && isJsonObject(item)) directions[metric] = item['higher_is_better'] ?? null
  }
  return Object.assign(directions, stated)
}

function versionText(version: JsonValue | undefined): string | undefined {
  if (typeof version === 'number') return String(version)
  return typeof version === 'string' && version !== 'N/A' && version !== '' ? version : undefined
}
