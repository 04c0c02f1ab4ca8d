import { safeUrl } from './escape.ts'

/** Markup that was made by {@link html}: nothing else gets into a page unescaped. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

export type HtmlPart = Html | string | number | null | readonly Html[]

/** A piece of a page. Texts between the markup are escaped; null is nothing. */
export function html(markup: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const texts = markup.map((piece, index) => piece + (index < parts.length ? partText(parts[index] ?? null) : ''))
  return new Html(texts.join(''))
}

function partText(part: HtmlPart): string {
  if (part === null) return ''
  if (part instanceof Html) return part.markup
  return typeof part === 'object' ? part.map(({ markup }) => markup).join('') : escapeHtml(String(part))
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Safe between tags and in quoted attributes. What cannot be seen (controls, text direction) becomes U+FFFD. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[^\n\t\P{Cc}]|[\p{Cf}\p{Cs}]/gu, '\u{FFFD}')
    .replace(/[&<>"']/gu, (character) => REFERENCES[character] ?? '')
}

/** A link, or only its label where the address is none that a page may lead to. */
export function htmlLink(label: string, url: string | null): Html {
  const target = url === null ? null : safeUrl(url)
  return target === null ? html`${label}` : html`<a href="${target}" rel="noreferrer noopener">${label}</a>`
}

export function htmlCode(text: string | null): Html {
  return text === null || text === '' ? html`<span class="none">–</span>` : html`<code>${text}</code>`
}

/** A table that scrolls by itself where the page is narrow. Cells are pieces of a page. */
export function htmlTable(columns: readonly string[], rows: readonly (readonly Html[])[]): Html {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`)
  const body = rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)
  return html`<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

/** Terms with what they stand for; those without anything are left out. */
export function htmlFacts(facts: readonly (readonly [string, Html | null])[]): Html {
  const items = facts.flatMap(([term, value]) =>
    value === null ? [] : [html`<div><dt>${term}</dt><dd>${value}</dd></div>`],
  )
  return html`<dl>${items}</dl>`
}
