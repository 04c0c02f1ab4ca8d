import { describe, expect, it } from '@jest/globals'
import type { Listing } from '../../../src/promotion/outcome.ts'
import { listingLines, renderListing } from '../../../src/render/listing.ts'
import { renderLog } from '../../../src/render/log.ts'
import { renderSummary } from '../../../src/render/summary.ts'
import * as samples from '../../support/outcomes.ts'

const HOSTILE = '</td> | @acme/team [a](javascript:1) `x` <!-- marker --> ::error::\n| new row |\n```'

function listing(change: Partial<Listing> = {}): Listing {
  return {
    name: 'status',
    title: 'Status',
    intro: ['Two models, at `noon`.'],
    columns: ['Model', 'Version', 'Record'],
    rows: [
      ['support-llm', 'v12', { text: '#7 signed', url: 'https://wandb.test/run/7' }],
      ['chat', '', { text: '', url: null }],
    ],
    diagram: null,
    data: {},
    ...change,
  }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => [`model-${index}`, 'v1', 'x'])

function tableLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith('|'))
}

describe('a listing in the summary', () => {
  it('is a title, sentences and a table with links', () => {
    expect(renderListing(listing(), 10_000)).toBe(
      [
        '#### Status',
        '',
        'Two models, at `noon`.',
        '',
        '| Model | Version | Record |',
        '| :-- | :-- | :-- |',
        '| support-llm | v12 | [&#35;\u200B7 signed](https://wandb.test/run/7) |',
        '| chat | – | – |',
      ].join('\n'),
    )
  })

  it('lets nothing hostile out of its cell', () => {
    const rows = [[HOSTILE, HOSTILE, { text: HOSTILE, url: 'javascript:alert(1)' }]]
    const text = renderListing(
      listing({ title: HOSTILE, intro: [HOSTILE], columns: [HOSTILE, 'b', 'c'], rows }),
      10_000,
    )
    expect(tableLines(text)).toHaveLength(3)
    for (const line of tableLines(text)) expect(line.match(/(?<!\\)\|/g)).toHaveLength(4)
    expect(text).not.toMatch(/<|\]\(javascript|@acme|^```/m)
  })

  it('counts the rows that have no room, by number and by bytes', () => {
    const long = renderListing(listing({ rows: many(1_500) }), 1_000_000)
    expect(tableLines(long)).toHaveLength(1_002)
    expect(long).toContain('_500 more rows in the `result` output._')
    const short = renderListing(listing({ rows: many(100) }), 500)
    expect(new TextEncoder().encode(short).length).toBeLessThan(900)
    expect(short).toMatch(/_\d\d more rows/)
  })

  it('shows a diagram inside a fence that it cannot close, and none that Mermaid would not draw', () => {
    expect(renderListing(listing({ diagram: 'timeline\n    a : b' }), 10_000)).toContain(
      '\n```mermaid\ntimeline\n    a : b\n```',
    )
    expect(renderListing(listing({ diagram: 'a\n```\nb' }), 10_000)).toContain('````mermaid')
    expect(renderListing(listing({ diagram: 'x'.repeat(50_000) }), 10_000)).not.toContain('mermaid')
  })

  it('stands in the summary in place of the sentence that nothing was judged', () => {
    const outcome = samples.run([], { operation: 'status', conclusion: 'no-change', listings: [listing()] })
    const summary = renderSummary(outcome, samples.ADDRESSES)
    expect(summary).toContain('#### Status')
    expect(summary).not.toContain('No promotion was judged')
    const huge = renderSummary(
      {
        ...outcome,
        listings: [1, 2].map(() => listing({ rows: many(900).map((row) => row.map(() => 'ä'.repeat(290))) })),
      },
      samples.ADDRESSES,
    )
    expect(new TextEncoder().encode(huge).length).toBeLessThan(1_000 * 1_024)
    expect(huge.match(/more rows/g)).toHaveLength(2)
  })
})

describe('a listing in the log', () => {
  it('is aligned in columns, a dash for nothing', () => {
    expect(listingLines(listing())).toEqual([
      '# Status',
      '  Two models, at `noon`.',
      '  support-llm  v12  #7 signed',
      '  chat         –    –',
    ])
  })

  it('says its own lines instead of the rows where it has some', () => {
    expect(listingLines(listing({ log: ['support-llm: production v12'] })).at(-1)).toBe('  support-llm: production v12')
  })

  it('cannot command the runner', () => {
    const rows = [['::error::x', '##[error]y', HOSTILE]]
    const log = renderLog(samples.run([], { listings: [listing({ rows, title: '::set-output::' })] }))
    expect(log).not.toMatch(/^\s*::|##\[/m)
    expect(listingLines(listing({ rows, log: ['::error::x\n::error::y'] }))).toHaveLength(3)
  })

  it('counts what it leaves out', () => {
    expect(listingLines(listing({ rows: many(1_001) })).at(-1)).toBe('  1 more row in the result output.')
  })
})
