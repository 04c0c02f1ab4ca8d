export { counted } from '../checks/counted.ts'

const REPLACEMENT = '\u{FFFD}'

/**
 * One line of visible characters. Line breaks and other blanks become single spaces; what cannot be seen
 * (control characters, text direction marks, zero-width characters, lone surrogates) becomes U+FFFD, so that
 * two names that differ also look different.
 */
export function plain(text: string, maxCharacters = 200): string {
  // Cut roughly before the work, exactly after it: a name may be megabytes long.
  const head = text.slice(0, maxCharacters * 8)
  const visible = head
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, REPLACEMENT)
  return clip(head.length < text.length ? `${visible}…` : visible, maxCharacters)
}

/** Several lines, each as in `plain`; tabs become two spaces and indentation stays. */
export function plainLines(text: string, maxCharacters = 20_000): string {
  const lines = text.slice(0, maxCharacters * 2).split(/\r\n|[\n\r\u2028\u2029]/u)
  const visible = lines.map((line) =>
    line
      .replaceAll('\t', '  ')
      .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, REPLACEMENT)
      .trimEnd(),
  )
  return clip(visible.join('\n'), maxCharacters)
}

/** Shortens to `maxCharacters` code points; the last one shown is then an ellipsis. */
export function clip(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  const characters = Array.from(text)
  if (characters.length <= maxCharacters) return text
  return `${characters
    .slice(0, maxCharacters - 1)
    .join('')
    .trimEnd()}…`
}

/** `a, b and c`; beyond `most` items the rest is only counted. */
export function listed(items: readonly string[], most = 5): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${items.length - most} more`
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`
}
