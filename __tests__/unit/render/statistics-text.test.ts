import { describe, expect, it } from '@jest/globals'
import type { MetricDetail } from '../../../src/checks/detail.ts'
import type { LimitStatistics } from '../../../src/checks/limit-statistics.ts'
import { checkTables } from '../../../src/render/check-section.ts'
import { observation, problemClause } from '../../../src/render/sentences.ts'
import { boundText, statisticsClause } from '../../../src/render/statistics-text.ts'
import * as samples from '../../support/outcomes.ts'

const BASELINE = { value: 0.66, version: 'v11', source: 'baseline-report' } as const
const MIN: LimitStatistics = {
  limit: 'min',
  result: 'not-shown',
  method: 'standard-error',
  confidence: 0.95,
  estimate: 0.652,
  stderr: 0.011,
  bound: 0.63388,
  threshold: 0.65,
  pValue: 0.43,
  n: 1319,
  neededN: 107_912,
  onInconclusive: 'fail',
}
const REGRESSION: LimitStatistics = {
  ...MIN,
  limit: 'max_regression',
  method: 'welch',
  estimate: -0.008,
  bound: -0.0213,
  threshold: -0.01,
}

function detail(statistics: LimitStatistics, over: Partial<MetricDetail> = {}): MetricDetail {
  return {
    type: 'metric',
    report: 'quality',
    address: 'metric: acc',
    value: 0.652,
    stderr: 0.011,
    direction: 'higher_is_better',
    limits: [
      {
        limit: statistics.limit,
        text: statistics.limit === 'min' ? '0.65' : '0.01',
        met: statistics.result === 'shown' ? true : null,
        ...(statistics.result === 'shown' ? {} : { reason: 'insufficient-data' as const }),
      },
    ],
    statistics: [statistics],
    baseline: BASELINE,
    warnings: [],
    ...over,
  }
}

const said = (statistics: LimitStatistics, over: Partial<MetricDetail> = {}) =>
  statisticsClause(statistics, detail(statistics, over))
const { bound: _, ...UNBOUND } = REGRESSION
const { neededN: __, ...UNCOUNTED } = MIN

describe('statisticsClause', () => {
  it.each<[string, LimitStatistics, Partial<MetricDetail>, string]>([
    [
      'a minimum that is not shown',
      MIN,
      {},
      'at 95% confidence at least 0.6339, below the minimum of 0.65; about 110,000 samples instead of 1,319 would suffice if the numbers stay as they are',
    ],
    [
      'a minimum that is',
      { ...MIN, result: 'shown', bound: 0.6512 },
      {},
      'at 95% confidence at least 0.6512, above the minimum of 0.65',
    ],
    [
      'a maximum',
      { ...MIN, limit: 'max', confidence: 0.975, bound: 71.04, threshold: 71, neededN: 999 },
      { unit: 'percent' },
      'at 97.5% confidence at most 71.04%, above the maximum of 71%; about 1,000 samples instead of 1,319 would suffice if the numbers stay as they are',
    ],
    [
      'a strict limit',
      { ...MIN, limit: 'below', result: 'shown', bound: 0.1, threshold: 0.2 },
      {},
      'at 95% confidence at most 0.1, below 0.2',
    ],
    [
      'a regression that may be too large',
      REGRESSION,
      {},
      'at 95% confidence it may be as much as 0.0213 worse than v11, where 0.01 is allowed; about 110,000 samples instead of 1,319 would suffice if the numbers stay as they are',
    ],
    [
      'lower is better',
      { ...REGRESSION, result: 'shown', bound: 4.2, threshold: 5 },
      { direction: 'lower_is_better', unit: 'ms' },
      'at 95% confidence it may be as much as 4.2 ms worse than v11, where 0.01 is allowed',
    ],
    [
      'a gain',
      { ...REGRESSION, limit: 'min_improvement', result: 'shown', bound: 0.02 },
      {},
      'at 95% confidence it is at least 0.02 better than v11, where a gain of 0.01 is asked for',
    ],
    [
      'items that changed',
      {
        ...UNBOUND,
        limit: 'min_improvement',
        method: 'mcnemar',
        changed: { gained: 30, lost: 1 },
        pValue: 0.000_012_3,
        result: 'shown',
        unmatched: 0.013,
      },
      {},
      '30 items got better and 1 worse than v11, which chance alone does with a probability of 0.000012 (1.3% of the items have no counterpart)',
    ],
    [
      'one item',
      { ...UNBOUND, method: 'mcnemar', changed: { gained: 1, lost: 0 }, pValue: 0.5, result: 'shown' },
      {},
      '1 item got better and 0 worse than v11, which chance alone does with a probability of 0.5',
    ],
    [
      'no bound',
      { ...UNBOUND, pValue: 0.25, result: 'shown', note: 'not paired: no ids' },
      {},
      'chance alone does as well with a probability of 0.25, where 0.01 is allowed (not paired: no ids)',
    ],
    [
      'a percentile of too few',
      {
        limit: 'max',
        result: 'not-shown',
        method: 'order-statistics',
        confidence: 0.95,
        threshold: 800,
        n: 40,
        neededN: 59,
        onInconclusive: 'fail',
      },
      {},
      'too few samples for any bound at 95% confidence; about 59 samples instead of 40 would suffice if the numbers stay as they are',
    ],
    [
      'after a correction',
      { ...MIN, bound: 0.6512, pValue: 0.04, adjustedPValue: 0.12, correction: 'holm', neededN: 1500 },
      {},
      'at 95% confidence at least 0.6512, above the minimum of 0.65, but among several checks that may be chance (Holm, p 0.12); about 1,500 samples instead of 1,319 would suffice if the numbers stay as they are',
    ],
    [
      'after another, that changed nothing',
      { ...MIN, result: 'shown', bound: 0.6512, pValue: 0.01, adjustedPValue: 0.02, correction: 'bh' },
      {},
      'at 95% confidence at least 0.6512, above the minimum of 0.65',
    ],
    [
      'Benjamini–Hochberg',
      { ...UNCOUNTED, bound: 0.6512, pValue: 0.04, adjustedPValue: 0.06, correction: 'bh' },
      {},
      'at 95% confidence at least 0.6512, above the minimum of 0.65, but among several checks that may be chance (Benjamini–Hochberg, p 0.06)',
    ],
    [
      'no data',
      {
        limit: 'min',
        result: 'no-data',
        note: '29 of at least 30 samples',
        n: 29,
        neededN: 30,
        onInconclusive: 'fail',
      },
      {},
      '29 of at least 30 samples',
    ],
    [
      'no data, and how much would do',
      { limit: 'min', result: 'no-data', note: 'nothing is known', neededN: 38, onInconclusive: 'fail' },
      {},
      'nothing is known; about 38 samples would suffice if the numbers stay as they are',
    ],
    [
      'no data, no word',
      { limit: 'min', result: 'no-data', onInconclusive: 'fail' },
      {},
      'there is no uncertainty to judge 0.65 by',
    ],
  ])('%s', (_name, statistics, over, expected) => {
    expect(said(statistics, over)).toBe(expected)
  })
})

