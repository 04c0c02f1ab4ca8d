import { describe, expect, it } from '@jest/globals'
import type { ApprovalInput } from '../../../src/checks/approval-input.ts'
import { evaluateApprovals } from '../../../src/checks/approvals.ts'
import type { ApprovalDetail, IgnoredWhy } from '../../../src/checks/detail.ts'
import type { Person } from '../../../src/checks/facts.ts'
import type { RunReview, RunReviews } from '../../../src/checks/people-facts.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import type { ApprovalRule } from '../../../src/config/gate-config.ts'
import {
  approvalInput,
  approvalRule,
  committer,
  idOf,
  judgeRule,
  people,
  pullRequest,
  record,
  review,
} from './facts-builder.ts'

const person = (login: string, over: Partial<Person> = {}): Person => ({
  login,
  id: idOf(login),
  kind: 'user',
  ...over,
})
const approved = (login: string, over: Partial<RunReview> = {}): RunReview => ({
  environments: ['production'],
  state: 'approved',
  person: person(login),
  ...over,
})

function run(reviews: readonly RunReview[], over: Partial<RunReviews> = {}): RunReviews {
  return {
    attempt: 1,
    startedBy: [person('cai')],
    commit: 'c'.repeat(40),
    pinsStand: true,
    url: 'https://github.test/run',
    reviews,
    ...over,
  }
}

interface Case {
  readonly rule?: Partial<ApprovalRule>
  readonly run?: RunReviews | null
  readonly input?: Partial<ApprovalInput>
}

function judge({ rule = {}, run: runReviews = run([approved('ana')]), input = {} }: Case = {}): Verdict {
  return judgeRule(
    approvalInput({
      rule: approvalRule({ environment: 'production', permission: 'read', ...rule }),
      pullRequests: [],
      awaiting: false,
      people: people({ runReviews }),
      ...input,
    }),
  )
}

function detailOf({ detail }: Verdict): ApprovalDetail {
  if (detail?.type !== 'approvals') throw new Error('no approval detail')
  return detail
}

it('an approval of the run counts without any pull request, with the time when it was seen', () => {
  const verdict = judge()
  expect(verdict.status).toBe('pass')
  expect(detailOf(verdict)).toMatchObject({
    environment: 'production',
    counted: [
      {
        login: 'ana',
        pullRequest: 0,
        commit: 'c'.repeat(40),
        at: '2026-03-03T12:00:00Z',
        url: 'https://github.test/run',
        environment: 'production',
      },
    ],
    ignored: [],
  })
})

it.each<[string, Case]>([
  ['of an environment in other letters', { rule: { environment: 'Production' } }],
  ['for several environments at once', { run: run([approved('ana', { environments: ['eu', 'production'] })]) }],
  ['of a listed person', { rule: { users: ['ANA'] } }],
  [
    'of a person with the role',
    { rule: { permission: 'write' }, input: { permissionOf: new Map([['ana', 'admin']]) } },
  ],
  ['where no pin names a version', { rule: { bind: 'head' }, input: { versionSince: '2026-03-03T08:00:00Z' } }],
  ['beside one of another environment', { run: run([approved('bo', { environments: ['eu'] }), approved('ana')]) }],
  [
    'beside one that was rejected elsewhere',
    {
      run: run([approved('bo', { environments: ['eu'], state: 'rejected' }), approved('ana')]),
    },
  ],
  ['after a record of another run', { input: { usedBy: [record({ workflowRunId: '899' })] } }],
])('counts an approval %s', (_name, given) => {
  expect(judge(given).status).toBe('pass')
})

