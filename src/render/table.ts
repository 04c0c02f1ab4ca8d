export interface Column {
  readonly title: string
  readonly align?: 'right'
}

/** A Markdown table; cells are Markdown that was escaped for its place before. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const titles = columns.map((column) => column.title)
  const rule = columns.map((column) => (column.align === 'right' ? '--:' : ':--'))
  return [line(titles), line(rule), ...rows.map(line)].join('\n')
}

/** A folded part; `title` is ours, `body` any Markdown. The blank lines let GitHub read Markdown inside. */
export function folded(title: string, body: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`
}
