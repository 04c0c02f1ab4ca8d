import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readText, readValue, rowOf } from './fixture.ts'
import { readSample } from './samples.ts'

/** The fixture with its first result changed. */
function changed(change: (result: Record<string, Record<string, unknown>>) => void) {
  const document = mutable('every-eval-ever-0.3.json')
  const [first] = document['evaluation_results'] as Record<string, Record<string, unknown>>[]
  if (first !== undefined) change(first)
  return readValue({ ...document, evaluation_results: [first] })
}

describe('every-eval-ever', () => {
  const report = readFixture('every-eval-ever-0.3.json')

  it('is recognised and dated by the evaluation, not by the making of the file', () => {
    expect(report).toMatchObject({
      format: 'every-eval-ever',
      status: 'unknown',
      created_at: '2026-01-05T10:00:00.000Z',
      warnings: [],
    })
    expect(report.rows).toHaveLength(5)
  })

  it('reads a number with everything the file says about it', () => {
    expect(rowOf(report, { metric: 'accuracy', task: 'acme_qa' })).toEqual({
      metric: 'accuracy',
      task: 'acme_qa',
      slice: { split: 'test' },
      value: 0.84,
      stderr: 0.0164,
      interval: { low: 0.81, high: 0.87, level: 0.95 },
      n: 500,
      unit: 'proportion',
      direction: 'higher_is_better',
      model: 'acme/support-llm',
      dataset: 'acme/qa',
      dataset_version: 'abc123',
      pointer: '/evaluation_results/0/score_details/score',
    })
  })

  it('learns the version from the details of the model', () => {
    expect(report.identity).toEqual([
      { text: 'acme/models/support-llm:v12', source: '/model_info/additional_details/artifact' },
    ])
  })

  it.each([
    ['pass_at_k', { slice: { k: '10' } }, { value: 0.6 }],
    ['pass_at_k', { slice: { k: '1' } }, { value: 0.3, n: 50 }],
    ['toxic share', {}, { value: null, missing: 'other', unit: 'percent', direction: 'lower_is_better', n: 90 }],
    ['score', { task: 'fluency' }, { value: null, missing: 'nan', direction: 'lower_is_better' }],
  ])('reads %s %j', (metric, address, expected) => {
    expect(rowOf(report, { metric, ...address })).toMatchObject(expected)
  })

  it('never takes a standard deviation for a standard error', () => {
    const row = rowOf(report, { metric: 'pass_at_k', slice: { k: '1' } })
    expect(row).not.toHaveProperty('stderr')
    expect(row.warnings).toEqual(['a standard deviation is no standard error and was not used'])
  })

  it('says that a part of the samples was run, and that -1 is no score', () => {
    expect(rowOf(report, { metric: 'toxic share' }).warnings).toEqual([
      'the score -1 stands for an unknown level',
      'the number is over 90 of the 100 samples of its data set',
    ])
  })

  it('does not take the size of the data set for the number of samples', () => {
    const row = rowOf(
      changed((first) => Reflect.deleteProperty(first, 'score_details')),
      { metric: 'accuracy' },
    )
    expect(row).not.toHaveProperty('n')
    expect(row).toMatchObject({ value: null, missing: 'absent' })
    const ids = changed((first) => {
      first['score_details'] = { score: 1 }
      first['source_data'] = { dataset_name: 'd', sample_ids: ['a', 'b'], revision: 'r' }
    })
    expect(rowOf(ids, { metric: 'accuracy' })).toMatchObject({ n: 2, dataset: 'd', dataset_version: 'r' })
  })

  it.each([
    ['a plain number', 0.02, 0.02],
    ['a negative one', { value: -1 }, undefined],
    ['text', { value: '0.1' }, undefined],
  ])('reads %s as the standard error', (_name, standard_error, expected) => {
    const report = changed((first) => {
      first['score_details'] = { score: 1, uncertainty: { standard_error } }
    })
    expect(rowOf(report, { metric: 'accuracy' }).stderr).toBe(expected)
  })

  it.each([
    [{ lower: 0.2, upper: 0.1, confidence_level: 0.95 }],
    [{ lower: 0.1, upper: 0.2 }],
    [{ lower: 0.1, upper: 0.2, confidence_level: 95 }],
    ['0.1-0.2'],
  ])('uses no interval such as %j', (confidence_interval) => {
    const report = changed((first) => {
      first['score_details'] = { score: 1, uncertainty: { confidence_interval } }
    })
    expect(rowOf(report, { metric: 'accuracy' })).not.toHaveProperty('interval')
  })

  it.each([
    ['seconds as text', '1767607200.5', '2026-01-05T10:00:00.500Z'],
    ['seconds', 1767607200, '2026-01-05T10:00:00.000Z'],
    ['a local time', '2026-01-05T10:00:00', undefined],
    ['a monotonic clock', '3391296.9', undefined],
  ])('reads %s as a date', (_name, evaluation_timestamp, expected) => {
    expect(readValue({ ...mutable('every-eval-ever-0.3.json'), evaluation_timestamp }).created_at).toBe(expected)
  })

  it('is as old as its oldest result', () => {
    const { evaluation_timestamp: _own, ...rest } = mutable('every-eval-ever-0.3.json')
    const results = [{ evaluation_timestamp: '2026-02-02T00:00:00Z' }, { evaluation_timestamp: '2026-01-02T00:00:00Z' }]
    expect(readValue({ ...rest, evaluation_results: results }).created_at).toBe('2026-01-02T00:00:00.000Z')
    expect(readValue(rest)).not.toHaveProperty('created_at')
  })

  it('warns of numbers from documentation and of a newer schema, and refuses another one', () => {
    const document = mutable('every-eval-ever-0.3.json')
    const copied = readValue({
      ...document,
      source_metadata: { source_type: 'documentation' },
      schema_version: '0.9.1',
    })
    expect(copied.warnings).toEqual([
      'the schema version 0.9.1 is newer than 0.3',
      'the numbers were copied from documentation, not from an evaluation run',
    ])
    expect(() => readValue({ ...document, schema_version: '1.0.0' })).toThrow(
      'version 1.0.0 of the Every Eval Ever schema',
    )
    expect(readValue({ ...document, schema_version: 'draft' }).warnings).toEqual([])
  })

  it('has failed when it holds no result', () => {
    expect(readValue({ ...mutable('every-eval-ever-0.3.json'), evaluation_results: [] }).status).toBe('failed')
  })

  it('asks which model where there are several records', () => {
    const one = mutable('every-eval-ever-0.3.json')
    const other = { ...one, model_info: { name: 'other' } }
    const report = readValue([one, other])
    expect(() => rowOf(report, { metric: 'accuracy' })).toThrow('model other')
    expect(rowOf(report, { metric: 'accuracy', slice: { model: 'other' } })).toMatchObject({
      model: 'other',
      slice: { model: 'other', split: 'test' },
      pointer: '/1/evaluation_results/0/score_details/score',
    })
    expect(report.identity.map(({ source }) => source)).toEqual(['/0/model_info/additional_details/artifact'])
    expect(rowOf(readValue([one]), { metric: 'accuracy' }).slice).toEqual({ split: 'test' })
  })

  it.each([
    ['evaluation_results', '"evaluation_results"'],
    ['model_info', '"model_info"'],
  ])('says that %s is missing', (key, lacks) => {
    const { [key]: _gone, ...rest } = mutable('every-eval-ever-0.3.json')
    expect(() => readValue(rest, 'every-eval-ever')).toThrow(lacks)
  })

  it('says what is missing where there is nothing', () => {
    expect(() => readValue([], 'every-eval-ever')).toThrow('of each sample')
    expect(() => readValue(3, 'every-eval-ever')).toThrow('a map at the top')
    expect(() => readValue({ evaluation_results: [], model_info: {} }, 'every-eval-ever')).toThrow('"schema_version"')
  })
})

