import { describe, expect, it } from '@jest/globals'
import type { ApprovalInput } from '../../../src/checks/approval-input.ts'
import type { ApprovalDetail, IgnoredWhy } from '../../../src/checks/detail.ts'
import type { Committer, Review } from '../../../src/checks/facts.ts'
import type { Status, Verdict } from '../../../src/checks/verdict.ts'
import type { ApprovalRule, Permission } from '../../../src/config/gate-config.ts'
import {
  approvalInput,
  approvalRule,
  committer,
  HEAD,
  idOf,
  judgeRule,
  OLD,
  pullRequest,
  record,
  review,
} from './facts-builder.ts'

interface Case {
  readonly reviews: readonly Review[]
  readonly rule?: Partial<ApprovalRule>
  readonly pull?: Parameters<typeof pullRequest>[0]
  readonly input?: Partial<ApprovalInput>
}

function judge({ reviews, rule, pull, input }: Case): Verdict {
  return judgeRule(
    approvalInput({ rule: approvalRule(rule), pullRequests: [pullRequest({ reviews, ...pull })], ...input }),
  )
}

function detailOf({ detail }: Verdict): ApprovalDetail {
  if (detail?.type !== 'approvals') throw new Error('no approval detail')
  return detail
}

function counted(verdict: Verdict): readonly string[] {
  return detailOf(verdict).counted.map(({ login }) => login)
}

function ignored(verdict: Verdict): readonly [string, IgnoredWhy][] {
  return detailOf(verdict).ignored.map(({ login, why }) => [login, why])
}

function person(login: string, kind: 'user' | 'bot' | 'other') {
  return { login, id: idOf(login), kind }
}

const at = (minute: number) => new Date(Date.UTC(2026, 2, 3, 10, minute)).toISOString()

it('an approval that counts shows who, what and when', () => {
  const verdict = judge({ reviews: [review('ana')] })
  expect(verdict).toMatchObject({ id: 'approvals/0', kind: 'approvals', status: 'pass', label: 'model steward' })
  expect(verdict).not.toHaveProperty('reason')
  expect(detailOf(verdict)).toEqual({
    type: 'approvals',
    role: 'model steward',
    need: 1,
    permission: 'write',
    eligible: null,
    bind: 'version',
    counted: [
      {
        login: 'ana',
        pullRequest: 12,
        commit: HEAD,
        at: '2026-03-03T10:00:00Z',
        url: 'https://github.test/review/ana',
      },
    ],
    ignored: [],
    blocking: [],
  })
})

describe('how many', () => {
  it.each<[number, readonly string[], boolean, Status]>([
    [1, [], true, 'pending'],
    [1, [], false, 'fail'],
    [2, ['ana'], true, 'pending'],
    [2, ['ana'], false, 'fail'],
    [2, ['ana', 'bo'], false, 'pass'],
    [2, ['ana', 'bo', 'chi'], false, 'pass'],
    [2, ['ana', 'ana'], false, 'fail'],
    [2, ['ana', 'ANA'], false, 'fail'],
    [0, [], false, 'fail'],
    [Number.NaN, ['ana'], false, 'fail'],
  ])('%p wanted, %j approve, awaiting %p: %s', (count, logins, awaiting, status) => {
    const verdict = judge({ reviews: logins.map((login) => review(login)), rule: { count }, input: { awaiting } })
    expect([verdict.status, verdict.reason]).toEqual([status, status === 'pass' ? undefined : 'approvals-missing'])
  })

  it('one account under two logins is one person', () => {
    const renamed = { login: 'ana-old', id: idOf('ana'), kind: 'user' } as const
    const verdict = judge({ reviews: [review('ana'), review('x', { author: renamed })], rule: { count: 2 } })
    expect(verdict.status).toBe('pending')
    expect(counted(verdict)).toHaveLength(1)
  })

  it('a review without id belongs to the account of that login', () => {
    const anonymous = { login: 'Ana', id: null, kind: 'user' } as const
    const verdict = judge({ reviews: [review('ana'), review('x', { author: anonymous })], rule: { count: 2 } })
    expect(counted(verdict)).toHaveLength(1)
    expect(counted(judge({ reviews: [review('x', { author: anonymous })] }))).toEqual(['Ana'])
    const shouting = review('x', { author: { login: 'ANA', id: idOf('ana'), kind: 'user' } })
    expect(
      counted(judge({ reviews: [shouting, review('y', { author: anonymous })], rule: { count: 2 } })),
    ).toHaveLength(1)
  })
})

