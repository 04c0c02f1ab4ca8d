import type { ColumnMap } from '../column-map.ts'
import type { Container } from '../containers/container.ts'
import { emptyMap, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport } from '../report.ts'

/**
 * How well a document fits a reader. `yes`: it has the marks of this format. `maybe`: it can be read, but
 * nothing says that it is this format. `no`: with what the reader did not find.
 */
export type Fit = { readonly fit: 'yes' | 'maybe' } | { readonly fit: 'no'; readonly lacks: string }

/** One format. Pure: a parsed document in, canonical rows out. */
export interface ReportReader {
  /** Judges by content only. A reader of JSON need not look at the container: YAML says the same. */
  readonly detect: (document: JsonValue, container: Container) => Fit
  /**
   * Called only when `detect` does not say `no`.
   * @throws ReportError when the document has the marks of the format and yet cannot be read.
   */
  readonly read: (document: JsonValue, file: string, from: ReadFrom) => EvaluationReport
  /** What suffices where the user names the format; default: the same as `detect`. */
  readonly accepts?: (document: JsonValue, container: Container) => Fit
}

/** What else is known of the file that a document was read from. */
export interface ReadFrom {
  readonly container: Container
  /** `columns` of the report in the gate config; null: none. */
  readonly columns: ColumnMap | null
}

export function fits(): Fit {
  return { fit: 'yes' }
}

export function lacks(what: string): Fit {
  return { fit: 'no', lacks: what }
}

/** The map at a key; an empty one when there is none. */
export function mapAt(parent: JsonValue | undefined, key: string): JsonObject {
  const value = isJsonObject(parent) ? parent[key] : undefined
  return isJsonObject(value) ? value : NOTHING
}

/** A value as a map; an empty one when it is none. */
export function asMap(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : NOTHING
}

const NOTHING: JsonObject = Object.freeze(emptyMap())

/** The text at a key, if it is there and not empty. */
export function textAt(parent: JsonValue | undefined, key: string): string | undefined {
  const value = isJsonObject(parent) ? parent[key] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** ISO 8601 from seconds since 1970; undefined for what cannot be a date of our time (a monotonic clock, say). */
export function dateFromEpoch(seconds: JsonValue | undefined): string | undefined {
  const [year2000, year2100] = [946_684_800, 4_102_444_800]
  if (typeof seconds !== 'number' || seconds < year2000 || seconds >= year2100) return undefined
  return new Date(seconds * 1000).toISOString()
}

/** ISO 8601 in UTC from a text that states its time zone; undefined for local times and other text. */
export function dateFromText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
