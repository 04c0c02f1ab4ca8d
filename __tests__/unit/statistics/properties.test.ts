import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { at } from '../../../src/statistics/at.ts'
import { betaCdf, betaQuantile } from '../../../src/statistics/beta.ts'
import { binomialAtLeast, binomialCdf, binomialQuantile } from '../../../src/statistics/binomial.ts'
import { leastWhole, solveIncreasing } from '../../../src/statistics/bisection.ts'
import { hodgesLehmann, mannWhitney } from '../../../src/statistics/mann-whitney.ts'
import { mcnemarExact, mcnemarGain, mcnemarMidP } from '../../../src/statistics/mcnemar.ts'
import { momentsOf } from '../../../src/statistics/moments.ts'
import { farringtonManning } from '../../../src/statistics/non-inferiority.ts'
import { normalCdf, normalQuantile } from '../../../src/statistics/normal.ts'
import { clopperPearson, newcombe, scoreTestAbove, wilson } from '../../../src/statistics/proportion.ts'
import { quantile, quantileInterval } from '../../../src/statistics/quantile.ts'
import { randomWords } from '../../../src/statistics/random.ts'
import { signFlip } from '../../../src/statistics/sign-flip.ts'
import { studentCdf, studentQuantile } from '../../../src/statistics/student.ts'
import { tangoAbove, tangoInterval, tangoZ } from '../../../src/statistics/tango.ts'
import { expectAllClose, expectClose } from './close.ts'

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const confidence = within(0.55, 0.999)
const count = fc
  .integer({ min: 1, max: 800 })
  .chain((n) => fc.integer({ min: 0, max: n }).map((successes) => ({ successes, n })))
const sample = (min: number, max: number) =>
  fc.array(
    fc.integer({ min: -1000, max: 1000 }).map((value) => value / 8),
    { minLength: min, maxLength: max },
  )
const changed = fc.record({ gained: fc.integer({ min: 0, max: 60 }), lost: fc.integer({ min: 0, max: 60 }) })

describe('distributions', () => {
  it('quantiles undo distribution functions, and are symmetric', () => {
    fc.assert(
      fc.property(within(1e-6, 0.5), within(1, 1e10), (p, df) => {
        expectClose(normalCdf(normalQuantile(p)), p, 1e-12)
        expectClose(studentCdf(studentQuantile(p, df), df), p, 1e-8)
        expect(studentQuantile(1 - p, df)).toBeCloseTo(-studentQuantile(p, df), 4)
      }),
    )
  })

  it('outside of 0 to 1 there is no quantile', () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(2), normalCdf(Number.NaN)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ])
  })

  it('beta at and beyond its ends', () => {
    expect([
      betaCdf(0, 2, 3),
      betaCdf(-1, 2, 3),
      betaCdf(1, 2, 3),
      betaCdf(2, 2, 3),
      betaCdf(Number.NaN, 2, 3),
    ]).toEqual([0, 0, 1, 1, Number.NaN])
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1])
  })

  it('binomial: both tails make one, and the quantile is the least', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), within(0.01, 0.99), within(0.001, 0.999), (n, p, q) => {
        const k = binomialQuantile(q, n, p)
        expect(binomialCdf(k, n, p)).toBeGreaterThanOrEqual(q)
        if (k > 0) expect(binomialCdf(k - 1, n, p)).toBeLessThan(q)
        expect(binomialCdf(k - 1, n, p) + binomialAtLeast(k, n, p)).toBeCloseTo(1, 9)
      }),
    )
    expect([
      binomialCdf(-1, 5, 0.5),
      binomialCdf(5, 5, 0.5),
      binomialAtLeast(0, 5, 0.5),
      binomialAtLeast(6, 5, 0.5),
    ]).toEqual([0, 1, 1, 0])
  })

  it('the least whole number, or that there is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (at, from) => {
        expect(leastWhole((n) => n >= at, from, 1e7)).toBe(Math.max(at, from))
      }),
    )
    expect(leastWhole(() => false, 1, 1000)).toBeNull()
  })
})

