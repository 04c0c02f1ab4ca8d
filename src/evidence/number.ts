import { isJsonArray, isJsonObject, type JsonValue, NonFiniteMarker } from './json.ts'
import type { MissingKind } from './report.ts'

/** A number as found at a place: finite, or null with the reason. */
export interface FoundNumber {
  readonly value: number | null
  readonly missing?: MissingKind
  readonly warning?: string
}

/** Reads a place strictly: only a finite JSON number is a number, text never is. `undefined`: there is no such place. */
export function readNumber(value: JsonValue | undefined): FoundNumber {
  if (typeof value === 'number') return { value }
  return { value: null, missing: missingKind(value) }
}

/**
 * Reads a place written by a tool that is known to print some numbers as text (numpy float32 in
 * lm-evaluation-harness). Plain decimal text counts, with a warning.
 */
export function readPrintedNumber(value: JsonValue | undefined): FoundNumber {
  if (typeof value !== 'string') return readNumber(value)
  const missing = printedNonFinite(value)
  if (missing !== null) return { value: null, missing }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) return { value: null, missing: 'text' }
  const number = Number(value)
  if (!Number.isFinite(number)) return { value: null, missing: number > 0 ? 'infinity' : 'negative-infinity' }
  return { value: number, warning: `the number was written as text: ${JSON.stringify(value)}` }
}

/** What `NaN`, `inf` and the like, written as text, stand for; null for any other text. */
export function printedNonFinite(text: string): MissingKind | null {
  const word = /^([+-]?)(nan|inf|infinity)$/i.exec(text.trim())
  if (word === null) return null
  if (word[2]?.toLowerCase() === 'nan') return 'nan'
  return word[1] === '-' ? 'negative-infinity' : 'infinity'
}

/** A finite number of at least zero (standard errors, counts), else undefined. */
export function nonNegative(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined
}

function missingKind(value: JsonValue | undefined): MissingKind {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (value instanceof NonFiniteMarker) return value.nonFinite
  if (typeof value === 'string') return 'text'
  if (isJsonArray(value)) return 'list'
  return 'other'
}

/** True when a number, finite or not, stands anywhere in the value, lists included. */
export function holdsNumber(value: JsonValue): boolean {
  if (typeof value === 'number' || value instanceof NonFiniteMarker) return true
  if (isJsonArray(value)) return value.some(holdsNumber)
  if (!isJsonObject(value)) return false
  for (const key in value) if (holdsNumber(value[key] ?? null)) return true
  return false
}
