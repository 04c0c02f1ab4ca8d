import { JSONPathEnvironment, type JSONValue } from 'json-p3'
import { GateError } from '../errors.ts'
import { type JsonValue, MAX_DEPTH } from './json.ts'
import { extendPointer, parsePointer, resolveKeys } from './pointer.ts'

/** One place of a document that a selector leads to. */
export interface SelectedNode {
  readonly pointer: string
  readonly value: JsonValue
}

/** What a selector found: at most `limit` places, `more` when there are others. */
export interface Selection {
  readonly nodes: readonly SelectedNode[]
  readonly more: boolean
}

/**
 * Says what is wrong with a selector, or null. A selector is a JSON Pointer (RFC 6901: starts with `/`, or is
 * empty) or a JSONPath (RFC 9535: starts with `$`).
 */
export function checkSelector(text: string): string | null {
  if (text === '' || text.startsWith('/')) {
    const parsed = parsePointer(text)
    return 'problem' in parsed ? parsed.problem : null
  }
  if (!text.startsWith('$')) return 'a selector starts with "/" (JSON Pointer) or with "$" (JSONPath)'
  try {
    newEnvironment().compile(text)
    return null
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown)
    const name = WITHOUT.find((each) => said.startsWith(`no such function '${each}'`))
    return name === undefined
      ? `not a JSONPath (RFC 9535): ${said}`
      : `\`${name}\` is not supported: compare with \`==\` instead`
  }
}

/**
 * Finds the places that a selector leads to, in document order.
 * @throws GateError `config-invalid` when the selector cannot be read or evaluated.
 */
export function selectNodes(document: JsonValue, select: string, limit = 10): Selection {
  const nodes: SelectedNode[] = []
  for (const { pointer, value } of selectLazily(document, select)) {
    if (nodes.length === limit) return { nodes, more: true }
    nodes.push({ pointer: pointer(), value })
  }
  return { nodes, more: false }
}

/** A place whose pointer is made only when it is asked for: of a million samples nobody reads them. */
export interface LazyNode {
  readonly pointer: () => string
  readonly value: JsonValue
}

/**
 * The places that a selector leads to, one after the other.
 * @throws GateError `config-invalid` when the selector cannot be read or evaluated.
 */
export function* selectLazily(document: JsonValue, select: string): Generator<LazyNode> {
  const problem = checkSelector(select)
  if (problem !== null) throw invalid(select, problem)
  if (!select.startsWith('$')) {
    const parsed = parsePointer(select)
    const value = resolveKeys(document, 'keys' in parsed ? parsed.keys : [])
    if (value !== undefined) yield { pointer: () => select, value }
    return
  }
  try {
    // Our values are JSON to the library; a marker is to it a map without keys.
    for (const node of newEnvironment().lazyQuery(select, document as JSONValue)) {
      yield { pointer: () => node.location.reduce(extendPointer, ''), value: node.value as JsonValue }
    }
  } catch (thrown) {
    throw invalid(select, thrown instanceof Error ? thrown.message : String(thrown), thrown)
  }
}

/**
 * Functions of RFC 9535 that run a regular expression on text of the report. Whoever writes a report could choose text
 * on which a careless one takes longer than the job has.
 */
const WITHOUT = ['match', 'search'] as const

function newEnvironment(): JSONPathEnvironment {
  const environment = new JSONPathEnvironment({ maxRecursionDepth: MAX_DEPTH + 2 })
  for (const name of WITHOUT) environment.functionRegister.delete(name)
  return environment
}

function invalid(select: string, problem: string, cause?: unknown): GateError {
  return new GateError({
    code: 'config-invalid',
    message: `the selector ${JSON.stringify(select)} cannot be used: ${problem}`,
    hint: 'Use a JSON Pointer such as /results/acc or a JSONPath such as $.results[0].acc.',
    cause,
  })
}