describe('shares', () => {
  it('intervals hold the share, are wider for more confidence, and are mirror images', () => {
    fc.assert(
      fc.property(count, confidence, ({ successes, n }, level) => {
        const z = normalQuantile(level)
        for (const of of [
          (k: number, at: number) => wilson(k, n, normalQuantile(at)),
          (k: number, at: number) => clopperPearson(k, n, 2 * (1 - at)),
        ]) {
          const [inner, outer, mirror] = [
            of(successes, level),
            of(successes, (1 + level) / 2),
            of(n - successes, level),
          ]
          expect(inner.low).toBeLessThanOrEqual(successes / n + 1e-12)
          expect(inner.high).toBeGreaterThanOrEqual(successes / n - 1e-12)
          expect(outer.low).toBeLessThanOrEqual(inner.low + 1e-12)
          expect(outer.high).toBeGreaterThanOrEqual(inner.high - 1e-12)
          expect(mirror.low).toBeCloseTo(1 - inner.high, 9)
        }
        // The interval is the test turned round.
        const { low } = wilson(successes, n, z)
        if (successes > 0) expectClose(scoreTestAbove(successes, n, low), 1 - level, 1e-6)
      }),
    )
  })

  it('at a share of 0 or 1 the test says what it can', () => {
    expect([
      scoreTestAbove(0, 9, 0),
      scoreTestAbove(1, 9, 0),
      scoreTestAbove(9, 9, 1),
      scoreTestAbove(1, 9, -1),
    ]).toEqual([1, 0, 1, 0])
  })

  it('differences: swapped sides swap the ends, and more data never widens', () => {
    fc.assert(
      fc.property(count, count, confidence, (a, b, level) => {
        const z = normalQuantile(level)
        const [one, other] = [newcombe(a, b, z), newcombe(b, a, z)]
        expect(one.low).toBeCloseTo(-other.high, 12)
        const times = ({ successes, n }: typeof a) => ({ successes: 4 * successes, n: 4 * n })
        const more = newcombe(times(a), times(b), z)
        expect(more.high - more.low).toBeLessThanOrEqual(one.high - one.low + 1e-12)
      }),
    )
  })

  it('Farrington–Manning takes the most likely shares that differ by the margin', () => {
    fc.assert(
      fc.property(count, count, within(0.01, 0.3), (a, b, margin) => {
        const { z } = farringtonManning(a, b, margin)
        const distance = a.successes / a.n - b.successes / b.n + margin
        const share = mostLikely((at) => likelihood(a, at) + likelihood(b, at + margin), 0, 1 - margin)
        const other = share + margin
        const error = Math.sqrt((share * (1 - share)) / a.n + (other * (1 - other)) / b.n)
        if (error > 1e-4) expect(Math.abs(z - distance / error)).toBeLessThan(1e-3 * Math.max(1, Math.abs(z)))
      }),
    )
  })
})

