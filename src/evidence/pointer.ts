import { isJsonArray, isJsonObject, type JsonValue } from './json.ts'

/** Appends one key to a JSON Pointer (RFC 6901). */
export function extendPointer(pointer: string, key: string | number): string {
  return `${pointer}/${escapeKey(String(key))}`
}

/** A key as it stands between the slashes of a JSON Pointer. */
export function escapeKey(key: string): string {
  const plain = !key.includes('~') && !key.includes('/')
  return plain ? key : key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Splits a JSON Pointer into its keys, or says what is wrong with it. */
export function parsePointer(text: string): { readonly keys: readonly string[] } | { readonly problem: string } {
  if (text === '') return { keys: [] }
  if (!text.startsWith('/')) return { problem: 'a JSON Pointer starts with "/"' }
  const bad = /~(?![01])/.exec(text)
  if (bad !== null) return { problem: `"~" at character ${bad.index + 1} must be written "~0" ("/" in a key is "~1")` }
  const keys = text.slice(1).split('/')
  return { keys: keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')) }
}

/** The value at the keys; undefined when there is none. List positions are plain decimal numbers. */
export function resolveKeys(document: JsonValue, keys: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = document
  for (const key of keys) value = child(value, key)
  return value
}

/** The longest part of the path that exists, and what stands there. */
export function deepestExisting(document: JsonValue, keys: readonly string[]): { pointer: string; value: JsonValue } {
  let value = document
  let pointer = ''
  for (const key of keys) {
    const next = child(value, key)
    if (next === undefined) break
    value = next
    pointer = extendPointer(pointer, key)
  }
  return { pointer, value }
}

function child(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (isJsonArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
