import { describe, expect, it } from '@jest/globals'
import type { MetricDetail } from '../../../src/checks/detail.ts'
import { evaluateMetric } from '../../../src/checks/metric.ts'
import type { Status, Verdict } from '../../../src/checks/verdict.ts'
import type { Limits, MetricCheck } from '../../../src/config/gate-config.ts'
import type { MissingKind, ReportRow } from '../../../src/evidence/report.ts'
import type { Found } from '../../../src/evidence/row-index.ts'
import type { ReasonCode } from '../../../src/reason-codes.ts'
import { AT, metricCheck, metricInput, row } from './facts-builder.ts'

function one(over: Partial<ReportRow>): Found {
  return { kind: 'one', row: row(over) }
}

function judge(limits: Limits, candidate: Found, over: Partial<MetricCheck> = {}): Verdict {
  return evaluateMetric(metricInput(metricCheck(limits, over), { candidate }))
}

function detailOf(verdict: Verdict): MetricDetail {
  const { detail } = verdict
  if (detail?.type !== 'metric') throw new Error('no metric detail')
  return detail
}

describe('absolute limits', () => {
  it.each<[Limits, number, Status, ReasonCode | undefined]>([
    [{ min: 0.65 }, 0.65, 'pass', undefined],
    [{ min: 0.65 }, 0.650000000001, 'pass', undefined],
    [{ min: 0.65 }, 0.649999999999, 'fail', 'metric-below-min'],
    [{ min: 0.65 }, 0.6499999999999999, 'pass', undefined],
    [{ max: 0.02 }, 0.02, 'pass', undefined],
    [{ max: 0.02 }, 0.0200000000001, 'fail', 'metric-above-max'],
    [{ above: 0 }, 0, 'fail', 'metric-below-min'],
    [{ above: 0 }, -0, 'fail', 'metric-below-min'],
    [{ above: 0 }, 5e-324, 'pass', undefined],
    [{ above: 0.85 }, 0.8 + 0.05, 'fail', 'metric-below-min'],
    [{ below: 100 }, 100, 'fail', 'metric-above-max'],
    [{ below: 100 }, 99.999999999, 'pass', undefined],
    [{ min: 0 }, 0, 'pass', undefined],
    [{ min: -5, max: -1 }, -3, 'pass', undefined],
    [{ min: -5, max: -1 }, -6, 'fail', 'metric-below-min'],
    [{ min: 1e308 }, Number.MAX_VALUE, 'pass', undefined],
    [{ max: 5, below: 3 }, 4, 'fail', 'metric-above-max'],
  ])('%j on %p: %s', (limits, value, status, reason) => {
    const verdict = judge(limits, one({ value }))
    expect([verdict.status, verdict.reason]).toEqual([status, reason])
  })

  it('are all evaluated and listed in one order, whatever the first says', () => {
    const verdict = judge({ below: 9, above: 2, max: 0.5, min: 0.8 }, one({ value: 0.7 }))
    expect(detailOf(verdict).limits).toEqual([
      { limit: 'min', text: '0.8', bound: 0.8, met: false, reason: 'metric-below-min' },
      { limit: 'max', text: '0.5', bound: 0.5, met: false, reason: 'metric-above-max' },
      { limit: 'above', text: '2', bound: 2, met: false, reason: 'metric-below-min' },
      { limit: 'below', text: '9', bound: 9, met: true },
    ])
  })

  it('none at all is an error, never a pass', () => {
    expect(judge({}, one({}))).toMatchObject({ status: 'error', reason: 'ungated' })
  })
})

