import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { AGGREGATES, type Aggregate, type Aggregated, aggregateRows } from '../../../src/evidence/aggregate.ts'
import type { Direction, ReportRow } from '../../../src/evidence/report.ts'
import { reportOf } from './rows.ts'

const UP: Direction = 'higher_is_better'

function made(rows: readonly Partial<ReportRow>[], aggregate: Aggregate, direction: Direction | null = UP): Aggregated {
  return aggregateRows(reportOf(rows).rows, aggregate, direction)
}

function rowOf(aggregated: Aggregated): ReportRow {
  if (aggregated.kind === 'problem') throw new Error(aggregated.note)
  return aggregated.row
}

const THREE: readonly Partial<ReportRow>[] = [
  { task: 'a', value: 0.5, stderr: 0.03, n: 100, filter: 'none' },
  { task: 'b', value: 0.8, stderr: 0.04, n: 300, filter: 'none' },
  { task: 'c', value: 0.8, stderr: 0, n: 100, filter: 'none' },
]

describe('one number of several', () => {
  it.each<[Aggregate, Direction | null, Partial<ReportRow>, string]>([
    ['worst', UP, { value: 0.5, stderr: 0.03, n: 100, pointer: '/0' }, 'acc (task a, filter none)'],
    ['best', UP, { value: 0.8, stderr: 0.04, n: 300, pointer: '/1' }, 'acc (task b, filter none)'],
    ['worst', 'lower_is_better', { value: 0.8, pointer: '/1' }, 'acc (task b, filter none)'],
    ['best', 'lower_is_better', { value: 0.5, pointer: '/0' }, 'acc (task a, filter none)'],
    // (0.5 + 0.8 + 0.8) / 3; sqrt(0.03² + 0.04²) / 3
    ['mean', null, { value: 0.7, stderr: 0.05 / 3, pointer: '' }, 'mean of 3'],
    // (50 + 240 + 80) / 500; sqrt(3² + 12²) / 500
    [
      'weighted_mean',
      null,
      { value: 0.74, stderr: Math.sqrt(153) / 500, n: 500, pointer: '' },
      'mean of 3 weighted by samples',
    ],
  ])('%s, %s', (aggregate, direction, expected, from) => {
    const result = made(THREE, aggregate, direction)
    const { value, stderr, ...rest } = expected
    expect(result).toMatchObject({ kind: 'row', from, row: { metric: 'acc', filter: 'none', ...rest } })
    expect(rowOf(result).value).toBeCloseTo(value ?? 0, 14)
    if (stderr !== undefined) expect(rowOf(result).stderr).toBeCloseTo(stderr, 14)
    expect(rowOf(result).task).toBeUndefined()
  })

  it.each<[string, readonly Partial<ReportRow>[], Readonly<Record<string, unknown>>]>([
    ['has no error when one of them has none', [{ task: 'a', stderr: 0.1 }, { task: 'b' }], { stderr: undefined }],
    [
      'has no count when the counts differ',
      [
        { task: 'a', n: 5 },
        { task: 'b', n: 6 },
      ],
      { n: undefined },
    ],
    [
      'has the sum of equal counts',
      [
        { task: 'a', n: 5 },
        { task: 'b', n: 5 },
      ],
      { n: 10 },
    ],
    [
      'keeps what all say',
      [
        { task: 'a', dataset: 'd', dataset_version: '1', unit: 'fraction', slice: { x: '1', y: '1' }, warnings: ['w'] },
        { task: 'b', dataset: 'd', dataset_version: '2', unit: 'fraction', slice: { x: '1', y: '2' } },
      ],
      { dataset: 'd', dataset_version: undefined, unit: 'fraction', slice: { x: '1' }, warnings: ['w'] },
    ],
  ])('%s', (_, rows, expected) => {
    expect({ stderr: undefined, n: undefined, dataset_version: undefined, ...rowOf(made(rows, 'mean')) }).toMatchObject(
      expected,
    )
  })

  it.each<[string, readonly Partial<ReportRow>[], Aggregate, string, RegExp]>([
    [
      'without a count',
      [{ task: 'a', n: 5 }, { task: 'b' }],
      'weighted_mean',
      'no-count',
      /1 have none, the first is acc \(task b\)/,
    ],
    ['of no samples', [{ task: 'a', n: 0 }], 'weighted_mean', 'no-count', /0 samples/],
    ['that is worst in no direction', [{ task: 'a' }], 'worst', 'no-direction', /which way is better/],
    [
      'of two units',
      [{ task: 'a', unit: '%' }, { task: 'b' }],
      'mean',
      'units',
      /different units match: %, none stated/,
    ],
    ['of nothing', [], 'mean', 'mixed', /there is no number/],
    ['of different forms', [{ task: 'a' }, {}], 'mean', 'mixed', /different forms/],
  ])('is refused %s', (_, rows, aggregate, problem, note) => {
    const result = made(rows, aggregate, null)
    expect(result).toMatchObject({ kind: 'problem', problem })
    expect(result.kind === 'problem' && result.note).toMatch(note)
  })

  it.each(AGGREGATES)('%s of numbers of which one is missing has no value, and says which', (aggregate) => {
    const rows: readonly Partial<ReportRow>[] = [
      { task: 'a', n: 1 },
      { task: 'b', n: 1, value: null, missing: 'nan' },
      { task: 'c', n: 1, value: null, missing: 'null' },
    ]
    expect(made(rows, aggregate)).toMatchObject({
      from: '2 of 3 numbers are missing; the first is acc (task b) (nan)',
      row: { value: null, missing: 'nan', pointer: '/1' },
    })
  })

  it('does not count a number of no samples, and takes over the interval of the one that it is', () => {
    const rows = [
      { task: 'a', value: 0, n: 0 },
      { task: 'b', value: 0.1, n: 3, interval: { low: 0, high: 1, level: 0.95 } },
    ]
    expect(rowOf(made(rows, 'weighted_mean'))).toMatchObject({ value: 0.1, n: 3 })
    expect(rowOf(made(rows, 'best'))).toMatchObject({ value: 0.1, interval: { low: 0, high: 1, level: 0.95 } })
    expect(rowOf(made([{ task: 'a', value: null }], 'best'))).toMatchObject({ value: null, missing: 'other' })
  })

  it('is not finite where the numbers are too large, and is no other number', () => {
    const rows = [{ task: 'a' }, { task: 'b' }, { task: 'c', value: 0 }].map((row) => ({ value: 1.7e308, ...row }))
    expect(rowOf(made(rows, 'mean'))).toMatchObject({ value: null, missing: 'infinity' })
    const errors = rows.map((row) => ({ ...row, value: 1, stderr: 1e300 }))
    expect(rowOf(made(errors, 'mean'))).not.toHaveProperty('stderr')
  })

  const members = fc.uniqueArray(
    fc.record({
      task: fc.string({ minLength: 1, maxLength: 3 }),
      value: fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
      n: fc.integer({ min: 1, max: 1000 }),
      stderr: fc.double({ noNaN: true, min: 0, max: 1 }),
    }),
    { selector: ({ task }) => task, minLength: 1, maxLength: 20 },
  )

  it.each(AGGREGATES)('%s does not depend on the order', (aggregate) => {
    fc.assert(
      fc.property(members, fc.infiniteStream(fc.nat()), (rows, random) => {
        const shuffled = rows.map((row) => ({ row, at: random.next().value ?? 0 })).sort((a, b) => a.at - b.at)
        const placed = rows.map((row) => ({ ...row, pointer: `/${row.task}` }))
        const other = shuffled.map(({ row }) => ({ ...row, pointer: `/${row.task}` }))
        expect(made(other, aggregate)).toEqual(made(placed, aggregate))
      }),
    )
  })

  it('lies between the worst and the best', () => {
    fc.assert(
      fc.property(members, fc.constantFrom<Aggregate>('mean', 'weighted_mean'), (rows, aggregate) => {
        const [worst, best] = (['worst', 'best'] as const).map((each) => rowOf(made(rows, each)).value ?? Number.NaN)
        const mean = rowOf(made(rows, aggregate)).value ?? Number.NaN
        expect(mean).toBeGreaterThanOrEqual(worst ?? Number.NaN)
        expect(mean).toBeLessThanOrEqual(best ?? Number.NaN)
      }),
    )
  })

  it('weighted by equal counts is the plain mean', () => {
    fc.assert(
      fc.property(members, (rows) => {
        const equal = rows.map((row) => ({ ...row, n: 7 }))
        const [plain, weighted] = [rowOf(made(equal, 'mean')), rowOf(made(equal, 'weighted_mean'))]
        expect(weighted.value).toBeCloseTo(plain.value ?? 0, 6)
        expect(weighted.stderr).toBeCloseTo(plain.stderr ?? 0, 9)
        expect(weighted.n).toBe(plain.n)
      }),
    )
  })
})
