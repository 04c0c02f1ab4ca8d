import { describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, GATES, REPOSITORY } from '../../sandbox/acme.ts'
import { addUser, type CommitOptions, commit } from '../../sandbox/github/seed.ts'
import { addComment, openPullRequest, retarget, review } from '../../sandbox/github/seed-pulls.ts'
import { nodesOf } from '../e2e/expectations.ts'
import { openAcme } from '../support/promotion-story.ts'
import { EAGER, guard, PIN, PRODUCTION } from './attack.ts'

const MISSING = { conclusion: 'refused', exit: 1, including: ['approvals-missing'] } as const
const RULE = '{ role: model steward, count: 1, users: [ana, bo, chi] }'

/** The approvals that a run left out, and why. */
function ignored(run: ActionResult): readonly string[] {
  const detail = nodesOf(run).get('approvals/0')?.detail as
    | { ignored: readonly { login: string; why: string }[] }
    | undefined
  return detail?.ignored.map(({ login, why }) => `${login} ${why}`) ?? []
}

function pushTo(acme: Acme, branch: string, files: Readonly<Record<string, string>>, author = 'kim'): void {
  commit(acme.github, REPOSITORY, { branch, author, files })
}

describe('an approval of something else', () => {
  it.each([
    ['of other files', { 'eval/quality.json': '{}' }],
    ['that pins another version', { 'model-pins.yml': 'support-llm: { production: v10 }\n' }],
  ])('threat 20: an approval replayed after a push (%s) does not count', async (_what, files) => {
    const acme = await openAcme()
    const number = acme.propose(PIN, { branch: 'topic' })
    acme.approve(number, 'bo')
    pushTo(acme, 'topic', files)
    const stopped = guard(acme)
    const run = await acme.pushEvent(acme.merge(number))
    stopped(run, { ...MISSING, said: 'approved an older commit' })
    expect(ignored(run)).toEqual(['bo outdated'])
  })

  it('threat 20: an approval that names an old commit by itself does not count at the head', async () => {
    const acme = await openAcme()
    const number = acme.propose(PIN, { branch: 'topic' })
    const early = acme.github.state.repos[REPOSITORY]?.branches['topic'] ?? ''
    pushTo(acme, 'topic', { 'more.txt': 'more\n' })
    acme.approve(number, 'bo', { oid: early })
    const stopped = guard(acme)
    const run = await acme.pushEvent(acme.merge(number))
    stopped(run, { ...MISSING, said: 'approved an older commit' })
    expect(ignored(run)).toEqual(['bo outdated'])
  })

  it('threat 20: an unrelated approved pull request used by dispatch brings no approval', async () => {
    const acme = await openAcme()
    acme.merge(acme.proposePin('v12'))
    const unrelated = acme.propose({ 'README.md': '# better\n' })
    acme.approve(unrelated, 'bo')
    acme.merge(unrelated)
    const stopped = guard(acme)
    stopped(await acme.dispatch({ ...PRODUCTION, 'pull-request': String(unrelated) }), {
      conclusion: 'refused',
      exit: 1,
      including: ['version-not-bound'],
      said: `#${unrelated}`,
    })
  })

  it('threat 20: what slips into the push beside the approved merge was approved by nobody', async () => {
    const acme = await openAcme()
    acme.moveByHand('staging', 'v10')
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    const pushed = acme.merge(number)
    const slipped = commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'kim',
      files: { 'model-pins.yml': 'support-llm: { production: v10 }\n' },
    })
    const stopped = guard(acme)
    const run = await acme.pushEvent({ ...pushed, after: slipped.oid, commits: [...pushed.commits, slipped.oid] })
    stopped(run, { conclusion: 'refused', exit: 1, including: ['version-not-bound'], said: 'v10' })
  })

  it('threat 21: approved into a lax branch, then changed and pointed at the protected one', async () => {
    const acme = await openAcme()
    pushTo(acme, 'lax', { 'lax.txt': 'lax\n' })
    commit(acme.github, REPOSITORY, { branch: 'topic', author: 'kim', files: { 'README.md': '# harmless\n' } })
    const { number } = openPullRequest(acme.github, REPOSITORY, { head: 'topic', base: 'lax', author: 'kim' })
    acme.approve(number, 'bo')
    pushTo(acme, 'topic', PIN)
    retarget(acme.github, REPOSITORY, number, 'main')
    const stopped = guard(acme)
    const run = await acme.pushEvent(acme.merge(number))
    stopped(run, { ...MISSING, said: 'approved an older commit' })
    expect(ignored(run)).toEqual(['bo outdated'])
  })

  it('threat 21: a pull request into a branch that may not promote plans nothing', async () => {
    const acme = await openAcme()
    pushTo(acme, 'lax', { '.github/model-gates.yml': `${GATES}branches: [lax]\n` })
    pushTo(acme, 'topic', PIN)
    const { number } = openPullRequest(acme.github, REPOSITORY, { head: 'topic', base: 'lax', author: 'kim' })
    acme.approve(number, 'bo')
    const stopped = guard(acme)
    stopped(await acme.pullRequestEvent(number, EAGER, { key: 'promoter' }), {
      conclusion: 'refused',
      exit: 1,
      including: ['pull-request-base'],
      said: 'lax',
    })
  })

  it('threat 21: an approval that is taken back between judgement and move stops the move', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    const pushed = acme.merge(number)
    const takeBack = () => review(acme.github, REPOSITORY, number, { by: 'bo', state: 'CHANGES_REQUESTED' })
    acme.wandb.faults.add({ match: { operation: 'GateOpenRecord' }, action: { after: () => takeBack() } })
    const run = await acme.pushEvent(pushed)
    expect([run.exitCode, run.outputs['conclusion'], run.outputs['reason-codes']?.split(',')[0]]).toEqual([
      1,
      'refused',
      'conflict',
    ])
    expect(run.summary).toContain('does not pass any more')
    expect(acme.holder('production')).toBe('v11')
  })
})