describe('a number that is not there', () => {
  it.each<[MissingKind | undefined, ReasonCode]>([
    ['absent', 'metric-missing'],
    ['null', 'metric-missing'],
    ['list', 'metric-missing'],
    ['text', 'metric-missing'],
    ['other', 'metric-missing'],
    [undefined, 'metric-missing'],
    ['nan', 'metric-not-finite'],
    ['infinity', 'metric-not-finite'],
    ['negative-infinity', 'metric-not-finite'],
  ])('%s fails with %s', (missing, reason) => {
    const verdict = judge(
      { min: -1e300, max: 1e300 },
      one({ value: null, ...(missing === undefined ? {} : { missing }) }),
    )
    expect(verdict).toMatchObject({ status: 'fail', reason, detail: { value: null, note: missing ?? 'absent' } })
    expect(detailOf(verdict).limits.map(({ met }) => met)).toEqual([null, null])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%p as a value fails too', (value) => {
    for (const limits of [{ min: 0 }, { max: 0 }, { above: 0 }, { below: 0 }]) {
      expect(judge(limits, one({ value }))).toMatchObject({
        status: 'fail',
        reason: 'metric-not-finite',
        detail: { value: null },
      })
    }
  })

  it.each(['fail', 'warn', 'pass'] as const)('on_missing_metric: %s decides about absence', (onMissingMetric) => {
    const none: Found = { kind: 'none', nearest: ['acc_norm (arc_easy)'] }
    const verdict = judge({ min: 0 }, none, { onMissingMetric })
    expect(verdict).toMatchObject({ status: onMissingMetric, reason: 'metric-missing' })
    expect(detailOf(verdict)).toMatchObject({ nearest: ['acc_norm (arc_easy)'], value: null })
    expect(judge({ min: 0 }, one({ value: null, missing: 'null' }), { onMissingMetric }).status).toBe(onMissingMetric)
  })

  it.each(['nan', 'infinity'] as const)('but never about %s', (missing) => {
    const verdict = judge({ min: 0 }, one({ value: null, missing }), { onMissingMetric: 'pass' })
    expect(verdict).toMatchObject({ status: 'fail', reason: 'metric-not-finite' })
  })

  it('still shows what the report says about its place', () => {
    const place = { value: null, missing: 'nan', stderr: 0.1, n: 5, direction: 'higher_is_better' } as const
    const detail = detailOf(judge({ min: 0 }, one({ ...place, unit: 'fraction', warnings: ['2 samples failed'] })))
    expect(detail).toMatchObject({ stderr: 0.1, n: 5, direction: 'higher_is_better', unit: 'fraction' })
    expect(detail).toMatchObject({ pointer: '/results/arc_easy/acc', warnings: ['2 samples failed'] })
    expect(Object.keys(detailOf(judge({ min: 0 }, one({ value: null }))))).not.toContain('direction')
  })

  it('lists limits of every kind as not judged', () => {
    const change = { kind: 'relative', amount: 0.02, text: '2%' } as const
    const verdict = judge({ min: 0, maxRegression: change }, { kind: 'none', nearest: [] })
    expect(detailOf(verdict).limits).toEqual([
      { limit: 'min', text: '0', met: null, reason: 'metric-missing' },
      { limit: 'max_regression', text: '2%', met: null, reason: 'metric-missing' },
    ])
    expect(detailOf(verdict)).not.toHaveProperty('nearest')
  })

  it('several numbers are an error that shows them', () => {
    const verdict = judge(
      { min: 0 },
      { kind: 'many', matches: ['acc (none)', 'acc (strict)'] },
      { onMissingMetric: 'pass' },
    )
    expect(verdict).toMatchObject({ status: 'error', reason: 'metric-ambiguous' })
    expect(detailOf(verdict).nearest).toEqual(['acc (none)', 'acc (strict)'])
  })
})

describe('severity', () => {
  it.each([
    ['warn', 'warn'],
    ['info', 'pass'],
  ] as const)('%s turns a failure into %s and keeps its reason', (severity, status) => {
    expect(judge({ min: 1 }, one({}), { severity })).toMatchObject({ status, severity, reason: 'metric-below-min' })
  })

  it('never softens an error', () => {
    expect(judge({ min: 1 }, { kind: 'many', matches: [] }, { severity: 'info' }).status).toBe('error')
  })
})

