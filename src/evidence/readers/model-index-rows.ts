import { emptyMap, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { readNumber, readPrintedNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { mapAt, textAt } from './reader.ts'

/** A row, and whether the Hub marked its number as verified. */
export interface StatedRow {
  readonly row: ReportRow
  readonly verified: boolean
}

/** The metrics of `model-index`: models → results → metrics. */
export function cardRows(document: JsonValue): readonly StatedRow[] {
  const models = listAt(document, 'model-index')
  return models.flatMap((model, modelAt) => {
    const name = textAt(model, 'name')
    return listAt(model, 'results').flatMap((result, resultAt) => {
      return listAt(result, 'metrics').flatMap((metric, metricAt) => {
        const pointer = `/model-index/${modelAt}/results/${resultAt}/metrics/${metricAt}/value`
        const shared = resultParts(result, metric, { name, isOneOfSeveral: models.length > 1 })
        const verified = isJsonObject(metric) && metric['verified'] === true && 'verifyToken' in metric
        return valueRows(shared, asMap(metric)['value'], pointer).map((row) => ({ row, verified }))
      })
    })
  })
}

/** The entries of `.eval_results/*.yaml`. They name a benchmark and no metric: the metric is `score`. */
export function entryRows(entries: readonly JsonValue[]): readonly StatedRow[] {
  return entries.flatMap((entry, index) => {
    const dataset = mapAt(entry, 'dataset')
    const [id, revision] = [textAt(dataset, 'id'), textAt(dataset, 'revision')]
    const notes = textAt(entry, 'notes')
    const shared = {
      metric: 'score',
      slice: textsOf({ dataset: id, notes }),
      ...rowParts({ task: textAt(dataset, 'task_id'), dataset: id, dataset_version: revision }),
    }
    const verified = textAt(entry, 'verifyToken') !== undefined
    return valueRows(shared, asMap(entry)['value'], `/${index}/value`).map((row) => ({ row, verified }))
  })
}

type SharedParts = Omit<ReportRow, 'value' | 'missing' | 'pointer'>

/** Task, dataset and its parts, and what tells metrics of one type apart. */
function resultParts(
  result: JsonValue,
  metric: JsonValue,
  model: { readonly name: string | undefined; readonly isOneOfSeveral: boolean },
): SharedParts {
  const dataset = mapAt(result, 'dataset')
  const id = textAt(dataset, 'type') ?? textAt(dataset, 'name')
  const [config, split, label] = [textAt(dataset, 'config'), textAt(dataset, 'split'), textAt(metric, 'name')]
  const type = textAt(metric, 'type') ?? label ?? ''
  const isLabelled = label !== undefined && label.toLowerCase() !== type.toLowerCase()
  return {
    metric: type,
    slice: textsOf({
      dataset: id,
      config,
      split,
      name: isLabelled ? label : undefined,
      metric_config: textAt(metric, 'config'),
      model: model.isOneOfSeveral ? model.name : undefined,
    }),
    ...rowParts({
      task: textAt(mapAt(result, 'task'), 'type'),
      model: model.name,
      dataset: config === undefined || id === undefined ? id : `${id}/${config}`,
      dataset_version: textAt(dataset, 'revision'),
    }),
  }
}

/** One row, or one for each class where the value is a map of numbers. */
function valueRows(shared: SharedParts, value: JsonValue | undefined, pointer: string): readonly ReportRow[] {
  if (isJsonObject(value)) {
    return Object.entries(value).map(([key, inner]) => ({
      ...shared,
      slice: { ...shared.slice, class: key },
      ...readNumber(inner),
      pointer: extendPointer(pointer, key),
    }))
  }
  const { warning, ...found } = readPrintedNumber(typeof value === 'string' ? value.replace(/\s*%$/, '') : value)
  const isPercent = typeof value === 'string' && value.endsWith('%') && found.value !== null
  return [
    {
      ...shared,
      ...found,
      ...(isPercent ? { unit: 'percent' } : {}),
      ...(warning === undefined ? {} : { warnings: [`the number was written as text: ${JSON.stringify(value)}`] }),
      pointer,
    },
  ]
}

function listAt(parent: JsonValue, key: string): readonly JsonValue[] {
  const value = isJsonObject(parent) ? parent[key] : undefined
  return isJsonArray(value) ? value : []
}

function asMap(value: JsonValue): JsonObject {
  return isJsonObject(value) ? value : emptyMap()
}

/** The texts that are there. */
function textsOf(texts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {}
  for (const [key, text] of Object.entries(texts)) if (text !== undefined) kept[key] = text
  return kept
}

/** Parts of a row that are no slice. */
function rowParts(
  parts: {
    readonly [key in 'task' | 'model' | 'dataset' | 'dataset_version']?: string | undefined
  },
): Pick<ReportRow, 'task' | 'model' | 'dataset' | 'dataset_version'> {
  return {
    ...(parts.task === undefined ? {} : { task: parts.task }),
    ...(parts.model === undefined ? {} : { model: parts.model }),
    ...(parts.dataset === undefined ? {} : { dataset: parts.dataset }),
    ...(parts.dataset_version === undefined ? {} : { dataset_version: parts.dataset_version }),
  }
}
