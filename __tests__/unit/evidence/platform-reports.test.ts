import { describe, expect, it } from '@jest/globals'
import { readText, readValue, rowOf } from './fixture.ts'
import { loadValue, readLoad } from './load-fixture.ts'

describe('SageMaker model quality', () => {
  const report = readLoad('sagemaker-model-monitor.json')
  const task = 'binary_classification_metrics'

  it('is dated, of unknown completeness', () => {
    expect(report).toMatchObject({ format: 'sagemaker', status: 'unknown', created_at: '2026-01-05T10:05:00.123Z' })
    expect(report.warnings).toEqual([])
  })

  it.each([
    ['accuracy', { value: 0.9, stderr: 0.01, n: 711, direction: 'higher_is_better', task }],
    ['recall', { value: 1, pointer: '/binary_classification_metrics/recall/value' }],
    ['false_positive_rate', { value: 0.0667, direction: 'lower_is_better' }],
    ['auc', { value: null, missing: 'nan' }],
  ])('reads %s', (metric, expected) => {
    expect(rowOf(report, { metric })).toMatchObject(expected)
  })

  it('has no standard error where AWS wrote "NaN", no direction for a constant answer, no row for a curve', () => {
    expect(rowOf(report, { metric: 'recall' })).not.toHaveProperty('stderr')
    expect(rowOf(report, { metric: 'accuracy_best_constant_classifier' })).not.toHaveProperty('direction')
    expect(report.rows).toHaveLength(5)
  })

  it('does not take the deviation of residuals in a pipeline for a standard error', () => {
    const pipeline = readValue({ regression_metrics: { mse: { value: 4.9, standard_deviation: 2.1 } } })
    const row = rowOf(pipeline, { metric: 'mse', task: 'regression_metrics' })
    expect(row).toMatchObject({ value: 4.9, direction: 'lower_is_better' })
    expect(row).not.toHaveProperty('stderr')
    expect(pipeline.warnings).toEqual([expect.stringContaining('only where Model Monitor drew bootstrap samples')])
    expect(pipeline).not.toHaveProperty('created_at')
  })

  it('tells Model Monitor by its constant answers too', () => {
    const metrics = { auc: { value: 1, standard_deviation: 0.1 }, auc_best_constant_classifier: { value: 0.5 } }
    expect(rowOf(readValue({ binary_classification_metrics: metrics }), { metric: 'auc' }).stderr).toBe(0.1)
  })

  it('takes no text for a number', () => {
    const text = readValue({ multiclass_classification_metrics: { weighted_f1: { value: '0.9' } } })
    expect(rowOf(text, { metric: 'weighted_f1' })).toMatchObject({
      value: null,
      missing: 'text',
      direction: 'higher_is_better',
    })
  })
})

describe('SageMaker Clarify', () => {
  const report = readLoad('sagemaker-clarify-1.0.json')
  const post = 'post_training_bias_metrics'

  it('has a row for each facet value, without direction', () => {
    const row = rowOf(report, { metric: 'AD', slice: { facet: 'gender', facet_value: '1' } })
    expect(row).toMatchObject({
      value: 0.114,
      task: post,
      pointer: '/post_training_bias_metrics/facets/gender/1/metrics/0/value',
    })
    expect(report.rows.every((one) => one.direction === undefined)).toBe(true)
    expect(() => rowOf(report, { metric: 'AD' })).toThrow('facet_value 0')
    expect(rowOf(report, { metric: 'CI', task: 'pre_training_bias_metrics' }).value).toBe(0.2)
  })

  it('keeps what was not computed as missing, with the reason', () => {
    expect(rowOf(report, { metric: 'DI' })).toMatchObject({ value: null, missing: 'infinity' })
    expect(rowOf(report, { metric: 'CDDPL' })).toMatchObject({
      value: null,
      missing: 'null',
      warnings: ['not computed: Group variable is empty or not provided'],
    })
  })

  it('reads facets of odd values, and no entry without a name', () => {
    const facets = {
      age: [
        { value_or_threshold: 40, metrics: [{ name: 'AD', value: 1 }, { value: 2 }, 'x'] },
        { metrics: [{ name: 'DPL', value: 1 }] },
        { value_or_threshold: [1, 2], metrics: null },
      ],
      list: 'none',
    }
    const odd = readValue({ post_training_bias_metrics: { facets } })
    expect(odd.rows.map(({ slice }) => slice?.['facet_value'])).toEqual(['40', ''])
    expect(readValue({ post_training_bias_metrics: { facets: {} }, n: 1 })).toMatchObject({
      format: 'sagemaker',
      status: 'failed',
      rows: [],
    })
  })
})

describe('SageMaker model card', () => {
  it('reads its numbers', () => {
    const report = readLoad('sagemaker-model-card-1.0.json')
    expect(rowOf(report, { metric: 'accuracy', task: 'quality' })).toMatchObject({
      value: 0.91,
      slice: { evaluation: 'held-out' },
      pointer: '/evaluation_details/0/metric_groups/0/metric_data/0/value',
    })
    expect(report.rows.map(({ metric }) => metric)).toEqual(['accuracy', 'bleu'])
  })

  it('reads metric groups alone', () => {
    const group = {
      name: 'g',
      metric_data: [
        { name: 'acc', type: 'number', value: 0.5 },
        { type: 'number', value: 1 },
      ],
    }
    const report = readValue({
      metric_groups: [group, 'x', { metric_data: [{ name: 'f1', type: 'number', value: 1 }] }],
    })
    expect(report.format).toBe('sagemaker')
    expect(report.rows).toEqual([
      { metric: 'acc', task: 'g', value: 0.5, pointer: '/metric_groups/0/metric_data/0/value' },
      { metric: 'f1', value: 1, pointer: '/metric_groups/2/metric_data/0/value' },
    ])
  })
})

