import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative } from '../number.ts'
import type { EvaluationReport, IdentityClaim, ItemScores, ReportRow } from '../report.ts'
import { scoreItems } from './inspect-items.ts'
import { type ScoreFacts, scoreRows } from './inspect-rows.ts'
import { inspectStatus } from './inspect-status.ts'
import { usageRows } from './inspect-usage.ts'
import { dateFromText, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/**
 * UK AISI Inspect: the JSON log, and the `.eval` archive, whose members form the same document. Layout of
 * `inspect_ai.log.EvalLog`, version 2.
 */
export const inspect: ReportReader = { detect, read }

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const missing: string[] = []
  if (textAt(document, 'status') === undefined) missing.push('"status"')
  const run = mapAt(document, 'eval')
  for (const key of ['task', 'model']) if (textAt(run, key) === undefined) missing.push(`"eval.${key}"`)
  // The run id tells it from a report of our own making with the same words.
  if (textAt(run, 'run_id') === undefined && textAt(run, 'eval_id') === undefined) missing.push('"eval.run_id"')
  return missing.length === 0 ? fits() : lacks(missing.join(', '))
}

function read(document: JsonValue): EvaluationReport {
  const run = mapAt(document, 'eval')
  const results = mapAt(document, 'results')
  const facts = runFacts(run, results)
  const rows: ReportRow[] = []
  const items: ItemScores[] = []
  const warnings: string[] = []
  for (const [index, score] of scoresOf(results).entries()) {
    if (!isJsonObject(score)) continue
    const own = scoreRows(score, `/results/scores/${index}`, facts)
    const found = scoreItems(document, score, own)
    for (const row of own) rows.push(row)
    for (const one of found.items) items.push(one)
    if (found.warning !== undefined) warnings.push(found.warning)
  }
  if (mapAt(run, 'revision')['dirty'] === true) warnings.push('the code of the evaluation had uncommitted changes')
  const createdAt =
    dateFromText(textAt(mapAt(document, 'stats'), 'completed_at')) ?? dateFromText(textAt(run, 'created'))
  return {
    format: 'inspect',
    ...inspectStatus(document, rows.length),
    rows: [...rows, ...usageRows(document, facts)],
    ...(items.length === 0 ? {} : { items }),
    identity: claimsOf(document),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings,
    document,
  }
}

function scoresOf(results: JsonObject): readonly JsonValue[] {
  const { scores } = results
  return isJsonArray(scores) ? scores : []
}

function runFacts(run: JsonObject, results: JsonObject): ScoreFacts {
  const dataset = mapAt(run, 'dataset')
  const version = run['task_version']
  return {
    task: textAt(run, 'task'),
    taskVersion: typeof version === 'number' ? String(version) : textAt(run, 'task_version'),
    model: textAt(run, 'model'),
    dataset: textAt(dataset, 'name') ?? textAt(dataset, 'location'),
    samples: nonNegative(results['completed_samples']) ?? nonNegative(results['total_samples']),
  }
}

/** `--metadata model_version=…` of the evaluation names the version; `metadata` at the top holds later edits too. */
function claimsOf(document: JsonValue): readonly IdentityClaim[] {
  const places = [
    ['', document],
    ['/metadata', mapAt(document, 'metadata')],
    ['/eval/metadata', mapAt(mapAt(document, 'eval'), 'metadata')],
  ] as const
  return places.flatMap(([pointer, map]) => {
    return topLevelClaims(map).map((claim) => ({ ...claim, source: `${pointer}${claim.source}` }))
  })
}
