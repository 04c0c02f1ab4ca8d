import { afterEach, describe, expect, it } from '@jest/globals'
import {
  type Acme,
  type ActionResult,
  type ActionRun,
  GATES,
  lmEvalReport,
  REPOSITORY,
  startAcme,
} from '../../sandbox/acme.ts'
import { addTeam, addToken, addUser, commit, requireCodeOwners } from '../../sandbox/github/seed.ts'
import { dismissReview, review } from '../../sandbox/github/seed-pulls.ts'
import { configValue } from '../support/promotion-story.ts'
import { expectOutcome, holders, nodesOf } from './expectations.ts'

const RULE = '          - { role: model steward, count: 1, users: [ana, bo, chi] }\n'
const STEWARD = RULE
const RISK = '          - { role: risk officer, teams: ["@acme/risk"], permission: read }\n'
const OPERATOR = '          - { role: operator, environment: production, permission: read }\n'
const OWNER = '          - { role: code owner, code_owners: true }\n'
const TEAM_TOKEN = 'ghs_teams'
const WITH_TEAMS = { 'team-token': TEAM_TOKEN }
const ASKED = { model: 'support-llm', stage: 'production' }

let acme: Acme

async function start(rules: string, more = ''): Promise<void> {
  acme = await startAcme({
    gates: GATES.replace(RULE, rules).replace('        keep_previous', `${more}        keep_previous`),
  })
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
  addTeam(acme.github, 'acme/risk', ['eve'])
  addToken(acme.github, TEAM_TOKEN, { login: 'teams[bot]', permissions: { members: 'read' } })
}

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

/** The branch requires the review of `chi`, who owns the pins. */
function owned(by: 'protection' | 'ruleset', file = '/model-pins.yml @chi'): void {
  requireCodeOwners(acme.github, REPOSITORY, { branch: 'main', by, owners: ['chi'] })
  commit(acme.github, REPOSITORY, { branch: 'main', author: 'ana', files: { '.github/CODEOWNERS': `${file}\n` } })
}

function letIn(
  login: string,
  state: 'approved' | 'rejected' = 'approved',
  environment = 'production',
): Partial<ActionRun> {
  return { approvals: [{ environments: [environment], state, login, comment: 'go' }] }
}

/** `steward: ana` for each rule, by the label of its node. */
function seats(run: ActionResult): readonly string[] {
  return [...nodesOf(run).values()].flatMap(({ kind, status, detail }) => {
    if (kind !== 'approvals' || detail === undefined) return []
    const counted = detail['counted'] as readonly { login: string }[]
    return [`${String(detail['role'])} ${status}: ${counted.map(({ login }) => login).join(' ') || '-'}`]
  })
}

function whys(run: ActionResult, rule: number): readonly string[] {
  const detail = nodesOf(run).get(`approvals/${rule}`)?.detail ?? {}
  return (detail['ignored'] as readonly { login: string; why: string }[]).map(({ login, why }) => `${login} ${why}`)
}

