import { AccessError, InputError } from '../errors.ts'
import type { ChangeFacts, ChangeQuery, TreeFacts } from '../operations/ports.ts'
import { parseAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'
import { type ChangeShape, changeDocument } from './documents/change.ts'
import { permissionHint } from './failures.ts'
import { filesOf } from './file-facts.ts'
import { completePullRequest, MOVED, untilStill } from './read-pull-request.ts'
import { pathValues } from './repository-path.ts'
import type { Tree } from './responses.ts'

/** A push may bring thousands of commits; merge commits are among the newest. */
const MAX_COMMITS_ASKED = 60

type Repository = Readonly<Record<string, unknown>>

/**
 * Reads the state of the repository that a run looks at: one request for the first page of everything, then only the
 * further pages. Throws InputError for a path or id that cannot be, AccessError, RemoteError.
 */
export async function readChange(client: GithubClient, query: ChangeQuery): Promise<ChangeFacts> {
  const paths = [query.configPath, query.pinsPath]
  const asked = question(query)
  return untilStill(async () => {
    const absent = [...asked.pullRequests.map((_, index) => `pull${index}`), 'before', 'after', 'branch']
    const answer = await client.repository(
      changeDocument(asked.shape),
      { ...asked.variables, ...pathValues(paths) },
      absent,
    )
    const pulls = asked.pullRequests.map((_, index) => completePullRequest(client, answer[`pull${index}`], paths))
    const pullRequests = await Promise.all(pulls)
    if (pullRequests.includes(MOVED)) return MOVED
    const found = pullRequests.filter((pull) => pull !== null && pull !== MOVED)
    return {
      ...(await repositoryFacts(query, answer, paths)),
      pullRequests: found,
      mergedPullRequests: await mergedIn(query, asked, answer),
    }
  })
}

interface Question {
  readonly shape: ChangeShape
  readonly variables: Readonly<Record<string, unknown>>
  readonly pullRequests: readonly number[]
  readonly commits: readonly string[]
}

function question(query: ChangeQuery): Question {
  const pullRequests = pullRequestsOf(query)
  const commits = query.kind === 'push' ? newestCommits(query.commits, query.after) : []
  const before = query.kind === 'push' ? existing(query.before) : null
  const after = query.kind === 'push' ? existing(query.after) : null
  if (query.kind === 'push' && before === null && after === null)
    throw new InputError('A push from nothing to nothing.')
  return {
    pullRequests,
    commits,
    shape: {
      kind: query.kind,
      before: before !== null,
      after: after !== null,
      commits: commits.length,
      pullRequests: pullRequests.length,
    },
    variables: {
      ...(query.kind === 'branch' ? { branch: `refs/heads/${query.branch}` } : {}),
      ...(before === null ? {} : { before }),
      ...(after === null ? {} : { after }),
      ...Object.fromEntries(commits.map((oid, index) => [`commit${index}`, oid])),
      ...Object.fromEntries(pullRequests.map((number, index) => [`number${index}`, number])),
    },
  }
}

function pullRequestsOf(query: ChangeQuery): readonly number[] {
  if (query.kind === 'pull-request') return [query.number]
  if (query.kind === 'push') return [...new Set(query.pullRequests)]
  return query.pullRequest === null ? [] : [query.pullRequest]
}

function newestCommits(commits: readonly string[], after: string): string[] {
  const all = new Set([...commits.map(existing), existing(after)].filter((oid) => oid !== null))
  return [...all].slice(-MAX_COMMITS_ASKED)
}

/** A commit id; null for git's "no commit", forty zeros, which stands for a branch that begins or ends. */
function existing(oid: string): string | null {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(oid)) throw new InputError(`${JSON.stringify(oid)} is not a commit id.`)
  return /^0+$/.test(oid) ? null : oid
}

async function repositoryFacts(
  query: ChangeQuery,
  answer: Repository,
  paths: readonly string[],
): Promise<Omit<ChangeFacts, 'pullRequests' | 'mergedPullRequests'>> {
  const repository = await parseAnswer('changeRepository', answer, 'a query of the repository')
  if (repository.defaultBranchRef === null) {
    const hint = permissionHint('contents: read')
    throw new AccessError('github', 'GitHub shows no default branch of this repository to this token.', { hint })
  }
  const { name, target } = repository.defaultBranchRef
  const trusted = { push: repository.before, branch: repository.branch?.target, 'pull-request': await baseTree(answer) }
  return {
    defaultBranch: name,
    repositoryId: repository.databaseId,
    isPrivate: repository.isPrivate,
    defaultConfig: filesOf(target, [query.configPath]).get(query.configPath) ?? null,
    trusted: treeFacts(trusted[query.kind], paths),
    after: treeFacts(repository.after, paths),
  }
}

/** The newest commit of the pull request's base branch. */
async function baseTree(answer: Repository): Promise<Tree | null> {
  const first = answer['pull0']
  if (first === null || first === undefined) return null
  return (await parseAnswer('pullRequest', first, 'a query of a pull request')).baseRef?.target ?? null
}

function treeFacts(tree: Tree | null | undefined, paths: readonly string[]): TreeFacts | null {
  if (tree === null || tree === undefined) return null
  const files = filesOf(tree, paths)
  return { commit: tree.oid, config: files.get(paths[0] ?? '') ?? null, pins: files.get(paths[1] ?? '') ?? null }
}

/** Numbers of the pull requests that the push merged: into this branch, by a commit of its range. */
async function mergedIn(query: ChangeQuery, asked: Question, answer: Repository): Promise<readonly number[]> {
  if (query.kind !== 'push') return []
  const range = new Set([...query.commits, query.after])
  const numbers = new Set<number>()
  for (const index of asked.commits.keys()) {
    const commit = answer[`commit${index}`]
    if (commit === null) continue
    const { associatedPullRequests } = await parseAnswer('commitWithPulls', commit, 'a query of a pushed commit')
    for (const { number, merged, baseRefName, mergeCommit } of associatedPullRequests.nodes) {
      if (merged && baseRefName === query.branch && mergeCommit !== null && range.has(mergeCommit.oid))
        numbers.add(number)
    }
  }
  return [...numbers].sort((a, b) => a - b)
}
