/** A value of an address that may stand for several: `*` is any text, also none, and `?` is one character. */
export interface Pattern {
  /** What every value begins with: tables are narrowed by it. */
  readonly prefix: string
  readonly matches: (value: string) => boolean
}

const ANY = Symbol('any text')
const ONE = Symbol('one character')
type Part = string | typeof ANY | typeof ONE

/**
 * Reads a value of an address. Without `*` and `?` it is taken letter by letter. Otherwise a backslash before
 * `*`, `?` or another backslash makes that character plain; what is plain throughout comes back as text.
 */
export function readPattern(text: string): string | Pattern {
  if (!/[*?]/.test(text)) return text
  const parts = split(text)
  const wild = parts.findIndex((part) => typeof part !== 'string')
  if (wild === -1) return parts.join('')
  const prefix = parts.slice(0, wild).join('')
  const suffix = parts.slice(parts.findLastIndex((part) => typeof part !== 'string') + 1).join('')
  // The ends are compared first: of a large report nearly all values end here.
  return { prefix, matches: (value) => value.endsWith(suffix) && matches(parts, value) }
}

/** A value as it has to be written to stand for itself alone. */
export function writeLiteral(value: string): string {
  return /[*?]/.test(value) ? value.replace(/[\\*?]/g, '\\$&') : value
}

function split(text: string): readonly Part[] {
  const parts: Part[] = []
  const letters = [...text]
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? ''
    const next = letters[at + 1] ?? ''
    if (letter === '\\' && /^[\\*?]$/.test(next)) {
      parts.push(next)
      at += 1
    } else if (letter === '*') {
      if (parts.at(-1) !== ANY) parts.push(ANY)
    } else parts.push(letter === '?' ? ONE : letter)
  }
  return parts
}

/** Greedy, going back to the last `*` only: at most the product of both lengths, whatever the pattern. */
function matches(parts: readonly Part[], value: string): boolean {
  let [part, at] = [0, 0]
  let [star, resume] = [-1, 0]
  while (at < value.length) {
    const wanted = parts[part]
    if (wanted === ANY) {
      star = part
      part += 1
      resume = at
    } else if (wanted === ONE || (wanted !== undefined && value.startsWith(wanted, at))) {
      part += 1
      at += widthAt(value, at)
    } else if (star >= 0) {
      part = star + 1
      resume += widthAt(value, resume)
      at = resume
    } else return false
  }
  while (parts[part] === ANY) part += 1
  return part === parts.length
}

/** A character beyond U+FFFF takes two places of a text. */
function widthAt(value: string, at: number): number {
  return (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}
