import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'
import { readSample } from './samples.ts'

describe('sklearn', () => {
  const report = readFixture('sklearn-1.7.json')

  it('is recognised, of unknown status', () => {
    expect(report).toMatchObject({ format: 'sklearn', status: 'unknown', warnings: [] })
    expect(report.rows).toHaveLength(16)
  })

  it('reads a class with its support as n', () => {
    expect(rowOf(report, { metric: 'recall', slice: { class: 'spam' } })).toEqual({
      metric: 'recall',
      slice: { class: 'spam' },
      value: 0.6,
      n: 20,
      unit: 'fraction',
      direction: 'higher_is_better',
      pointer: '/spam/recall',
    })
  })

  it.each([
    ['f1-score', { average: 'macro' }, { value: 0.7955, n: 100, pointer: '/macro avg/f1-score' }],
    ['f1-score', { average: 'weighted' }, { value: 0.8728, n: 100 }],
    ['precision', { class: 'not spam/other' }, { value: null, missing: 'nan', pointer: '/not spam~1other/precision' }],
  ])('reads %s of %j', (metric, slice, expected) => {
    expect(rowOf(report, { metric, slice })).toMatchObject(expected)
  })

  it('reads accuracy, and asks which average or class is meant elsewhere', () => {
    expect(rowOf(report, { metric: 'accuracy' })).toMatchObject({ value: 0.88, n: 100, pointer: '/accuracy' })
    expect(() => rowOf(report, { metric: 'f1-score' })).toThrow('average macro')
  })

  it('warns of a class without samples', () => {
    const row = rowOf(report, { metric: 'recall', slice: { class: 'not spam/other' } })
    expect(row).toMatchObject({ value: 0, n: 0, warnings: ['no sample of this class: the number is a convention'] })
  })

  it('reads micro averages and averages over samples, which stand where accuracy is not defined', () => {
    const { accuracy: _accuracy, ...rest } = mutable('sklearn-1.7.json')
    const scores = { precision: 1, recall: 0.5, 'f1-score': 0.66, support: 3 }
    const report = readValue({ ...rest, 'micro avg': scores, 'samples avg': { ...scores, recall: 0.25 } })
    expect(rowOf(report, { metric: 'recall', slice: { average: 'micro' } }).value).toBe(0.5)
    expect(rowOf(report, { metric: 'recall', slice: { average: 'samples' } }).value).toBe(0.25)
    expect(() => rowOf(report, { metric: 'accuracy' })).toThrow('none')
  })

  it('says that a class named accuracy hides the accuracy', () => {
    const scores = { precision: 1, recall: 0.5, 'f1-score': 0.66, support: 3 }
    const report = readValue({ ...mutable('sklearn-1.7.json'), accuracy: scores })
    expect(report.warnings).toEqual(['a class is named "accuracy": it hides the accuracy over all classes'])
    expect(() => rowOf(report, { metric: 'accuracy' })).toThrow('none')
    expect(rowOf(report, { metric: 'recall', slice: { class: 'accuracy' } }).value).toBe(0.5)
  })

  it.each<[string, object, object]>([
    ['null', { accuracy: null }, { value: null, missing: 'null' }],
    ['text', { accuracy: '0.9' }, { value: null, missing: 'text' }],
    [
      'a number without averages that count',
      { 'macro avg': { precision: 1, recall: 1, 'f1-score': 1, support: 'x' } },
      { n: 100 },
    ],
  ])('reads an accuracy of %s', (_name, change, expected) => {
    expect(rowOf(readValue({ ...mutable('sklearn-1.7.json'), ...change }), { metric: 'accuracy' })).toMatchObject(
      expected,
    )
  })

  it.each([
    [{ spam: { precision: 1 } }, '"macro avg"'],
    [{ 'macro avg': { precision: 1, recall: 1, 'f1-score': 1, support: 1 } }, 'a map for each class'],
    [
      { 'macro avg': { precision: 1, recall: 1, 'f1-score': 1, support: 1 }, spam: { precision: 1 } },
      '"support" of each class',
    ],
    [[], 'a map at the top'],
  ])('refuses %j', (document, lacks) => {
    expect(() => readValue(document, 'sklearn')).toThrow(lacks)
  })

  it('reads a file of the real tool', () => {
    const real = readSample('sklearn/classification_report.json')
    if (real === null) return
    expect(real.rows).toHaveLength(31)
    expect(rowOf(real, { metric: 'f1-score', slice: { average: 'macro' } })).toMatchObject({
      value: 0.4646237678434182,
      n: 184,
    })
    expect(rowOf(real, { metric: 'recall', slice: { class: 'Fear' } })).toMatchObject({ value: 1, n: 14 })
    expect(rowOf(real, { metric: 'accuracy' })).toMatchObject({ value: 0.8369565217391305, n: 184 })
  })
})
