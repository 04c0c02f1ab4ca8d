import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { OUTPUTS } from '../../../src/action/input-table.ts'
import { report } from '../../../src/action/report.ts'
import type { RunOutcome } from '../../../src/promotion/outcome.ts'
import { ADDRESSES, APPLIED, CONFIG_ERROR, hostile, LONG, promotion, REFUSED, run } from '../../support/outcomes.ts'

const held = { folder: '', printed: '' }

beforeEach(() => {
  held.folder = mkdtempSync(join(tmpdir(), 'report-'))
  held.printed = ''
  for (const name of ['output', 'summary']) writeFileSync(join(held.folder, name), '')
  process.env['GITHUB_OUTPUT'] = join(held.folder, 'output')
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    held.printed += String(text)
    return true
  })
})

afterEach(() => {
  jest.restoreAllMocks()
  delete process.env['GITHUB_OUTPUT']
  rmSync(held.folder, { recursive: true, force: true })
})

function say(
  outcome: RunOutcome,
  more: Partial<Parameters<typeof report>[0]> = {},
  env: Readonly<Record<string, string>> = {},
) {
  const summaryFile = join(held.folder, 'summary')
  report({
    outcome,
    commentUrls: ['https://github.test/c'],
    warnings: [],
    addresses: ADDRESSES,
    env: { GITHUB_STEP_SUMMARY: summaryFile, RUNNER_TEMP: held.folder, GITHUB_ACTION: '__acme/gate', ...env },
    ...more,
  })
  return { outputs: outputs(), summary: readFileSync(summaryFile, 'utf8'), printed: held.printed }
}

/** Reads the file commands that the runner reads. */
function outputs(): Readonly<Record<string, string>> {
  const text = readFileSync(join(held.folder, 'output'), 'utf8')
  return Object.fromEntries(
    [...text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\n([\s\S]*?)\n?\2$/gm)].map(([, name = '', , value = '']) => [
      name,
      value,
    ]),
  )
}

describe('outputs', () => {
  it.each<[string, RunOutcome]>([
    ['an applied promotion', run([APPLIED])],
    ['an error', CONFIG_ERROR],
    ['several promotions', run([APPLIED, REFUSED])],
  ])('are all written on %s, and are those of the result', (_, outcome) => {
    const said = say(outcome).outputs
    expect(Object.keys(said).sort()).toEqual([...OUTPUTS].sort())
    const result = JSON.parse(said['result'] ?? '')
    expect(said).toMatchObject({
      decision: result.decision,
      conclusion: result.conclusion,
      'reason-codes': result.reason_codes.join(','),
      applied: String(result.applied),
      version: result.version,
      'previous-version': result.previous_version,
      'comment-url': result.comment_url,
    })
    expect(readFileSync(said['result-file'] ?? '', 'utf8')).toBe(said['result'])
  })

  it('are one for each name, whatever texts from outside hold', () => {
    const said = say(run([hostile('x\n::error::y\nresult<<EOF\nfake\nEOF\ndecision=pass')]))
    expect(Object.keys(said.outputs).sort()).toEqual([...OUTPUTS].sort())
    expect(said.printed).not.toMatch(/^::error::y/m)
  })

  it('leave a result of more than 900 kB to the file', () => {
    const notes = [{ level: 'info' as const, text: 'x'.repeat(900_000) }]
    const said = say(run([promotion()], { notes })).outputs
    expect(said['result']).toBe('')
    expect(JSON.parse(readFileSync(said['result-file'] ?? '', 'utf8')).notes[0].text).toHaveLength(900_000)
  })

  it('leave out a summary that is too long', () => {
    const many = Array.from({ length: 30 }, () => LONG)
    expect([
      say(run(many)).outputs['summary-markdown'],
      say(run([APPLIED])).outputs['summary-markdown'] !== '',
    ]).toEqual(['', true])
  })
})

describe('the result file', () => {
  it('is for its user only, and named after the step', () => {
    const path = say(run([APPLIED])).outputs['result-file'] ?? ''
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(path).toMatch(/model-promotion-gate-__acme-gate-\d+\.json$/)
  })

  it('is not written where there is no folder for it', () => {
    expect(say(run([APPLIED]), {}, { RUNNER_TEMP: '' }).outputs['result-file']).toBe('')
  })
})

describe('what cannot be written warns and changes nothing else:', () => {
  it.each([
    ['the job summary', { GITHUB_STEP_SUMMARY: '/nowhere/summary' }],
    ['the result file', { RUNNER_TEMP: '/nowhere' }],
  ])('%s', (_, env) => {
    const said = say(run([APPLIED]), {}, env)
    expect(said.outputs).toMatchObject({ conclusion: APPLIED.conclusion, decision: 'pass' })
    expect(Object.keys(said.outputs).sort()).toEqual([...OUTPUTS].sort())
    expect(said.printed).toMatch(/^::warning title=Model Promotion Gate::.*could not be written/m)
  })
})

it('appends to the job summary and keeps what other steps wrote', () => {
  writeFileSync(join(held.folder, 'summary'), 'before\n')
  expect(say(run([APPLIED])).summary).toMatch(/^before\n[\s\S]*support-llm/)
})

it('annotates the lines at fault, and says each warning once', () => {
  const { printed } = say(CONFIG_ERROR, { warnings: ['The input `ticket` is not used by `plan`.'] })
  expect(printed).toMatch(/^::error title=[^\n]*file=\.github\/model-gates\.yml,line=12,col=9::/m)
  expect(printed.match(/^::warning title=Model Promotion Gate::The input `ticket`/gm)).toHaveLength(1)
})
