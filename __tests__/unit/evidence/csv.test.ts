import { describe, expect, it } from '@jest/globals'
import type { ColumnMap } from '../../../src/evidence/column-map.ts'
import { parseFile } from '../../../src/evidence/containers/parse-file.ts'
import { unpack } from '../../../src/evidence/containers/unpack.ts'
import { readDocument } from '../../../src/evidence/read-report.ts'
import { indexReport } from '../../../src/evidence/row-index.ts'
import { selectValue } from '../../../src/evidence/select-value.ts'
import { readFixture, readText, rowOf } from './fixture.ts'

const LONG = `name,score,se,count,language,bench,model_version
acc,0.91,0.01,1200,de,tickets,a/b/c:v1
acc,0.87,-1,,en,tickets,a/b/c:v1
wer,NaN,,x,,calls,v2
,"1.5",,,,,
f1,high,,,de,,
`
const COLUMNS: ColumnMap = {
  metric: 'name',
  value: 'score',
  stderr: 'se',
  n: 'count',
  slice: ['language'],
  dataset: 'bench',
}

function read(text: string, columns: ColumnMap | null, format = 'auto') {
  const parsed = parseFile(unpack(new TextEncoder().encode(text), 'r.csv', 1_000_000))
  return readDocument({ ...parsed, bytes: text.length, file: 'r.csv', format, columns })
}

describe('CSV with a map of its columns', () => {
  it('gives one row for each record', () => {
    expect(read(LONG, COLUMNS)).toMatchObject({ format: 'csv', status: 'unknown', printsNumbers: true })
    expect(read(LONG, COLUMNS, 'csv').rows).toEqual([
      {
        metric: 'acc',
        value: 0.91,
        stderr: 0.01,
        n: 1200,
        slice: { language: 'de' },
        dataset: 'tickets',
        pointer: '/0/score',
      },
      { metric: 'acc', value: 0.87, slice: { language: 'en' }, dataset: 'tickets', pointer: '/1/score' },
      { metric: 'wer', value: null, missing: 'nan', dataset: 'calls', pointer: '/2/score' },
      { metric: '', value: 1.5, pointer: '/3/score' },
      { metric: 'f1', value: null, missing: 'text', slice: { language: 'de' }, pointer: '/4/score' },
    ])
  })

  it('calls the metric by its column when no column names it, and reads every part of an address', () => {
    const text = 'acc,t,f,s,u,m,dv\n0.5,task,none,judge,fraction,gpt,v3'
    const all: ColumnMap = {
      value: 'acc',
      task: 't',
      filter: 'f',
      scorer: 's',
      unit: 'u',
      model: 'm',
      dataset_version: 'dv',
    }
    expect(read(text, all).rows).toEqual([
      {
        metric: 'acc',
        value: 0.5,
        task: 'task',
        filter: 'none',
        scorer: 'judge',
        unit: 'fraction',
        model: 'gpt',
        dataset_version: 'v3',
        pointer: '/0/acc',
      },
    ])
  })

  it('takes the versions that records name, each once', () => {
    expect(read(LONG, COLUMNS).identity).toEqual([
      { text: 'a/b/c:v1', source: '/0/model_version' },
      { text: 'v2', source: '/2/model_version' },
    ])
  })

  it('says which column is missing, and which there are', () => {
    expect(() => read(LONG, { value: 'Score', slice: ['lang'] })).toThrow(
      'r.csv has no column "Score", "lang". It has "name", "score"',
    )
    expect(() => read(LONG, { value: 'score' }, 'json')).not.toThrow()
  })

  it('of a header alone has no rows, and a warning', () => {
    expect(read('name,score\n', { metric: 'name', value: 'score' })).toMatchObject({
      rows: [],
      warnings: ['the file holds a header and no record'],
    })
  })

  it('names at most twelve columns to choose from', () => {
    const many = Array.from({ length: 20 }, (_, at) => `c${at}`).join()
    expect(() => read(`${many}\n${many}`, { value: 'x' })).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/"c11" and 8 more\.$/) }),
    )
  })

  it('is an error when the file is no CSV', () => {
    expect(() => read('{"a":1}'.padEnd(9), { value: 'a' })).toThrow()
    expect(() => readText('{"a":1}', 'csv')).toThrow('lacks CSV with a header')
  })
})

describe('CSV without a map', () => {
  it('is read when it holds one record: each column with a number is a metric', () => {
    const report = readFixture('csv-wide.csv')
    expect(report.rows).toEqual([
      { metric: 'accuracy', value: 0.93, pointer: '/0/accuracy' },
      { metric: 'f1', value: null, missing: 'null', pointer: '/0/f1' },
      { metric: 'p95_ms', value: 412.5, pointer: '/0/p95_ms' },
    ])
    expect(report.identity).toEqual([{ text: 'acme/evals/support-llm:v12', source: '/0/model_version' }])
    expect(rowOf(report, { metric: 'p95_ms' }).value).toBe(412.5)
    expect(selectValue(indexReport(report), '/0/p95_ms')).toMatchObject({ kind: 'one', row: { value: 412.5 } })
  })

  it.each([
    [LONG, 'csv'],
    [LONG, 'auto'],
    ['a,b\nx,y', 'auto'],
    ['a,b\n', 'csv'],
  ])('%j as %s says what to write', (text, format) => {
    expect(() => read(text, null, format)).toThrow(
      expect.objectContaining({
        code: 'report-format-unknown',
        message: expect.stringContaining('columns: { metric: metric, value: value'),
      }),
    )
  })
})
