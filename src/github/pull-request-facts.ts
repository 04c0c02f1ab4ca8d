import type { Committer, FileFacts, Person, PullRequestFacts, Review } from '../checks/facts.ts'
import { AUTHORS_ASKED } from './documents/parts.ts'
import type { PersonAnswer, PullCommit, PullRequestAnswer, ReviewAnswer, Signer } from './responses.ts'

/** GitHub lists no more commits and files of a pull request than these; at the number itself nobody can tell. */
export const MAX_COMMITS = 250
export const MAX_FILES = 3000

/** All pages of a pull request's lists. `total`: how many GitHub counts, null when it gives no list. */
export interface PullRequestLists {
  readonly reviews: readonly ReviewAnswer[]
  readonly commits: readonly PullCommit[]
  readonly totalCommits: number
  readonly files: readonly string[]
  readonly totalFiles: number | null
}

export interface PullRequestTrees {
  readonly head: ReadonlyMap<string, FileFacts>
  readonly origin: ReadonlyMap<string, FileFacts>
}

/** Facts of a pull request that was read to its last page. */
export function pullRequestFacts(
  pull: PullRequestAnswer,
  lists: PullRequestLists,
  trees: PullRequestTrees,
): PullRequestFacts {
  return {
    number: pull.number,
    url: pull.url,
    title: pull.title,
    body: pull.body,
    author: personOf(pull.author),
    state: pull.state,
    isDraft: pull.isDraft,
    isCrossRepository: pull.isCrossRepository,
    mergeable: pull.mergeable,
    mergedAt: pull.mergedAt,
    mergeCommit: pull.mergeCommit?.oid ?? null,
    headCommit: pull.headRefOid,
    baseBranch: pull.baseRefName,
    reviews: lists.reviews.map(reviewFacts).sort((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt)),
    committers: lists.commits.flatMap(committersOf),
    commitsComplete: commitsComplete(pull.headRefOid, lists),
    files: lists.files,
    filesComplete: lists.totalFiles === lists.files.length && lists.totalFiles < MAX_FILES,
    headFiles: trees.head,
    originFiles: trees.origin,
  }
}

function commitsComplete(head: string, lists: PullRequestLists): boolean {
  const { commits, totalCommits } = lists
  const all = totalCommits === commits.length && totalCommits < MAX_COMMITS
  // A commit with a full list of authors may have a further one, who then could approve unseen.
  const authorsKnown = commits.every((commit) => commit.authors.nodes.length < AUTHORS_ASKED)
  return all && authorsKnown && commits.some((commit) => commit.oid === head)
}

function reviewFacts(review: ReviewAnswer): Review {
  return {
    id: review.id,
    author: personOf(review.author),
    state: review.state,
    commit: review.commit?.oid ?? null,
    submittedAt: review.submittedAt,
    url: review.url,
    canPush: review.authorCanPushToRepository,
  }
}

function personOf(person: PersonAnswer | null): Person | null {
  if (person === null) return null
  const kinds: Readonly<Record<string, Person['kind']>> = { User: 'user', Bot: 'bot' }
  return { login: person.login, id: person.databaseId ?? null, kind: kinds[person.__typename] ?? 'other' }
}

/** Author, committer and co-authors; GitHub's list of authors begins with the author, who is not named twice. */
function committersOf(commit: PullCommit): Committer[] {
  const author = committer(commit.author, 'author', commit.oid)
  const coAuthors = commit.authors.nodes
    .map((signer) => committer(signer, 'co-author', commit.oid))
    .filter((one) => one.email.toLowerCase() !== author.email.toLowerCase() || one.login !== author.login)
  return [author, committer(commit.committer, 'committer', commit.oid), ...coAuthors]
}

/** Nobody known at all is still somebody: the checks must see that a commit has an unknown hand in it. */
function committer(signer: Signer | null, as: Committer['as'], commit: string): Committer {
  return { login: signer?.user?.login ?? null, email: signer?.email ?? '', name: signer?.name ?? '', as, commit }
}
