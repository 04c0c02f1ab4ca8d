import { describe, expect, it } from '@jest/globals'
import type { CanaryMetric } from '../../../src/config/gate-config.ts'
import { readReport } from '../../../src/evidence/read-report.ts'
import { indexReport } from '../../../src/evidence/row-index.ts'
import { compareNumber } from '../../../src/promotion/canary-numbers.ts'
import { NO_NUMBERS, numbersOf } from '../../../src/promotion/numbers.ts'
import { metricCheck } from '../checks/facts-builder.ts'
import { change, detailOf, rule } from '../checks/statistics-builder.ts'

const CHECK = metricCheck(
  { maxRegression: change(10) },
  {
    address: { by: 'address', metric: 'latency' },
    direction: 'lower_is_better',
    statistics: rule('sequential', 0.95),
    minSamples: 500,
    onInconclusive: 'pending',
  },
)
const BESIDE: CanaryMetric = {
  check: CHECK,
  samples: { by: 'address', metric: 'requests' },
  stderr: { by: 'select', select: '/latency_se' },
}

function numbers(document: object) {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  return numbersOf(indexReport(readReport({ bytes, file: 'live.json', format: 'json' })))
}

const GOOD = { latency: 200, requests: 5000, latency_se: 0.5 }

function compare(candidate: object, baseline: object | null = GOOD, metric = BESIDE) {
  const against = baseline === null ? null : { numbers: numbers(baseline), version: 'v6' }
  return compareNumber(metric, { candidate: numbers(candidate), baseline: against, report: 'live' })
}

describe('a number of both versions', () => {
  it('has its samples and its error from beside it', () => {
    const { verdict, row } = compare({ latency: 201, requests: 6000, latency_se: 0.4 })
    expect(row).toMatchObject({ metric: 'latency', value: 201, n: 6000, stderr: 0.4 })
    expect([verdict.status, detailOf(verdict).statistics?.[0]]).toMatchObject([
      'pass',
      { result: 'shown', n: 6000, baselineN: 5000 },
    ])
  })

  it.each<[string, object, string]>([
    ['without samples', { latency: 200, latency_se: 0.5 }, 'pending'],
    ['with text for samples', { ...GOOD, requests: 'many' }, 'pending'],
    ['with fewer than none', { ...GOOD, requests: -1 }, 'pending'],
    ['without an error', { latency: 200, requests: 5000 }, 'pending'],
    ['with an error of 0', { ...GOOD, latency_se: 0 }, 'pending'],
    ['not there', { requests: 5000, latency_se: 0.5 }, 'fail'],
    ['with all of it', GOOD, 'pass'],
  ])('%s', (_, candidate, status) => {
    expect(compare(candidate).verdict.status).toBe(status)
  })

  it('as the report has it, where the config names no place', () => {
    const own = { latency: { value: 200, n: 5000, stderr: 0.5 } }
    const plain: CanaryMetric = { ...BESIDE, samples: null, stderr: null }
    const found = compare(own, own, plain)
    expect(found.row).toMatchObject({ value: 200, n: 5000, stderr: 0.5 })
    expect(found.verdict.status).toBe('pass')
  })

  it('of a version that has nobody to be compared with', () => {
    const { verdict } = compare(GOOD, null)
    expect([verdict.status, verdict.reason]).toEqual(['pass', 'first-promotion'])
  })

  it('of one version only', () => {
    const { verdict } = compare(GOOD, { requests: 1 })
    expect([verdict.status, verdict.reason]).toEqual(['fail', 'baseline-missing'])
    const none = compareNumber(BESIDE, { candidate: NO_NUMBERS, baseline: null, report: 'live' })
    expect([none.row, none.verdict.reason]).toEqual([null, 'metric-missing'])
  })
})
