import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { printedNonFinite, readNumber } from '../number.ts'
import type { ReportRow } from '../report.ts'

/** AWS prints what it could not compute as `"NaN"`; any other text is no number. */
export function printedMissing(value: JsonValue | undefined): Pick<ReportRow, 'value' | 'missing'> {
  const found = readNumber(value)
  const printed = typeof value === 'string' ? printedNonFinite(value) : null
  const missing = printed ?? found.missing
  return { value: found.value, ...(missing === undefined ? {} : { missing }) }
}

/** The maps of a list; other entries are none of ours. */
export function mapsIn(list: JsonValue | undefined): readonly (readonly [JsonObject, number])[] {
  if (!isJsonArray(list)) return []
  return list.flatMap((entry, index) => (isJsonObject(entry) ? [[entry, index] as const] : []))
}
