import { describe, expect, it } from '@jest/globals'
import { type Acme, type ActionRun, GATES, lmEvalReport } from '../../sandbox/acme.ts'
import type { Pushed } from '../../sandbox/github/seed-pulls.ts'
import {
  everythingSaid,
  expectOneChain,
  keptRecords,
  mergedPin,
  moves,
  openAcme,
  reasonCodes,
  story,
  wandbLog,
} from '../support/promotion-story.ts'
import { expectOutcome, writesTo } from './expectations.ts'

const PRODUCTION = { model: 'support-llm', stage: 'production' } as const
const VERIFY = { operation: 'verify', ...PRODUCTION } as const
const ADOPT = { ...VERIFY, adopt: 'true', reason: 'the canary went well' } as const
const EMERGENCY = '        emergency: { count: 1, users: [ana, bo] }\n'

/** v12 came to production by record; then somebody put v10 there by hand. */
async function drifted(gates = GATES): Promise<Acme> {
  const { acme, promote } = await mergedPin({ gates })
  expect((await promote()).outputs['conclusion']).toBe('applied')
  acme.moveByHand('production', 'v10')
  return acme
}

/** v10 passes the gate: it holds staging, and a merged pull request with its pin is approved. */
function meet(acme: Acme): string {
  acme.moveByHand('staging', 'v10')
  const number = acme.proposePin('v10')
  acme.approve(number, 'ana')
  acme.merge(number)
  return String(number)
}

function adopt(acme: Acme, inputs: Readonly<Record<string, string>> = {}, more: Partial<ActionRun> = {}) {
  return acme.dispatch({ ...ADOPT, ...inputs }, { actor: 'chi', ...more })
}

describe('adopting', () => {
  it('records what was moved by hand once it passes the gate, says so everywhere, and moves nothing', async () => {
    const acme = await drifted()
    const before = moves(acme)
    const pullRequest = meet(acme)
    const run = await adopt(acme, { 'pull-request': pullRequest })
    expectOutcome(run, { conclusion: 'applied', exit: 0, including: ['drift'] })
    expect(run.outputs).toMatchObject({
      applied: 'true',
      ...PRODUCTION,
      version: 'v10',
      'previous-version': 'v12',
      artifact: 'acme/wandb-registry-model/support-llm:v10',
    })
    expect(run.outputs['record-url']).toContain('/runs/')
    expect([moves(acme), acme.holder('production'), acme.holder('production-previous')]).toEqual([before, 'v10', 'v11'])
    expect(story(acme)).toEqual(['applied v12', 'adopted v10'])
    expectOneChain(acme)
    const record = keptRecords(acme).at(-1)?.body
    expect(record).toMatchObject({ operation: 'adopt', from: { version: 'v12' }, emergency: false, actor: 'chi' })
    const said = everythingSaid(acme, run)
    expect(said).toContain('support-llm v10 is adopted as production.')
    expect(acme.comments(Number(pullRequest)).join()).toContain('is adopted as production')
    expectOutcome(await acme.dispatch(VERIFY), { conclusion: 'no-change', exit: 0, reasons: [] })
    expectOutcome(await acme.dispatch({ ...VERIFY, version: 'v10' }), { conclusion: 'no-change', exit: 0 })
    expectOutcome(await adopt(acme, { 'pull-request': pullRequest }), { conclusion: 'no-change', exit: 0 })
    expect(story(acme)).toHaveLength(2)
    const history = await acme.dispatch({ operation: 'history', model: 'support-llm' })
    expect(history.summary).toMatch(/\| production \| adopt \| v12 \| v10 \| adopted \| chi \| the canary went well/)
    const back = await acme.dispatch({ operation: 'rollback', ...PRODUCTION, reason: 'bad after all' })
    expect([back.outputs['conclusion'], acme.holder('production')]).toEqual(['applied', 'v12'])
  })

  it('only says what it would do with dry-run', async () => {
    const acme = await drifted()
    const run = await adopt(acme, { 'pull-request': meet(acme), 'dry-run': 'true' })
    expectOutcome(run, { conclusion: 'planned', exit: 0, including: ['drift'] })
    expect(story(acme)).toEqual(['applied v12'])
  })

  it('goes by the emergency rule where the gate does not pass, and says so', async () => {
    const acme = await drifted(`${GATES}${EMERGENCY}`)
    const number = acme.proposePin('v10')
    expectOutcome(await adopt(acme, { 'pull-request': String(number) }), {
      conclusion: 'refused',
      exit: 1,
      including: ['approvals-missing', 'version-not-in-from-stage'],
    })
    acme.approve(number, 'bo')
    const run = await adopt(acme, { 'pull-request': String(number) })
    expectOutcome(run, { conclusion: 'applied', exit: 0, including: ['emergency', 'version-not-in-from-stage'] })
    expect(run.summary).toContain('by the emergency rule')
    expect(keptRecords(acme).at(-1)?.body).toMatchObject({ conclusion: 'adopted', emergency: true, rows: [] })
  })
})

