import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { filesBelow, pages, ROOT, read } from './repository.ts'

/** GitHub's anchor of a heading. */
function anchor(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-')
}

function withoutCode(markdown: string): string {
  return markdown
    .replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()<>]/g, ''))
}

function anchorsOf(path: string): readonly string[] {
  return [...withoutCode(read(path)).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchor(heading))
}

function linksOf(page: string): readonly string[] {
  const text = withoutCode(read(page))
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/(?:src|srcset|href)="([^"]+)"/g)]
  return links.map(([, link = '']) => link).filter((link) => !/^(?:https?|mailto):/.test(link))
}

function isBroken(page: string, link: string): boolean {
  const [path = '', fragment] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(ROOT, target))) return true
  return fragment !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(fragment)
}

describe('pages', () => {
  it.each(pages())('%s links only to what is there', (page) => {
    expect(linksOf(page).filter((link) => isBroken(page, link))).toEqual([])
  })

  it('a broken link is seen', () => {
    expect(isBroken('README.md', 'docs/no-such-page.md')).toBe(true)
    expect(isBroken('README.md', 'docs/reason-codes.md#no-such-code')).toBe(true)
    expect(isBroken('README.md', 'docs/reason-codes.md#metric-below-min')).toBe(false)
  })
})

describe('README.md', () => {
  const readme = read('README.md')

  it('is short enough to be read', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(250)
  })

  it('names exactly the two commands that set everything up', () => {
    expect([...readme.matchAll(/^npm ci && npm .*$/gm)].map(([line]) => line)).toEqual([
      'npm ci && npm run demo',
      'npm ci && npm test',
    ])
  })

  it('shows the comment in both colour schemes', () => {
    const pictures = [...readme.matchAll(/docs\/images\/[\w-]+\.png/g)].map(([path]) => path)
    expect(new Set(pictures).size).toBe(2)
    for (const path of pictures) expect(statSync(join(ROOT, path)).size).toBeLessThan(250_000)
  })
})

describe('docs/adr', () => {
  const records = filesBelow('docs/adr', '.md').filter((path) => !path.endsWith('README.md'))

  it('is numbered without gaps', () => {
    const numbers = records.map((path) => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]))
    expect(numbers).toEqual(records.map((_, index) => index + 1))
  })

  it('has an index with every title', () => {
    const titles = records.map(
      (path) => `[${read(path).split('\n')[0]?.replace(/^# /, '')}](${path.split('/').at(-1)})`,
    )
    const index = read('docs/adr/README.md')
    expect(titles.filter((title) => !index.includes(title))).toEqual([])
    expect([...index.matchAll(/^- \[/gm)]).toHaveLength(titles.length)
  })

  it.each(records)('%s gives context, decision and consequences', (path) => {
    const text = read(path)
    expect(text).toMatch(/^# .+/)
    expect(['**Context.**', '**Decision.**', '**Consequences.**'].filter((part) => !text.includes(part))).toEqual([])
  })
})
