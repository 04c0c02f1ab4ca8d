#!/usr/bin/env node
/**
 * Shows rendered Markdown as GitHub would: one self-contained HTML page for each .md file, and PNG in light and
 * dark where a Chromium is installed.
 *
 *   node preview.mjs <folder with .md files> <output folder> [--html-only] [--open] [name …]
 *
 * `--open` unfolds every <details>; names choose some of the files.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { alerts } from './alerts.mjs'
import { page } from './page.mjs'

const require = createRequire(import.meta.url)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'html-only': { type: 'boolean', default: false }, open: { type: 'boolean', default: false } },
})
const [source, target, ...names] = positionals
if (source === undefined || target === undefined) {
  console.error('usage: node preview.mjs <folder with .md files> <output folder> [--html-only] [--open] [name …]')
  process.exit(2)
}

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** GitHub's pipeline in small: its Markdown flavour, then its list of allowed elements. */
async function toHtml(markdown) {
  const file = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize)
    .use(alerts)
    .use(rehypeStringify)
    .process(markdown)
  return String(file)
}

const styles = {
  light: readFileSync(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8'),
  dark: readFileSync(require.resolve('github-markdown-css/github-markdown-dark.css'), 'utf8'),
}
const mermaid = readFileSync(new URL('./node_modules/mermaid/dist/mermaid.min.js', import.meta.url), 'utf8')

async function shoot(browser, html, png) {
  const view = await browser.newPage({ viewport: { width: 860, height: 400 }, deviceScaleFactor: 1.5 })
  await view.setContent(html)
  await view.waitForFunction('window.previewDone === true', undefined, { timeout: 20_000 })
  const problem = await view.evaluate('window.previewProblem')
  await view.screenshot({ path: png, fullPage: true })
  await view.close()
  if (problem) throw new Error(`${png}: ${problem}`)
}

mkdirSync(target, { recursive: true })
const files = readdirSync(source).filter((name) => name.endsWith('.md') && (names.length === 0 || names.includes(basename(name, '.md'))))
const wanted = !values['html-only'] && CHROMIUM !== undefined
if (!wanted && !values['html-only']) console.error('No Chromium found: HTML only.')
const browser = wanted ? await (await import('playwright-core')).chromium.launch({ executablePath: CHROMIUM, args: FLAGS }) : null
try {
  for (const file of files) {
    const name = basename(file, '.md')
    const body = await toHtml(readFileSync(join(source, file), 'utf8'))
    for (const theme of ['light', 'dark']) {
      const html = page({ name, body, theme, css: styles[theme], mermaid, open: values.open })
      if (theme === 'light') writeFileSync(join(target, `${name}.html`), html)
      if (browser !== null) await shoot(browser, html, join(target, `${name}-${theme}.png`))
    }
    console.log(name)
  }
} finally {
  await browser?.close()
}
