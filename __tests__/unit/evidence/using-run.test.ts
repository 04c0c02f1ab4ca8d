import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { chooseRun, type RunRule, type UsingRun } from '../../../src/evidence/using-run.ts'

const RULE: RunRule = { entity: 'research', project: 'evals', createdBy: ['eval-bot', 'ana'], jobType: 'eval' }
const OF = 'research/evals (job type eval, created by eval-bot or ana)'

function run(id: string, over: Partial<UsingRun> = {}): UsingRun {
  return {
    entity: 'research',
    project: 'evals',
    id,
    state: 'finished',
    jobType: 'eval',
    createdBy: 'eval-bot',
    createdAt: '2026-03-09T10:00:00.000Z',
    ...over,
  }
}

const at = (hour: number) => ({ createdAt: `2026-03-09T${String(hour).padStart(2, '0')}:00:00.000Z` })

describe('the run that counts', () => {
  it.each<[string, readonly UsingRun[], string, string]>([
    ['the only one', [run('r1')], 'r1', `the only finished run of ${OF} that used this version`],
    [
      'the newest, wherever it stands in the list',
      [run('r2', at(11)), run('r3', at(12)), run('r1', at(10))],
      'r3',
      `newest of 3 finished runs of ${OF} that used this version; older: r2, r1`,
    ],
    [
      'by anybody who is listed',
      [run('r1', { createdBy: 'ana' })],
      'r1',
      `the only finished run of ${OF} that used this version`,
    ],
    [
      'not the newer one of somebody else',
      [run('r1', at(10)), run('r2', { ...at(12), createdBy: 'mallory' })],
      'r1',
      `the only finished run of ${OF} that used this version; not counted: r2 by mallory`,
    ],
    [
      'not a newer one that still runs, crashed or failed',
      [
        run('r1', at(10)),
        run('r4', { ...at(14), state: 'running' }),
        run('r3', { ...at(13), state: 'crashed' }),
        run('r2', { ...at(12), state: 'failed' }),
      ],
      'r1',
      `the only finished run of ${OF} that used this version; not counted: r4 is running, r3 is crashed, r2 is failed`,
    ],
    [
      'of the same second: always the same one',
      [run('a'), run('c'), run('b')],
      'c',
      `newest of 3 finished runs of ${OF} that used this version; older: b, a`,
    ],
  ])('is %s', (_what, runs, id, choice) => {
    expect(chooseRun(runs, RULE)).toMatchObject({ run: { id }, choice })
    expect(chooseRun(runs.toReversed(), RULE)).toMatchObject({ run: { id }, choice })
  })

  it('may be of any job type where the rule names none', () => {
    expect(chooseRun([run('r1', { jobType: null })], { ...RULE, jobType: null })).toMatchObject({ run: { id: 'r1' } })
  })
})

describe('no run counts', () => {
  it.each<[string, readonly UsingRun[], string, string]>([
    ['none used it', [], 'report-missing', `No finished run of ${OF} used this version.`],
    [
      'by somebody else only',
      [run('r1', { createdBy: 'mallory' }), run('r2', { createdBy: null })],
      'report-missing',
      `No finished run of ${OF} used this version; not counted: r2 by nobody known, r1 by mallory.`,
    ],
    [
      'of another entity, project or job type',
      [run('r1', { entity: 'mallory' }), run('r2', { project: 'sandbox' }), run('r3', { jobType: 'train' })],
      'report-missing',
      `No finished run of ${OF} used this version; 3 of other projects or job types used it.`,
    ],
    [
      'not finished yet',
      [run('r1', { state: 'running' })],
      'report-incomplete',
      `No finished run of ${OF} used this version; not counted: r1 is running.`,
    ],
    [
      'a name in another case is another name',
      [run('r1', { createdBy: 'Eval-Bot' })],
      'report-missing',
      `No finished run of ${OF} used this version; not counted: r1 by Eval-Bot.`,
    ],
    [
      'many: a few are named',
      Array.from({ length: 7 }, (_, index) => run(`r${index}`, { createdBy: 'mallory', ...at(index) })),
      'report-missing',
      `No finished run of ${OF} used this version; not counted: r6 by mallory, r5 by mallory, r4 by mallory, r3 by mallory, r2 by mallory and 2 more.`,
    ],
  ])('%s', (_what, runs, code, message) => {
    expect(chooseRun(runs, RULE)).toEqual({ run: null, code, message })
  })
})

it('does not let a long name push the rest out of sight', () => {
  const { choice } = { choice: '', ...chooseRun([run('r1'), run('r2', { createdBy: 'm'.repeat(500) })], RULE) }
  expect(choice).toContain(`; not counted: r2 by ${'m'.repeat(73)}…`)
})

it('never counts a run that breaks any part of the rule', () => {
  const some = fc.record({
    entity: fc.constantFrom('research', 'mallory'),
    project: fc.constantFrom('evals', 'other'),
    id: fc.constantFrom('a', 'b', 'c'),
    state: fc.constantFrom('finished', 'running', 'crashed'),
    jobType: fc.constantFrom('eval', 'train', null),
    createdBy: fc.constantFrom('eval-bot', 'mallory', null),
    createdAt: fc.constantFrom(at(1).createdAt, at(2).createdAt, at(3).createdAt),
  })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 8 }), (runs) => {
      const good = runs.filter(
        (each) =>
          `${each.entity}/${each.project} ${each.state} ${each.jobType} ${each.createdBy}` ===
          'research/evals finished eval eval-bot',
      )
      const chosen = chooseRun(runs, RULE)
      if (good.length === 0) expect(chosen.run).toBeNull()
      else {
        expect(good).toContain(chosen.run)
        expect(good.every((each) => each.createdAt <= (chosen.run?.createdAt ?? ''))).toBe(true)
      }
    }),
  )
})
