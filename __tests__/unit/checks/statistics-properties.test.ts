import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { STATUSES, type Verdict } from '../../../src/checks/verdict.ts'
import type { MetricCheck, StatisticalRule } from '../../../src/config/gate-config.ts'
import type { ReportRow } from '../../../src/evidence/report.ts'
import { baselineRow, change, itemScores, judgeStatistics, rule } from './statistics-builder.ts'

const rank = ({ status }: Verdict): number => STATUSES.indexOf(status)
const share = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000)
const n = fc.integer({ min: 1, max: 3000 })
const confidence = fc.constantFrom(0.6, 0.9, 0.95, 0.99)
const settled = fc.record({
  onInconclusive: fc.constantFrom('fail', 'warn', 'pass', 'pending'),
  minSamples: fc.constantFrom(1, 30, 200),
} as const)
const margin = fc.constantFrom<number | string>(0, 0.01, 0.05, '2%')
const direction = fc.constantFrom('higher_is_better', 'lower_is_better')
const comparing = fc.constantFrom('non-inferiority', 'superiority')

/** A row that is a share by its unit, or a mean with an error that shrinks with n. */
const rowOf =
  (kind: 'share' | 'mean') =>
  (value: number, samples: number): Partial<ReportRow> =>
    kind === 'share'
      ? { value, n: samples, unit: 'fraction' }
      : { value, n: samples, stderr: 0.4 / Math.sqrt(samples), unit: 's' }
const kind = fc.constantFrom('share', 'mean').map(rowOf)

function againstLimit(candidate: Partial<ReportRow>, limit: number, check: Partial<MetricCheck>): Verdict {
  return judgeStatistics({ limits: { min: limit }, candidate, check })
}

interface Versions {
  readonly candidate: Partial<ReportRow>
  readonly baseline: Partial<ReportRow>
  readonly amount: number | string
  readonly check: Partial<MetricCheck>
}

function againstBaseline({ candidate, baseline, amount, check }: Versions): Verdict {
  const limit = check.statistics?.method === 'superiority' ? 'minImprovement' : 'maxRegression'
  return judgeStatistics({ limits: { [limit]: change(amount) }, candidate, baseline: baselineRow(baseline), check })
}