describe('the latest opinion of each person', () => {
  const A = (minute: number, over: Partial<Review> = {}) => review('ana', { submittedAt: at(minute), ...over })
  const no = (minute: number, over: Partial<Review> = {}) => A(minute, { state: 'CHANGES_REQUESTED', ...over })
  const gone = (minute: number, over: Partial<Review> = {}) => A(minute, { state: 'DISMISSED', ...over })

  it.each<[string, readonly Review[], Status, readonly [string, IgnoredWhy][]]>([
    ['approved', [A(1)], 'pass', []],
    ['approved twice', [A(1), A(2)], 'pass', []],
    ['changes requested, then approved', [no(1), A(2)], 'pass', []],
    ['approved, then changes requested', [A(1), no(2)], 'pending', [['ana', 'withdrawn']]],
    ['approved, dismissed', [gone(1)], 'pending', [['ana', 'dismissed']]],
    ['dismissed: nothing older takes its place', [A(1), gone(2)], 'pending', [['ana', 'dismissed']]],
    ['dismissed, then approved', [gone(1), A(2)], 'pass', []],
    ['approved at an older commit', [A(1, { commit: OLD })], 'pending', [['ana', 'outdated']]],
    ['approved again at the head', [A(1, { commit: OLD }), A(2)], 'pass', []],
    ['approved at the head, then at an older commit', [A(1), A(2, { commit: OLD })], 'pending', [['ana', 'outdated']]],
    ['approved at a commit that is gone', [A(1, { commit: null })], 'pending', [['ana', 'outdated']]],
    ['given out of order', [A(2), no(1)], 'pass', []],
    ['approved, taken back twice', [A(1), no(2), no(3)], 'pending', [['ana', 'withdrawn']]],
  ])('%s', (_name, reviews, status, expected) => {
    const verdict = judge({ reviews })
    expect(verdict.status).toBe(status)
    expect(ignored(verdict)).toEqual(expected)
    expect(counted(verdict)).toEqual(status === 'pass' ? ['ana'] : [])
  })

  it('of one instant: the later in the list stands', () => {
    expect(judge({ reviews: [A(1), no(1)] }).reason).toBe('changes-requested')
  })
})

describe('who does not count', () => {
  it.each<[IgnoredWhy, Case]>([
    ['bot', { reviews: [review('ci', { author: person('ci', 'bot') })] }],
    ['bot', { reviews: [review('Deploy[BOT]')] }],
    ['bot', { reviews: [review('ci[bot]')], rule: { users: ['ci[bot]'] } }],
    ['author', { reviews: [review('dev')] }],
    ['author', { reviews: [review('DEV', { author: { login: 'DEV', id: null, kind: 'user' } })] }],
    ['author', { reviews: [review('x', { author: { login: 'renamed', id: idOf('dev'), kind: 'user' } })] }],
    ['author', { reviews: [review('dev')], rule: { users: ['dev'], permission: 'read' } }],
    [
      'committer',
      { reviews: [review('ana')], pull: { committers: [committer(), committer({ login: 'ANA', as: 'committer' })] } },
    ],
    [
      'committer',
      { reviews: [review('ana')], pull: { committers: [committer(), committer({ login: 'ana', commit: OLD })] } },
    ],
    [
      'co-author',
      { reviews: [review('ana')], pull: { committers: [committer(), committer({ login: 'ana', as: 'co-author' })] } },
    ],
    ['not-eligible', { reviews: [review('eve')], rule: { users: ['ana', 'bo'] } }],
    ['not-eligible', { reviews: [review('eve')], rule: { users: [] } }],
    ['not-eligible', { reviews: [review('eve', { author: person('eve', 'other') })] }],
    ['runner', { reviews: [review('ana')], input: { startedBy: ['Ana'] } }],
    ['not-bound', { reviews: [review('ana')], pull: { boundToVersion: false } }],
    ['deleted-account', { reviews: [review('ana', { author: null })] }],
  ])('%s', (why, given) => {
    const verdict = judge(given)
    expect(verdict.status).not.toBe('pass')
    expect(detailOf(verdict)).toMatchObject({ counted: [], ignored: [{ why }] })
  })

  it('a deleted account that did not approve leaves no trace and does not block', () => {
    const reviews = [review('x', { author: null, state: 'CHANGES_REQUESTED' }), review('ana')]
    expect(detailOf(judge({ reviews }))).toMatchObject({ ignored: [], blocking: [], counted: [{ login: 'ana' }] })
  })

  it('eligible people are found in any case', () => {
    expect(judge({ reviews: [review('Ana')], rule: { users: ['aNA'] } }).status).toBe('pass')
  })

  it('a pull request of a deleted account still takes approvals', () => {
    expect(judge({ reviews: [review('ana')], pull: { author: null } }).status).toBe('pass')
  })
})

