import { emptyMap, type JsonObject, type JsonValue, MAX_DEPTH, NonFiniteMarker } from './json.ts'
import { describeAt, errorAt, positionOf } from './place.ts'

/**
 * Parses JSON (RFC 8259) and the three bare words that Python adds. Stricter than `JSON.parse` in one
 * point: a key given twice is an error, because people and parsers would see different values.
 * @throws ReportError `report-unreadable` with file, line and column.
 */
export function parseJson(text: string, file: string): JsonValue {
  return new JsonReader(text, file).document()
}

/**
 * Parses JSON Lines: one value a line, empty lines left out. Appending tools write one line for each run.
 * @throws ReportError `report-unreadable` with file, line and column.
 */
export function parseJsonLines(text: string, file: string): readonly JsonValue[] {
  return new JsonReader(text, file).lines()
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_MAP = 0x7b
const CLOSE_MAP = 0x7d
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const DOT = 0x2e

const WORDS: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', new NonFiniteMarker('nan')],
  ['Infinity', new NonFiniteMarker('infinity')],
  ['-Infinity', new NonFiniteMarker('negative-infinity')],
]

/** One pass over the text, with the place of every error at hand. Recursion is bounded by MAX_DEPTH. */
class JsonReader {
  private readonly text: string
  private readonly file: string
  private at = 0

  constructor(text: string, file: string) {
    this.text = text
    this.file = file
  }

  document(): JsonValue {
    this.skipSpace()
    const value = this.value(0)
    this.skipSpace()
    if (this.at < this.text.length) this.trailing(value)
    return value
  }

  lines(): readonly JsonValue[] {
    const values: JsonValue[] = []
    this.skipSpace()
    while (this.at < this.text.length) {
      const start = this.at
      values.push(this.value(0))
      if (this.newLineBetween(start, this.at)) this.severalLines(start)
      const end = this.at
      this.skipSpace()
      if (this.at < this.text.length && !this.newLineBetween(end, this.at)) this.fail('the end of the line')
    }
    return values
  }

  /** Within a value a line break can only stand between its parts, and is found near; no value is searched twice. */
  private newLineBetween(from: number, to: number): boolean {
    const at = this.text.indexOf('\n', from)
    return at !== -1 && at < to
  }

  private severalLines(start: number): never {
    throw errorAt(
      positionOf(this.text, start, this.file),
      'the value that starts here does not end on its line',
      'Write each record of JSON Lines on a line of its own.',
    )
  }

  private value(depth: number): JsonValue {
    const code = this.text.charCodeAt(this.at)
    if (code === QUOTE) return this.string()
    if (code === OPEN_MAP) return this.map(depth + 1)
    if (code === OPEN_LIST) return this.list(depth + 1)
    if (code >= ZERO && code <= NINE) return this.number()
    for (const [word, value] of WORDS) {
      if (!this.text.startsWith(word, this.at)) continue
      if (/^\w/.test(this.text.charAt(this.at + word.length))) break
      this.at += word.length
      return value
    }
    if (code === MINUS) return this.number()
    return this.fail('a value')
  }

  private map(depth: number): JsonObject {
    this.checkDepth(depth)
    const start = this.at
    const map = emptyMap()
    this.at += 1
    if (this.skipSpace() === CLOSE_MAP) return this.close(map)
    for (;;) {
      const keyAt = this.at
      if (this.text.charCodeAt(keyAt) !== QUOTE) this.fail('a key in double quotes')
      const key = this.string()
      if (key in map) this.duplicate(key, start, keyAt)
      if (this.skipSpace() !== COLON) this.fail('":"')
      this.at += 1
      this.skipSpace()
      map[key] = this.value(depth)
      const next = this.skipSpace()
      if (next === CLOSE_MAP) return this.close(map)
      if (next !== COMMA) this.fail('"," or "}"')
      this.at += 1
      this.skipSpace()
    }
  }

  private list(depth: number): readonly JsonValue[] {
    this.checkDepth(depth)
    const list: JsonValue[] = []
    this.at += 1
    if (this.skipSpace() === CLOSE_LIST) return this.close(list)
    for (;;) {
      list.push(this.value(depth))
      const next = this.skipSpace()
      if (next === CLOSE_LIST) return this.close(list)
      if (next !== COMMA) this.fail('"," or "]"')
      this.at += 1
      this.skipSpace()
    }
  }

  private close<T>(value: T): T {
    this.at += 1
    return value
  }

