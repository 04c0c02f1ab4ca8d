import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'

describe('evidently, a snapshot', () => {
  const report = readFixture('evidently-0.7-snapshot.json')

  it('is recognised, of unknown status', () => {
    expect(report).toMatchObject({ format: 'evidently', status: 'unknown', warnings: [] })
    expect(report.rows).toHaveLength(23)
  })

  it.each([
    ['Accuracy', {}, { value: 0.875, slice: { conf_matrix: 'true' }, pointer: '/metrics/0/value' }],
    [
      'MissingValueCount',
      { scorer: 'share', slice: { column: 'age' } },
      { value: 0.03, unit: 'fraction', pointer: '/metrics/1/value/share' },
    ],
    ['MissingValueCount', { scorer: 'count', slice: { column: 'city' } }, { value: 0 }],
    ['MAE', { scorer: 'mean' }, { value: 1.5 }],
    ['F1ByLabel', { slice: { label: 'spam' } }, { value: 0.8, pointer: '/metrics/4/value/spam' }],
    ['F1ByLabel', { slice: { label: 'ham' } }, { value: null, missing: 'nan' }],
    [
      'UniqueValueCount',
      { scorer: 'share', slice: { label: 'paid' } },
      { value: 0.2, slice: { column: 'plan', label: 'paid' } },
    ],
    ['QuantileValue', { slice: { quantile: '0.5' } }, { value: 41, slice: { column: 'age', quantile: '0.5' } }],
  ])('reads %s %j', (metric, address, expected) => {
    expect(rowOf(report, { metric, ...address })).toMatchObject(expected)
  })

  it('never takes a spread for a standard error', () => {
    expect(rowOf(report, { metric: 'MAE', scorer: 'std' }).value).toBe(0.4)
    expect(report.rows.filter(({ stderr }) => stderr !== undefined)).toEqual([])
  })

  it.each([
    ['pass_rate', { value: 0.25, n: 4, unit: 'fraction', direction: 'higher_is_better', pointer: '/tests' }],
    ['failures', { value: 1, direction: 'lower_is_better' }],
    ['warnings', { value: 1 }],
    ['errors', { value: 1 }],
    ['skipped', { value: 0 }],
  ])('counts %s: a warning is no success', (metric, expected) => {
    expect(rowOf(report, { metric })).toMatchObject(expected)
  })

  it.each([
    ['Accuracy: Greater or Equal 0.8', {}, 1],
    ['Share of missing values: Equal 0', { column: 'age' }, 0],
    ['Share of missing values: Equal 0', { metric: 'MissingValueCount', column: 'city' }, 0],
  ])('says whether the test %s passed', (task, slice, value) => {
    const address = Object.keys(slice).length === 0 ? {} : { slice }
    expect(rowOf(report, { metric: 'passed', task, ...address }).value).toBe(value)
  })

  it('reads metrics alone and tests alone', () => {
    const { metrics, tests } = mutable('evidently-0.7-snapshot.json')
    expect(readValue({ metrics }).rows).toHaveLength(14)
    expect(readValue({ metrics: [], tests }).rows).toHaveLength(9)
  })

  it.each([
    [
      'a name for people, and the kind',
      { metric_name: 'How often right', config: { type: 'evidently:metric_v2:Accuracy' } },
      'Accuracy',
      undefined,
    ],
    [
      'a list of columns',
      { metric_name: 'Drift()', config: { columns: ['a', 'b', {}], nested: { x: 1 }, mean_tests: ['gte'] } },
      'Drift',
      { columns: 'a,b' },
    ],
    ['settings with commas', { metric_id: 'Topk(columns=a,b,k=3)' }, 'Topk', { columns: 'a,b', k: '3' }],
    ['a name alone', { metric_name: 'Rows' }, 'Rows', undefined],
    ['settings that are none', { metric_name: 'Rows(approx)' }, 'Rows', undefined],
    ['an id alone', { config: { type: '' } }, 'x', undefined],
  ])('names a metric by %s', (_name, change, metric, slice) => {
    const [row] = readValue({ metrics: [{ id: 'x', value: 1, ...change }], tests: [] }).rows
    expect([row?.metric, row?.slice]).toEqual([metric, slice])
  })

  it('keeps labels within labels, and a value that is none', () => {
    const value = { a: { mean: 1, std: 2 }, b: null }
    const { rows } = readValue({ metrics: [{ id: 'x', metric_id: 'M()', value }], tests: [] })
    expect(rows.map(({ scorer, slice, value }) => [scorer, slice, value])).toEqual([
      ['mean', { label: 'a' }, 1],
      ['std', { label: 'a' }, 2],
      [undefined, { label: 'b' }, null],
    ])
  })
})

