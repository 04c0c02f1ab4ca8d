import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { commit, repoNamed } from '../../sandbox/github/seed.ts'
import type { MergeMethod, Pushed } from '../../sandbox/github/seed-pulls.ts'
import { expectNothingWritten, expectOutcome, holders, nodesOf, writesTo } from './expectations.ts'

const AS_SEEDED = { candidate: 'v12', staging: 'v12', production: 'v11', 'production-previous': undefined }
const PROMOTED = { candidate: 'v12', staging: 'v12', production: 'v12', 'production-previous': 'v11' }

let acme: Acme
let fresh: Acme | null

beforeEach(async () => {
  fresh = null
  acme = await startAcme()
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
})

afterEach(async () => {
  await Promise.all([acme.close(), fresh?.close()])
  expect([...acme.github.violations, ...(fresh?.github.violations ?? [])]).toEqual([])
})

/** A commit straight to a branch, as somebody pushes it who may. */
function pushTo(branch: string, files: Readonly<Record<string, string>>): Pushed {
  const before = repoNamed(acme.github, REPOSITORY).branches[branch] ?? '0'.repeat(40)
  const { oid } = commit(acme.github, REPOSITORY, { branch, author: 'ana', files })
  return { branch, before, after: oid, commits: [oid], pusher: 'ana' }
}

function approvedPin(version = 'v12'): number {
  const number = acme.proposePin(version)
  acme.approve(number, 'bo')
  return number
}

describe('the push that merges an approved pin', () => {
  it.each<MergeMethod>(['squash', 'merge', 'rebase'])('promotes after a merge by %s', async (method) => {
    const number = approvedPin()
    const run = await acme.pushEvent(acme.merge(number, method))
    expectOutcome(run, { conclusion: 'applied', exit: 0, reasons: ['report-unbound', 'baseline-missing'] })
    expect(run.outputs).toMatchObject({
      applied: 'true',
      model: 'support-llm',
      stage: 'production',
      version: 'v12',
      'previous-version': 'v11',
      artifact: 'acme/wandb-registry-model/support-llm:v12',
      digest: acme.registry.versions[12]?.artifact.digest,
    })
    expect(run.outputs['record-url']).toContain('/ml-governance/model-promotions/runs/')
    expect(run.outputs['comment-url']).toContain(`/pull/${number}#issuecomment-`)
    expect(holders(acme)).toEqual(PROMOTED)
    expect(acme.comments(number)).toHaveLength(1)
    expect(acme.comments(number)[0]).toContain('support-llm v12 is now production')
  })

  it('says that there is nothing to do when the same push is run again', async () => {
    const pushed = acme.merge(approvedPin())
    const first = await acme.pushEvent(pushed)
    const writes = writesTo(acme).length
    expectOutcome(await acme.pushEvent(pushed, {}, { rerunOf: first.runId }), {
      conclusion: 'no-change',
      exit: 0,
      reasons: [],
    })
    expect(writesTo(acme)).toHaveLength(writes)
    expect(acme.records()).toHaveLength(1)
  })

  it('plans only with dry-run, says so, and leaves no record', async () => {
    const number = approvedPin()
    const run = await acme.pushEvent(acme.merge(number), { 'dry-run': 'true' })
    expectOutcome(run, { conclusion: 'planned', exit: 0 })
    expect(run.result['promotions']).toEqual([expect.objectContaining({ dry_run: 'input' })])
    expectNothingWritten(acme, AS_SEEDED)
    expect(acme.comments(number)[0]?.toLowerCase()).toContain('dry run')
  })

  it('plans only with operation: plan', async () => {
    const run = await acme.pushEvent(acme.merge(approvedPin()), { operation: 'plan' })
    expectOutcome(run, { conclusion: 'planned', exit: 0 })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('refuses what nobody approved, and the commit that no pull request brought', async () => {
    const unapproved = await acme.pushEvent(acme.merge(acme.proposePin('v12')))
    expectOutcome(unapproved, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
    expectOutcome(await acme.pushEvent(pushTo('main', { 'model-pins.yml': 'support-llm: { production: v10 }\n' })), {
      conclusion: 'refused',
      exit: 1,
      including: ['approvals-missing', 'pull-request-not-found', 'version-not-in-from-stage'],
    })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('counts only pull requests of the range that change this pin', async () => {
    const unrelated = acme.propose({ 'README.md': '# better\n' }, { author: 'chi' })
    acme.approve(unrelated, 'bo')
    const pin = acme.proposePin('v12')
    const run = await acme.pushEvent(acme.mergeTogether([unrelated, pin]))
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
    expect(run.result['promotions']).toEqual([expect.objectContaining({ pull_requests: [pin] })])
    expect(acme.comments(unrelated)).toEqual([])
  })
})

describe('gates of a push', () => {
  it('judges by the commit before the push', async () => {
    const number = approvedPin()
    const pushed = acme.merge(number)
    // A later commit lowers the limit; this push is still judged by what bound it.
    pushTo('main', { '.github/model-gates.yml': GATES.replace('min: 0.65', 'min: 0.1') })
    acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.5))
    const run = await acme.pushEvent(pushed)
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['metric-below-min'] })
    expect(run.result['config']).toMatchObject({ commit: pushed.before })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('promotes nothing by a push that changes the gate config', async () => {
    const number = acme.propose({
      '.github/model-gates.yml': `${GATES}# a comment\n`,
      'model-pins.yml': 'support-llm: { production: v12 }\n',
    })
    acme.approve(number, 'bo')
    const run = await acme.pushEvent(acme.merge(number))
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['config-changed-in-this-change'] })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('promotes nothing by a range whose commits change the config and pin in turn', async () => {
    const gates = acme.propose({ '.github/model-gates.yml': GATES.replace('min: 0.65', 'min: 0.1') })
    acme.approve(gates, 'bo')
    const run = await acme.pushEvent(acme.mergeTogether([gates, approvedPin()]))
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['config-changed-in-this-change'] })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('takes a first config as introduced', async () => {
    fresh = await startAcme({ gates: '' })
    const number = fresh.propose({
      '.github/model-gates.yml': GATES,
      'model-pins.yml': 'support-llm: { production: v12 }\n',
    })
    fresh.approve(number, 'bo')
    const run = await fresh.pushEvent(fresh.merge(number))
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: ['config-introduced'] })
    expectNothingWritten(fresh, AS_SEEDED)
  })

  it('refuses a push that takes the config away', async () => {
    const repo = repoNamed(acme.github, REPOSITORY)
    const before = repo.branches['main'] ?? ''
    const { oid } = commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { '.github/model-gates.yml': null, 'model-pins.yml': 'support-llm: { production: v12 }\n' },
    })
    const run = await acme.pushEvent({ branch: 'main', before, after: oid, commits: [oid], pusher: 'ana' })
    expect(run.exitCode).toBe(1)
    expect(run.outputs['applied']).toBe('false')
    expectNothingWritten(acme, AS_SEEDED)
  })
})