describe('MLflow metrics.json', () => {
  const report = readLoad('mlflow-2-metrics.json')

  it('keeps names whole', () => {
    expect(report).toMatchObject({ format: 'mlflow', status: 'unknown' })
    expect(rowOf(report, { metric: 'toxicity/v1/mean' })).toEqual({
      metric: 'toxicity/v1/mean',
      value: 0.00027,
      pointer: '/toxicity~1v1~1mean',
    })
    expect(rowOf(report, { metric: 'latency/mean' }).value).toBe(1.5)
    expect(rowOf(report, { metric: 'perplexity/v1/mean' })).toMatchObject({ value: null, missing: 'nan' })
  })

  it('leaves flat maps without marks of MLflow to the plain reader, unless it is named', () => {
    expect(readValue({ accuracy_score: 0.9 }).format).toBe('json')
    expect(readValue({ 'eval/acc': 0.9, 'model/v2x': 1 }).format).toBe('json')
    expect(readValue({ accuracy_score: 0.9 }, 'mlflow').rows).toHaveLength(1)
    expect(() => readValue({ a: { b: 1 } }, 'mlflow')).toThrow('such as "toxicity/v1/mean"')
    expect(readValue({ 'toxicity/v1/mean': 0.1, nested: { a: 1 } }).format).toBe('json')
    expect(readValue({ 'toxicity/v1/mean': 0.1, note: 'x' }).format).toBe('json')
  })
})

describe('MLflow runs', () => {
  const report = readLoad('mlflow-3-run.json')
  type Document = { run: { info: Record<string, unknown>; data: Record<string, unknown> } }
  const value = () => loadValue<Document>('mlflow-3-run.json')

  it('is complete, dated and bound by a tag', () => {
    expect(report).toMatchObject({ format: 'mlflow', status: 'complete', created_at: '2026-01-05T10:01:00.500Z' })
    expect(report.identity).toEqual([{ text: '0123456789abcdef0123456789abcdef', source: '/run/data/tags/digest' }])
    expect(rowOf(report, { metric: 'accuracy_score' })).toEqual({
      metric: 'accuracy_score',
      value: 0.91,
      pointer: '/run/data/metrics/0/value',
    })
    expect(rowOf(report, { metric: 'log_loss' })).toMatchObject({ value: null, missing: 'nan' })
  })

  it.each([
    ['FAILED', 'failed'],
    ['KILLED', 'cancelled'],
    ['RUNNING', 'partial'],
    ['SCHEDULED', 'partial'],
    ['PAUSED', 'unknown'],
  ])('a run that is %s is %s', (status, expected) => {
    const { run } = value()
    run.info['status'] = status
    expect(readValue({ run })).toMatchObject({ status: expected })
  })

  it('reads what `mlflow runs describe` prints', () => {
    const { run } = value()
    const described = readValue({ info: run.info, data: { metrics: { auc: 0.5 }, tags: { digest: 'x' } } })
    expect(described.rows).toEqual([{ metric: 'auc', value: 0.5, pointer: '/data/metrics/auc' }])
    expect(described.identity).toEqual([{ text: 'x', source: '/data/tags/digest' }])
  })

  it('asks for the run where there are several, and is as bad as the worst of them', () => {
    const { run } = value()
    const other = {
      info: { ...run.info, run_name: 'other', status: 'FAILED', end_time: 1 },
      data: { metrics: [{ key: 'accuracy_score', value: 0.5, timestamp: 1, step: 0 }, 'x'], tags: ['x', { key: 'a' }] },
    }
    const both = readValue({ runs: [run, other] })
    expect(both).toMatchObject({ status: 'failed', status_note: 'MLflow says "status": "FAILED"' })
    expect(both).not.toHaveProperty('created_at')
    expect(() => rowOf(both, { metric: 'accuracy_score' })).toThrow('many')
    expect(rowOf(both, { metric: 'accuracy_score', slice: { run: 'other' } })).toMatchObject({
      value: 0.5,
      pointer: '/runs/1/data/metrics/0/value',
    })
    expect(readValue({ runs: [run, 3] }).format).toBe('json')
  })

  it('takes no step of a metric in silence', () => {
    const entry = (key: string, value: number, step: number | string) => ({ key, value, timestamp: 1, step })
    const list = [entry('loss', 0.9, 0), entry('loss', 0.4, '100'), entry('acc', 0.8, 100)]
    for (const [document, place] of [
      [{ metrics: list }, '/metrics'],
      [list, ''],
    ] as const) {
      const history = readValue(document)
      expect(history).toMatchObject({ format: 'mlflow', status: 'unknown' })
      expect(() => rowOf(history, { metric: 'loss' })).toThrow('step 100')
      expect(rowOf(history, { metric: 'loss', slice: { step: '100' } })).toMatchObject({
        value: 0.4,
        pointer: `${place}/1/value`,
      })
      expect(rowOf(history, { metric: 'acc' })).not.toHaveProperty('slice')
    }
    const { run } = value()
    run.data['metrics'] = [...list, { key: 'loss', value: 1, timestamp: 1 }]
    expect(rowOf(readValue({ run }), { metric: 'loss', slice: { step: '100' } }).value).toBe(0.4)
  })

  it('has failed when a run holds no metric', () => {
    const { run } = value()
    run.data['metrics'] = null
    expect(readValue({ run })).toMatchObject({ status: 'failed', rows: [] })
    expect(readText('[{"key": "a", "value": 1}]').format).toBe('json')
  })
})