describe('the least role', () => {
  it.each<[Permission, boolean, Permission | 'none' | undefined, boolean]>([
    ['read', false, undefined, true],
    ['read', false, 'none', true],
    ['triage', true, undefined, false],
    ['triage', false, 'triage', true],
    ['triage', false, 'read', false],
    ['write', true, undefined, true],
    ['write', true, 'read', true],
    ['write', false, 'write', true],
    ['write', false, 'maintain', true],
    ['write', false, 'triage', false],
    ['write', false, 'none', false],
    ['write', false, undefined, false],
    ['maintain', true, undefined, false],
    ['maintain', true, 'write', false],
    ['maintain', false, 'admin', true],
    ['admin', true, 'maintain', false],
    ['admin', false, 'admin', true],
  ])('%s wanted, may push: %p, role %p', (permission, canPush, role, enough) => {
    const permissionOf = new Map(role === undefined ? [] : [['Ana', role] as const])
    const verdict = judge({ reviews: [review('ana', { canPush })], rule: { permission }, input: { permissionOf } })
    expect(verdict.status).toBe(enough ? 'pass' : 'pending')
    if (!enough) {
      const note = role === undefined ? `needs ${permission}, role unknown` : `needs ${permission}, has ${role}`
      expect(detailOf(verdict).ignored).toMatchObject([{ login: 'ana', why: 'permission', note }])
    }
  })
})

it('the role is read under the very login first', () => {
  const permissionOf = new Map([
    ['Ana', 'read'],
    ['ana', 'write'],
  ] as const)
  expect(judge({ reviews: [review('ana', { canPush: false })], input: { permissionOf } }).status).toBe('pass')
})

describe('changes requested', () => {
  const no = (login: string, over: Partial<Review> = {}) => review(login, { state: 'CHANGES_REQUESTED', ...over })

  it.each<[boolean, Status]>([
    [true, 'pending'],
    [false, 'fail'],
  ])('block although enough approve; awaiting %p', (awaiting, status) => {
    const verdict = judge({ reviews: [review('ana'), no('bo')], input: { awaiting } })
    expect(verdict).toMatchObject({ status, reason: 'changes-requested' })
    expect(detailOf(verdict)).toMatchObject({ blocking: ['bo'], counted: [{ login: 'ana' }] })
  })

  it('block at any commit', () => {
    expect(judge({ reviews: [review('ana'), no('bo', { commit: OLD })] }).reason).toBe('changes-requested')
    expect(judge({ reviews: [review('ana'), no('bo', { commit: null })] }).reason).toBe('changes-requested')
  })

  it('by the one who started the run still block', () => {
    expect(judge({ reviews: [review('ana'), no('bo')], input: { startedBy: ['bo'] } }).reason).toBe('changes-requested')
  })

  it.each<[string, Review, Case['rule']]>([
    ['the author', no('dev'), {}],
    ['a bot', no('ci[bot]'), {}],
    ['somebody who is not eligible', no('eve'), { users: ['ana'] }],
    ['somebody without the role', no('eve', { canPush: false }), {}],
  ])('by %s do not', (_name, objection, rule) => {
    const verdict = judge({ reviews: [review('ana'), objection], ...(rule === undefined ? {} : { rule }) })
    expect(verdict.status).toBe('pass')
    expect(detailOf(verdict).blocking).toEqual([])
  })
})

