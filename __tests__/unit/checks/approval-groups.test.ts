import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { ApprovalsInput } from '../../../src/checks/approval-input.ts'
import { evaluateApprovals } from '../../../src/checks/approvals.ts'
import type { ApprovalDetail, IgnoredWhy } from '../../../src/checks/detail.ts'
import type { Review } from '../../../src/checks/facts.ts'
import type { CodeOwnerFacts, TeamFacts } from '../../../src/checks/people-facts.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import type { ApprovalRule } from '../../../src/config/gate-config.ts'
import { approvalInput, approvalRule, committer, judgeRule, OLD, people, pullRequest, review } from './facts-builder.ts'

function detailOf({ detail }: Verdict): ApprovalDetail {
  if (detail?.type !== 'approvals') throw new Error('no approval detail')
  return detail
}

/** `ana bo | chi -` : who is counted for each rule. */
function seated(verdicts: readonly Verdict[]): string {
  return verdicts
    .map((verdict) => {
      const { counted } = detailOf(verdict)
      return counted.length === 0 ? '-' : counted.map(({ login }) => login).join(' ')
    })
    .join(' | ')
}

function ignored(verdict: Verdict): readonly (readonly [string, IgnoredWhy])[] {
  return detailOf(verdict).ignored.map(({ login, why }) => [login, why])
}

function together(
  rules: readonly Partial<ApprovalRule>[],
  reviews: readonly Review[],
  over: Partial<ApprovalsInput> = {},
) {
  const { rule: _one, ...shared } = approvalInput()
  return evaluateApprovals({
    ...shared,
    rules: rules.map((rule, index) => approvalRule({ id: `approvals/${index}`, role: `role ${index}`, ...rule })),
    pullRequests: [pullRequest({ reviews })],
    ...over,
  })
}

