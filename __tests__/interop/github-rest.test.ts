import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Octokit } from '@octokit/rest'
import { eventPayload } from '../../sandbox/github/event-payload.ts'
import { fillSample, sampleRepo as name } from '../../sandbox/github/sample.ts'
import { addRepo, addToken, commit, setBranch } from '../../sandbox/github/seed.ts'
import { closePullRequest, mergePullRequest, openPullRequest, review } from '../../sandbox/github/seed-pulls.ts'
import { startRun } from '../../sandbox/github/seed-runs.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'

const where = { owner: 'acme', repo: 'models' }
let github: GithubSandbox
let rest: Octokit['rest']

beforeEach(async () => {
  github = await startGithub()
  fillSample(github)
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  rest = new Octokit({ auth: 'workflow', baseUrl: github.apiUrl, log }).rest
})

afterEach(async () => {
  expect(github.violations).toEqual([])
  await github.close()
})

describe('roles', () => {
  it.each([
    ['ana', 'admin', 'admin'],
    ['chi', 'write', 'maintain'],
    ['bo', 'write', 'write'],
    ['tri', 'read', 'triage'],
    ['eve', 'read', 'read'],
    ['out', 'none', 'none'],
  ])('of %s: %s, really %s', async (username, permission, role_name) => {
    const { data } = await rest.repos.getCollaboratorPermissionLevel({ ...where, username })
    expect(data).toMatchObject({ permission, role_name, user: { login: username } })
  })

  it('of a workflow token end at its own repository, even where the world may read', async () => {
    addRepo(github, { name: 'acme/site', visibility: 'public' })
    commit(github, 'acme/site', { branch: 'x', files: { x: 'x' }, author: 'bo' })
    openPullRequest(github, 'acme/site', { head: 'x', author: 'bo' })
    addToken(github, 'workflow', { login: 'github-actions[bot]', repositories: [name] })
    const site = { owner: 'acme', repo: 'site', issue_number: 1 }
    expect((await rest.issues.listComments(site)).status).toBe(200)
    await expect(rest.issues.createComment({ ...site, body: 'x' })).rejects.toMatchObject({ status: 403 })
  })
})

describe('files', () => {
  it('follow a link inside the repository, and show one that leads out of it', async () => {
    const link = (text: string) => ({ mode: '120000', text })
    const files = { 'a/in': link('../README.md'), 'a/out': link('../../etc/passwd') }
    commit(github, name, { branch: 'links', files })
    const [inside, outside] = await Promise.all(
      ['a/in', 'a/out'].map((path) => rest.repos.getContent({ ...where, path, ref: 'links' })),
    )
    expect(inside?.data).toMatchObject({
      type: 'file',
      path: 'a/in',
      content: Buffer.from('# models\n').toString('base64'),
    })
    expect(outside?.data).toMatchObject({ type: 'symlink', target: '../../etc/passwd' })
  })

  it('of a folder are listed', async () => {
    commit(github, name, { branch: 'folder', files: { 'a/b.txt': 'x', 'a/c/d.txt': 'y' } })
    const { data } = await rest.repos.getContent({ ...where, path: 'a', ref: 'folder' })
    expect(data).toMatchObject([
      { type: 'file', path: 'a/b.txt' },
      { type: 'dir', path: 'a/c' },
    ])
  })
})

describe('pull requests of a commit', () => {
  async function numbers(commit_sha: string): Promise<number[]> {
    const { data } = await rest.repos.listPullRequestsAssociatedWithCommit({ ...where, commit_sha })
    return data.map((pull) => pull.number)
  }

  it('are open or merged ones off the default branch, merged ones on it, never closed ones', async () => {
    const { oid } = commit(github, name, {
      branch: 'stack',
      files: { x: 'x' },
      parents: [github.state.repos[name]?.pulls['1']?.headOid ?? ''],
    })
    const second = openPullRequest(github, name, { head: 'stack', author: 'bo' })
    const first = github.state.repos[name]?.pulls['1']?.headOid ?? ''
    expect([await numbers(first), await numbers(oid)]).toEqual([[1, 2], [2]])
    setBranch(github, name, 'release')
    mergePullRequest(github, name, { number: 1, by: 'bo' })
    openPullRequest(github, name, { head: 'main', base: 'release', author: 'bo' })
    expect(await numbers(first)).toEqual([1])
    closePullRequest(github, name, second.number)
    expect(await numbers(oid)).toEqual([])
  })
})

describe('every other operation', () => {
  it('answers within GitHub’s schema', async () => {
    const pull = { ...where, pull_number: 1 }
    const approvals = [{ environments: ['production'], state: 'approved' as const, login: 'ana', comment: 'ok' }]
    const { id: run_id } = startRun(github, name, { event: 'push', actor: 'kim', pullRequests: [1], approvals })
    const commits = await rest.pulls.listCommits(pull)
    expect(commits.data.map((item) => item.author?.login)).toEqual(['kim'])
    const files = await rest.pulls.listFiles(pull)
    expect(files.data).toMatchObject([{ filename: 'model-pins.yml', status: 'modified', additions: 1, deletions: 1 }])
    const range = await rest.repos.compareCommitsWithBasehead({ ...where, basehead: 'main...pin' })
    expect(range.data).toMatchObject({ status: 'ahead', ahead_by: 1, files: [{ filename: 'model-pins.yml' }] })
    expect((await rest.repos.getBranch({ ...where, branch: 'pin' })).data).toMatchObject({
      name: 'pin',
      protected: false,
    })
    expect((await rest.repos.getCommit({ ...where, ref: 'pin' })).data.files).toHaveLength(1)
    const given = await rest.actions.getReviewsForRun({ ...where, run_id })
    expect(given.data).toMatchObject([
      { state: 'approved', user: { login: 'ana' }, environments: [{ name: 'production' }] },
    ])
    const merged = await rest.pulls.get(pull)
    expect(merged.data).toMatchObject({ mergeable: true, commits: 1, changed_files: 1 })
    expect((await rest.rateLimit.get()).data.rate.limit).toBe(5000)
  })
})

it('a review’s state is in small letters in the event and in capitals by REST', async () => {
  const { id } = review(github, name, 1, { by: 'bo' })
  const event = { event: 'pull_request_review', action: 'submitted', number: 1, review: id, sender: 'bo' } as const
  expect(eventPayload(github, name, event)).toMatchObject({ review: { state: 'approved' } })
  expect((await rest.pulls.listReviews({ ...where, pull_number: 1 })).data).toMatchObject([{ state: 'APPROVED' }])
})
