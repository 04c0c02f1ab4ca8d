import { plain, plainLines } from './plain.ts'

/**
 * Escaping by place. Whatever comes from outside (names, notes, file paths, logins) goes through exactly one
 * of these functions on its way into Markdown. None of them can produce a mention, a reference to an issue, an
 * automatic link, an image, an HTML tag or comment, or a new line.
 */

const BREAK = '\u{200B}'

/**
 * Characters that can open a structure become numeric references, which CommonMark never reads as structure.
 * Mentions, issue references, emoji names and bare addresses are found by GitHub in the finished text, where a
 * reference would no longer help: these are broken by a zero-width space.
 */
const HOSTILE = /&(?=#?\w+;)|[<>|`\\*[\]~$^_]|[@#](?=\S)|#|:(?=\/\/)|:(?=[\w+-]+:)|www(?=\.)|gh-(?=\d)/giu

/** Running text and table cells. */
export function escapeText(text: string, maxCharacters = 200): string {
  return unlisted(neutralised(plain(text, maxCharacters)))
}

/** What would open a list or be a rule at the start of a line becomes a reference. */
function unlisted(escaped: string): string {
  return escaped
    .replace(/^[-+](?=[-\s]|$)/u, reference)
    .replace(/^(\d+)([.)])(?=\s|$)/u, (_, digits: string, mark: string) => digits + reference(mark))
}

/** Sentences of ours in which names stand between backticks: these become inline code, the rest is escaped. */
export function escapeProse(text: string, maxCharacters = 400): string {
  const parts = plain(text, maxCharacters).split('`')
  const paired = parts.length % 2 === 1 && parts.slice(1, -1).every((part) => part.trim() !== '')
  if (parts.length === 1 || !paired) return escapeText(text, maxCharacters)
  return unlisted(parts.map((part, index) => (index % 2 === 1 ? code(part) : neutralised(part))).join(''))
}

function neutralised(clean: string): string {
  return clean.replace(HOSTILE, (found, offset: number) => neutral(found, clean, offset))
}

function neutral(found: string, whole: string, offset: number): string {
  if (found === '_') return insideWord(whole, offset) ? found : reference(found)
  if (found === '#') return `${reference(found)}${BREAK}`
  if (found === '@' || found === ':' || found.length > 1) return `${found}${BREAK}`
  return reference(found)
}

/** An underscore between letters or digits never opens emphasis; leaving it keeps metric names readable in the source. */
function insideWord(whole: string, offset: number): boolean {
  const letter = /[\p{L}\p{N}]/u
  return letter.test(whole.charAt(offset - 1)) && letter.test(whole.charAt(offset + 1))
}

function reference(character: string): string {
  return `&#${character.codePointAt(0)};`
}

/**
 * Inline code, also inside a table cell. A text that would need longer fences or an escape inside the code
 * becomes escaped running text instead: plain looks, no structure.
 */
export function code(text: string, maxCharacters = 120): string {
  const clean = plain(text, maxCharacters)
  if (clean === '') return '(empty)'
  return /[`|\\<]/u.test(clean) ? escapeText(clean, maxCharacters) : `\`${clean}\``
}

/**
 * A link, or only its label when the address is absent, not http(s), or carries credentials.
 * `label` is Markdown that was escaped before.
 */
export function link(label: string, url: string | null): string {
  const target = url === null ? null : safeUrl(url)
  return target === null ? label : `[${label}](${target})`
}

/** The address in a form that cannot end a link early; null: not one to link to. */
export function safeUrl(url: string): string | null {
  const parsed = URL.parse(url)
  if (parsed === null || !['https:', 'http:'].includes(parsed.protocol)) return null
  if (parsed.username !== '' || parsed.password !== '') return null
  const href = parsed.href.replace(
    /[()<>|`"'\\\s]/gu,
    (found) => `%${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  )
  return href.length > 2_000 ? null : href
}

/** Label of a Mermaid node, to stand between double quotes. Hostile characters become look-alikes, readable in e-mails too. */
export function mermaidLabel(text: string, maxCharacters = 44): string {
  const alike: Readonly<Record<string, string>> = {
    '"': "'",
    '`': "'",
    '#': '＃',
    '%': '％',
    '&': '＆',
    '<': '‹',
    '>': '›',
    '\\': '＼',
    '{': '(',
    '}': ')',
    $: '＄',
    ';': '；',
    '*': '＊',
    '|': '¦',
  }
  return plain(text, maxCharacters).replace(/["`#%&<>\\{}$;*|]/gu, (found) => alike[found] ?? ' ')
}

/** A fenced block; the fence is longer than any in the text. */
export function fenced(text: string, info = 'text'): string {
  const clean = plainLines(text).replaceAll('<!--', `<${BREAK}!--`)
  const longest = Math.max(2, ...Array.from(clean.matchAll(/`+/gu), (run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${info}\n${clean}\n${fence}`
}
