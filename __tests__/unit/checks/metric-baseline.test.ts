import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { LimitOutcome, MetricDetail } from '../../../src/checks/detail.ts'
import { evaluateMetric } from '../../../src/checks/metric.ts'
import type { BaselineInput } from '../../../src/checks/metric-input.ts'
import { STATUSES, type Status, type Verdict } from '../../../src/checks/verdict.ts'
import type { Change, Limits, MetricCheck } from '../../../src/config/gate-config.ts'
import type { Direction, ReportRow } from '../../../src/evidence/report.ts'
import type { ReasonCode } from '../../../src/reason-codes.ts'
import { metricCheck, metricInput, row } from './facts-builder.ts'

const HIGHER = 'higher_is_better'
const LOWER = 'lower_is_better'

function change(text: string): Change {
  const relative = text.endsWith('%')
  const amount = Number.parseFloat(text)
  return relative ? { kind: 'relative', amount: amount / 100, text } : { kind: 'absolute', amount, text }
}

function found(over: Partial<ReportRow> = {}): BaselineInput {
  return { kind: 'found', row: row(over), version: 'v6', source: 'record' }
}

function judge(input: {
  readonly limits: Limits
  readonly candidate?: Partial<ReportRow>
  readonly baseline: BaselineInput
  readonly check?: Partial<MetricCheck>
}): Verdict {
  const check = metricCheck(input.limits, { direction: HIGHER, ...input.check })
  const candidate = { kind: 'one', row: row(input.candidate) } as const
  return evaluateMetric(metricInput(check, { candidate, baseline: input.baseline }))
}

function compareValues(limits: Limits, direction: Direction, candidate: number, baseline: number): Verdict {
  const check = { direction }
  return judge({ limits, candidate: { value: candidate }, baseline: found({ value: baseline }), check })
}

function detailOf({ detail }: Verdict): MetricDetail {
  if (detail?.type !== 'metric') throw new Error('no metric detail')
  return detail
}

