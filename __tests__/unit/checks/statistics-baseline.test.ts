import { describe, expect, it } from '@jest/globals'
import type { LimitStatistics } from '../../../src/checks/limit-statistics.ts'
import type { BaselineInput } from '../../../src/checks/metric-input.ts'
import type { StatisticalRule } from '../../../src/config/gate-config.ts'
import type { ReportRow } from '../../../src/evidence/report.ts'
import { hodgesLehmann } from '../../../src/statistics/mann-whitney.ts'
import { mcnemarGain } from '../../../src/statistics/mcnemar.ts'
import { normalQuantile } from '../../../src/statistics/normal.ts'
import { newcombe } from '../../../src/statistics/proportion.ts'
import { randomWords } from '../../../src/statistics/random.ts'
import { signFlip } from '../../../src/statistics/sign-flip.ts'
import { tangoInterval } from '../../../src/statistics/tango.ts'
import {
  baselineRow,
  change,
  detailOf,
  itemScores,
  type Judging,
  judgeStatistics,
  onlyStatistics,
  rule,
} from './statistics-builder.ts'

const SHOWN = ['pass', undefined, 'shown']
const OPEN = ['fail', 'insufficient-data', 'not-shown']
const NO_DATA = ['fail', 'insufficient-data', 'no-data']

type Asked = Omit<Judging, 'limits'> & { readonly margin: number | string; readonly method?: StatisticalRule['method'] }

/** Non-inferiority unless the method says superiority. */
function compared({ margin, method = 'non-inferiority', check, ...rest }: Asked) {
  const limit = method === 'superiority' ? 'minImprovement' : 'maxRegression'
  const verdict = judgeStatistics({
    limits: { [limit]: change(margin) },
    ...rest,
    check: { statistics: rule(method), ...check },
  })
  const statistics = onlyStatistics(verdict)
  return { verdict, statistics, said: [verdict.status, verdict.reason, statistics.result] }
}

const ofShare = (successes: number, n: number): Partial<ReportRow> => ({ value: successes / n, n, unit: 'fraction' })

