import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { ItemScores, ReportRow } from '../report.ts'
import { MEANS } from './inspect-rows.ts'
import { textAt } from './reader.ts'

/** Inspect's own mapping (`value_to_float`): correct, incorrect, partial, no answer. */
const LETTERS: ReadonlyMap<string, number> = new Map([
  ['C', 1],
  ['I', 0],
  ['P', 0.5],
  ['N', 0],
])
const WORDS: ReadonlyMap<string, number> = new Map([
  ['yes', 1],
  ['true', 1],
  ['no', 0],
  ['false', 0],
])

/** Numbers that differ by less are the same mean, summed in another order. */
const CLOSE = 1e-9

interface Found {
  readonly items: readonly ItemScores[]
  readonly warning?: string
}

/**
 * The scores of single samples behind the means of one score: `reductions` (reduced over epochs), else `samples`. They
 * are used only where their mean is the number in the log: a scorer may map its values in a way of its own.
 */
export function scoreItems(document: JsonValue, score: JsonObject, rows: readonly ReportRow[]): Found {
  // Means of groups have no count.
  const own = rows.filter((row) => MEANS.has(row.metric) && row.value !== null && row.n !== undefined)
  if (own.length === 0) return { items: [] }
  const values = reducedValues(document, score) ?? sampleValues(document, score)
  if (values === undefined || values.size === 0) return { items: [] }
  const scores = Float64Array.from(values.values())
  const mean = meanOf(scores)
  const fitting = own.filter((row) => Math.abs((row.value ?? Number.NaN) - mean) <= CLOSE)
  const items = fitting.map((row) => itemsOf(row, [...values.keys()], scores))
  if (items.length === own.length) return { items }
  const name = textAt(score, 'name') ?? ''
  return { items, warning: `the single scores of ${name} have another mean than the log states and were not used` }
}

function itemsOf(row: ReportRow, ids: readonly string[], scores: Float64Array): ItemScores {
  return {
    metric: row.metric,
    ...(row.task === undefined ? {} : { task: row.task }),
    ...(row.scorer === undefined ? {} : { scorer: row.scorer }),
    ...(row.slice === undefined ? {} : { slice: row.slice }),
    ids,
    scores,
  }
}

/** Sample id → value; undefined when there are none, or an id stands twice. */
function reducedValues(document: JsonValue, score: JsonObject): ReadonlyMap<string, number> | undefined {
  const reductions = isJsonObject(document) ? document['reductions'] : undefined
  const scorers = [textAt(score, 'scorer'), textAt(score, 'name')]
  const reducer = textAt(score, 'reducer')
  const reduction = (isJsonArray(reductions) ? reductions : []).find((one) => {
    return scorers.includes(textAt(one, 'scorer')) && textAt(one, 'reducer') === reducer
  })
  const samples = isJsonObject(reduction) ? reduction['samples'] : undefined
  if (!isJsonArray(samples)) return undefined
  const values = new Map<string, number>()
  for (const sample of samples) {
    const id = isJsonObject(sample) ? idText(sample['sample_id']) : undefined
    if (id === undefined || values.has(id) || !isJsonObject(sample)) return undefined
    values.set(id, toNumber(sample['value'], score))
  }
  return values
}

/** Of a run with one epoch; the reduction over several cannot be known here. */
function sampleValues(document: JsonValue, score: JsonObject): ReadonlyMap<string, number> | undefined {
  const samples = isJsonObject(document) ? document['samples'] : undefined
  if (!isJsonArray(samples)) return undefined
  const values = new Map<string, number>()
  for (const sample of samples) {
    if (!isJsonObject(sample) || !isJsonObject(sample['scores'])) return undefined
    const id = idText(sample['id'])
    const scored = sample['scores'][textAt(score, 'scorer') ?? ''] ?? sample['scores'][textAt(score, 'name') ?? '']
    if (id === undefined || values.has(id)) return undefined
    values.set(id, toNumber(isJsonObject(scored) ? scored['value'] : undefined, score))
  }
  return values
}

function idText(id: JsonValue | undefined): string | undefined {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}

/** A scorer of several scores keeps a map of them; NaN: the sample has no score. */
function toNumber(value: JsonValue | undefined, score: JsonObject): number {
  const one = isJsonObject(value) ? value[textAt(score, 'name') ?? ''] : value
  if (typeof one === 'number') return one
  if (typeof one === 'boolean') return one ? 1 : 0
  if (typeof one !== 'string') return Number.NaN
  const word = LETTERS.get(one) ?? WORDS.get(one.toLowerCase())
  return word ?? (/^-?\d+(\.\d+)?$/.test(one) ? Number(one) : Number.NaN)
}

function meanOf(scores: Float64Array): number {
  let [sum, count] = [0, 0]
  for (const score of scores) {
    if (Number.isNaN(score)) continue
    sum += score
    count += 1
  }
  return sum / count
}
