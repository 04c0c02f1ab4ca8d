import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'

type Prompt = { label: string; provider: string; metrics: Record<string, unknown> }
type Document = {
  results: {
    version: number
    prompts: Prompt[]
    results: unknown[]
    stats: Record<string, unknown>
    timestamp?: string
    table?: unknown
  }
}

/** The fixture, changed by the test. */
function changed(change: (document: Document, metrics: Record<string, unknown>) => void) {
  const document = mutable('promptfoo.json') as unknown as Document
  change(document, document.results.prompts[0]?.metrics ?? {})
  return readValue(document)
}

describe('promptfoo', () => {
  const report = readFixture('promptfoo.json')

  it('is complete although a test ended in an error, and dated', () => {
    expect(report).toMatchObject({
      format: 'promptfoo',
      status: 'complete',
      created_at: '2026-01-05T10:00:00.000Z',
      warnings: [],
    })
  })

  it.each([
    ['pass_rate', { value: 0.5, n: 4, unit: 'fraction', direction: 'higher_is_better', model: 'openai:support-llm' }],
    ['errors', { value: 1, direction: 'lower_is_better' }],
    ['score', { value: 0.625, n: 4 }],
    ['latency_ms', { value: 250, unit: 'ms', direction: 'lower_is_better' }],
    ['Brevity', { value: 1, n: 1, pointer: '/results/prompts/0/metrics/namedScores/Brevity' }],
    ['Safety', { value: 0.5, n: 3 }],
    ['Odd', { value: null, missing: 'absent' }],
  ])('reads %s as a mean over tests', (metric, expected) => {
    expect(rowOf(report, { metric })).toMatchObject(expected)
    expect(rowOf(report, { metric })).not.toHaveProperty('slice')
  })

  it('keeps a named score called cost apart from the cost', () => {
    expect(rowOf(report, { metric: 'cost', scorer: '' }).value).toBe(0.012)
    expect(rowOf(report, { metric: 'cost', scorer: 'named-score' }).value).toBe(0.25)
    expect(() => rowOf(report, { metric: 'cost' })).toThrow('many')
  })

  it('asks for a slice where there are several prompts or providers', () => {
    const several = changed(({ results }) => {
      const [first] = results.prompts
      if (first === undefined) return
      results.prompts.push({
        ...first,
        label: 'Be brief',
        metrics: { ...first.metrics, testPassCount: 4, testFailCount: 0, testErrorCount: 0 },
      })
      results.prompts.push({ ...first, label: 'Be brief', provider: 'other' })
    })
    expect(() => rowOf(several, { metric: 'pass_rate' })).toThrow('many')
    expect(
      rowOf(several, { metric: 'pass_rate', slice: { prompt: 'Be brief', provider: 'openai:support-llm' } }).value,
    ).toBe(1)
    expect(rowOf(several, { metric: 'pass_rate', slice: { provider: 'other' } })).toMatchObject({
      value: 0.5,
      model: 'other',
    })
    expect(several.warnings.join()).toContain('the prompts hold 12 tests, the statistics of the file 4')
  })

  it.each([
    ['an answer', (document: Document) => document.results.results.push({ promptIdx: 0, response: { cached: true } })],
    [
      'its tokens',
      (_document: Document, metrics: Record<string, unknown>) => {
        metrics['tokenUsage'] = { cached: 12 }
      },
    ],
  ])('has no latency when %s came from the cache', (_name, change) => {
    const row = rowOf(changed(change), { metric: 'latency_ms' })
    expect(row).toMatchObject({ value: null, missing: 'absent' })
    expect(row.warnings?.[0]).toContain('cache')
  })

  it('takes a cost of 0 for unknown', () => {
    const row = rowOf(
      changed((_document, metrics) => {
        metrics['cost'] = 0
      }),
      { metric: 'cost', scorer: '' },
    )
    expect(row).toMatchObject({ value: null, missing: 'absent', unit: 'USD' })
    expect(row.warnings?.[0]).toContain('does not know the price')
  })

  it('has failed when no test was run', () => {
    const empty = changed((document) => {
      document.results.stats = { successes: 0, failures: 0, errors: 0 }
      document.results.prompts = []
    })
    expect(empty).toMatchObject({ status: 'failed', rows: [] })
  })

  it('has no pass rate where a count is missing or text', () => {
    const row = rowOf(
      changed((_document, metrics) => {
        metrics['testPassCount'] = '2'
      }),
      { metric: 'pass_rate' },
    )
    expect(row).toMatchObject({ value: null, missing: 'absent' })
  })

  it('divides nothing by zero tests', () => {
    const report = changed((_document, metrics) =>
      Object.assign(metrics, { testPassCount: 0, testFailCount: 0, testErrorCount: 0 }),
    )
    expect(rowOf(report, { metric: 'pass_rate' })).toMatchObject({ value: null, missing: 'absent' })
  })

  it('reads an older file: no error count, no provider, the raw prompt for a label', () => {
    const old = changed(({ results }, metrics) => {
      delete metrics['testErrorCount']
      results.prompts.push({ metrics, raw: 'raw text' } as unknown as Prompt)
      delete (results as Partial<typeof results>).timestamp
    })
    expect(old).not.toHaveProperty('created_at')
    expect(rowOf(old, { metric: 'pass_rate', slice: { prompt: 'raw text' } })).toMatchObject({ value: 2 / 3 })
  })

  it('says how to get a file that it can read', () => {
    const version2 = () =>
      changed(({ results }) => {
        results.version = 2
        results.table = {}
      })
    expect(version2).toThrow('promptfoo results version 2')
    expect(version2).toThrow(
      expect.objectContaining({ code: 'report-format-unknown', hint: expect.stringContaining('Export again') }),
    )
  })
})

describe('promptfoo, single tests', () => {
  it('keeps passes and scores by prompt, told apart by number and variables', () => {
    const report = changed(({ results }) => {
      const [first] = results.prompts
      if (first !== undefined) results.prompts.push({ ...first, label: 'Be brief' })
      results.results = [
        { promptIdx: 0, testIdx: 0, success: true, score: 1, vars: { q: 'a' } },
        { promptIdx: 1, testIdx: 0, success: false, score: 0.25, vars: { q: 'a' } },
        { promptIdx: 0, testIdx: 0, success: true, score: 0.75, vars: { q: 'a' } },
        { promptIdx: 0, success: false, error: 'timeout' },
        { testIdx: 9, success: true },
      ]
    })
    expect(report.items).toHaveLength(4)
    expect(report.items?.slice(0, 2)).toEqual([
      {
        metric: 'pass_rate',
        slice: { prompt: 'Answer: {{q}}' },
        ids: ['0 {"q":"a"}', '0 {"q":"a"} #2', ''],
        scores: Float64Array.of(1, 1, 0),
      },
      expect.objectContaining({ metric: 'score', scores: Float64Array.of(1, 0.75, Number.NaN) }),
    ])
    for (const { ids: _ids, scores: _scores, ...address } of report.items ?? []) rowOf(report, address)
  })

  it('needs no slice for one prompt, and has no items without tests', () => {
    expect(readFixture('promptfoo.json').items?.[0]).toEqual({
      metric: 'pass_rate',
      ids: ['0', '1', '2', '3'],
      scores: Float64Array.of(1, 1, 0, 0),
    })
    const untested = changed(({ results }) => {
      results.results = []
    })
    expect(untested).not.toHaveProperty('items')
  })
})