describe('several roles', () => {
  it.each<[string, readonly Partial<ApprovalRule>[], readonly string[], string, readonly string[]]>([
    ['one person, two roles', [{}, {}], ['ana'], 'ana | -', ['pass', 'pending']],
    ['two people, two roles', [{}, {}], ['ana', 'bo'], 'ana | bo', ['pass', 'pass']],
    ['the only risk officer', [{}, { users: ['ana'] }], ['ana', 'bo'], 'bo | ana', ['pass', 'pass']],
    ['shared by the first', [{ mayShare: true }, {}], ['ana'], 'ana | ana', ['pass', 'pass']],
    ['shared by the second', [{}, { mayShare: true }], ['ana'], 'ana | ana', ['pass', 'pass']],
    ['shared by one of three', [{ mayShare: true }, {}, {}], ['ana'], 'ana | ana | -', ['pass', 'pass', 'pending']],
    [
      'two stewards and a risk officer who could be one',
      [{ count: 2, users: ['ana', 'bo', 'chi'] }, { users: ['ana', 'eve'] }],
      ['ana', 'bo', 'chi'],
      'bo chi | ana',
      ['pass', 'pass'],
    ],
  ])('%s', (_name, rules, logins, seats, statuses) => {
    const verdicts = together(
      rules,
      logins.map((login) => review(login)),
    )
    expect(seated(verdicts)).toBe(seats)
    expect(verdicts.map(({ status }) => status)).toEqual(statuses)
  })

  it('shows who is counted elsewhere, and as what', () => {
    const [, second] = together([{}, {}], [review('ana')])
    expect(second && detailOf(second).ignored).toMatchObject([
      { login: 'ana', why: 'counted-elsewhere', note: 'as role 0' },
    ])
  })

  it('one account under two logins is one person for two roles', () => {
    const other = { login: 'ana-old', id: review('ana').author?.id ?? null, kind: 'user' } as const
    const verdicts = together([{}, {}], [review('ana'), review('x', { author: other })])
    expect(verdicts.map(({ status }) => status)).toEqual(['pass', 'pending'])
  })

  it('a change request blocks the roles of its author, and no other', () => {
    const reviews = [review('ana'), review('bo'), review('eve', { state: 'CHANGES_REQUESTED', canPush: false })]
    const verdicts = together([{ users: ['ana', 'bo'] }, { users: ['bo', 'eve'], permission: 'read' }], reviews)
    expect(verdicts.map(({ reason }) => reason)).toEqual([undefined, 'changes-requested'])
  })

  it('a read-only risk officer may approve where the rule says so', () => {
    const reviews = [review('ana'), review('eve', { canPush: false })]
    expect(seated(together([{ users: ['ana'] }, { users: ['eve'], permission: 'read' }], reviews))).toBe('ana | eve')
    expect(seated(together([{ users: ['ana'] }, { users: ['eve'] }], reviews))).toBe('ana | -')
  })

  it('never counts one person twice, whatever the rules and the order of the reviews', () => {
    const LOGINS = ['ana', 'bo', 'chi', 'eve']
    const anyRules = fc.array(
      fc.record({
        count: fc.integer({ min: 1, max: 2 }),
        users: fc.option(fc.subarray(LOGINS, { minLength: 1 }), { nil: null }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    const anyReviews = fc.subarray(LOGINS).chain((logins) => fc.shuffledSubarray(logins, { minLength: logins.length }))
    fc.assert(
      fc.property(anyRules, anyReviews, (rules, logins) => {
        const verdicts = together(
          rules,
          logins.map((login) => review(login)),
        )
        const counted = verdicts.flatMap((verdict) => detailOf(verdict).counted.map(({ login }) => login))
        expect(new Set(counted).size).toBe(counted.length)
        const sorted = together(
          rules,
          logins.toSorted().map((login) => review(login)),
        )
        expect(seated(sorted)).toBe(seated(verdicts))
        for (const verdict of verdicts) {
          const { counted: here, ignored: out } = detailOf(verdict)
          expect(here.length + out.length).toBe(logins.length)
        }
      }),
    )
  })
})

describe('teams', () => {
  const team = (...members: readonly string[]): TeamFacts => ({ seen: true, members: new Set(members) })
  const judge = (rule: Partial<ApprovalRule>, facts: TeamFacts | null, reviews: readonly Review[]) =>
    judgeRule(
      approvalInput({
        rule: approvalRule(rule),
        pullRequests: [pullRequest({ reviews })],
        people: people({ teamsOf: new Map(facts === null ? [] : [['acme/risk', facts]]) }),
      }),
    )

  it.each<[string, Partial<ApprovalRule>, readonly string[], string]>([
    ['a member', { teams: ['acme/risk'] }, ['eve'], 'eve'],
    ['a member, in other letters', { teams: ['Acme/Risk'] }, ['EVE'], 'EVE'],
    ['nobody else', { teams: ['acme/risk'] }, ['ana'], '-'],
    ['members and listed people', { teams: ['acme/risk'], users: ['ana'], count: 2 }, ['ana', 'bo', 'eve'], 'ana eve'],
  ])('%s', (_name, rule, logins, seats) => {
    const verdict = judge(
      rule,
      team('eve'),
      logins.map((login) => review(login)),
    )
    expect(seated([verdict])).toBe(seats)
    expect(verdict.status).toBe(seats === '-' ? 'pending' : 'pass')
  })

  it.each<[string, TeamFacts | null]>([
    ['hidden', { seen: false, why: 'no such team' }],
    ['not asked about', null],
  ])('a team that is %s is an error, whoever approved', (_name, facts) => {
    const verdict = judge({ teams: ['acme/risk'], users: ['ana'] }, facts, [review('ana')])
    expect(verdict).toMatchObject({ status: 'error', reason: 'team-not-visible' })
    expect(detailOf(verdict).note).toContain('acme/risk')
  })
})

describe('approvals that lapse', () => {
  const expires = { seconds: 3600, text: '1h' }

  it.each([
    ['2026-03-03T11:00:00Z', 'pass'],
    ['2026-03-03T10:59:59Z', 'pending'],
    ['2026-03-03T12:00:01Z', 'pass'],
  ] as const)('given at %s, seen at 12:00: %s', (submittedAt, status) => {
    const verdict = judgeRule(
      approvalInput({
        rule: approvalRule({ expires }),
        pullRequests: [pullRequest({ reviews: [review('ana', { submittedAt })] })],
      }),
    )
    expect(verdict.status).toBe(status)
    if (status === 'pass') expect(ignored(verdict)).toEqual([])
    else expect(detailOf(verdict).ignored).toMatchObject([{ why: 'expired', note: 'older than 1h' }])
  })
})

describe('code owners', () => {
  const OK: CodeOwnerFacts = { decision: 'APPROVED', requiredBy: 'ruleset', file: '* @acme/owners' }
  const judge = (
    facts: CodeOwnerFacts | null,
    reviews: readonly Review[] = [review('ana')],
    pull: Parameters<typeof pullRequest>[0] = {},
    awaiting = true,
  ) =>
    judgeRule(
      approvalInput({
        rule: approvalRule({ codeOwners: true }),
        pullRequests: [pullRequest({ reviews, ...pull })],
        people: people({ codeOwners: new Map(facts === null ? [] : [[12, facts]]) }),
        awaiting,
      }),
    )

  it('GitHub says so, and the branch requires it', () => {
    expect(judge(OK).status).toBe('pass')
    expect(judge({ ...OK, requiredBy: 'branch protection' }).status).toBe('pass')
    expect(detailOf(judge(OK)).codeOwners).toBe('APPROVED')
  })

  it.each<[string, CodeOwnerFacts | null, string, string]>([
    ['no rule requires it', { ...OK, requiredBy: null }, 'error', 'code-owners-not-required'],
    ['nobody owns the pins', { ...OK, file: '*.md @acme/docs' }, 'error', 'code-owners-not-required'],
    ['no file of owners', { ...OK, file: null }, 'error', 'code-owners-not-required'],
    ['not read', null, 'error', 'github-access'],
    ['no decision', { ...OK, decision: null }, 'pending', 'approvals-missing'],
    ['a review is required', { ...OK, decision: 'REVIEW_REQUIRED' }, 'pending', 'approvals-missing'],
    ['changes are requested', { ...OK, decision: 'CHANGES_REQUESTED' }, 'pending', 'changes-requested'],
  ])('%s', (_name, facts, status, reason) => {
    expect(judge(facts)).toMatchObject({ status, reason })
    const after = judge(facts, [review('ana')], {}, false)
    expect(after).toMatchObject({ status: status === 'pending' ? 'fail' : status, reason })
  })

  it.each<[string, readonly Review[], Parameters<typeof pullRequest>[0], string]>([
    ['of an older commit', [review('ana'), review('bo', { commit: OLD })], {}, 'pending'],
    [
      'of somebody who made a commit',
      [review('ana'), review('bo')],
      { committers: [committer(), committer({ login: 'bo', as: 'committer' })] },
      'pending',
    ],
    ['of a bot, which owns no code', [review('ana'), review('ci[bot]', { commit: OLD })], {}, 'pass'],
    [
      'of somebody who may not push, and owns none',
      [review('ana'), review('eve', { commit: OLD, canPush: false })],
      {},
      'pass',
    ],
    ['that was dismissed', [review('ana'), review('bo', { commit: OLD, state: 'DISMISSED' })], {}, 'pass'],
  ])('GitHub may have taken an approval %s for the owner’s', (_name, reviews, pull, status) => {
    const verdict = judge(OK, reviews, pull)
    expect(verdict.status).toBe(status)
    if (status !== 'pass') expect(detailOf(verdict).note).toContain("may take it for the code owner's")
  })

  it('for the commit alone, some file of it must have an owner', () => {
    const since = { versionSince: '2026-03-01T00:00:00Z' }
    const at = (file: string) =>
      judgeRule(
        approvalInput({
          rule: approvalRule({ codeOwners: true, bind: 'head' }),
          pullRequests: [pullRequest({ reviews: [review('ana')], files: ['src/a.ts', 'b.md'] })],
          people: people({ codeOwners: new Map([[12, { ...OK, file }]]) }),
          ...since,
        }),
      )
    expect(at('/src/ @acme/owners').status).toBe('pass')
    expect(at('model-pins.yml @acme/owners')).toMatchObject({ reason: 'code-owners-not-required' })
  })

  it('still counts people: GitHub’s word alone is no approval of ours', () => {
    expect(judge(OK, [])).toMatchObject({ status: 'pending', reason: 'approvals-missing' })
  })
})

it('every rule of several pull requests is judged for each', () => {
  const verdicts = together([{}, {}], [], {
    pullRequests: [
      pullRequest({ number: 1, reviews: [review('ana'), review('bo')] }),
      pullRequest({ number: 2, reviews: [review('ana')] }),
    ],
    awaiting: false,
  })
  expect(verdicts.map(({ children }) => children.map(({ id, status }) => `${id} ${status}`))).toEqual([
    ['approvals/0/1 pass', 'approvals/0/2 pass'],
    ['approvals/1/1 pass', 'approvals/1/2 fail'],
  ])
})