describe('an adoption that is refused writes nothing', () => {
  it.each<
    readonly [string, readonly string[], (acme: Acme) => void, Readonly<Record<string, string>>, Partial<ActionRun>]
  >([
    ['by somebody with the role write', ['not-allowed'], () => undefined, {}, { actor: 'bo' }],
    [
      'of a held version',
      ['version-held'],
      (acme) => {
        const tag = { id: 'Tag:hold', name: 'regulatory-hold', visibleFrom: 0, hiddenFrom: null }
        acme.registry.versions[10]?.artifact.tags.push(tag)
      },
      {},
      {},
    ],
    [
      'of bad numbers',
      ['metric-below-min'],
      (acme) => acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.5)),
      {},
      {},
    ],
    ['of another version than was looked at', ['version-not-in-stage'], () => undefined, { version: 'v9' }, {}],
    ['of an alias that was taken away', ['drift'], (acme) => acme.moveByHand('production', undefined), {}, {}],
  ])('%s', async (_, codes, act, inputs, more) => {
    const acme = await drifted()
    const pullRequest = meet(acme)
    act(acme)
    const before = writesTo(acme).length
    const run = await adopt(acme, { 'pull-request': pullRequest, ...inputs }, more)
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: codes })
    expect(run.outputs).toMatchObject(PRODUCTION)
    expect([writesTo(acme).length, story(acme)]).toEqual([before, ['applied v12']])
  })

  it('with every reason at once when nothing was prepared', async () => {
    const acme = await drifted()
    const run = await adopt(acme)
    expectOutcome(run, {
      conclusion: 'refused',
      exit: 1,
      including: ['version-not-in-from-stage', 'version-not-bound', 'approvals-missing', 'pull-request-not-found'],
    })
  })

  it('when nothing has drifted there is nothing to do', async () => {
    const { acme, promote } = await mergedPin()
    await promote()
    const run = await adopt(acme)
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: [] })
    expect(run.outputs).toMatchObject({ ...PRODUCTION, version: 'v12', applied: 'false' })
    expect(story(acme)).toEqual(['applied v12'])
  })

  it('without a reason, before anything is asked', async () => {
    const acme = await openAcme()
    const { reason: _, ...rest } = ADOPT
    const run = await acme.dispatch(rest, { actor: 'chi' })
    expect([run.exitCode, ...reasonCodes(run)]).toEqual([1, 'invalid-input'])
    expect(run.stdout).toContain('`verify` with `adopt: true` needs the input `reason`')
    expect(wandbLog(acme)).toEqual([])
  })

  it('from a pull request and from a push', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    const planned = await acme.pullRequestEvent(number, ADOPT, { actor: 'chi', key: 'promoter' })
    const pushed = await acme.pushEvent(acme.merge(number), ADOPT, { actor: 'chi' })
    for (const run of [planned, pushed]) {
      expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['untrusted-event'] })
    }
    expect(wandbLog(acme)).toEqual([])
  })

  it('without the key that records are signed with', async () => {
    const keys = 'record_keys: ["ed25519:MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="]\nmodels:'
    const acme = await openAcme({ gates: GATES.replace('models:', keys) })
    acme.moveByHand('production', 'v10')
    const run = await adopt(acme, { 'pull-request': meet(acme) })
    expect([run.exitCode, run.outputs['conclusion']]).toEqual([1, 'error'])
    expect(reasonCodes(run)).toContain('invalid-input')
    expect(acme.records()).toEqual([])
  })
})

/** What starts a run that is about a commit, not about a branch. */
const COMMIT_EVENTS: readonly (readonly [string, (pushed: Pushed) => ActionRun['on']])[] = [
  ['a pushed tag', (pushed) => ({ event: 'push', pushed, tag: 'v1.0.0' })],
  ['a release', () => ({ event: 'release', action: 'published', tag: 'v1.0.0', sender: 'kim' })],
  ['a deployment', () => ({ event: 'deployment', environment: 'production', ref: 'main', sender: 'kim' })],
]

describe('the check before a rollout', () => {
  it.each(COMMIT_EVENTS)('runs on %s, by the gates of the default branch; nothing else does', async (_, event) => {
    const { acme, pushed, promote } = await mergedPin()
    await promote()
    const before = writesTo(acme).length
    const on = event({ ...pushed, before: '0'.repeat(40) })
    const run = (inputs: Readonly<Record<string, string>>) =>
      acme.run({ on, ref: 'refs/tags/v1.0.0', inputs, actor: 'chi' })
    const allowed = await run({ ...VERIFY, version: 'v12' })
    expectOutcome(allowed, { conclusion: 'no-change', exit: 0, reasons: [] })
    const { digest } = acme.registry.versions[12]?.artifact ?? {}
    expect(allowed.outputs).toMatchObject({ ...PRODUCTION, version: 'v12', digest, applied: 'false' })
    const other = await run({ ...VERIFY, version: 'v11' })
    expectOutcome(other, { conclusion: 'refused', exit: 1, reasons: ['version-not-in-stage'] })
    expectOutcome(await run({ operation: 'status' }), { conclusion: 'no-change', exit: 0 })
    for (const inputs of [{ operation: 'promote', ...PRODUCTION, version: 'v11' }, ADOPT]) {
      const { outputs, exitCode } = await run(inputs)
      expect([outputs['conclusion'], exitCode]).toEqual(['refused', 1])
    }
    expect([writesTo(acme).length, acme.holder('production')]).toEqual([before, 'v12'])
  })
})
