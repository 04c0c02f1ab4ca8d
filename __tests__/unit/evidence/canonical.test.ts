import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { ReportError } from '../../../src/errors.ts'
import { canonicalJsonSchema } from '../../../src/evidence/readers/canonical-schema.ts'
import { indexReport } from '../../../src/evidence/row-index.ts'
import { selectValue } from '../../../src/evidence/select-value.ts'
import { mutable, readFixture, readText, readValue, rowOf } from './fixture.ts'

const valid = {
  schema: 'model-promotion-gate/evaluation-report',
  schema_version: 1,
  status: 'complete',
  rows: [{ metric: 'acc', value: 1 }],
}

describe('canonical report', () => {
  it('reads every part of a row, the claims and the date', () => {
    const report = readFixture('canonical.json')
    expect(report).toMatchObject({
      format: 'canonical',
      status: 'complete',
      created_at: '2026-01-05T10:00:00.000Z',
      identity: [
        { text: '0c4f1d7ae2b9c3f6', source: '/version/digest' },
        { text: 'acme/wandb-registry-model/support-llm:v12', source: '/version/path' },
      ],
    })
    expect(rowOf(report, { metric: 'acc', slice: { language: 'de' } })).toEqual({
      metric: 'acc',
      task: 'intent',
      slice: { language: 'de' },
      value: 0.91,
      stderr: 0.01,
      interval: { low: 0.89, high: 0.93, level: 0.95 },
      n: 800,
      unit: 'fraction',
      direction: 'higher_is_better',
      dataset: 'acme/intents',
      dataset_version: '2026-01',
      pointer: '/rows/0/value',
    })
    expect(rowOf(report, { metric: 'toxicity' })).toMatchObject({ value: null, missing: 'nan' })
    expect(rowOf(report, { metric: 'bias' })).toMatchObject({ value: null, missing: 'null' })
    expect(selectValue(indexReport(report), '/rows/0/pointer').kind).toBe('none')
  })

  it('keeps scores of single items apart from the rows, at the address of theirs', () => {
    const report = readValue({
      ...valid,
      rows: [
        {
          metric: 'acc',
          task: 'a',
          slice: { language: 'de' },
          value: 0.5,
          items: { ids: ['x', 'y'], scores: [1, null] },
        },
        { metric: 'ms', filter: 'f', scorer: 's', value: 7, items: { scores: [7] } },
        { metric: 'f1', value: 1 },
      ],
    })
    expect(report.items).toEqual([
      { metric: 'acc', task: 'a', slice: { language: 'de' }, ids: ['x', 'y'], scores: Float64Array.of(1, Number.NaN) },
      { metric: 'ms', filter: 'f', scorer: 's', scores: Float64Array.of(7) },
    ])
    expect(report.rows.some((row) => 'items' in row)).toBe(false)
    expect(readValue(valid)).not.toHaveProperty('items')
  })

  it.each([
    ['as many ids as scores', { ids: ['x'], scores: [1, 0] }, /equally many/],
    ['a score', { scores: [] }, /items\/scores/],
    ['numbers', { scores: ['1'] }, /items\/scores\/0/],
  ])('items need %s', (_what, items, message) => {
    expect(() => readValue({ ...valid, rows: [{ metric: 'acc', value: 1, items }] })).toThrow(message)
  })

  it('keeps status, its note and the warnings', () => {
    const report = readValue({
      ...valid,
      status: 'partial',
      status_note: 'half',
      warnings: ['slow'],
      rows: [{ metric: 'acc', value: null, missing: 'absent' }],
    })
    expect(report).toMatchObject({ status: 'partial', status_note: 'half', warnings: ['slow'], identity: [] })
    expect(report.rows).toEqual([{ metric: 'acc', value: null, missing: 'absent', pointer: '/rows/0/value' }])
  })

  it.each<[string, object, string]>([
    ['an unknown key', { extra: 1 }, 'extra'],
    ['another version', { schema_version: 2 }, '/schema_version'],
    ['no status', { status: undefined }, '/status'],
    ['a status that says nothing', { status: 'unknown' }, '/status'],
    ['no row', { rows: [] }, '/rows'],
    ['rows that are no list', { rows: {} }, '/rows'],
    ['a row that is no map', { rows: [1] }, '/rows/0'],
    ['a value as text', { rows: [{ metric: 'a', value: '0.9' }] }, '/rows/0/value'],
    ['no value', { rows: [{ metric: 'a' }] }, '/rows/0/value'],
    ['a misspelt key in a row', { rows: [{ metric: 'a', value: 1, std_err: 1 }] }, 'std_err'],
    ['a negative standard error', { rows: [{ metric: 'a', value: 1, stderr: -1 }] }, '/rows/0/stderr'],
    ['an unknown direction', { rows: [{ metric: 'a', value: 1, direction: 'up' }] }, '/rows/0/direction'],
    ['a local date', { created_at: '2026-01-05T10:00:00' }, '/created_at'],
    ['a bare version', { version: { path: 'v12' } }, '/version/path'],
  ])('refuses %s', (_name, change, place) => {
    const text = JSON.stringify({ ...valid, ...change })
    expect(() => readText(text)).toThrow(ReportError)
    expect(() => readText(text)).toThrow(place)
  })

  it('refuses bare NaN anywhere but in a value, and lists many problems without end', () => {
    expect(() =>
      readText(
        '{"schema":"model-promotion-gate/evaluation-report","schema_version":1,"status":"complete","rows":[{"metric":"a","value":1,"n":NaN}]}',
      ),
    ).toThrow('/rows/0/n')
    const rows = Array.from({ length: 15 }, () => ({ metric: '', value: 1 }))
    expect(() => readValue({ ...valid, rows })).toThrow('and 5 more')
  })

  it('has a published schema that is fresh and agrees with the reader', () => {
    const file = new URL('../../../schemas/evaluation-report.schema.json', import.meta.url)
    const published: unknown = JSON.parse(readFileSync(file, 'utf8'))
    expect(published).toEqual(canonicalJsonSchema())
    const ajv = new Ajv2020({ strict: true })
    addFormats.default(ajv)
    const validate = ajv.compile(published as object)
    expect(validate(mutable('canonical.json'))).toBe(true)
    expect(validate({ ...valid, rows: [{ metric: 'a', value: '1' }] })).toBe(false)
    expect(validate({ ...valid, extra: 1 })).toBe(false)
  })

  it('refuses a map with a length where a text belongs, and does not crash', () => {
    const document = mutable('canonical.json') as Record<string, unknown>
    expect(() => readValue({ ...document, created_at: { length: {} } })).toThrow(ReportError)
    expect(() => readValue({ ...document, rows: [{ metric: { length: {} }, value: 1, pointer: '/x' }] })).toThrow(
      ReportError,
    )
  })
})
