import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { JsonValue } from '../../../src/evidence/json.ts'
import type { EvaluationReport, ReportRow } from '../../../src/evidence/report.ts'
import { findRow, formatAddress, indexReport, type RowAddress } from '../../../src/evidence/row-index.ts'
import { selectValue } from '../../../src/evidence/select-value.ts'
import { checkSelector, selectNodes } from '../../../src/evidence/selector.ts'
import { readFixture, readText, readValue } from './fixture.ts'

function reportOf(rows: readonly Partial<ReportRow>[]): EvaluationReport {
  const full = rows.map((row, index) => ({ metric: 'acc', value: index, pointer: `/${index}`, ...row }))
  return { format: 'json', status: 'complete', rows: full, identity: [], warnings: [], document: null }
}

const sliced = reportOf([
  { task: 'a' },
  { task: 'a', slice: { language: 'de' } },
  { task: 'a', slice: { language: 'en', length: 'long' } },
  { task: 'b', filter: 'none', scorer: 's' },
])

describe('findRow', () => {
  it.each<[RowAddress, string]>([
    [{ metric: 'acc', task: 'b' }, '3'],
    [{ metric: 'acc', filter: 'none' }, '3'],
    [{ metric: 'acc', scorer: 's', task: 'b', filter: 'none' }, '3'],
    [{ metric: 'acc', slice: { language: 'de' } }, '1'],
    [{ metric: 'acc', slice: { length: 'long' } }, '2'],
    [{ metric: 'acc', task: 'a', slice: {} }, '0'],
    [{ metric: 'acc', scorer: '', slice: {} }, '0'],
    [{ metric: 'acc' }, 'many'],
    [{ metric: 'acc', task: 'a' }, 'many'],
    [{ metric: 'acc', slice: {} }, 'many'],
    [{ metric: 'acc', task: 'A' }, 'none'],
    [{ metric: 'Acc' }, 'none'],
    [{ metric: 'acc', slice: { language: 'de', length: 'long' } }, 'none'],
    [{ metric: 'acc', slice: { toString: 'x' } }, 'none'],
    [{ metric: 'acc', task: '' }, 'none'],
  ])('%j → %s', (address, expected) => {
    const found = findRow(indexReport(sliced), address)
    expect(found.kind === 'one' ? String(found.row.value) : found.kind).toBe(expected)
  })

  it('finds what a plain reading of all rows finds, whatever their order', () => {
    const part = fc.option(fc.constantFrom('', 'x', 'y'), { nil: undefined })
    const address = fc
      .record({
        metric: fc.constantFrom('m', 'n'),
        task: part,
        filter: part,
        scorer: part,
        slice: fc.option(fc.dictionary(fc.constantFrom('d', 'e'), fc.constantFrom('1', '2')), { nil: undefined }),
      })
      .map((parts) => JSON.parse(JSON.stringify(parts)) as RowAddress)
    const matches = (row: RowAddress, wanted: RowAddress): boolean =>
      row.metric === wanted.metric &&
      (['task', 'filter', 'scorer'] as const).every(
        (key) => wanted[key] === undefined || (row[key] ?? '') === wanted[key],
      ) &&
      (wanted.slice === undefined ||
        (Object.keys(wanted.slice).length === 0
          ? Object.keys(row.slice ?? {}).length === 0
          : Object.entries(wanted.slice).every(([key, value]) => row.slice?.[key] === value)))
    fc.assert(
      fc.property(
        fc.array(address, { maxLength: 60 }),
        fc.array(address, { minLength: 1, maxLength: 4 }),
        (rows, wanted) => {
          const index = indexReport(reportOf(rows))
          const backwards = indexReport(reportOf([...rows].reverse()))
          for (const one of wanted) {
            const count = rows.filter((row) => matches(row, one)).length
            const kind = count === 0 ? 'none' : count === 1 ? 'one' : 'many'
            expect(findRow(index, one).kind).toBe(kind)
            expect(findRow(backwards, one).kind).toBe(kind)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('shows the nearest: the same metric elsewhere first, else names alike', () => {
    const index = indexReport(readFixture('lm-eval-current.json'))
    expect(findRow(index, { metric: 'acc', task: 'arc_esay' })).toEqual({
      kind: 'none',
      nearest: ['acc (task arc_easy, filter none)'],
    })
    expect(findRow(index, { metric: 'exact-match' })).toMatchObject({
      nearest: [expect.stringContaining('exact_match (task gsm8k'), expect.anything()],
    })
    expect(findRow(index, { metric: 'acc', task: 'zzzzzzzz' })).toMatchObject({
      kind: 'none',
      nearest: expect.arrayContaining([expect.stringContaining('acc (')]),
    })
    expect(findRow(index, { metric: 'quite different' })).toEqual({ kind: 'none', nearest: [] })
  })

  it('lists at most ten of many matches and reads on no further', () => {
    const rows = Array.from({ length: 5000 }, (_, task) => ({ task: `t${task}` }))
    const found = findRow(indexReport(reportOf(rows)), { metric: 'acc' })
    expect(found).toMatchObject({ kind: 'many' })
    expect(found.kind === 'many' && found.matches).toHaveLength(10)
  })

  it('compares no more than a hundred names for a suggestion', () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({ metric: `metric_${index}` }))
    expect(findRow(indexReport(reportOf(rows)), { metric: 'metrix_299' }).kind).toBe('none')
  })
})

describe('formatAddress', () => {
  it('names all parts', () => {
    expect(formatAddress({ metric: 'acc', task: 't', filter: 'f', scorer: 's', slice: { language: 'de' } })).toBe(
      'acc (task t, filter f, scorer s, language de)',
    )
    expect(formatAddress({ metric: 'acc' })).toBe('acc')
  })
})

const document = {
  latency: { p95_ms: 412, 'p99,ms': 500, 'a/b': 1, 'c~d': 2, '': 3 },
  list: [
    { name: 'x', score: 0.5 },
    { name: 'y', score: '0.9' },
  ],
  leaf: { value: 0.7, n: 10 },
  none: null,
  yes: true,
  empty: [],
}

describe('selectValue', () => {
  const index = indexReport(readValue(document))

  it.each<[string, object]>([
    ['/latency/p95_ms', { value: 412, pointer: '/latency/p95_ms', metric: '/latency/p95_ms' }],
    ['/latency/p99,ms', { value: 500 }],
    ['/latency/a~1b', { value: 1 }],
    ['/latency/c~0d', { value: 2 }],
    ['/latency/', { value: 3 }],
    ['/list/0/score', { value: 0.5 }],
    ["$.latency['p99,ms']", { value: 500, pointer: '/latency/p99,ms' }],
    ["$.latency['a/b']", { value: 1, pointer: '/latency/a~1b' }],
    ["$.list[?@.name=='x'].score", { value: 0.5, pointer: '/list/0/score' }],
    ['/leaf', { value: 0.7, n: 10, pointer: '/leaf/value' }],
    ['/list/1/score', { value: null, missing: 'text' }],
    ['/list', { value: null, missing: 'list' }],
    ['/none', { value: null, missing: 'null' }],
    ['/yes', { value: null, missing: 'other' }],
    ['', { value: null, missing: 'other' }],
  ])('%s', (select, expected) => {
    const found = selectValue(index, select)
    expect(found).toMatchObject({ kind: 'one', row: expected })
  })

  it.each<[string, readonly string[]]>([
    ['/latency/p95', ['/latency/p95_ms']],
    ['/list/7/score', ['/list/0', '/list/1']],
    ['/list/00', ['/list/0', '/list/1']],
    ['/empty/0', []],
    ['/none/x', []],
    ['/latenzy', ['/latency']],
    ['/constructor', expect.any(Array) as unknown as readonly string[]],
    ["$.list[?@.name=='z'].score", expect.arrayContaining(['/latency']) as unknown as readonly string[]],
  ])('finds nothing at %s and shows what is near', (select, nearest) => {
    expect(selectValue(index, select)).toEqual({ kind: 'none', nearest })
  })

  it('names the places where a path finds several', () => {
    expect(selectValue(index, '$.list[*].score')).toEqual({ kind: 'many', matches: ['/list/0/score', '/list/1/score'] })
    expect(selectNodes(readValue({ a: Array.from({ length: 50 }, () => 1) }).document, '$.a[*]')).toMatchObject({
      more: true,
      nodes: { length: 10 },
    })
  })

  it('cannot step into a bare NaN, and sees it as one', () => {
    const odd = indexReport(readText('{"a": NaN, "b": [1e999]}'))
    expect(selectValue(odd, '/a')).toMatchObject({ kind: 'one', row: { value: null, missing: 'nan' } })
    expect(selectValue(odd, '$.b[0]')).toMatchObject({ kind: 'one', row: { missing: 'infinity' } })
    expect(selectValue(odd, '/a/nonFinite').kind).toBe('none')
    expect(selectValue(odd, '$..nonFinite').kind).toBe('none')
  })

  it('descends 900 levels', () => {
    const deep = indexReport(readText(`${'{"a":'.repeat(900)}{"deep": 1}${'}'.repeat(900)}`))
    expect(selectValue(deep, '$..deep')).toMatchObject({ kind: 'one', row: { value: 1 } })
  })
})

describe('selectNodes', () => {
  it('makes a config error of a path that cannot be followed', () => {
    // Deeper than any file that we read.
    let deep: JsonValue = 1
    for (let level = 0; level < 1100; level += 1) deep = [deep]
    expect(() => selectNodes(deep, '$..a')).toThrow(expect.objectContaining({ code: 'config-invalid' }))
  })
})

describe('checkSelector', () => {
  it.each([
    ['', null],
    ['/a/b', null],
    ['$', null],
    ["$.a[?@.b > 1]['c,d']", null],
    ['/a~2', '"~" at character 3'],
    ['/a~', '"~" at character 3'],
    ['a.b', 'starts with "/"'],
    ['$.a[', 'not a JSONPath'],
    ['$.a[?@.b ==]', 'not a JSONPath'],
    ['$.a[?nope(@)]', 'not a JSONPath'],
    // Regular expressions on text of strangers: some take longer than a job has.
    ['$.a[?search(@.b, "^(a+)+$")]', '`search` is not supported'],
    ['$.a[?match(@.b, ".*")]', '`match` is not supported'],
    ['$.a[?@.b == "search(this)"]', null],
    ['$.a[?length(@.b) > 1]', null],
  ])('%j', (text, problem) => {
    if (problem === null) expect(checkSelector(text)).toBeNull()
    else expect(checkSelector(text)).toContain(problem)
  })

  it('makes a config error of a selector that cannot be used', () => {
    const index = indexReport(readValue({ a: 1 }))
    expect(() => selectValue(index, 'a.b')).toThrow(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining('"a.b"') }),
    )
  })
})
