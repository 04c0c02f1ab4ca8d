import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { FileFacts, PullRequestFacts } from '../../src/checks/facts.ts'
import { InputError, InvariantError } from '../../src/errors.ts'
import { fakeStage, githubStage, RUN_CREATED_AT, type Stage } from '../support/github-stage.ts'

const configPath = 'config/gates.yml'
const pinsPath = 'model-pins.yml'
const files = { configPath, pinsPath }
const none = '0'.repeat(40)

describe.each([
  ['the fake', fakeStage],
  ['the GitHub adapter', githubStage],
] as const)('code host: %s', (_name, start) => {
  let stage: Stage

  beforeEach(async () => {
    stage = await start()
    stage.commit({ branch: 'main', author: 'keeper', files: { [configPath]: 'version: 1\n', [pinsPath]: 'm: v1\n' } })
    stage.setRole('alice', 'write')
    stage.setRole('bob', 'maintain')
    stage.setRole('rita', 'read')
  })

  afterEach(async () => {
    await stage.finish()
    expect(stage.violations()).toEqual([])
  })

  function promotion(pins = 'm: v2\n'): number {
    stage.commit({ branch: 'feature', author: 'alice', files: { [pinsPath]: pins } })
    return stage.open({ head: 'feature', author: 'alice' })
  }

  async function read(number: number, paths: readonly string[] = [pinsPath]): Promise<PullRequestFacts> {
    const pull = await stage.host.readPullRequest(number, paths)
    if (pull === null) throw new Error('the pull request was not found')
    return pull
  }

  describe('a branch', () => {
    it('gives its newest tree and the default branch config', async () => {
      const tip = stage.commit({ branch: 'release', author: 'keeper', files: { [pinsPath]: 'm: v9\n' } })
      const change = await stage.host.readChange({ ...files, kind: 'branch', branch: 'release', pullRequest: null })
      expect(change).toMatchObject({
        defaultBranch: 'main',
        isPrivate: true,
        after: null,
        pullRequests: [],
        mergedPullRequests: [],
      })
      expect(change.repositoryId).toBeGreaterThan(0)
      expect(change.trusted?.commit).toBe(tip)
      expect(change.trusted?.pins).toMatchObject({ path: pinsPath, commit: tip, text: 'm: v9\n' })
      expect(change.defaultConfig).toMatchObject({ path: configPath, text: 'version: 1\n' })
      expect(change.defaultConfig?.commit).not.toBe(tip)
    })

    it('is null when it does not exist; absent files are null', async () => {
      const asked = { configPath: 'no/such.yml', pinsPath: 'nowhere.yml' }
      const gone = await stage.host.readChange({ ...asked, kind: 'branch', branch: 'gone', pullRequest: null })
      expect(gone).toMatchObject({ trusted: null, defaultConfig: null })
      const main = await stage.host.readChange({ ...asked, kind: 'branch', branch: 'main', pullRequest: null })
      expect(main.trusted).toMatchObject({ config: null, pins: null })
    })

    it('reads a pull request with it', async () => {
      const number = promotion()
      const change = await stage.host.readChange({ ...files, kind: 'branch', branch: 'main', pullRequest: number })
      expect(change.pullRequests.map((pull) => pull.number)).toEqual([number])
    })
  })

  describe('a pull request', () => {
    it('is judged by the newest commit of its base, which may have moved', async () => {
      const number = promotion()
      const tip = stage.commit({ branch: 'main', author: 'keeper', files: { [configPath]: 'version: 1 # new\n' } })
      const change = await stage.host.readChange({ ...files, kind: 'pull-request', number })
      expect(change.trusted?.commit).toBe(tip)
      expect(change.trusted?.config?.text).toBe('version: 1 # new\n')
      expect(change.trusted?.pins?.text).toBe('m: v1\n')
      expect(change.after).toBeNull()
      expect(change.pullRequests).toHaveLength(1)
    })

    it('shows the files at its head and where it started', async () => {
      const number = promotion()
      stage.commit({ branch: 'main', author: 'keeper', files: { [pinsPath]: 'm: v7\n' } })
      const pull = await read(number, [pinsPath, 'absent.txt', configPath])
      expect(pull.headFiles.get(pinsPath)?.text).toBe('m: v2\n')
      expect(pull.headFiles.get(pinsPath)?.commit).toBe(pull.headCommit)
      expect(pull.originFiles.get(pinsPath)?.text).toBe('m: v1\n')
      expect([...pull.headFiles.keys()]).toEqual([pinsPath, configPath])
      expect(pull.files).toEqual([pinsPath])
      expect(pull).toMatchObject({ commitsComplete: true, filesComplete: true })
    })

    it('tells what state it is in', async () => {
      const number = promotion()
      expect(await read(number)).toMatchObject({
        number,
        state: 'OPEN',
        isDraft: false,
        isCrossRepository: false,
        mergeable: 'MERGEABLE',
        mergedAt: null,
        mergeCommit: null,
        baseBranch: 'main',
        author: { login: 'alice', kind: 'user', id: expect.any(Number) },
      })
      const { after } = stage.merge(number, 'bob')
      const merged = await read(number)
      expect(merged).toMatchObject({ state: 'MERGED', mergeCommit: after })
      expect(merged.mergedAt).toMatch(/^\d{4}-\d\d-\d\dT/)
      expect(merged.headFiles.get(pinsPath)?.text).toBe('m: v2\n')
    })

    it('can be a draft', async () => {
      stage.commit({ branch: 'draft', author: 'alice', files: { a: 'a' } })
      expect(await read(stage.open({ head: 'draft', author: 'alice', draft: true }))).toMatchObject({ isDraft: true })
    })

    it('lists opinions oldest first, with who gave them and on which commit', async () => {
      const number = promotion()
      const first = (await read(number)).headCommit
      stage.review(number, { by: 'bob', at: '2026-02-03T00:00:00Z' })
      stage.review(number, { by: 'rita', at: '2026-02-01T00:00:00Z', state: 'CHANGES_REQUESTED' })
      const head = stage.commit({ branch: 'feature', author: 'alice', files: { more: 'x' } })
      stage.review(number, { by: 'carl[bot]', at: '2026-02-04T00:00:00Z' })
      stage.review(number, { by: null, at: '2026-02-05T00:00:00Z' })
      const { reviews } = await read(number)
      expect(reviews.map((each) => each.author?.login ?? null)).toEqual(['rita', 'bob', 'carl', null])
      expect(reviews.map((each) => each.author?.kind ?? null)).toEqual(['user', 'user', 'bot', null])
      expect(reviews.map((each) => each.state)).toEqual(['CHANGES_REQUESTED', 'APPROVED', 'APPROVED', 'APPROVED'])
      expect(reviews.map((each) => each.commit)).toEqual([first, first, head, head])
      expect(reviews.map((each) => each.canPush)).toEqual([false, true, false, false])
    })

    it('shows a dismissed approval as dismissed', async () => {
      const number = promotion()
      stage.review(number, { by: 'bob' })
      stage.dismissReviews(number)
      expect((await read(number)).reviews.map((each) => each.state)).toEqual(['DISMISSED'])
    })

    it('names everybody who had a hand in its commits, once for each role', async () => {
      const stranger = { name: 'Eve', email: 'eve@nowhere.test' }
      stage.commit({ branch: 'main', author: 'keeper', files: { unrelated: '1' } })
      const commit = stage.commit({
        branch: 'feature',
        author: 'alice',
        committer: stranger,
        coAuthors: ['bob', stranger],
        files: { [pinsPath]: 'm: v2\n' },
      })
      const { committers } = await read(stage.open({ head: 'feature', author: 'alice' }))
      expect(committers).toEqual([
        { login: 'alice', name: 'alice', email: 'alice@example.com', as: 'author', commit },
        { login: null, ...stranger, as: 'committer', commit },
        { login: 'bob', name: 'bob', email: 'bob@example.com', as: 'co-author', commit },
        { login: null, ...stranger, as: 'co-author', commit },
      ])
    })

    it('is null, or left out, when there is none', async () => {
      expect(await stage.host.readPullRequest(99, [pinsPath])).toBeNull()
      const change = await stage.host.readChange({ ...files, kind: 'pull-request', number: 99 })
      expect(change).toMatchObject({ pullRequests: [], trusted: null, defaultBranch: 'main' })
    })

    it('can have a deleted author', async () => {
      stage.commit({ branch: 'feature', author: 'alice', files: { a: 'a' } })
      expect((await read(stage.open({ head: 'feature', author: null }), [])).author).toBeNull()
    })
  })

  describe('a push', () => {
    it('gives the trees before and after, and the pull request that it merged', async () => {
      const number = promotion()
      const pushed = stage.merge(number, 'bob')
      const change = await stage.host.readChange({ ...files, kind: 'push', ...pushed, pullRequests: [] })
      expect(change.trusted).toMatchObject({ commit: pushed.before, pins: { text: 'm: v1\n' } })
      expect(change.after).toMatchObject({ commit: pushed.after, pins: { text: 'm: v2\n' } })
      expect(change).toMatchObject({ mergedPullRequests: [number], pullRequests: [] })
    })

    it('gives all pull requests of several merges, and reads those asked by number', async () => {
      const one = promotion()
      stage.commit({ branch: 'other', author: 'bob', files: { other: 'x' } })
      const two = stage.open({ head: 'other', author: 'bob' })
      const first = stage.merge(one, 'bob')
      const second = stage.merge(two, 'alice')
      const change = await stage.host.readChange({
        ...files,
        kind: 'push',
        branch: 'main',
        before: first.before,
        after: second.after,
        commits: [...first.commits, ...second.commits],
        pullRequests: [two, one, 98],
      })
      expect(change.mergedPullRequests).toEqual([one, two])
      expect(change.pullRequests.map((pull) => pull.number)).toEqual([two, one])
    })

    it('has no pull request when somebody pushed directly', async () => {
      const before = stage.commit({ branch: 'main', author: 'keeper', files: { a: '1' } })
      const after = stage.commit({ branch: 'main', author: 'keeper', files: { a: '2' } })
      const push = { kind: 'push', branch: 'main', before, after, commits: [after], pullRequests: [] } as const
      expect((await stage.host.readChange({ ...files, ...push })).mergedPullRequests).toEqual([])
    })

    it('leaves out a pull request that was merged into another branch', async () => {
      stage.commit({ branch: 'release', author: 'keeper', files: { r: '1' } })
      stage.commit({ branch: 'fix', author: 'alice', files: { fix: '1' } })
      const pushed = stage.merge(stage.open({ head: 'fix', base: 'release', author: 'alice' }), 'bob')
      const change = await stage.host.readChange({
        ...files,
        kind: 'push',
        ...pushed,
        branch: 'main',
        pullRequests: [],
      })
      expect(change.mergedPullRequests).toEqual([])
    })

    it('leaves out a pull request whose merge commit is older than the push', async () => {
      const pushed = stage.merge(promotion(), 'bob')
      const after = stage.commit({ branch: 'main', author: 'keeper', files: { later: '1' } })
      const push = { branch: 'main', before: pushed.after, after, commits: [after], pullRequests: [] }
      expect((await stage.host.readChange({ ...files, kind: 'push', ...push })).mergedPullRequests).toEqual([])
    })

    it('of a new branch has no tree before', async () => {
      const after = stage.commit({ branch: 'fresh', author: 'keeper', files: { a: '1' } })
      const push = { kind: 'push', branch: 'fresh', before: none, after, commits: [], pullRequests: [] } as const
      const change = await stage.host.readChange({ ...files, ...push })
      expect(change.trusted).toBeNull()
      expect(change.after?.commit).toBe(after)
    })

    it('has no tree for a commit that is gone', async () => {
      const after = stage.commit({ branch: 'main', author: 'keeper', files: { a: '1' } })
      const before = 'abcdef0123'.repeat(4)
      const push = { kind: 'push', branch: 'main', before, after, commits: [after], pullRequests: [] } as const
      expect((await stage.host.readChange({ ...files, ...push })).trusted).toBeNull()
    })
  })

  describe('files', () => {
    it.each<[string, { mode: string; text: string }, FileFacts['problem']]>([
      ['a link', { mode: '120000', text: 'config/gates.yml' }, 'symlink'],
      ['a submodule', { mode: '160000', text: 'abcdef0123'.repeat(4) }, 'submodule'],
      ['binary', { mode: '100644', text: 'a\0b' }, 'binary'],
      ['more than GitHub shows', { mode: '100644', text: 'x'.repeat(512_001) }, 'too-large'],
    ])('that are %s have no text', async (_what, file, problem) => {
      stage.commit({ branch: 'main', author: 'keeper', files: { odd: file } })
      const asked = { configPath: 'odd', pinsPath } as const
      const change = await stage.host.readChange({ ...asked, kind: 'branch', branch: 'main', pullRequest: null })
      expect(change.defaultConfig).toMatchObject({ path: 'odd', text: null, problem })
    })

    it('that are folders have no text; executable and empty ones are text', async () => {
      const odd = { 'bin/run': { mode: '100755', text: '#!/bin/sh\n' }, empty: '' }
      stage.commit({ branch: 'main', author: 'keeper', files: odd })
      const query = { kind: 'branch', branch: 'main', pullRequest: null } as const
      const folder = await stage.host.readChange({ ...query, configPath: 'bin', pinsPath: 'bin/run' })
      expect(folder.trusted?.config).toMatchObject({ text: null, problem: 'directory' })
      expect(folder.trusted?.pins?.text).toBe('#!/bin/sh\n')
      const empty = await stage.host.readChange({ ...query, configPath: 'empty', pinsPath })
      expect(empty.trusted?.config).toEqual(expect.objectContaining({ text: '' }))
      expect(empty.trusted?.config).not.toHaveProperty('problem')
    })

    it.each(['../secret', '/etc/passwd', 'a/../b', 'a\\b', './a', 'a//b', '', 'a/', 'line\nbreak'])(
      'outside the repository are refused: %j',
      async (path) => {
        const branch = { kind: 'branch', branch: 'main', pullRequest: null } as const
        await expect(stage.host.readChange({ ...branch, configPath: path, pinsPath })).rejects.toThrow(InputError)
        await expect(stage.host.readChange({ ...branch, configPath, pinsPath: path })).rejects.toThrow(InputError)
        await expect(stage.host.readPullRequest(1, [path])).rejects.toThrow(InputError)
        await expect(stage.host.blobs(none, [path])).rejects.toThrow(InputError)
      },
    )

    it('have blob ids as git makes them; only regular files have one', async () => {
      const commit = stage.commit({
        branch: 'main',
        author: 'keeper',
        files: { 'd/hello': 'hello\n', link: { mode: '120000', text: 'd/hello' } },
      })
      const blobs = await stage.host.blobs(commit, ['d/hello', 'absent', 'link', 'd'])
      // `printf 'hello\n' | git hash-object --stdin`
      expect([...blobs]).toEqual([['d/hello', 'ce013625030ba8dba906f756967f9e9ca394464a']])
    })

    it('asked of no path cost nothing', async () => {
      expect((await stage.host.blobs(none, [])).size).toBe(0)
    })
  })

  describe('people and runs', () => {
    it('have the role of the repository', async () => {
      stage.setRole('tess', 'triage')
      stage.setRole('root', 'admin')
      const roles = await stage.host.permissions(['alice', 'bob', 'rita', 'tess', 'root', 'nobody-at-all', 'alice'])
      expect(Object.fromEntries(roles)).toEqual({
        alice: 'write',
        bob: 'maintain',
        rita: 'read',
        tess: 'triage',
        root: 'admin',
        'nobody-at-all': 'none',
      })
    })

    it('nobody asked, nobody told', async () => {
      expect((await stage.host.permissions([])).size).toBe(0)
    })

    it('tells when the run was first started', async () => {
      expect(await stage.host.runCreatedAt()).toBe(RUN_CREATED_AT)
    })
  })

  describe('comments', () => {
    const marker = '<!-- model-promotion-gate model=m stage=production -->'
    const other = '<!-- model-promotion-gate model=m stage=staging -->'

    it('are ours only by author and marker, the oldest of several', async () => {
      const number = promotion()
      stage.comment(number, { by: 'others', body: `${marker}\nhijacked` })
      stage.comment(number, { by: 'us', body: `see below\n${marker}` })
      stage.comment(number, { by: 'us', body: `${marker} and more\ntext` })
      const id = stage.comment(number, { by: 'us', body: `${marker}\nthe first` })
      stage.comment(number, { by: 'us', body: `${marker}\nthe second` })
      const found = await stage.host.findComments(number, [marker, other])
      expect([...found.keys()]).toEqual([marker])
      expect(found.get(marker)).toEqual({ id, body: `${marker}\nthe first`, url: expect.stringContaining(String(id)) })
    })

    it('are found for several markers, and only on their pull request', async () => {
      const number = promotion()
      stage.comment(number, { by: 'us', body: `${other}\nb` })
      stage.comment(number, { by: 'us', body: marker })
      stage.commit({ branch: 'second', author: 'bob', files: { b: 'b' } })
      const second = stage.open({ head: 'second', author: 'bob' })
      expect(new Set((await stage.host.findComments(number, [marker, other])).keys())).toEqual(new Set([marker, other]))
      expect((await stage.host.findComments(second, [marker, other])).size).toBe(0)
    })

    it('are created, left alone when equal, updated, and found again', async () => {
      const number = promotion()
      const hostile = `${marker}\n\u{1F680} "quotes" \\ $&\n\ttab`
      const created = await stage.host.postComment(number, hostile, null)
      expect(created.written).toBe('created')
      const existing = (await stage.host.findComments(number, [marker])).get(marker) ?? null
      expect(existing).toMatchObject({ body: hostile, url: created.url })
      expect(await stage.host.postComment(number, hostile, existing)).toEqual({
        url: created.url,
        written: 'unchanged',
      })
      const body = `${marker}\nnew`
      expect(await stage.host.postComment(number, body, existing)).toEqual({ url: created.url, written: 'updated' })
      const after = await stage.host.findComments(number, [marker])
      expect(after.get(marker)).toMatchObject({ id: existing?.id, body })
    })

    it('are created anew when the old one was deleted meanwhile', async () => {
      const number = promotion()
      await stage.host.postComment(number, `${marker}\none`, null)
      const existing = (await stage.host.findComments(number, [marker])).get(marker)
      if (existing === undefined) throw new Error('the comment was not found')
      stage.deleteComment(existing.id)
      const posted = await stage.host.postComment(number, `${marker}\ntwo`, existing)
      expect(posted.written).toBe('created')
      expect((await stage.host.findComments(number, [marker])).get(marker)?.id).not.toBe(existing.id)
    })

    it('have a longest length', async () => {
      const number = promotion()
      await expect(stage.host.postComment(number, 'x'.repeat(65_537), null)).rejects.toThrow(InvariantError)
      expect((await stage.host.postComment(number, 'x'.repeat(65_536), null)).written).toBe('created')
    })
  })
})