describe('whatever the settings', () => {
  it('a better value never gets a worse verdict', () => {
    fc.assert(
      fc.property(kind, share, share, share, n, confidence, settled, (of, a, b, limit, samples, level, check) => {
        const at = (value: number) =>
          againstLimit(of(value, samples), limit, { ...check, statistics: rule('interval', level) })
        expect(rank(at(Math.max(a, b)))).toBeLessThanOrEqual(rank(at(Math.min(a, b))))
      }),
    )
  })

  it('nor against a baseline', () => {
    fc.assert(
      fc.property(
        kind,
        share,
        share,
        share,
        n,
        n,
        fc.record({ amount: margin, direction, method: comparing, settled }),
        (of, a, b, base, size, other, more) => {
          const check = { ...more.settled, direction: more.direction, statistics: rule(more.method) }
          const at = (value: number) =>
            againstBaseline({ candidate: of(value, size), baseline: of(base, other), amount: more.amount, check })
          const [low, high] = [at(Math.min(a, b)), at(Math.max(a, b))]
          const [worse, better] = more.direction === 'higher_is_better' ? [low, high] : [high, low]
          expect(rank(better)).toBeLessThanOrEqual(rank(worse))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('fewer samples never make it pass', () => {
    fc.assert(
      fc.property(kind, share, share, n, n, confidence, settled, (of, value, limit, a, b, level, check) => {
        const at = (samples: number) =>
          againstLimit(of(value, samples), limit, { ...check, statistics: rule('interval', level) })
        expect(rank(at(Math.min(a, b)))).toBeGreaterThanOrEqual(rank(at(Math.max(a, b))))
      }),
      { numRuns: 300 },
    )
  })

  it('nor against a baseline, on either side', () => {
    fc.assert(
      fc.property(
        kind,
        share,
        share,
        n,
        n,
        n,
        fc.record({ amount: margin, method: comparing, settled }),
        (of, value, base, a, b, other, more) => {
          const check = { ...more.settled, statistics: rule(more.method) }
          const [few, many] = [Math.min(a, b), Math.max(a, b)]
          const at = (ours: number, theirs: number) =>
            rank(
              againstBaseline({ candidate: of(value, ours), baseline: of(base, theirs), amount: more.amount, check }),
            )
          expect(at(few, other)).toBeGreaterThanOrEqual(at(many, other))
          expect(at(other, few)).toBeGreaterThanOrEqual(at(other, many))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('statistics never make a check easier than it is without', () => {
    fc.assert(
      fc.property(
        kind,
        share,
        share,
        n,
        settled,
        comparing,
        margin,
        (of, value, base, samples, check, method, amount) => {
          const versions = { candidate: of(value, samples), baseline: of(base, samples), amount }
          const limit = method === 'superiority' ? 'minImprovement' : 'maxRegression'
          const plain = judgeStatistics({
            limits: { [limit]: change(amount) },
            candidate: versions.candidate,
            baseline: baselineRow(versions.baseline),
          })
          expect(
            rank(againstBaseline({ ...versions, check: { ...check, statistics: rule(method) } })),
          ).toBeGreaterThanOrEqual(rank(plain))
        },
      ),
    )
  })

  it('more confidence is never easier', () => {
    fc.assert(
      fc.property(kind, share, share, n, confidence, confidence, (of, value, limit, samples, a, b) => {
        const at = (level: number) =>
          rank(againstLimit(of(value, samples), limit, { statistics: rule('interval', level) }))
        expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)))
      }),
    )
  })

  it('a ceiling is a floor seen from the other end', () => {
    fc.assert(
      fc.property(share, share, n, confidence, (value, limit, samples, level) => {
        const check = { statistics: rule('interval', level) }
        const floor = judgeStatistics({ limits: { min: limit }, candidate: rowOf('share')(value, samples), check })
        const ceiling = judgeStatistics({
          limits: { max: (1000 - Math.round(1000 * limit)) / 1000 },
          candidate: rowOf('share')((1000 - Math.round(1000 * value)) / 1000, samples),
          check,
        })
        expect(ceiling.status).toBe(floor.status)
      }),
    )
  })
})

describe('on the same items', () => {
  const mean = (scores: readonly number[]) => scores.reduce((sum, score) => sum + score, 0) / scores.length
  const paired = (
    ours: readonly number[],
    theirs: readonly number[],
    more: {
      amount: number | string
      method?: StatisticalRule['method']
      ids?: readonly string[]
      order?: readonly number[]
    },
  ): Verdict => {
    const order = more.order ?? ours.map((_, index) => index)
    const ids = ours.map((_, index) => `q${index}`)
    const at = <T>(from: readonly T[], missing: T) => order.map((index) => from[index] ?? missing)
    return judgeStatistics({
      limits: { maxRegression: change(more.amount) },
      candidate: { value: mean(ours) },
      baseline: baselineRow({ value: mean(theirs) }),
      items: [itemScores(at(ours, Number.NaN), at(ids, ''))],
      baselineItems: [itemScores(theirs, ids)],
      check: { statistics: rule(more.method ?? 'paired', 0.9), minSamples: 5 },
    })
  }
  const bits = fc
    .integer({ min: 5, max: 60 })
    .chain((size) =>
      fc.tuple(
        fc.array(fc.constantFrom(0, 1), { minLength: size, maxLength: size }),
        fc.array(fc.constantFrom(0, 1), { minLength: size, maxLength: size }),
      ),
    )
  const grades = fc.integer({ min: 5, max: 60 }).chain((size) =>
    fc.tuple(
      fc.array(
        fc.integer({ min: 0, max: 40 }).map((value) => 5 + value / 8),
        { minLength: size, maxLength: size },
      ),
      fc.array(
        fc.integer({ min: 0, max: 40 }).map((value) => 5 + value / 8),
        { minLength: size, maxLength: size },
      ),
    ),
  )

  it('one more right answer is never worse', () => {
    fc.assert(
      fc.property(bits, fc.constantFrom(0, 0.05, 0.2), ([ours, theirs], amount) => {
        const wrong = ours.indexOf(0)
        if (wrong < 0) return
        const better = ours.map((score, index) => (index === wrong ? 1 : score))
        expect(rank(paired(better, theirs, { amount }))).toBeLessThanOrEqual(rank(paired(ours, theirs, { amount })))
      }),
      { numRuns: 300 },
    )
  })

  it('every item better by the same is never worse', () => {
    fc.assert(
      fc.property(grades, fc.constantFrom(0, 0.25, 0.5), ([ours, theirs], amount) => {
        const better = ours.map((score) => score + 0.125)
        expect(rank(paired(better, theirs, { amount }))).toBeLessThanOrEqual(rank(paired(ours, theirs, { amount })))
      }),
    )
  })

  it('the order of the items does not matter, for any method', () => {
    fc.assert(
      fc.property(
        grades,
        fc.integer(),
        fc.constantFrom('paired', 'mann-whitney', 'non-inferiority'),
        ([ours, theirs], seed, method) => {
          const order = ours.map((_, index) => index).toSorted((a, b) => Math.sin(seed + a) - Math.sin(seed + b))
          const more = { amount: 0.5, method } as const
          const [one, other] = [paired(ours, theirs, more), paired(ours, theirs, { ...more, order })]
          expect([other.status, other.reason]).toEqual([one.status, one.reason])
        },
      ),
    )
  })
})
