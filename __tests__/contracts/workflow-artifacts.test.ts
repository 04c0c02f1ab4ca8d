import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addArtifact } from '../../sandbox/github/artifacts.ts'
import { addFork, addRepo, addToken, commit, repoNamed, setBranch } from '../../sandbox/github/seed.ts'
import { endRun, startRun } from '../../sandbox/github/seed-runs.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'
import { zipOf } from '../../scripts/fuzz/zip-builder.ts'
import { AccessError, RemoteError } from '../../src/errors.ts'
import { createWorkflowArtifacts } from '../../src/github/workflow-artifacts.ts'
import { createFetch } from '../../src/http/fetch.ts'
import { createHttp } from '../../src/http/request.ts'
import type { WorkflowArtifacts } from '../../src/operations/workflow-artifact-port.ts'
import { FakeWorkflowArtifacts } from '../support/fake-workflow-artifacts.ts'

const REPOSITORY = 'acme/llm'
const WORKFLOW = '.github/workflows/eval.yml'
const FILES = { 'results.json': '{"accuracy":0.9}' }
const LARGEST = 1_000_000

interface Stage {
  readonly port: WorkflowArtifacts
  readonly run: string
  readonly head: string
  upload(name: string, change?: { digest?: null; expired?: true }): string
  finish(): Promise<readonly string[]>
}

async function fakeStage(): Promise<Stage> {
  const port = new FakeWorkflowArtifacts()
  const head = 'c'.repeat(40)
  port.addRun({
    ...{ id: '77', path: WORKFLOW, event: 'push', status: 'completed', conclusion: 'success', headBranch: 'main' },
    ...{ headCommit: head, repositoryId: 5, headRepository: { id: 5, name: REPOSITORY }, actor: 'kim' },
  })
  return {
    port,
    run: '77',
    head,
    upload: (name, { digest, expired = false } = {}) =>
      port.upload('77', name, FILES, { expired, ...(digest === null ? { sha256: null } : {}) }),
    finish: async () => [],
  }
}

function githubOn(sandbox: GithubSandbox, permissions: Readonly<Record<string, 'read'>>) {
  addToken(sandbox, 'ghs_evidence', { login: 'github-actions[bot]', repositories: [REPOSITORY], permissions })
  const http = createHttp({
    version: '0',
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    sleep: (ms) => wait(Math.min(ms, 5)),
    random: () => 0,
    environment: {},
    secrets: () => ['ghs_evidence'],
  })
  const port = createWorkflowArtifacts({
    apiUrl: sandbox.apiUrl,
    graphqlUrl: sandbox.graphqlUrl,
    token: 'ghs_evidence',
    repository: { owner: 'acme', name: 'llm' },
    workflowRunId: '1',
    fetch: createFetch(http, 'github'),
    http,
  })
  return { port, http }
}

async function startSandbox(): Promise<GithubSandbox> {
  const sandbox = await startGithub()
  addRepo(sandbox, { name: REPOSITORY, collaborators: { kim: 'write' }, files: { [WORKFLOW]: 'on: push\n' }, id: 5 })
  startRun(sandbox, REPOSITORY, { event: 'push', actor: 'kim', id: 77, path: `${WORKFLOW}@refs/heads/main` })
  endRun(sandbox, REPOSITORY, 77)
  return sandbox
}

async function githubStage(): Promise<Stage> {
  const sandbox = await startSandbox()
  const { port, http } = githubOn(sandbox, { actions: 'read', contents: 'read' })
  return {
    port,
    run: '77',
    head: repoNamed(sandbox, REPOSITORY).branches['main'] ?? '',
    upload: (name, change = {}) =>
      String(addArtifact(sandbox, REPOSITORY, { run: 77, name, files: FILES, ...change }).id),
    finish: async () => {
      await http.close()
      await sandbox.close()
      return sandbox.violations
    },
  }
}