describe('change limits', () => {
  it.each<[string, keyof Limits, string, Direction, number, number, Status, number]>([
    ['regression at the limit', 'maxRegression', '0.01', HIGHER, 0.69, 0.7, 'pass', 0.69],
    ['regression beyond', 'maxRegression', '0.01', HIGHER, 0.6899, 0.7, 'fail', 0.69],
    ['no regression allowed, equal', 'maxRegression', '0', HIGHER, 0.7, 0.7, 'pass', 0.7],
    ['an improvement is no regression', 'maxRegression', '0', HIGHER, 0.9, 0.7, 'pass', 0.7],
    ['regression, less is better', 'maxRegression', '10', LOWER, 110, 100, 'pass', 110],
    ['regression, less is better, beyond', 'maxRegression', '10', LOWER, 110.1, 100, 'fail', 110],
    ['less is better and less', 'maxRegression', '0', LOWER, 90, 100, 'pass', 100],
    ['relative regression at the limit', 'maxRegression', '5%', LOWER, 105, 100, 'pass', 105],
    ['relative regression beyond', 'maxRegression', '5%', LOWER, 105.001, 100, 'fail', 105],
    ['relative regression, more is better', 'maxRegression', '2%', HIGHER, 0.784, 0.8, 'pass', 0.784],
    ['0.85 meets 0.80 + 0.05', 'minImprovement', '0.05', HIGHER, 0.85, 0.8, 'pass', 0.85],
    ['0.84 meets 0.80 and 5 %', 'minImprovement', '5%', HIGHER, 0.84, 0.8, 'pass', 0.84],
    ['improvement too small', 'minImprovement', '0.05', HIGHER, 0.8499, 0.8, 'fail', 0.85],
    ['improvement, less is better', 'minImprovement', '10%', LOWER, 90, 100, 'pass', 90],
    ['improvement, less is better, too small', 'minImprovement', '10%', LOWER, 90.1, 100, 'fail', 90],
    ['improvement demanded, worse', 'minImprovement', '0', HIGHER, 0.69, 0.7, 'fail', 0.7],
    ['suspicious at the limit', 'maxImprovement', '0.2', HIGHER, 0.9, 0.7, 'pass', 0.9],
    ['suspicious', 'maxImprovement', '0.2', HIGHER, 0.91, 0.7, 'fail', 0.9],
    ['suspicious, less is better', 'maxImprovement', '50%', LOWER, 49, 100, 'fail', 50],
    ['worse is not suspicious', 'maxImprovement', '0', LOWER, 149, 100, 'pass', 100],
    ['negative numbers, absolute', 'maxRegression', '0.5', HIGHER, -2.5, -2, 'pass', -2.5],
    ['negative numbers, beyond', 'maxRegression', '0.5', HIGHER, -2.6, -2, 'fail', -2.5],
    ['baseline zero, absolute', 'maxRegression', '0.1', LOWER, 0.1, 0, 'pass', 0.1],
    ['a bound of zero', 'maxRegression', '0.3', HIGHER, 0, 0.1 + 0.2, 'pass', 0],
  ])('%s', (_name, limit, text, direction, candidate, baseline, status, bound) => {
    const verdict = compareValues({ [limit]: change(text) }, direction, candidate, baseline)
    const reasons = { maxRegression: 'metric-regressed', minImprovement: 'metric-not-improved' } as const
    const reason = limit === 'maxImprovement' ? 'metric-suspicious' : reasons[limit as keyof typeof reasons]
    expect([verdict.status, verdict.reason]).toEqual([status, status === 'pass' ? undefined : reason])
    expect(detailOf(verdict).limits).toMatchObject([{ text, bound, met: status === 'pass' }])
  })

  it('all stand beside the absolute ones, in one order', () => {
    const limits = { maxImprovement: change('1%'), min: 0.1, minImprovement: change('0.1'), maxRegression: change('0') }
    const verdict = compareValues(limits, HIGHER, 0.75, 0.7)
    expect(detailOf(verdict).limits.map(({ limit, met }) => [limit, met])).toEqual([
      ['min', true],
      ['max_regression', true],
      ['min_improvement', false],
      ['max_improvement', false],
    ])
    expect(verdict.reason).toBe('metric-not-improved')
  })

  it('the node shows baseline and decimal change', () => {
    const detail = detailOf(compareValues({ maxRegression: change('0.1') }, HIGHER, 0.85, 0.8))
    expect(detail).toMatchObject({ baseline: { value: 0.8, version: 'v6', source: 'record' }, change: 0.05 })
  })

  it('a bound or change beyond the doubles is judged, but not shown as a number', () => {
    const detail = detailOf(compareValues({ maxRegression: change('1e308') }, LOWER, -1.7e308, 1.7e308))
    expect(detail.limits).toEqual([{ limit: 'max_regression', text: '1e308', met: true }])
    expect(detail).not.toHaveProperty('change')
  })

  it.each([0, -0, -0.5])('relative to a baseline of %p is an error that says to use an absolute limit', (baseline) => {
    const limits = { maxRegression: change('2%'), minImprovement: change('0') }
    const verdict = compareValues(limits, HIGHER, 0.5, baseline)
    expect(verdict).toMatchObject({ status: 'error', reason: 'baseline-not-comparable' })
    expect(detailOf(verdict).note).toContain('use an absolute limit')
    expect(detailOf(verdict).limits).toMatchObject([{ met: null }, { met: true }])
  })

  it('relative to the smallest positive baseline is judged', () => {
    expect(compareValues({ maxRegression: change('2%') }, HIGHER, 1, 5e-324).status).toBe('pass')
  })
})

describe('without a baseline', () => {
  const limits = { min: 0.5, maxRegression: change('0.01'), minImprovement: change('0.1'), maxImprovement: change('9') }

  it('nobody holds the stage: change limits pass as a first promotion', () => {
    const verdict = judge({ limits, baseline: { kind: 'nobody' } })
    expect(verdict).toMatchObject({ status: 'pass', reason: 'first-promotion' })
    expect(detailOf(verdict).limits.map(({ reason }) => reason)).toEqual([
      undefined,
      'first-promotion',
      'first-promotion',
      'first-promotion',
    ])
  })

  it('nobody holds the stage: absolute limits still hold', () => {
    const verdict = judge({ limits, candidate: { value: 0.4 }, baseline: { kind: 'nobody' } })
    expect(verdict).toMatchObject({ status: 'fail', reason: 'metric-below-min' })
  })

  it('absolute limits alone never mention a first promotion', () => {
    expect(judge({ limits: { min: 0 }, baseline: { kind: 'nobody' } })).not.toHaveProperty('reason')
  })

  const missing: readonly [string, BaselineInput][] = [
    ['no numbers known', { kind: 'missing', note: 'no record with rows' }],
    ['null', found({ value: null, missing: 'null' })],
    ['NaN by its marker', found({ value: null, missing: 'nan' })],
    ['NaN', found({ value: Number.NaN })],
    ['Infinity', found({ value: Number.POSITIVE_INFINITY })],
  ]
  it.each(
    missing.flatMap(([name, baseline]) =>
      (['fail', 'warn', 'pass'] as const).map((on) => [name, on, baseline] as const),
    ),
  )('%s with on_missing_baseline: %s', (_name, onMissingBaseline, baseline) => {
    const verdict = judge({ limits, baseline, check: { onMissingBaseline } })
    expect(verdict).toMatchObject({ status: onMissingBaseline, reason: 'baseline-missing' })
    expect(detailOf(verdict).limits.map(({ met }) => met)).toEqual([true, null, null, null])
    expect(detailOf(verdict).baseline?.value ?? null).toBeNull()
  })

  it.each([
    [found({ value: null, missing: 'list' }), 'the baseline of v6 holds no number: list'],
    [found({ value: Number.NaN }), 'the baseline of v6 holds no number: not finite'],
    [{ kind: 'missing', note: 'no record with rows' } as const, 'no record with rows'],
  ])('says why there is none', (baseline, note) => {
    expect(detailOf(judge({ limits, baseline })).note).toBe(note)
  })

  it('several numbers in the baseline are an error that shows them', () => {
    const baseline = { kind: 'many', matches: ['a', 'b'], version: 'v6', source: 'baseline-report' } as const
    const verdict = judge({ limits, baseline, check: { onMissingBaseline: 'pass' } })
    expect(verdict).toMatchObject({ status: 'error', reason: 'metric-ambiguous' })
    expect(detailOf(verdict).nearest).toEqual(['a', 'b'])
  })

  it('it does not matter to absolute limits what the baseline is', () => {
    const baseline = found({ value: null, direction: LOWER, dataset: 'other' })
    const verdict = judge({ limits: { min: 0.5 }, candidate: { dataset: 'one' }, baseline })
    expect(verdict).toMatchObject({ status: 'pass' })
    expect(detailOf(verdict)).not.toHaveProperty('baseline')
  })
})

