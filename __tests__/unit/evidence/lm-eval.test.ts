import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'

const report = readFixture('lm-eval-current.json')

describe('lm-eval, current layout', () => {
  it('is recognised, complete and dated by its epoch, not by its monotonic clock', () => {
    expect(report).toMatchObject({ format: 'lm-eval', status: 'complete', created_at: '2026-01-01T00:00:00.500Z' })
  })

  it('reads a metric with everything the file says about it', () => {
    expect(rowOf(report, { metric: 'acc', task: 'arc_easy' })).toEqual({
      metric: 'acc',
      task: 'arc_easy',
      filter: 'none',
      value: 0.68,
      stderr: 0.0095,
      n: 2376,
      direction: 'higher_is_better',
      task_version: '1',
      model: 'acme/support-llm',
      dataset: 'allenai/ai2_arc/ARC-Easy',
      dataset_version: '210d026',
      pointer: '/results/arc_easy/acc,none',
    })
  })

  it('takes a numpy number printed as text, warns, and has no standard error where the file says N/A', () => {
    const row = rowOf(report, { metric: 'acc_norm', task: 'arc_easy' })
    expect(row.value).toBe(0.6512500047683716)
    expect(row.stderr).toBeUndefined()
    expect(row.warnings?.[0]).toContain('written as text: "0.6512500047683716"')
  })

  it('keeps filters apart', () => {
    expect(rowOf(report, { metric: 'exact_match', task: 'gsm8k', filter: 'strict-match' }).value).toBe(0.41)
    expect(rowOf(report, { metric: 'exact_match', task: 'gsm8k', filter: 'flexible-extract' }).stderr).toBe(0.0137)
    expect(() => rowOf(report, { metric: 'exact_match', task: 'gsm8k' })).toThrow('strict-match')
  })

  it.each([
    ['word_perplexity', 'wikitext', { value: 12.5, direction: 'lower_is_better', task_version: 'v2' }],
    ['bits_per_byte', 'wikitext', { value: null, missing: 'nan' }],
    ['acc', 'reasoning', { value: 0.5, pointer: '/groups/reasoning/acc,none' }],
    ['acc', 'ai2', { value: 0.55, pointer: '/results/ai2/acc,none' }],
  ])('reads %s of %s', (metric, task, expected) => {
    expect(rowOf(report, { metric, task })).toMatchObject(expected)
  })

  it('leaves out what is not said: direction null, version N/A, no sample count', () => {
    const group = rowOf(report, { metric: 'acc', task: 'ai2' })
    expect(group).not.toHaveProperty('direction')
    expect(group).not.toHaveProperty('n')
    const boolq = rowOf(report, { metric: 'acc', task: 'boolq' })
    expect(boolq).not.toHaveProperty('task_version')
    // Neither "higher_is_better" nor "n-samples" names boolq: its metric list and its own count do.
    expect(boolq).toMatchObject({ n: 40, direction: 'higher_is_better', stderr: 0 })
    expect(boolq.warnings?.join()).toContain('standard error is 0')
  })

  it('has no row for remarks and standard errors', () => {
    expect(report.rows.map(({ metric }) => metric).filter((name) => /alias|stderr|sample|^ $/.test(name))).toEqual([])
    expect(report.rows).toHaveLength(9)
  })

  it('keeps a group row that disagrees with the results, so that the address is ambiguous', () => {
    const document = mutable('lm-eval-current.json')
    document['groups'] = { ai2: { 'acc,none': 0.99 } }
    expect(() => rowOf(readValue(document), { metric: 'acc', task: 'ai2' })).toThrow('many')
  })

  it.each([
    ['a limit', { config: { limit: 100 } }, 'limit 100'],
    ['a limit of an odd kind', { config: { limit: {} } }, 'limited to a part of each task'],
    ['a limit of a fraction', { config: { limit: 0.1 } }, 'limit 0.1'],
    ['fewer samples than the task has', { 'n-samples': { gsm8k: { original: 1319, effective: 50 } } }, 'gsm8k'],
  ])('is partial with %s', (_name, change, note) => {
    const report = readValue({ ...mutable('lm-eval-current.json'), ...change })
    expect(report.status).toBe('partial')
    expect(report.status_note).toContain(note)
  })

  it('has failed when it holds no result', () => {
    expect(readValue({ ...mutable('lm-eval-current.json'), results: {}, groups: {} }).status).toBe('failed')
  })

  it.each<[unknown, object]>([
    ['nan', { value: null, missing: 'nan' }],
    ['-inf', { value: null, missing: 'negative-infinity' }],
    ['1e999', { value: null, missing: 'infinity' }],
    ['-1e999', { value: null, missing: 'negative-infinity' }],
    ['0x1F', { value: null, missing: 'text' }],
    ['0,92', { value: null, missing: 'text' }],
    ['', { value: null, missing: 'text' }],
    ['N/A', { value: null, missing: 'text' }],
    [null, { value: null, missing: 'null' }],
    [[0.5], { value: null, missing: 'list' }],
    [{ a: 1 }, { value: null, missing: 'other' }],
    [true, { value: null, missing: 'other' }],
    ['+.5E0', { value: 0.5 }],
  ])('reads the value %j as %j', (value, expected) => {
    const document = { ...mutable('lm-eval-current.json'), results: { t: { 'm,none': value } }, groups: {} }
    expect(rowOf(readValue(document), { metric: 'm' })).toMatchObject(expected)
  })

  it('does not take a date that cannot be one, nor inherited names for facts', () => {
    const document = {
      ...mutable('lm-eval-current.json'),
      date: 3391296.9,
      results: { constructor: { 'toString,none': 1 } },
      groups: {},
    }
    const report = readValue(document)
    expect(report).not.toHaveProperty('created_at')
    expect(report.rows).toEqual([
      {
        metric: 'toString',
        task: 'constructor',
        filter: 'none',
        value: 1,
        model: 'acme/support-llm',
        pointer: '/results/constructor/toString,none',
      },
    ])
  })

  it('ignores a negative or odd standard error and a metric list of another shape', () => {
    const document = {
      ...mutable('lm-eval-current.json'),
      configs: { t: { dataset_path: 'd', metric_list: ['acc', { metric: 'm' }] } },
      results: { t: { 'm,none': 1, 'm_stderr,none': -1, remark: 'x', flag: true, plain: '0.5', sample_len: 4 } },
      groups: {},
    }
    const report = readValue(document)
    expect(report.rows.map(({ metric, value }) => [metric, value])).toEqual([
      ['m', 1],
      ['plain', 0.5],
    ])
    expect(report.rows[0]).not.toHaveProperty('stderr')
  })
})

describe('lm-eval, layout before 0.4', () => {
  const legacy = readFixture('lm-eval-legacy.json')

  it('reads plain metric keys, without direction, count or date', () => {
    expect(legacy).toMatchObject({ format: 'lm-eval', status: 'complete' })
    expect(legacy).not.toHaveProperty('created_at')
    expect(legacy.rows).toHaveLength(4)
    expect(rowOf(legacy, { metric: 'ppl', task: 'lambada_openai' })).toEqual({
      metric: 'ppl',
      task: 'lambada_openai',
      value: 6.1,
      stderr: 0.15,
      task_version: '0',
      model: 'acme/old-llm',
      pointer: '/results/lambada_openai/ppl',
    })
  })

  it('falls back to the kind of model', () => {
    const document = { ...mutable('lm-eval-legacy.json'), config: { model: 'gpt2', limit: null } }
    expect(rowOf(readValue(document), { metric: 'ppl' }).model).toBe('gpt2')
  })
})
