import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { AccessError, RemoteError } from '../../src/errors.ts'
import { type GithubStage, githubStage, hostOf, REPOSITORY } from '../support/github-stage.ts'

const TEAM = 'acme/stewards'

let stage: GithubStage

beforeEach(async () => {
  stage = await githubStage()
  stage.setRole('bob', 'write')
  stage.commit({ branch: 'feature', author: 'alice', files: { pins: 'v2' } })
  stage.open({ head: 'feature', author: 'alice' })
  stage.setTeam(TEAM, [{ login: 'ana' }, { login: 'bo' }])
})

afterEach(async () => {
  await stage.finish()
  expect(stage.violations()).toEqual([])
  expect(stage.sandbox.faults.pending()).toBe(0)
})

function answer(rest: string, status: number, body: unknown = { message: 'No' }, nth = 1): void {
  stage.sandbox.faults.add({ match: { rest, nth }, action: { kind: 'answer', status, body } })
}

const paths = () => stage.sandbox.requests.map(({ method, path }) => `${method} ${path}`)

describe('teams', () => {
  it('are asked with the team token, the members beside the team', async () => {
    await stage.host.teams([TEAM], ['ana', 'bo', 'ana'])
    expect(paths().toSorted()).toEqual([
      'GET /orgs/acme/teams/stewards',
      'GET /orgs/acme/teams/stewards/memberships/ana',
      'GET /orgs/acme/teams/stewards/memberships/bo',
    ])
    expect(new Set(stage.sandbox.requests.map(({ login }) => login))).toEqual(new Set(['teams[bot]']))
  })

  it('cannot be seen with the workflow token', async () => {
    const host = hostOf(stage.sandbox, { teamToken: null })
    expect((await host.teams([TEAM], ['ana'])).get(TEAM)).toEqual({
      seen: false,
      why: 'GitHub shows no such team to this token',
    })
  })

  it.each([
    ['a token that is not valid', 'no-such-token'],
    ['an empty one', ''],
  ])('cannot be seen with %s', async (_name, teamToken) => {
    const teams = await hostOf(stage.sandbox, { teamToken }).teams([TEAM], ['ana'])
    expect(teams.get(TEAM)).toEqual({ seen: false, why: 'GitHub refuses this token' })
  })

  it.each(['teams/stewards$', 'memberships/ana$'])('cannot be seen when GitHub refuses %s', async (path) => {
    answer(`GET ${path}`, 403)
    expect((await stage.host.teams([TEAM], ['ana', 'bo'])).get(TEAM)).toEqual({
      seen: false,
      why: 'GitHub refuses this token',
    })
  })

  it.each([
    ['a limit', 429, 'memberships/ana$'],
    ['a failure', 502, 'teams/stewards$'],
  ])('%s is no answer', async (_name, status, path) => {
    answer(`GET ${path}`, status)
    await expect(stage.host.teams([TEAM], ['ana'])).rejects.toThrow(RemoteError)
  })

  it('an answer of another form is none', async () => {
    answer('GET memberships/ana$', 200, { state: 'invited' })
    await expect(stage.host.teams([TEAM], ['ana'])).rejects.toThrow(/membership/)
  })

  it('a team that answers under another name is not the one asked for', async () => {
    answer('GET teams/stewards$', 200, { slug: 'other' })
    expect((await stage.host.teams([TEAM], [])).get(TEAM)).toMatchObject({ seen: false })
  })

  it('of many people ten are asked about at a time, and none once the team is hidden', async () => {
    const many = Array.from({ length: 25 }, (_, index) => `p${index}`)
    await stage.host.teams([TEAM], many)
    expect(stage.sandbox.requests).toHaveLength(26)
    await stage.host.teams(['acme/hidden'], many)
    expect(stage.sandbox.requests).toHaveLength(26 + 11)
  })

  it('names of people are written into addresses as text', async () => {
    const teams = await stage.host.teams([TEAM], ['../../../user'])
    expect(teams.get(TEAM)).toEqual({ seen: true, members: new Set() })
    expect(stage.sandbox.requests.map(({ operation }) => operation).toSorted()).toEqual([
      'teams/get-by-name',
      'teams/get-membership-for-user-in-org',
    ])
  })
})

