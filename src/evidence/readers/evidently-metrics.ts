import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { plainRows } from './plain.ts'
import { mapAt, textAt } from './reader.ts'

type Slice = Readonly<Record<string, string>>

/** Rows of a snapshot's metrics. Their ids are hashes: a metric is told by its kind, and by its settings as a slice. */
export function metricRows(metrics: readonly JsonValue[]): readonly ReportRow[] {
  return metrics.flatMap((entry, index) => {
    const { metric, slice } = identityOf(entry, mapAt(entry, 'config'))
    const value = isJsonObject(entry) ? entry['value'] : undefined
    return valueRows(value, { metric, slice, pointer: `/metrics/${index}/value` })
  })
}

/** Before 0.7: `metric` and a tree of results, which differs from metric to metric. */
export function legacyReportRows(metrics: readonly JsonValue[]): readonly ReportRow[] {
  return metrics.flatMap((entry, index) => {
    const result = mapAt(entry, 'result')
    const name = textAt(entry, 'metric') ?? ''
    const column = columnOf(result)
    return plainRows(result).map((row): ReportRow => {
      return {
        ...row,
        task: row.task === undefined ? name : `${name}/${row.task}`,
        ...(column === undefined ? {} : { slice: { column } }),
        pointer: `/metrics/${index}/result${row.pointer}`,
      }
    })
  })
}

/** `column` in the settings of new metrics, `column_name` in those of old ones. */
export function columnOf(settings: JsonObject): string | undefined {
  const column = settings['column_name'] ?? settings['column']
  return textAt(settings, 'column') ?? textAt(column, 'name') ?? textAt(settings, 'column_name')
}

/** What a metric measures, and on what. */
export function identityOf(entry: JsonValue, config: JsonObject): { readonly metric: string; readonly slice: Slice } {
  const written = textAt(entry, 'metric_name') ?? textAt(entry, 'metric_id') ?? ''
  const [, name = written, settings = ''] = /^([^(]+)\((.*)\)$/s.exec(written.trim()) ?? []
  const type = textAt(config, 'type')?.split(':').at(-1)
  // Without the kind, a name with settings in parentheses starts with it.
  const metric = type ?? name
  const slice = Object.keys(config).length > 0 ? settingsOf(config) : writtenSettings(settings)
  return { metric: metric === '' ? (textAt(entry, 'id') ?? 'value') : metric, slice }
}

/** Settings that say nothing about what is measured. */
const NO_SETTING = /^type$|tests$/

/** Texts, numbers and lists of them; the settings of tests and whole nested configurations stay out. */
export function settingsOf(config: JsonObject): Slice {
  const settings: [string, string][] = []
  for (const key in config) {
    const value = config[key]
    if (NO_SETTING.test(key)) continue
    const text = isJsonArray(value) ? value.flatMap((part) => scalarText(part) ?? []).join(',') : scalarText(value)
    if (text !== undefined && text !== '') settings.push([key, text])
  }
  return Object.fromEntries(settings)
}

function scalarText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

/** `column=age,q=0.5`: a comma that no `name=` follows belongs to the value before it. */
function writtenSettings(text: string): Slice {
  const parts = text.split(/,\s*(?=\w+=)/).flatMap((part): [string, string][] => {
    const [, key, value = ''] = /^\s*(\w+)=(.*)$/s.exec(part) ?? []
    return key === undefined || value === '' ? [] : [[key, value]]
  })
  return Object.fromEntries(parts)
}

interface Place {
  readonly metric: string
  readonly slice: Slice
  readonly pointer: string
}

/** Shapes of a value whose keys are statistics of it, not labels of the data. `std` is a spread, never a standard error. */
const STATISTICS: readonly ReadonlySet<string>[] = [
  new Set(['count', 'share']),
  new Set(['mean', 'std']),
  new Set(['counts', 'shares']),
]

function valueRows(value: JsonValue | undefined, place: Place, scorer?: string): readonly ReportRow[] {
  if (!isJsonObject(value)) return [leafRow(value, place, scorer)]
  const keys = Object.keys(value)
  const named = scorer === undefined && STATISTICS.some((set) => keys.length > 0 && keys.every((key) => set.has(key)))
  return keys.flatMap((key) => {
    const pointer = extendPointer(place.pointer, key)
    if (named) return valueRows(value[key], { ...place, pointer }, key.replace(/s$/, ''))
    const label = place.slice['label'] === undefined ? key : `${place.slice['label']}/${key}`
    return valueRows(value[key], { ...place, slice: { ...place.slice, label }, pointer }, scorer)
  })
}

function leafRow(
  value: JsonValue | undefined,
  { metric, slice, pointer }: Place,
  scorer: string | undefined,
): ReportRow {
  const unit = scorer === 'share' ? 'fraction' : undefined
  return buildRow({ metric, scorer, slice, found: readNumber(value), unit, pointer })
}
