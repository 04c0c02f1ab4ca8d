import type { Listing, ListingCell } from '../promotion/outcome.ts'
import { utf8Length } from './budget.ts'
import { escapeProse, escapeText, fenced, link } from './escape.ts'
import { counted, plain } from './plain.ts'
import { renderTable } from './table.ts'

/** Rows of a table before the rest is only counted. */
const MOST_ROWS = 1_000
const MOST_LOG_ROWS = 1_000
const MOST_CELL = 300
/** Mermaid draws nothing that is longer than 50,000 characters. */
const MOST_DIAGRAM = 45_000
const WIDEST = 44

/**
 * One listing for the job summary: title, sentences, table, diagram. A table that would be larger than `limit` (bytes
 * of UTF-8) ends early, between two rows, and says how many are missing.
 */
export function renderListing(listing: Listing, limit: number): string {
  const { title, intro, rows, diagram } = listing
  return [
    `#### ${escapeText(title, 200)}`,
    ...intro.map((sentence) => escapeProse(sentence, 1_000)),
    ...(rows.length === 0 ? [] : [table(listing, limit)]),
    ...(diagram === null || diagram.length > MOST_DIAGRAM ? [] : [fenced(diagram, 'mermaid')]),
  ].join('\n\n')
}

function table({ columns, rows }: Listing, limit: number): string {
  const shown: string[][] = []
  let size = 0
  for (const row of rows.slice(0, MOST_ROWS)) {
    const cells = row.map(cellText)
    size += utf8Length(cells.join(' | ')) + 5
    if (size > limit) break
    shown.push(cells)
  }
  const missing = rows.length - shown.length
  const titles = columns.map((column) => ({ title: escapeText(column, 80) }))
  const more = missing === 0 ? '' : `\n\n_${counted(missing, 'more row')} in the \`result\` output._`
  return renderTable(titles, shown) + more
}

/** An empty cell is shown as a dash, so that nobody takes it for a fault of the table. */
function cellText(cell: ListingCell): string {
  if (typeof cell === 'string') return escapeText(cell, MOST_CELL) || '–'
  return link(escapeText(cell.text, MOST_CELL) || '–', cell.url)
}

/** The listing for the job log: its own lines, else the rows in columns. */
export function listingLines({ title, intro, rows, log }: Listing): readonly string[] {
  const lines = log ?? aligned(rows.slice(0, MOST_LOG_ROWS).map((row) => row.map(logText)))
  const missing = log === undefined ? rows.length - MOST_LOG_ROWS : 0
  return [
    `# ${plain(title, 300)}`,
    ...intro.map((sentence) => `  ${plain(sentence, 1_000)}`),
    ...lines.map((line) => `  ${plainKeepingBlanks(line)}`),
    ...(missing > 0 ? [`  ${counted(missing, 'more row')} in the result output.`] : []),
  ]
}

function logText(cell: ListingCell): string {
  return plain(typeof cell === 'string' ? cell : cell.text, MOST_CELL) || '–'
}

/** Columns as wide as their longest cell, but a long one does not push the others out of sight. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries())
      widths[index] = Math.min(WIDEST, Math.max(widths[index] ?? 0, cell.length))
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** As `plain`, for a line whose blanks make columns. */
function plainKeepingBlanks(line: string): string {
  return line
    .split(/( {2,})/u)
    .map((part) => (/^ *$/u.test(part) ? part : plain(part, 2_000)))
    .join('')
}
