import { renderMarkdown } from './markdown-blocks.ts'
import { escapeHtml } from './markdown-inline.ts'
import { PAGE_STYLE } from './page-style.ts'

/** A comment as a page that looks like GitHub and needs no other file, no script and no network. */
export function commentPage(title: string, markdown: string): string {
  return page(
    title,
    `<nav><h1>${escapeHtml(title)}</h1><a href="index.html">All comments of the demo</a></nav>
<main class="comment">
<header><b>github-actions</b> <span class="tag">bot</span> commented</header>
<div class="body">
${renderMarkdown(markdown)}
</div>
</main>
<footer>Links to GitHub and W&amp;B lead nowhere here: the services of the demo exist only while it runs.</footer>`,
  )
}

/** The list of all pages, in the order of the story. */
export function indexPage(pages: readonly { readonly name: string; readonly title: string }[]): string {
  const items = pages.map(({ name, title }) => {
    const file = encodeURIComponent(name)
    return `<li><a href="${file}.html">${escapeHtml(title)}</a> (<a href="${file}.md">Markdown</a>)</li>`
  })
  return page(
    'Comments of the demo',
    `<nav><h1>Comments of the demo</h1>In the order of the story. Each page shows a comment as it stood after that step.</nav>
<main><ol>
${items.join('\n')}
</ol></main>`,
  )
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`
}