describe('a steward, a read-only risk officer and an environment', () => {
  it('together let a version through, and the record says who did what', async () => {
    await start(STEWARD + RISK + OPERATOR)
    const number = acme.proposePin('v12')
    acme.approve(number, 'ana')
    const early = await acme.pullRequestEvent(number, WITH_TEAMS)
    expectOutcome(early, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
    acme.approve(number, 'eve')
    const asked = await acme.pullRequestEvent(number, WITH_TEAMS)
    expectOutcome(asked, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
    expect(seats(asked)).toEqual(['model steward pass: ana', 'risk officer pass: eve', 'operator pending: -'])
    expect(acme.comments(number)[0]).toContain('the environment production')
    const pushed = acme.merge(number)
    const run = await acme.pushEvent(pushed, WITH_TEAMS, letIn('chi'))
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(holders(acme)['production']).toBe('v12')
    const record = JSON.parse(String(configValue(acme.records().at(-1)?.config ?? {}, 'record')))
    expect(record.approvals).toMatchObject([
      { role: 'model steward', counted: [{ login: 'ana', pull_request: number }] },
      { role: 'risk officer', counted: [{ login: 'eve', pull_request: number }] },
      {
        role: 'operator',
        counted: [{ login: 'chi', pull_request: 0, environment: 'production', commit: pushed.after }],
      },
    ])
    expect(Date.parse(record.approvals[2].counted[0].at)).toBeGreaterThan(0)
    const log = run.stdout.replaceAll(/^::add-mask::.*$/gm, '')
    for (const text of [log, run.summary, JSON.stringify(run.result)]) expect(text).not.toContain(TEAM_TOKEN)
  })

  it.each([
    ['nobody let the run in', {}, ['approvals-missing'], []],
    ['another environment was approved', letIn('chi', 'approved', 'staging'), ['approvals-missing'], []],
    ['who started the run let it in', { ...letIn('bo'), actor: 'bo' }, ['approvals-missing'], ['bo runner']],
    ['who asked for it let it in', letIn('kim'), ['approvals-missing'], ['kim author']],
    ['somebody rejected it', letIn('chi', 'rejected'), ['environment-rejected', 'approvals-missing'], []],
    ['the steward let it in', letIn('ana'), ['approvals-missing'], ['ana counted-elsewhere']],
  ] as const)('%s: refused', async (_name, more, reasons, ignored) => {
    await start(STEWARD + OPERATOR)
    const number = acme.proposePin('v12')
    acme.approve(number, 'ana')
    const run = await acme.pushEvent(acme.merge(number), {}, more)
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: reasons.slice(0, 1) })
    expect(whys(run, 1)).toEqual(ignored)
    expect(holders(acme)['production']).toBe('v11')
    expect(acme.records()).toEqual([])
  })

  it('one person fills two roles where the rule says so', async () => {
    await start(STEWARD + OPERATOR.replace(' }', ', may_share: true }'))
    const number = acme.proposePin('v12')
    acme.approve(number, 'ana')
    expectOutcome(await acme.pushEvent(acme.merge(number), {}, letIn('ana')), { conclusion: 'applied', exit: 0 })
  })
})

describe('a dispatched run without a pull request', () => {
  async function pinned(): Promise<void> {
    await start(OPERATOR)
    const number = acme.proposePin('v12')
    acme.merge(number)
  }

  it('is let through by its environment alone', async () => {
    await pinned()
    const run = await acme.dispatch(ASKED, letIn('chi'))
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(seats(run)).toEqual(['operator pass: chi'])
  })

  it.each([
    ['its starter', 'kim', 'kim runner'],
    ['a bot', 'approver[bot]', 'approver[bot] bot'],
  ])('is not let through by %s', async (_name, login, ignored) => {
    await pinned()
    addUser(acme.github, login)
    const run = await acme.dispatch(ASKED, letIn(login))
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
    expect(whys(run, 0)).toEqual([ignored])
  })

  it('is started anew instead of run again: which attempt was approved, GitHub does not say', async () => {
    await pinned()
    const first = await acme.dispatch(ASKED, { ...letIn('chi'), key: 'viewer' })
    expect(first.exitCode).toBe(1)
    const again = await acme.dispatch(ASKED, { rerunOf: first.runId, actor: 'bo' })
    expectOutcome(again, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
    expect(whys(again, 0)).toEqual(['chi earlier-attempt'])
  })

  it('may not ask for another version than the pin that its reviewer could see', async () => {
    await pinned()
    const run = await acme.dispatch({ ...ASKED, version: 'v10' }, letIn('chi'))
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['version-not-bound'] })
  })
})

