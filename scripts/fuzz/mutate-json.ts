import { emptyMap, isJsonArray, isJsonObject, type JsonValue, NonFiniteMarker } from '../../src/evidence/json.ts'
import type { Random } from './random.ts'

/** Written as they stand: many are no JSON, or mean something to one parser or another. */
const ODD_VALUES: readonly string[] = [
  ...['null', 'true', 'false', '0', '-0', '1', '-1', '0.5', '1e308', '1e999', '-1e999', '1e-999', '9007199254740993'],
  ...['NaN', 'Infinity', '-Infinity', '""', '"NaN"', '"0.5"', '"85%"', '"C"', '"__proto__"', '"\\ud800"', '"success"'],
  ...[
    '[]',
    '{}',
    '[[]]',
    '[null]',
    '[0.5]',
    '{"value":0.5}',
    '{"value":NaN}',
    '{"length":1}',
    '{"__proto__":{"value":1}}',
  ],
]
/** What a careless reader trips over first. */
const PLAIN_VALUES: readonly string[] = ['null', '[]', '{}', '""', '"x"', '0', 'true', '[null]', '-1']
const ODD_KEYS: readonly string[] = [
  ...[
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    'length',
    '',
    ' ',
    'a/b~c',
    '0',
    'value',
    'name',
    'metrics',
  ],
  ...[
    'status',
    'results',
    'scores',
    'eval',
    'model-index',
    'schema',
    'n',
    'stderr',
    'children',
    'attributes',
    '\u0000',
    '😀',
  ],
]
const DEPTHS = [3, 100, 1001, 20_000] as const

/** Changes the structure of a document and writes it as JSON text: other types, odd keys, doubled keys, deep nesting. */
export function mutateJson(document: JsonValue, random: Random): string {
  const depths = depthsOf(document)
  const changed = new Set(Array.from({ length: 1 + random.below(3) }, () => pickPlace(depths, random)))
  return new JsonMutator(changed, random).write(document)
}

/** Depth of each place, in the order in which it is written. */
function depthsOf(value: JsonValue, depth = 0, depths: number[] = []): readonly number[] {
  depths.push(depth)
  const children = isJsonArray(value) ? value : isJsonObject(value) ? Object.values(value) : []
  for (const child of children) depthsOf(child, depth + 1, depths)
  return depths
}

/** The least deep of three: readers look at the upper places, and most places are leaves. */
function pickPlace(depths: readonly number[], random: Random): number {
  const picked = [0, 1, 2].map(() => random.below(depths.length))
  return picked.reduce((best, place) => ((depths[place] ?? 0) < (depths[best] ?? 0) ? place : best))
}

class JsonMutator {
  private readonly changed: ReadonlySet<number>
  private readonly random: Random
  private place = 0

  constructor(changed: ReadonlySet<number>, random: Random) {
    this.changed = changed
    this.random = random
  }

  write(value: JsonValue): string {
    const isChanged = this.changed.has(this.place)
    this.place += 1
    if (!isChanged) return this.plain(value)
    const { random } = this
    switch (random.below(7)) {
      case 0: {
        const depth = random.pick(DEPTHS)
        const [open, close] = random.chance(0.5) ? ['[', ']'] : ['{"a":', '}']
        return `${open.repeat(depth)}${this.plain(value)}${close.repeat(depth)}`
      }
      case 1:
        return `[${this.plain(value)},${random.pick(ODD_VALUES)}]`
      case 2:
        return `{${JSON.stringify(random.pick(ODD_KEYS))}:${this.plain(value)}}`
      case 3:
        return isJsonObject(value) ? this.renamed(value) : JSON.stringify(this.plain(value))
      default:
        return random.pick(random.chance(0.6) ? PLAIN_VALUES : ODD_VALUES)
    }
  }

  private plain(value: JsonValue): string {
    if (isJsonArray(value)) return `[${value.map((item) => this.write(item)).join(',')}]`
    if (isJsonObject(value)) {
      return `{${Object.entries(value)
        .map(([key, item]) => `${JSON.stringify(key)}:${this.write(item)}`)
        .join(',')}}`
    }
    if (value instanceof NonFiniteMarker) return 'NaN'
    return JSON.stringify(value)
  }

  /** A key is lost, doubled, or another one. */
  private renamed(value: Readonly<Record<string, JsonValue>>): string {
    const keys = Object.keys(value)
    if (keys.length === 0) return '{}'
    const key = this.random.pick(keys)
    const { [key]: item = null, ...rest } = value
    const text = this.plain(Object.assign(emptyMap(), rest))
    const names = this.random.pick([[], [key, key], [this.random.pick(ODD_KEYS)]])
    const members = names.map((name) => `${JSON.stringify(name)}:${this.plain(item)}`)
    return `${text.slice(0, -1)}${text === '{}' || members.length === 0 ? '' : ','}${members.join(',')}}`
  }
}
