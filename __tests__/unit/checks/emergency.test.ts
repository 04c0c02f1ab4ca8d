import { describe, expect, it } from '@jest/globals'
import { type EmergencyInput, emergencyLogins, evaluateEmergency, isEmergency } from '../../../src/checks/emergency.ts'
import type { RecordFacts, Review } from '../../../src/checks/facts.ts'
import type { EmergencyRule } from '../../../src/config/gate-config.ts'
import type { ReasonCode } from '../../../src/reason-codes.ts'
import { AT, OLD, pullRequest, record, review } from './facts-builder.ts'

const RULE: EmergencyRule = { count: 1, users: null, teams: null, permission: 'write', at: AT }

interface Case {
  readonly rule?: Partial<EmergencyRule> | null
  readonly reviews?: readonly Review[]
  readonly change?: Parameters<typeof pullRequest>[0]
  readonly input?: Partial<EmergencyInput>
}

function emergency({ rule = {}, reviews = [review('ana')], change = {}, input = {} }: Case = {}) {
  return evaluateEmergency({
    rule: rule === null ? null : { ...RULE, ...rule },
    pullRequest: pullRequest({ reviews, ...change }),
    startedBy: ['cai'],
    permissionOf: new Map(),
    teamsOf: new Map(),
    version: 'v7',
    usedBy: [],
    ...input,
  })
}

const no = (login: string, over: Partial<Review> = {}) => review(login, { state: 'CHANGES_REQUESTED', ...over })
const bot = (login: string) => review(login, { author: { login, id: 1, kind: 'bot' } })
const app = (login: string) => review(login, { author: { login, id: 1, kind: 'user' } })
const later = { submittedAt: '2026-03-03T11:00:00Z' }
const used = (over: Partial<RecordFacts>) => ({ input: { usedBy: [record({ pullRequests: [12], ...over })] } })

describe('an emergency is met', () => {
  it.each<[string, Case]>([
    ['by one other person', {}],
    ['by an approval of a merged pull request', { change: { state: 'MERGED', mergedAt: '2026-03-04T00:00:00Z' } }],
    ['by a draft: there is no time for form', { change: { isDraft: true } }],
    ['by two of two', { rule: { count: 2 }, reviews: [review('ana'), review('bo')] }],
    ['by a listed person, in other letters', { rule: { users: ['ANA'] } }],
    [
      'by the demanded role',
      { rule: { permission: 'maintain' }, input: { permissionOf: new Map([['ana', 'admin']]) } },
    ],
    ['by an approval after changes were asked for', { reviews: [no('ana'), review('ana', later)] }],
    [
      'whatever somebody asks for who could not approve',
      { rule: { users: ['ana'] }, reviews: [review('ana'), no('bo')] },
    ],
    ['whatever the starter asks for', { reviews: [review('ana'), no('cai')] }],
    ['after a record of another pull request', used({ pullRequests: [11] })],
    ['after a record that moved nothing', used({ conclusion: 'abandoned' })],
  ])('%s', (_, given) => {
    const verdict = emergency(given)
    expect([verdict.status, verdict.reason]).toEqual(['warn', 'emergency'])
  })
})

it('says of a version that is to be adopted that it does not pass, not that it never did', () => {
  const found = (given: Case) => emergency(given).detail
  expect(found({ input: { adopting: true } })).toMatchObject({
    expected: "v7 passes this stage's gate, or the emergency rule is met",
    observed: 'it does not pass; 1 of 1 approval at the head of #12: ana',
  })
  expect(found({ rule: null, input: { adopting: true } })).toMatchObject({
    observed: 'it does not pass, and the stage has no `emergency` rule',
  })
})

it.each([
  ['warn', true],
  ['fail', false],
] as const)('was let through where the verdict says %s', (status, expected) => {
  const child = { id: 'emergency', kind: 'approvals', label: 'emergency', status, children: [] } as const
  expect(isEmergency({ ...child, id: 'm/s', children: [child] })).toBe(expected)
  expect(isEmergency({ ...child, id: 'm/s', children: [{ ...child, id: 'hold' }] })).toBe(false)
})

