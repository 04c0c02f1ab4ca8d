import type { JsonObject } from '../json.ts'
import { readPrintedNumber } from '../number.ts'
import type { ItemScores, ReportRow } from '../report.ts'
import { attribute, type Suite, type TestCase } from './junit-tests.ts'

/**
 * Counts and pass rate of the file, the pass rate of each suite, and each test as `passed` 1 or 0. Suites have a metric of
 * their own, so that `metric: pass_rate` alone means the file.
 */
export function junitRows(root: JsonObject, suites: readonly Suite[]): readonly ReportRow[] {
  const tests = suites.flatMap((suite) => suite.tests)
  const rows: ReportRow[] = [passRate('pass_rate', tests, ''), ...countRows(tests)]
  const duration = durationRow(root, suites)
  if (duration !== undefined) rows.push(duration)
  for (const suite of suites) {
    rows.push({ ...passRate('suite_pass_rate', suite.tests, pointerOf(suite)), task: suite.name })
    for (const test of suite.tests) rows.push(testRow(suite.name, test))
  }
  return rows
}

/** The tests as items of the pass rate, for paired comparisons; undefined when two tests have the same name. */
export function testItems(suites: readonly Suite[]): ItemScores | undefined {
  const scores = new Map<string, number>()
  for (const { name, tests } of suites) {
    for (const test of tests) {
      const id = JSON.stringify([name, test.className ?? '', test.name])
      if (scores.has(id)) return undefined
      scores.set(id, test.state === 'skipped' ? Number.NaN : passed(test))
    }
  }
  return { metric: 'pass_rate', ids: [...scores.keys()], scores: Float64Array.from(scores.values()) }
}

function passed(test: TestCase): number {
  return test.state === 'passed' ? 1 : 0
}

/** Passed tests by tests that ran; one that ended with an error ran. */
function passRate(metric: string, tests: readonly TestCase[], pointer: string): ReportRow {
  const ran = tests.filter(({ state }) => state !== 'skipped')
  const facts = { metric, n: ran.length, direction: 'higher_is_better', pointer } as const
  if (ran.length === 0) return { ...facts, value: null, missing: 'absent', warnings: ['no test was run'] }
  return { ...facts, value: ran.reduce((sum, test) => sum + passed(test), 0) / ran.length }
}

function countRows(tests: readonly TestCase[]): readonly ReportRow[] {
  const count = (metric: string, states: readonly string[]): ReportRow => ({
    metric,
    value: tests.filter(({ state }) => states.includes(state)).length,
    direction: metric === 'tests' ? 'higher_is_better' : 'lower_is_better',
    pointer: '',
  })
  return [
    count('tests', ['passed', 'failed', 'error', 'skipped']),
    count('failures', ['failed']),
    count('errors', ['error']),
    count('skipped', ['skipped']),
  ]
}

function testRow(task: string, test: TestCase): ReportRow {
  const shared = {
    metric: 'passed',
    task,
    slice: { test: test.name, ...(test.className === undefined ? {} : { class: test.className }) },
    direction: 'higher_is_better',
    pointer: test.pointer,
  } as const
  if (test.state !== 'skipped') return { ...shared, value: passed(test) }
  return { ...shared, value: null, missing: 'absent', warnings: ['the test was skipped'] }
}

/** Of the file, else the sum of its outermost suites. */
function durationRow(root: JsonObject, suites: readonly Suite[]): ReportRow | undefined {
  const own = readPrintedNumber(attribute(root, 'time')).value
  const outer = suites.filter(({ name }) => !name.includes('/'))
  const times = outer.map(({ element }) => readPrintedNumber(attribute(element, 'time')).value)
  const sum = times.reduce<number | null>((total, time) => (total === null || time === null ? null : total + time), 0)
  const value = own ?? (times.length === 0 ? null : sum)
  if (value === null) return undefined
  return { metric: 'duration', value, unit: 's', direction: 'lower_is_better', pointer: '/attributes/time' }
}

function pointerOf(suite: Suite): string {
  const first = suite.tests[0]?.pointer ?? ''
  return first.replace(/\/children\/\d+$/, '')
}
