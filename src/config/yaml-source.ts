import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml'
import type { Issue, Position } from '../errors.ts'
import { fileError } from './file-error.ts'

export type Path = readonly PropertyKey[]

/** A YAML file as plain values, with the place of every key and value. */
export interface YamlSource {
  readonly file: string
  /** Null-prototype objects, arrays and scalars; undefined: the file holds nothing. */
  readonly value: unknown
  /** Problems that do not hinder further reading: the pairs at fault are left out of `value`. */
  readonly issues: readonly Issue[]
  /** Place of the value at a path; of the nearest part above it when there is none. */
  at(path: Path): Position
  /** Place of the key of the value at a path (of the value itself in lists). */
  keyAt(path: Path): Position
}

/**
 * Reads YAML 1.2 (core schema) strictly: one document, text keys, no duplicate keys, no tags but the core ones, no merge
 * keys, at most 100 alias expansions, 64 levels, 512 kB. Throws ConfigError when nothing sensible can be read.
 */
export function readYaml(text: string, file: string): YamlSource {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    const message = 'The file is larger than 512 kB'
    throw fileError(file, [{ at: { file, line: 1, column: 1 }, message }])
  }
  const lines = new LineCounter()
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const reading: Reading = {
    position,
    issues: [],
    fatal: [],
    anchors: new Map(),
    open: new Set(),
    expansions: 0,
    size: 0,
  }
  const contents = parse(text, lines, reading)
  const root: Part =
    contents === null ? { value: undefined, place: { at: 0 }, expansions: 0, size: 0 } : read(contents, 0, reading)
  if (reading.fatal.length > 0) throw fileError(file, [...reading.fatal, ...reading.issues])
  return {
    file,
    value: root.value,
    issues: reading.issues,
    at: (path) => position(placeOf(root.place, path).at),
    keyAt: (path) => {
      const place = placeOf(root.place, path)
      return position(place.keyAt ?? place.at)
    },
  }
}

const MAX_BYTES = 512_000
const MAX_DEPTH = 64
const MAX_EXPANSIONS = 100
/** Nodes after expanding aliases; a file of 512 kB without any stays below. */
const MAX_SIZE = 500_000
const CORE_TAGS = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
)
/** Where the library's own words would not help. */
const SYNTAX_MESSAGES: ReadonlyMap<string, string> = new Map([
  ['MULTIPLE_DOCS', 'The file holds several documents; one is read'],
  ['RESOURCE_EXHAUSTION', `Nested deeper than ${MAX_DEPTH} levels`],
])
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** Offsets in the text; children by key or index. */
interface Place {
  readonly at: number
  readonly keyAt?: number
  readonly children?: ReadonlyMap<PropertyKey, Place>
}

interface Part {
  readonly value: unknown
  readonly place: Place
  /** Aliases inside, each counted as often as it is expanded. */
  readonly expansions: number
  readonly size: number
}

interface Reading {
  readonly position: (offset: number) => Position
  readonly issues: Issue[]
  readonly fatal: Issue[]
  readonly anchors: Map<string, Part>
  /** Anchors whose node is being read: an alias to one of them would never end. */
  readonly open: Set<string>
  expansions: number
  size: number
}

function parse(text: string, lineCounter: LineCounter, reading: Reading): ParsedNode | null {
  const fail = (offset: number, problem: Omit<Issue, 'at'>): void => {
    reading.fatal.push({ at: reading.position(offset), ...problem })
  }
  // Keys are compared here, in linear time; the library's own test is quadratic.
  const options = { lineCounter, schema: 'core', merge: false, uniqueKeys: false, prettyErrors: false } as const
  const document = parseDocument(text, options)
  const { explicit, version } = document.directives.yaml
  if (explicit === true && version !== '1.2') {
    fail(0, { message: `The file asks for YAML ${version}`, hint: 'Remove the %YAML line: YAML 1.2 is read.' })
  }
  for (const error of document.errors) {
    fail(error.pos[0], { message: SYNTAX_MESSAGES.get(error.code) ?? `Not valid YAML: ${error.message}` })
  }
  return document.contents
}

function read(node: Node | null, depth: number, reading: Reading, end = 0): Part {
  if (node === null) return { value: null, place: { at: end }, expansions: 0, size: 1 }
  const at = node.range?.[0] ?? end
  if (isAlias(node)) return expand(node.source, at, reading)
  checkTag(node.tag, at, reading)
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined
  if (anchor !== undefined) reading.open.add(anchor)
  const part = readContent(node, { depth, at, reading })
  if (anchor !== undefined) {
    reading.open.delete(anchor)
    reading.anchors.set(anchor, part)
  }
  return part
}

