import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { evaluateCanary, isInferior, isOnlyCanaryPending } from '../../../src/checks/canary.ts'
import { durationText, evaluateWindow } from '../../../src/checks/canary-window.ts'
import { STATUSES, type Verdict } from '../../../src/checks/verdict.ts'
import type { ReasonCode } from '../../../src/reason-codes.ts'
import { CHECK, canaryInput, canaryRule, liveReport, NOW, START, source, V6, V7 } from './canary-builder.ts'
import { baselineRow, judgeStatistics } from './statistics-builder.ts'

const HELD = canaryInput().canary
const LATER = '2026-03-10T02:00:00.000Z'

function said({ verdict, phase }: ReturnType<typeof evaluateWindow>): readonly unknown[] {
  const { observed, note } = verdict.detail?.type === 'fact' ? verdict.detail : { observed: undefined, note: undefined }
  return [verdict.status, verdict.reason, phase.name, observed, ...(note === undefined ? [] : [note])]
}

describe('the time side by side', () => {
  it.each<[string, Parameters<typeof canaryInput>[0], readonly unknown[]]>([
    ['over', {}, ['pass', undefined, 'baked', `both since ${START}, by record`]],
    [
      'over by no millisecond',
      { now: '2026-03-10T09:00:00.000Z' },
      ['pass', undefined, 'baked', `both since ${START}, by record`],
    ],
    [
      'a millisecond short',
      { now: '2026-03-10T08:59:59.999Z' },
      ['pending', 'canary-baking', 'baking', `both since ${START}, by record, 1 min left`],
    ],
    [
      'a beginning in the future',
      { now: '2026-03-09T08:00:00.000Z' },
      ['pending', 'canary-baking', 'baking', `both since ${START}, by record, 1 d 1 h left`],
    ],
    [
      'begun again when the version in use changed',
      { baseline: { kind: 'held', version: V6, since: { at: LATER, by: 'record' } } },
      [
        'pending',
        'canary-baking',
        'baking',
        `both since ${LATER}, by record, 16 h left`,
        'counted from when production went to v6',
      ],
    ],
    [
      "known by W&B's history alone",
      { canary: { ...HELD, since: { at: START, by: 'history' } } },
      ['pass', undefined, 'baked', `both since ${START}, by W&B's history of the alias`],
    ],
    [
      'not known of the canary',
      { canary: { ...HELD, since: null } },
      [
        'fail',
        'canary-window-unknown',
        'none',
        "neither a record nor W&B's history says since when v7 holds production-canary",
      ],
    ],
    [
      'not known of the version in use',
      { baseline: { kind: 'held', version: V6, since: null } },
      [
        'fail',
        'canary-window-unknown',
        'none',
        "neither a record nor W&B's history says since when v6 holds production",
      ],
    ],
    [
      'another version under the canary alias',
      { canary: { ...HELD, holder: V6 } },
      ['fail', 'version-not-in-from-stage', 'none', 'v6 does'],
    ],
    [
      'nobody under the canary alias',
      { canary: { ...HELD, holder: null } },
      ['fail', 'version-not-in-from-stage', 'none', 'nobody does'],
    ],
    [
      'the version in use taken away by hand',
      { baseline: { kind: 'removed', version: 'v6' } },
      ['fail', 'baseline-missing', 'none', 'nobody holds production, though by record v6 does'],
    ],
    [
      'the version itself in use, by hand',
      { baseline: { kind: 'held', version: V7, since: null } },
      ['fail', 'baseline-missing', 'none', 'v7 holds production too, so there is nothing to compare it with'],
    ],
    [
      'nobody in use yet',
      { baseline: { kind: 'nobody' } },
      ['pass', undefined, 'baked', `both since ${START}, by record`],
    ],
    [
      'longer than it may last',
      { rule: canaryRule({ maxBakeSeconds: 25 * 3600 }) },
      ['pass', undefined, 'overdue', `both since ${START}, by record`],
    ],
    [
      'none asked for, and none known',
      { rule: canaryRule({ bakeSeconds: 0 }), canary: { ...HELD, since: null } },
      ['pass', undefined, 'baked', 'v7 holds production-canary'],
    ],
    [
      'none asked for, and too long already',
      { rule: canaryRule({ bakeSeconds: 0, maxBakeSeconds: 3600 }) },
      ['pass', undefined, 'overdue', 'v7 holds production-canary'],
    ],
  ])('%s', (_, over, expected) => {
    expect(said(evaluateWindow(canaryInput(over)))).toEqual(expected)
  })

  it.each([
    [1, '1 min'],
    [60_000, '1 min'],
    [60_001, '2 min'],
    [3_600_000, '1 h'],
    [3_660_000, '1 h 1 min'],
    [86_400_000, '1 d'],
    [90_000_000, '1 d 1 h'],
    [86_460_000, '1 d'],
  ])('%i ms are %s', (ms, text) => {
    expect(durationText(ms)).toBe(text)
  })
})