describe('pushes that are no order', () => {
  it.each<
    [string, (pushed: Pushed) => Partial<Parameters<Acme['run']>[0]> & { pushed?: Partial<Pushed>; tag?: string }]
  >([
    ['a tag', () => ({ tag: 'v1.0.0', ref: 'refs/tags/v1.0.0' })],
    ['a new branch', () => ({ pushed: { before: '0'.repeat(40) } })],
    ['a deleted branch', () => ({ pushed: { after: '0'.repeat(40), commits: [] } })],
  ])('refuses %s', async (_what, change) => {
    const pushed = acme.merge(approvedPin())
    const { pushed: changed = {}, tag, ...more } = change(pushed)
    const on = { event: 'push', pushed: { ...pushed, ...changed }, ...(tag === undefined ? {} : { tag }) } as const
    expectOutcome(await acme.run({ on, ...more }), { conclusion: 'refused', exit: 1, reasons: ['untrusted-ref'] })
    expect(acme.wandb.requests).toEqual([])
  })

  it('refuses a forced push', async () => {
    const pushed = acme.merge(approvedPin())
    const { oid } = commit(acme.github, REPOSITORY, { branch: 'elsewhere', author: 'kim', files: { 'a.txt': 'a' } })
    const run = await acme.pushEvent({ ...pushed, before: oid })
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['untrusted-ref'] })
    expect(holders(acme)).toEqual(AS_SEEDED)
  })

  it('refuses a branch that is not listed, even one that lists itself', async () => {
    pushTo('release', { '.github/model-gates.yml': `${GATES}branches: [main, release]\n` })
    const run = await acme.pushEvent(pushTo('release', { 'model-pins.yml': 'support-llm: { production: v12 }\n' }))
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['untrusted-ref'] })
    expect(acme.wandb.requests).toEqual([])
  })
})

