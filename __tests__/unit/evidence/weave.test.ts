import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'

describe('weave', () => {
  const report = readFixture('weave-0.52.json')

  it('is recognised, of unknown status', () => {
    expect(report).toMatchObject({ format: 'weave', status: 'unknown', warnings: [] })
    expect(report.rows).toHaveLength(7)
  })

  it.each([
    ['exact_match', {}, { value: 0.375, n: 8, unit: 'fraction', pointer: '/exact_match/true_fraction' }],
    ['helpfulness', { scorer: 'judge' }, { value: 0.82, pointer: '/judge/helpfulness/mean' }],
    ['safe', {}, { value: 0, unit: 'fraction' }],
    ['tone', { scorer: 'judge', task: 'detail' }, { value: null, missing: 'nan' }],
    ['mean', { task: 'detail' }, { value: 2.5, pointer: '/judge/detail/mean/mean' }],
    ['tokens', { scorer: 'output' }, { value: 120.5 }],
    ['model_latency', {}, { value: 1.25, unit: 's', direction: 'lower_is_better', pointer: '/model_latency/mean' }],
  ])('reads %s %j', (metric, address, expected) => {
    expect(rowOf(report, { metric, ...address })).toMatchObject(expected)
  })

  it.each([
    ['nothing was true', { true_count: 0, true_fraction: 0 }, undefined],
    ['count and share do not fit', { true_count: 1, true_fraction: 0.7 }, undefined],
    ['the count is no number', { true_count: null, true_fraction: 0.5 }, undefined],
    ['they fit', { true_count: 1, true_fraction: 1 / 3 }, 3],
  ])('knows the number of examples only when it can be told: %s', (_name, leaf, n) => {
    const document = { ...mutable('weave-0.52.json'), s: leaf }
    expect(rowOf(readValue(document), { metric: 's' }).n).toBe(n)
  })

  it('has no standard error', () => {
    expect(report.rows.filter(({ stderr }) => stderr !== undefined)).toEqual([])
  })

  it('keeps a mean that could not be made as a missing number', () => {
    const document = { model_latency: { mean: 1 }, judge: { score: { mean: null } } }
    expect(rowOf(readValue(document), { metric: 'score' })).toMatchObject({ value: null, missing: 'null' })
  })

  it('is known by a share of trues, or by the latency beside a mean', () => {
    expect(readValue({ s: { f: { true_count: 1, true_fraction: 0.5 } } }).format).toBe('weave')
    const leaf = { true_count: 1, true_fraction: 0.5 }
    expect(readValue({ s: { a: { b: { c: leaf } } } }).format).toBe('weave')
    expect(readValue({ s: { a: { b: { c: { d: leaf } } } } }).format).toBe('json')
    expect(readValue({ model_latency: { mean: 1 }, s: { mean: 0.5 } }).format).toBe('weave')
    expect(readValue({ s: { mean: 0.5 } }).format).toBe('json')
    expect(readValue({ s: { mean: 0.5 } }, 'weave').rows).toMatchObject([{ metric: 's', value: 0.5 }])
    expect(readValue({ model_latency: { mean: 1 }, s: 3 }).format).toBe('json')
    expect(readValue({ model_latency: { mean: 1 }, s: {} }).format).toBe('json')
  })

  it('leaves the summary of a run to its own reader', () => {
    expect(readValue({ ...mutable('weave-0.52.json'), _wandb: {} }).format).toBe('wandb-summary')
    expect(readValue({ ...mutable('weave-0.52.json'), _step: 1, _runtime: 2 }).format).toBe('wandb-summary')
  })

  it('does not walk through a report of thousands of names', () => {
    const names = Array.from({ length: 1001 }, (_, index) => [`s${index}`, { true_count: 1, true_fraction: 0.5 }])
    expect(readValue(Object.fromEntries(names)).format).toBe('json')
    expect(readValue(Object.fromEntries(names), 'weave').rows).toHaveLength(1001)
  })

  it.each([[{}], [[]], [{ a: 1 }]])('refuses %j', (document) => {
    expect(() => readValue(document, 'weave')).toThrow('a scorer with "true_fraction" or "mean"')
  })
})
