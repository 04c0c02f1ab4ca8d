import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'
import { readSample } from './samples.ts'

const metric = (score: number, rest: object = {}) => ({ name: 'M', threshold: 0.5, success: true, score, ...rest })
const testCase = (...metricsData: object[]) => ({ name: 't', success: true, metricsData })

describe('deepeval, latest_test_run.json', () => {
  const report = readFixture('deepeval-3.9-latest.json')

  it('is recognised and complete, without a date', () => {
    expect(report).toMatchObject({ format: 'deepeval', status: 'complete', warnings: [] })
    expect(report).not.toHaveProperty('created_at')
    expect(report.rows).toHaveLength(10)
  })

  it('makes the mean over test cases, never over traces and spans', () => {
    const row = rowOf(report, { metric: 'Answer Relevancy' })
    expect(row).toMatchObject({ n: 3, model: 'acme/support-llm', dataset: 'support-goldens' })
    expect(row.value).toBeCloseTo(0.6, 12)
    expect(row.stderr).toBeCloseTo(0.3 / Math.sqrt(3), 12)
    expect(row.pointer).toBe('/testRunData/testCases')
    expect(() => rowOf(report, { metric: 'Faithfulness' })).toThrow('none')
  })

  it('learns from the verdicts whether more is better', () => {
    expect(rowOf(report, { metric: 'Answer Relevancy' }).direction).toBe('higher_is_better')
    expect(rowOf(report, { metric: 'Bias' }).direction).toBe('lower_is_better')
  })

  it.each([
    ['pass_rate', undefined, { value: 2 / 3, n: 3, unit: 'fraction', direction: 'higher_is_better' }],
    ['errors', undefined, { value: 0, n: 3, direction: 'lower_is_better' }],
    ['metric_pass_rate', 'Bias', { value: 2 / 3, n: 3 }],
    ['metric_errors', 'Bias', { value: 0, n: 3 }],
    ['completion_time', undefined, { value: 2, n: 2, unit: 's', direction: 'lower_is_better' }],
    ['token_cost', undefined, { value: 0.002, unit: 'USD' }],
  ])('counts %s of %s', (name, scorer, expected) => {
    expect(rowOf(report, { metric: name, ...(scorer === undefined ? {} : { scorer }) })).toMatchObject(expected)
  })

  it('keeps the scores of single test cases, told apart by name and question', () => {
    expect(report.items?.[0]).toEqual({
      metric: 'Answer Relevancy',
      ids: ['greets: Hi', 'refuses: Bad', 'cites: Why'],
      scores: Float64Array.of(0.9, 0.3, 0.6),
    })
  })
})

describe('deepeval, an export of one run', () => {
  const report = readFixture('deepeval-4.3-run.json')

  it('counts a metric that failed: in the pass rate, the errors, the status and a warning', () => {
    expect(report.status).toBe('partial')
    expect(report.status_note).toContain('more than 5 % of the test cases have no score of Correctness [GEval]')
    expect(rowOf(report, { metric: 'Correctness [GEval]' })).toMatchObject({
      value: 0.7,
      n: 2,
      warnings: ['1 of 3 test cases have no score; the mean is over the other 2'],
    })
    const own = { slice: {} }
    expect(rowOf(report, { metric: 'pass_rate', ...own }).value).toBeCloseTo(2 / 3, 12)
    expect(rowOf(report, { metric: 'errors', ...own }).value).toBe(1)
    expect(rowOf(report, { metric: 'metric_errors', scorer: 'Correctness [GEval]' })).toMatchObject({ value: 1, n: 3 })
  })

  it('keeps conversations apart, and equal names', () => {
    expect(rowOf(report, { metric: 'Role Adherence' })).toMatchObject({ value: 1, slice: { kind: 'conversation' } })
    expect(() => rowOf(report, { metric: 'pass_rate' })).toThrow('many')
    expect(report.items?.map(({ ids }) => ids)).toEqual([['a', 'a #2', 'b'], ['chat']])
  })

  it('is complete with few errors among many', () => {
    const many = Array.from({ length: 39 }, () => testCase(metric(0.9)))
    const failed = testCase({ name: 'M', threshold: 0.5, error: 'timeout' })
    expect(readValue({ testCases: [...many, failed] }).status).toBe('complete')
    expect(readValue({ testCases: [...many, failed, failed, failed] }).status).toBe('partial')
  })

  it.each([
    ['an error beside a score', [testCase(metric(1, { error: 'x' })), testCase(metric(0.5))], 0.5],
    ['a case with a verdict of its own', [{ ...testCase(metric(1)), success: false }, testCase(metric(1))], 0.5],
    ['a case without a verdict', [{ metricsData: [metric(1)] }, { metricsData: [metric(0, { success: false })] }], 0.5],
    ['a case that is none', [testCase(metric(1)), 3], 0.5],
  ])('%s is no pass', (_name, testCases, expected) => {
    expect(rowOf(readValue({ testCases }), { metric: 'pass_rate' }).value).toBe(expected)
  })

  it.each([
    ['disagree', [metric(0.9), metric(0.9, { success: false })]],
    ['are at the threshold', [metric(0.5)]],
    ['have no threshold', [metric(0.9, { threshold: null })]],
    ['ended in an error', [metric(0.9, { error: 'x' })]],
  ])('has no direction when verdicts %s', (_name, metrics) => {
    const row = rowOf(readValue({ testCases: metrics.map((each) => testCase(each)) }), { metric: 'M' })
    expect(row).not.toHaveProperty('direction')
  })

  it('reads the result of evaluate(), and the names of old releases', () => {
    const dumped = { test_results: [{ name: 't', success: true, metrics_data: [metric(0.75)] }], confident_link: null }
    expect(rowOf(readValue(dumped), { metric: 'M' })).toMatchObject({ value: 0.75, n: 1, pointer: '/test_results' })
    const old = { testCases: [{ name: 't', success: true, metricsMetadata: [{ metric: 'M', score: 0.5 }] }] }
    expect(rowOf(readValue(old), { metric: 'M' }).value).toBe(0.5)
  })
})