  private string(): string {
    const { text } = this
    const start = this.at
    let end = start + 1
    let escaped = false
    for (;;) {
      const code = text.charCodeAt(end)
      if (code === QUOTE) break
      if (code === BACKSLASH) {
        escaped = true
        end += 2
      } else if (code >= 0x20) end += 1
      else return this.failString(end)
    }
    this.at = end + 1
    if (!escaped) return text.slice(start + 1, end)
    try {
      return JSON.parse(text.slice(start, end + 1)) as string
    } catch {
      const bad = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/
      // Pairs are consumed first, so that the second backslash of `\\x` is not taken for the start of an escape.
      const offset = text
        .slice(start, end)
        .replace(/\\["\\/]/g, '__')
        .search(bad)
      this.at = start + offset
      return this.fail(String.raw`an escape such as \n or \u0041`)
    }
  }

  private failString(offset: number): never {
    const place = positionOf(this.text, this.at, this.file)
    const ends = Number.isNaN(this.text.charCodeAt(offset))
    this.at = Math.min(offset, this.text.length)
    return this.fail(
      ends
        ? `the end of the text that starts at ${place.line}:${place.column}`
        : 'a control character to be written as an escape',
    )
  }

  private number(): number | NonFiniteMarker {
    const { text } = this
    const start = this.at
    const negative = text.charCodeAt(start) === MINUS
    const digits = negative ? start + 1 : start
    let end = digitsEnd(text, digits)
    if (end === digits || (end > digits + 1 && text.charCodeAt(digits) === ZERO))
      return this.fail('a number without leading zeros')
    const next = text.charCodeAt(end)
    if (next !== DOT && next !== 0x65 && next !== 0x45) {
      this.at = end
      return finiteOrMarker(Number(text.slice(start, end)))
    }
    if (next === DOT) end = this.digitsAfter(end + 1)
    const exponent = text.charCodeAt(end)
    if (exponent === 0x65 || exponent === 0x45) {
      const sign = text.charCodeAt(end + 1)
      end = this.digitsAfter(sign === 0x2b || sign === MINUS ? end + 2 : end + 1)
    }
    this.at = end
    return finiteOrMarker(Number(text.slice(start, end)))
  }

  private digitsAfter(from: number): number {
    const end = digitsEnd(this.text, from)
    if (end > from) return end
    this.at = from
    return this.fail('a digit')
  }

  /** Returns the first code after the white space; NaN at the end. */
  private skipSpace(): number {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code
      this.at += 1
    }
  }

  private checkDepth(depth: number): void {
    if (depth <= MAX_DEPTH) return
    throw errorAt(positionOf(this.text, this.at, this.file), `nested deeper than ${MAX_DEPTH} levels`)
  }

  private fail(expected: string): never {
    throw errorAt(
      positionOf(this.text, this.at, this.file),
      `expected ${expected}, found ${describeAt(this.text, this.at)}`,
    )
  }

  private trailing(value: JsonValue): never {
    const at = positionOf(this.text, this.at, this.file)
    const code = this.text.charCodeAt(this.at)
    if (typeof value === 'object' && (code === OPEN_MAP || code === OPEN_LIST)) {
      throw errorAt(
        at,
        'a second document starts here, and this is no JSON Lines: those have one record on each line',
        'Give one report in one JSON file, or each record a line of its own.',
      )
    }
    return this.fail('the end of the file')
  }

  private duplicate(key: string, mapStart: number, keyAt: number): never {
    const first = positionOf(this.text, this.firstPlace(key, mapStart), this.file)
    throw errorAt(
      positionOf(this.text, keyAt, this.file),
      `the key ${JSON.stringify(key)} is given twice, first at ${first.line}:${first.column}`,
      'Keep one of them: readers would disagree about which counts.',
    )
  }

  /** Reads the map once more up to the key. Slow, hence only for the message. */
  private firstPlace(key: string, mapStart: number): number {
    this.at = mapStart + 1
    for (;;) {
      this.skipSpace()
      const keyAt = this.at
      if (this.string() === key) return keyAt
      this.skipSpace()
      this.at += 1
      this.skipSpace()
      // Depth 0: what stood here was within the limit when it was read.
      this.value(0)
      this.skipSpace()
      this.at += 1
    }
  }
}

function digitsEnd(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) at += 1
  return at
}

function finiteOrMarker(value: number): number | NonFiniteMarker {
  if (Number.isFinite(value)) return value
  return new NonFiniteMarker(value > 0 ? 'infinity' : 'negative-infinity')
}
