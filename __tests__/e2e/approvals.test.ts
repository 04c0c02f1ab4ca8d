import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, GATES, lmEvalReport, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { addUser, type CommitOptions, commit } from '../../sandbox/github/seed.ts'
import { dismissReview, openPullRequest, review } from '../../sandbox/github/seed-pulls.ts'
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

interface Story {
  readonly name: string
  readonly rule?: string
  readonly tell: () => number
  readonly ignored: readonly { readonly login: string; readonly why: string }[]
}

const STORIES: readonly Story[] = [
  {
    name: 'the author',
    tell: () => {
      const number = acme.proposePin('v12', 'production', { author: 'bo' })
      acme.approve(number, 'bo')
      return number
    },
    ignored: [{ login: 'bo', why: 'author' }],
  },
  {
    name: 'somebody who made a commit',
    tell: () => {
      const number = proposeBy({ author: 'bo' })
      acme.approve(number, 'bo')
      return number
    },
    ignored: [{ login: 'bo', why: 'committer' }],
  },
  {
    name: "a committer of somebody else's change",
    tell: () => {
      const number = proposeBy({ author: 'kim', committer: 'bo' })
      acme.approve(number, 'bo')
      return number
    },
    ignored: [{ login: 'bo', why: 'committer' }],
  },
  {
    name: 'a co-author',
    tell: () => {
      const number = proposeBy({ author: 'kim', coAuthors: ['bo'] })
      acme.approve(number, 'bo')
      return number
    },
    ignored: [{ login: 'bo', why: 'co-author' }],
  },
  {
    name: 'a bot',
    rule: '{ role: model steward, count: 1, permission: read }',
    tell: () => {
      addUser(acme.github, 'approver[bot]')
      const number = acme.proposePin('v12')
      acme.approve(number, 'approver[bot]')
      return number
    },
    ignored: [{ login: 'approver', why: 'bot' }],
  },
  {
    name: 'somebody who is not listed',
    tell: () => {
      const author = acme.proposePin('v12', 'production', { author: 'ana' })
      acme.approve(author, 'kim')
      return author
    },
    ignored: [{ login: 'kim', why: 'not-eligible' }],
  },
  {
    name: 'a reader, where nobody is listed',
    rule: '{ role: model steward, count: 1 }',
    tell: () => {
      const number = acme.proposePin('v12')
      acme.approve(number, 'eve')
      return number
    },
    ignored: [{ login: 'eve', why: 'permission' }],
  },
  {
    name: 'somebody with less than the demanded role',
    rule: '{ role: model steward, count: 1, users: [ana, bo, chi], permission: maintain }',
    tell: () => {
      const number = acme.proposePin('v12')
      acme.approve(number, 'bo')
      return number
    },
    ignored: [{ login: 'bo', why: 'permission' }],
  },
  {
    name: 'an approval of an older commit',
    tell: () => {
      const number = acme.propose(PIN, { branch: 'topic' })
      acme.approve(number, 'bo')
      commit(acme.github, REPOSITORY, { branch: 'topic', author: 'kim', files: { 'more.txt': 'more\n' } })
      return number
    },
    ignored: [{ login: 'bo', why: 'outdated' }],
  },
  {
    name: 'an approval that was dismissed, also when an older one stands',
    tell: () => {
      const number = acme.proposePin('v12')
      acme.approve(number, 'bo', { date: '2026-11-20T10:00:00Z' })
      const { id } = review(acme.github, REPOSITORY, number, { by: 'bo', date: '2026-11-20T11:00:00Z' })
      dismissReview(acme.github, REPOSITORY, number, id)
      return number
    },
    ignored: [{ login: 'bo', why: 'dismissed' }],
  },
  {
    name: 'a deleted account',
    tell: () => {
      const number = acme.proposePin('v12')
      review(acme.github, REPOSITORY, number, { by: null })
      return number
    },
    ignored: [{ login: 'ghost', why: 'deleted-account' }],
  },
]

describe('approvals that do not count', () => {
  it.each(STORIES)(
    'leaves out $name: pending on the pull request, refused after the merge',
    async ({ rule, tell, ignored }) => {
      await start(rule)
      const number = tell()
      const asked = await acme.pullRequestEvent(number)
      expectOutcome(asked, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
      expect(approvalsOf(asked)).toMatchObject({
        counted: [],
        ignored: ignored.map((each) => expect.objectContaining(each)),
      })
      const comment = acme.comments(number)[0] ?? ''
      for (const { login } of ignored) expect(comment).toContain(login)
      const ordered = await acme.pushEvent(acme.merge(number))
      expectOutcome(ordered, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
      expect(holders(acme)['production']).toBe('v11')
      expect(acme.records()).toEqual([])
    },
  )
})

describe('approvals that count', () => {
  it.each([
    ['the listed person, whatever the spelling of the login', '{ role: model steward, count: 1, users: [BO] }', ['bo']],
    ['anybody with write, where nobody is listed', '{ role: model steward, count: 1 }', ['bo']],
    ['a maintainer where maintain is demanded', '{ role: model steward, count: 1, permission: maintain }', ['chi']],
    ['two different people', '{ role: model steward, count: 2, users: [ana, bo, chi] }', ['ana', 'chi']],
  ] as const)('counts %s', async (_name, rule, people) => {
    await start(rule)
    const number = acme.proposePin('v12')
    for (const login of people) acme.approve(number, login)
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'planned', exit: 0 })
    const run = await acme.pushEvent(acme.merge(number, 'squash', 'chi'))
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(approvalsOf(run)['counted']).toHaveLength(people.length)
  })

  it('counts one person once', async () => {
    await start('{ role: model steward, count: 2, users: [ana, bo, chi] }')
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo', { date: '2026-11-20T10:00:00Z' })
    acme.approve(number, 'bo', { date: '2026-11-20T11:00:00Z' })
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
    expect(approvalsOf(run)['counted']).toHaveLength(1)
  })

  it('does not take the one who pressed the merge button for a committer of the pull request', async () => {
    await start()
    const number = acme.proposePin('v12')
    acme.approve(number, 'ana')
    expectOutcome(await acme.pushEvent(acme.merge(number, 'merge', 'ana')), { conclusion: 'applied', exit: 0 })
  })

  it('demands every rule of the stage', async () => {
    await start(`${RULE}\n          - { role: risk officer, count: 1, users: [chi] }`)
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
    expect([...nodesOf(run).values()].filter((node) => node.kind === 'approvals').map((node) => node.status)).toEqual([
      'pass',
      'pending',
    ])
    acme.approve(number, 'chi')
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'planned', exit: 0 })
  })
})
