import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addRepo, addToken, addUser, commit, repoNamed } from '../../sandbox/github/seed.ts'
import { closePullRequest, openPullRequest } from '../../sandbox/github/seed-pulls.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'
import { AccessError, InputError, RemoteError } from '../../src/errors.ts'
import { createPinHost } from '../../src/github/pins.ts'
import type { PinHost } from '../../src/operations/pin-port.ts'
import { createFakeCodeHost } from '../support/fake-code-host.ts'
import { FakePins } from '../support/fake-pins.ts'

const REPOSITORY = 'acme/llm'
const OURS = 'github-actions[bot]'
const MARKER = '<!-- ours -->'
const PATH = 'model-pins.yml'
const QUERY = { branch: 'main', path: PATH, names: ['model-pins/a', 'model-pins/a-2'], marker: MARKER }
const TEXT = { title: 'Pin v1', body: `${MARKER}\nbecause`, commitBody: 'because' }

/** What a contract test does to a repository, whatever stands behind it. */
interface Stage {
  readonly pins: PinHost
  commit(branch: string, text: string): string
  /** Somebody's pull request. */
  openByHand(from: string, body: string): void
  closeAll(): void
  finish(): Promise<readonly string[]>
}

async function fakeStage(): Promise<Stage> {
  const github = createFakeCodeHost()
  const pins = new FakePins(github)
  return {
    pins,
    commit: (branch, text) => github.commit({ branch, author: 'kim', files: { [PATH]: text } }),
    openByHand: (from, body) => pins.openAs('others', from, 'main', { title: 'Mine', body, commitBody: '' }),
    closeAll: () => {
      for (const number of github.pullRequests.keys()) github.close(number)
    },
    finish: async () => [],
  }
}

type Permissions = Readonly<Record<string, 'read' | 'write'>>
const ALL: Permissions = { contents: 'write', pull_requests: 'write' }

function githubWith(permissions: Permissions, sandbox: GithubSandbox): PinHost {
  addToken(sandbox, 'ghs_pins', { login: OURS, repositories: [REPOSITORY], permissions })
  return createPinHost({
    apiUrl: sandbox.apiUrl,
    graphqlUrl: sandbox.graphqlUrl,
    token: 'ghs_pins',
    repository: { owner: 'acme', name: 'llm' },
    workflowRunId: '1',
  })
}

async function startSandbox(): Promise<GithubSandbox> {
  const sandbox = await startGithub()
  addRepo(sandbox, { name: REPOSITORY, collaborators: { kim: 'write' }, files: {} })
  addUser(sandbox, 'kim')
  return sandbox
}

async function githubStage(): Promise<Stage> {
  const sandbox = await startSandbox()
  return {
    pins: githubWith(ALL, sandbox),
    commit: (branch, text) =>
      commit(sandbox, REPOSITORY, { branch, files: { [PATH]: text }, author: 'kim', message: text }).oid,
    openByHand: (from, body) =>
      void openPullRequest(sandbox, REPOSITORY, { head: from, author: 'kim', title: 'Mine', body }),
    closeAll: () => {
      for (const { number } of Object.values(repoNamed(sandbox, REPOSITORY).pulls)) {
        closePullRequest(sandbox, REPOSITORY, number)
      }
    },
    finish: async () => {
      await sandbox.close()
      return sandbox.violations
    },
  }
}