describe('a team that cannot be seen is an error', () => {
  it.each([
    ['with the workflow token', {}],
    ['with a token that is not valid', { 'team-token': 'ghs_wrong' }],
  ])('%s, whoever approved', async (_name, inputs) => {
    await start(STEWARD + RISK)
    const number = acme.proposePin('v12')
    for (const login of ['ana', 'eve']) acme.approve(number, login)
    const asked = await acme.pullRequestEvent(number, inputs)
    expectOutcome(asked, { conclusion: 'error', exit: 1, including: ['team-not-visible'] })
    expect(acme.comments(number)[0]).toContain('acme/risk')
    const run = await acme.pushEvent(acme.merge(number), inputs)
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['team-not-visible'] })
    expect(holders(acme)['production']).toBe('v11')
  })

  it('a member whose invitation is open is none', async () => {
    await start(RISK)
    const member = acme.github.state.teams['acme/risk']?.members['eve']
    if (member !== undefined) member.state = 'pending'
    const number = acme.proposePin('v12')
    acme.approve(number, 'eve')
    const run = await acme.pullRequestEvent(number, WITH_TEAMS)
    expectOutcome(run, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
    expect(whys(run, 0)).toEqual(['eve not-eligible'])
  })

  it('may start what the team may start', async () => {
    await start(STEWARD, '        may: { rollback: { teams: [acme/risk] } }\n')
    const back = { ...ASKED, operation: 'rollback', reason: 'wrong answers' }
    const hidden = await acme.dispatch(back, { actor: 'eve' })
    expectOutcome(hidden, { conclusion: 'error', exit: 1, including: ['team-not-visible'] })
    const other = await acme.dispatch({ ...back, ...WITH_TEAMS }, { actor: 'bo' })
    expectOutcome(other, { conclusion: 'refused', exit: 1, including: ['not-allowed'] })
    const member = await acme.dispatch({ ...back, ...WITH_TEAMS }, { actor: 'eve' })
    expect(member.outputs['reason-codes']).not.toMatch(/not-allowed|team-not-visible/)
  })
})

describe('code owners', () => {
  it('without a rule that requires them are an error', async () => {
    await start(OWNER)
    const number = acme.proposePin('v12')
    acme.approve(number, 'ana')
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['code-owners-not-required'] })
  })

  it.each(['protection', 'ruleset'] as const)('required by %s decide, as GitHub says', async (by) => {
    await start(OWNER)
    owned(by)
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    const waiting = await acme.pullRequestEvent(number)
    expectOutcome(waiting, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
    expect(acme.comments(number)[0]).toContain('REVIEW_REQUIRED')
    acme.approve(number, 'chi')
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'planned', exit: 0 })
    expectOutcome(await acme.pushEvent(acme.merge(number)), { conclusion: 'applied', exit: 0 })
  })

  it('who own something else than the pins are not asked by GitHub, which is an error', async () => {
    await start(OWNER)
    owned('ruleset', '/docs/ @chi')
    const number = acme.proposePin('v12')
    acme.approve(number, 'chi')
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['code-owners-not-required'] })
  })

  it('an approval of an older commit might be the one that GitHub counts', async () => {
    await start(OWNER)
    owned('ruleset')
    const number = acme.proposePin('v12')
    const main = acme.github.state.repos[REPOSITORY]?.branches['main'] ?? ''
    const { id } = review(acme.github, REPOSITORY, number, { by: 'chi', oid: main })
    acme.approve(number, 'bo')
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
    dismissReview(acme.github, REPOSITORY, number, id)
    acme.approve(number, 'chi')
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'planned', exit: 0 })
  })
})

it('an approval that has lapsed is not counted, and waits for a new one', async () => {
  await start('          - { role: model steward, users: [ana, bo, chi], expires: 7d }\n')
  const number = acme.proposePin('v12')
  const old = new Date(Date.now() - 8 * 86_400_000).toISOString()
  acme.approve(number, 'ana', { date: `${old.slice(0, 19)}Z` })
  const run = await acme.pullRequestEvent(number)
  expectOutcome(run, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
  expect(whys(run, 0)).toEqual(['ana expired'])
  acme.approve(number, 'ana')
  expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'planned', exit: 0 })
})