describe('deepeval without test cases', () => {
  it('reads the aggregates, and says that spans may be in them', () => {
    const report = readFixture('deepeval-4.3-aggregates.json')
    expect(report.status).toBe('partial')
    expect(report.warnings).toEqual(['the file holds no test case: "metricsScores" may count the metrics of spans too'])
    expect(rowOf(report, { metric: 'Faithfulness' })).toMatchObject({
      value: 0.75,
      stderr: 0.25,
      n: 2,
      warnings: ['2 of 4 test cases have no score; the mean is over the other 2'],
      pointer: '/metricsScores/0/scores',
    })
    expect(rowOf(report, { metric: 'metric_pass_rate', scorer: 'Faithfulness' })).toMatchObject({ value: 0.25, n: 4 })
    expect(rowOf(report, { metric: 'pass_rate' })).toMatchObject({ value: 0.25, n: 4, pointer: '/testPassed' })
  })

  it('reads one mean for each metric, as the oldest releases wrote it', () => {
    const { rows } = readValue({
      testCases: [],
      metricScores: [{ metric: 'M', score: 0.5 }, 3, { metric: 'N', scores: [1, null] }],
    })
    expect(rows).toMatchObject([
      { metric: 'M', value: 0.5, pointer: '/metricScores/0/score' },
      { metric: 'N', value: 1, n: 1 },
    ])
  })

  it.each([
    ['wrapped', { testRunData: { testCases: [] } }],
    ['with its counts', { testCases: [], testPassed: 0, testFailed: 0 }],
    ['with cases without metrics', { testCases: [{ name: 'x' }], testPassed: 0, testFailed: 0 }],
  ])('has failed when it is empty, %s', (_name, document) => {
    expect(readValue(document)).toMatchObject({ format: 'deepeval', status: 'failed', rows: [] })
  })

  it.each([[{ testCases: [] }], [{ testCases: [{ metricsData: [] }] }], [{ testCases: 3 }], [[]]])(
    'refuses %j',
    (document) => {
      expect(() => readValue(document, 'deepeval')).toThrow('it lacks "testCases" with "metricsData"')
    },
  )
})

it('deepeval reads a file of the real tool', () => {
  const report = readSample('deepeval/test_run_sample.json')
  if (report === null) return
  expect(report).toMatchObject({ format: 'deepeval', status: 'complete' })
  expect(rowOf(report, { metric: 'Answer Relevancy' })).toMatchObject({ value: 0.92, n: 1 })
  // Its metricsScores hold three scores of this metric, two of them of spans.
  expect(rowOf(report, { metric: 'Faithfulness' })).toMatchObject({ value: 0.45, n: 1, direction: 'higher_is_better' })
  expect(rowOf(report, { metric: 'pass_rate' })).toMatchObject({ value: 0, n: 1 })
  expect(() => rowOf(report, { metric: 'GEval-Hallucination' })).toThrow('none')
})

it('deepeval test run data keeps its marks with other keys gone', () => {
  const { testRunData } = mutable('deepeval-3.9-latest.json')
  expect(readValue(testRunData)).toMatchObject({ format: 'deepeval', status: 'complete' })
})