describe.each([
  ['the fake', fakeStage],
  ['the GitHub adapter', githubStage],
] as const)('pins on a branch: %s', (_name, start) => {
  let stage: Stage
  let head: string

  beforeEach(async () => {
    stage = await start()
    head = stage.commit('main', 'm: { s: v2 }\n')
  })

  afterEach(async () => {
    expect(await stage.finish()).toEqual([])
  })

  async function state() {
    const found = await stage.pins.readPins(QUERY)
    if (found === null) throw new Error('the branch was not found')
    return found
  }

  async function branched(text = 'm: { s: v1 }\n') {
    const { repositoryId } = await state()
    const [name = ''] = QUERY.names
    expect(await stage.pins.createBranch({ repositoryId, name, commit: head })).toBe(true)
    const made = { branch: name, expectedHead: head, path: PATH, text, headline: 'Pin v1', body: 'because' }
    expect(await stage.pins.commitFile(made)).toBe(true)
    return { name, repositoryId, made }
  }

  it('reads the file and the branches that are there', async () => {
    expect(await state()).toMatchObject({ baseHead: head, baseText: 'm: { s: v2 }\n', branches: [null, null] })
    expect(await stage.pins.readPins({ ...QUERY, branch: 'gone' })).toBeNull()
    expect(await stage.pins.readPins({ ...QUERY, path: 'no/such.yml' })).toMatchObject({ baseText: null })
  })

  it('makes a branch once, and commits only onto the head that was read', async () => {
    const { name, repositoryId, made } = await branched()
    const [branch] = (await state()).branches
    expect(branch).toMatchObject({ name, parents: [head], changedFiles: 1, text: 'm: { s: v1 }\n', pullRequests: [] })
    expect(await stage.pins.createBranch({ repositoryId, name, commit: head })).toBe(false)
    expect(await stage.pins.commitFile({ ...made, text: 'lost' })).toBe(false)
    expect((await state()).branches[0]).toEqual(branch)
    expect((await state()).baseHead).toBe(head)
  })

  it('opens a pull request once, and changes its text', async () => {
    const { name, repositoryId } = await branched()
    const url = await stage.pins.openPull({ repositoryId, from: name, into: 'main' }, TEXT)
    expect(url).toMatch(/\/pull\/1$/)
    expect(await stage.pins.openPull({ repositoryId, from: name, into: 'main' }, TEXT)).toBeNull()
    const [pull] = (await state()).branches[0]?.pullRequests ?? []
    expect(pull).toMatchObject({ url, title: 'Pin v1', body: TEXT.body, isOurs: true })
    if (pull === undefined) throw new Error('no pull request')
    await stage.pins.updatePull(pull, { ...TEXT, title: 'Pin v1 again' })
    expect((await state()).branches[0]?.pullRequests).toMatchObject([{ title: 'Pin v1 again', body: TEXT.body }])
    stage.closeAll()
    expect((await state()).branches[0]?.pullRequests).toEqual([])
  })

  it("does not take somebody else's pull request for ours, whatever its body says", async () => {
    await branched()
    stage.openByHand('model-pins/a', TEXT.body)
    expect((await state()).branches[0]?.pullRequests).toMatchObject([{ title: 'Mine', isOurs: false }])
  })

  it('does not take a pull request without the marker of this pin for it', async () => {
    const { name, repositoryId } = await branched()
    await stage.pins.openPull({ repositoryId, from: name, into: 'main' }, { ...TEXT, body: `because\n${MARKER}` })
    expect((await state()).branches[0]?.pullRequests).toMatchObject([{ isOurs: false }])
  })
})

describe('GitHub refuses', () => {
  let sandbox: GithubSandbox

  beforeEach(async () => {
    sandbox = await startSandbox()
    commit(sandbox, REPOSITORY, { branch: 'main', files: { [PATH]: 'm: { s: v2 }\n' }, author: 'kim' })
  })
  afterEach(() => sandbox.close())

  async function prepared(permissions: Permissions) {
    const pins = githubWith(permissions, sandbox)
    const state = await pins.readPins(QUERY)
    return { pins, repositoryId: state?.repositoryId ?? '', head: state?.baseHead ?? '' }
  }

  it('a branch without `contents: write`, and names it', async () => {
    const { pins, repositoryId, head } = await prepared({ contents: 'read', pull_requests: 'write' })
    const made = pins.createBranch({ repositoryId, name: 'model-pins/a', commit: head })
    await expect(made).rejects.toMatchObject({
      constructor: AccessError,
      hint: expect.stringContaining('`contents: write`'),
    })
  })

  it('a pull request without `pull-requests: write`, and names it', async () => {
    const { pins, repositoryId, head } = await prepared({ contents: 'write', pull_requests: 'read' })
    await pins.createBranch({ repositoryId, name: 'model-pins/a', commit: head })
    const opened = pins.openPull({ repositoryId, from: 'model-pins/a', into: 'main' }, TEXT)
    await expect(opened).rejects.toMatchObject({ hint: expect.stringContaining('`pull-requests: write`') })
  })

  it('a pull request where workflows may open none, and names the setting', async () => {
    repoNamed(sandbox, REPOSITORY).actionsOpenPulls = false
    const { pins, repositoryId, head } = await prepared(ALL)
    await pins.createBranch({ repositoryId, name: 'model-pins/a', commit: head })
    const opened = pins.openPull({ repositoryId, from: 'model-pins/a', into: 'main' }, TEXT)
    await expect(opened).rejects.toMatchObject({
      constructor: AccessError,
      hint: expect.stringContaining('Allow GitHub Actions to create and approve pull requests'),
    })
  })

  it('a pull request without a commit, in its own words', async () => {
    const { pins, repositoryId, head } = await prepared(ALL)
    await pins.createBranch({ repositoryId, name: 'model-pins/a', commit: head })
    const opened = pins.openPull({ repositoryId, from: 'model-pins/a', into: 'main' }, TEXT)
    await expect(opened).rejects.toMatchObject({
      constructor: RemoteError,
      message: expect.stringContaining('No commits between main and model-pins/a'),
    })
  })

  it('a path outside the repository is refused before it is asked', async () => {
    const { pins } = await prepared(ALL)
    await expect(pins.readPins({ ...QUERY, path: '../x' })).rejects.toThrow(InputError)
  })

  it('a write that got no answer is taken as possibly done', async () => {
    const { pins, repositoryId, head } = await prepared(ALL)
    sandbox.faults.add({ match: { graphql: 'mutation CreateBranch' }, action: { kind: 'drop-after' } })
    await expect(pins.createBranch({ repositoryId, name: 'model-pins/a', commit: head })).rejects.toMatchObject({
      ambiguous: true,
    })
    expect(repoNamed(sandbox, REPOSITORY).branches['model-pins/a']).toBe(head)
  })
})
