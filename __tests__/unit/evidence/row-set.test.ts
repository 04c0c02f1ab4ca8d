import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { ReportRow } from '../../../src/evidence/report.ts'
import { findRow, formatAddress, indexReport, type RowAddress } from '../../../src/evidence/row-index.ts'
import { addressKey, findMembers, MOST_MEMBERS, mixedSet, type SetOptions } from '../../../src/evidence/row-set.ts'
import { reportOf } from './rows.ts'

const ROWS: readonly Partial<ReportRow>[] = [
  { task: 'mmlu_law', filter: 'none' },
  { task: 'mmlu_art', filter: 'none' },
  { task: 'mmlu' },
  { task: 'qa', slice: { language: 'de' } },
  { task: 'qa', slice: { language: 'en' } },
  { task: 'qa', slice: { average: 'macro' } },
  { task: 'qa', slice: { average: 'micro' } },
  { task: 'ner', slice: { average: 'macro' } },
  { metric: 'acc_norm', task: 'mmlu_law' },
  {},
]

function found(address: RowAddress, options: SetOptions = {}): readonly (number | null)[] {
  const { rows } = findMembers(indexReport(reportOf(ROWS)), address, options)
  return rows.map(({ value }) => value).sort()
}

describe('the numbers at an address', () => {
  it.each<[RowAddress, SetOptions, readonly number[]]>([
    [{ metric: 'acc', task: 'mmlu_*' }, {}, [0, 1]],
    [{ metric: 'acc', task: 'mmlu*' }, {}, [0, 1, 2]],
    [{ metric: 'acc*', task: 'mmlu_law' }, {}, [0, 8]],
    [{ metric: 'acc', task: '*', filter: '*' }, {}, [0, 1]],
    [{ metric: 'acc', task: 'mmlu_*', filter: '' }, {}, []],
    [{ metric: 'acc', slice: { language: '*' } }, {}, [3, 4]],
    [{ metric: 'acc', slice: { language: '?e' } }, {}, [3]],
    // The averages of qa stand beside its languages; that of ner stands alone.
    [{ metric: 'acc', task: 'qa' }, {}, [3, 4]],
    [{ metric: 'acc', task: 'ner' }, {}, [7]],
    [{ metric: 'acc', task: 'qa', slice: { average: '*' } }, {}, [5, 6]],
    [{ metric: 'acc' }, { having: ['language'] }, [3, 4]],
    [{ metric: 'acc', task: 'qa' }, { lacking: 'language' }, [5, 6]],
    [{ metric: 'acc' }, { having: ['task', 'filter'] }, [0, 1]],
    [{ metric: 'acc' }, { having: ['toString'] }, []],
    [{ metric: 'acc' }, { having: ['metric'], lacking: 'task' }, [9]],
  ])('%j with %j: %j', (address, options, expected) => {
    expect(found(address, options)).toEqual([...expected].sort())
  })

  it('are the same in any order of the report, and those of an exact address are among those of a wildcard', () => {
    const text = fc.constantFrom('a', 'ab', 'b', 'a*')
    const rows = fc.array(
      fc.record({ task: text, filter: text, slice: fc.dictionary(fc.constantFrom('d', 'average'), text) }),
      { maxLength: 50 },
    )
    fc.assert(
      fc.property(rows, text, (some, task) => {
        const [index, backwards] = [reportOf(some), reportOf([...some].reverse())].map(indexReport)
        if (index === undefined || backwards === undefined) throw new Error('no index')
        const all = findMembers(index, { metric: 'acc', task: 'a*' }, {}).rows.map(addressKey)
        expect(findMembers(backwards, { metric: 'acc', task: 'a*' }, {}).rows.map(addressKey)).toEqual(all)
        const one = findMembers(index, { metric: 'acc', task: task.replace('*', '\\*') }, {}).rows
        for (const row of one) if (row.task?.startsWith('a')) expect(all).toContain(addressKey(row))
      }),
    )
  })

  it('are found in a large report as in a small one, by the tables', () => {
    const many = Array.from({ length: 3000 }, (_, n) => ({ task: `t${n % 1500}`, filter: n < 1500 ? 'x' : 'y' }))
    const index = indexReport(reportOf(many))
    expect(findMembers(index, { metric: 'acc', task: 't12?', filter: 'x' }, {}).rows).toHaveLength(10)
    expect(findMembers(index, { metric: 'acc', task: 't149*' }, {}).rows).toHaveLength(22)
    expect(findMembers(index, { metric: 'acc', task: '*99' }, {}).rows).toHaveLength(30)
  })

  it('are no more than a check may stand for', () => {
    const many = Array.from({ length: MOST_MEMBERS + 1 }, (_, n) => ({ task: `t${n}` }))
    const { rows, more } = findMembers(indexReport(reportOf(many)), { metric: 'acc' }, {})
    expect([rows.length, more]).toEqual([MOST_MEMBERS, true])
    const exactly = findMembers(indexReport(reportOf(many.slice(1))), { metric: 'acc' }, {})
    expect([exactly.rows.length, exactly.more]).toEqual([MOST_MEMBERS, false])
  })
})

