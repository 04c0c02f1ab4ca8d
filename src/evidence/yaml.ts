import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { ReportError } from '../errors.ts'
import { emptyMap, type JsonObject, type JsonValue, MAX_DEPTH, NonFiniteMarker } from './json.ts'
import { errorAt } from './place.ts'

/** Largest YAML report in characters: a YAML parser needs a hundred times the memory of its text. */
export const MAX_YAML_LENGTH = 4_000_000
/** As in the gate config: more is a file built to explode. */
const MAX_ALIASES = 100
/** Values that all aliases together may unfold to. */
const MAX_ALIASED_VALUES = 100_000

/**
 * Parses one YAML 1.2 document (core schema) into the same values as `parseJson`. Custom tags, merge keys,
 * duplicate keys and more than 100 aliases are errors.
 * @throws ReportError `report-unreadable` with file, line and column.
 */
export function parseYaml(text: string, file: string): JsonValue {
  if (text.length > MAX_YAML_LENGTH) {
    throw new ReportError('report-too-large', `${file} is YAML of more than ${MAX_YAML_LENGTH / 1e6} MB`, {
      hint: 'Write large reports as JSON.',
    })
  }
  try {
    return new YamlReader(text, file).document()
  } catch (thrown) {
    // The parser itself recurses; text nested beyond its stack ends here.
    if (!(thrown instanceof RangeError)) throw thrown
    throw new ReportError('report-unreadable', `${file} is nested too deeply`, { cause: thrown })
  }
}

class YamlReader {
  private readonly lines = new LineCounter()
  private readonly file: string
  private readonly parsed: ReturnType<typeof parseDocument>
  private aliases = 0
  private aliasedValues = 0

  constructor(text: string, file: string) {
    this.file = file
    this.parsed = parseDocument(text, {
      schema: 'core',
      merge: false,
      // Its own check compares each key with each other; `map` below does it in one pass.
      uniqueKeys: false,
      lineCounter: this.lines,
      prettyErrors: false,
      resolveKnownTags: false,
      // At 'silent' the parser would read the first of several documents and say nothing.
      logLevel: 'error',
    })
  }

  document(): JsonValue {
    // Warnings are tags that the schema does not know: a value of unknown meaning is no evidence.
    const problem = this.parsed.errors[0] ?? this.parsed.warnings[0]
    if (problem !== undefined) {
      // The parser recurses, and reports its own overflow as a problem of the text.
      const deep = /call stack/i.test(problem.message)
      return this.fail(problem.pos[0], deep ? 'nested too deeply' : `not valid YAML: ${problem.message}`)
    }
    return this.value(this.parsed.contents, 0, false)
  }

  private value(node: unknown, depth: number, aliased: boolean): JsonValue {
    if (depth > MAX_DEPTH) return this.fail(offsetOf(node), `nested deeper than ${MAX_DEPTH} levels`)
    if (aliased) this.aliasedValues += 1
    if (this.aliasedValues > MAX_ALIASED_VALUES) return this.fail(offsetOf(node), 'aliases unfold to too many values')
    if (isScalar(node)) return this.scalar(node)
    if (isMap(node)) return this.map(node, depth, aliased)
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1, aliased))
    if (isAlias(node)) return this.alias(node, depth)
    return null
  }

  private scalar(node: Scalar): JsonValue {
    const value: unknown = node.value
    if (typeof value === 'number' && !Number.isFinite(value)) {
      if (Number.isNaN(value)) return new NonFiniteMarker('nan')
      return new NonFiniteMarker(value > 0 ? 'infinity' : 'negative-infinity')
    }
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return value
    return this.fail(offsetOf(node), 'a value of a kind that reports do not have')
  }

  private map(node: YAMLMap, depth: number, aliased: boolean): JsonObject {
    const map = emptyMap()
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : this.fail(offsetOf(key), 'a key has to be plain text')
      if (name === '<<') return this.fail(offsetOf(key), 'merge keys (<<) are not allowed')
      if (name in map) return this.fail(offsetOf(key), `the key ${JSON.stringify(name)} is given twice`)
      map[name] = this.value(value, depth + 1, aliased)
    }
    return map
  }

  private alias(node: Alias, depth: number): JsonValue {
    this.aliases += 1
    if (this.aliases > MAX_ALIASES) return this.fail(offsetOf(node), `more than ${MAX_ALIASES} aliases`)
    const target: Node | undefined = node.resolve(this.parsed)
    if (target === undefined) return this.fail(offsetOf(node), `no anchor is named ${JSON.stringify(node.source)}`)
    return this.value(target, depth + 1, true)
  }

  private fail(offset: number, message: string): never {
    const { line, col } = this.lines.linePos(offset)
    throw errorAt({ file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) }, message)
  }
}

function offsetOf(node: unknown): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0
}
