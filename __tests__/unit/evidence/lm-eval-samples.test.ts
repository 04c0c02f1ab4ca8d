import { describe, expect, it } from '@jest/globals'
import { readFixture, readValue, rowOf } from './fixture.ts'

const sample = (rest: object) => ({
  doc_id: 0,
  doc: {},
  target: 't',
  arguments: [],
  resps: [],
  filtered_resps: [],
  ...rest,
})

describe('lm-eval, single samples', () => {
  const report = readFixture('lm-eval-0.4.9-samples.json')

  it('makes a mean for each metric and filter, with its standard error', () => {
    expect(report).toMatchObject({ format: 'lm-eval', status: 'unknown' })
    expect(rowOf(report, { metric: 'exact_match', filter: 'strict-match' })).toEqual({
      metric: 'exact_match',
      filter: 'strict-match',
      value: 0.5,
      stderr: 0.5,
      n: 2,
      pointer: '',
    })
    expect(rowOf(report, { metric: 'exact_match', filter: 'flexible-extract' })).toMatchObject({ value: 1, n: 2 })
  })

  it('keeps the scores, told apart by document and its hash', () => {
    expect(report.items).toEqual([
      { metric: 'exact_match', filter: 'strict-match', ids: ['0 h0', '1 h1'], scores: Float64Array.of(1, 0) },
      { metric: 'exact_match', filter: 'flexible-extract', ids: ['0 h0', '1 h1'], scores: Float64Array.of(1, 1) },
    ])
  })

  it('finds the metrics of old releases by their values, and no row for those of the whole corpus', () => {
    const old = readValue([
      sample({ acc: true, bleu: ['a', 'b'], note: 'x' }),
      sample({ doc_id: 'b', acc: 0, bleu: ['c', 'd'] }),
    ])
    expect(old.rows.map(({ metric, value, n }) => [metric, value, n])).toEqual([['acc', 0.5, 2]])
    expect(old.items?.[0]?.ids).toEqual(['0', 'b'])
  })

  it('counts and reports samples without a score', () => {
    const report = readValue([sample({ acc: 1 }), sample({ doc_id: null, acc: null })])
    expect(report).toMatchObject({ status: 'partial', status_note: expect.stringContaining('no score of acc') })
    expect(rowOf(report, { metric: 'acc' })).toMatchObject({ value: 1, n: 1 })
  })

  it('has failed without a score, and says what a sample lacks', () => {
    expect(readValue([sample({})]).status).toBe('failed')
    expect(() => readValue([sample({}), {}], 'lm-eval')).toThrow('"doc_id", "target" and "resps" of each sample')
    expect(() => readValue([], 'lm-eval')).toThrow('a map at the top')
  })
})
