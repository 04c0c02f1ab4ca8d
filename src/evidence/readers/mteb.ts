import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport, ReportRow } from '../report.ts'
import { legacyRows, type TaskResult, taskRows } from './mteb-rows.ts'
import { dateFromText, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/**
 * MTEB: the file of one task (`results/<model>/<revision>/<Task>.json`), the same before MTEB 1.11, a list of them,
 * or the results of whole models (`model_results`, `task_results`).
 */
export const mteb: ReportReader = { detect, read }

interface Found extends TaskResult {
  readonly legacy: boolean
}

function detect(document: JsonValue): Fit {
  return tasksIn(document).length > 0
    ? fits()
    : lacks('"task_name" with "scores" (split → list), or "mteb_dataset_name"')
}

function read(document: JsonValue): EvaluationReport {
  const tasks = tasksIn(document)
  const severalModels = new Set(tasks.map(({ model }) => model)).size > 1
  const rows: ReportRow[] = []
  for (const task of tasks) {
    for (const row of task.legacy ? legacyRows(task) : taskRows(task)) {
      rows.push(severalModels ? { ...row, slice: { model: task.model ?? 'unknown', ...row.slice } } : row)
    }
  }
  const createdAt = oldest(tasks)
  return {
    format: 'mteb',
    ...(rows.length === 0 ? { status: 'failed', status_note: 'the report holds no score' } : { status: 'unknown' }),
    rows,
    identity: topLevelClaims(document),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: [],
    document,
  }
}

/** The age of a report is that of its oldest part; one part without a date leaves it unknown. */
function oldest(tasks: readonly Found[]): string | undefined {
  const dates = tasks.map(({ task }) => dateFromText(textAt(task, 'date')))
  return dates.includes(undefined) ? undefined : dates.toSorted()[0]
}

interface Place {
  readonly pointer: string
  readonly model: string | undefined
}

/** Every task result of the document; empty unless all parts of it are such. */
function tasksIn(document: JsonValue): readonly Found[] {
  const found: Found[] = []
  return collect(document, { pointer: '', model: undefined }, found) ? found : []
}

function collect(value: JsonValue, place: Place, found: Found[]): boolean {
  if (isJsonArray(value)) return collectAll(value, place, found)
  if (!isJsonObject(value)) return false
  const models = value['model_results']
  if (isJsonArray(models)) return collectAll(models, at(place, 'model_results'), found)
  const tasks = value['task_results']
  const model = textAt(value, 'model_name')
  if (isJsonArray(tasks)) {
    return model !== undefined && collectAll(tasks, { ...at(place, 'task_results'), model }, found)
  }
  const legacy = isLegacyTask(value)
  if (!legacy && !isTask(value)) return false
  found.push({ task: value, ...place, model: place.model ?? model, legacy })
  return true
}

function collectAll(values: readonly JsonValue[], place: Place, found: Found[]): boolean {
  return values.length > 0 && values.every((value, index) => collect(value, at(place, index), found))
}

function at(place: Place, key: string | number): Place {
  return { ...place, pointer: extendPointer(place.pointer, key) }
}

function isTask(task: JsonObject): boolean {
  const scores = mapAt(task, 'scores')
  const splits = Object.keys(scores)
  if (textAt(task, 'task_name') === undefined || !isJsonObject(task['scores'])) return false
  // A file without any split is MTEB's all the same when it says which data and which MTEB made it.
  if (splits.length === 0) return 'mteb_version' in task && 'dataset_revision' in task
  return splits.every((split) => isSplit(scores[split]))
}

function isSplit(list: JsonValue | undefined): boolean {
  return (
    isJsonArray(list) && list.every((entry) => isJsonObject(entry) && ('main_score' in entry || 'hf_subset' in entry))
  )
}

function isLegacyTask(task: JsonObject): boolean {
  return textAt(task, 'mteb_dataset_name') !== undefined && 'mteb_version' in task
}