describe('numbers that are no set', () => {
  it.each<[string, readonly Partial<ReportRow>[], RegExp | null]>([
    ['tasks', [{ task: 'a' }, { task: 'b' }], null],
    ['a task beside the whole', [{ task: 'a' }, {}], /different forms match \(acc \(task a\) and acc\)/],
    ['a task beside its slice', [{ task: 'a' }, { task: 'a', slice: { language: 'de' } }], /different forms/],
    ['a group beside a task', [{ task: 'm_a' }, { task: 'm', slice: { average: 'group' } }], /different forms/],
    [
      'averages of two kinds',
      [
        { task: 'a', slice: { average: 'macro' } },
        { task: 'b', slice: { average: 'micro' } },
      ],
      /different kinds match \(macro, micro\): add slice: \{ average: macro \}/,
    ],
    [
      'averages of one kind',
      [
        { task: 'a', slice: { average: 'macro' } },
        { task: 'b', slice: { average: 'macro' } },
      ],
      null,
    ],
    [
      'one address twice',
      [
        { task: 'a', value: 1, pointer: 'x.json#/a' },
        { task: 'a', value: 2, pointer: 'y.json#/a' },
      ],
      /the same address has several numbers: x\.json#\/a 1, y\.json#\/a 2/,
    ],
  ])('%s', (_, rows, expected) => {
    const said = mixedSet(reportOf(rows).rows)
    if (expected === null) expect(said).toBeNull()
    else expect(said).toMatch(expected)
  })
})

describe('an address that matches several numbers', () => {
  function noteOf(rows: readonly Partial<ReportRow>[], address: RowAddress = { metric: 'acc' }): string | undefined {
    const result = findRow(indexReport(reportOf(rows)), address)
    return result.kind === 'many' ? result.note : result.kind
  }

  it.each<[string, readonly Partial<ReportRow>[], string]>([
    [
      'says which dimension differs, its values, and the key to add',
      ['1', '8', '16'].map((concurrency) => ({ slice: { concurrency } })),
      'several numbers match; they differ in concurrency (1, 8, 16): add slice: { concurrency: "1" }, or each: concurrency for all of them',
    ],
    [
      'shows five values',
      ['a', 'b', 'c', 'd', 'e', 'f'].map((task) => ({ task })),
      'several numbers match; they differ in task (a, b, c, d, e, …): add task: "a", or each: task for all of them',
    ],
    [
      'tells how to mean the number of no slice',
      [{ task: 'a' }, { task: 'a', slice: { language: 'de' } }],
      'several numbers match; they differ in language (none, de): add slice: { language: "de" }, or slice: {} for the one of no slice, or each: language for all of them',
    ],
    [
      'names all that is needed',
      [
        { task: 'a', filter: 'x' },
        { task: 'a', filter: 'y' },
        { task: 'b', filter: 'x' },
      ],
      'several numbers match; they differ in task (a, b), filter (x, y): add task: "a", filter: "x"',
    ],
    [
      'writes what has to be escaped',
      [{ slice: { 'a b': 'x*' } }, { slice: { 'a b': 'y' } }],
      'several numbers match; they differ in a b (x*, y): add slice: { "a b": "x\\\\*" }, or each: "a b" for all of them',
    ],
    [
      'shows both places of one address',
      [
        { value: 0.7, pointer: 'a.json#/acc' },
        { value: null, missing: 'nan', pointer: 'b.json#/acc' },
      ],
      'the same address has several numbers: a.json#/acc 0.7, b.json#/acc nan',
    ],
  ])('%s', (_, rows, expected) => {
    expect(noteOf(rows)).toBe(expected)
  })

  it('is one number when it is written as the note says', () => {
    const rows = [{ slice: { language: 'de', size: '1' } }, { slice: { language: 'de', size: '2' } }]
    expect(noteOf(rows)).toContain('add slice: { size: "1" }')
    expect(noteOf(rows, { metric: 'acc', slice: { size: '1' } })).toBe('one')
    expect(noteOf(rows, { metric: 'acc', slice: { size: '*' } })).toContain('differ in size')
  })

  it('lists metrics that a wildcard matches', () => {
    const rows = [{ metric: 'rouge1' }, { metric: 'rougeL' }]
    expect(noteOf(rows, { metric: 'rouge*' })).toContain('differ in metric (rouge1, rougeL): add metric: "rouge1"')
    expect(formatAddress({ metric: 'rouge1' })).toBe('rouge1')
  })
})
