import { PRIVATE_KEY } from './text-rules.ts'

/**
 * Looks into values whose shape nobody has checked yet. The rules between keys use it, so that they run, and report, also
 * where another part of the file is wrong.
 */
export function field(value: unknown, key: string): unknown {
  return isMapping(value) ? value[key] : undefined
}

/** True when the key stands there, whatever its value. */
export function has(value: unknown, key: string): boolean {
  return isMapping(value) && Object.hasOwn(value, key)
}

export function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return isMapping(value) ? Object.entries(value) : []
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a value is, in words, to stand after "found". */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') {
    // Never shown: diagnostics go to logs and pull requests.
    if (PRIVATE_KEY.test(value)) return 'a private key, which must be replaced now: whoever reads the file has it'
    return `the text ${JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)}`
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping'
  return `the ${typeof value === 'number' ? 'number' : 'value'} ${String(value)}`
}