describe('an approval by oneself', () => {
  const STRANGER = { name: 'Bo', email: 'bo@elsewhere.example' }

  function proposeBy(acme: Acme, commits: Omit<CommitOptions, 'branch'>): number {
    commit(acme.github, REPOSITORY, { branch: 'pin', files: PIN, ...commits })
    return openPullRequest(acme.github, REPOSITORY, { head: 'pin', author: 'kim' }).number
  }

  it.each<[string, Omit<CommitOptions, 'branch'>, string, string]>([
    ['the author of a commit', { author: 'bo' }, 'bo committer', 'made a commit of the pull request'],
    ['the committer', { author: 'kim', committer: 'bo' }, 'bo committer', 'made a commit of the pull request'],
    ['a co-author', { author: 'kim', coAuthors: ['bo'] }, 'bo co-author', 'is co-author of a commit'],
  ])('threat 24: the approval of %s does not count', async (_who, commits, why, said) => {
    const acme = await openAcme()
    const number = proposeBy(acme, commits)
    acme.approve(number, 'bo')
    const stopped = guard(acme)
    const run = await acme.pushEvent(acme.merge(number))
    stopped(run, { ...MISSING, said })
    expect(ignored(run)).toEqual([why])
  })

  it('threat 24: a workflow cannot approve its own pull request', async () => {
    const acme = await openAcme({ gates: GATES.replace(RULE, '{ role: model steward, count: 1, permission: read }') })
    addUser(acme.github, 'approver[bot]')
    const number = acme.proposePin('v12')
    for (const login of ['github-actions[bot]', 'approver[bot]']) acme.approve(number, login)
    const stopped = guard(acme)
    const run = await acme.pushEvent(acme.merge(number))
    stopped(run, { ...MISSING, said: 'is a bot' })
    expect(ignored(run).map((each) => each.split(' ')[1])).toEqual(['bot', 'bot'])
  })

  it('threat 24: an e-mail that belongs to no account blocks, because its owner could be the approver', async () => {
    const acme = await openAcme()
    const number = proposeBy(acme, { author: STRANGER })
    acme.approve(number, 'bo')
    const stopped = guard(acme)
    const run = await acme.pushEvent(acme.merge(number))
    stopped(run, { conclusion: 'refused', exit: 1, including: ['unknown-committer'], said: 'account' })
    expect(run.summary).not.toContain('elsewhere.example')
  })

  it('threat 24: whoever starts a run by hand does not approve it too', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    acme.merge(number)
    const stopped = guard(acme)
    const run = await acme.dispatch({ ...PRODUCTION, 'pull-request': String(number) }, { actor: 'bo' })
    stopped(run, { ...MISSING, said: 'started this run' })
    expect(ignored(run)).toEqual(['bo runner'])
  })
})

describe('a command in a comment', () => {
  it.each(['issue_comment', 'pull_request_review_comment', 'discussion_comment', 'commit_comment'])(
    'threat 25: %s orders nothing, whatever it says and whoever says it',
    async (event) => {
      const acme = await openAcme()
      const number = acme.proposePin('v12')
      acme.approve(number, 'bo')
      acme.merge(number)
      const comment = addComment(acme.github, REPOSITORY, { issue: number, by: 'ana', body: '/promote v12 production' })
      const stopped = guard(acme)
      const run = await acme.dispatch(EAGER, {
        variables: { GITHUB_EVENT_NAME: event },
        payload: { action: 'created', comment, issue: { number, pull_request: {} }, sender: { login: 'ana' } },
      })
      stopped(run, { conclusion: 'refused', exit: 1, reasons: ['untrusted-event'], said: event })
      expect([acme.wandb.requests, acme.github.requests]).toEqual([[], []])
    },
  )

  it('threat 25: a comment that says "approved" is no review', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    addComment(acme.github, REPOSITORY, { issue: number, by: 'ana', body: 'LGTM, approved :+1:' })
    review(acme.github, REPOSITORY, number, { by: 'bo', state: 'COMMENTED', body: 'Approved!' })
    const stopped = guard(acme)
    stopped(await acme.pushEvent(acme.merge(number)), { ...MISSING, said: '0 of 1' })
  })
})