describe('two versions measured apart', () => {
  const z = normalQuantile(0.95)
  const ours = { successes: 830, n: 1000 }
  const theirs = { successes: 835, n: 1000 }
  const bound = newcombe(ours, theirs, z).low
  const shares = { candidate: ofShare(830, 1000), baseline: baselineRow(ofShare(835, 1000)) }
  const means = {
    candidate: { value: 200, stderr: 3, n: 1e6 },
    baseline: baselineRow({ value: 201, stderr: 4, n: 1e6 }),
  }
  const lower = { direction: 'lower_is_better' } as const

  it.each<[string, Asked, readonly unknown[], LimitStatistics['method']]>([
    ['shares: bound at the margin', { ...shares, margin: -bound }, SHOWN, 'newcombe'],
    ['shares: margin a little smaller', { ...shares, margin: -bound - 1e-6 }, OPEN, 'newcombe'],
    [
      'shares: worse than the margin',
      { ...shares, margin: 0.004 },
      ['fail', 'metric-regressed', 'not-met'],
      'newcombe',
    ],
    ['means: bound at the margin', { ...means, margin: 1 + 5 * z + 1e-4 }, SHOWN, 'welch'],
    ['means: margin a little smaller', { ...means, margin: 1 + 5 * z - 1e-3 }, OPEN, 'welch'],
    [
      'means, lower is better: bound at the margin',
      { ...means, check: lower, margin: 5 * z - 1 + 1e-4 },
      SHOWN,
      'welch',
    ],
    ['means, lower is better: a little smaller', { ...means, check: lower, margin: 5 * z - 1 - 1e-3 }, OPEN, 'welch'],
    [
      'no n, errors alone',
      { candidate: { value: 200, stderr: 3 }, baseline: baselineRow({ value: 201, stderr: 4 }), margin: 1 + 5 * z },
      SHOWN,
      'welch',
    ],
    [
      'superiority: not even better',
      { ...means, method: 'superiority', margin: 0 },
      ['fail', 'metric-not-improved', 'not-met'],
      'welch',
    ],
    [
      'superiority: better, perhaps by chance',
      { ...means, check: lower, method: 'superiority', margin: 0 },
      OPEN,
      'welch',
    ],
    [
      'superiority: shown',
      {
        candidate: { value: 210, stderr: 3 },
        baseline: baselineRow({ value: 200, stderr: 4 }),
        method: 'superiority',
        margin: 1.7,
      },
      SHOWN,
      'welch',
    ],
    [
      'superiority by more: open',
      {
        candidate: { value: 210, stderr: 3 },
        baseline: baselineRow({ value: 200, stderr: 4 }),
        method: 'superiority',
        margin: 1.8,
      },
      OPEN,
      'welch',
    ],
    [
      'a share against a mean',
      {
        candidate: ofShare(830, 1000),
        baseline: baselineRow({ value: 0.835, stderr: 0.03, n: 1000, unit: 'fraction' }),
        margin: 0.06,
      },
      SHOWN,
      'newcombe',
    ],
    [
      'all right on both sides: errors of 0 are no certainty',
      { candidate: ofShare(100, 100), baseline: baselineRow(ofShare(100, 100)), margin: 0.02 },
      OPEN,
      'newcombe',
    ],
  ])('%s', (_name, asked, expected, method) => {
    const { said, statistics } = compared(asked)
    expect(said).toEqual(expected)
    expect(statistics.method).toBe(method)
  })

  it('relative margins are judged on the ratio, with the error of the baseline scaled', () => {
    // 5 % of 200 are 10: 210 − z·√(3² + (1.05·4)²) lower bound of 1.05·201 − 200.
    const half = z * Math.hypot(3, 1.05 * 4)
    const distance = 1.05 * 201 - 200
    const { said, statistics } = compared({ ...means, check: lower, margin: '5%' })
    expect(said).toEqual(distance > half ? SHOWN : OPEN)
    // Told as candidate − baseline: −1 as it came out, at most `bound`, and 10.05 is allowed.
    expect(statistics.estimate).toBeCloseTo(-1)
    expect(statistics.threshold).toBeCloseTo(10.05)
    expect(statistics.bound).toBeCloseTo(10.05 - distance + half, 3)
  })

  it('relative, more is better', () => {
    const { statistics, said } = compared({ ...means, margin: '5%' })
    expect([said, statistics.threshold?.toFixed(6)]).toEqual([SHOWN, '-10.050000'])
    expect(statistics.bound).toBeGreaterThan(-10.05)
  })

  it('a baseline that is mostly noise has no percentage', () => {
    const baseline = baselineRow({ value: 30, stderr: 4 })
    const { said, statistics } = compared({ candidate: { value: 90, stderr: 1 }, baseline, margin: '5%' })
    expect([said, statistics.note]).toEqual([NO_DATA, expect.stringContaining('use an absolute one')])
    expect(compared({ candidate: { value: 90, stderr: 1 }, baseline, margin: 5 }).said).toEqual(SHOWN)
  })

  it.each<[string, Partial<ReportRow>, Partial<ReportRow>, RegExp]>([
    ['no error of the candidate', { value: 0.8 }, ofShare(80, 100), /^the report says neither/],
    ['no error of the baseline', ofShare(80, 100), { value: 0.8 }, /^baseline: the report says neither/],
    ['baseline too small', ofShare(80, 100), ofShare(16, 20), /^baseline: 20 of at least 30/],
    ['candidate too small', ofShare(16, 20), ofShare(80, 100), /^20 of at least 30/],
  ])('%s', (_name, candidate, baseline, note) => {
    const { said, statistics } = compared({ candidate, baseline: baselineRow(baseline), margin: 0.1 })
    expect([said, statistics.note]).toEqual([NO_DATA, expect.stringMatching(note)])
  })

  it.each<[string, BaselineInput, readonly unknown[]]>([
    ['nobody holds the stage', { kind: 'nobody' }, ['pass', 'first-promotion']],
    ['no number of the baseline', { kind: 'missing', note: 'gone' }, ['fail', 'baseline-missing']],
    ['another dataset', baselineRow({ ...ofShare(9, 10), dataset: 'b' }), ['error', 'baseline-not-comparable']],
  ])('%s: as without statistics', (_name, baseline, expected) => {
    const verdict = judgeStatistics({
      limits: { maxRegression: change(0.1) },
      candidate: { ...ofShare(900, 1000), dataset: 'a' },
      baseline,
      check: { statistics: rule('non-inferiority') },
    })
    expect([verdict.status, verdict.reason]).toEqual(expected)
    expect(detailOf(verdict)).not.toHaveProperty('statistics')
  })

  it('says how many samples would suffice', () => {
    const { statistics } = compared({ ...shares, margin: 0.03 })
    const needed = statistics.neededN ?? 0
    const at = (n: number) =>
      compared({ candidate: ofShare(0.83 * n, n), baseline: baselineRow(ofShare(0.835 * n, n)), margin: 0.03 }).said
    expect(at(Math.ceil(needed * 1.02))).toEqual(SHOWN)
    expect(at(Math.floor(needed * 0.95))).toEqual(OPEN)
  })

  it('a suspicious improvement is judged by the numbers, beside the statistics', () => {
    const verdict = judgeStatistics({
      limits: { maxRegression: change(0.1), maxImprovement: change(0.05) },
      candidate: ofShare(950, 1000),
      baseline: baselineRow(ofShare(830, 1000)),
      check: { statistics: rule('non-inferiority') },
    })
    expect(verdict).toMatchObject({ status: 'fail', reason: 'metric-suspicious' })
    expect(onlyStatistics(verdict)).toMatchObject({ limit: 'max_regression', result: 'shown' })
  })
})

