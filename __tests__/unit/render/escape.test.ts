import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { code, escapeProse, escapeText, fenced, link, mermaidLabel, safeUrl } from '../../../src/render/escape.ts'
import { commentMarker } from '../../../src/render/marker.ts'
import { plain } from '../../../src/render/plain.ts'

const HOSTILE = [
  'a|b',
  '`x`',
  '``',
  'a`b',
  'a\nb',
  'a\r\n\r\n# b',
  '@acme/team',
  'mail me@acme.io',
  '#123',
  'acme/models#4',
  'GH-12',
  '<!-- marker -->',
  '-->',
  '<script>alert(1)</script>',
  '](javascript:alert(1))',
  '[a](javascript:1)',
  '![x](https://evil.example/x.png)',
  '<img src=x>',
  'https://evil.example',
  'www.evil.example',
  '\u202Egnp.exe',
  '\u200Bzero',
  '::error::x',
  '##[error]x',
  '- list',
  '+ list',
  '1. list',
  '1) list',
  '# title',
  '> quote',
  '| --- |',
  '***',
  '_a_',
  '_www.x.y',
  '---',
  '__a__',
  '~~x~~',
  '$x$',
  '$`x`$',
  '[^1]',
  '\\',
  '\\|',
  'a\\',
  ':rocket:',
  '&lt;',
  '\uD800',
  'x'.repeat(10_000),
  '%%{init: {}}%%',
  '"]; click a',
  'end',
  '```',
  '~~~',
  '</details>',
  '',
  ' ',
  '\t',
]

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc
    .array(fc.constantFrom(...HOSTILE.map((one) => one.slice(0, 30)), 'a', ' ', 'b_c', '1'), { maxLength: 8 })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

/** Takes out code spans, in which nothing is structure, and numeric references. */
function bare(markdown: string): string {
  return markdown.replace(/`[^`]*`/gu, '').replace(/&#\d+;/gu, '·')
}

function expectInert(markdown: string): void {
  expect(markdown).not.toMatch(/[\n\r\u2028\u2029|<]/u)
  const rest = bare(markdown)
  expect(rest).not.toMatch(/[`*[\]\\~$>]|&#?\w+;/u)
  expect(rest).not.toMatch(/[@#]\w/u)
  expect(rest).not.toMatch(/:\/\/|www\.|gh-\d/iu)
  expect(rest).not.toMatch(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u)
  expect(markdown).not.toMatch(/^(?:[-+]|\d+[.)])(?:[\s-]|$)/u)
}

describe('escaping by place', () => {
  it('escapeText never makes structure', () => {
    fc.assert(fc.property(text, (hostile) => expectInert(escapeText(hostile))))
  })

  it('escapeProse never makes structure but inline code', () => {
    fc.assert(fc.property(text, (hostile) => expectInert(escapeProse(hostile))))
    fc.assert(fc.property(text, (hostile) => expectInert(escapeProse(`set \`${hostile}\` or @me`))))
  })

  it('code is one code span or inert text', () => {
    fc.assert(
      fc.property(text, (hostile) => {
        const made = code(hostile)
        expectInert(made)
        if (made.includes('`')) expect(made).toMatch(/^`[^`|\\<\n]+`$/u)
      }),
    )
  })

  it('bounds what it shows', () => {
    expect(plain('x'.repeat(10_000), 80)).toBe(`${'x'.repeat(79)}…`)
    expect(plain(`${' '.repeat(5_000)}x`, 80)).toBe('…')
    expect(escapeText('|'.repeat(1e6), 50).length).toBeLessThan(400)
  })

  it('keeps readable what is harmless', () => {
    expect(escapeText('acc (arc_easy), 0.65 ± 0.01 -3.5%, p95!')).toBe('acc (arc_easy), 0.65 ± 0.01 -3.5%, p95!')
    expect(escapeText('-0.5')).toBe('-0.5')
    expect(escapeProse('Did you mean `min`?')).toBe('Did you mean `min`?')
    expect(escapeProse('one ` left')).toBe('one &#96; left')
    expect(escapeProse('`a``b`')).toBe('&#96;a&#96;&#96;b&#96;')
    expect(code('support-llm:v12')).toBe('`support-llm:v12`')
    expect(code('')).toBe('(empty)')
  })

  it('shows that something invisible is there', () => {
    expect(plain('v1\u202E2\u200B')).toBe('v1\uFFFD2\uFFFD')
    expect(plain('a\uD800b')).toBe('a\uFFFDb')
  })

  it.each([
    ['https://wandb.ai/a/b', 'https://wandb.ai/a/b'],
    ['http://wandb.local:8080/x?y=1#z', 'http://wandb.local:8080/x?y=1#z'],
    ['https://a.example/(x)|<y>`z`', 'https://a.example/%28x%29%7C%3Cy%3E%60z%60'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://user:key@evil.example/', null],
    ['/relative', null],
    ['', null],
    [`https://a.example/${'x'.repeat(3_000)}`, null],
  ])('safeUrl %s', (url, expected) => {
    expect(safeUrl(url)).toBe(expected)
  })

  it('a link address cannot end the link', () => {
    fc.assert(
      fc.property(text, (hostile) => {
        const made = link('label', `https://a.example/${hostile}`)
        expect(made).toMatch(/^label$|^\[label\]\(https:\/\/[^\s()<>|`\\]+\)$/u)
      }),
    )
    expect(link('label', null)).toBe('label')
  })

  it('a Mermaid label cannot leave its quotes, nor start a directive', () => {
    fc.assert(fc.property(text, (hostile) => expect(mermaidLabel(hostile)).not.toMatch(/["`#%&<>\\{}$;|\n]/u)))
    expect(mermaidLabel('x'.repeat(99)).length).toBe(44)
  })

  it('a fence is longer than any inside', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 9 }), (hostile, ticks) => {
        const made = fenced(`${hostile}\n${'`'.repeat(ticks)}\n${hostile}`)
        const lines = made.split('\n')
        const fence = /^`+/u.exec(made)?.[0] ?? ''
        expect(lines.at(-1)).toBe(fence)
        expect(lines.slice(1, -1).every((line) => !line.includes(fence))).toBe(true)
        expect(made).not.toContain('<!--')
      }),
    )
  })

  it('a marker is one line with one end, and tells names apart', () => {
    fc.assert(
      fc.property(text, text, (model, stage) => {
        const marker = commentMarker(model, stage)
        expect(marker).toMatch(/^<!-- model-promotion-gate model=[^\s<>]* stage=[^\s<>]* -->$/u)
      }),
    )
    expect(commentMarker('a b', 'ü')).toBe('<!-- model-promotion-gate model=a%20b stage=%C3%BC -->')
    expect(commentMarker('a stage=b', 'c')).not.toBe(commentMarker('a', 'b stage=c'))
  })
})