describe('a baseline that measures something else', () => {
  const limits = { maxRegression: change('1') }

  it.each<[string, Partial<ReportRow>, Partial<ReportRow>]>([
    ['dataset', { dataset: 'a' }, { dataset: 'b' }],
    ['dataset version', { dataset_version: '1' }, { dataset_version: '2' }],
    ['task or scorer version', { task_version: '1.0' }, { task_version: '2.0' }],
    ['scorer', { scorer: 'exact' }, { scorer: 'fuzzy' }],
    ['scorer, only one named', { scorer: 'exact' }, {}],
    ['filter', { filter: 'none' }, { filter: 'strict-match' }],
    ['task', { task: 'arc_easy' }, { task: 'arc_challenge' }],
    ['slice', { slice: { language: 'de' } }, { slice: { language: 'fr' } }],
    ['slice against whole', { slice: { language: 'de' } }, {}],
    ['unit', { unit: 'percent' }, { unit: 'fraction' }],
  ])('another %s is not comparable', (_name, candidate, baseline) => {
    const verdict = judge({ limits, candidate, baseline: found(baseline) })
    expect(verdict).toMatchObject({ status: 'error', reason: 'baseline-not-comparable' })
    expect(detailOf(verdict).note).toMatch(/candidate .*, baseline /)
  })

  it.each<[string, Partial<ReportRow>, Partial<ReportRow>]>([
    ['other spelling of the unit', { unit: '%' }, { unit: 'Percent' }],
    ['the order of the slice', { slice: { a: '1', b: '2' } }, { slice: { b: '2', a: '1' } }],
    ['another model, pointer and count', { model: 'x', pointer: '/a', n: 1 }, { model: 'y', pointer: '/b', n: 2 }],
    ['an equal dataset', { dataset: 'a', dataset_version: '1' }, { dataset: 'a', dataset_version: '1' }],
  ])('%s does not matter', (_name, candidate, baseline) => {
    const verdict = judge({ limits, candidate, baseline: found(baseline) })
    expect(verdict.status).toBe('pass')
    expect(detailOf(verdict).warnings).toEqual([])
  })

  it('what only one side says is compared, with a warning', () => {
    const verdict = judge({
      limits,
      candidate: { dataset: 'a', warnings: ['old'] },
      baseline: found({ task_version: '2' }),
    })
    expect(verdict.status).toBe('pass')
    expect(detailOf(verdict).warnings).toEqual([
      'old',
      'not compared, dataset: candidate a, baseline none',
      'not compared, task_version: candidate none, baseline 2',
    ])
  })

  it('a baseline outside the stated unit is not comparable', () => {
    const verdict = judge({ limits, baseline: found({ value: 70 }), check: { unit: 'fraction' } })
    expect(verdict).toMatchObject({ status: 'error', reason: 'baseline-not-comparable' })
  })
})

