import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Measure } from '../../../src/checks/measure.ts'
import { sequentialDifference } from '../../../src/checks/sequential-difference.ts'
import { normalQuantile } from '../../../src/statistics/normal.ts'
import { randomWords } from '../../../src/statistics/random.ts'
import { baselineRow, change, judgeStatistics, onlyStatistics, rule } from './statistics-builder.ts'

type Counted = Measure & { readonly n: number }

function share(successes: number, n: number): Counted {
  return { value: successes / n, n, method: 'wilson', scale: 1, count: { successes, n } }
}

function mean(value: number, stderr: number, n = 1000): Counted {
  return { value, n, method: 'standard-error', stderr, df: n - 1 }
}

const HIGHER = { sign: 1, factor: 1 } as const

describe('a difference that may be looked at again and again', () => {
  it('is the confidence sequence of Robbins: case 24 as two arms', () => {
    // σ = 1 and ρ = 0.1 at n = 100: the standard error is 0.1, the mixture 0.1 wide.
    const arm = 0.1 / Math.SQRT2
    const difference = sequentialDifference({
      candidate: mean(0, arm),
      baseline: mean(0, arm),
      orientation: HIGHER,
      smallest: 0.1,
    })
    expect(difference.stderr).toBeCloseTo(0.1, 14)
    expect(difference.lower(0.05)).toBeCloseTo(-0.36563948713638483, 12)
    expect(difference.upper?.(0.05)).toBeCloseTo(0.36563948713638483, 12)
  })

  it('has the p values of the mixture SPRT: case 23 at 1,000', () => {
    const arm = Math.sqrt(1 / 1000 / 2)
    const difference = sequentialDifference({
      candidate: mean(0.1, arm),
      baseline: mean(0, arm),
      orientation: HIGHER,
      smallest: 0.1,
    })
    expect(difference.pAbove(0)).toBeCloseTo(0.03520712123400332, 10)
    expect(difference.pBelow?.(0)).toBe(1)
  })

  it('bounds and p values say the same', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true })
    const error = fc.double({ min: 0.001, max: 1, noNaN: true })
    const confidence = fc.constantFrom(0.6, 0.9, 0.95, 0.99)
    fc.assert(
      fc.property(number, error, number, error, confidence, (a, ea, b, eb, level) => {
        const of = { candidate: mean(a, ea), baseline: mean(b, eb), orientation: HIGHER, smallest: 0.1 }
        const difference = sequentialDifference(of)
        const low = difference.lower(1 - level)
        expect(difference.pAbove(low)).toBeCloseTo(1 - level, 8)
        expect(difference.pBelow?.(difference.upper?.(1 - level) ?? Number.NaN)).toBeCloseTo(1 - level, 8)
      }),
    )
  })

  it('none wrong in either is no certainty', () => {
    const none = { candidate: share(0, 500), baseline: share(0, 500), orientation: HIGHER, smallest: 0.01 }
    const { stderr = 0, lower } = sequentialDifference(none)
    expect(stderr).toBeGreaterThan(0.002)
    expect(lower(0.05)).toBeLessThan(-0.005)
  })

  it('less is better turns it round, and a relative margin takes a share', () => {
    const turned = { candidate: mean(110, 1), baseline: mean(100, 1), orientation: { sign: -1, factor: 1.05 } as const }
    const { estimate, baseline } = sequentialDifference({ ...turned, smallest: 5 })
    expect([estimate, baseline]).toEqual([-5, 100])
  })
})

/** Normal numbers with a seed. */
function normals(seed: number): () => number {
  const words = randomWords(seed)
  return () => normalQuantile((words() + 0.5) / 2 ** 32)
}

/** Looks after every hundred of each arm, fifty times; how often the bound at 90% was ever wrong. */
function wrongLooks(trials: number): { readonly sequence: number; readonly fixed: number } {
  let [sequence, fixed] = [0, 0]
  for (let trial = 0; trial < trials; trial += 1) {
    const next = normals(trial + 1)
    let [sum, everSequence, everFixed] = [0, false, false]
    for (let look = 1; look <= 50; look += 1) {
      // A hundred differences of variance 2 at once.
      sum += next() * Math.sqrt(2 * 100)
      const n = look * 100
      const arm = Math.sqrt(1 / n)
      const of = { candidate: mean(sum / n, arm, n), baseline: mean(0, arm, n), orientation: HIGHER, smallest: 0.1 }
      const { lower, upper, estimate, stderr = 0 } = sequentialDifference(of)
      if (lower(0.1) > 0 || (upper?.(0.1) ?? 0) < 0) everSequence = true
      if (Math.abs(estimate) > 1.6449 * stderr) everFixed = true
    }
    sequence += everSequence ? 1 : 0
    fixed += everFixed ? 1 : 0
  }
  return { sequence, fixed }
}

it('fifty looks are wrong no more often than one may be; with a fixed interval they are', () => {
  const { sequence, fixed } = wrongLooks(2000)
  expect(sequence / 2000).toBeLessThanOrEqual(0.1)
  expect(fixed / 2000).toBeGreaterThan(0.3)
})

describe('as a check', () => {
  const CHECK = {
    statistics: rule('sequential', 0.95),
    minSamples: 500,
    onInconclusive: 'pending',
    unit: 'fraction',
  } as const
  const against = (candidate: object, baseline: object, margin: number | string = 0.02) =>
    judgeStatistics({
      limits: { maxRegression: change(margin) },
      candidate,
      baseline: baselineRow(baseline),
      check: CHECK,
    })

  it.each([
    ['shown', { value: 0.9, n: 20_000 }, { value: 0.9, n: 20_000 }],
    ['not-shown', { value: 0.9, n: 600 }, { value: 0.9, n: 600 }],
    ['not-met', { value: 0.87, n: 600 }, { value: 0.9, n: 600 }],
    ['refuted', { value: 0.8, n: 5000 }, { value: 0.9, n: 5000 }],
  ] as const)('%s', (result, candidate, baseline) => {
    const statistics = onlyStatistics(against(candidate, baseline))
    expect([statistics.result, statistics.method]).toEqual([result, 'confidence-sequence'])
    expect(statistics.otherBound).toBeGreaterThan(statistics.bound ?? Number.NaN)
  })

  it.each([
    ['candidate, too few', { value: 0.9, n: 499 }, { value: 0.9, n: 5000 }, '499 of at least 500 samples'],
    ['baseline, too few', { value: 0.9, n: 5000 }, { value: 0.9, n: 499 }, 'baseline: 499 of at least 500 samples'],
    [
      'baseline, unknown',
      { value: 0.9, n: 5000 },
      { value: 0.9, stderr: 0.01 },
      'baseline: the report does not say how many samples there were',
    ],
    [
      'baseline, no error',
      { value: 0.9, n: 5000 },
      { value: 0.9 },
      'baseline: the report says neither a standard error nor how many samples there were',
    ],
    [
      'candidate, unknown',
      { value: 0.9, stderr: 0.01 },
      { value: 0.9, n: 5000 },
      'the report does not say how many samples there were, and 500 are needed',
    ],
  ])('%s: nothing is decided', (_, candidate, baseline, note) => {
    const statistics = onlyStatistics(against(candidate, baseline))
    expect([statistics.result, statistics.note]).toEqual(['no-data', note])
  })

  it('a baseline too small for a margin that is a share of it', () => {
    const { note } = onlyStatistics(against({ value: 0.002, n: 500 }, { value: 0.002, n: 500 }, '10%'))
    expect(note).toContain('too uncertain for a margin of 10% of it')
  })
})
