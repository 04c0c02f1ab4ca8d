import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, GATES, lmEvalReport, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { type CommitOptions, commit } from '../../sandbox/github/seed.ts'
import { openPullRequest, review } from '../../sandbox/github/seed-pulls.ts'
import { expectOutcome, holders, nodesOf } from './expectations.ts'

const PIN = { 'model-pins.yml': 'support-llm: { production: v12 }\n' }
const RULE = '{ role: model steward, count: 1, users: [ana, bo, chi] }'

let acme: Acme

async function start(rule = RULE): Promise<void> {
  acme = await startAcme({ gates: GATES.replace(RULE, rule) })
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
}

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

/** A pull request whose commit is made as told. */
function proposeBy(commits: Omit<CommitOptions, 'branch'>, author = 'kim'): number {
  commit(acme.github, REPOSITORY, { branch: 'pin', files: PIN, ...commits })
  return openPullRequest(acme.github, REPOSITORY, { head: 'pin', author }).number
}

function approvalsOf(run: ActionResult): Readonly<Record<string, unknown>> {
  return nodesOf(run).get('approvals/0')?.detail ?? {}
}

describe('changes requested', () => {
  it.each(['at the head', 'before the last push'])('blocks %s: pending, then refused after the merge', async (when) => {
    await start()
    const number = acme.propose(PIN, { branch: 'topic' })
    review(acme.github, REPOSITORY, number, { by: 'chi', state: 'CHANGES_REQUESTED', body: 'No' })
    if (when !== 'at the head')
      commit(acme.github, REPOSITORY, { branch: 'topic', author: 'kim', files: { 'a.txt': 'a\n' } })
    acme.approve(number, 'bo')
    expectOutcome(await acme.pullRequestEvent(number), {
      conclusion: 'pending',
      exit: 0,
      including: ['changes-requested'],
    })
    const run = await acme.pushEvent(acme.merge(number))
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['changes-requested'] })
    expect(holders(acme)['production']).toBe('v11')
  })

  it('does not block when they come from somebody whose approval could not count', async () => {
    await start()
    const number = acme.proposePin('v12')
    review(acme.github, REPOSITORY, number, { by: 'eve', state: 'CHANGES_REQUESTED' })
    acme.approve(number, 'bo')
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'planned', exit: 0 })
  })

  it("ends with the same person's approval, and takes an approval back", async () => {
    await start()
    const number = acme.proposePin('v12')
    review(acme.github, REPOSITORY, number, { by: 'chi', state: 'CHANGES_REQUESTED', date: '2026-11-20T10:00:00Z' })
    acme.approve(number, 'chi', { date: '2026-11-20T11:00:00Z' })
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'planned', exit: 0 })
    review(acme.github, REPOSITORY, number, { by: 'chi', state: 'CHANGES_REQUESTED', date: '2026-11-20T12:00:00Z' })
    expectOutcome(await acme.pullRequestEvent(number), {
      conclusion: 'pending',
      exit: 0,
      including: ['changes-requested'],
    })
  })
})

describe('people whom GitHub does not know', () => {
  const STRANGER = { name: 'Bo', email: 'bo@elsewhere.example' }

  it.each<[string, Omit<CommitOptions, 'branch'>]>([
    ['author', { author: STRANGER }],
    ['committer', { author: 'kim', committer: STRANGER }],
    ['co-author', { author: 'kim', coAuthors: [STRANGER] }],
  ])('blocks on an unknown %s, and does not publish the e-mail', async (_as, people) => {
    await start()
    const number = proposeBy(people)
    acme.approve(number, 'ana')
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['unknown-committer'] })
    expect(acme.comments(number)[0]).not.toContain('elsewhere.example')
  })

  it('does not mind GitHub as the committer of an edit on the web', async () => {
    await start()
    const number = proposeBy({ author: 'kim', committer: 'web-flow' })
    acme.approve(number, 'bo')
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'planned', exit: 0 })
  })
})

describe('the state of the pull request', () => {
  it('waits for a draft', async () => {
    await start()
    const number = acme.propose(PIN, { draft: true })
    acme.approve(number, 'bo')
    expectOutcome(await acme.pullRequestEvent(number), {
      conclusion: 'pending',
      exit: 0,
      including: ['pull-request-draft'],
    })
  })

  it('waits for a conflict with the base to be resolved', async () => {
    await start()
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { 'model-pins.yml': 'support-llm: { production: v10 }\n' },
    })
    expectOutcome(await acme.pullRequestEvent(number), {
      conclusion: 'pending',
      exit: 0,
      including: ['pull-request-conflict'],
    })
  })
})

describe('bind: head', () => {
  it('accepts an approval that names no version, once the version stands in its stage by record', async () => {
    await start(RULE.replace(' }', ', bind: head }'))
    const early = acme.propose({ 'README.md': '# early\n' })
    acme.approve(early, 'bo', { date: '2026-11-01T10:00:00Z' })
    acme.merge(early)
    const asked = { model: 'support-llm', stage: 'production', version: 'v12' }
    // v12 stands in staging by hand only: nobody knows since when.
    const unknown = await acme.dispatch({ ...asked, 'pull-request': String(early) })
    expectOutcome(unknown, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
    acme.moveByHand('staging', 'v10')
    expectOutcome(await acme.dispatch({ model: 'support-llm', stage: 'staging', version: 'v12' }), {
      conclusion: 'applied',
      exit: 0,
    })
    const before = await acme.dispatch({ ...asked, 'pull-request': String(early) })
    expectOutcome(before, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
    expect(approvalsOf(before)).toMatchObject({ ignored: [expect.objectContaining({ why: 'before-version' })] })
    const late = acme.propose({ 'README.md': '# late\n' })
    acme.approve(late, 'bo', { date: new Date(Date.now() + 60_000).toISOString().slice(0, 19).concat('Z') })
    acme.merge(late)
    const run = await acme.dispatch({ ...asked, 'pull-request': String(late) })
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(acme.comments(late)[0]?.toLowerCase()).toContain('names no version')
  })
})
