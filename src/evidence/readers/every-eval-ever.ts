import { ReportError } from '../../errors.ts'
import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport, IdentityClaim, ReportRow } from '../report.ts'
import { resultRow } from './every-eval-ever-rows.ts'
import { isSample, sampleReport } from './every-eval-ever-samples.ts'
import { dateFromEpoch, dateFromText, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/**
 * Every Eval Ever, the interchange schema of the EvalEval coalition (0.1 to 0.3): one model with its results, or the
 * list of single samples that belongs to it.
 */
export const everyEvalEver: ReportReader = { detect, read }

function detect(document: JsonValue): Fit {
  const records = isJsonArray(document) ? document : [document]
  if (isJsonArray(document) && document.length > 0 && document.every(isSample)) return fits()
  if (records.length > 0 && records.every((record) => missingIn(record).length === 0)) return fits()
  if (isJsonArray(document)) return lacks('"evaluation_name", "sample_id" and "evaluation" of each sample')
  return lacks(missingIn(document).join(', '))
}

function missingIn(record: JsonValue): readonly string[] {
  if (!isJsonObject(record)) return ['a map at the top']
  const missing: string[] = []
  if (!isJsonArray(record['evaluation_results'])) missing.push('"evaluation_results"')
  if (!isJsonObject(record['model_info'])) missing.push('"model_info"')
  if (!('schema_version' in record || 'evaluation_id' in record)) missing.push('"schema_version"')
  return missing
}

function read(document: JsonValue, file: string): EvaluationReport {
  if (isJsonArray(document) && document.every(isSample)) return sampleReport(document)
  const records = isJsonArray(document)
    ? document.map((record, index) => readRecord(record, { file, pointer: `/${index}` }))
    : [readRecord(document, { file, pointer: '' })]
  const severalModels = new Set(records.map(({ model }) => model)).size > 1
  const rows = records.flatMap(({ model, rows }) =>
    severalModels ? rows.map((row) => ({ ...row, slice: { model: model ?? 'unknown', ...row.slice } })) : rows,
  )
  const dates = records.map(({ createdAt }) => createdAt)
  const createdAt = dates.includes(undefined) ? undefined : dates.toSorted()[0]
  return {
    format: 'every-eval-ever',
    ...(rows.length === 0 ? { status: 'failed', status_note: 'the report holds no result' } : { status: 'unknown' }),
    rows,
    identity: records.flatMap(({ identity }) => identity),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: [...new Set(records.flatMap(({ warnings }) => warnings))],
    document,
  }
}

interface EvalRecord {
  readonly model: string | undefined
  readonly rows: readonly ReportRow[]
  readonly identity: readonly IdentityClaim[]
  readonly createdAt: string | undefined
  readonly warnings: readonly string[]
}

function readRecord(
  document: JsonValue,
  { file, pointer }: { readonly file: string; readonly pointer: string },
): EvalRecord {
  const record = mapAt({ record: document }, 'record')
  const warnings = [...versionWarnings(record, file), ...sourceWarnings(record)]
  const list = record['evaluation_results']
  const results = isJsonArray(list) ? list : []
  const model = textAt(record['model_info'], 'id') ?? textAt(record['model_info'], 'name')
  const claims = [...topLevelClaims(record), ...modelClaims(record)]
  return {
    model,
    rows: results.map((result, index) =>
      resultRow(result, { model, pointer: `${pointer}/evaluation_results/${index}` }),
    ),
    identity: claims.map((claim) => ({ ...claim, source: `${pointer}${claim.source}` })),
    createdAt: dateOf(record, results),
    warnings,
  }
}

/** Within 0.x fields were added; a new major version may give them another meaning. */
function versionWarnings(report: JsonObject, file: string): readonly string[] {
  const version = textAt(report, 'schema_version')
  const [, major = '0', minor = '0'] = /^v?(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? []
  if (Number(major) > 0) {
    throw new ReportError(
      'report-format-unknown',
      `${file} follows version ${String(version)} of the Every Eval Ever schema; 0.1 to 0.3 are read`,
      { hint: 'Write schema version 0.3, or read the file as `format: json` with `select`.' },
    )
  }
  return Number(minor) > 3 ? [`the schema version ${String(version)} is newer than 0.3`] : []
}

function sourceWarnings(report: JsonObject): readonly string[] {
  const source = textAt(report['source_metadata'], 'source_type')
  return source === 'documentation' ? ['the numbers were copied from documentation, not from an evaluation run'] : []
}

/** The model may say which version it is, where the schema leaves room for more details. */
function modelClaims(report: JsonObject): readonly IdentityClaim[] {
  const claims = topLevelClaims(mapAt(mapAt(report, 'model_info'), 'additional_details'))
  return claims.map((claim) => ({ ...claim, source: `/model_info/additional_details${claim.source}` }))
}

/** When the evaluation was run; of results with dates of their own, the oldest. When the file was made says nothing. */
function dateOf(report: JsonObject, results: readonly JsonValue[]): string | undefined {
  const own = dateFromStamp(report['evaluation_timestamp'])
  if (own !== undefined) return own
  const dates = results.map((result) => dateFromStamp(mapAt({ result }, 'result')['evaluation_timestamp']))
  return dates.includes(undefined) ? undefined : dates.toSorted()[0]
}

/** ISO 8601 with its zone, or seconds since 1970, as a number or as text. */
function dateFromStamp(stamp: JsonValue | undefined): string | undefined {
  if (typeof stamp !== 'string') return dateFromEpoch(stamp)
  return /^\d+(\.\d+)?$/.test(stamp) ? dateFromEpoch(Number(stamp)) : dateFromText(stamp)
}
