import { describe, expect, it } from '@jest/globals'
import type { RecordFacts, VersionFacts } from '../../../src/checks/facts.ts'
import { judge } from '../../../src/promotion/judge.ts'
import { metricCourses } from '../../../src/promotion/metric-course.ts'
import { movedMetrics } from '../../../src/promotion/moved-metrics.ts'
import type { PromotionFacts } from '../../../src/promotion/promotion-facts.ts'
import { record } from '../checks/facts-builder.ts'
import {
  GATES,
  gates,
  loaded,
  named,
  promotionFacts,
  registryFacts,
  requestOf,
  V6,
  V7,
  V8,
} from './promotion-builder.ts'

const CHECKS = '[{ metric: accuracy, min: 0.65, max_regression: 0.01, direction: higher_is_better }]'
const ROW = { report: 'quality', metric: 'accuracy', pointer: '/accuracy' }

function withChecks(checks: string) {
  const config = gates(GATES.replace(CHECKS, checks))
  return { config, request: requestOf('support-llm', 'production', config) }
}

function other(number: number): VersionFacts {
  return { ...V6, version: `v${number}`, artifactId: `artifact-${number}`, digest: `digest-${number}` }
}

function held(of: VersionFacts, rows: unknown, over: Partial<RecordFacts> = {}): RecordFacts {
  return record({ stage: 'production', to: named(of), body: { rows }, ...over })
}

function facts(records: readonly RecordFacts[], over: Partial<PromotionFacts> = {}): PromotionFacts {
  return promotionFacts({ registry: registryFacts({ records }), baselineReports: new Map(), ...over })
}

function courses(records: readonly RecordFacts[], over: Partial<PromotionFacts> = {}) {
  const given = facts(records, over)
  return metricCourses(given, judge(given).verdict)
}

function points(records: readonly RecordFacts[], over: Partial<PromotionFacts> = {}): string {
  const found = courses(records, over).map(
    (course) => `${course.label}: ${course.points.map(({ version, value }) => `${version} ${value}`).join(', ')}`,
  )
  return found.join('; ')
}

const row = (value: unknown, more: object = {}) => ({ ...ROW, value, ...more })

describe('the course of a metric', () => {
  it.each<[string, readonly RecordFacts[], string]>([
    ['one version before', [held(V6, [row(0.8)])], 'accuracy: v6 0.8, v7 0.9'],
    ['oldest first', [held(V6, [row(0.8)]), held(other(4), [row(0.7)])], 'accuracy: v4 0.7, v6 0.8, v7 0.9'],
    ['nobody before', [], ''],
    ['no number of them', [held(V6, [row(0.8, { metric: 'f1' })])], ''],
    ['a record without rows', [held(V6, [])], ''],
    ['a number that was none', [held(V6, [row(null)])], ''],
    ['an altered record', [held(V6, [row(0.8)], { intact: false })], ''],
    ['an unfinished record', [held(V6, [row(0.8)], { sha256: null })], ''],
    ['a promotion that was abandoned', [held(V6, [row(0.8)], { conclusion: 'abandoned' })], ''],
    [
      'a version that came back, at its first place, by the record that has rows',
      [held(V6, [], { operation: 'rollback' }), held(V8, [row(0.6)]), held(V6, [row(0.8)])],
      'accuracy: v6 0.8, v8 0.6, v7 0.9',
    ],
    ['the candidate once, as it is now', [held(V7, [row(0.1)]), held(V6, [row(0.8)])], 'accuracy: v6 0.8, v7 0.9'],
  ])('%s', (_name, records, expected) => {
    expect(points(records)).toBe(expected)
  })

  it('has unit, limits that stand still, and what was measured otherwise', () => {
    const [course] = courses([held(V6, [row(0.8)]), held(other(4), [row(70, { unit: 'percent' })])])
    expect(course).toEqual({
      label: 'accuracy',
      report: 'quality',
      points: [
        { version: 'v6', value: 0.8 },
        { version: 'v7', value: 0.9 },
      ],
      limits: [{ limit: 'min', bound: 0.65 }],
      leftOut: ['v4'],
    })
  })

  it('is not drawn over other data', () => {
    const canonical = (value: number, dataset_version: string) => ({
      schema: 'model-promotion-gate/evaluation-report',
      schema_version: 1,
      status: 'complete',
      version: { artifact_id: 'artifact-7' },
      rows: [{ metric: 'accuracy', value, dataset: 'tickets', dataset_version }],
    })
    const reports = new Map([['quality', loaded(canonical(0.9, '2'))]])
    const other2 = row(0.8, { dataset: 'tickets', dataset_version: '1' })
    expect(points([held(V6, [other2])], { reports })).toBe('')
    expect(points([held(V6, [{ ...other2, dataset_version: '2' }])], { reports })).toMatch(/v6 0\.8, v7 0\.9$/)
  })

  it.each([
    ['a warning', '[{ metric: accuracy, min: 0.65, severity: warn }]', ''],
    [
      'beside one that blocks',
      '[{ metric: accuracy, min: 0.65, severity: warn }, { metric: accuracy, max: 0.95 }]',
      'accuracy: v6 0.8, v7 0.9',
    ],
    ['a selector', '[{ select: /accuracy, min: 0.65, direction: higher_is_better }]', '/accuracy: v6 0.8, v7 0.9'],
  ])('only of what blocks: %s', (_name, checks, expected) => {
    const rows = [row(0.8, { select: '/accuracy' }), row(0.8)]
    expect(points([held(V6, rows)], withChecks(checks))).toBe(expected)
  })

  it('the worst four, and at most twelve versions', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const checks = names.map((name) => `{ metric: ${name}, min: ${name === 'f' ? 0.95 : 0.5} }`).join(', ')
    const report = { artifact_id: 'artifact-7', ...Object.fromEntries(names.map((name) => [name, 0.9])) }
    const rows = names.map((metric) => row(0.8, { metric }))
    const records = Array.from({ length: 20 }, (_, index) => held(other(40 - index), rows))
    const found = courses(records, { ...withChecks(`[${checks}]`), reports: new Map([['quality', loaded(report)]]) })
    expect(found.map(({ label }) => label)).toEqual(['f', 'a', 'b', 'c'])
    expect(found.map((course) => course.points.length)).toEqual([12, 12, 12, 12])
    expect(found[0]?.points[0]?.version).toBe('v30')
  })

  it('is not drawn of a report that was made from another version', () => {
    const reports = new Map([['quality', loaded({ artifact_id: 'artifact-8', accuracy: 0.9 })]])
    expect(points([held(V6, [row(0.8)])], { reports })).toBe('')
  })
})

