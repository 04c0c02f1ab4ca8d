import { describe, expect, it } from '@jest/globals'
import betaCdfOracle from '@stdlib/stats-base-dists-beta-cdf'
import betaQuantileOracle from '@stdlib/stats-base-dists-beta-quantile'
import normalCdfOracle from '@stdlib/stats-base-dists-normal-cdf'
import normalQuantileOracle from '@stdlib/stats-base-dists-normal-quantile'
import studentCdfOracle from '@stdlib/stats-base-dists-t-cdf'
import studentQuantileOracle from '@stdlib/stats-base-dists-t-quantile'
import padjust from '@stdlib/stats-padjust'
import fc from 'fast-check'
import { betaCdf, betaQuantile } from '../../../src/statistics/beta.ts'
import { benjaminiHochberg, holm } from '../../../src/statistics/multiple.ts'
import { normalCdf, normalQuantile } from '../../../src/statistics/normal.ts'
import { studentCdf, studentQuantile } from '../../../src/statistics/student.ts'
import { expectAllClose, expectClose } from './close.ts'

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const probability = within(1e-9, 1 - 1e-9)

describe('against @stdlib, an independent implementation, on random inputs', () => {
  it('normal', () => {
    fc.assert(fc.property(within(-30, 30), (x) => expectClose(normalCdf(x), normalCdfOracle(x, 0, 1), 1e-12)))
    fc.assert(fc.property(within(1e-4, 1 - 1e-4), (p) => same(normalQuantile(p), normalQuantileOracle(p, 0, 1), 1e-10)))
  })

  it('Student t', () => {
    const df = within(1, 5000)
    fc.assert(fc.property(within(-50, 50), df, (t, v) => expectClose(studentCdf(t, v), studentCdfOracle(t, v), 1e-9)))
    fc.assert(fc.property(probability, df, (p, v) => same(studentQuantile(p, v), studentQuantileOracle(p, v), 1e-8)))
  })

  it('beta', () => {
    const shape = within(0.2, 3000)
    fc.assert(
      fc.property(probability, shape, shape, (x, a, b) => {
        const expected = betaCdfOracle(x, a, b)
        // What lies below the doubles' reach in either is as good as 0.
        if (expected > 1e-280) expectClose(betaCdf(x, a, b), expected, 1e-8)
        else expect(betaCdf(x, a, b)).toBeLessThan(1e-270)
      }),
    )
    fc.assert(
      fc.property(within(0.001, 0.999), within(1, 3000), within(1, 3000), (p, a, b) =>
        expectClose(betaQuantile(p, a, b), betaQuantileOracle(p, a, b), 1e-8),
      ),
    )
  })

  it('adjusted p values', () => {
    fc.assert(
      fc.property(fc.array(within(0, 1), { minLength: 1, maxLength: 40 }), (p) => {
        expectAllClose(holm(p), padjust(p, 'holm'), 1e-12)
        expectAllClose(benjaminiHochberg(p), padjust(p, 'bh'), 1e-12)
      }),
    )
  })
})

/** Near 0 a quantile is compared by its distance, not by its share of nothing. */
function same(found: number, expected: number, tolerance: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)))
}
