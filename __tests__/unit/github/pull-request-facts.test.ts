import { describe, expect, it } from '@jest/globals'
import { type PullRequestLists, pullRequestFacts } from '../../../src/github/pull-request-facts.ts'
import type { PullCommit, PullRequestAnswer, Signer } from '../../../src/github/responses.ts'

const oid = (index: number) => index.toString(16).padStart(40, '0')
const alice: Signer = { name: 'Alice', email: 'alice@example.com', user: { login: 'alice' } }
const list = { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] }
const pull: PullRequestAnswer = {
  number: 1,
  url: 'https://github.com/acme/llm/pull/1',
  title: 'Promote',
  body: 'Ticket: RISK-7',
  state: 'OPEN',
  isDraft: false,
  isCrossRepository: false,
  mergeable: 'UNKNOWN',
  mergedAt: null,
  headRefOid: oid(0),
  baseRefName: 'main',
  mergeCommit: null,
  author: { __typename: 'Mannequin', login: 'imported', databaseId: null },
  reviews: list,
  commits: list,
  files: list,
  origin: { nodes: [] },
  head: { nodes: [] },
}

function commit(index: number, change: Partial<PullCommit> = {}): PullCommit {
  return { oid: oid(index), author: alice, committer: alice, authors: { nodes: [alice] }, ...change }
}

function facts(change: Partial<PullRequestLists>, answer: Partial<PullRequestAnswer> = {}) {
  const commits = change.commits ?? [commit(0)]
  const lists = { reviews: [], commits, totalCommits: commits.length, files: ['a'], totalFiles: 1, ...change }
  return pullRequestFacts({ ...pull, ...answer }, lists, { head: new Map(), origin: new Map() })
}

const many = (count: number) => Array.from({ length: count }, (_, index) => commit(index))
const paths = (count: number) => Array.from({ length: count }, (_, index) => `file-${index}`)

describe('completeness', () => {
  it.each<[string, Partial<PullRequestLists>, boolean]>([
    ['one commit', {}, true],
    ['249 commits', { commits: many(249) }, true],
    ['250 commits, where GitHub stops', { commits: many(250) }, false],
    ['more commits than were listed', { commits: many(3), totalCommits: 4 }, false],
    ['the head missing', { commits: [commit(1)] }, false],
    ['no commit', { commits: [] }, false],
    ['nineteen authors', { commits: [commit(0, { authors: { nodes: Array(19).fill(alice) } })] }, true],
    ['twenty authors, maybe more', { commits: [commit(0, { authors: { nodes: Array(20).fill(alice) } })] }, false],
  ])('of commits, with %s', (_name, lists, complete) => {
    expect(facts(lists).commitsComplete).toBe(complete)
  })

  it.each<[string, Partial<PullRequestLists>, boolean]>([
    ['one file', {}, true],
    ['no file', { files: [], totalFiles: 0 }, true],
    ['2,999 files', { files: paths(2999), totalFiles: 2999 }, true],
    ['3,000 files, where GitHub stops', { files: paths(3000), totalFiles: 3000 }, false],
    ['more files than were listed', { totalFiles: 2 }, false],
    ['no list at all', { files: [], totalFiles: null }, false],
  ])('of files, with %s', (_name, lists, complete) => {
    expect(facts(lists).filesComplete).toBe(complete)
  })
})

describe('people', () => {
  it('of other kinds than users and bots are told apart', () => {
    expect(facts({}).author).toEqual({ login: 'imported', id: null, kind: 'other' })
    const bot = { __typename: 'Bot', login: 'dependabot', databaseId: 49699333 }
    expect(facts({}, { author: bot }).author).toEqual({ login: 'dependabot', id: 49699333, kind: 'bot' })
    expect(facts({}, { author: null }).author).toBeNull()
  })

  it('whom nobody knows are still there', () => {
    const { committers } = facts({ commits: [commit(0, { author: null, committer: null, authors: { nodes: [] } })] })
    expect(committers.map(({ login, email, as }) => [login, email, as])).toEqual([
      [null, '', 'author'],
      [null, '', 'committer'],
    ])
  })

  it('behind a noreply address without an account keep it', () => {
    const email = '1+gone@users.noreply.github.com'
    const [author] = facts({ commits: [commit(0, { author: { name: 'Gone', email, user: null } })] }).committers
    expect(author).toMatchObject({ login: null, email })
  })

  it('are not dropped as the author when only the address is the same', () => {
    const other: Signer = { ...alice, user: { login: 'mallory' } }
    const shouted: Signer = { ...alice, email: 'ALICE@example.com' }
    const { committers } = facts({ commits: [commit(0, { authors: { nodes: [alice, shouted, other] } })] })
    expect(committers.filter((one) => one.as === 'co-author').map((one) => one.login)).toEqual(['mallory'])
  })
})
