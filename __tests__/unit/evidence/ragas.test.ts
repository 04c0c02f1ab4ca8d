import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readText, readValue, rowOf } from './fixture.ts'

const sample = (rest: object) => ({ user_input: 'q', response: 'a', ...rest })

describe('ragas, a list of rows', () => {
  const report = readFixture('ragas-0.4-records.json')

  it('makes the mean of each metric with its standard error', () => {
    expect(report.format).toBe('ragas')
    expect(report.rows).toHaveLength(3)
    const row = rowOf(report, { metric: 'faithfulness' })
    expect(row).toMatchObject({ value: 0.5, n: 3, pointer: '' })
    expect(row.stderr).toBeCloseTo(0.5 / Math.sqrt(3), 12)
    expect(row).not.toHaveProperty('warnings')
    expect(rowOf(report, { metric: 'factual_correctness(mode=f1)' })).toMatchObject({ value: 0.5, n: 3 })
  })

  it('counts and reports a sample that the judge gave no score', () => {
    const row = rowOf(report, { metric: 'answer_relevancy' })
    expect(row.value).toBeCloseTo(0.8, 12)
    expect(row).toMatchObject({ n: 2, warnings: ['1 of 3 samples have no score; the mean is over the other 2'] })
    expect(report.status).toBe('partial')
    expect(report.status_note).toBe('more than 5 % of the samples have no score: answer_relevancy (1 of 3)')
  })

  it('keeps the scores, told apart by their question', () => {
    expect(report.items?.[1]).toEqual({
      metric: 'answer_relevancy',
      ids: ['What is A?', 'What is B?', 'What is B? #2'],
      scores: Float64Array.of(0.9, Number.NaN, 0.7),
    })
  })

  it.each([
    [19, 'complete'],
    [18, 'partial'],
  ])('is %j rows with scores and one without: %s', (count, status) => {
    const scored = Array.from({ length: count }, () => sample({ faithfulness: 1 }))
    const report = readValue([...scored, sample({ faithfulness: null })])
    expect(report.status).toBe(status)
    expect(rowOf(report, { metric: 'faithfulness' })).toMatchObject({
      value: 1,
      n: count,
      warnings: [`1 of ${count + 1} samples have no score; the mean is over the other ${count}`],
    })
  })

  it('has no standard error, not 0, when all scores are alike', () => {
    const report = readValue([sample({ faithfulness: 1 }), sample({ faithfulness: 1 })])
    expect(rowOf(report, { metric: 'faithfulness' })).not.toHaveProperty('stderr')
  })

  it('has a missing number where no sample has a score', () => {
    const report = readText('[{"user_input": "q", "response": "a", "faithfulness": NaN}]')
    expect(report.status).toBe('partial')
    expect(rowOf(report, { metric: 'faithfulness' })).toMatchObject({ value: null, missing: 'absent', n: 0 })
  })

  it('takes metrics of its user by their numbers, and no number that describes a sample', () => {
    const rows = [
      sample({ id: 7, faithfulness: 1, tone: 0.5, query_length: 3, remark: 'x', half: 1, empty: null }),
      sample({ id: 8, faithfulness: 1, tone: 1, query_length: 4, half: 'text', empty: null, '': 1, 'Unnamed: 0': 1 }),
    ]
    const report = readValue(rows)
    expect(report.rows.map(({ metric, value }) => [metric, value])).toEqual([
      ['faithfulness', 1],
      ['tone', 0.75],
    ])
    expect(report.items?.[0]?.ids).toEqual(['7', '8'])
  })

  it('takes text for a number only in a file without any number', () => {
    const csv = [
      { '': '0', user_input: 'q1', response: '4', faithfulness: '0.5', my_score: '1e-1', note: 'n' },
      { '': '1', user_input: 'q2', response: '5', faithfulness: '', my_score: '0.3', note: '' },
      { '': '2', user_input: 'q3', response: '6', faithfulness: 'nan', my_score: '', note: '' },
    ]
    const report = readValue(csv)
    expect(report).toMatchObject({ format: 'ragas', status: 'partial' })
    expect(report.rows.map(({ metric, value, n }) => [metric, value, n])).toEqual([
      ['faithfulness', 0.5, 1],
      ['my_score', 0.2, 2],
    ])
    const mixed = readValue([sample({ faithfulness: '0.5', answer_relevancy: 1 })])
    expect(rowOf(mixed, { metric: 'faithfulness' })).toMatchObject({ value: null, n: 0 })
  })

  it('tells conversations apart, and knows no ids where a question is missing', () => {
    const talk = [{ role: 'user', content: 'q' }]
    expect(readValue([sample({ user_input: talk, faithfulness: 1 })]).items?.[0]?.ids).toEqual([JSON.stringify(talk)])
    expect(readValue([sample({ user_input: null, faithfulness: 1 })]).items?.[0]).not.toHaveProperty('ids')
  })
})

