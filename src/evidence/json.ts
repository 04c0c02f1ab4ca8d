/** A number that JSON cannot hold but Python writes: `NaN`, `Infinity`, `-Infinity`, or one that overflows (`1e999`). */
export interface NonFinite {
  readonly nonFinite: NonFiniteKind
}

export type NonFiniteKind = 'nan' | 'infinity' | 'negative-infinity'

export type JsonValue = null | boolean | number | string | NonFiniteMarker | readonly JsonValue[] | JsonObject

/** Null-prototype map: keys such as `__proto__` are ordinary keys. */
export interface JsonObject {
  readonly [key: string]: JsonValue
}

/** Class, so that no object of a file can pass for a marker; its kind is no own property, so that no selector can step into it. */
export class NonFiniteMarker implements NonFinite {
  readonly #kind: NonFiniteKind

  constructor(kind: NonFiniteKind) {
    this.#kind = kind
  }

  get nonFinite(): NonFiniteKind {
    return this.#kind
  }
}

/** Deepest nesting of lists and maps that is read. */
export const MAX_DEPTH = 1000

/** True for maps; markers and lists are none. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NonFiniteMarker)
}

/** Array.isArray does not narrow readonly arrays. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/**
 * An empty null-prototype map. `Object.create(null)` would make V8 keep a hash table for each map, which
 * costs about three times the memory on reports of many small maps.
 */
export function emptyMap(): Record<string, JsonValue> {
  return Object.setPrototypeOf({}, null)
}