describe('does not count', () => {
  const makers = {
    pullRequests: [
      pullRequest({ reviews: [], committers: [committer(), committer({ login: 'bo', as: 'co-author' })] }),
    ],
  }

  it.each<[IgnoredWhy, Case]>([
    ['runner', { run: run([approved('cai')]) }],
    ['runner', { run: run([approved('x', { person: person('renamed', { id: idOf('cai') }) })]) }],
    ['runner', { run: run([approved('ana')], { startedBy: [person('cai'), person('ana')] }) }],
    ['runner', { input: { startedBy: ['ANA'] } }],
    ['runner', { run: run([approved('ana')], { startedBy: [] }) }],
    ['bot', { run: run([approved('ci', { person: person('ci[bot]') })]) }],
    ['author', { run: run([approved('dev')]), input: makers }],
    ['co-author', { run: run([approved('bo')]), input: makers }],
    ['not-eligible', { rule: { users: ['bo'] } }],
    ['not-eligible', { run: run([approved('org', { person: person('org', { kind: 'other' }) })]) }],
    ['permission', { rule: { permission: 'write' } }],
    ['permission', { rule: { permission: 'admin' }, input: { permissionOf: new Map([['ana', 'maintain']]) } }],
    ['earlier-attempt', { run: run([approved('ana')], { attempt: 2 }) }],
    ['not-bound', { run: run([approved('ana')], { pinsStand: false }) }],
    ['before-version', { rule: { bind: 'head' } }],
    ['before-version', { rule: { bind: 'head' }, input: { versionSince: '2026-03-03T09:30:00Z' } }],
    [
      'before-version',
      {
        rule: { bind: 'head' },
        input: { versionSince: '2026-03-03T08:00:00Z', run: { id: '900', since: null } },
      },
    ],
    ['already-used', { input: { usedBy: [record({ workflowRunId: '900' })] } }],
    ['deleted-account', { run: run([approved('x', { person: null })]) }],
  ])('%s: %j', (why, given) => {
    const verdict = judge(given)
    expect(verdict).toMatchObject({ status: 'fail', reason: 'approvals-missing' })
    expect(detailOf(verdict)).toMatchObject({ counted: [], ignored: [{ why }] })
  })

  it.each<[string, readonly RunReview[]]>([
    ['nothing', []],
    ['an approval of another environment', [approved('ana', { environments: ['production-eu'] })]],
    ['a review that is open', [approved('ana', { state: 'pending' })]],
  ])('%s', (_name, reviews) => {
    expect(judge({ run: run(reviews) })).toMatchObject({ status: 'fail', reason: 'approvals-missing' })
  })
})

it('a rejection fails, whoever approved beside it', () => {
  const verdict = judge({ run: run([approved('ana'), approved('bo', { state: 'rejected' })]) })
  expect(verdict).toMatchObject({ status: 'fail', reason: 'environment-rejected' })
  expect(detailOf(verdict)).toMatchObject({ blocking: ['bo'], note: 'bo rejected production' })
})

it('is pending on a pull request, where nobody was asked yet', () => {
  const verdict = judge({
    run: null,
    input: { awaiting: true, pullRequests: [pullRequest({ reviews: [review('ana')] })] },
  })
  expect(verdict).toMatchObject({ status: 'pending', reason: 'approvals-missing' })
  expect(detailOf(verdict)).toMatchObject({ counted: [], note: 'given when the promoting job is approved' })
})

it('is an error when the approvals could not be read', () => {
  expect(judge({ run: null })).toMatchObject({ status: 'error', reason: 'github-access' })
})

it('an unknown committer may be the one who approved', () => {
  const input = { pullRequests: [pullRequest({ reviews: [], committers: [committer({ login: null })] })] }
  expect(judge({ input })).toMatchObject({ status: 'fail', reason: 'unknown-committer' })
})

it('one person fills one role, over reviews and environments', () => {
  const { rule: _one, ...shared } = approvalInput({
    awaiting: false,
    people: people({ runReviews: run([approved('ana')]) }),
  })
  const rules = [
    approvalRule({ role: 'steward' }),
    approvalRule({ id: 'approvals/1', role: 'operator', environment: 'production', permission: 'read' }),
  ]
  const by = (...logins: readonly string[]) =>
    evaluateApprovals({
      ...shared,
      rules,
      pullRequests: [pullRequest({ reviews: logins.map((login) => review(login)) })],
    })
  expect(by('ana').map(({ status }) => status)).toEqual(['pass', 'fail'])
  expect(by('ana', 'bo').map((verdict) => detailOf(verdict).counted.map(({ login }) => login))).toEqual([
    ['bo'],
    ['ana'],
  ])
})

it('over several pull requests the environment has one node, the worst of them', () => {
  const { rule: _one, ...shared } = approvalInput({
    awaiting: false,
    people: people({ runReviews: run([approved('ana')]) }),
  })
  const rules = [approvalRule({ environment: 'production', permission: 'read' })]
  const pulls = [pullRequest({ number: 1 }), pullRequest({ number: 2, author: person('ana') })]
  const verdicts = evaluateApprovals({ ...shared, rules, pullRequests: pulls })
  expect(verdicts).toMatchObject([{ id: 'approvals/0', status: 'fail', detail: { ignored: [{ why: 'author' }] } }])
})
