/** What GitHub derives from a pull request: its commits, files, mergeability and the opinion of its reviewers. */
import { roleOf } from './access.ts'
import { commitOid } from './git-objects.ts'
import { ancestors, type Change, changes, commitAt, commitsBetween, mergeBase, mergedTree } from './history.ts'
import type { Commit, GithubState, PullRequest, Repo, Review } from './state.ts'

const noreply = 'noreply@github.com'

/** The commit that the pull request is compared with: the base branch's tip, or what it was when it closed. */
export function comparedWith(repo: Repo, pull: PullRequest): string {
  return pull.closedOn ?? repo.branches[pull.baseBranch] ?? pull.baseOid
}

/** The pull request's own commits, oldest first. */
export function pullCommits(repo: Repo, pull: PullRequest): Commit[] {
  return commitsBetween(repo, comparedWith(repo, pull), pull.headOid)
}

/** The pull request's changed files, against the merge base. */
export function pullFiles(repo: Repo, pull: PullRequest): Change[] {
  const base = mergeBase(repo, comparedWith(repo, pull), pull.headOid)
  return changes(base === undefined ? {} : commitAt(repo, base).tree, commitAt(repo, pull.headOid).tree)
}

/** GitHub's three-valued answer. */
export function mergeableState(repo: Repo, pull: PullRequest): 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN' {
  if (pull.mergeable !== undefined) return pull.mergeable
  if (pull.merged) return 'UNKNOWN'
  return mergedTree(repo, comparedWith(repo, pull), pull.headOid) === undefined ? 'CONFLICTING' : 'MERGEABLE'
}

/** The test merge that GitHub keeps for an open pull request; undefined while there is none. */
export function potentialMerge(repo: Repo, pull: PullRequest): Commit | undefined {
  if (pull.state !== 'open' || mergeableState(repo, pull) !== 'MERGEABLE') return undefined
  const base = comparedWith(repo, pull)
  const tree = mergedTree(repo, base, pull.headOid)
  if (tree === undefined) return undefined
  const head = commitAt(repo, pull.headOid)
  // A fixed date keeps the id the same each time it is asked for.
  const dates = [head.committer.date, commitAt(repo, base).committer.date].sort()
  const who = { name: 'GitHub', email: noreply, login: 'web-flow', date: dates[1] ?? head.committer.date }
  const message = `Merge ${pull.headOid} into ${base}`
  const commit = { parents: [base, pull.headOid], author: head.author, committer: who, coAuthors: [], message, tree }
  const oid = commitOid(commit)
  repo.commits[oid] ??= { oid, ...commit }
  return repo.commits[oid]
}

/** Reviews that anybody but their writer may see, oldest first. */
export function submittedReviews(pull: PullRequest): Review[] {
  return pull.reviews.filter((review) => review.state !== 'PENDING')
}

/** The last approval, refusal or dismissal of each person; `writersOnly` leaves out people who cannot push. */
export function latestOpinions(state: GithubState, repo: Repo, pull: PullRequest, writersOnly: boolean): Review[] {
  const last = new Map<string, Review>()
  for (const review of submittedReviews(pull)) {
    if (review.state === 'COMMENTED') continue
    const person = review.author ?? `deleted:${review.id}`
    last.delete(person)
    last.set(person, review)
  }
  return [...last.values()].filter((review) => !writersOnly || canPush(state, repo, review.author))
}

export function canPush(state: GithubState, repo: Repo, login: string | null): boolean {
  const role = login === null ? undefined : roleOf(state, repo, login)
  return role === 'write' || role === 'maintain' || role === 'admin'
}

/** Null when no rule asks for reviews, as on GitHub. */
export function reviewDecision(
  state: GithubState,
  repo: Repo,
  pull: PullRequest,
): 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null {
  const byOwners = repo.codeOwners?.[pull.baseBranch]
  const needed = repo.requiredReviews[pull.baseBranch] ?? (byOwners === undefined ? undefined : 1)
  if (needed === undefined) return null
  const opinions = latestOpinions(state, repo, pull, true)
  if (opinions.some((review) => review.state === 'CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
  const approvals = opinions.filter((review) => review.state === 'APPROVED')
  const owned = byOwners === undefined || approvals.some(({ author }) => byOwners.owners.includes(author ?? ''))
  return approvals.length >= needed && owned ? 'APPROVED' : 'REVIEW_REQUIRED'
}

/**
 * Pull requests of a commit, as GitHub answers: of a commit on the default branch the merged ones that brought it,
 * of any other the open and merged ones that contain it.
 */
export function pullsOfCommit(repo: Repo, oid: string): PullRequest[] {
  const tip = repo.branches[repo.defaultBranch]
  const onDefault = tip !== undefined && ancestors(repo, tip).some((commit) => commit.oid === oid)
  return Object.values(repo.pulls).filter((pull) => {
    if (onDefault && !pull.merged) return false
    if (!pull.merged && pull.state === 'closed') return false
    return pull.mergeOid === oid || pullCommits(repo, pull).some((commit) => commit.oid === oid)
  })
}
