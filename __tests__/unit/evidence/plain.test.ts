import { describe, expect, it } from '@jest/globals'
import { readFixture, readText, readValue, rowOf } from './fixture.ts'

describe('plain JSON', () => {
  const report = readFixture('plain.json')

  it.each([
    [{ metric: 'accuracy' }, { value: 0.93, pointer: '/accuracy' }],
    [{ metric: 'f1', task: 'support' }, { value: 0.9 }],
    [{ metric: 'recall' }, { value: 0.8, task: 'support/per class/a/b', pointer: '/support/per class/a~1b/recall' }],
    [{ metric: 'auc' }, { value: 0.97, stderr: 0.004, n: 1200, direction: 'higher_is_better', pointer: '/auc/value' }],
    [
      { metric: 'loss' },
      { value: 0.2, direction: 'lower_is_better', warnings: [expect.stringContaining('standard deviation')] },
    ],
    [{ metric: 'share' }, { value: null, missing: 'text' }],
    [{ metric: 'broken' }, { value: null, missing: 'infinity' }],
    [{ metric: 'nothing' }, { value: null, missing: 'null' }],
    [{ metric: 'curve' }, { value: null, missing: 'list' }],
  ])('finds %j', (address, expected) => {
    expect(rowOf(report, address)).toMatchObject(expected)
  })

  it('has no row for other texts and booleans, and knows its date and version', () => {
    expect(report.rows.map(({ metric }) => metric)).not.toEqual(expect.arrayContaining(['note']))
    expect(report.rows).toHaveLength(9)
    expect(report).toMatchObject({
      format: 'json',
      status: 'unknown',
      created_at: '2026-01-05T10:00:00.000Z',
      identity: [{ text: 'QXJ0aWZhY3Q6MTIz', source: '/artifact_id' }],
    })
  })

  it.each([
    ['cancelled', 'cancelled'],
    ['FAILED', 'failed'],
    ['started', 'partial'],
    ['success', 'complete'],
    ['toString', 'unknown'],
    ['v2', 'unknown'],
  ])('takes "status": %j for %s', (word, status) => {
    expect(readValue({ status: word, acc: 1 }).status).toBe(status)
  })

  it.each([
    ['2026-01-05T10:00:00', undefined, 1],
    ['2026-01-05T10:00:00+02:00', '2026-01-05T08:00:00.000Z', 0],
    ['2026-13-45T10:00:00Z', undefined, 1],
    ['yesterday', undefined, 1],
  ])('takes the date %j for %j', (written, expected, warnings) => {
    const report = readValue({ timestamp: written, acc: 1 })
    expect(report.created_at).toBe(expected)
    expect(report.warnings).toHaveLength(warnings)
  })

  it.each<[object, object]>([
    [{ value: 1, stderr: -1, n: 'many' }, { value: 1 }],
    [
      { value: null, n: 3 },
      { value: null, missing: 'null', n: 3 },
    ],
    [
      { value: 1, unit: 'ms', dataset: 'd', dataset_version: '2' },
      { value: 1, unit: 'ms', dataset: 'd', dataset_version: '2' },
    ],
    [
      { value: 1, interval: { low: 0, high: 2, level: 0.95 } },
      { value: 1, interval: { low: 0, high: 2, level: 0.95 } },
    ],
    [{ value: 1, interval: { low: 3, high: 2, level: 0.95 } }, { value: 1 }],
    [{ value: 1, interval: [0, 2] }, { value: 1 }],
    [{ value: 1, interval: { low: '0', high: 2, level: 0.95 } }, { value: 1 }],
    [
      { value: 1, direction: 'higher', lower_is_better: true },
      { value: 1, warnings: [expect.stringContaining('twice')] },
    ],
    [
      { value: 1, direction: 'toString' },
      { value: 1, warnings: [expect.stringContaining('not known')] },
    ],
    [
      { value: 1, higher_is_better: false },
      { value: 1, direction: 'lower_is_better' },
    ],
    [
      { value: 1, lower_is_better: true, higher_is_better: false },
      { value: 1, direction: 'lower_is_better' },
    ],
  ])('reads the leaf %j', (leaf, expected) => {
    expect(readValue({ t: { m: leaf } }).rows).toEqual([{ metric: 'm', task: 't', ...expected, pointer: '/t/m/value' }])
  })

  it('does not take a map with other numbers for one number', () => {
    const report = readValue({ m: { value: 1, other: 2 }, k: { value: 1, parts: { a: 1 } } })
    expect(report.rows.map(({ pointer }) => pointer)).toEqual(['/m/value', '/m/other', '/k/value', '/k/parts/a'])
  })

  it('shows that two ways to one address are ambiguous, and that an empty task is the top', () => {
    const report = readValue({ 'a/b': { c: 1 }, a: { b: { c: 2 } }, f1: 1, t: { f1: 2 } })
    expect(() => rowOf(report, { metric: 'c', task: 'a/b' })).toThrow('many')
    expect(() => rowOf(report, { metric: 'f1' })).toThrow('many')
    expect(rowOf(report, { metric: 'f1', task: '' }).value).toBe(1)
  })

  it('reads hostile keys', () => {
    const report = readText('{"__proto__": {"x": 1}, "constructor": {"y": 2}}')
    expect(report.rows).toEqual([
      { metric: 'x', task: '__proto__', value: 1, pointer: '/__proto__/x' },
      { metric: 'y', task: 'constructor', value: 2, pointer: '/constructor/y' },
    ])
  })
})

describe('plain YAML', () => {
  it('gives the same rows as JSON', () => {
    const report = readFixture('plain.yaml')
    expect(report.format).toBe('json')
    expect(report.identity).toEqual([{ text: 'acme/wandb-registry-model/support-llm:v12', source: '/model_version' }])
    const values = report.rows.map(({ metric, task, value, missing, n }) => ({ metric, task, value, missing, n }))
    expect(values).toEqual([
      { metric: 'accuracy', value: 0.93 },
      { metric: 'f1', task: 'support', value: 0.9 },
      { metric: 'auc', value: 0.97, n: 1200 },
      { metric: 'broken', value: null, missing: 'nan' },
      { metric: 'worse', value: null, missing: 'negative-infinity' },
      { metric: 'quoted', value: null, missing: 'text' },
    ])
  })
})

describe('W&B run summary', () => {
  it('reads flat keys as they are, aggregates as scorers, and neither its own keys nor media', () => {
    const report = readFixture('wandb-summary.json')
    expect(report).toMatchObject({ format: 'wandb-summary', status: 'unknown', created_at: '2026-01-01T00:00:00.500Z' })
    const rows = report.rows.map(({ metric, task, scorer, value, missing }) => ({
      metric,
      task,
      scorer,
      value,
      missing,
    }))
    expect(rows).toEqual([
      { metric: 'eval/accuracy', value: 0.91 },
      { metric: 'eval/loss', value: null, missing: 'nan' },
      { metric: 'f1', task: 'nested', value: 0.8 },
      { metric: 'bad', task: 'nested', value: null, missing: 'infinity' },
      { metric: 'gone', value: null, missing: 'nan' },
      { metric: 'val_loss', scorer: 'min', value: 0.12 },
    ])
    expect(rowOf(report, { metric: 'val_loss' }).pointer).toBe('/val_loss/min')
  })

  it('is recognised by two of its own numbers, and not by one', () => {
    expect(readValue({ _step: 1, _runtime: 2, acc: 1, nested: { media: { _type: 'x' }, empty: {} } }).format).toBe(
      'wandb-summary',
    )
    expect(readValue({ _timestamp: 1767225600, acc: 1 }).format).toBe('json')
  })
})