describe('the same items', () => {
  it("Tango's statistic takes the most likely shares that differ by that much", () => {
    fc.assert(
      fc.property(
        changed,
        fc.integer({ min: 1, max: 500 }),
        within(-0.4, 0.4),
        ({ gained, lost }, same, difference) => {
          const n = gained + lost + same
          const fits = (lostShare: number) =>
            times(gained, lostShare + difference) + times(lost, lostShare) + times(same, 1 - 2 * lostShare - difference)
          const share = mostLikely(fits, Math.max(0, -difference), (1 - difference) / 2)
          const variance = n * (2 * share + difference * (1 - difference))
          const expected = (gained - lost - n * difference) / Math.sqrt(variance)
          if (variance > 1e-2)
            expect(Math.abs(tangoZ({ gained, lost }, n, difference) - expected)).toBeLessThan(
              1e-3 * Math.max(1, Math.abs(expected)),
            )
        },
      ),
    )
  })

  it('its interval is the test turned round, and one more gained is never worse', () => {
    fc.assert(
      fc.property(changed, fc.integer({ min: 2, max: 500 }), confidence, ({ gained, lost }, same, level) => {
        const n = gained + lost + same
        const { low, high } = tangoInterval({ gained, lost }, n, level)
        expect(low).toBeLessThanOrEqual((gained - lost) / n + 1e-9)
        expect(high).toBeGreaterThanOrEqual((gained - lost) / n - 1e-9)
        expect(tangoAbove({ gained, lost }, n, low)).toBeCloseTo(1 - level, 4)
        const mirror = tangoInterval({ gained: lost, lost: gained }, n, level)
        expect(mirror.high).toBeCloseTo(-low, 6)
        expect(tangoInterval({ gained: gained + 1, lost }, n, level).low).toBeGreaterThanOrEqual(low - 1e-9)
        if (lost > 0) expect(tangoInterval({ gained, lost: lost - 1 }, n, level).low).toBeGreaterThanOrEqual(low - 1e-9)
      }),
    )
  })

  it('nothing changed and everything changed', () => {
    expect(tangoZ({ gained: 0, lost: 0 }, 50, 0)).toBe(0)
    expect(tangoAbove({ gained: 50, lost: 0 }, 50, -1)).toBe(0)
    expect(tangoAbove({ gained: 0, lost: 50 }, 50, 1)).toBe(1)
  })

  it('McNemar: symmetric, mid-p never above exact, and one of the two sides at least a half', () => {
    fc.assert(
      fc.property(changed, ({ gained, lost }) => {
        const swapped = { gained: lost, lost: gained }
        expectClose(mcnemarExact({ gained, lost }), mcnemarExact(swapped))
        expect(mcnemarMidP({ gained, lost })).toBeLessThanOrEqual(mcnemarExact({ gained, lost }) + 1e-12)
        expect(mcnemarGain({ gained, lost }) + mcnemarGain(swapped)).toBeGreaterThanOrEqual(1 - 1e-9)
        expect(mcnemarGain({ gained: gained + 1, lost })).toBeLessThanOrEqual(mcnemarGain({ gained, lost }) + 1e-12)
      }),
    )
  })

  it('sign flips: by brute force, whatever the shift', () => {
    fc.assert(
      fc.property(sample(1, 10), fc.integer({ min: -100, max: 100 }), (values, shift) => {
        const n = values.length
        const shifted = values.map((value) => value - shift)
        const observed = shifted.reduce((a, b) => a + b, 0)
        const sums = Array.from({ length: 2 ** n }, (_, set) =>
          shifted.reduce((sum, value, index) => sum + ((set >> index) % 2 === 1 ? -value : value), 0),
        )
        expectClose(signFlip(values).pAbove(shift), sums.filter((sum) => sum >= observed - 1e-9).length / 2 ** n)
      }),
    )
  })

  it('sign flips: p falls as the shift goes down, the bound is where it crosses alpha, order and scale do not matter', () => {
    fc.assert(
      fc.property(sample(1, 14), within(0.01, 0.4), (values, alpha) => {
        const test = signFlip(values)
        const bound = test.lowerBound(alpha)
        expect(test.pAbove(bound + 1)).toBeGreaterThanOrEqual(test.pAbove(bound - 1))
        if (Number.isFinite(bound)) {
          expect(test.pAbove(bound - 1e-6)).toBeLessThanOrEqual(alpha + 1e-9)
          expect(test.pAbove(bound + 1e-6)).toBeGreaterThan(alpha)
        } else expect(2 ** -values.length).toBeGreaterThan(alpha)
        expectClose(signFlip(values.toReversed()).pAbove(0), test.pAbove(0))
        expectClose(signFlip(values.map((value) => value * 4)).pAbove(0), test.pAbove(0))
      }),
    )
  })

  it('sign flips, sampled: the same every time, and near the t test for many items', () => {
    const next = randomWords(7)
    const values = Float64Array.from({ length: 10_000 }, () => next() / 2 ** 32 - 0.495)
    const test = signFlip(values)
    expect(signFlip(values).pAbove(0)).toBe(test.pAbove(0))
    const { mean, sd, n } = momentsOf(values)
    const [stderr, t] = [sd / Math.sqrt(n), normalQuantile(0.95)]
    expect(Math.abs(test.lowerBound(0.05) - (mean - t * stderr))).toBeLessThan(0.1 * stderr)
  })

  it('sign flips never say 0, even when no draw reaches the sum', () => {
    expect(signFlip(new Float64Array(100).fill(1)).pAbove(0)).toBe(1 / 10_001)
  })
})

