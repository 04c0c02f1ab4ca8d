import { emptyMap, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { parseJson } from '../parse-json.ts'
import { memberName } from './unpack-zip.ts'

/** Where the scores of an archive stand in Inspect's JSON log. */
const PLACES: Readonly<Record<string, string>> = { 'reductions.json': 'reductions', 'summaries.json': 'samples' }

/**
 * Puts the members of an Inspect `.eval` archive together to the form of its JSON log, so that one reader and the same
 * selectors fit both. A log that was never closed has no header: it is given the status that Inspect gives it.
 * @throws ReportError `report-unreadable`.
 */
export function parseInspectArchive(members: ReadonlyMap<string, string>, file: string): JsonValue {
  const log = emptyMap()
  for (const [member, text] of members) {
    const value = parseJson(text, memberName(file, member))
    const place = PLACES[member]
    if (place !== undefined) log[place] = value
    else Object.assign(log, member === 'header.json' ? value : started(value))
  }
  return log
}

function started(start: JsonValue): JsonObject {
  return Object.assign(emptyMap(), isJsonObject(start) ? start : {}, { status: 'started' })
}
