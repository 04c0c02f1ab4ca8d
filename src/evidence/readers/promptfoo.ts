import { ReportError } from '../../errors.ts'
import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative } from '../number.ts'
import type { EvaluationReport, ReportRow } from '../report.ts'
import { promptItems } from './promptfoo-items.ts'
import { promptRows } from './promptfoo-rows.ts'
import { dateFromText, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/** promptfoo `-o file.json` (or `.yaml`), `results.version` 3. */
export const promptfoo: ReportReader = { detect, read }

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const results = mapAt(document, 'results')
  const missing: string[] = []
  if (typeof results['version'] !== 'number') missing.push('"results.version"')
  if (!isJsonObject(results['stats'])) missing.push('"results.stats"')
  if (!isJsonArray(results['prompts']) && !isJsonObject(results['table'])) missing.push('"results.prompts"')
  return missing.length === 0 ? fits() : lacks(missing.join(', '))
}

function read(document: JsonValue, file: string): EvaluationReport {
  const results = mapAt(document, 'results')
  refuseOtherVersions(results, file)
  const prompts = isJsonArray(results['prompts']) ? results['prompts'] : []
  const names = prompts.map(nameOf)
  const several = {
    prompt: new Set(names.map(({ prompt }) => prompt)).size > 1,
    provider: new Set(names.map(({ provider }) => provider)).size > 1,
  }
  const cached = cachedPrompts(results['results'])
  const sliceOf = (index: number): ReportRow['slice'] => {
    const { prompt, provider } = names[index] ?? { prompt: '', provider: '' }
    const slice = { ...(several.prompt ? { prompt } : {}), ...(several.provider ? { provider } : {}) }
    return several.prompt || several.provider ? slice : undefined
  }
  const rows = prompts.flatMap((prompt, index): readonly ReportRow[] => {
    const { provider } = names[index] ?? { provider: '' }
    const slice = sliceOf(index)
    return promptRows({
      metrics: mapAt(prompt, 'metrics'),
      pointer: `/results/prompts/${index}/metrics`,
      cached: cached.has(index),
      shared: {
        ...(slice === undefined ? {} : { slice }),
        ...(provider === '' ? {} : { model: provider }),
      },
    })
  })
  const createdAt = dateFromText(
    textAt(results, 'timestamp') ?? textAt(mapAt(document, 'metadata'), 'evaluationCreatedAt'),
  )
  const total = testTotal(results)
  const items = promptItems(results['results'], sliceOf)
  return {
    format: 'promptfoo',
    ...statusOf(total),
    rows,
    ...(items.length === 0 ? {} : { items }),
    identity: topLevelClaims(document),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: countWarnings(total, rows),
    document,
  }
}

function refuseOtherVersions(results: JsonObject, file: string): void {
  if (results['version'] === 3 && isJsonArray(results['prompts'])) return
  throw new ReportError(
    'report-format-unknown',
    `${file} holds promptfoo results version ${String(results['version'])}, not 3`,
    {
      hint: 'Export again with a current promptfoo: `promptfoo export eval <id> -o report.json`.',
    },
  )
}

function nameOf(prompt: JsonValue): { readonly prompt: string; readonly provider: string } {
  const label = textAt(prompt, 'label') ?? textAt(prompt, 'raw') ?? ''
  const provider = textAt(prompt, 'provider') ?? ''
  return { prompt: label, provider }
}

/** Positions of the prompts that have an answer from the cache: their latency is not the model's. */
function cachedPrompts(tests: JsonValue | undefined): ReadonlySet<JsonValue> {
  const cached = new Set<JsonValue>()
  for (const test of isJsonArray(tests) ? tests : []) {
    if (isJsonObject(test) && mapAt(test, 'response')['cached'] === true) cached.add(test['promptIdx'] ?? null)
  }
  return cached
}

function testTotal(results: JsonObject): number {
  const stats = mapAt(results, 'stats')
  return ['successes', 'failures', 'errors'].reduce((sum, key) => sum + (nonNegative(stats[key]) ?? 0), 0)
}

/** Errors are part of the pass rate, hence no reason to call a report incomplete; no test at all is. */
function statusOf(total: number): Pick<EvaluationReport, 'status' | 'status_note'> {
  return total === 0 ? { status: 'failed', status_note: 'no test was run' } : { status: 'complete' }
}

/** The tests of all prompts have to add up to the headline numbers. */
function countWarnings(total: number, rows: readonly ReportRow[]): readonly string[] {
  let counted = 0
  for (const row of rows) if (row.metric === 'pass_rate' && row.scorer === undefined) counted += row.n ?? 0
  return counted === total ? [] : [`the prompts hold ${counted} tests, the statistics of the file ${total}`]
}