describe('an emergency is not met', () => {
  it.each<[string, Case, ReasonCode]>([
    ['without a rule', { rule: null }, 'not-allowed'],
    ['without a pull request', { input: { pullRequest: null } }, 'approvals-missing'],
    ['without an approval', { reviews: [] }, 'approvals-missing'],
    ['by the one who starts it', { reviews: [review('cai')] }, 'approvals-missing'],
    ['by the one who starts it, in other letters', { reviews: [review('CAI')] }, 'approvals-missing'],
    ['by the one who ran it again', { input: { startedBy: ['cai', 'ana'] } }, 'approvals-missing'],
    ['by one of two', { rule: { count: 2 } }, 'approvals-missing'],
    [
      'by one person twice',
      { rule: { count: 2 }, reviews: [review('ana'), review('ana', later)] },
      'approvals-missing',
    ],
    ['by somebody who is not listed', { rule: { users: ['bo'] } }, 'approvals-missing'],
    ['by somebody who may not push', { reviews: [review('ana', { canPush: false })] }, 'approvals-missing'],
    ['by a role that is not known', { rule: { permission: 'maintain' } }, 'approvals-missing'],
    [
      'by a role that is too low',
      { rule: { permission: 'admin' }, input: { permissionOf: new Map([['ana', 'maintain']]) } },
      'approvals-missing',
    ],
    ['by a bot', { reviews: [bot('robo')] }, 'approvals-missing'],
    ['by a bot that only its name shows', { reviews: [app('robo[bot]')] }, 'approvals-missing'],
    ['by a deleted account', { reviews: [review('ana', { author: null })] }, 'approvals-missing'],
    ['at an older commit', { reviews: [review('ana', { commit: OLD })] }, 'approvals-missing'],
    ['at a commit that is gone', { reviews: [review('ana', { commit: null })] }, 'approvals-missing'],
    [
      'by an approval that was dismissed',
      { reviews: [review('ana'), review('ana', { ...later, state: 'DISMISSED' })] },
      'approvals-missing',
    ],
    ['by somebody who thought better of it', { reviews: [review('ana'), no('ana', later)] }, 'changes-requested'],
    ['against the word of another', { reviews: [review('ana'), no('bo', { commit: OLD })] }, 'changes-requested'],
    ['by a pull request about something else', { change: { boundToVersion: false } }, 'version-not-bound'],
    ['by a pull request that was given up', { change: { state: 'CLOSED' } }, 'pull-request-not-found'],
    ['by approvals that served a record', used({}), 'approvals-missing'],
    ['by approvals that served an adoption', used({ conclusion: 'adopted' }), 'approvals-missing'],
  ])('%s', (_, given, reason) => {
    const verdict = emergency(given)
    expect([verdict.status, verdict.reason]).toEqual(['fail', reason])
  })
})

describe('teams', () => {
  const rule = { users: ['bo'], teams: ['acme/leads'] }
  const teamsOf = new Map([['acme/leads', { seen: true, members: new Set(['ana']) }]] as const)

  it.each<[string, readonly Review[], string]>([
    ['a member', [review('ana')], 'emergency'],
    ['a listed person', [review('bo')], 'emergency'],
    ['nobody of them', [review('eve')], 'approvals-missing'],
    ['against the word of a member', [review('bo'), no('ana')], 'changes-requested'],
  ])('%s', (_, reviews, reason) => {
    expect(emergency({ rule, reviews, input: { teamsOf } }).reason).toBe(reason)
  })

  it('one that cannot be seen is an error, whoever approved', () => {
    const hidden = new Map([['acme/leads', { seen: false, why: 'no such team' }]] as const)
    const verdict = emergency({ rule, reviews: [review('bo')], input: { teamsOf: hidden } })
    expect(verdict).toMatchObject({ status: 'error', reason: 'team-not-visible' })
    expect(verdict.detail).toMatchObject({ observed: 'it never passed; acme/leads: no such team' })
  })
})

describe('what an emergency shows', () => {
  it('names who approved where, and the place of the rule', () => {
    const verdict = emergency({ rule: { count: 2 }, reviews: [review('ana'), review('bo'), review('cai')] })
    expect(verdict).toMatchObject({ id: 'emergency', kind: 'approvals', at: AT, children: [] })
    expect(verdict.detail).toEqual({
      type: 'fact',
      expected: "v7 passed this stage's gate by record, or the emergency rule is met",
      observed: 'it never passed; 2 of 2 approvals at the head of #12: ana, bo',
    })
  })

  it.each<[string, Case, string]>([
    ['no rule', { rule: null }, 'it never passed, and the stage has no `emergency` rule'],
    ['nothing yet', { reviews: [] }, 'it never passed; 0 of 1 approval at the head of #12'],
    ['another version', { change: { boundToVersion: false } }, 'it never passed; #12 does not pin v7 for this stage'],
    ['a no', { reviews: [no('bo')] }, 'it never passed; bo requested changes on #12'],
    ['a used one', used({ sha256: 'abc' }), 'it never passed; the approvals of #12 served record abc already'],
  ])('%s', (_, given, observed) => {
    expect(emergency(given).detail).toMatchObject({ observed })
  })

  it('has no place without a rule', () => {
    expect(emergency({ rule: null })).not.toHaveProperty('at')
  })
})

describe('whose role must be known', () => {
  const reviewed = pullRequest({
    reviews: [review('ana'), no('bo'), review('ana', later), bot('robo'), review('x', { author: null })],
  })

  it.each([
    ['read', []],
    ['write', []],
    ['triage', ['ana', 'bo']],
    ['maintain', ['ana', 'bo']],
    ['admin', ['ana', 'bo']],
  ] as const)('%s: %j', (permission, logins) => {
    expect(emergencyLogins({ ...RULE, permission }, reviewed)).toEqual(logins)
  })

  it('nobody without a rule or a pull request', () => {
    expect(emergencyLogins(null, reviewed)).toEqual([])
    expect(emergencyLogins({ ...RULE, permission: 'admin' }, null)).toEqual([])
  })
})