/** `gained` items right only now, `lost` only before, the rest right on both sides. */
function binaryItems(n: number, gained: number, lost: number, scale = 1) {
  const ours = Array.from({ length: n }, (_, index) => (index >= gained && index < gained + lost ? 0 : scale))
  const theirs = Array.from({ length: n }, (_, index) => (index < gained ? 0 : scale))
  const mean = (scores: readonly number[]) => scores.reduce((sum, score) => sum + score, 0) / n
  return {
    candidate: { value: mean(ours) },
    baseline: baselineRow({ value: mean(theirs) }),
    items: [itemScores(ours)],
    baselineItems: [itemScores(theirs)],
  }
}

/** Scores around a base, the candidate shifted; reproducible. */
function gradedItems(n: number, shift: number, noise: (u: number) => number = (u) => u - 0.5) {
  const next = randomWords(11)
  const uniform = () => next() / 2 ** 32
  const theirs = Array.from({ length: n }, () => 5 + 3 * uniform())
  const raw = theirs.map((score) => ({ score, noise: noise(uniform()) }))
  const centre = raw.reduce((sum, each) => sum + each.noise, 0) / n
  const ours = raw.map(({ score, noise: own }) => score + shift + own - centre)
  const mean = (scores: readonly number[]) => scores.reduce((sum, score) => sum + score, 0) / n
  return {
    candidate: { value: mean(ours) },
    baseline: baselineRow({ value: mean(theirs) }),
    items: [itemScores(ours)],
    baselineItems: [itemScores(theirs)],
    differences: ours.map((score, index) => score - (theirs[index] ?? 0)),
  }
}

