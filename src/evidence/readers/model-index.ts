import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport, ReportRow } from '../report.ts'
import { cardRows, entryRows, type StatedRow } from './model-index-rows.ts'
import { dateFromText, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/**
 * What a Hugging Face repository states of its own model: `model-index` in the front matter of the model card, and the
 * newer `.eval_results/*.yaml`. Layouts of `huggingface_hub.EvalResult` and `EvalResultEntry`.
 */
export const modelIndex: ReportReader = { detect, read }

function detect(document: JsonValue): Fit {
  if (isJsonObject(document) && isJsonArray(document['model-index'])) return fits()
  const isEntryList = isJsonArray(document) && document.length > 0 && document.every(isEntry)
  return isEntryList ? fits() : lacks('"model-index", or a list of entries with "dataset.id" and "value"')
}

function isEntry(entry: JsonValue): boolean {
  const dataset = mapAt(entry, 'dataset')
  return isJsonObject(entry) && textAt(dataset, 'id') !== undefined && 'task_id' in dataset && 'value' in entry
}

function read(document: JsonValue): EvaluationReport {
  const stated = isJsonArray(document) ? entryRows(document) : cardRows(document)
  const createdAt = isJsonArray(document) ? oldest(document) : undefined
  return {
    format: 'model-index',
    ...(stated.length === 0
      ? { status: 'failed', status_note: 'it states no result' }
      : { status: 'unknown', status_note: 'a model card does not say whether the evaluation ended' }),
    rows: stated.map(({ row }): ReportRow => row),
    identity: topLevelClaims(document),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: trustWarnings(stated),
    document,
  }
}

function oldest(entries: readonly JsonValue[]): string | undefined {
  const dates = entries.map((entry) => dateFromText(textAt(entry, 'date')))
  // One entry without a date may be older than all others.
  return dates.includes(undefined) ? undefined : dates.sort()[0]
}

/** A card is written by whoever publishes the model; `verified` and its token are the Hub's, and are not checked here. */
function trustWarnings(stated: readonly StatedRow[]): readonly string[] {
  const verified = stated.filter((one) => one.verified).length
  const own = stated.length - verified
  return [
    ...(own > 0
      ? [`${own} of ${stated.length} numbers are stated by the author of the card and verified by nobody`]
      : []),
    ...(verified > 0
      ? [`${verified} of ${stated.length} numbers are marked as verified; the tokens were not checked`]
      : []),
  ]
}
