import { createHash } from 'node:crypto'
import { InvariantError } from '../errors.ts'

/**
 * Canonical JSON of RFC 8785: no white space, keys sorted by UTF-16 code units, numbers and strings as
 * ECMAScript prints them. Keys with the value `undefined` are left out.
 * @throws InvariantError for a number that JSON cannot hold, or a string with a lone surrogate.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new InvariantError(`A record cannot hold the number ${value}.`)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new InvariantError('A record cannot hold a string with a lone surrogate.')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  throw new InvariantError(`A record cannot hold a ${typeof value}.`)
}

/** SHA-256 of the text's UTF-8 bytes, in lower-case hex. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
