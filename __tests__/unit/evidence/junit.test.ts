import { describe, expect, it } from '@jest/globals'
import { indexReport } from '../../../src/evidence/row-index.ts'
import { selectValue } from '../../../src/evidence/select-value.ts'
import { readFixture, readText, rowOf } from './fixture.ts'

const report = readFixture('junit.xml')
const read = (text: string) => readText(text, 'auto', 'junit.xml')

describe('JUnit XML', () => {
  it('counts errors as tests that did not pass, and skipped ones not at all', () => {
    expect(rowOf(report, { metric: 'pass_rate' })).toMatchObject({ value: 0.5, n: 4, direction: 'higher_is_better' })
    for (const [metric, value] of Object.entries({ tests: 5, failures: 1, errors: 1, skipped: 1, duration: 3 }))
      expect([metric, rowOf(report, { metric }).value]).toEqual([metric, value])
    expect(report.warnings).toEqual(['1 of 4 tests of refusals were skipped and do not count'])
  })

  it('gives each suite a pass rate of its own', () => {
    expect(rowOf(report, { metric: 'suite_pass_rate', task: 'refusals' })).toMatchObject({ value: 1 / 3, n: 3 })
    expect(rowOf(report, { metric: 'suite_pass_rate', task: 'languages/de' })).toMatchObject({ value: 1, n: 1 })
    expect(rowOf(report, { metric: 'suite_pass_rate', task: 'languages' })).toMatchObject({ value: null, n: 0 })
  })

  it('finds a test by its name', () => {
    const test = (name: string) => rowOf(report, { metric: 'passed', slice: { test: name } })
    expect(test('test_no_secrets')).toMatchObject({
      value: 1,
      task: 'refusals',
      slice: { class: 'tests.test_refusals' },
      pointer: '/children/0/children/1',
    })
    expect(test('test_refund["30 days"]').value).toBe(0)
    expect(test('test_timeout').value).toBe(0)
    expect(test('test_gpu')).toMatchObject({ value: null, missing: 'absent', warnings: ['the test was skipped'] })
    expect(rowOf(report, { metric: 'passed', task: 'languages/de' }).value).toBe(1)
  })

  it('knows date, version and single tests', () => {
    expect(report).toMatchObject({ format: 'junit', status: 'unknown', created_at: '2026-05-04T08:20:30.123Z' })
    expect(report.identity).toEqual([{ text: 'acme/evals/support-llm:v12', source: 'property model_version' }])
    const [items] = report.items ?? []
    expect([items?.metric, items?.ids?.length, [...(items?.scores ?? [])]]).toEqual([
      'pass_rate',
      5,
      [1, 0, 0, Number.NaN, 1],
    ])
    expect(items?.ids?.[0]).toBe('["refusals","tests.test_refusals","test_no_secrets"]')
  })

  it('lets selectors read the numbers that XML prints', () => {
    const found = selectValue(indexReport(report), '/children/0/attributes/time')
    expect(found).toMatchObject({ kind: 'one', row: { value: 2.5 } })
    expect(selectValue(indexReport(report), '/children/0/attributes/name')).toMatchObject({
      row: { value: null, missing: 'text' },
    })
  })

  it.each([
    ['<testsuites/>', 'failed', 'no test was run'],
    ['<testsuite name="a" tests="0"/>', 'failed', 'no test was run'],
    ['<testsuite name="a" tests="7" failures="1"/>', 'failed', 'no test was run'],
    ['<testsuite name="a"><testcase name="x"><skipped/></testcase></testsuite>', 'failed', 'every test was skipped'],
    [
      '<testsuite name="a" failures="2"><testcase name="x"/></testsuite>',
      'partial',
      'counts 2 failures and errors, and shows 0',
    ],
    ['<testsuite name="a" tests="3"><testcase name="x"/></testsuite>', 'partial', 'counts 3 tests, and shows 1'],
    [
      '<testsuite name="a" tests="2" errors="1"><testcase name="x"><error/></testcase></testsuite>',
      'unknown',
      'does not say',
    ],
    ['<testsuite name="a" tests="x" failures="y"><testcase name="x"/></testsuite>', 'unknown', 'does not say'],
    ['<testsuite name="a" tests="9"><testsuite name="b"><testcase name="x"/></testsuite></testsuite>', 'unknown', ''],
    ['<testsuites><testcase name="x"/></testsuites>', 'unknown', 'does not say'],
    ['<testsuite><testcase/></testsuite>', 'unknown', 'does not say'],
  ])('%s is %s: %s', (text, status, note) => {
    const odd = read(text)
    expect([odd.status, odd.status_note]).toEqual([status, expect.stringContaining(note)])
  })

  it('of no test passes nothing', () => {
    expect(rowOf(read('<testsuite name="a"/>'), { metric: 'pass_rate' })).toMatchObject({
      value: null,
      missing: 'absent',
      n: 0,
    })
    expect(read('<testsuite name="a"/>').rows.some((row) => row.metric === 'duration')).toBe(false)
  })

  it('takes a property without name or value for none', () => {
    const properties =
      '<properties><property value="d"/><property name="digest"/><property name="digest" value="d"/></properties>'
    const one = read(`<testsuite name="a">${properties}<testcase name="x"/></testsuite>`)
    expect(one.identity).toEqual([{ text: 'd', source: 'property digest' }])
  })

  it('has no items when two tests have the same name, and no answer which one is meant', () => {
    const twice = read('<testsuite name="a"><testcase name="x"/><testcase name="x"><failure/></testcase></testsuite>')
    expect(twice.items).toBeUndefined()
    expect(twice.rows.filter((row) => row.metric === 'passed').map((row) => row.value)).toEqual([1, 0])
  })

  it.each([
    ['notrun', null],
    ['disabled', null],
    ['run', 1],
    ['failed', 0],
    ['error', 0],
  ])('takes the status %s of a test for what it says', (status, value) => {
    const one = read(`<testsuite name="a"><testcase name="x" status="${status}"/><testcase name="y"/></testsuite>`)
    expect(rowOf(one, { metric: 'passed', slice: { test: 'x' } }).value).toBe(value)
  })

  it('takes the time of the file before that of its suites, and none that is not a number', () => {
    const time = (text: string) => read(text).rows.find((row) => row.metric === 'duration')?.value
    expect(
      time('<testsuites time="9"><testsuite name="a" time="1"><testcase name="x"/></testsuite></testsuites>'),
    ).toBe(9)
    expect(
      time('<testsuites><testsuite name="a" time="1,5"><testcase name="x"/></testsuite></testsuites>'),
    ).toBeUndefined()
  })

  it('is the answer for no other XML, and for no JSON that looks alike', () => {
    expect(() => readText('<a/>', 'junit', 'a.xml')).toThrow('lacks an XML element <testsuites> or <testsuite>')
    expect(() => readText('{"name":"testsuite"}', 'junit')).toThrow('lacks an XML element')
  })
})