describe.each([
  ['the fake', fakeStage],
  ['the GitHub adapter', githubStage],
] as const)('workflow artifacts: %s', (_, start) => {
  let stage: Stage

  beforeEach(async () => {
    stage = await start()
  })
  afterEach(async () => {
    expect(await stage.finish()).toEqual([])
  })

  it('tells what a run is', async () => {
    expect(await stage.port.run(stage.run)).toEqual({
      id: '77',
      path: WORKFLOW,
      event: 'push',
      status: 'completed',
      conclusion: 'success',
      headBranch: 'main',
      headCommit: stage.head,
      repositoryId: 5,
      headRepository: { id: 5, name: REPOSITORY },
      actor: 'kim',
    })
    expect(await stage.port.run('78')).toBeNull()
  })

  it('tells whether a branch has a commit', async () => {
    expect(await stage.port.contains('main', stage.head)).toBe(true)
    expect(await stage.port.contains('none', stage.head)).toBe(false)
    expect(await stage.port.contains('main', 'd'.repeat(40))).toBe(false)
  })

  it('lists the artifacts of one name, each attempt its own', async () => {
    const ids = [
      stage.upload('report'),
      stage.upload('report', { digest: null }),
      stage.upload('report', { expired: true }),
    ]
    stage.upload('other')
    const found = await stage.port.artifacts(stage.run, 'report')
    expect(found.map(({ id }) => id)).toEqual(ids)
    const archive = zipOf([{ name: 'results.json', text: FILES['results.json'] }])
    const sha256 = createHash('sha256').update(archive).digest('hex')
    const common = { name: 'report', runId: '77', bytes: archive.byteLength, createdAt: expect.any(String) }
    expect(found).toMatchObject([
      { ...common, sha256, expired: false },
      { ...common, sha256: null },
      { ...common, expired: true },
    ])
    expect(await stage.port.artifacts(stage.run, 'none')).toEqual([])
    expect(await stage.port.artifacts('78', 'report')).toEqual([])
  })

  it('downloads the archive as it was uploaded', async () => {
    const archive = await stage.port.download(stage.upload('report'), LARGEST)
    expect(archive).toEqual(zipOf([{ name: 'results.json', text: FILES['results.json'] }]))
    expect(await stage.port.download(stage.upload('old', { expired: true }), LARGEST)).toBeNull()
    expect(await stage.port.download('999999', LARGEST)).toBeNull()
  })
})

describe('GitHub', () => {
  let sandbox: GithubSandbox
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.close())

  it('points to a storage that never sees the token', async () => {
    const { port, http } = githubOn(sandbox, { actions: 'read', contents: 'read' })
    const { id } = addArtifact(sandbox, REPOSITORY, { run: 77, name: 'report', files: FILES })
    await port.download(String(id), LARGEST)
    expect(sandbox.storage.requests).toEqual([{ path: `/artifacts/${id}`, withToken: false }])
    await http.close()
  })

  it('is not read beyond what is allowed', async () => {
    const { port, http } = githubOn(sandbox, { actions: 'read', contents: 'read' })
    const { id } = addArtifact(sandbox, REPOSITORY, { run: 77, name: 'report', archive: new Uint8Array(2_000) })
    await expect(port.download(String(id), 1_000)).rejects.toThrow(/longer than 1000 bytes/)
    await http.close()
  })

  it('names the permission that is missing', async () => {
    const { port, http } = githubOn(sandbox, { contents: 'read' })
    const needed = expect.objectContaining({ hint: expect.stringContaining('`actions: read`') })
    await expect(port.download('1', LARGEST)).rejects.toEqual(needed)
    await expect(port.download('1', LARGEST)).rejects.toBeInstanceOf(AccessError)
    await http.close()
  })

  it('tells a fork by the repository that the run worked for', async () => {
    const { port, http } = githubOn(sandbox, { actions: 'read', contents: 'read' })
    addFork(sandbox, REPOSITORY, 'eve')
    startRun(sandbox, REPOSITORY, { event: 'pull_request', actor: 'eve', id: 80, headRepo: 'eve/llm' })
    expect(await port.run('80')).toMatchObject({
      headRepository: { name: 'eve/llm' },
      repositoryId: 5,
      status: 'in_progress',
    })
    await http.close()
  })

  it('knows a commit behind the tip as on the branch, and one beside it not', async () => {
    const { port, http } = githubOn(sandbox, { actions: 'read', contents: 'read' })
    const old = repoNamed(sandbox, REPOSITORY).branches['main'] ?? ''
    commit(sandbox, REPOSITORY, { branch: 'main', files: { a: 'a' } })
    const beside = commit(sandbox, REPOSITORY, { branch: 'other', files: { b: 'b' }, parents: [old] }).oid
    expect([await port.contains('main', old), await port.contains('main', beside)]).toEqual([true, false])
    setBranch(sandbox, REPOSITORY, 'main', beside)
    expect(await port.contains('main', beside)).toBe(true)
    expect(sandbox.violations).toEqual([])
    await http.close()
  })

  it('a storage that fails is an error, not an absent file', async () => {
    const { port, http } = githubOn(sandbox, { actions: 'read', contents: 'read' })
    const { id } = addArtifact(sandbox, REPOSITORY, { run: 77, name: 'report', files: FILES })
    sandbox.faults.add({
      match: { rest: 'GET /zip$' },
      action: {
        kind: 'answer',
        status: 302,
        headers: { location: `${sandbox.storage.url}/artifacts/${id}?sig=wrong` },
      },
    })
    await expect(port.download(String(id), LARGEST)).rejects.toBeInstanceOf(AccessError)
    sandbox.faults.add({ match: { rest: 'GET /zip$' }, action: { kind: 'answer', status: 302, headers: {} } })
    await expect(port.download(String(id), LARGEST)).rejects.toBeInstanceOf(RemoteError)
    await http.close()
  })
})
