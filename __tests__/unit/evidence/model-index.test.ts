import { describe, expect, it } from '@jest/globals'
import { readFixture, readText, readValue, rowOf } from './fixture.ts'

const card = readFixture('model-card.md')
const entries = readFixture('eval-results.yaml')

describe('a model card', () => {
  it('gives a row for each metric, told apart by dataset, split, name and config', () => {
    expect(card).toMatchObject({ format: 'model-index', status: 'unknown' })
    const [accuracy] = card.rows
    expect(accuracy).toEqual({
      metric: 'accuracy',
      task: 'text-classification',
      slice: { dataset: 'acme/tickets', config: 'de', split: 'test' },
      value: 0.91,
      model: 'support-llm',
      dataset: 'acme/tickets/de',
      dataset_version: '5503434ddd753f426f4b38109466949a1217c2bb',
      pointer: '/model-index/0/results/0/metrics/0/value',
    })
  })

  it('reads percent signs and printed numbers, with a warning and the unit', () => {
    expect(rowOf(card, { metric: 'accuracy', slice: { name: 'Accuracy at 2' } })).toMatchObject({
      value: 93.5,
      unit: 'percent',
      warnings: ['the number was written as text: "93.5%"'],
    })
    expect(rowOf(card, { metric: 'wer', slice: { metric_config: 'beam' } })).toMatchObject({
      value: null,
      missing: 'text',
    })
  })

  it('makes a row for each class of a map', () => {
    expect(rowOf(card, { metric: 'f1', slice: { class: 'refund' } })).toMatchObject({
      value: 0.8,
      pointer: '/model-index/0/results/0/metrics/2/value/refund',
    })
    expect(rowOf(card, { metric: 'f1', slice: { class: 'billing' } })).toMatchObject({ value: null, missing: 'null' })
  })

  it('says whose word it is', () => {
    expect(card.warnings).toEqual([
      '5 of 6 numbers are stated by the author of the card and verified by nobody',
      '1 of 6 numbers are marked as verified; the tokens were not checked',
    ])
  })

  it('of several models names each in a slice', () => {
    const model = (name: string) => ({
      name,
      results: [{ dataset: { name: 'd' }, metrics: [{ name: 'acc', value: 1 }] }],
    })
    const report = readValue({ 'model-index': [model('a'), model('b')] })
    expect(rowOf(report, { metric: 'acc', slice: { model: 'b' } })).toMatchObject({
      model: 'b',
      slice: { dataset: 'd' },
    })
  })

  it.each([
    ['no results', { 'model-index': [] }],
    ['odd parts', { 'model-index': [3, { results: [{ metrics: 4 }, null] }] }],
  ])('with %s is failed', (_what, value) => {
    expect(readValue(value)).toMatchObject({ status: 'failed', status_note: 'it states no result', rows: [] })
  })

  it('without results is no report', () => {
    expect(() => readText('---\nlicense: mit\n---\n', 'auto', 'README.md')).toThrow('No reader fits README.md')
    expect(() => readText('---\nlicense: mit\n---\n', 'model-index', 'README.md')).toThrow('it lacks "model-index"')
  })
})

describe('.eval_results', () => {
  it('gives a score for each entry, told apart by its notes', () => {
    expect(entries.rows[0]).toEqual({
      metric: 'score',
      task: 'default',
      slice: { dataset: 'acme/tickets-benchmark', notes: 'no-tools' },
      value: 20.9,
      dataset: 'acme/tickets-benchmark',
      dataset_version: '5503434ddd753f426f4b38109466949a1217c2bb',
      pointer: '/0/value',
    })
    expect(rowOf(entries, { metric: 'score', slice: { notes: 'tools' } }).value).toBe(24.1)
    expect(entries.warnings).toHaveLength(2)
  })

  it('is as old as its oldest entry, and of no date when one has none', () => {
    expect(entries.created_at).toBe('2026-01-14T10:30:00.000Z')
    const entry = { dataset: { id: 'd', task_id: 't' }, value: 1 }
    expect(readValue([{ ...entry, date: '2026-01-14T10:30:00Z' }, entry])).not.toHaveProperty('created_at')
  })

  it('is known by all its entries', () => {
    const entry = { dataset: { id: 'd', task_id: 't' }, value: 1 }
    expect(readValue([entry]).format).toBe('model-index')
    expect(readValue([entry, { a: 1 }]).format).toBe('json')
  })
})