/** A share of the canary against 0.9 of the version in use, both of so many samples. */
function number(value: number, n = 5000): Verdict {
  return judgeStatistics({
    limits: CHECK.limits,
    candidate: { value, n },
    baseline: baselineRow({ value: 0.9, n }),
    check: CHECK,
  })
}

function outcome(over: Parameters<typeof canaryInput>[0]): readonly (string | undefined)[] {
  const { status, children } = evaluateCanary(canaryInput(over))
  return [status, ...children.map((child) => `${child.status} ${child.reason ?? ''}`.trim())]
}

const BAKING = { now: '2026-03-09T20:00:00.000Z' }
const OVERDUE = { rule: canaryRule({ maxBakeSeconds: 25 * 3600 }) }
const fresh = (at: string) => ({ reports: { candidate: liveReport(at), baseline: liveReport(at) } })

describe('a canary', () => {
  it.each<[string, Parameters<typeof canaryInput>[0], readonly string[]]>([
    ['good enough, after the bake', { metrics: () => [number(0.905)] }, ['pass', 'pass', 'pass', 'pass', 'pass']],
    [
      'good enough, too early',
      { ...BAKING, ...fresh(BAKING.now), metrics: () => [number(0.905)] },
      ['pending', 'pending canary-baking', 'pass', 'pass', 'pass'],
    ],
    [
      'worse beyond doubt, before the bake is over',
      { ...BAKING, ...fresh(BAKING.now), metrics: () => [number(0.8)] },
      ['fail', 'pending canary-baking', 'pass', 'pass', 'fail canary-inferior'],
    ],
    [
      'worse by chance, perhaps',
      { metrics: () => [number(0.87, 600)] },
      ['pending', 'pass', 'pass', 'pass', 'pending insufficient-data'],
    ],
    [
      'too few samples',
      { metrics: () => [number(0.5, 499)] },
      ['pending', 'pass', 'pass', 'pass', 'pending insufficient-data'],
    ],
    [
      'undecided for too long',
      { ...OVERDUE, metrics: () => [number(0.87, 600)] },
      ['fail', 'pass', 'pass', 'pass', 'fail canary-undecided'],
    ],
    [
      'good enough at the last moment',
      { ...OVERDUE, metrics: () => [number(0.905)] },
      ['pass', 'pass', 'pass', 'pass', 'pass'],
    ],
    [
      'numbers from before, however bad',
      { ...fresh('2026-03-09T08:59:59.999Z'), metrics: () => [number(0.1)] },
      ['pending', 'pass', 'pending report-too-old', 'pending report-too-old'],
    ],
    [
      'numbers from before, for too long',
      { ...OVERDUE, ...fresh('2026-03-09T08:00:00Z'), metrics: () => [number(0.905)] },
      ['fail', 'pass', 'fail report-too-old', 'fail report-too-old'],
    ],
    [
      'good numbers from within the bake',
      { ...fresh('2026-03-10T08:59:59.999Z'), metrics: () => [number(0.905)] },
      ['pending', 'pass', 'pending report-too-old', 'pending report-too-old', 'pass'],
    ],
    [
      'bad numbers from within the bake',
      { ...fresh('2026-03-10T08:00:00Z'), metrics: () => [number(0.8)] },
      ['fail', 'pass', 'pending report-too-old', 'pending report-too-old', 'fail canary-inferior'],
    ],
    [
      'numbers without a date',
      { reports: { candidate: liveReport(null), baseline: liveReport() }, metrics: () => [number(0.1)] },
      ['fail', 'pass', 'fail report-too-old', 'pass'],
    ],
    [
      'numbers without a date, while it bakes',
      { ...BAKING, reports: { candidate: liveReport(null), baseline: liveReport(BAKING.now) } },
      ['pending', 'pending canary-baking', 'pending report-too-old', 'pass'],
    ],
    [
      "W&B's date is older than the report's own",
      {
        reports: { candidate: liveReport(NOW, { origin: { madeAt: '2026-03-01T00:00:00Z' } }), baseline: liveReport() },
        metrics: () => [number(0.905)],
      },
      ['pending', 'pass', 'pending report-too-old', 'pass'],
    ],
    [
      'any date will do where nothing bakes',
      {
        rule: canaryRule({ bakeSeconds: 0 }),
        reports: { candidate: liveReport(null), baseline: liveReport('2020-01-01T00:00:00Z') },
        metrics: () => [number(0.905)],
      },
      ['pass', 'pass', 'pass', 'pass', 'pass'],
    ],
    [
      'nothing is compared without a time side by side',
      { canary: { ...HELD, since: null }, metrics: () => [number(0.1)] },
      ['fail', 'fail canary-window-unknown', 'pass', 'pass'],
    ],
    [
      'nobody to compare with',
      { baseline: { kind: 'nobody' }, reports: { candidate: liveReport(), baseline: null }, metrics: () => [alone()] },
      ['pass', 'pass', 'pass', 'pass first-promotion'],
    ],
  ])('%s', (_, over, expected) => {
    expect(outcome(over)).toEqual(expected)
  })

  const MISSING = { code: 'report-missing', message: 'not there' } as const
  const OTHER = { ...liveReport(), identity: { kind: 'other', claim: 'v5' } } as const
  const UNBOUND = { ...liveReport(), identity: { kind: 'none', note: 'no name' } } as const
  const lost = (code: ReasonCode) => ({ ...liveReport(), loaded: { ...MISSING, code: code as 'report-missing' } })

  it.each([
    ['not there', lost('report-missing'), 'report-missing', 'pending', 'fail'],
    ['not complete', lost('report-incomplete'), 'report-incomplete', 'pending', 'fail'],
    ['of another version', OTHER, 'report-other-version', 'pending', 'fail'],
    ['of no version', UNBOUND, 'report-unbound', 'fail', 'fail'],
    ['not readable', lost('report-unreadable'), 'report-unreadable', 'error', 'error'],
  ] as const)('a report %s', (_, candidate, reason, baking, baked) => {
    const reports = { candidate, baseline: liveReport() }
    const metrics = () => [number(0.1)]
    expect(outcome({ ...BAKING, reports, metrics })[2]).toBe(`${baking} ${reason}`)
    expect(outcome({ reports, metrics }).slice(2)).toEqual([`${baked} ${reason}`, 'pass'])
  })

  it('a report that is only not bound to a version counts, with a warning, where the config says so', () => {
    const candidate = { ...UNBOUND, source: { ...source(), unbound: 'warn' } } as const
    const reports = { candidate, baseline: liveReport() }
    expect(outcome({ reports, metrics: () => [number(0.905)] })).toEqual([
      'warn',
      'pass',
      'warn report-unbound',
      'pass',
      'pass',
    ])
  })

  it('a number that is not there yet is waited for while it bakes, an error is not', () => {
    const missing: Verdict = { ...number(0.9), status: 'fail', reason: 'metric-missing', detail: undefined } as never
    const error: Verdict = { ...number(0.9), status: 'error', reason: 'direction-unknown' }
    const both = { metrics: () => [missing, error] }
    expect(outcome({ ...BAKING, ...fresh(BAKING.now), ...both }).slice(-2)).toEqual([
      'pending metric-missing',
      'error direction-unknown',
    ])
    expect(outcome(both).slice(-2)).toEqual(['fail metric-missing', 'error direction-unknown'])
  })

  it('several numbers make each less easily worse (Bonferroni)', () => {
    // Worse by a p between 0.05 / 10 and 0.05.
    const node = number(0.858, 5000)
    const p = (node.detail?.type === 'metric' ? node.detail.statistics?.[0]?.oppositePValue : undefined) ?? Number.NaN
    expect(p).toBeGreaterThan(0.005)
    expect(p).toBeLessThan(0.05)
    const metrics = Array.from({ length: 10 }, () => ({ check: CHECK, samples: null, stderr: null }))
    expect(outcome({ metrics: () => [node] }).at(-1)).toBe('fail canary-inferior')
    expect(outcome({ rule: canaryRule({ metrics }), metrics: () => [node] }).at(-1)).toBe('pending insufficient-data')
  })

  it('a better number never gets a worse verdict', () => {
    const share = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000)
    fc.assert(
      fc.property(share, share, fc.integer({ min: 1, max: 20_000 }), fc.boolean(), (a, b, n, late) => {
        const rank = (value: number) => {
          const { status } = evaluateCanary(
            canaryInput({ ...(late ? OVERDUE : {}), metrics: () => [number(value, n)] }),
          )
          return STATUSES.indexOf(status)
        }
        expect(rank(Math.max(a, b))).toBeLessThanOrEqual(rank(Math.min(a, b)))
      }),
    )
  })
})

