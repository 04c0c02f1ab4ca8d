import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { FaultAction, FaultMatch } from '../../sandbox/github/faults.ts'
import { addRepo, addToken } from '../../sandbox/github/seed.ts'
import { mergePullRequest } from '../../sandbox/github/seed-pulls.ts'
import { rerun } from '../../sandbox/github/seed-runs.ts'
import { AccessError, InputError, RemoteError } from '../../src/errors.ts'
import type { CodeHost } from '../../src/operations/ports.ts'
import { type GithubStage, githubStage, hostOf, OURS, REPOSITORY, RUN_CREATED_AT } from '../support/github-stage.ts'

const configPath = 'config/gates.yml'
const pinsPath = 'model-pins.yml'
const marker = '<!-- model-promotion-gate model=m stage=production -->'

let stage: GithubStage
let host: CodeHost
let number: number

beforeEach(async () => {
  stage = await githubStage()
  host = stage.host
  stage.commit({ branch: 'main', author: 'keeper', files: { [configPath]: 'version: 1\n', [pinsPath]: 'm: v1\n' } })
  stage.setRole('bob', 'write')
  stage.commit({ branch: 'feature', author: 'alice', files: { [pinsPath]: 'm: v2\n' } })
  number = stage.open({ head: 'feature', author: 'alice' })
  stage.review(number, { by: 'bob' })
})

afterEach(async () => {
  await stage.finish()
  expect(stage.violations()).toEqual([])
  expect(stage.sandbox.faults.pending()).toBe(0)
})

function readChange(from: CodeHost = host) {
  return from.readChange({ configPath, pinsPath, kind: 'pull-request', number })
}

function fault(match: FaultMatch, action: FaultAction, times = 1): void {
  stage.sandbox.faults.add({ match, action, times })
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it did not fail')
    },
    (thrown: unknown) => thrown,
  )
}

/** The pull request as the sandbox keeps it, for what its builders do not do. */
function stored() {
  const pull = stage.sandbox.state.repos[REPOSITORY]?.pulls[String(number)]
  if (pull === undefined) throw new Error('no such pull request')
  return pull
}

describe('requests', () => {
  it('reads a change by one request', async () => {
    const change = await readChange()
    expect(stage.sandbox.requests.map((each) => `${each.method} ${each.operation}`)).toEqual(['POST graphql'])
    expect(change.pullRequests[0]?.reviews).toHaveLength(1)
  })

  it('reads a push of many commits by one request, asking for the newest sixty', async () => {
    const before = stage.sandbox.state.repos[REPOSITORY]?.branches['main'] ?? ''
    for (let index = 0; index < 70; index += 1) {
      stage.commit({ branch: 'main', author: 'keeper', files: { count: String(index) } })
    }
    const pushed = stage.merge(number, 'bob')
    const older = Array.from({ length: 70 }, (_, index) => index.toString(16).padStart(40, 'a'))
    const commits = [...older, ...pushed.commits]
    const query = { kind: 'push', branch: 'main', before, after: pushed.after, commits, pullRequests: [] } as const
    const change = await host.readChange({ configPath, pinsPath, ...query })
    expect(change.mergedPullRequests).toEqual([number])
    expect(stage.sandbox.requests).toHaveLength(1)
    const body = stage.sandbox.requests[0]?.body as { query: string }
    expect(body.query.match(/associatedPullRequests/g)).toHaveLength(60)
  })

  it('carries nothing from outside in a document', async () => {
    const path = 'x") { __typename } evil: file(path: "y'
    const { trusted } = await host.readChange({
      configPath: path,
      pinsPath,
      kind: 'branch',
      branch: 'a"b',
      pullRequest: null,
    })
    expect(trusted).toBeNull()
    const body = stage.sandbox.requests[0]?.body as { query: string; variables: Record<string, unknown> }
    expect(body.query).not.toContain('evil')
    expect(body.variables).toMatchObject({ path0: path, branch: 'refs/heads/a"b', owner: 'acme', name: 'llm' })
  })

  it('writes logins into addresses as text', async () => {
    expect([...(await host.permissions(['../../../user', 'a b?c#d'])).values()]).toEqual(['none', 'none'])
    expect(stage.sandbox.requests.map((each) => each.operation)).toEqual(
      Array.from({ length: 2 }, () => 'repos/get-collaborator-permission-level'),
    )
  })

  it('asks for each person once', async () => {
    await host.permissions(['bob', 'alice', 'bob'])
    expect(stage.sandbox.requests).toHaveLength(2)
  })

  it('names the API version and the program', async () => {
    await host.runCreatedAt()
    expect(stage.sandbox.requests[0]?.headers).toMatchObject({
      'x-github-api-version': '2022-11-28',
      'user-agent': expect.stringContaining('model-promotion-gate'),
    })
  })

  it('works on the paths of an Enterprise Server', async () => {
    const server = await githubStage({ enterprise: true })
    server.commit({ branch: 'feature', author: 'alice', files: { a: 'a' } })
    const own = server.open({ head: 'feature', author: 'alice' })
    const change = await server.host.readChange({ configPath, pinsPath, kind: 'pull-request', number: own })
    expect(change.pullRequests).toHaveLength(1)
    expect(await server.host.runCreatedAt()).toBe(RUN_CREATED_AT)
    expect((await server.host.postComment(own, 'hello', null)).written).toBe('created')
    expect(server.violations()).toEqual([])
    await server.finish()
  })

  it('refuses ids that cannot be', async () => {
    const query = {
      kind: 'push',
      branch: 'main',
      before: 'main',
      after: 'HEAD',
      commits: [],
      pullRequests: [],
    } as const
    await expect(host.readChange({ configPath, pinsPath, ...query })).rejects.toThrow(InputError)
    const nothing = { ...query, before: '0'.repeat(40), after: '0'.repeat(40) }
    await expect(host.readChange({ configPath, pinsPath, ...nothing })).rejects.toThrow(InputError)
    await expect(hostOf(stage.sandbox, { run: '1; drop' }).runCreatedAt()).rejects.toThrow(InputError)
    expect(stage.sandbox.requests).toEqual([])
  })

  it('does not write an equal comment again', async () => {
    await host.postComment(number, 'text', null)
    const asked = stage.sandbox.requests.length
    const existing = { id: 1, body: 'text\r\n', url: 'u' }
    expect(await host.postComment(number, 'text\n', existing)).toEqual({ url: 'u', written: 'unchanged' })
    expect(stage.sandbox.requests).toHaveLength(asked)
  })
})

