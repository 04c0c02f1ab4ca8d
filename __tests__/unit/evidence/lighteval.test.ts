import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'

const report = readFixture('lighteval-0.13.json')

describe('lighteval', () => {
  it('is recognised and complete, without a date: its clock is monotonic', () => {
    expect(report).toMatchObject({ format: 'lighteval', status: 'complete' })
    expect(report).not.toHaveProperty('created_at')
    expect(report.rows).toHaveLength(9)
  })

  it('reads a metric with everything the file says about it', () => {
    expect(rowOf(report, { metric: 'extractive_match', task: 'gsm8k|5' })).toEqual({
      metric: 'extractive_match',
      task: 'gsm8k|5',
      value: 0.42,
      stderr: 0.0136,
      n: 1319,
      direction: 'higher_is_better',
      task_version: '0',
      model: 'acme/support-llm',
      dataset: 'openai/gsm8k/main',
      dataset_version: 'e53f048',
      pointer: '/results/gsm8k|5/extractive_match',
    })
  })

  it.each([
    ['acc', 'mmlu:anatomy|0', { stderr: 0.05, n: 100, direction: 'higher_is_better', dataset: 'lighteval/mmlu' }],
    ['pass@k:k=1&n=4', 'mmlu:anatomy|0', { value: 0.4, stderr: 0, direction: 'higher_is_better', task_version: '1.1' }],
    ['acc', 'mmlu:law|0', { value: 0.7, stderr: 0.04 }],
    ['ter', 'wmt|0', { value: null, missing: 'nan', direction: 'lower_is_better' }],
  ])('reads %s of %s', (metric, task, expected) => {
    expect(rowOf(report, { metric, task })).toMatchObject(expected)
  })

  it.each([
    ['acc', 'mmlu:_average|0', 'mean of those of the tasks'],
    ['acc', 'all', 'mean of those of the tasks'],
    ['bleu', 'wmt|0', 'much too small'],
  ])('does not use the standard error of %s in %s', (metric, task, warning) => {
    const row = rowOf(report, { metric, task })
    expect(row).not.toHaveProperty('stderr')
    expect(row.warnings?.join()).toContain(warning)
  })

  it('marks means over tasks as averages, and nothing else', () => {
    const averages = report.rows.filter(({ slice }) => slice !== undefined)
    expect(averages.map(({ task, slice }) => [task, slice])).toEqual([
      ['mmlu:_average|0', { average: 'macro' }],
      ['all', { average: 'macro' }],
      ['all', { average: 'macro' }],
    ])
  })

  it('has no sample count for means over tasks, nor where it is -1', () => {
    expect(rowOf(report, { metric: 'acc', task: 'all' })).not.toHaveProperty('n')
    expect(rowOf(report, { metric: 'bleu' })).not.toHaveProperty('n')
  })

  it('warns of a standard error of 0', () => {
    expect(rowOf(report, { metric: 'pass@k:k=1&n=4' }).warnings?.join()).toContain('standard error is 0')
  })

  it.each([
    ['max_samples', { config_general: { max_samples: 10 } }, 'max_samples 10'],
    ['max_samples of an odd kind', { config_general: { max_samples: [] } }, 'limited to a part of each task'],
    [
      'fewer samples than the task has',
      { config_tasks: { gsm8k: { original_num_docs: 1319, effective_num_docs: 50 } } },
      'gsm8k|5 was run on 50 of its 1319 samples',
    ],
  ])('is partial with %s', (_name, change, note) => {
    const partial = readValue({ ...mutable('lighteval-0.13.json'), ...change })
    expect(partial.status).toBe('partial')
    expect(partial.status_note).toContain(note)
  })

  it('has failed when it holds no result', () => {
    expect(readValue({ ...mutable('lighteval-0.13.json'), results: {} }).status).toBe('failed')
  })

  it('judges a metric by its name where the config does not say how it is made', () => {
    const results = { 't|0': { bleu: 3, bleu_stderr: 1, f1: 0.5, f1_stderr: 0.1, remark: 'x', list: [1], flag: true } }
    const { rows } = readValue({ config_general: {}, results })
    expect(rows.map(({ metric, stderr }) => [metric, stderr])).toEqual([
      ['bleu', undefined],
      ['f1', 0.1],
    ])
  })

  it('reads old task names, with suite and truncation', () => {
    const old = readFixture('lighteval-0.3-old.json')
    expect(old.format).toBe('lighteval')
    expect(rowOf(old, { metric: 'acc_norm', task: 'harness|arc:challenge|25' })).toEqual({
      metric: 'acc_norm',
      task: 'harness|arc:challenge|25',
      value: 0.53,
      stderr: 0.0145,
      n: 1172,
      task_version: '0',
      model: 'acme/old-llm',
      dataset: 'ai2_arc/ARC-Challenge',
      pointer: '/results/harness|arc:challenge|25/acc_norm',
    })
    expect(rowOf(old, { metric: 'f1', task: 'lighteval|drop|3|0' })).toMatchObject({ value: 0.1, stderr: 0.002 })
  })

  it('takes no config when several could be meant', () => {
    const document = mutable('lighteval-0.13.json')
    const config = { hf_repo: 'x', metric: ['acc', { metric_name: 'other' }] }
    const both = { 'a|mmlu:law': config, 'b|mmlu:law': config }
    expect(
      rowOf(readValue({ ...document, config_tasks: both }), { metric: 'acc', task: 'mmlu:law|0' }),
    ).not.toHaveProperty('dataset')
    const one = readValue({ ...document, config_tasks: { 'a|mmlu:law': config } })
    expect(rowOf(one, { metric: 'acc', task: 'mmlu:law|0' })).toMatchObject({ dataset: 'x' })
  })

  it('says what is missing, and takes a report cut down to its results when named', () => {
    expect(() => readValue({ config_general: {} }, 'lighteval')).toThrow('"results" (task → metrics)')
    expect(() => readValue({ results: { a: 1 } }, 'lighteval')).toThrow('a map for each task')
    expect(() => readValue([], 'lighteval')).toThrow('it lacks')
    expect(readValue({ results: { 'a|0': { acc: 1 } } }, 'lighteval').rows).toHaveLength(1)
    expect(readValue({ results: { 'a|0': { acc: 1 } } }).format).toBe('json')
  })
})
