import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { quantileType7 } from '../../../src/evidence/quantile.ts'
import { REDUCTIONS, type Reduction, reduceSelected } from '../../../src/evidence/reduce.ts'
import { type Found, indexReport } from '../../../src/evidence/row-index.ts'
import { readText, readValue } from './fixture.ts'
import { reportOf } from './rows.ts'

function reduced(document: unknown, reduction: Reduction, select = '$.list[*]'): Found {
  return reduceSelected(indexReport(readValue(document, 'json')), select, reduction)
}

const LIST = [4, 1, 3, 2]

describe('one number of all that a selector finds', () => {
  it.each<[Reduction, readonly unknown[], number]>([
    ['mean', LIST, 2.5],
    ['min', LIST, 1],
    ['max', LIST, 4],
    ['sum', LIST, 10],
    ['count', LIST, 4],
    ['count', ['x', null, {}], 3],
    ['p50', LIST, 2.5],
    ['p90', LIST, 3.7],
    ['p95', [15, 20, 35, 40, 50], 48],
    ['p99', [7], 7],
    ['pass_rate', [true, false, true, true], 0.75],
    ['pass_rate', [1, 0, 1, 1], 0.75],
    ['mean', [{ value: 1, n: 5 }, { value: 3 }], 2],
    ['sum', [1e16, 1, -1e16], 1],
  ])('%s of %j is %p', (reduction, list, expected) => {
    const found = reduced({ list, other: 1 }, reduction)
    expect(found).toMatchObject({
      kind: 'one',
      from: `${reduction} of ${list.length}`,
      row: { n: list.length, pointer: '$.list[*]', metric: '$.list[*]' },
    })
    expect(found.kind === 'one' && found.row.value).toBeCloseTo(expected, 12)
  })

  it('has a standard error as a mean, by the spread of the numbers', () => {
    // Sample variance of 1, 2, 3, 4 is 5/3.
    expect(reduced({ list: LIST }, 'mean')).toMatchObject({ row: { stderr: Math.sqrt(5 / 3 / 4) } })
    expect(reduced({ list: [1] }, 'mean')).not.toHaveProperty('row.stderr')
    expect(reduced({ list: LIST }, 'p50')).not.toHaveProperty('row.stderr')
    expect(reduced({ list: [true] }, 'pass_rate')).toMatchObject({ row: { unit: 'fraction' } })
  })

  it.each<[Reduction, string, string, string]>([
    ['mean', '[1, null, "x", 2]', 'null', '2 of 4 places do not hold a number; the first is at /list/1 (null)'],
    ['p95', '[1, NaN]', 'nan', '1 of 2 places do not hold a number; the first is at /list/1 (nan)'],
    ['sum', '["3"]', 'text', '1 of 1 places do not hold a number; the first is at /list/0 (text)'],
    ['mean', '[true]', 'other', '1 of 1 places do not hold a number; the first is at /list/0 (other)'],
    [
      'pass_rate',
      '[true, 0.5]',
      'other',
      '1 of 2 places do not hold true, false, 0 or 1; the first is at /list/1 (other)',
    ],
    ['pass_rate', '["true"]', 'text', '1 of 1 places do not hold true, false, 0 or 1; the first is at /list/0 (text)'],
    ['sum', '[1e308, 1e308]', 'infinity', 'the numbers are too large'],
  ])('%s of %s is missing, and it says why', (reduction, list, missing, from) => {
    const report = readText(`{"list": ${list}, "other": 1}`, 'json')
    expect(reduceSelected(indexReport(report), '$.list[*]', reduction)).toMatchObject({
      kind: 'one',
      from,
      row: { value: null, missing },
    })
  })

  it.each(REDUCTIONS)('%s of nothing is no number', (reduction) => {
    expect(reduced({ list: [], other: 1 }, reduction)).toMatchObject({ kind: 'none' })
    expect(reduced({ latency: 1 }, reduction, '/latenzy')).toEqual({ kind: 'none', nearest: ['/latency'] })
  })

  it('reads all files of a report, and names the file of a place without a number', () => {
    const documents = [
      { file: 'a.json', document: readValue({ list: [1] }).document },
      { file: 'b.json', document: readValue({ list: [3, null] }).document },
    ]
    const index = indexReport(reportOf([], { documents }))
    expect(reduceSelected(index, '$.list[0]', 'mean')).toMatchObject({ row: { value: 2, n: 2 } })
    expect(reduceSelected(index, '$.list[*]', 'mean')).toMatchObject({
      from: '1 of 3 places do not hold a number; the first is at b.json#/list/1 (null)',
    })
  })
})

describe('a quantile', () => {
  it('lies between its neighbours, grows with its share, and is an end at 0 and 1', () => {
    const numbers = fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(numbers, fc.double({ noNaN: true, min: 0, max: 1 }), (values, share) => {
        const sorted = Float64Array.from(values).sort()
        const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
        expect([quantileType7(sorted, 0), quantileType7(sorted, 1)]).toEqual([first, last])
        const quantile = quantileType7(sorted, share)
        expect(quantile >= first && quantile <= last).toBe(true)
      }),
    )
  })
})