describe('direction of a change', () => {
  const limits = { min: 0, max: 1, maxRegression: change('0.1') }

  it.each<[string, BaselineInput]>([
    ['with a baseline', found()],
    ['and already at the first promotion', { kind: 'nobody' }],
  ])('unknown is an error %s', (_name, baseline) => {
    const verdict = judge({ limits, baseline, check: { direction: null } })
    expect(verdict).toMatchObject({ status: 'error', reason: 'direction-unknown' })
    expect(detailOf(verdict).limits.map(({ met }) => met)).toEqual([true, true, null])
  })

  it('taken from the baseline where candidate and config are silent', () => {
    const verdict = judge({ limits, baseline: found({ direction: LOWER }), check: { direction: null } })
    expect(detailOf(verdict).direction).toBe(LOWER)
  })

  it('contradicted by the baseline is an error', () => {
    const input = { limits, candidate: { direction: HIGHER }, baseline: found({ direction: LOWER }) } as const
    expect(judge({ ...input, check: { direction: null } })).toMatchObject({
      status: 'error',
      reason: 'direction-conflict',
    })
  })
})

describe('properties', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  const amount = fc.double({ min: 0, max: 100, noNaN: true })
  const directions = fc.constantFrom<Direction>(HIGHER, LOWER)
  const rank = (verdict: Verdict): number => STATUSES.indexOf(verdict.status)

  it('a better value never gets a worse verdict, unless too good is suspicious', () => {
    fc.assert(
      fc.property(value, value, value, amount, directions, (a, b, baseline, tolerance, direction) => {
        const [worse, better] =
          direction === HIGHER ? [Math.min(a, b), Math.max(a, b)] : [Math.max(a, b), Math.min(a, b)]
        const kind = tolerance > 50 ? 'minImprovement' : 'maxRegression'
        const limits = { [kind]: { kind: 'absolute', amount: tolerance, text: '' } }
        expect(rank(compareValues(limits, direction, better, baseline))).toBeLessThanOrEqual(
          rank(compareValues(limits, direction, worse, baseline)),
        )
      }),
    )
  })

  it('mirroring numbers and direction changes nothing', () => {
    const mirrored: Record<Direction, Direction> = { [HIGHER]: LOWER, [LOWER]: HIGHER }
    const key = fc.constantFrom('maxRegression', 'minImprovement', 'maxImprovement')
    fc.assert(
      fc.property(value, value, amount, directions, key, (candidate, baseline, tolerance, direction, limit) => {
        const limits = { [limit]: { kind: 'absolute', amount: tolerance, text: '' } }
        const one = compareValues(limits, direction, candidate, baseline)
        const other = compareValues(limits, mirrored[direction], -candidate, -baseline)
        expect([other.status, other.reason]).toEqual([one.status, one.reason])
      }),
    )
  })

  it('a limit that is met shows a value on the right side of its bound', () => {
    const right: Record<LimitOutcome['limit'], (v: number, bound: number) => boolean> = {
      min: (v, bound) => v >= bound,
      max: (v, bound) => v <= bound,
      above: (v, bound) => v > bound,
      below: (v, bound) => v < bound,
      max_regression: (v, bound) => v >= bound,
      min_improvement: (v, bound) => v >= bound,
      max_improvement: (v, bound) => v <= bound,
      max_gap: (v, bound) => v <= bound,
    }
    const cents = fc.integer({ min: 1, max: 100_000 }).map((n) => n / 100)
    fc.assert(
      fc.property(cents, cents, cents, fc.integer({ min: 0, max: 100 }), (candidate, baseline, bound, share) => {
        const relative: Change = { kind: 'relative', amount: share / 100, text: `${share}%` }
        const limits: Limits = {
          min: bound,
          max: bound,
          above: bound,
          below: bound,
          maxRegression: relative,
          minImprovement: relative,
          maxImprovement: relative,
        }
        const detail = detailOf(compareValues(limits, HIGHER, candidate, baseline))
        expect(detail.limits).toHaveLength(7)
        for (const outcome of detail.limits) {
          expect(outcome.met).toBe(right[outcome.limit](candidate, outcome.bound ?? Number.NaN))
        }
      }),
    )
  })

  it('no odd number anywhere ever meets a limit', () => {
    const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    const passing: (ReasonCode | undefined)[] = [undefined, 'first-promotion']
    fc.assert(
      fc.property(odd, fc.option(odd, { nil: 0.5 }), directions, (candidate, baseline, direction) => {
        const limits = { min: -1e308, max: 1e308, maxRegression: change('1e300') }
        for (const verdict of [
          compareValues(limits, direction, candidate, baseline),
          compareValues({ maxRegression: change('1e300') }, direction, 0.5, candidate),
        ]) {
          expect(verdict.status).toBe('fail')
          expect(passing).not.toContain(verdict.reason)
        }
      }),
    )
  })
})