describe('in their places', () => {
  const node = (statistics: LimitStatistics, status: 'pass' | 'fail' | 'warn' = 'fail', over: object = {}) => {
    const { type: _type, report: _report, address: _address, ...facts } = detail(statistics)
    const reason = status === 'pass' && statistics.result === 'shown' ? {} : { reason: 'insufficient-data' as const }
    return samples.metric('acc', status, facts, { ...reason, ...over })
  }

  it('the sentence of the headline', () => {
    expect(problemClause(node(MIN))).toMatch(/^acc is 0\.652 ± 0\.011: at 95% confidence at least 0\.6339, below/)
  })

  it('the full verdict has everything, also of a pass', () => {
    expect(observation(node(MIN))).toMatch(
      /^0\.652 ± 0\.011, ≥ 0\.65 at 95% not shown, baseline v11 .*confidence at least 0\.6339/,
    )
    const shown = node({ ...MIN, result: 'shown', bound: 0.6512 }, 'pass')
    expect(observation(shown)).toMatch(/≥ 0\.65 at 95%, .*at least 0\.6512, above the minimum of 0\.65$/)
    expect(observation(shown)).not.toContain('suffice')
  })

  it('the table stays short, has the bound that decides, and marks what is not shown', () => {
    const { open } = checkTables(node(MIN, 'warn'))
    expect(open).toContain('**≥&nbsp;0.65**<br><sub>at&nbsp;95%:&nbsp;at&nbsp;least&nbsp;0.6339</sub> |')
    expect(open).not.toContain('confidence')
    expect(checkTables(node({ ...MIN, result: 'shown', bound: 0.6512 }, 'pass')).open).toContain(
      ' ≥&nbsp;0.65<br><sub>at&nbsp;95%:&nbsp;at&nbsp;least&nbsp;0.6512</sub> |',
    )
  })

  it.each<[string, LimitStatistics, Partial<MetricDetail>, string]>([
    ['a ceiling', { ...MIN, limit: 'max', bound: 0.41, threshold: 0.4 }, {}, 'at 95%: at most 0.41'],
    [
      'a change where more is better',
      { ...MIN, limit: 'max_regression', bound: -0.0134, threshold: -0.01 },
      {},
      'at 95%: change at least −0.0134',
    ],
    [
      'a change where less is better',
      { ...MIN, limit: 'max_regression', bound: 31.4, threshold: 40 },
      { direction: 'lower_is_better', unit: 'ms' },
      'at 95%: change at most +31.4 ms',
    ],
    ['no bound, but chance', { ...MIN, bound: Number.NaN, pValue: 0.031 }, {}, 'at 95%: p 0.031'],
    [
      'a correction that changed something',
      { ...MIN, pValue: 0.031, adjustedPValue: 0.062, correction: 'holm' },
      {},
      'at 95%: at least 0.6339; Holm p 0.062',
    ],
    [
      'one that changed nothing',
      { ...MIN, pValue: 0.031, adjustedPValue: 0.031, correction: 'bh' },
      {},
      'at 95%: at least 0.6339',
    ],
    ['nothing computed', { limit: 'min', result: 'no-data', confidence: 0.95, onInconclusive: 'fail' }, {}, ''],
    ['only a number of samples asked for', { limit: 'min', result: 'no-data', onInconclusive: 'fail' }, {}, ''],
  ])('bound: %s', (_name, statistics, over, expected) => {
    const limit = { limit: statistics.limit, text: '1', met: null } as const
    expect(boundText(limit, { ...detail(statistics), ...over })).toBe(expected)
    expect(boundText({ ...limit, limit: 'below' }, { ...detail(statistics), ...over })).toBe('')
  })

  it('an informative check that was not shown is no pass to the eye', () => {
    expect(checkTables(node(MIN, 'pass', { severity: 'info' })).open).toContain('ℹ️&nbsp;info')
  })
})
