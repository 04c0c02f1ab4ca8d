import { isJsonArray, isJsonObject, type JsonValue, NonFiniteMarker } from '../json.ts'

/** Longest fingerprint that is spelt out; the rest is told by a checksum. */
const MOST_SHOWN = 240

/**
 * What was sent to the server, in one line: latencies under another workload, or of another tool, are not comparable.
 * Equal settings give equal texts, whatever the order of their keys; what is null or absent is left out.
 */
export function workloadText(
  tool: string,
  settings: readonly (readonly [name: string, value: JsonValue | undefined])[],
): string {
  const stated = settings.flatMap(([name, value]) => {
    return value === undefined || value === null ? [] : [`${name}=${settingText(value)}`]
  })
  const text = [tool, ...stated].join('; ')
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}… #${checksum(text)}`
}

/** A setting or a part of an address as text: `4` for 4.0, `inf` for an infinite rate, maps with sorted keys. */
export function settingText(value: JsonValue): string {
  if (typeof value === 'string') return value
  if (value instanceof NonFiniteMarker) return value.nonFinite === 'infinity' ? 'inf' : value.nonFinite
  if (isJsonArray(value)) return `[${value.map(settingText).join(', ')}]`
  if (!isJsonObject(value)) return String(value)
  const entries = Object.entries(value).filter(([, inner]) => inner !== null)
  return `{${entries
    .map(([key, inner]) => `${key}: ${settingText(inner)}`)
    .toSorted()
    .join(', ')}}`
}

/** The load as a slice: dimensions whose value the file states. */
export function loadSlice(dimensions: Readonly<Record<string, JsonValue | undefined>>): Record<string, string> {
  const slice: Record<string, string> = {}
  for (const [dimension, value] of Object.entries(dimensions)) {
    const plain = typeof value === 'number' || value instanceof NonFiniteMarker
    if (plain || (typeof value === 'string' && value !== '')) slice[dimension] = settingText(value)
  }
  return slice
}

/** FNV-1a over the UTF-16 units, twice with different starts: tells workloads apart, is no safeguard. */
function checksum(text: string): string {
  return [0x811c9dc5, 0x01000193].map((start) => fnv1a(text, start).toString(16).padStart(8, '0')).join('')
}

function fnv1a(text: string, start: number): number {
  let hash = start
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