describe('the pull requests of a push', () => {
  it('are those whose merge commit is in the range, not those that merely share a commit with it', async () => {
    const merged = stage.merge(number, 'bob')
    // A later push that carries the pull request's own commit, but not the commit that merged it.
    const after = stage.commit({ branch: 'main', author: 'keeper', files: { later: '1' } })
    const commits = [...merged.commits.filter((oid) => oid !== merged.after), after]
    const query = { kind: 'push', branch: 'main', before: merged.after, after, commits, pullRequests: [] } as const
    expect((await host.readChange({ configPath, pinsPath, ...query })).mergedPullRequests).toEqual([])
  })

  it('are not those that are still open', async () => {
    const { headOid: after, baseOid: before } = stored()
    const query = { kind: 'push', branch: 'main', before, after, commits: [after], pullRequests: [] } as const
    expect((await host.readChange({ configPath, pinsPath, ...query })).mergedPullRequests).toEqual([])
  })

  it.each(['squash', 'rebase'] as const)('are found after a %s too', async (method) => {
    stage.commit({ branch: 'feature', author: 'alice', files: { second: '2' } })
    const pushed = mergePullRequest(stage.sandbox, REPOSITORY, { number, by: 'bob', method })
    const change = await host.readChange({ configPath, pinsPath, kind: 'push', ...pushed, pullRequests: [number] })
    expect(change.mergedPullRequests).toEqual([number])
    expect(change.pullRequests[0]?.headFiles.get(pinsPath)?.text).toBe('m: v2\n')
    expect(change.pullRequests[0]?.headCommit).not.toBe(pushed.after)
  })
})