function alone(): Verdict {
  return judgeStatistics({
    limits: CHECK.limits,
    candidate: { value: 0.9, n: 5000 },
    baseline: { kind: 'nobody' },
    check: CHECK,
  })
}

describe('what is done about it', () => {
  const promotion = (...children: readonly Verdict[]): Verdict => ({
    id: 'm/production',
    kind: 'promotion',
    status: 'fail',
    label: 'm production',
    children,
  })
  const of = (over: Parameters<typeof canaryInput>[0]) => evaluateCanary(canaryInput(over))
  const other: Verdict = { id: 'approvals', kind: 'group', status: 'pending', label: 'approvals', children: [] }

  it('it is taken back only when a number is worse beyond doubt', () => {
    expect(isInferior(promotion(other, of({ metrics: () => [number(0.8)] })))).toBe(true)
    expect(isInferior(promotion(of({ ...OVERDUE, metrics: () => [number(0.87, 600)] })))).toBe(false)
    expect(isInferior(promotion(of({ canary: { ...HELD, since: null } })))).toBe(false)
    expect(isInferior(promotion(other))).toBe(false)
  })

  it('a run ends waiting only when nothing else is open', () => {
    const waiting = of({ metrics: () => [number(0.87, 600)] })
    expect(isOnlyCanaryPending(promotion(waiting))).toBe(true)
    expect(isOnlyCanaryPending(promotion(waiting, other))).toBe(false)
    expect(isOnlyCanaryPending(promotion(of({ metrics: () => [number(0.905)] })))).toBe(false)
  })
})

it('names both versions', () => {
  const { children } = evaluateCanary(canaryInput({ metrics: () => [number(0.905)] }))
  expect(children.map(({ id, label }) => `${id}: ${label}`).slice(0, 3)).toEqual([
    'canary/window: production-canary beside production',
    'canary/candidate: live of v7',
    'canary/baseline: live of v6',
  ])
})