describe('code owners', () => {
  it('take one query and one request', async () => {
    await stage.host.codeOwnerReview(1, 'main')
    expect(stage.sandbox.requests.map(({ operation }) => operation).toSorted()).toEqual([
      'graphql',
      'repos/get-branch-rules',
    ])
  })

  const plain = { type: 'deletion', ruleset_source_type: 'Repository', ruleset_source: REPOSITORY, ruleset_id: 1 }
  const owned = { ...plain, type: 'pull_request', parameters: { require_code_owner_review: true } }
  const unowned = { ...plain, type: 'pull_request', parameters: { require_code_owner_review: false } }

  it.each<[string, readonly unknown[], string | null]>([
    ['no rules', [], null],
    ['rules without owners', [plain, unowned, { ...plain, parameters: { require_code_owner_review: true } }], null],
    ['one of two rulesets', [unowned, owned], 'ruleset'],
  ])('%s', async (_name, rules, requiredBy) => {
    answer('GET rules/branches/main', 200, rules)
    expect(await stage.host.codeOwnerReview(1, 'main')).toMatchObject({ requiredBy })
  })

  it('the rule may stand on a later page', async () => {
    answer(
      'GET rules/branches/main',
      200,
      Array.from({ length: 100 }, () => plain),
    )
    answer('GET rules/branches/main', 200, [owned], 2)
    expect(await stage.host.codeOwnerReview(1, 'main')).toMatchObject({ requiredBy: 'ruleset' })
    const pages = stage.sandbox.requests.flatMap(({ query }) => (query['page'] === undefined ? [] : [query['page']]))
    expect(pages).toEqual(['1', '2'])
  })

  it.each([
    ['rules that may not be read', 403, AccessError],
    ['rules that are not there', 404, AccessError],
    ['rules that fail', 500, RemoteError],
  ])('%s are an error', async (_name, status, kind) => {
    answer('GET rules/branches/main', status)
    await expect(stage.host.codeOwnerReview(1, 'main')).rejects.toThrow(kind)
  })

  it('a list that is none is an error', async () => {
    answer('GET rules/branches/main', 200, { rules: [] })
    await expect(stage.host.codeOwnerReview(1, 'main')).rejects.toThrow(/rules of a branch/)
  })

  it('another base than the one that was judged is an error', async () => {
    await expect(stage.host.codeOwnerReview(1, 'release')).rejects.toThrow(/another base branch/)
  })
})

describe('approvals of a run', () => {
  it('need `actions: read`', async () => {
    const token = stage.sandbox.state.tokens['ghs_contract']
    if (token === undefined) throw new Error('no token')
    delete token.permissions['actions']
    await expect(stage.host.runReviews()).rejects.toMatchObject({ hint: expect.stringContaining('actions: read') })
  })

  it.each([
    ['of an unknown state', [{ environments: [{ name: 'e' }], state: 'maybe', user: null, comment: '' }]],
    ['without environments', [{ state: 'approved', user: null, comment: '' }]],
    ['that are no list', { total: 0 }],
  ])('%s are an error', async (_name, body) => {
    answer('GET approvals$', 200, body)
    await expect(stage.host.runReviews()).rejects.toThrow(RemoteError)
  })

  it('by a deleted account are nobody’s', async () => {
    answer('GET approvals$', 200, [{ environments: [{ name: 'e' }], state: 'approved', user: null, comment: '' }])
    expect((await stage.host.runReviews()).reviews).toEqual([{ environments: ['e'], state: 'approved', person: null }])
  })

  it('of a run whose id cannot be are not asked for', async () => {
    await expect(hostOf(stage.sandbox, { run: '../1' }).runReviews()).rejects.toThrow(/id of a workflow run/)
    expect(stage.sandbox.requests).toEqual([])
  })
})