describe('two versions on the same items', () => {
  it.each<[string, Asked, readonly unknown[], LimitStatistics['method']]>([
    ['any gain: McNemar, shown', { ...binaryItems(500, 30, 10), method: 'superiority', margin: 0 }, SHOWN, 'mcnemar'],
    [
      'any gain: McNemar, may be chance',
      { ...binaryItems(500, 17, 10), method: 'superiority', margin: 0 },
      OPEN,
      'mcnemar',
    ],
    ['nothing changed is no gain', { ...binaryItems(500, 0, 0), method: 'superiority', margin: 0 }, OPEN, 'mcnemar'],
    ['a margin: Tango, shown', { ...binaryItems(500, 10, 12), margin: 0.025 }, SHOWN, 'tango'],
    ['a margin: Tango, open', { ...binaryItems(500, 10, 12), margin: 0.015 }, OPEN, 'tango'],
    ['nothing changed of many is not worse', { ...binaryItems(500, 0, 0), margin: 0.01 }, SHOWN, 'tango'],
    ['nothing changed of few is not much', { ...binaryItems(100, 0, 0), margin: 0.01 }, OPEN, 'tango'],
    ['percent', { ...binaryItems(500, 10, 12, 100), margin: 2.5 }, SHOWN, 'tango'],
    [
      'more than the margin was lost',
      { ...binaryItems(500, 0, 30), margin: 0.01 },
      ['fail', 'metric-regressed', 'not-met'],
      'tango',
    ],
    ['a share of a percentage is no 0 or 1', { ...binaryItems(500, 10, 12), margin: '5%' }, SHOWN, 'sign-flip'],
    ['graded: paired t', { ...gradedItems(400, 0.02), margin: 0.02 }, SHOWN, 'paired-t'],
    ['graded: open', { ...gradedItems(400, 0.02), margin: 0.001 }, OPEN, 'paired-t'],
    ['graded, relative', { ...gradedItems(400, 0), margin: '1%' }, SHOWN, 'paired-t'],
    [
      'few: sign flips',
      { ...gradedItems(12, 0.1), check: { minSamples: 10, statistics: rule('paired') }, margin: 0.5 },
      SHOWN,
      'sign-flip',
    ],
    [
      'heavy tails: sign flips',
      { ...gradedItems(400, 0.02, (u) => (u > 0.98 ? 30 : 0)), margin: 1 },
      SHOWN,
      'sign-flip',
    ],
    ['all equal: sign flips', { ...gradedItems(400, 0, () => 0), margin: 0.01 }, SHOWN, 'sign-flip'],
    [
      'lower is better',
      { ...gradedItems(400, -0.02), check: { direction: 'lower_is_better' }, margin: 0.02 },
      SHOWN,
      'paired-t',
    ],
  ])('%s', (_name, asked, expected, method) => {
    const { said, statistics } = compared(asked)
    expect(said).toEqual(expected)
    expect(statistics.method).toBe(method)
    expect(statistics).toMatchObject({ unmatched: 0 })
  })

  it("the numbers are those of the tests' own functions", () => {
    const lost = { ...binaryItems(500, 10, 12), margin: 0.025 }
    expect(compared(lost).statistics).toMatchObject({
      bound: tangoInterval({ gained: 10, lost: 12 }, 500, 0.95).low,
      changed: { gained: 10, lost: 12 },
      n: 500,
      threshold: -0.025,
    })
    const gain = compared({ ...binaryItems(500, 30, 10), method: 'superiority', margin: 0 }).statistics
    expect(gain.pValue).toBe(mcnemarGain({ gained: 30, lost: 10 }))
    expect(gain).not.toHaveProperty('bound')
    const { differences, ...few } = gradedItems(12, 0.1)
    const flipped = compared({ ...few, margin: 0.5, check: { minSamples: 10, statistics: rule('non-inferiority') } })
    expect(flipped.statistics.pValue).toBe(signFlip(differences).pAbove(-0.5))
    expect(flipped.statistics.bound).toBeCloseTo(signFlip(differences).lowerBound(0.05), 9)
  })

  it('pairing sees what the two numbers alone cannot', () => {
    const items = { ...binaryItems(500, 10, 12), margin: 0.03 }
    expect(compared(items).said).toEqual(SHOWN)
    const { items: _, ...alone } = items
    const unpaired = { ...alone, candidate: ofShare(488, 500), baseline: baselineRow(ofShare(300, 500)) }
    expect(compared({ ...unpaired, candidate: ofShare(296, 500) }).said).toEqual(OPEN)
  })

  it('the order of the items does not matter, also where patterns are drawn', () => {
    const { items, baselineItems, ...rest } = gradedItems(60, 0.02, (u) => (u > 0.98 ? 3 : 0))
    const forward = compared({ ...rest, items, baselineItems, margin: 0.3 })
    const turned = items.map(({ ids = [], scores, ...address }) => ({
      ...address,
      ids: ids.toReversed(),
      scores: scores.toReversed(),
    }))
    const backward = compared({ ...rest, items: turned, baselineItems, margin: 0.3 })
    expect(forward.statistics.method).toBe('sign-flip')
    expect(backward.verdict).toEqual(forward.verdict)
  })

  it('repetitions of an item are no further items', () => {
    const once = binaryItems(400, 20, 10)
    const twice = (items: Asked['items']) =>
      items?.map(({ ids = [], scores, ...address }) => ({
        ...address,
        ids: [...ids, ...ids],
        scores: Float64Array.from([...scores, ...scores]),
      }))
    const repeated = { ...once, items: twice(once.items) ?? [], baselineItems: twice(once.baselineItems) ?? [] }
    expect(compared({ ...repeated, margin: 0.03 }).statistics).toEqual(compared({ ...once, margin: 0.03 }).statistics)
  })

  describe('what cannot be paired', () => {
    const paired = binaryItems(400, 20, 10)
    const [own] = paired.items
    const [other] = paired.baselineItems
    if (own === undefined || other === undefined) throw new Error('no items')
    const renamed = (from: typeof own, count: number) => ({
      ...from,
      ids: (from.ids ?? []).map((id, index) => (index < count ? `other-${id}` : id)),
    })
    const { ids: _, ...nameless } = own
    const half = { ...own, scores: own.scores.map((score, index) => (index % 10 === 0 ? Number.NaN : score)) }

    it.each<[string, Partial<Asked>, RegExp]>([
      ['no items', { items: [] }, /^the report has no scores of single items/],
      ['none of the baseline', { baselineItems: [] }, /of the baseline.*baseline-report/],
      ['no ids', { items: [nameless] }, /no ids/],
      ['fewer ids than scores', { items: [{ ...own, ids: ['a'] }] }, /no ids/],
      ['94.75 % on both sides', { items: [renamed(own, 21)] }, /^only 94.8 % of the items are on both sides/],
      ['items without a score count as missing', { items: [half] }, /^only 90.0 %/],
      ['nothing on both sides', { items: [renamed(own, 400)] }, /^only 0.0 %/],
      ['items of another metric', { items: [{ ...own, metric: 'f1' }] }, /no scores of single items/],
      [
        'a number that is not their mean',
        { candidate: { value: 0.6 }, check: { direction: 'lower_is_better' } },
        /not the mean/,
      ],
    ])('%s: `paired` refuses', (_name, over, note) => {
      const asked = { ...paired, margin: 0.05, method: 'paired', ...over } as const
      const { said, statistics } = compared(asked)
      expect(said).toEqual(NO_DATA)
      expect(statistics.note).toMatch(note)
    })

    it('95 % on both sides do, and the rest is told', () => {
      const { said, statistics } = compared({ ...paired, items: [renamed(own, 20)], margin: 0.05, method: 'paired' })
      expect(said).toEqual(SHOWN)
      expect(statistics.n).toBe(380)
      expect(statistics.unmatched).toBeCloseTo(40 / 420)
    })

    it('`non-inferiority` takes the two numbers instead, and says so', () => {
      const { statistics } = compared({ ...paired, items: [renamed(own, 40)], margin: 0.05 })
      expect(statistics).toMatchObject({
        method: 'newcombe',
        result: 'shown',
        note: expect.stringMatching(/^not paired: only 90/),
      })
    })

    it('too few pairs', () => {
      const { said, statistics } = compared({ ...binaryItems(29, 3, 0), margin: 0.05, method: 'paired' })
      expect([said, statistics.note]).toEqual([NO_DATA, '29 of at least 30 samples'])
    })
  })
})

