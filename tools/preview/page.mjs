/** A page that looks like a comment on GitHub and needs no other file. */
export function page({ name, body, theme, css, mermaid, open }) {
  const dark = theme === 'dark'
  const line = dark ? '#3d444d' : '#d1d9e0'
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${name}</title>
<style>${css}
body { margin: 0; padding: 24px; background: ${dark ? '#0d1117' : '#ffffff'}; }
.comment { border: 1px solid ${line}; border-radius: 6px; max-width: 810px; margin: 0 auto; }
.comment > header { background: ${dark ? '#151b23' : '#f6f8fa'}; color: ${dark ? '#9198a1' : '#59636e'}; border-bottom: 1px solid ${line}; padding: 8px 16px; font: 14px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; border-radius: 6px 6px 0 0; }
.markdown-body { padding: 16px; font-size: 14px; font-family: -apple-system, "Segoe UI", "Liberation Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; background: transparent; }
.mermaid { border: 1px solid ${line}; border-radius: 6px; padding: 16px; text-align: center; margin-bottom: 16px; }
</style></head>
<body><div class="comment"><header><b>github-actions</b> <span>bot commented</span></header><div class="markdown-body">${open ? body.replaceAll('<details>', '<details open>') : body}</div></div>
<script>${mermaid.replaceAll('</script', '<\\/script')}</script>
<script>
for (const code of document.querySelectorAll('code.language-mermaid')) {
  const box = document.createElement('div')
  box.className = 'mermaid'
  box.textContent = code.textContent
  code.parentElement.replaceWith(box)
}
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: '${dark ? 'dark' : 'default'}' })
mermaid.run().catch((problem) => { window.previewProblem = String(problem?.message ?? problem) }).finally(() => { window.previewDone = true })
</script></body></html>
`
}
