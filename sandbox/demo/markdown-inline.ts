/** One alternative each: code, link, bold, emphasis, line break, entity, or a character that HTML would read. */
const TOKEN =
  /`([^`]+)`|\[((?:`[^`]*`|[^\]`])*)\]\(([^\s)]+)\)|\*\*(.+?)\*\*|(?<![\w_])_([^_]+)_(?![\w_])|(<br>)|(&#?\w+;)|([<>&"])/gu

/** Text inside a paragraph, a cell or a list item: code, links, bold, emphasis, `<br>`. All other HTML is shown as text. */
export function renderInline(text: string): string {
  return text.replace(TOKEN, (all: string, ...groups: readonly (string | undefined)[]) => {
    const [code, label, url, bold, emphasis, lineBreak, entity] = groups
    if (code !== undefined) return `<code>${escapeHtml(code)}</code>`
    if (url !== undefined) return link(label ?? '', url)
    if (bold !== undefined) return `<strong>${renderInline(bold)}</strong>`
    if (emphasis !== undefined) return `<em>${renderInline(emphasis)}</em>`
    return lineBreak ?? entity ?? escapeHtml(all)
  })
}

function link(label: string, url: string): string {
  const inside = renderInline(label)
  return /^(https?:\/\/|#)/.test(url) ? `<a href="${escapeHtml(url)}">${inside}</a>` : inside
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
