/** Builders of pull requests, reviews, comments and merges. */
import { commitAt, commitsBetween, copyHistory, mergedTree } from './history.ts'
import { comparedWith, pullCommits } from './pulls.ts'
import { repoNamed, setBranch, signature, storeCommit } from './seed.ts'
import {
  fullNameOf,
  type IssueComment,
  nextId,
  type PullRequest,
  type Repo,
  type Review,
  type ReviewState,
  timestamp,
  type World,
} from './state.ts'

export interface PullOptions {
  /** Head branch, in `headRepo` if that is given (a fork). */
  readonly head: string
  readonly base?: string
  readonly headRepo?: string
  readonly author: string
  readonly title?: string
  readonly body?: string
  readonly draft?: boolean
  readonly labels?: readonly string[]
}

/** Opens a pull request. */
export function openPullRequest(world: World, repoName: string, options: PullOptions): PullRequest {
  const repo = repoNamed(world, repoName)
  const headRepo = repoNamed(world, options.headRepo ?? repoName)
  const baseBranch = options.base ?? repo.defaultBranch
  const headOid = headRepo.branches[options.head]
  const baseOid = repo.branches[baseBranch]
  if (headOid === undefined || baseOid === undefined) throw new Error('sandbox: head or base branch does not exist')
  if (headRepo !== repo) copyHistory(headRepo, repo, headOid)
  const pull: PullRequest = {
    id: nextId(world.state),
    number: repo.nextNumber,
    title: options.title ?? 'Change',
    body: options.body ?? '',
    author: options.author,
    draft: options.draft ?? false,
    state: 'open',
    merged: false,
    mergedAt: null,
    mergedBy: null,
    closedAt: null,
    createdAt: timestamp(world),
    updatedAt: timestamp(world),
    baseBranch,
    baseOid,
    headBranch: options.head,
    headRepo: fullNameOf(headRepo),
    headOid,
    mergeOid: null,
    labels: [...(options.labels ?? [])],
    reviews: [],
  }
  repo.nextNumber += 1
  repo.pulls[String(pull.number)] = pull
  world.changed()
  return pull
}

/** The pull request, or an error that names it. */
export function pullNamed(repo: Repo, number: number): PullRequest {
  const pull = repo.pulls[String(number)]
  if (pull === undefined) throw new Error(`sandbox: ${fullNameOf(repo)} has no pull request ${number}`)
  return pull
}

/** Moves a pull request to another base branch. */
export function retarget(world: World, repoName: string, number: number, base: string): void {
  const repo = repoNamed(world, repoName)
  const pull = pullNamed(repo, number)
  const tip = repo.branches[base]
  if (tip === undefined) throw new Error(`sandbox: no branch ${base}`)
  pull.baseBranch = base
  pull.baseOid = tip
  pull.updatedAt = timestamp(world)
  world.changed()
}

export interface ReviewOptions {
  readonly by: string | null
  readonly state?: ReviewState
  readonly body?: string
  /** Default: the head. */
  readonly oid?: string
  readonly date?: string
}

/** Adds a review; no rule is checked, so that histories which today's GitHub would refuse can be told. */
export function review(world: World, repoName: string, number: number, options: ReviewOptions): Review {
  const pull = pullNamed(repoNamed(world, repoName), number)
  const state = options.state ?? 'APPROVED'
  const added: Review = {
    id: nextId(world.state),
    author: options.by,
    state,
    submittedAt: state === 'PENDING' ? null : (options.date ?? timestamp(world)),
    oid: options.oid ?? pull.headOid,
    body: options.body ?? '',
  }
  pull.reviews.push(added)
  world.changed()
  return added
}

/** Dismisses a review, as a maintainer or a stale-review rule does. */
export function dismissReview(world: World, repoName: string, number: number, id: number): void {
  const found = pullNamed(repoNamed(world, repoName), number).reviews.find((item) => item.id === id)
  if (found === undefined) throw new Error(`sandbox: no review ${id}`)
  found.state = 'DISMISSED'
  world.changed()
}

/** Writes a comment under an issue or pull request. */
export function addComment(
  world: World,
  repoName: string,
  comment: { readonly issue: number; readonly by: string | null; readonly body: string },
): IssueComment {
  const at = timestamp(world)
  const { issue, by: author, body } = comment
  const added: IssueComment = { id: nextId(world.state), issue, author, body, createdAt: at, updatedAt: at }
  repoNamed(world, repoName).comments[String(added.id)] = added
  world.changed()
  return added
}

/** Closes a pull request without merging it. */
export function closePullRequest(world: World, repoName: string, number: number): void {
  const repo = repoNamed(world, repoName)
  const pull = pullNamed(repo, number)
  pull.closedOn = comparedWith(repo, pull)
  pull.state = 'closed'
  pull.closedAt = pull.updatedAt = timestamp(world)
  world.changed()
}

export type MergeMethod = 'merge' | 'squash' | 'rebase'

/** What a push of the base branch needs to know: its tip before and after, and the commits it brings, oldest first. */
export interface Pushed {
  readonly branch: string
  readonly before: string
  readonly after: string
  readonly commits: readonly string[]
  readonly pusher: string
}

