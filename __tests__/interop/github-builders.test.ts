import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type EventOptions, eventPayload } from '../../sandbox/github/event-payload.ts'
import { blobOid, treeOid } from '../../sandbox/github/git-objects.ts'
import { ancestors, commitAt } from '../../sandbox/github/history.ts'
import { mergeableState, potentialMerge, pullCommits, pullFiles, pullsOfCommit } from '../../sandbox/github/pulls.ts'
import { fillSample, sampleRepo as name } from '../../sandbox/github/sample.ts'
import { addFork, commit, repoNamed, setBranch } from '../../sandbox/github/seed.ts'
import {
  closePullRequest,
  mergePullRequest,
  mergeQueue,
  openMergeGroup,
  openPullRequest,
  retarget,
  review,
} from '../../sandbox/github/seed-pulls.ts'
import { rerun, startRun } from '../../sandbox/github/seed-runs.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'
import type { PullRequest, Repo } from '../../sandbox/github/state.ts'

let github: GithubSandbox
let repo: Repo
let pull: PullRequest

beforeEach(async () => {
  github = await startGithub()
  github.setClock(Date.parse('2026-03-01T10:00:00Z'))
  pull = fillSample(github)
  repo = repoNamed(github, name)
})

afterEach(() => github.close())

describe('git objects', () => {
  it('have the ids that git gives them', () => {
    expect(blobOid({ mode: '100644', text: '' })).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391')
    expect(blobOid({ mode: '100644', text: 'hello\n' })).toBe('ce013625030ba8dba906f756967f9e9ca394464a')
    expect(treeOid({})).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904')
    const file = (text: string) => ({ mode: '100644', text })
    const tree = { l: { mode: '120000', text: 'a.txt' }, 'd/b': file('x'), 'd.c': file('y'), 'a.txt': file('hello\n') }
    expect(treeOid(tree)).toBe('d564a70171f33a5ba74e9811eff64d8f27c37a35')
  })
})

describe('pull requests', () => {
  it('follow their branch, and the base branch only when the head moves', () => {
    const first = pull.baseOid
    const tip = commit(github, name, { branch: 'main', files: { 'other.txt': 'x' }, author: 'ana' })
    expect([pull.baseOid, repo.branches['main']]).toEqual([first, tip.oid])
    const head = commit(github, name, { branch: 'pin', files: { 'more.txt': 'x' }, author: 'bo', coAuthors: ['eve'] })
    expect([pull.headOid, pull.baseOid]).toEqual([head.oid, tip.oid])
    expect(pullCommits(repo, pull).map((item) => [item.author.login, item.coAuthors[0]?.login])).toEqual([
      ['kim', undefined],
      ['bo', 'eve'],
    ])
    expect(head.message).toContain('Co-authored-by: eve <eve@example.com>')
    expect(pullFiles(repo, pull).map((file) => `${file.status} ${file.path}`)).toEqual([
      'modified model-pins.yml',
      'added more.txt',
    ])
  })

  it('list what was renamed and removed', () => {
    commit(github, name, {
      branch: 'pin',
      files: { 'README.md': null, 'docs/README.md': '# models\n', 'model-pins.yml': null },
    })
    expect(pullFiles(repo, pull).map(({ status, path, previous }) => [status, path, previous])).toEqual([
      ['renamed', 'docs/README.md', 'README.md'],
      ['removed', 'model-pins.yml', undefined],
    ])
  })

  it('say when they conflict', () => {
    expect([mergeableState(repo, pull), potentialMerge(repo, pull)?.parents[1]]).toEqual(['MERGEABLE', pull.headOid])
    commit(github, name, { branch: 'main', files: { 'model-pins.yml': 'support-llm: { production: v10 }\n' } })
    expect([mergeableState(repo, pull), potentialMerge(repo, pull)]).toEqual(['CONFLICTING', undefined])
  })

  it('come from forks, whose commits the base repository then has', () => {
    addFork(github, name, 'eve')
    commit(github, 'eve/models', { branch: 'mine', files: { 'x.txt': 'x' }, author: 'eve' })
    const foreign = openPullRequest(github, name, { head: 'mine', headRepo: 'eve/models', author: 'eve' })
    const pushed = commit(github, 'eve/models', { branch: 'mine', files: { 'y.txt': 'y' }, author: 'eve' })
    expect([foreign.headRepo, foreign.headOid]).toEqual(['eve/models', pushed.oid])
    expect(pullCommits(repo, foreign)).toHaveLength(2)
  })

  it('move to another base and close', () => {
    setBranch(github, name, 'next')
    retarget(github, name, pull.number, 'next')
    closePullRequest(github, name, pull.number)
    expect([pull.baseBranch, pull.state, pull.merged]).toEqual(['next', 'closed', false])
    const other = commit(github, name, { branch: 'next', parents: [pull.headOid], author: 'kim' })
    expect(pullsOfCommit(repo, other.oid)).toEqual([])
  })
})