describe('every-eval-ever, single samples', () => {
  const report = readFixture('every-eval-ever-0.3-samples.json')

  it('makes a mean for each evaluation, and keeps the scores with their hashes', () => {
    expect(report).toMatchObject({ format: 'every-eval-ever', status: 'unknown' })
    expect(report.rows).toEqual([
      { metric: 'score', task: 'acme_qa', value: 0.5, stderr: 0.5, n: 2, model: 'acme/support-llm', pointer: '' },
      { metric: 'score', task: 'acme_code', value: 0.5, n: 1, model: 'acme/support-llm', pointer: '' },
    ])
    expect(report.items?.[0]).toEqual({
      metric: 'score',
      task: 'acme_qa',
      ids: ['1 h1', '2 h2'],
      scores: Float64Array.of(1, 0),
    })
  })

  it('counts and reports samples without a score, and tells models apart', () => {
    const sample = (model_id: string, score: unknown) => ({
      model_id,
      evaluation_name: 't',
      sample_id: '1',
      evaluation: { score },
    })
    const report = readText(JSON.stringify([sample('a', true), sample('a', null), sample('b', 0.5)]))
    expect(report.status).toBe('partial')
    expect(report.status_note).toContain('t (1 of 2)')
    expect(rowOf(report, { metric: 'score', slice: { model: 'a' } })).toMatchObject({ value: 1, n: 1 })
    expect(report.items?.map(({ slice }) => slice)).toEqual([{ model: 'a' }, { model: 'b' }])
  })
})

it('every-eval-ever reads a file of the real schema', () => {
  const report = readSample('every-eval-ever/aggregate.json')
  if (report === null) return
  expect(report).toMatchObject({ format: 'every-eval-ever', status: 'unknown' })
  expect(report.rows).toHaveLength(6)
  expect(rowOf(report, { metric: 'score', task: 'GPQA' })).toEqual({
    metric: 'score',
    task: 'GPQA',
    value: 0.2743,
    direction: 'higher_is_better',
    model: 'TencentARC/LLaMA-Pro-8B-Instruct',
    dataset: 'Idavidrein/gpqa',
    pointer: '/evaluation_results/3/score_details/score',
  })
})