describe('unit', () => {
  it.each<['fraction' | 'percent', Partial<ReportRow>, Status]>([
    ['fraction', { value: 0 }, 'pass'],
    ['fraction', { value: 1 }, 'pass'],
    ['fraction', { value: 1.0000000000000002 }, 'pass'],
    ['fraction', { value: 1.001 }, 'error'],
    ['fraction', { value: 65 }, 'error'],
    ['fraction', { value: -0.001 }, 'error'],
    ['fraction', { value: 0.5, unit: 'Ratio' }, 'pass'],
    ['fraction', { value: 0.5, unit: 'percent' }, 'error'],
    ['fraction', { value: 0.5, unit: 'ms' }, 'error'],
    ['percent', { value: 65 }, 'pass'],
    ['percent', { value: 100, unit: '%' }, 'pass'],
    ['percent', { value: 100.5 }, 'error'],
    ['percent', { value: 0.65, unit: 'fraction' }, 'error'],
  ])('%s stated, %j found: %s', (unit, over, status) => {
    const verdict = judge({ min: -1000 }, one(over), { unit })
    expect(verdict.status).toBe(status)
    expect(verdict.reason).toBe(status === 'error' ? 'unit-conflict' : undefined)
    expect(detailOf(verdict).value).toBe(over.value)
  })

  it('unstated, any number and unit will do', () => {
    expect(judge({ max: 500 }, one({ value: 250, unit: 'ms' })).status).toBe('pass')
  })
})

describe('direction', () => {
  it.each<[string, Limits, Partial<MetricCheck>, Partial<ReportRow>, MetricDetail['direction']]>([
    ['the config', { max: 9 }, { direction: 'higher_is_better' }, {}, 'higher_is_better'],
    ['the report', { max: 9 }, {}, { direction: 'higher_is_better' }, 'higher_is_better'],
    ['min', { min: 0 }, {}, {}, 'higher_is_better'],
    ['above', { above: 0 }, {}, {}, 'higher_is_better'],
    ['max', { max: 9 }, {}, {}, 'lower_is_better'],
    ['below', { below: 9 }, {}, {}, 'lower_is_better'],
    ['nobody, with floor and ceiling', { min: 0, below: 9 }, {}, {}, undefined],
  ])('is said by %s', (_by, limits, check, over, expected) => {
    const verdict = judge(limits, one(over), check)
    expect(verdict.status).toBe('pass')
    expect(detailOf(verdict).direction).toBe(expected)
  })

  it('contradicted by the report is an error, and the limits are still shown', () => {
    const verdict = judge({ min: 0.5 }, one({ direction: 'lower_is_better' }), { direction: 'higher_is_better' })
    expect(verdict).toMatchObject({ status: 'error', reason: 'direction-conflict' })
    expect(detailOf(verdict)).toMatchObject({
      limits: [{ limit: 'min', met: true }],
      note: 'the config says higher_is_better, the report lower_is_better',
    })
  })
})

it('the node carries what people need to see', () => {
  const found = one({ stderr: 0.01, n: 2376, unit: 'fraction', warnings: ['limit 10'] })
  const slice = { language: 'de', source: 'chat' }
  const address = { by: 'address', metric: 'acc', task: 'arc_easy', filter: 'none', slice } as const
  expect(judge({ min: 0.65 }, found, { address })).toEqual({
    id: 'checks/0',
    kind: 'metric',
    status: 'pass',
    severity: 'block',
    label: 'acc (arc_easy)',
    at: AT,
    children: [],
    detail: {
      type: 'metric',
      report: 'quality',
      address: 'metric: acc, task: arc_easy, filter: none, slice: language=de source=chat',
      value: 0.7,
      stderr: 0.01,
      n: 2376,
      unit: 'fraction',
      direction: 'higher_is_better',
      pointer: '/results/arc_easy/acc',
      limits: [{ limit: 'min', text: '0.65', bound: 0.65, met: true }],
      warnings: ['limit 10'],
    },
  })
})

it('a selector is shown as it stands', () => {
  const verdict = judge({ max: 1 }, one({}), { address: { by: 'select', select: '/latency/p95_ms' } })
  expect(detailOf(verdict).address).toBe('/latency/p95_ms')
})