function readContent(node: Node, where: { depth: number; at: number; reading: Reading }): Part {
  const { depth, at, reading } = where
  if (isScalar(node)) return { value: node.value, place: { at }, expansions: 0, size: 1 }
  if (depth >= MAX_DEPTH) {
    reading.fatal.push({ at: reading.position(at), message: `Nested deeper than ${MAX_DEPTH} levels` })
    return { value: null, place: { at }, expansions: 0, size: 1 }
  }
  const children = new Map<PropertyKey, Place>()
  const parts: Part[] = []
  const add = (key: string | number, part: Part, keyAt?: number): void => {
    children.set(key, keyAt === undefined ? part.place : { ...part.place, keyAt })
    parts.push(part)
  }
  const whole = (value: unknown): Part => {
    return { value, place: { at, children }, expansions: sum(parts, 'expansions'), size: sum(parts, 'size') + 1 }
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) add(index, read(asNode(item), depth + 1, reading, at))
    return whole(parts.map((part) => part.value))
  }
  const value: Record<string, unknown> = Object.create(null)
  for (const { key, value: item } of isMap(node) ? node.items : []) {
    const name = readKey(key, children, reading)
    const [keyAt, keyEnd] = rangeOf(key, at)
    const part = read(asNode(item), depth + 1, reading, keyEnd)
    if (name === null) continue
    add(name, part, keyAt)
    value[name] = part.value
  }
  return whole(value)
}

/** The name of a key, or null when the pair must be left out (an issue says why). */
function readKey(key: unknown, seen: ReadonlyMap<PropertyKey, Place>, reading: Reading): string | null {
  const [offset] = rangeOf(key, 0)
  const refuse = (message: string, hint: string): null => {
    reading.issues.push({ at: reading.position(offset), message, hint })
    return null
  }
  if (!isScalar(key) || typeof key.value !== 'string') {
    const found = isScalar(key) ? ` \`${String(key.source ?? key.value)}\`` : ''
    return refuse(`The key${found} is not text`, 'Put it in quotes.')
  }
  checkTag(key.tag, offset, reading)
  if (key.anchor !== undefined)
    reading.anchors.set(key.anchor, { value: key.value, place: { at: offset }, expansions: 0, size: 1 })
  const name = key.value
  if (name === '<<')
    return refuse('Merge keys (`<<`) are not read', 'Write the keys out, or use an alias for a whole value.')
  if (FORBIDDEN_KEYS.has(name)) return refuse(`The key \`${name}\` is not allowed`, 'Choose another name.')
  const first = seen.get(name)
  if (first !== undefined) {
    const { line, column } = reading.position(first.keyAt ?? first.at)
    return refuse(
      `The key \`${name}\` is given twice`,
      `It stands first at line ${line}, column ${column}; keep one of them.`,
    )
  }
  return name
}

function expand(name: string, at: number, reading: Reading): Part {
  const nothing: Part = { value: null, place: { at }, expansions: 0, size: 0 }
  const target = reading.open.has(name) ? undefined : reading.anchors.get(name)
  if (target === undefined) {
    const message = reading.open.has(name)
      ? `The alias \`*${name}\` stands inside what it names`
      : `The alias \`*${name}\` names nothing above it`
    reading.fatal.push({ at: reading.position(at), message })
    return nothing
  }
  reading.expansions += target.expansions + 1
  reading.size += target.size
  if (reading.expansions > MAX_EXPANSIONS || reading.size > MAX_SIZE) {
    const message = `Aliases expand to too much: more than ${MAX_EXPANSIONS} expansions or ${MAX_SIZE} values`
    if (!reading.fatal.some((issue) => issue.message === message))
      reading.fatal.push({ at: reading.position(at), message })
    return nothing
  }
  return { ...target, expansions: target.expansions + 1 }
}

function checkTag(tag: string | undefined, at: number, reading: Reading): void {
  if (tag === undefined || CORE_TAGS.has(tag)) return
  reading.issues.push({
    at: reading.position(at),
    message: `The tag \`${tag}\` is not read`,
    hint: 'Remove it: plain YAML values only.',
  })
}

function placeOf(root: Place, path: Path): Place {
  let place = root
  for (const key of path) {
    const child = place.children?.get(key)
    if (child === undefined) return place
    place = child
  }
  return place
}

function rangeOf(node: unknown, fallback: number): readonly [number, number] {
  const range = asNode(node)?.range
  return [range?.[0] ?? fallback, range?.[1] ?? fallback]
}

function asNode(value: unknown): Node | null {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null
}

function sum(parts: readonly Part[], key: 'expansions' | 'size'): number {
  return parts.reduce((total, part) => total + part[key], 0)
}
