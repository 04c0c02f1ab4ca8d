const TITLES = { NOTE: 'Note', TIP: 'Tip', IMPORTANT: 'Important', WARNING: 'Warning', CAUTION: 'Caution' }

/** Rehype plugin: a block quote that begins with `[!KIND]` becomes an alert, as on GitHub. */
export function alerts() {
  return (tree) => walk(tree)
}

function walk(node) {
  for (const child of node.children ?? []) walk(child)
  if (node.tagName !== 'blockquote') return
  const first = node.children.find((child) => child.tagName === 'p')
  const text = first?.children[0]
  const found = text?.type === 'text' ? /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*\n?/u.exec(text.value) : null
  if (found === null) return
  text.value = text.value.slice(found[0].length)
  const kind = found[1]
  node.tagName = 'div'
  node.properties = { className: ['markdown-alert', `markdown-alert-${kind.toLowerCase()}`] }
  const title = { type: 'element', tagName: 'p', properties: { className: ['markdown-alert-title'] }, children: [{ type: 'text', value: TITLES[kind] }] }
  node.children = [title, ...node.children.filter((child) => child !== first || text.value !== '' || first.children.length > 1)]
}
