import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { group, STATUSES, type Verdict } from '../../../src/checks/verdict.ts'
import type { MetricCheck } from '../../../src/config/gate-config.ts'
import { correctChecks } from '../../../src/promotion/correct-checks.ts'
import { detailOf, judgeStatistics, onlyStatistics, rule } from '../checks/statistics-builder.ts'
import { expectClose } from '../statistics/close.ts'

/** A check whose one-sided p is that of a mean `errors` standard errors above its minimum. */
function above(errors: number, check: Partial<MetricCheck> = {}): Verdict {
  return judgeStatistics({
    limits: { min: 1 },
    candidate: { value: 1 + errors, stderr: 1 },
    check: { statistics: rule(), ...check },
  })
}

const unknown = judgeStatistics({ limits: { min: 0.5 }, candidate: { value: 0.9 }, check: { statistics: rule() } })
const plain = judgeStatistics({ limits: { min: 0.5 } })
const P = { 1.7: 0.044565462758543, 2: 0.0227501319481792, 2.5: 0.00620966532577614 } as const

describe('correctChecks', () => {
  it('without a correction nothing changes', () => {
    const verdicts = [above(1.7), plain]
    expect(correctChecks(verdicts, undefined)).toBe(verdicts)
  })

  it.each<['holm' | 'bh', readonly (readonly [number, string])[]]>([
    [
      'holm',
      [
        [3 * P[2.5], 'pass'],
        [2 * P[2], 'pass'],
        [2 * P[2], 'pass'],
      ],
    ],
    [
      'bh',
      [
        [3 * P[2.5], 'pass'],
        [(3 / 2) * P[2], 'pass'],
        [P[1.7], 'pass'],
      ],
    ],
  ])('%s adjusts by the order of p', (correction, expected) => {
    const corrected = correctChecks([above(2.5), above(2), above(1.7)], correction)
    for (const [index, [adjusted, status]] of expected.entries()) {
      const verdict = corrected[index] ?? plain
      const statistics = onlyStatistics(verdict)
      expectClose(statistics.adjustedPValue ?? Number.NaN, adjusted, 1e-6)
      expect([verdict.status, statistics.correction, statistics.result]).toEqual([status, correction, 'shown'])
    }
  })

  it('what is no longer shown is settled by its own on_inconclusive and severity', () => {
    const many = [
      above(2),
      above(1.7),
      above(1.7, { onInconclusive: 'warn' }),
      above(1.7, { onInconclusive: 'pass' }),
      above(1.7, { severity: 'warn' }),
      plain,
    ]
    const corrected = correctChecks(many, 'holm')
    expect(corrected.map(({ status, reason }) => [status, reason])).toEqual([
      ['fail', 'insufficient-data'],
      ['fail', 'insufficient-data'],
      ['warn', 'insufficient-data'],
      ['pass', 'insufficient-data'],
      ['warn', 'insufficient-data'],
      ['pass', undefined],
    ])
    const [first = plain] = corrected
    expect(detailOf(first).limits).toMatchObject([{ limit: 'min', met: null, reason: 'insufficient-data' }])
    expect(onlyStatistics(first)).toMatchObject({ result: 'not-shown' })
    expect(corrected[5]).toEqual(plain)
  })

  it('a check without data counts as one that shows nothing', () => {
    const alone = correctChecks([above(1.7)], 'holm')[0] ?? plain
    const beside = correctChecks([above(1.7), unknown], 'holm')[0] ?? plain
    expect([alone.status, beside.status]).toEqual(['pass', 'fail'])
    expect(correctChecks([above(1.7), unknown], 'holm')[1]).toEqual(unknown)
  })

  it('a check that asks for a number of samples only is no member', () => {
    const few = judgeStatistics({ limits: { min: 0.5 }, candidate: { n: 3 }, check: { minSamples: 5 } })
    expect(correctChecks([above(1.7), few], 'holm')[0]?.status).toBe('pass')
  })

  it('reaches checks inside of groups, and the group takes the worse status', () => {
    const inside = group('each', 'each', [above(1.7), above(1.7)])
    const [corrected = plain] = correctChecks([inside], 'holm')
    expect([inside.status, corrected.status]).toEqual(['pass', 'fail'])
    expect(corrected.children.map(({ status }) => status)).toEqual(['fail', 'fail'])
  })

  it('a failure keeps its own reason', () => {
    const failed = judgeStatistics({
      limits: { min: 0, max: 1 },
      candidate: { value: 1.7, stderr: 1 },
      check: { statistics: rule() },
    })
    const [corrected = plain] = correctChecks([failed, above(1)], 'holm')
    expect([corrected.status, corrected.reason]).toEqual(['fail', 'metric-above-max'])
    expect(detailOf(corrected).limits.map(({ met }) => met)).toEqual([null, false])
  })

  it('never makes anything better, in any order', () => {
    const errors = fc.array(fc.double({ min: -1, max: 5, noNaN: true }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(errors, fc.constantFrom('holm', 'bh'), (all, correction) => {
        const before = all.map((each) => above(each))
        const after = correctChecks(before, correction)
        for (const [index, verdict] of after.entries())
          expect(STATUSES.indexOf(verdict.status)).toBeGreaterThanOrEqual(
            STATUSES.indexOf(before[index]?.status ?? 'pass'),
          )
        const turned = correctChecks(before.toReversed(), correction).toReversed()
        expect(turned.map(({ status }) => status)).toEqual(after.map(({ status }) => status))
      }),
    )
  })
})