describe('of what one check stands for several times', () => {
  const canonical = (values: Readonly<Record<string, number>>) => ({
    schema: 'model-promotion-gate/evaluation-report',
    schema_version: 1,
    status: 'complete',
    version: { artifact_id: 'artifact-7' },
    rows: Object.entries(values).map(([task, value]) => ({ metric: 'acc', task, value })),
  })
  const reports = new Map([['quality', loaded(canonical({ law: 0.9, art: 0.7 }))]])
  const EACH = '[{ metric: acc, each: task, min: 0.6 }]'
  const MEAN = '[{ name: overall, metric: acc, aggregate: mean, min: 0.6, direction: higher_is_better }]'

  /** A record as this gate itself writes it of v6, whose numbers are lower. */
  function recordOf(checks: string): RecordFacts {
    const before = facts([], {
      ...withChecks(checks),
      reports: new Map([['quality', loaded(canonical({ law: 0.8, art: 0.6 }))]]),
    })
    const { verdict, rows } = judge(before)
    return held(V6, rows, { body: JSON.parse(JSON.stringify({ verdict, rows })) as Record<string, unknown> })
  }

  it('each for itself, and what is made of them, by what the earlier checks saw', () => {
    const each = withChecks(EACH)
    expect(points([recordOf(EACH)], { ...each, reports })).toBe('acc · art: v6 0.6, v7 0.7; acc · law: v6 0.8, v7 0.9')
    expect(points([recordOf(MEAN)], { ...withChecks(MEAN), reports })).toBe('overall: v6 0.7, v7 0.8')
  })

  it('never one for the other', () => {
    expect(points([recordOf(EACH)], { ...withChecks(MEAN), reports })).toBe('')
    expect(points([recordOf(MEAN.replace('mean', 'worst'))], { ...withChecks(MEAN), reports })).toBe('')
  })

  it('whatever stands in the record, it is passed over', () => {
    for (const verdict of [null, 7, { children: 7 }, { children: [null, { detail: { type: 'metric' } }] }, []])
      expect(
        points([held(V6, [row(0.8)], { body: { rows: [row(0.8)], verdict } })], { ...withChecks(EACH), reports }),
      ).toBe('')
  })
})

describe('metrics without a check', () => {
  function moved(report: object, baseline: object, over: Partial<PromotionFacts> = {}): string {
    const reports = new Map([['quality', loaded({ artifact_id: 'artifact-7', accuracy: 0.9, ...report })]])
    const baselineReports = new Map([['quality', loaded({ artifact_id: 'artifact-6', accuracy: 0.8, ...baseline })]])
    const given = promotionFacts({ reports, baselineReports, ...over })
    return movedMetrics(given, judge(given).verdict)
      .map(({ name, from, to }) => `${name} ${from} ${to}`)
      .join(', ')
  }

  it.each<[string, object, object, string]>([
    ['those that moved most first', { a: 1.1, b: 3 }, { a: 1, b: 1 }, 'b 1 3, a 1 1.1'],
    ['from nothing', { a: 1 }, { a: 0 }, 'a 0 1'],
    ['what did not move', { a: 1 }, { a: 1 }, ''],
    ['what only one has', { a: 1 }, { b: 1 }, ''],
    ['what is no number', { a: null, b: 'x' }, { a: 1, b: 1 }, ''],
  ])('%s', (_name, report, baseline, expected) => {
    expect(moved(report, baseline)).toBe(expected)
  })

  it('are ten at most', () => {
    const many = (value: number) => Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`m${index}`, value]))
    expect(moved(many(1), many(2)).split(', ')).toHaveLength(10)
  })

  it('come from the record where there is no baseline report', () => {
    const rows = [row(5, { metric: 'a', pointer: '/a' }), row(6, { metric: 'b', pointer: '/b', select: '/b' })]
    const registry = registryFacts({ records: [held(V6, rows)] })
    expect(moved({ a: 4, b: 4 }, {}, { registry, baselineReports: new Map() })).toBe('a 5 4')
    // The baseline report says more about the same: the record is not asked.
    expect(moved({ a: 4, b: 4 }, { a: 3 }, { registry })).toBe('a 3 4')
  })

  it('are none where nobody holds the stage, or numbers are of another version', () => {
    expect(moved({ a: 1 }, { a: 2 }, { registry: registryFacts({ holder: null }) })).toBe('')
    expect(moved({ artifact_id: 'artifact-8', a: 1 }, { a: 2 })).toBe('')
    expect(moved({ a: 1 }, { artifact_id: 'artifact-8', a: 2 })).toBe('')
  })
})
