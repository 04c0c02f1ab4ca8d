import { describe, expect, it } from '@jest/globals'
import type { LimitStatistics } from '../../../src/checks/limit-statistics.ts'
import type { Status } from '../../../src/checks/verdict.ts'
import type { Limits, MetricCheck } from '../../../src/config/gate-config.ts'
import type { ReportRow } from '../../../src/evidence/report.ts'
import { normalQuantile } from '../../../src/statistics/normal.ts'
import { wilson } from '../../../src/statistics/proportion.ts'
import { studentQuantile } from '../../../src/statistics/student.ts'
import { change, detailOf, itemScores, judgeStatistics, onlyStatistics, rule } from './statistics-builder.ts'

const SHOWN = ['pass', undefined, 'shown']
const OPEN = ['fail', 'insufficient-data', 'not-shown']
const NO_DATA = ['fail', 'insufficient-data', 'no-data']

function judged(limits: Limits, candidate: Partial<ReportRow>, check: Partial<MetricCheck> = {}) {
  const verdict = judgeStatistics({ limits, candidate, check: { statistics: rule(), ...check } })
  const statistics = onlyStatistics(verdict)
  return { verdict, statistics, said: [verdict.status, verdict.reason, statistics.result] }
}

describe('a limit that has to hold beyond chance', () => {
  const t = studentQuantile(0.95, 199) * 0.01
  const share = wilson(180, 200, normalQuantile(0.95))
  const mean = { value: 2, stderr: 0.01, n: 200 }
  const proportion = { value: 0.9, n: 200, unit: 'fraction' }
  it.each<[string, Limits, Partial<ReportRow>, readonly unknown[], LimitStatistics['method']]>([
    ['mean: bound at the minimum', { min: 2 - t }, mean, SHOWN, 'standard-error'],
    ['mean: bound just above', { min: 2 - t - 1e-6 }, mean, SHOWN, 'standard-error'],
    ['mean: bound just below', { min: 2 - t + 1e-6 }, mean, OPEN, 'standard-error'],
    ['mean: value at the minimum', { min: 2 }, mean, OPEN, 'standard-error'],
    ['mean: value below', { min: 2.0001 }, mean, ['fail', 'metric-below-min', 'not-met'], 'standard-error'],
    ['mean: bound at the maximum', { max: 2 + t }, mean, SHOWN, 'standard-error'],
    ['mean: bound just above the maximum', { max: 2 + t - 1e-6 }, mean, OPEN, 'standard-error'],
    ['mean: value above', { max: 1.9 }, mean, ['fail', 'metric-above-max', 'not-met'], 'standard-error'],
    ['strict limits alike', { above: 2 - t - 1e-6 }, mean, SHOWN, 'standard-error'],
    ['strict limits alike, below', { below: 2 + t - 1e-6 }, mean, OPEN, 'standard-error'],
    ['no n: the normal distribution', { min: 2 - 0.01645 }, { value: 2, stderr: 0.01 }, SHOWN, 'standard-error'],
    ['no n, just not', { min: 2 - 0.01644 }, { value: 2, stderr: 0.01 }, OPEN, 'standard-error'],
    [
      'an interval instead of an error',
      { min: 1.983 },
      { value: 2, interval: { low: 1.9804, high: 2.0196, level: 0.95 } },
      SHOWN,
      'standard-error',
    ],
    ['share: bound at the minimum', { min: share.low }, proportion, SHOWN, 'wilson'],
    ['share: bound just below', { min: share.low + 1e-6 }, proportion, OPEN, 'wilson'],
    ['share: maximum', { max: share.high }, proportion, SHOWN, 'wilson'],
    ['share: maximum, just not', { max: share.high - 1e-6 }, proportion, OPEN, 'wilson'],
    ['percent', { min: 100 * share.low }, { value: 90, n: 200, unit: '%' }, SHOWN, 'wilson'],
    [
      'share known by its error',
      { min: share.low },
      { value: 0.9, n: 200, stderr: Math.sqrt(0.09 / 199) },
      SHOWN,
      'wilson',
    ],
    [
      'a larger error is believed, for it knows of clusters',
      { min: share.low },
      { ...proportion, stderr: 0.03 },
      OPEN,
      'standard-error',
    ],
    ['error 0, all right: no certainty', { min: 0.99 }, { value: 1, stderr: 0, n: 200 }, OPEN, 'wilson'],
    ['error 0, all right, and enough of them', { min: 0.98 }, { value: 1, stderr: 0, n: 200 }, SHOWN, 'wilson'],
    ['error 0 of a share that is neither', { min: share.low }, { ...proportion, stderr: 0 }, SHOWN, 'wilson'],
    ['error 0, none', { max: 0.02 }, { value: 0, stderr: 0, n: 200 }, SHOWN, 'wilson'],
    ['no toxic answer in 100', { max: 0.02 }, { value: 0, stderr: 0, n: 100 }, OPEN, 'wilson'],
  ])('%s', (_name, limits, candidate, expected, method) => {
    const { said, statistics } = judged(limits, candidate)
    expect(said).toEqual(expected)
    expect(statistics.method).toBe(method)
  })

  it.each<[string, Partial<ReportRow>, RegExp]>([
    ['neither error nor n', { value: 0.9 }, /neither a standard error nor how many samples/],
    ['error 0 without n', { value: 1, stderr: 0 }, /no certainty/],
    ['error 0 of something that is no share', { value: 0.5, stderr: 0, n: 200 }, /no certainty/],
    ['n alone, of something that may be no share', { value: 0.9, n: 200 }, /unit: fraction/],
    ['n alone, of seconds', { value: 0.9, n: 200, unit: 's' }, /unit: fraction/],
    ['an error that is no number', { value: 0.9, stderr: Number.NaN, n: 200 }, /no standard error/],
    ['too few', { value: 0.9, stderr: 0.001, n: 29 }, /^29 of at least 30 samples$/],
    ['one', { value: 0.9, stderr: 0.001, n: 1 }, /^1 of at least 30 samples$/],
  ])('%s: there is nothing to judge by', (_name, candidate, note) => {
    const { said, statistics, verdict } = judged({ min: 0.5 }, candidate)
    expect(said).toEqual(NO_DATA)
    expect(statistics.note).toMatch(note)
    expect(detailOf(verdict).limits).toEqual([
      { limit: 'min', text: '0.5', bound: 0.5, met: null, reason: 'insufficient-data' },
    ])
  })

  it('the bound is the end that has to reach the limit', () => {
    expect(judged({ min: 1 }, mean).statistics).toMatchObject({ bound: 2 - t, threshold: 1, estimate: 2, stderr: 0.01 })
    expect(judged({ max: 3 }, mean).statistics).toMatchObject({ bound: 2 + t, threshold: 3 })
    expect(judged({ below: 1 }, proportion).statistics).toMatchObject({ bound: share.high, n: 200 })
  })

  it('one sample is no sample, also when one is enough for the config', () => {
    const { said, statistics } = judged({ min: 0.5 }, { value: 0.9, stderr: 0.1, n: 1 }, { minSamples: 1 })
    expect(said).toEqual(NO_DATA)
    expect(statistics.note).toBe('there is one sample')
  })

  it('items that are right or wrong make a share, and of others the error is computed', () => {
    const binary = Array.from({ length: 200 }, (_, index) => (index < 180 ? 1 : 0))
    const of = (items: readonly number[], value: number, min: number) =>
      judgeStatistics({
        limits: { min },
        candidate: { value },
        check: { statistics: rule() },
        items: [itemScores(items)],
      })
    expect(onlyStatistics(of(binary, 0.9, 0.8))).toMatchObject({ method: 'wilson', n: 200, bound: share.low })
    const graded = Array.from({ length: 200 }, (_, index) => (index % 5) / 4)
    expect(onlyStatistics(of(graded, 0.5, 0.4))).toMatchObject({ method: 'standard-error', n: 200, result: 'shown' })
    // An F1 is no mean: the spread of the items says nothing about it.
    expect(onlyStatistics(of(graded, 0.7, 0.4))).toMatchObject({ result: 'no-data', n: 200 })
  })

  it('two sets of items at one address are none', () => {
    const items = itemScores([1, 0, 1])
    const verdict = judgeStatistics({
      limits: { min: 0.5 },
      candidate: { value: 0.66 },
      check: { statistics: rule() },
      items: [items, items],
    })
    expect(onlyStatistics(verdict).note).toMatch(/neither/)
  })

  it('says how many samples would suffice, and those do', () => {
    for (const [min, candidate] of [
      [0.88, { value: 0.9, n: 200, unit: 'fraction' }],
      [1.99, { value: 2, n: 200, stderr: 0.02 }],
      [0.1, { value: 0.9, unit: 'fraction' }],
      [0.89, { value: 0.9, unit: 'fraction' }],
    ] as const) {
      const { statistics } = judged({ min }, candidate)
      const needed = statistics.neededN ?? Number.NaN
      const stderr = 'stderr' in candidate ? { stderr: candidate.stderr * Math.sqrt(candidate.n / needed) } : {}
      const fewer = 'stderr' in candidate ? { stderr: candidate.stderr * Math.sqrt(candidate.n / (needed - 1)) } : {}
      expect(judged({ min }, { ...candidate, ...stderr, n: needed }).said).toEqual(SHOWN)
      expect(judged({ min }, { ...candidate, ...fewer, n: needed - 1 }).said).not.toEqual(SHOWN)
    }
  })

  it('no number of samples shows what the value itself only just meets', () => {
    expect(judged({ min: 0.9 }, { value: 0.9, n: 200, unit: 'fraction' }).statistics).not.toHaveProperty('neededN')
  })

  it('more confidence asks for more', () => {
    const at = (confidence: number) =>
      judged({ min: 1.985 }, { value: 2, stderr: 0.01, n: 200 }, { statistics: rule('interval', confidence) }).said
    expect([at(0.9), at(0.95)]).toEqual([SHOWN, OPEN])
  })

  it('each limit is asked by itself; a suspicious improvement stays a matter of the numbers', () => {
    const verdict = judgeStatistics({
      limits: { min: 1.9, max: 2.001 },
      candidate: { value: 2, stderr: 0.01, n: 200 },
      check: { statistics: rule() },
    })
    expect(detailOf(verdict).statistics?.map(({ limit, result }) => [limit, result])).toEqual([
      ['min', 'shown'],
      ['max', 'not-shown'],
    ])
  })
})

