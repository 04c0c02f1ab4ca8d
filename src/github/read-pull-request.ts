import type { FileFacts, PullRequestFacts } from '../checks/facts.ts'
import { RemoteError } from '../errors.ts'
import { parseAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'
import { commitFilesDocument } from './documents/commit-files.ts'
import { PULL_REQUEST_PAGE, pullRequestDocument } from './documents/pull-request.ts'
import { filesOf } from './file-facts.ts'
import { createPager } from './paging.ts'
import { MAX_COMMITS, MAX_FILES, type PullRequestLists, pullRequestFacts } from './pull-request-facts.ts'
import { pathValues } from './repository-path.ts'
import type { PullRequestAnswer } from './responses.ts'

const MAX_REVIEWS = 3000

/** Said by a read when the pull request got another head or base between two pages. */
export const MOVED = Symbol('moved')

/** One pull request with all its pages; null when there is none or it may not be seen. Throws AccessError or RemoteError. */
export async function readPullRequest(
  client: GithubClient,
  number: number,
  paths: readonly string[],
): Promise<PullRequestFacts | null> {
  return untilStill(async () => {
    const variables = { number, ...pathValues(paths) }
    const answer = await client.repository(pullRequestDocument(paths.length), variables, ['pullRequest'])
    return completePullRequest(client, answer['pullRequest'], paths)
  })
}

/** Reads once more if what was read moved meanwhile. Throws RemoteError when it does not come to rest. */
export async function untilStill<T>(read: () => Promise<T | typeof MOVED>): Promise<T> {
  for (const attempt of [read, read]) {
    const result = await attempt()
    if (result !== MOVED) return result
  }
  const hint = 'Somebody is pushing to it; run again when that is done.'
  throw new RemoteError('github', 'The pull request changed twice while it was read.', { attempts: 2, hint })
}

/** Facts of a pull request whose first pages are in `answer`; asks for the further ones. */
export async function completePullRequest(
  client: GithubClient,
  answer: unknown,
  paths: readonly string[],
): Promise<PullRequestFacts | null | typeof MOVED> {
  if (answer === null) return null
  const pull = await parseAnswer('pullRequest', answer, 'a query of a pull request')
  const lists = await readLists(client, pull)
  if (lists === MOVED) return MOVED
  const listed = lists.commits.some((commit) => commit.oid === pull.headRefOid)
  // A head that is not in a list that should hold it: somebody force-pushed in between. Without commits of its own
  // (the base branch has them by now) a pull request lists none.
  if (!listed && lists.totalCommits > 0 && lists.totalCommits < MAX_COMMITS) return MOVED
  const origin = pull.origin.nodes[0]?.commit.parents.nodes[0]
  const head = await headFiles(client, pull, paths)
  return pullRequestFacts(pull, lists, { head, origin: origin === undefined ? new Map() : filesOf(origin, paths) })
}

/** Files of the head. The last listed commit is another one when the list is cut short or ordered by date. */
async function headFiles(
  client: GithubClient,
  pull: PullRequestAnswer,
  paths: readonly string[],
): Promise<ReadonlyMap<string, FileFacts>> {
  const last = pull.head.nodes[0]?.commit
  if (last !== undefined && last.oid === pull.headRefOid) return filesOf(last, paths)
  const variables = { commit: pull.headRefOid, ...pathValues(paths) }
  const answer = await client.repository(commitFilesDocument(paths.length), variables)
  return filesOf(await parseAnswer('tree', answer['object'], 'a query of a commit'), paths)
}

async function readLists(client: GithubClient, pull: PullRequestAnswer): Promise<PullRequestLists | typeof MOVED> {
  const reviews = createPager('reviews', pull.reviews, MAX_REVIEWS)
  const commits = createPager('commits', pull.commits, MAX_COMMITS)
  const files = createPager('files', pull.files, MAX_FILES)
  while (reviews.next() !== null || commits.next() !== null || files.next() !== null) {
    const answer = await client.repository(PULL_REQUEST_PAGE, {
      number: pull.number,
      ...reviews.variables(),
      ...commits.variables(),
      ...files.variables(),
    })
    const page = await parseAnswer('pullRequestPage', answer['pullRequest'], 'a query of a pull request')
    if (page.headRefOid !== pull.headRefOid || page.baseRefName !== pull.baseRefName) return MOVED
    reviews.add(page.reviews)
    commits.add(page.commits)
    files.add(page.files)
  }
  if (reviews.truncated()) throw new RemoteError('github', `The pull request has more than ${MAX_REVIEWS} reviews.`)
  return {
    reviews: reviews.items(),
    commits: commits.items().map((node) => node.commit),
    totalCommits: pull.commits.totalCount,
    files: files.items().map((node) => node.path),
    totalFiles: pull.files?.totalCount ?? null,
  }
}
