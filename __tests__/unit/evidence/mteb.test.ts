import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'
import { readSample } from './samples.ts'

describe('mteb, one task', () => {
  const report = readFixture('mteb-2.1-task.json')

  it('is recognised and dated', () => {
    expect(report).toMatchObject({ format: 'mteb', status: 'unknown', created_at: '2026-02-03T04:05:06.000Z' })
    expect(report.rows).toHaveLength(9)
  })

  it('reads a score with split, subset, language and revision', () => {
    const slice = { split: 'test', subset: 'default' }
    expect(rowOf(report, { metric: 'main_score', task: 'AcmeSTS', slice })).toEqual({
      metric: 'main_score',
      task: 'AcmeSTS',
      slice: { split: 'test', subset: 'default', language: 'eng-Latn' },
      value: 0.81,
      dataset_version: 'd3fb88f',
      pointer: '/scores/test/0/main_score',
    })
  })

  it.each([
    [
      { subset: 'en-de' },
      { value: 0.71, slice: { split: 'test', subset: 'en-de' }, pointer: '/scores/test/1/main_score' },
    ],
    [{ split: 'validation' }, { value: 0.9 }],
  ])('tells %j apart', (slice, expected) => {
    const row = rowOf(report, { metric: 'main_score', slice })
    expect(row).toMatchObject(expected)
  })

  it('asks for a slice, and keeps NaN as a missing number', () => {
    expect(() => rowOf(report, { metric: 'main_score' })).toThrow('subset en-de')
    expect(rowOf(report, { metric: 'nauc_map_at_1_max' })).toMatchObject({ value: null, missing: 'nan' })
  })

  it('has no subset where there is only the default one', () => {
    const document = mutable('mteb-2.1-task.json')
    document['scores'] = { test: [{ hf_subset: 'default', main_score: 0.5, note: 'x', lists: [1] }] }
    expect(readValue(document).rows).toEqual([
      {
        metric: 'main_score',
        task: 'AcmeSTS',
        slice: { split: 'test' },
        value: 0.5,
        dataset_version: 'd3fb88f',
        pointer: '/scores/test/0/main_score',
      },
    ])
  })

  it('has failed when it holds no score', () => {
    const empty = readValue({ ...mutable('mteb-2.1-task.json'), scores: {} })
    expect(empty).toMatchObject({ format: 'mteb', status: 'failed', status_note: 'the report holds no score' })
  })

  it.each([
    ['no task name', { task_name: undefined }],
    ['scores that are no lists', { scores: { test: { main_score: 1 } } }],
    ['entries that are no scores', { scores: { test: [{ accuracy: 1 }] } }],
    ['no scores at all', { scores: undefined }],
    ['empty scores and no version', { scores: {}, mteb_version: undefined }],
  ])('is not taken for one with %s', (_name, change) => {
    const document = { ...mutable('mteb-2.1-task.json'), ...change }
    expect(() => readValue(document, 'mteb')).toThrow('it lacks "task_name" with "scores"')
  })
})

describe('mteb, before 1.11', () => {
  const report = readFixture('mteb-1.0-legacy.json')

  it.each([
    ['cos_sim_spearman', { subset: 'default' }, { value: 0.82, pointer: '/test/cos_sim/spearman' }],
    ['cos_sim_spearman', { subset: 'de' }, { value: 0.62, pointer: '/test/de/cos_sim/spearman' }],
    ['accuracy', { subset: 'de', split: 'test' }, { value: 0.7, task: 'AcmeSTS', dataset_version: '0fd18e2' }],
  ])('reads %s of %j', (metric, slice, expected) => {
    expect(rowOf(report, { metric, slice })).toMatchObject(expected)
  })

  it('has no row for times, and no subset without any', () => {
    expect(report.rows).toHaveLength(5)
    const { test: _test, ...rest } = mutable('mteb-1.0-legacy.json')
    const plain = readValue({ ...rest, validation: { accuracy: 0.5, evaluation_time: 3, remark: 'x' } })
    expect(plain.rows.map(({ metric, slice }) => [metric, slice])).toEqual([['accuracy', { split: 'validation' }]])
  })
})

describe('mteb, several tasks and models', () => {
  const report = readFixture('mteb-2.1-models.json')

  it('is as old as its oldest part', () => {
    expect(report.created_at).toBe('2026-01-03T04:05:06.000Z')
  })

  it('asks which model, and names it', () => {
    expect(() => rowOf(report, { metric: 'main_score', task: 'AcmeSTS' })).toThrow('model acme/embed-b')
    const slice = { model: 'acme/embed-b' }
    expect(rowOf(report, { metric: 'main_score', task: 'AcmeSTS', slice })).toMatchObject({
      value: 0.8,
      model: 'acme/embed-b',
      pointer: '/model_results/1/task_results/0/scores/test/0/main_score',
    })
  })

  it('needs no slice for one model', () => {
    const { model_results } = mutable('mteb-2.1-models.json') as { model_results: unknown[] }
    const one = readValue(model_results[0])
    expect(rowOf(one, { metric: 'main_score', task: 'AcmeSTS' })).toMatchObject({
      model: 'acme/embed-a',
      slice: { split: 'test', language: 'eng-Latn' },
    })
  })

  it('reads a list of tasks, and none that holds something else', () => {
    const task = mutable('mteb-2.1-task.json')
    expect(readValue([task, { ...mutable('mteb-1.0-legacy.json') }]).rows).toHaveLength(14)
    expect(readValue([task, { ...mutable('mteb-1.0-legacy.json') }])).not.toHaveProperty('created_at')
    expect(() => readValue([task, 1], 'mteb')).toThrow('is not a report')
    expect(() => readValue({ task_results: [task] }, 'mteb')).toThrow('is not a report')
    expect(() => readValue({ model_results: [] }, 'mteb')).toThrow('is not a report')
  })
})

it('mteb reads files of the real tool', () => {
  const plain = readSample('mteb/GIST_BIOSSES.json')
  const invalid = readSample('mteb/gte-Qwen1.5_AILAStatutes_with-NaN.json')
  if (plain === null || invalid === null) return
  expect(rowOf(plain, { metric: 'main_score', task: 'BIOSSES' })).toEqual({
    metric: 'main_score',
    task: 'BIOSSES',
    slice: { split: 'test', language: 'eng-Latn' },
    value: 0.8125787561220484,
    dataset_version: 'd3fb88f8f02e40887cd149695127462bbcf29b4a',
    pointer: '/scores/test/0/main_score',
  })
  expect(rowOf(invalid, { metric: 'ndcg_at_10', slice: { split: 'test' } }).value).toBe(0.31461)
  expect(invalid.rows.filter(({ missing }) => missing === 'nan').length).toBeGreaterThan(0)
})
