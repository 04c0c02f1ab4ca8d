import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'
import { readSample } from './samples.ts'

const stat = (name: object, rest: object = {}) => ({ name, count: 1, sum: 0.5, sum_squared: 0.25, mean: 0.5, ...rest })

describe('helm, stats.json', () => {
  const report = readFixture('helm-0.5-stats.json')

  it('is recognised, of unknown status, without a date', () => {
    expect(report).toMatchObject({ format: 'helm', status: 'unknown', warnings: [] })
    expect(report).not.toHaveProperty('created_at')
    expect(report.rows).toHaveLength(9)
  })

  it('takes the mean over trials, and as n the instances of the split, never the trials', () => {
    expect(rowOf(report, { metric: 'exact_match', slice: { split: 'test', perturbation: 'none' } })).toEqual({
      metric: 'exact_match',
      slice: { split: 'test', perturbation: 'none' },
      value: 0.75,
      n: 40,
      pointer: '/2/mean',
    })
  })

  it('never takes the spread over trials for a standard error', () => {
    const row = rowOf(report, { metric: 'exact_match', slice: { split: 'valid' } })
    expect(row).toMatchObject({ value: 0.75, n: 10 })
    expect(row).not.toHaveProperty('stderr')
  })

  it.each([
    [{ perturbation: 'robustness' }, { value: 0.6, n: 40, pointer: '/4/mean' }],
    [{ perturbation: 'misspelling', perturbation_settings: 'prob=0.1' }, { value: 0.65 }],
    [
      { perturbation: 'misspelling', perturbation_settings: 'prob=0.3' },
      { value: 0.5, pointer: '/6/mean' },
    ],
  ])('tells %j apart', (slice, expected) => {
    expect(rowOf(report, { metric: 'exact_match', slice })).toMatchObject(expected)
  })

  it('does not know over how many instances a perturbed number is, unless it is over the worst of all', () => {
    const slice = { perturbation: 'misspelling', perturbation_settings: 'prob=0.1' }
    expect(rowOf(report, { metric: 'exact_match', slice })).not.toHaveProperty('n')
  })

  it('does not take the number of perturbed instances for that of all', () => {
    const typos = { name: 'typos', computed_on: 'perturbed' }
    const few = { count: 1, sum: 2, sum_squared: 4, mean: 2 }
    const counts = [{ name: { name: 'num_instances', perturbation: typos }, ...few }]
    const [row] = readValue([stat({ name: 'f1' }), ...counts]).rows
    expect(row).not.toHaveProperty('n')
  })

  it('asks for more where a metric stands several times', () => {
    expect(() => rowOf(report, { metric: 'exact_match' })).toThrow('perturbation robustness')
    expect(() => rowOf(report, { metric: 'exact_match', slice: { perturbation: 'misspelling' } })).toThrow('many')
  })

  it.each([
    ['training_co2_cost', { value: null, missing: 'absent' }],
    ['ece_10_bin', { value: null, missing: 'nan', slice: { split: 'test', sub_split: 'toxic', perturbation: 'none' } }],
  ])('has no number for %s', (metric, expected) => {
    expect(rowOf(report, { metric })).toMatchObject(expected)
  })

  it('says nothing of perturbations in a file without any', () => {
    const plain = readValue([stat({ name: 'f1', split: 'test' }), stat({ name: 'f1' })])
    expect(plain.rows.map(({ slice }) => slice)).toEqual([{ split: 'test' }, undefined])
    expect(plain.rows[0]).not.toHaveProperty('n')
  })

  it.each([
    [{ mean: undefined, sum: 3, count: 4 }, { value: 0.75 }],
    [
      { mean: undefined, sum: 'x' },
      { value: null, missing: 'absent' },
    ],
    [{ mean: null }, { value: null, missing: 'null' }],
    [{ count: 0 }, { value: null, missing: 'absent' }],
  ])('reads a statistic with %j as %j', (change, expected) => {
    expect(rowOf(readValue([stat({ name: 'f1' }, change)]), { metric: 'f1' })).toMatchObject(expected)
  })

  it.each([
    ['an empty list', []],
    ['a list of other things', [stat({ name: 'f1' }), 3]],
    ['a statistic without a name', [stat({ split: 'test' })]],
    ['a statistic without counts', [{ name: { name: 'f1' }, mean: 1 }]],
    ['a map without lists', { run_spec: {}, stats: [], per_instance_stats: 'x' }],
    ['text', 'stats'],
  ])('refuses %s', (_name, document) => {
    expect(() => readValue(document, 'helm')).toThrow('is not a report in the format helm')
  })
})