describe('ragas, other shapes', () => {
  it('reads a data frame by columns', () => {
    const report = readFixture('ragas-0.1-columns.json')
    expect(rowOf(report, { metric: 'faithfulness' })).toMatchObject({ value: 0.5, n: 2, pointer: '/faithfulness' })
    expect(rowOf(report, { metric: 'context_recall' })).toMatchObject({ value: 1, n: 1, pointer: '/context_recall' })
    expect(report.items?.[0]?.ids).toEqual(['What is A?', 'What is B?'])
  })

  it('reads a data frame by index', () => {
    const rows = { 0: sample({ faithfulness: 1 }), 1: sample({ faithfulness: 0.5 }) }
    expect(rowOf(readValue(rows), { metric: 'faithfulness' })).toMatchObject({ value: 0.75, n: 2, pointer: '' })
  })

  it('reads a split data frame, and rows under a key', () => {
    const split = { columns: ['question', 'answer', 'faithfulness'], index: [0], data: [['q', 'a', 0.25]] }
    expect(rowOf(readValue(split), { metric: 'faithfulness' })).toMatchObject({ value: 0.25, n: 1, pointer: '/data' })
    const keyed = { run: 'x', results: [sample({ faithfulness: 0.75 })] }
    expect(rowOf(readValue(keyed), { metric: 'faithfulness' })).toMatchObject({ value: 0.75, pointer: '/results' })
  })

  it('knows scores without their questions by two metrics of RAGAS', () => {
    const report = readValue({ scores: [{ faithfulness: 1, context_recall: 0.5 }] })
    expect(report).toMatchObject({ format: 'ragas', status: 'complete' })
    expect(rowOf(report, { metric: 'context_recall' })).toMatchObject({ value: 0.5, n: 1, pointer: '/scores' })
  })

  it.each([
    ['no question', [{ response: 'a', faithfulness: 1 }], '"user_input" or "question"'],
    ['nothing but a question', [{ user_input: 'q', faithfulness: 1 }], '"response"'],
    ['no metric of RAGAS', [{ user_input: 'q', response: 'a', accuracy: 1 }], 'such as "faithfulness"'],
    ['columns of different rows', { question: { 0: 'q' }, faithfulness: { 1: 1 } }, 'a row for each sample'],
    ['no row', [], 'a row for each sample'],
    ['rows that are no maps', [sample({ faithfulness: 1 }), 3], 'a row for each sample'],
    ['a split frame of other rows', { columns: ['question'], data: [3] }, 'a row for each sample'],
  ])('does not take a list with %s for one', (_name, document, _lacks) => {
    let format = 'refused'
    try {
      format = readValue(document).format
    } catch {
      // No reader at all: just as well.
    }
    expect(format).not.toBe('ragas')
  })

  it('reads any table of numbers when it is named, and says when there is none', () => {
    const report = readValue([{ tone: 1 }, { tone: 0 }], 'ragas')
    expect(report.rows).toMatchObject([{ metric: 'tone', value: 0.5, n: 2 }])
    expect(report.items?.[0]).not.toHaveProperty('ids')
    expect(() => readValue([{ tone: 'x' }], 'ragas')).toThrow('a column of numbers')
    expect(() => readValue({}, 'ragas')).toThrow('a row for each sample')
    expect(() => readValue(3, 'ragas')).toThrow('a row for each sample')
  })

  it('does not depend on the order of the columns', () => {
    const turned = Object.fromEntries(Object.entries(mutable('ragas-0.1-columns.json')).reverse())
    expect(readValue(turned).rows).toHaveLength(2)
  })
})