describe('samples', () => {
  it('moments do not depend on the order', () => {
    fc.assert(
      fc.property(sample(2, 50), (values) => {
        const [one, other] = [momentsOf(values), momentsOf(values.toReversed())]
        expect(one.mean).toBeCloseTo(other.mean, 9)
        expect(one.sd).toBeCloseTo(other.sd, 9)
      }),
    )
  })

  it('Mann–Whitney by counting pairs and orders; swapped sides share the pairs', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { minLength: 2, maxLength: 9 }),
        fc.integer({ min: 1, max: 8 }),
        (all, cut) => {
          const size = Math.min(cut, all.length - 1)
          const [x, y] = [all.slice(0, size), all.slice(size)]
          const { u, pAbove, exact } = mannWhitney(x, y)
          expect(exact).toBe(true)
          expect(u).toBe(pairsAbove(x, y))
          expect(u + mannWhitney(y, x).u).toBe(x.length * y.length)
          const orders = subsets(all, size).map((chosen) =>
            pairsAbove(
              chosen,
              all.filter((value) => !chosen.includes(value)),
            ),
          )
          expectClose(pAbove, orders.filter((other) => other >= u).length / orders.length)
        },
      ),
    )
  })

  it('the approximation agrees with the count where both can be had', () => {
    const next = randomWords(3)
    const draw = () => Array.from({ length: 25 }, () => next())
    const [x, y] = [draw(), draw()]
    const doubled = [...x, x[0] ?? 0]
    expect(Math.abs(mannWhitney(x, y).pAbove - mannWhitney(doubled, y).pAbove)).toBeLessThan(0.1)
    expect(mannWhitney([5, 5, 5], [5, 5]).pAbove).toBe(1)
  })

  it('Hodges–Lehmann is the median of all differences', () => {
    fc.assert(
      fc.property(sample(1, 12), sample(1, 12), (x, y) => {
        const all = x.flatMap((a) => y.map((b) => a - b)).toSorted((a, b) => a - b)
        expect(hodgesLehmann(x, y)).toBeCloseTo(quantile(all, 0.5), 6)
      }),
    )
  })

  it('a quantile lies within the sample and grows with its share', () => {
    fc.assert(
      fc.property(sample(1, 30), within(0, 1), within(0, 1), (values, p, q) => {
        const sorted = values.toSorted((a, b) => a - b)
        const [low, high] = [quantile(sorted, Math.min(p, q)), quantile(sorted, Math.max(p, q))]
        expect(low).toBeLessThanOrEqual(high + 1e-9)
        expect(low).toBeGreaterThanOrEqual(sorted[0] ?? 0)
      }),
    )
  })

  it('random words: the same for a seed, another for another, bits even', () => {
    const words = (seed: number) => Array.from({ length: 2_000 }, randomWords(seed))
    expect(words(1)).toEqual(words(1))
    expect(words(1)).not.toEqual(words(2))
    const ones = Array.from({ length: 32 }, (_, bit) => words(1).filter((word) => (word >>> bit) % 2 === 1).length)
    for (const n of ones) expect(Math.abs(n - 1000)).toBeLessThan(150)
  })
})

function times(weight: number, share: number): number {
  return weight === 0 ? 0 : weight * Math.log(Math.max(1e-300, share))
}

function likelihood({ successes, n }: { readonly successes: number; readonly n: number }, share: number): number {
  return times(successes, share) + times(n - successes, 1 - share)
}

/** The maximum of a concave function by golden section. */
function mostLikely(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let step = 0; step < 120; step += 1) {
    const third = (high - low) * 0.381966
    if (f(low + third) < f(high - third)) low += third
    else high -= third
  }
  return (low + high) / 2
}

function pairsAbove(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, a) => sum + y.filter((b) => a > b).length, 0)
}

function subsets(values: readonly number[], size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]]
  return values.flatMap((value, index) => subsets(values.slice(index + 1), size - 1).map((rest) => [value, ...rest]))
}

describe('at the edges', () => {
  it('infinitely many degrees of freedom are the normal distribution', () => {
    const df = Number.POSITIVE_INFINITY
    expect([studentCdf(1.5, df), studentQuantile(0.9, df)]).toEqual([normalCdf(1.5), normalQuantile(0.9)])
    expect([studentQuantile(0.5, 7), studentQuantile(0, 7)]).toEqual([0, Number.NEGATIVE_INFINITY])
  })

  it('far out quantiles keep their digits', () => {
    expectClose(normalQuantile(1e-30), -11.464024688443617, 1e-13)
    expectClose(normalCdf(normalQuantile(1e-200)), 1e-200, 1e-10)
  })

  it('searches end where doubles do, and at the last whole number', () => {
    expect(solveIncreasing((x) => x, 1, { low: 0, high: 5e-324 })).toBe(0)
    expect(binomialQuantile(2, 5, 0.5)).toBe(5)
  })

  it('nothing gained, nothing lost, nothing different', () => {
    expect(mcnemarGain({ gained: 0, lost: 0 })).toBe(1)
    expect(farringtonManning({ successes: 50, n: 100 }, { successes: 50, n: 100 }, 0).z).toBeCloseTo(0, 12)
  })

  it('a low quantile of a small sample has no lower end', () => {
    expect(quantileInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.05, 0.05).low).toBe(Number.NEGATIVE_INFINITY)
  })

  it('a drawn set that came out empty reaches every sum', () => {
    const test = signFlip(new Float64Array(17).fill(1), 300_000)
    expect(test.pAbove(-1e9)).toBeGreaterThan(1 / 300_001)
    expect(test.pAbove(-1e9)).toBeLessThan(12 / 300_001)
  })
})

it('a place beyond the ends holds no number', () => {
  expect([at([7], 0), at([7], 1), at([7], -1)]).toEqual([7, Number.NaN, Number.NaN])
})

it('lists of one length are compared member by member', () => {
  expectAllClose([1, 2], [1, 2])
  expect(() => expectAllClose([1, 2], [1, 2.1])).toThrow()
})