describe('on_inconclusive and severity', () => {
  const candidate = { value: 2, stderr: 0.01, n: 200 }
  it.each<[MetricCheck['onInconclusive'], MetricCheck['severity'], Status]>([
    ['fail', 'block', 'fail'],
    ['warn', 'block', 'warn'],
    ['pass', 'block', 'pass'],
    ['pending', 'block', 'pending'],
    ['fail', 'warn', 'warn'],
    ['pending', 'info', 'pass'],
  ])('%s, %s', (onInconclusive, severity, status) => {
    const { verdict, statistics } = judged({ min: 1.999 }, candidate, { onInconclusive, severity })
    expect(verdict).toMatchObject({ status, reason: 'insufficient-data' })
    expect(statistics.onInconclusive).toBe(onInconclusive)
  })

  it('never excuses a value that does not meet its limit, however few the samples', () => {
    for (const n of [1, 29, 30, 1e6]) {
      const { verdict } = judged({ min: 0.91 }, { value: 0.9, n, unit: 'fraction' }, { onInconclusive: 'pass' })
      expect(verdict).toMatchObject({ status: 'fail', reason: 'metric-below-min' })
    }
  })
})

describe('min_samples alone', () => {
  const point = (candidate: Partial<ReportRow>, minSamples = 100) =>
    judgeStatistics({ limits: { min: 0.5 }, candidate, check: { minSamples } })

  it.each<[string, Partial<ReportRow>, Status]>([
    ['as many', { n: 100 }, 'pass'],
    ['one fewer', { n: 99 }, 'fail'],
    ['unknown', {}, 'fail'],
    ['none', { n: 0 }, 'fail'],
  ])('%s', (_name, candidate, status) => {
    expect(point(candidate).status).toBe(status)
  })

  it('says what is missing, and nothing when enough is there', () => {
    expect(onlyStatistics(point({ n: 99 }))).toEqual({
      limit: 'min',
      result: 'no-data',
      n: 99,
      neededN: 100,
      note: '99 of at least 100 samples',
      onInconclusive: 'fail',
    })
    expect(onlyStatistics(point({}))).toMatchObject({ neededN: 100, note: expect.stringContaining('does not say') })
    expect(detailOf(point({ n: 100 }))).not.toHaveProperty('statistics')
  })

  it('holds where there is nothing to compare with as well, when the config names it', () => {
    const first = (candidate: Partial<ReportRow>, check: Partial<MetricCheck>) =>
      judgeStatistics({ limits: { maxRegression: change(0.1) }, candidate, check })
    expect(first({ n: 99 }, { minSamples: 100 })).toMatchObject({ status: 'fail', reason: 'insufficient-data' })
    expect(first({ n: 100 }, { minSamples: 100 })).toMatchObject({ status: 'pass', reason: 'first-promotion' })
    expect(first({ n: 3 }, { statistics: rule('non-inferiority') })).toMatchObject({ reason: 'first-promotion' })
  })

  it('a value that does not meet its limit fails for that', () => {
    expect(point({ value: 0.4, n: 5 })).toMatchObject({ status: 'fail', reason: 'metric-below-min' })
  })
})

it('a check without statistics shows none', () => {
  expect(detailOf(judgeStatistics({ limits: { min: 0.5 } }))).not.toHaveProperty('statistics')
})