describe('merging', () => {
  const rows: readonly ['merge' | 'squash' | 'rebase', readonly (string | null)[], number][] = [
    ['merge', ['bo', 'web-flow'], 2],
    ['squash', ['kim', 'web-flow'], 1],
    ['rebase', ['eve', 'bo'], 1],
  ]
  it.each(rows)('by %s', (method, people, parents) => {
    commit(github, name, { branch: 'pin', files: { 'more.txt': 'x' }, author: 'eve' })
    const before = commit(github, name, { branch: 'main', files: { 'other.txt': 'x' }, author: 'ana' }).oid
    const pushed = mergePullRequest(github, name, { number: pull.number, method, by: 'bo' })
    const last = commitAt(repo, pushed.after)
    expect([last.author.login, last.committer.login]).toEqual(people)
    expect(last.parents).toHaveLength(parents)
    expect(Object.keys(last.tree).sort()).toEqual(['README.md', 'model-pins.yml', 'more.txt', 'other.txt'])
    expect(last.tree['model-pins.yml']?.text).toContain('v12')
    expect(pushed).toMatchObject({ before, after: repo.branches['main'], pusher: 'bo' })
    expect(pushed.commits).toHaveLength({ merge: 3, squash: 1, rebase: 2 }[method])
    expect(pull).toMatchObject({
      merged: true,
      state: 'closed',
      mergeOid: pushed.after,
      mergedAt: '2026-03-01T10:00:00Z',
    })
    expect(pullCommits(repo, pull).map((item) => item.author.login)).toEqual(['kim', 'eve'])
    if (method !== 'rebase') expect(pullsOfCommit(repo, pushed.after)).toEqual([pull])
    if (method === 'squash') expect(last.coAuthors.map((who) => who.login)).toEqual(['eve'])
  })

  it('several by one push, as the group on the queue branch foretold', () => {
    commit(github, name, { branch: 'two', files: { 'two.txt': 'x' }, author: 'bo' })
    const second = openPullRequest(github, name, { head: 'two', author: 'bo' })
    const queue = { numbers: [pull.number, second.number], method: 'squash' as const, by: 'ana' }
    const group = openMergeGroup(github, name, queue)
    expect([pull.merged, group.head_ref]).toEqual([false, `refs/heads/gh-readonly-queue/main/pr-2-${group.base_sha}`])
    const pushed = mergeQueue(github, name, queue)
    expect([pushed.before, pushed.after]).toEqual([group.base_sha, group.head_sha])
    expect(pushed.commits).toEqual([pull.mergeOid, second.mergeOid])
    expect(ancestors(repo, pushed.after).map((item) => item.author.login)).toEqual(['bo', 'kim', 'ana'])
  })

  it('refuses what conflicts', () => {
    commit(github, name, { branch: 'main', files: { 'model-pins.yml': 'support-llm: { production: v10 }\n' } })
    expect(() => mergePullRequest(github, name, { number: pull.number, by: 'bo' })).toThrow('conflicts with main')
  })
})

describe('runs', () => {
  it('keep the first attempt when they are started again', async () => {
    const run = startRun(github, name, { event: 'push', actor: 'kim' })
    github.setClock(Date.parse('2026-03-01T11:00:00Z'))
    rerun(github, name, run.id, 'bo')
    const read = async (path: string) => {
      const headers = { authorization: 'Bearer workflow', 'user-agent': 'test' }
      const url = `${github.apiUrl}/repos/${name}/actions/runs/${run.id}${path}`
      const body = (await (await fetch(url, { headers })).json()) as Record<string, unknown>
      const login = (key: string) => (body[key] as { login?: string } | undefined)?.login
      return [
        body['run_attempt'],
        body['created_at'],
        body['run_started_at'],
        login('actor'),
        login('triggering_actor'),
      ]
    }
    const [first, second] = ['2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z']
    expect(await read('')).toEqual([2, first, second, 'kim', 'bo'])
    expect(await read('/attempts/1')).toEqual([1, first, first, 'kim', 'kim'])
    expect(await read('/attempts/3')).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect(github.violations).toEqual([])
  })
})