/** Merges by the button. The author of a merge commit is who pressed it, its committer is GitHub (`web-flow`). */
export function mergePullRequest(
  world: World,
  repoName: string,
  options: { readonly number: number; readonly method?: MergeMethod; readonly by: string },
): Pushed {
  return mergeQueue(world, repoName, { ...options, numbers: [options.number] })
}

export interface QueueOptions {
  readonly numbers: readonly number[]
  readonly method?: MergeMethod
  readonly by: string
}

/** Merges several pull requests by one push, as a merge queue does. */
export function mergeQueue(world: World, repoName: string, options: QueueOptions): Pushed {
  const repo = repoNamed(world, repoName)
  const { branch, before, steps } = stacked(world, repo, options)
  for (const { pull, tip, merged } of steps) {
    Object.assign(pull, { closedOn: tip, state: 'closed', merged: true, mergeOid: merged, mergedBy: options.by })
    pull.mergedAt = pull.closedAt = pull.updatedAt = timestamp(world)
  }
  const after = setBranch(world, repoName, branch, steps.at(-1)?.merged ?? before)
  const commits = commitsBetween(repo, before, after).map((item) => item.oid)
  return { branch, before, after, commits, pusher: options.by }
}

export interface MergeGroup {
  readonly head_sha: string
  readonly head_ref: string
  readonly base_sha: string
  readonly base_ref: string
}

/** Builds the queue branch on which checks run before a group lands; the pull requests stay open. */
export function openMergeGroup(world: World, repoName: string, options: QueueOptions): MergeGroup {
  const repo = repoNamed(world, repoName)
  const { branch, before, steps } = stacked(world, repo, options)
  const last = steps.at(-1)
  const name = `gh-readonly-queue/${branch}/pr-${last?.pull.number}-${before}`
  const head_sha = setBranch(world, repoName, name, last?.merged ?? before)
  return { head_sha, head_ref: `refs/heads/${name}`, base_sha: before, base_ref: `refs/heads/${branch}` }
}

interface Landing {
  readonly pull: PullRequest
  readonly tip: string
  readonly merged: string
}

/** Puts one merge on top of the other, without moving any branch. */
function stacked(
  world: World,
  repo: Repo,
  options: QueueOptions,
): { branch: string; before: string; steps: Landing[] } {
  const pulls = options.numbers.map((number) => pullNamed(repo, number))
  const branch = pulls[0]?.baseBranch ?? repo.defaultBranch
  const before = repo.branches[branch]
  if (before === undefined) throw new Error(`sandbox: no branch ${branch}`)
  const steps: Landing[] = []
  for (const pull of pulls) {
    if (pull.baseBranch !== branch || pull.state !== 'open')
      throw new Error(`sandbox: #${pull.number} cannot be merged`)
    const tip = steps.at(-1)?.merged ?? before
    const merged = mergeOne(world, repo, { pull, tip, by: options.by, method: options.method ?? 'merge' })
    steps.push({ pull, tip, merged })
  }
  return { branch, before, steps }
}

interface MergeStep {
  readonly pull: PullRequest
  readonly tip: string
  readonly by: string
  readonly method: MergeMethod
}

function mergeOne(world: World, repo: Repo, step: MergeStep): string {
  const { pull, tip, method } = step
  const tree = mergedTree(repo, tip, pull.headOid)
  if (tree === undefined) throw new Error(`sandbox: #${pull.number} conflicts with ${pull.baseBranch}`)
  const committer = signature(world, 'web-flow')
  if (method === 'rebase') return rebase(world, repo, step)
  const author = signature(world, (method === 'squash' ? pull.author : step.by) ?? 'ghost')
  const title = `${pull.title} (#${pull.number})`
  const message = method === 'squash' ? title : `Merge pull request #${pull.number} from ${pull.headBranch}`
  const parents = method === 'squash' ? [tip] : [tip, pull.headOid]
  // Squashing keeps everybody who wrote a commit as a co-author.
  const others = method === 'squash' ? pullCommits(repo, pull).flatMap((item) => [item.author, ...item.coAuthors]) : []
  const coAuthors = others.filter(
    (who, index) => who.email !== author.email && others.findIndex((item) => item.email === who.email) === index,
  )
  return storeCommit(repo, { parents, author, committer, coAuthors, message, tree }).oid
}

function rebase(world: World, repo: Repo, step: MergeStep): string {
  let tip = step.tip
  for (const item of pullCommits(repo, step.pull).filter((candidate) => candidate.parents.length < 2)) {
    // Each commit is carried over onto the tip by a three-way merge with its own parent as the base.
    const parent = item.parents[0]
    const lone = { ...repo, commits: { ...repo.commits } }
    const root = storeCommit(lone, {
      ...item,
      parents: [],
      message: 'base',
      tree: parent ? commitAt(repo, parent).tree : {},
    })
    const ours = storeCommit(lone, { ...item, parents: [root.oid], message: 'ours', tree: commitAt(repo, tip).tree })
    const theirs = storeCommit(lone, { ...item, parents: [root.oid], message: 'theirs' })
    const tree = mergedTree(lone, ours.oid, theirs.oid)
    if (tree === undefined) throw new Error(`sandbox: #${step.pull.number} cannot be rebased`)
    tip = storeCommit(repo, { ...item, parents: [tip], committer: signature(world, step.by), tree }).oid
  }
  return tip
}