describe('evidently before 0.7', () => {
  it('reads a test suite, whose summary counts warnings as successes', () => {
    const report = readFixture('evidently-0.4-testsuite.json')
    expect(report.format).toBe('evidently')
    expect(report).not.toHaveProperty('created_at')
    expect(report.warnings).toEqual(['the date "2026-01-05 10:00:00.123456" states no time zone and was not used'])
    expect(rowOf(report, { metric: 'pass_rate' })).toMatchObject({ value: 0.5, n: 4 })
    expect(rowOf(report, { metric: 'warnings' }).value).toBe(1)
    expect(rowOf(report, { metric: 'value', task: 'Accuracy Score' })).toMatchObject({
      value: 0.9,
      pointer: '/tests/0/parameters/value',
    })
    expect(rowOf(report, { metric: 'passed', task: 'Drift per Column', slice: { column: 'city' } }).value).toBe(0)
  })

  it('warns of tests that were lost on the way', () => {
    const document = mutable('evidently-0.4-testsuite.json')
    const report = readValue({ ...document, tests: (document['tests'] as unknown[]).slice(1) })
    expect(report.warnings.join()).toContain('the file lists 3 tests, its summary counts 4')
  })

  it('takes a test without a name or a status for an error', () => {
    const report = readValue({
      tests: [{}, { id: 't', status: 'success', parameters: { value: {} } }],
      summary: { all_passed: true },
    })
    expect(rowOf(report, { metric: 'errors' })).toMatchObject({ value: 1, n: 2 })
    expect(rowOf(report, { metric: 'passed', task: 'test 0' }).value).toBe(0)
    expect(rowOf(report, { metric: 'passed', task: 't' }).value).toBe(1)
  })

  it('has failed when a suite holds nothing', () => {
    expect(readValue({ tests: [], summary: { all_passed: true } })).toMatchObject({
      format: 'evidently',
      status: 'failed',
    })
  })

  it('reads a report, current and reference apart, with its date', () => {
    const report = readFixture('evidently-0.4-report.json')
    expect(report).toMatchObject({ format: 'evidently', created_at: '2026-01-05T10:00:00.000Z', warnings: [] })
    expect(rowOf(report, { metric: 'accuracy', task: 'ClassificationQualityMetric/current' })).toMatchObject({
      value: 0.9,
      pointer: '/metrics/0/result/current/accuracy',
    })
    expect(rowOf(report, { metric: 'drift_score' })).toEqual({
      metric: 'drift_score',
      task: 'ColumnDriftMetric',
      slice: { column: 'age' },
      value: 0.12,
      pointer: '/metrics/1/result/drift_score',
    })
  })

  it.each([
    [{}],
    [{ metrics: [] }],
    [{ metrics: [{ id: 'x', value: 1 }] }],
    [{ metrics: [{ metric_name: 'x', value: 1 }] }],
    [{ metrics: [{ id: 'a', metric_id: 'x', value: 1 }, 3] }],
    [{ tests: [{ name: 'x', status: 'SUCCESS' }] }],
    [{ tests: {}, summary: { all_passed: true } }],
    [[]],
  ])('refuses %j', (document) => {
    expect(() => readValue(document, 'evidently')).toThrow('is not a report in the format evidently')
  })
})