describe('samples by their ranks', () => {
  const next = randomWords(5)
  const sample = (n: number, shift: number) =>
    Array.from({ length: n }, () => 100 + shift + 40 * (next() / 2 ** 32) ** 4)
  const [ours, theirs] = [sample(300, 2), sample(280, 0)]
  const { ids: _, ...own } = itemScores(ours)
  const { ids: __, ...other } = itemScores(theirs)
  const latency = {
    candidate: { value: 131, unit: 'ms' },
    baseline: baselineRow({ value: 130, unit: 'ms' }),
    items: [own],
    baselineItems: [other],
    check: { direction: 'lower_is_better', statistics: rule('mann-whitney') },
  } as const

  it('a shift of 2 ms is within 4 and not within 1.5, and beyond 1 as it came out', () => {
    expect(compared({ ...latency, margin: 4 }).said).toEqual(SHOWN)
    expect(compared({ ...latency, margin: 1.5 }).said).toEqual(OPEN)
    expect(compared({ ...latency, margin: 0.5 }).said).toEqual(['fail', 'metric-regressed', 'not-met'])
    expect(compared({ ...latency, margin: '4%' }).said).toEqual(SHOWN)
  })

  it('the estimate is the Hodges–Lehmann shift, p is on the right side of the bound', () => {
    const { statistics } = compared({ ...latency, margin: 4 })
    expect(statistics).toMatchObject({ method: 'mann-whitney', n: 300, baselineN: 280, threshold: 4 })
    expect(statistics.estimate).toBeCloseTo(hodgesLehmann(ours, theirs), 6)
    expect(statistics.bound).toBeGreaterThan(statistics.estimate ?? Number.NaN)
    expect(statistics.bound).toBeLessThan(4)
  })

  it('needs both samples, and enough of them', () => {
    expect(compared({ ...latency, items: [], margin: 4 }).said).toEqual(NO_DATA)
    expect(compared({ ...latency, baselineItems: [], margin: 4 }).said).toEqual(NO_DATA)
    const few = { ...other, scores: other.scores.slice(0, 20) }
    const { statistics } = compared({ ...latency, baselineItems: [few], margin: 4 })
    expect(statistics).toMatchObject({ result: 'no-data', baselineN: 20, note: 'baseline: 20 of at least 30 samples' })
  })

  it('a sample so small that nothing can be ruled out has no bound', () => {
    const { ids: ___, ...three } = itemScores([1, 2, 3])
    const check = { statistics: rule('mann-whitney', 0.999), minSamples: 1 } as const
    const { statistics } = compared({ ...latency, items: [three], baselineItems: [three], check, margin: 4 })
    expect(statistics).toMatchObject({ result: 'not-shown' })
    expect(statistics).not.toHaveProperty('bound')
    expect(statistics).not.toHaveProperty('neededN')
  })
})
