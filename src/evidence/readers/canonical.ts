import { ReportError } from '../../errors.ts'
import { emptyMap, isJsonArray, isJsonObject, type JsonObject, type JsonValue, NonFiniteMarker } from '../json.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport, IdentityClaim, ItemScores, ReportRow } from '../report.ts'
import { CANONICAL_SCHEMA, CanonicalReport } from './canonical-schema.ts'
import { dateFromText, type Fit, fits, lacks, type ReportReader } from './reader.ts'

/** Our own published form; strict, so that a misspelt key is an error and no silent loss. */
export const canonical: ReportReader = { detect, read }

const SHOWN = 10

function detect(document: JsonValue): Fit {
  const named = isJsonObject(document) && document['schema'] === CANONICAL_SCHEMA
  return named ? fits() : lacks(`"schema": "${CANONICAL_SCHEMA}"`)
}

/** zod compares whatever stands at `length`, and throws where that is a map without a prototype, as all of ours are. */
function checked(document: JsonValue, file: string): CanonicalReport {
  try {
    const parsed = CanonicalReport.safeParse(withoutMarkers(document))
    if (parsed.success) return parsed.data
    throw invalid(file, parsed.error.issues)
  } catch (thrown) {
    if (thrown instanceof ReportError) throw thrown
    throw new ReportError(
      'report-unreadable',
      `${file} is not a report in our own format: a text was expected where a map with a \`length\` stands.`,
      { cause: thrown },
    )
  }
}

function read(document: JsonValue, file: string): EvaluationReport {
  const report = checked(document, file)
  const createdAt = dateFromText(report.created_at)
  const items = report.rows.flatMap(toItems)
  return {
    format: 'canonical',
    status: report.status,
    ...(report.status_note === undefined ? {} : { status_note: report.status_note }),
    rows: report.rows.map(toRow),
    ...(items.length === 0 ? {} : { items }),
    identity: claimsOf(report.version ?? {}),
    ...(report.commit === undefined ? {} : { commit: report.commit }),
    ...(report.run === undefined ? {} : { run: report.run }),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: report.warnings ?? [],
    document,
  }
}

function toRow(row: CanonicalReport['rows'][number], index: number): ReportRow {
  const pointer = `/rows/${index}/value`
  const missing = row.value === null ? { missing: row.missing ?? 'null' } : {}
  if (row.items !== undefined) delete row.items
  // zod made this row afresh: it is completed in place, because a third copy of each row would count.
  return Object.assign(row as Omit<ReportRow, 'pointer'>, missing, { pointer })
}

function toItems({
  metric,
  task,
  filter,
  scorer,
  slice,
  items,
}: CanonicalReport['rows'][number]): readonly ItemScores[] {
  if (items === undefined) return []
  const address = {
    metric,
    ...(task === undefined ? {} : { task }),
    ...(filter === undefined ? {} : { filter }),
    ...(scorer === undefined ? {} : { scorer }),
    ...(slice === undefined ? {} : { slice }),
  }
  const scores = Float64Array.from(items.scores, (score) => score ?? Number.NaN)
  return [{ ...address, ...(items.ids === undefined ? {} : { ids: items.ids }), scores }]
}

function claimsOf(version: Readonly<Record<string, string | undefined>>): readonly IdentityClaim[] {
  return Object.entries(version).flatMap(([key, text]) => {
    return text === undefined ? [] : [{ text, source: extendPointer('/version', key) }]
  })
}

/** Python writes `"value": NaN` here too: null with its reason, anywhere else a mistake that the schema reports. */
function withoutMarkers(document: JsonValue): JsonValue {
  if (!isJsonObject(document) || !isJsonArray(document['rows'])) return document
  return copy(document, { rows: document['rows'].map(rowWithoutMarker) })
}

function rowWithoutMarker(row: JsonValue): JsonValue {
  if (!isJsonObject(row) || !(row['value'] instanceof NonFiniteMarker)) return row
  return copy(row, { value: null, missing: row['value'].nonFinite })
}

function copy(map: JsonObject, changes: JsonObject): JsonObject {
  return Object.assign(emptyMap(), map, changes)
}

function invalid(
  file: string,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): ReportError {
  const problems = issues.map(({ path, message }) => {
    const pointer = path.reduce<string>((text, key) => extendPointer(text, String(key)), '')
    return `${pointer === '' ? 'the report' : pointer}: ${message}`
  })
  const rest = problems.length - SHOWN
  const list = [...problems.slice(0, SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])]
  return new ReportError('report-unreadable', `${file} is not a valid canonical report: ${list.join('; ')}`, {
    hint: 'Its form is published as schemas/evaluation-report.schema.json.',
  })
}