interface Example {
  readonly name: string
  readonly examples: readonly Record<string, unknown>[]
}

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly Example[]

/** Keys that old examples have and that GitHub no longer sends, or that a runner's event file lacks. */
const gone = new Set(['installation', 'gravatar_id', 'added', 'removed', 'modified', 'user_view_type'])

function missing(example: unknown, ours: unknown, path = ''): string[] {
  if (example === null || typeof example !== 'object') return []
  if (Array.isArray(example)) {
    const [first] = Array.isArray(ours) ? ours : []
    return example.length === 0 || first === undefined ? [] : missing(example[0], first, `${path}[]`)
  }
  if (ours === null) return []
  return Object.entries(example).flatMap(([key, value]) => {
    if (gone.has(key)) return []
    const at = `${path}.${key}`
    if (typeof ours !== 'object' || ours === undefined || !(key in ours)) return [at]
    return missing(value, (ours as Record<string, unknown>)[key], at)
  })
}

describe('event payloads', () => {
  const events: readonly [string, (number: number) => EventOptions][] = [
    ['pull_request', (number) => ({ event: 'pull_request', action: 'opened', number, sender: 'kim' })],
    [
      'pull_request_review',
      (number) => {
        const { id } = review(github, name, number, { by: 'bo' })
        return { event: 'pull_request_review', action: 'submitted', number, review: id, sender: 'bo' }
      },
    ],
    ['push', (number) => ({ event: 'push', pushed: mergePullRequest(github, name, { number, by: 'bo' }) })],
    [
      'workflow_dispatch',
      () => ({ event: 'workflow_dispatch', ref: 'main', inputs: { model: 'support-llm' }, sender: 'bo' }),
    ],
    ['repository_dispatch', () => ({ event: 'repository_dispatch', type: 'promote', sender: 'bo' })],
    [
      'merge_group',
      (number) => ({
        event: 'merge_group',
        group: openMergeGroup(github, name, { numbers: [number], by: 'bo' }),
        sender: 'bo',
      }),
    ],
    [
      'workflow_run',
      () => ({
        event: 'workflow_run',
        action: 'completed',
        run: startRun(github, name, { event: 'push', actor: 'bo' }).id,
        sender: 'bo',
      }),
    ],
    ['release', () => ({ event: 'release', action: 'published', tag: 'v1.0.0', sender: 'bo' })],
    ['deployment', () => ({ event: 'deployment', environment: 'production', ref: 'main', sender: 'bo' })],
  ]
  it.each(events)('%s has what GitHub sends', (event, options) => {
    const payload = eventPayload(github, name, options(pull.number))
    const known = examples.find((item) => item.name === event)?.examples ?? []
    const wanted =
      known.find((item) => (item['head_commit'] ?? item['action'] ?? item['ref']) === payload['action']) ?? known.at(-1)
    expect(wanted).toBeDefined()
    expect(missing(wanted, payload)).toEqual([])
  })

  it('schedule names its cron expression', () => {
    const payload = eventPayload(github, name, { event: 'schedule', schedule: '0 6 * * *' })
    expect(payload).toMatchObject({ schedule: '0 6 * * *', repository: { full_name: name, id: repo.id } })
  })

  it('push names the range and whether it was forced', () => {
    const before = repo.branches['main'] ?? ''
    const pushed = mergePullRequest(github, name, { number: pull.number, by: 'bo' })
    const payload = eventPayload(github, name, { event: 'push', pushed })
    expect(payload).toMatchObject({
      ref: 'refs/heads/main',
      before,
      after: pull.mergeOid,
      forced: false,
      created: false,
    })
    const forced = eventPayload(github, name, {
      event: 'push',
      pushed: { ...pushed, before: pushed.after, after: before },
    })
    expect(forced['forced']).toBe(true)
  })
})