describe('helm, per_instance_stats.json', () => {
  const report = readFixture('helm-0.5-per-instance-stats.json')

  it('makes means with their standard error, and keeps the scores', () => {
    expect(report.rows[0]).toEqual({
      metric: 'exact_match',
      slice: { split: 'test', perturbation: 'none' },
      value: 0.5,
      stderr: 0.5,
      n: 2,
      pointer: '',
    })
    expect(report.items?.[0]).toEqual({
      metric: 'exact_match',
      slice: { split: 'test', perturbation: 'none' },
      ids: ['id1', 'id2'],
      scores: Float64Array.of(1, 0),
    })
  })

  it('keeps perturbed instances apart, although only the instance names the perturbation', () => {
    expect(rowOf(report, { metric: 'exact_match', slice: { perturbation: 'typos' } })).toMatchObject({ value: 0, n: 1 })
  })

  it('counts and reports an instance without a score', () => {
    expect(rowOf(report, { metric: 'logprob' })).toMatchObject({
      value: -2.5,
      n: 1,
      warnings: ['1 of 2 instances have no score; the mean is over the other 1'],
    })
  })

  it('has no standard error when trials repeat the instances, and ids that tell them apart', () => {
    const instance = (train_trial_index: number, mean: number) => ({
      instance_id: 'id1',
      train_trial_index,
      stats: [stat({ name: 'f1', perturbation: { name: 'typos' } }, { mean }), stat({ name: 'f2' })],
    })
    const repeated = readValue([instance(0, 0.25), instance(1, 0.75)])
    expect(repeated.rows[0]).toEqual({
      metric: 'f1',
      slice: { perturbation: 'typos' },
      value: 0.5,
      n: 1,
      pointer: '',
    })
    expect(repeated.items?.[0]?.ids).toEqual(['id1', 'id1 trial 1'])
  })

  it('refuses an instance without statistics', () => {
    expect(() => readValue([{ instance_id: 'a', stats: [{}] }], 'helm')).toThrow('is not a report')
    expect(() => readValue([{ instance_id: 'a' }], 'helm')).toThrow('is not a report')
  })
})

describe('helm, one map of run_spec, stats and per_instance_stats', () => {
  it('knows task and model, and that the run was limited', () => {
    const report = readFixture('helm-0.5-combined.json')
    expect(rowOf(report, { metric: 'exact_match', task: 'acme_qa' })).toEqual({
      metric: 'exact_match',
      task: 'acme_qa',
      slice: { split: 'test' },
      value: 0.75,
      n: 4,
      model: 'acme/support-llm',
      pointer: '/stats/1/mean',
    })
    expect(report.items).toEqual([
      {
        metric: 'exact_match',
        task: 'acme_qa',
        slice: { split: 'test' },
        ids: ['id1', 'id2', 'id3', 'id4'],
        scores: Float64Array.of(1, 1, 0, 1),
      },
    ])
    expect(report.warnings).toEqual(['at most 4 instances were evaluated (max_eval_instances)'])
  })

  it('takes the scenario for the task, and the deployment for the model, where there is nothing better', () => {
    const document = {
      ...mutable('helm-0.5-combined.json'),
      scenario: { name: 'acme_scenario' },
      run_spec: { groups: ['a', 'b'], adapter_spec: { model_deployment: 'acme/vllm' } },
    }
    const report = readValue(document)
    expect(report.rows[0]).toMatchObject({ task: 'acme_scenario', model: 'acme/vllm' })
    expect(report.warnings).toEqual([])
  })
})

it('helm reads a file of the real tool', () => {
  const report = readSample('helm/stats.json')
  if (report === null) return
  expect(report).toMatchObject({ format: 'helm', status: 'unknown' })
  expect(report.rows).toHaveLength(81)
  const unperturbed = { split: 'valid', perturbation: 'none' }
  expect(rowOf(report, { metric: 'exact_match', slice: unperturbed })).toMatchObject({ value: 0.3, n: 10 })
  expect(rowOf(report, { metric: 'exact_match', slice: { perturbation: 'fairness' } })).toMatchObject({
    value: 0.3,
    n: 10,
    slice: { split: 'valid', perturbation: 'fairness', computed_on: 'worst' },
  })
  expect(rowOf(report, { metric: 'training_co2_cost' })).toMatchObject({ value: null })
  expect(report.rows.filter((row) => row.stderr !== undefined)).toEqual([])
})