describe('what an approval is bound to', () => {
  it('a pull request that does not ask for this version carries none', () => {
    const verdict = judge({ reviews: [review('ana')], pull: { boundToVersion: false } })
    expect(verdict).toMatchObject({ status: 'fail', reason: 'version-not-bound' })
    expect(detailOf(verdict).note).toContain('#12')
  })

  it.each<[string, string | null, string, Status]>([
    ['after the version came', '2026-03-03T09:59:59Z', '2026-03-03T10:00:00Z', 'pass'],
    ['at that moment', '2026-03-03T10:00:00Z', '2026-03-03T10:00:00Z', 'pending'],
    ['before it', '2026-03-03T10:00:01Z', '2026-03-03T10:00:00Z', 'pending'],
    ['when no record says', null, '2026-03-03T10:00:00Z', 'pending'],
  ])('bind: head, approved %s', (_name, versionSince, submittedAt, status) => {
    const verdict = judge({
      reviews: [review('ana', { submittedAt })],
      rule: { bind: 'head' },
      pull: { boundToVersion: false },
      input: { versionSince },
    })
    expect(verdict.status).toBe(status)
    expect(ignored(verdict)).toEqual(status === 'pass' ? [] : [['ana', 'before-version']])
  })

  it('bind: version does not ask when the version came', () => {
    expect(judge({ reviews: [review('ana')], input: { versionSince: '2027-01-01T00:00:00Z' } }).status).toBe('pass')
  })
})

describe('approvals that were used', () => {
  it.each<[string, Parameters<typeof record>[0], Status]>([
    ['an applied record of this pull request', { pullRequests: [11, 12] }, 'fail'],
    ['an altered one', { pullRequests: [12], intact: false }, 'fail'],
    ['a record of an adoption', { pullRequests: [12], operation: 'adopt', conclusion: 'adopted' }, 'fail'],
    ['an applied record of another pull request', { pullRequests: [11] }, 'pass'],
    ['one that was not applied', { pullRequests: [12], conclusion: 'abandoned' }, 'pass'],
    ['an unfinished one', { pullRequests: [12], conclusion: null, sha256: null }, 'pass'],
  ])('%s', (_name, over, status) => {
    const verdict = judge({ reviews: [review('ana')], input: { awaiting: false, usedBy: [record(over)] } })
    expect(verdict.status).toBe(status)
    if (status === 'fail') expect(ignored(verdict)).toEqual([['ana', 'already-used']])
  })

  it('names the record, by its run where it has no hash', () => {
    const usedBy = [record({ pullRequests: [12], sha256: null, runId: 'rec9' })]
    expect(detailOf(judge({ reviews: [review('ana')], input: { usedBy } })).ignored).toMatchObject([
      { note: 'by record rec9' },
    ])
  })
})

describe('who made the change', () => {
  it.each<[string, readonly Committer[], boolean, Status]>([
    ['a stranger', [committer({ login: null })], true, 'fail'],
    ['more commits than GitHub lists', [committer()], false, 'error'],
    ['a list without the head', [committer({ commit: OLD })], true, 'error'],
  ])('%s blocks whatever the approvals', (_name, committers, commitsComplete, status) => {
    const verdict = judge({ reviews: [review('ana'), review('bo')], pull: { committers, commitsComplete } })
    expect(verdict).toMatchObject({ status, reason: 'unknown-committer' })
  })
})

describe('several pull requests', () => {
  const full = pullRequest({ number: 12, reviews: [review('ana'), review('bo')] })
  const half = pullRequest({ number: 13, reviews: [review('ana')] })
  const rule = approvalRule({ count: 2 })

  it('must each satisfy the rule: two halves are no whole', () => {
    const other = pullRequest({ number: 14, reviews: [review('bo')] })
    const verdict = judgeRule(approvalInput({ rule, pullRequests: [half, other], awaiting: false }))
    expect(verdict).toMatchObject({ kind: 'group', status: 'fail', label: 'model steward', at: rule.at })
    expect(verdict.children.map(({ id, status }) => [id, status])).toEqual([
      ['approvals/0/13', 'fail'],
      ['approvals/0/14', 'fail'],
    ])
  })

  it('one that falls short is enough to fail', () => {
    const verdict = judgeRule(approvalInput({ rule, pullRequests: [full, half], awaiting: false }))
    expect(verdict.children.map(({ status }) => status)).toEqual(['pass', 'fail'])
    expect(verdict.status).toBe('fail')
  })

  it('that all satisfy it pass', () => {
    const pullRequests = [full, { ...full, number: 13 }]
    expect(judgeRule(approvalInput({ rule, pullRequests })).status).toBe('pass')
  })

  it('none at all fails, also while waiting', () => {
    const verdict = judgeRule(approvalInput({ pullRequests: [] }))
    expect(verdict).toMatchObject({ status: 'fail', reason: 'approvals-missing', kind: 'approvals' })
    expect(detailOf(verdict)).toMatchObject({ counted: [], note: 'no pull request carries this request' })
  })
})