describe('pages', () => {
  it('are read to the end: reviews, files and commits together', async () => {
    for (let index = 0; index < 250; index += 1) {
      const at = new Date(Date.parse(RUN_CREATED_AT) + index * 1000).toISOString()
      stage.review(number, { by: `reviewer-${index}`, at, state: index === 249 ? 'CHANGES_REQUESTED' : 'APPROVED' })
    }
    const files = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`many/${index}`, String(index)]))
    stage.commit({ branch: 'feature', author: 'alice', files })
    for (let index = 0; index < 110; index += 1) {
      stage.commit({ branch: 'feature', author: 'alice', files: { count: String(index) } })
    }
    const pull = await host.readPullRequest(number, [pinsPath])
    expect(pull?.reviews).toHaveLength(251)
    expect(pull?.reviews.at(-1)).toMatchObject({ author: { login: 'reviewer-249' }, state: 'CHANGES_REQUESTED' })
    expect(new Set(pull?.reviews.map((each) => each.id)).size).toBe(251)
    expect(pull?.files).toHaveLength(122)
    expect(new Set(pull?.committers.map((each) => each.commit)).size).toBe(112)
    expect(pull).toMatchObject({ commitsComplete: true, filesComplete: true })
    expect(pull?.headFiles.get(pinsPath)?.text).toBe('m: v2\n')
    expect(pull?.originFiles.get(pinsPath)?.text).toBe('m: v1\n')
    // Three pages of reviews, two of the others: three requests, not six.
    expect(stage.sandbox.requests).toHaveLength(3)
  })

  it('of more reviews than anybody reads are an error, not the first three thousand', async () => {
    for (let index = 0; index < 3000; index += 1) stage.review(number, { by: 'bob' })
    expect(await failure(host.readPullRequest(number, []))).toMatchObject({
      name: 'RemoteError',
      message: expect.stringContaining('3000 reviews'),
    })
  })

  it('of comments are read to the end', async () => {
    for (let index = 0; index < 205; index += 1) stage.comment(number, { by: 'others', body: `${marker}\n${index}` })
    const id = stage.comment(number, { by: 'us', body: `${marker}\nours` })
    expect((await host.findComments(number, [marker])).get(marker)?.id).toBe(id)
    expect(stage.sandbox.requests).toHaveLength(3)
  })

  it.each([
    [249, true],
    [250, false],
    [260, false],
  ])('of %i commits: all are known: %j', async (count, complete) => {
    for (let index = 1; index < count; index += 1) {
      stage.commit({ branch: 'feature', author: 'alice', files: { [pinsPath]: `m: v${index + 2}\n` } })
    }
    const pull = await host.readPullRequest(number, [pinsPath])
    expect(pull?.commitsComplete).toBe(complete)
    expect(pull?.headFiles.get(pinsPath)).toMatchObject({ text: `m: v${count + 1}\n`, commit: pull?.headCommit })
  })

  it('a commit with more authors than are asked for makes the list incomplete', async () => {
    const coAuthors = Array.from({ length: 25 }, (_, index) => `author-${index}`)
    stage.commit({ branch: 'feature', author: 'alice', coAuthors, files: { a: '1' } })
    expect((await host.readPullRequest(number, []))?.commitsComplete).toBe(false)
  })

  it('a pull request without commits of its own has files, and nobody known to have made them', async () => {
    const repo = stage.sandbox.state.repos[REPOSITORY]
    if (repo !== undefined) repo.branches['main'] = repo.branches['feature'] ?? ''
    const pull = await host.readPullRequest(number, [pinsPath])
    expect(pull).toMatchObject({ committers: [], commitsComplete: false, files: [] })
    expect(pull?.headFiles.get(pinsPath)?.text).toBe('m: v2\n')
    expect(pull?.originFiles.size).toBe(0)
  })
})

describe('a pull request that moves while it is read', () => {
  beforeEach(() => {
    for (let index = 0; index < 150; index += 1) stage.review(number, { by: `reviewer-${index}` })
  })

  const push = (text: string): FaultAction => ({
    kind: 'callback',
    when: 'before',
    run: () => void stage.commit({ branch: 'feature', author: 'mallory', files: { [pinsPath]: text } }),
  })

  it('is read again, and then shows the new head only', async () => {
    fault({ graphql: 'PullRequestPage' }, push('m: v666\n'))
    const [pull] = (await readChange()).pullRequests
    expect(pull?.headFiles.get(pinsPath)?.text).toBe('m: v666\n')
    expect(pull?.committers.map((each) => each.login)).toContain('mallory')
    expect(pull?.headCommit).toBe(stored().headOid)
    expect(stage.sandbox.requests).toHaveLength(4)
  })

  it('is an error when it does not come to rest', async () => {
    fault({ graphql: 'PullRequestPage' }, push('m: v7\n'))
    fault({ graphql: 'PullRequestPage', nth: 2 }, push('m: v8\n'))
    expect(await failure(readChange())).toMatchObject({ name: 'RemoteError', attempts: 2 })
  })

  it('is read again when its base changed', async () => {
    stage.commit({ branch: 'release', author: 'keeper', files: { r: '1' } })
    const run = () => {
      stored().baseBranch = 'release'
    }
    fault({ graphql: 'PullRequestPage' }, { kind: 'callback', when: 'before', run })
    expect((await host.readPullRequest(number, []))?.baseBranch).toBe('release')
    expect(stage.sandbox.requests).toHaveLength(4)
  })
})