describe('what a push requests', () => {
  it('asks for nothing when no pin changed, and does not touch W&B', async () => {
    const run = await acme.pushEvent(pushTo('main', { 'README.md': '# more\n' }), {
      model: 'support-llm',
      stage: 'production',
      version: 'v12',
    })
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: ['not-requested'] })
    expect(acme.wandb.requests).toEqual([])
  })

  it('ends at once although GitHub still owes an answer that nobody needs', async () => {
    // Left to itself, the open request is tried again for longer than the time that this test has.
    acme.github.faults.add({ match: { rest: 'GET /actions/runs' }, action: { kind: 'delay', ms: 2_000 } })
    const run = await acme.pushEvent(pushTo('main', { 'README.md': '# more\n' }))
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: ['not-requested'] })
    expect(acme.github.faults.pending()).toBe(0)
  })

  it('asks for nothing when a pin is only taken away', async () => {
    const run = await acme.pushEvent(pushTo('main', { 'model-pins.yml': 'support-llm: {}\n' }))
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: ['not-requested'] })
  })

  it('does not take what main got meanwhile for a request of the pull request', async () => {
    const number = acme.propose({ 'README.md': '# topic\n' })
    pushTo('main', { 'model-pins.yml': 'support-llm: { production: v12 }\n' })
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'no-change', exit: 0, reasons: ['not-requested'] })
  })

  it('asks for the pins that differ, and for no other', async () => {
    acme.moveByHand('staging', 'v11')
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { staging: v12, production: v11 }\n' })
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'planned', exit: 0 })
    expect(run.outputs).toMatchObject({ model: 'support-llm', stage: 'staging' })
    expect(run.outputs['version']).toBe('v12')
  })

  it('moves nothing of a model when one of its stages is refused', async () => {
    acme.moveByHand('staging', 'v10')
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { staging: v12, production: v10 }\n' })
    const run = await acme.pushEvent(acme.merge(number))
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
    expect(run.outputs).toMatchObject({
      model: 'support-llm,support-llm',
      stage: 'staging,production',
      version: 'v12,v10',
    })
    expect(holders(acme)).toMatchObject({ staging: 'v10', production: 'v11' })
    expect(acme.records()).toEqual([])
  })

  it('promotes two stages of one pull request in the order of the config', async () => {
    acme.moveByHand('staging', 'v10')
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { staging: v12, production: v10 }\n' })
    acme.approve(number, 'bo')
    const run = await acme.pushEvent(acme.merge(number))
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(holders(acme)).toMatchObject({ staging: 'v12', production: 'v10', 'production-previous': 'v11' })
    expect(acme.records()).toHaveLength(2)
    expect(acme.comments(number)).toHaveLength(2)
  })

  it('narrows by stage', async () => {
    acme.moveByHand('staging', 'v10')
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { staging: v12, production: v10 }\n' })
    acme.approve(number, 'bo')
    const pushed = acme.merge(number)
    const run = await acme.pushEvent(pushed, { stage: 'staging' })
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(holders(acme)).toMatchObject({ staging: 'v12', production: 'v11' })
    expectOutcome(await acme.pushEvent(pushed, { stage: 'candidate' }), {
      conclusion: 'no-change',
      exit: 0,
      reasons: ['not-requested'],
    })
  })

  it('refuses a version input that differs from the pin where people approve, and obeys it where nobody does', async () => {
    acme.moveByHand('candidate', 'v10')
    const pushed = acme.merge(approvedPin())
    const other = await acme.pushEvent(pushed, { version: 'v10' })
    expectOutcome(other, { conclusion: 'refused', exit: 1, including: ['version-not-bound'] })
    const staging = await acme.pushEvent(
      pushTo('main', { 'model-pins.yml': 'support-llm: { staging: v12, production: v12 }\n' }),
      { version: 'v10' },
    )
    expectOutcome(staging, { conclusion: 'applied', exit: 0 })
    expect(holders(acme)).toMatchObject({ staging: 'v10', production: 'v11' })
  })

  it('refuses a version input for several pins, and a pin that is not a version', async () => {
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { staging: v10, production: v12 }\n' })
    expectOutcome(await acme.pullRequestEvent(number, { version: 'v12' }), {
      conclusion: 'error',
      exit: 1,
      reasons: ['invalid-input'],
    })
    const odd = acme.propose({ 'model-pins.yml': 'support-llm: { production: latest }\n' })
    const run = await acme.pullRequestEvent(odd)
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['config-invalid'] })
    expect(run.annotations[0]?.properties).toContain('file=model-pins.yml,line=1')
  })
})

describe('two pull requests in one push', () => {
  it('promotes what both of a merge queue ask for', async () => {
    acme.moveByHand('staging', 'v10')
    const first = acme.propose({ 'model-pins.yml': 'support-llm: { production: v10 }\n' })
    const second = acme.propose({ 'README.md': '# two\n' })
    acme.approve(first, 'bo')
    const run = await acme.pushEvent(acme.mergeTogether([first, second]))
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(run.result['promotions']).toEqual([expect.objectContaining({ pull_requests: [first] })])
  })

  it('asks no approval of a pull request that leaves the pin alone', async () => {
    const first = acme.proposePin('v12')
    acme.approve(first, 'bo')
    const pushedFirst = acme.merge(first)
    const second = acme.propose({ 'model-pins.yml': 'support-llm: { production: v12, staging: v12 }\n' })
    const pushedSecond = acme.merge(second)
    const both = {
      ...pushedSecond,
      before: pushedFirst.before,
      commits: [...pushedFirst.commits, ...pushedSecond.commits],
    }
    const run = await acme.pushEvent(both, { stage: 'production' })
    // The second one does not change the production pin: the first one's approval suffices.
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(nodesOf(run).get('approvals/0')?.status).toBe('pass')
  })
})
