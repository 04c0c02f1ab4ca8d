import { lineagePicture } from './lineage-picture.ts'
import { escapeHtml, renderInline } from './markdown-inline.ts'

const ALERTS: Readonly<Record<string, string>> = {
  NOTE: 'Note',
  TIP: 'Tip',
  IMPORTANT: 'Important',
  WARNING: 'Warning',
  CAUTION: 'Caution',
}
/** Lines of HTML that the comments use as they are. */
const FOLDS = /^<(details|\/details|summary>.*<\/summary)>$/u
const STARTS = /^(#{1,6} |> |```|\| |\s*- |<!--|<\/?(?:details|summary))/u

/**
 * The part of GitHub's Markdown that the comments of the Action use: headings, tables, lists, alerts, folds, fenced code,
 * paragraphs. Anything else is shown as text.
 */
export function renderMarkdown(markdown: string): string {
  const lines = markdown.split('\n')
  const blocks: string[] = []
  let at = 0
  while (at < lines.length) {
    const block = blockAt(lines, at)
    if (block.html !== '') blocks.push(block.html)
    at = block.next
  }
  return blocks.join('\n')
}

interface Block {
  readonly html: string
  /** Index of the first line behind the block. */
  readonly next: number
}

function blockAt(lines: readonly string[], at: number): Block {
  const line = lines[at] ?? ''
  if (line.trim() === '' || /^<!--.*-->$/u.test(line)) return { html: '', next: at + 1 }
  if (FOLDS.test(line)) return { html: line, next: at + 1 }
  if (line.startsWith('```')) return fence(lines, at)
  if (line.startsWith('> ')) return quote(lines, at)
  if (line.startsWith('| ')) return table(lines, at)
  if (/^\s*- /u.test(line)) return list(lines, at)
  const [, marks, title] = /^(#{1,6}) (.*)$/u.exec(line) ?? []
  if (marks !== undefined && title !== undefined) {
    return { html: `<h${marks.length}>${renderInline(title)}</h${marks.length}>`, next: at + 1 }
  }
  return paragraph(lines, at)
}

function fence(lines: readonly string[], at: number): Block {
  const [, mark = '```', info = ''] = /^(`{3,})(.*)$/u.exec(lines[at] ?? '') ?? []
  const end = lines.indexOf(mark, at + 1)
  const last = end < 0 ? lines.length : end
  const text = lines.slice(at + 1, last).join('\n')
  const picture = info === 'mermaid' ? lineagePicture(text) : null
  return { html: picture ?? `<pre><code>${escapeHtml(text)}</code></pre>`, next: last + 1 }
}

function quote(lines: readonly string[], at: number): Block {
  const next = endOf(lines, at, (line) => line.startsWith('>'))
  const inner = lines.slice(at, next).map((line) => line.replace(/^> ?/u, ''))
  const kind = /^\[!(\w+)\]$/u.exec(inner[0] ?? '')?.[1]
  const title = kind === undefined ? undefined : ALERTS[kind]
  if (kind === undefined || title === undefined)
    return { html: `<blockquote>${renderMarkdown(inner.join('\n'))}</blockquote>`, next }
  const body = renderMarkdown(inner.slice(1).join('\n'))
  return { html: `<div class="alert ${kind.toLowerCase()}"><p class="title">${title}</p>\n${body}</div>`, next }
}

function table(lines: readonly string[], at: number): Block {
  const next = endOf(lines, at, (line) => line.startsWith('| '))
  const [head = [], rule = [], ...rows] = lines.slice(at, next).map(cellsOf)
  const cell = (tag: string) => (text: string, column: number) =>
    `<${tag}${rule[column]?.endsWith(':') === true ? ' class="right"' : ''}>${renderInline(text)}</${tag}>`
  const row = (cells: readonly string[], tag: string) => `<tr>${cells.map(cell(tag)).join('')}</tr>`
  const body = rows.map((cells) => row(cells, 'td')).join('\n')
  return { html: `<div class="wide"><table>\n${row(head, 'th')}\n${body}\n</table></div>`, next }
}

function cellsOf(line: string): readonly string[] {
  return line
    .replace(/^\||\|$/gu, '')
    .split('|')
    .map((cell) => cell.trim())
}

/** Items that are indented further belong to the item before them. */
function list(lines: readonly string[], at: number): Block {
  const indent = indentOf(lines[at] ?? '')
  const next = endOf(lines, at, (line) => /^\s*- /u.test(line) && indentOf(line) >= indent)
  const items: string[] = []
  let index = at
  while (index < next) {
    const end = endOf(lines.slice(0, next), index + 1, (line) => indentOf(line) > indent)
    const inner = end > index + 1 ? `\n${list(lines, index + 1).html}` : ''
    items.push(`<li>${renderInline((lines[index] ?? '').trim().slice(2))}${inner}</li>`)
    index = end
  }
  return { html: `<ul>\n${items.join('\n')}\n</ul>`, next }
}

function paragraph(lines: readonly string[], at: number): Block {
  const next = Math.max(
    at + 1,
    endOf(lines, at, (line) => line.trim() !== '' && !STARTS.test(line)),
  )
  return { html: `<p>${lines.slice(at, next).map(renderInline).join('<br>\n')}</p>`, next }
}

function endOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  const found = lines.findIndex((line, index) => index >= from && !belongs(line))
  return found < 0 ? lines.length : found
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
