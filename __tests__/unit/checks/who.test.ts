import { describe, expect, it } from '@jest/globals'
import type { PermissionOf } from '../../../src/checks/facts.ts'
import type { TeamsOf } from '../../../src/checks/people-facts.ts'
import { evaluateWho } from '../../../src/checks/who.ts'
import { MAY_OPERATIONS, type MayOperation, type MayRule, PERMISSIONS } from '../../../src/config/gate-config.ts'
import { AT } from './facts-builder.ts'

const ROLES: PermissionOf = new Map([
  ['ana', 'admin'],
  ['mo', 'maintain'],
  ['wu', 'write'],
  ['tri', 'triage'],
  ['rea', 'read'],
  ['out', 'none'],
])

type Rule = Pick<MayRule, 'users' | 'permission'> & Partial<Pick<MayRule, 'teams'>>

function who(
  operation: MayOperation,
  rule: Rule | undefined,
  startedBy: readonly string[],
  permissionOf = ROLES,
  teamsOf: TeamsOf = new Map(),
) {
  return evaluateWho({
    operation,
    rule: rule === undefined ? undefined : { teams: null, ...rule, at: AT },
    startedBy,
    permissionOf,
    teamsOf,
  })
}

const only = (...users: readonly string[]): Rule => ({ users, permission: null })
const role = (permission: Rule['permission']): Rule => ({ users: null, permission })

describe('who may start an operation that the stage says nothing of', () => {
  it.each([
    ['promote', ['ana', 'mo', 'wu', 'tri', 'rea']],
    ['rollback', ['ana', 'mo', 'wu']],
    ['hold', ['ana', 'mo', 'wu']],
    ['release', ['ana', 'mo']],
    ['adopt', ['ana', 'mo']],
  ] as const)('%s: %j', (operation, allowed) => {
    const passing = [...ROLES.keys()].filter((login) => who(operation, undefined, [login]).status === 'pass')
    expect(passing).toEqual(allowed)
  })
})

describe('who may start what the stage has a rule for', () => {
  it.each<[string, Rule, readonly string[], 'pass' | 'fail']>([
    ['a listed person', only('ana', 'rea'), ['rea'], 'pass'],
    ['a listed person, in other letters', only('Rea'), ['rEA'], 'pass'],
    ['a listed person who has no role', only('out'), ['out'], 'pass'],
    ['a listed person whose role is not known', only('new'), ['new'], 'pass'],
    ['a listed app', only('on-call[bot]'), ['on-call[bot]'], 'pass'],
    ['an app beside its namesake', only('on-call'), ['on-call[bot]'], 'fail'],
    ['an administrator who is not listed', only('wu'), ['ana'], 'fail'],
    ['a person whose name only begins so', only('ana'), ['anabel'], 'fail'],
    ['the role itself', role('triage'), ['tri'], 'pass'],
    ['a higher role', role('triage'), ['wu'], 'pass'],
    ['a lower role', role('maintain'), ['wu'], 'fail'],
    ['no role', role('read'), ['out'], 'fail'],
    ['a role that is not known', role('read'), ['new'], 'fail'],
    ['listed, with the role', { users: ['wu'], permission: 'write' }, ['wu'], 'pass'],
    ['listed, without the role', { users: ['tri'], permission: 'write' }, ['tri'], 'fail'],
    ['the role, not listed', { users: ['tri'], permission: 'write' }, ['wu'], 'fail'],
    ['both, started and run again', only('ana', 'wu'), ['ana', 'wu'], 'pass'],
    ['one of two, the starter', only('ana'), ['ana', 'wu'], 'fail'],
    ['one of two, who ran it again', only('wu'), ['ana', 'wu'], 'fail'],
    ['nobody', only('ana'), [], 'fail'],
  ])('%s', (_, rule, startedBy, status) => {
    for (const operation of MAY_OPERATIONS) {
      const verdict = who(operation, rule, startedBy)
      expect([verdict.status, verdict.reason]).toEqual([status, status === 'pass' ? undefined : 'not-allowed'])
    }
  })

  it('an empty rule leaves the default', () => {
    const empty: Rule = { users: null, permission: null }
    expect(who('release', empty, ['wu']).status).toBe('fail')
    expect(who('rollback', empty, ['wu']).status).toBe('pass')
  })

  it('roles rise in the order of their list', () => {
    for (const [index, demanded] of PERMISSIONS.entries()) {
      const held = PERMISSIONS.map((each) => who('hold', role(demanded), ['x'], new Map([['x', each]])).status)
      expect(held.filter((status) => status === 'pass')).toHaveLength(PERMISSIONS.length - index)
    }
  })
})

describe('what is shown', () => {
  it('names the people, the demand and the place of the rule', () => {
    const verdict = who('release', { users: ['ana', 'wu'], permission: 'maintain' }, ['ana', 'new'])
    expect(verdict).toMatchObject({ id: 'who', kind: 'request', label: 'who may release', at: AT, children: [] })
    expect(verdict.detail).toEqual({
      type: 'fact',
      expected: 'one of ana, wu, role maintain or higher',
      observed: 'ana (admin), new (role unknown)',
    })
  })

  it('speaks of roles only where one is asked for', () => {
    expect(who('release', only('ana'), ['wu']).detail).toEqual({
      type: 'fact',
      expected: 'one of ana',
      observed: 'wu',
    })
    expect(who('hold', undefined, []).detail).toMatchObject({ observed: 'nobody is known' })
    expect(who('hold', undefined, ['wu'])).not.toHaveProperty('at')
  })
})

describe('teams', () => {
  const on: TeamsOf = new Map([['acme/on-call', { seen: true, members: new Set(['ana']) }]])
  const hidden: TeamsOf = new Map([['acme/on-call', { seen: false, why: 'no such team' }]])
  const rule = (over: Partial<MayRule> = {}): Rule => ({
    users: null,
    teams: ['Acme/On-call'],
    permission: null,
    ...over,
  })

  it.each<[string, Rule, readonly string[], TeamsOf, string, string | undefined]>([
    ['a member', rule(), ['ANA'], on, 'pass', undefined],
    ['no member', rule(), ['wu'], on, 'fail', 'not-allowed'],
    ['a member and somebody listed', rule({ users: ['wu'] }), ['ana', 'wu'], on, 'pass', undefined],
    ['a member without the role', rule({ permission: 'admin' }), ['ana'], on, 'pass', undefined],
    ['nobody', rule(), [], on, 'fail', 'not-allowed'],
    ['the team is hidden', rule(), ['ana'], hidden, 'error', 'team-not-visible'],
    ['the team was not asked about', rule(), ['ana'], new Map(), 'error', 'team-not-visible'],
    ['hidden, but listed by name', rule({ users: ['wu'] }), ['wu'], hidden, 'pass', undefined],
    ['hidden, one of two listed', rule({ users: ['wu'] }), ['wu', 'mo'], hidden, 'error', 'team-not-visible'],
    ['hidden, but without the role anyway', rule({ permission: 'admin' }), ['wu'], hidden, 'fail', 'not-allowed'],
  ])('%s', (_, may, startedBy, teamsOf, status, reason) => {
    const verdict = who('rollback', may, startedBy, ROLES, teamsOf)
    expect([verdict.status, verdict.reason]).toEqual([status, reason])
  })

  it('are shown, with why one cannot be seen', () => {
    expect(who('hold', rule({ users: ['wu'] }), ['mo'], ROLES, hidden).detail).toEqual({
      type: 'fact',
      expected: 'one of wu, Acme/On-call',
      observed: 'mo',
      note: 'Acme/On-call: no such team',
    })
  })
})