describe('permissions of the token', () => {
  const all = { contents: 'read', pull_requests: 'write', actions: 'read' } as const

  function hostWithout(missing: keyof typeof all, level?: 'read'): CodeHost {
    const { [missing]: _left, ...rest } = all
    const permissions = level === undefined ? rest : { ...rest, [missing]: level }
    addToken(stage.sandbox, 'weak', { login: OURS, repositories: [REPOSITORY], permissions })
    return hostOf(stage.sandbox, { token: 'weak' })
  }

  it.each<[string, (host: CodeHost) => Promise<unknown>, keyof typeof all, 'read' | undefined, string]>([
    ['a change', readChange, 'contents', undefined, 'contents: read'],
    ['a change', readChange, 'pull_requests', undefined, 'pull-requests: read'],
    ['a pull request', (weak) => weak.readPullRequest(number, []), 'pull_requests', undefined, 'pull-requests: read'],
    ['files of a pull request', (weak) => weak.readPullRequest(number, ['a']), 'contents', undefined, 'contents: read'],
    ['blobs', (weak) => weak.blobs('ab'.repeat(20), ['a']), 'contents', undefined, 'contents: read'],
    ['comments', (weak) => weak.findComments(number, [marker]), 'pull_requests', undefined, 'pull-requests: read'],
    ['the run', (weak) => weak.runCreatedAt(), 'actions', undefined, 'actions: read'],
    ['writing', (weak) => weak.postComment(number, 'x', null), 'pull_requests', 'read', 'pull-requests: write'],
  ])('reading %s says which one is missing', async (_what, act, missing, level, needs) => {
    const error = await failure(act(hostWithout(missing, level)))
    expect(error).toBeInstanceOf(AccessError)
    expect(error).toMatchObject({ code: 'github-access', hint: expect.stringContaining(`\`${needs}\``) })
  })

  it('a push without the right to see pull requests is no push without pull requests', async () => {
    const pushed = stage.merge(number, 'bob')
    const query = { configPath, pinsPath, kind: 'push', ...pushed, pullRequests: [] } as const
    const error = await failure(hostWithout('pull_requests').readChange(query))
    expect(error).toMatchObject({ name: 'AccessError', hint: expect.stringContaining('`pull-requests: read`') })
  })

  it('a comment of somebody else cannot be edited, and that is said', async () => {
    const id = stage.comment(number, { by: 'others', body: 'theirs' })
    const error = await failure(host.postComment(number, 'ours', { id, body: 'theirs', url: '' }))
    expect(error).toMatchObject({ name: 'AccessError', hint: expect.stringContaining('`pull-requests: write`') })
  })

  it('an unknown token and a foreign repository are refused by name', async () => {
    const wrong = hostOf(stage.sandbox, { token: 'wrong' })
    for (const error of [await failure(readChange(wrong)), await failure(wrong.runCreatedAt())]) {
      expect(error).toMatchObject({ name: 'AccessError', hint: expect.stringContaining('`github-token`') })
      expect(JSON.stringify(error)).not.toContain('wrong"')
    }
    addRepo(stage.sandbox, { name: 'rival/secret', files: {} })
    const foreign = hostOf(stage.sandbox, { repository: 'rival/secret' })
    expect(await failure(readChange(foreign))).toMatchObject({
      name: 'AccessError',
      message: expect.stringContaining('rival/secret'),
    })
  })
})

describe('roles and runs', () => {
  it('takes what a self-made role is built on', async () => {
    fault(
      { rest: 'GET /collaborators/' },
      { kind: 'answer', status: 200, body: { permission: 'write', role_name: 'releaser' } },
    )
    expect((await host.permissions(['bob'])).get('bob')).toBe('write')
  })

  it('does not guess an unknown permission', async () => {
    fault(
      { rest: 'GET /collaborators/' },
      { kind: 'answer', status: 200, body: { permission: 'owner', role_name: 'x' } },
    )
    expect(await failure(host.permissions(['bob']))).toBeInstanceOf(RemoteError)
  })

  it('a re-run keeps the time of the first attempt', async () => {
    stage.sandbox.setClock(Date.parse('2026-03-02T12:00:00Z'))
    rerun(stage.sandbox, REPOSITORY, 7_654_321, 'bob')
    expect(await host.runCreatedAt()).toBe(RUN_CREATED_AT)
  })

  it('a run that is not there is no time', async () => {
    expect(await failure(hostOf(stage.sandbox, { run: '1' }).runCreatedAt())).toMatchObject({
      name: 'AccessError',
      hint: expect.stringContaining('`actions: read`'),
    })
  })
})
