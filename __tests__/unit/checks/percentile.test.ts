import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  percentileAbove,
  percentileBelow,
  percentileBounds,
  percentileOf,
  samplesForEnd,
} from '../../../src/checks/percentile.ts'
import { quantile } from '../../../src/statistics/quantile.ts'
import { randomWords } from '../../../src/statistics/random.ts'
import { baselineRow, change, itemScores, judgeStatistics, onlyStatistics, rule } from './statistics-builder.ts'

const next = randomWords(9)
const sample = (n: number, more = 0) =>
  Float64Array.from({ length: n }, () => 100 + more - 30 * Math.log(1 - next() / 2 ** 32))

const ours = sample(1000)
const p95 = quantile(ours.toSorted(), 0.95)

function judged(
  limits: Parameters<typeof judgeStatistics>[0]['limits'],
  scores: Float64Array,
  value: number,
  theirs?: Float64Array,
) {
  const { ids: _, ...items } = itemScores(scores)
  const { ids: __, ...other } = itemScores(theirs ?? [])
  const verdict = judgeStatistics({
    limits,
    candidate: { value, unit: 'ms', n: scores.length },
    check: { direction: 'lower_is_better', statistics: rule(theirs === undefined ? 'interval' : 'non-inferiority') },
    items: [items],
    ...(theirs === undefined
      ? {}
      : {
          baseline: baselineRow({ value: quantile(theirs.toSorted(), 0.95), unit: 'ms', n: theirs.length }),
          baselineItems: [other],
        }),
  })
  return { said: [verdict.status, verdict.reason], statistics: onlyStatistics(verdict) }
}

describe('a percentile of a load test', () => {
  // Of 1,000 values 950 ± 1.645·√47.5 lie below the true p95: the 962nd is the upper end.
  const upper = ours.toSorted()[961] ?? Number.NaN

  it('has an upper end among its samples, and no more is allowed to be', () => {
    const at = judged({ max: upper + 1e-6 }, ours, p95)
    expect([at.said, at.statistics.method, at.statistics.bound]).toEqual([
      ['pass', undefined],
      'order-statistics',
      upper,
    ])
    expect(judged({ max: upper - 1e-6 }, ours, p95).said).toEqual(['fail', 'insufficient-data'])
    expect(judged({ max: p95 - 1e-6 }, ours, p95).said).toEqual(['fail', 'metric-above-max'])
  })

  it('a small sample has none: it takes 59 for p95', () => {
    const few = sample(58)
    const { said, statistics } = judged({ max: 1e6 }, few, quantile(few.toSorted(), 0.95))
    expect([said, statistics.neededN]).toEqual([['fail', 'insufficient-data'], 59])
    expect(statistics).not.toHaveProperty('bound')
    // A lower end it has.
    expect(judged({ min: 1 }, few, quantile(few.toSorted(), 0.95)).said).toEqual(['pass', undefined])
    const enough = sample(59)
    expect(judged({ max: 1e6 }, enough, quantile(enough.toSorted(), 0.95)).said).toEqual(['pass', undefined])
  })

  it('what an end needs at all', () => {
    const median = { method: 'order-statistics', sorted: Float64Array.of(1, 2, 3), q: 0.5 } as const
    expect([samplesForEnd(median, 0.05, true), samplesForEnd(median, 0.05, false)]).toEqual([5, 5])
    const p99 = { ...median, q: 0.99 }
    expect([samplesForEnd(p99, 0.05, true), samplesForEnd(p99, 0.05, false)]).toEqual([null, 299])
  })

  it('compares with that of the baseline', () => {
    const theirs = sample(1000)
    expect(judged({ maxRegression: change(60) }, ours, p95, theirs).said).toEqual(['pass', undefined])
    expect(judged({ maxRegression: change('30%') }, ours, p95, theirs).said).toEqual(['pass', undefined])
    const slower = sample(1000, 10)
    const value = quantile(slower.toSorted(), 0.95)
    const by = value - quantile(theirs.toSorted(), 0.95)
    const close = judged({ maxRegression: change(Math.max(0, by) + 2) }, slower, value, theirs)
    expect([close.said, close.statistics.method]).toEqual([['fail', 'insufficient-data'], 'newcombe'])
  })

  it('is told by its number; what fits several, or none, is none', () => {
    expect(percentileOf(p95, ours)?.q).toBe(0.95)
    expect(percentileOf(p95 + 1, ours)).toBeNull()
    expect(percentileOf(7, new Float64Array(50).fill(7))).toBeNull()
  })

  it('test and interval are one thing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 30, maxLength: 200 }),
        fc.constantFrom(0.5, 0.9, 0.95),
        (values, q) => {
          const percentile = { method: 'order-statistics', sorted: Float64Array.from(values).sort(), q } as const
          const { low, high } = percentileBounds(percentile, 0.05)
          if (Number.isFinite(high)) {
            expect(percentileBelow(percentile, high + 0.5)).toBeLessThanOrEqual(0.05)
            expect(percentileBelow(percentile, high - 0.5)).toBeGreaterThan(0.05)
          } else expect(percentileBelow(percentile, 1000)).toBeGreaterThan(0.05)
          if (Number.isFinite(low)) expect(percentileAbove(percentile, low - 0.5)).toBeLessThanOrEqual(0.05)
          if (Number.isFinite(low)) expect(percentileAbove(percentile, low + 0.5)).toBeGreaterThan(0.05 - 1e-9)
        },
      ),
    )
  })
})
