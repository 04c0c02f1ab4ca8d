/** GraphQL objects of a pull request. */

import { canSee } from './access.ts'
import { blobOid, bytesOf } from './git-objects.ts'
import {
  type Args,
  type Asked,
  actorNode,
  blobNode,
  commitNode,
  connection,
  demand,
  failure,
  type InRepo,
  type Node,
  oldestFirst,
  only,
  refNode,
} from './graphql-nodes.ts'
import { type Change, commitAt } from './history.ts'
import {
  canPush,
  latestOpinions,
  mergeableState,
  potentialMerge,
  pullCommits,
  pullFiles,
  reviewDecision,
  submittedReviews,
} from './pulls.ts'
import { findRepo, fullNameOf, type IssueComment, type PullRequest, type Repo, type Review } from './state.ts'

const changeTypes: Readonly<Record<Change['status'], string>> = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
}

/** `repository(owner, name)`: null with a NOT_FOUND error when it does not exist or may not be seen. */
export function repositoryNode(asked: Asked, args: Args): Node {
  const fullName = `${args['owner']}/${args['name']}`
  const repo = findRepo(asked.state, fullName)
  if (repo === undefined || !canSee(asked.state, repo, asked.token)) {
    throw failure('NOT_FOUND', `Could not resolve to a Repository with the name '${fullName}'.`)
  }
  return repoNode({ ...asked, repo, pullNode })
}

function repoNode(asked: InRepo): Node {
  const { repo } = asked
  return {
    __typename: 'Repository',
    id: `R_${repo.id}`,
    databaseId: repo.id,
    name: repo.name,
    nameWithOwner: fullNameOf(repo),
    owner: () => ownerNode(asked, repo),
    url: `${asked.world.serverUrl}/${fullNameOf(repo)}`,
    isPrivate: repo.visibility === 'private',
    isFork: repo.parent !== null,
    visibility: repo.visibility.toUpperCase(),
    defaultBranchRef: () => {
      demand(asked, { contents: 'read' })
      return refNode(asked, repo.defaultBranch)
    },
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      demand(asked, { contents: 'read' })
      return refNode(asked, qualifiedName.replace(/^refs\/heads\//, ''))
    },
    object: (args: Args) => {
      demand(asked, { contents: 'read' })
      return objectNode(asked, args)
    },
    pullRequests: (args: Args) => {
      only(args, 'first', 'last', 'after', 'before', 'headRefName', 'baseRefName', 'states')
      demand(asked, { pull_requests: 'read' })
      const { headRefName, baseRefName, states } = args
      const wanted = Object.values(repo.pulls).filter(
        (pull) =>
          (headRefName === undefined || pull.headBranch === headRefName) &&
          (baseRefName === undefined || pull.baseBranch === baseRefName) &&
          (!Array.isArray(states) || states.includes(pull.merged ? 'MERGED' : pull.state.toUpperCase())),
      )
      return connection('pullRequests', args, wanted, (pull) => pullNode(asked, pull))
    },
    pullRequest: ({ number }: { number: number }) => {
      demand(asked, { pull_requests: 'read' })
      const pull = repo.pulls[String(number)]
      if (pull === undefined) {
        throw failure('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
      }
      return pullNode(asked, pull)
    },
  }
}

function ownerNode(asked: InRepo, repo: Repo): Node {
  const owner = actorNode(asked, repo.owner)
  if (owner === null) throw failure('NOT_FOUND', `sandbox: no account ${repo.owner}`)
  return owner
}

/** A commit or blob by id, or what an expression such as `main:path/to/file` or `main` names; null when nothing does. */
function objectNode(asked: InRepo, args: Args): Node | null {
  const { repo } = asked
  const { oid, expression } = args
  if (typeof oid === 'string') {
    const commit = repo.commits[oid]
    return commit === undefined ? blobByOid(asked, oid) : commitNode(asked, commit)
  }
  const [revision = '', ...rest] = String(expression).split(':')
  const branch = revision === 'HEAD' ? repo.defaultBranch : revision.replace(/^refs\/heads\//, '')
  const tip = repo.branches[branch] ?? revision
  const found = repo.commits[tip]
  if (found === undefined) return null
  if (rest.length === 0) return commitNode(asked, found)
  const entry = found.tree[rest.join(':')]
  return entry === undefined ? null : blobNode(blobOid(entry), bytesOf(entry))
}

function blobByOid(asked: InRepo, oid: string): Node | null {
  for (const commit of Object.values(asked.repo.commits)) {
    const entry = Object.values(commit.tree).find((item) => blobOid(item) === oid)
    if (entry !== undefined) return blobNode(oid, bytesOf(entry))
  }
  return null
}

export function pullNode(asked: InRepo, pull: PullRequest): Node {
  return { ...plainFields(asked, pull), ...refFields(asked, pull), ...listFields(asked, pull) }
}

function plainFields(asked: InRepo, pull: PullRequest): Node {
  const { repo, state } = asked
  const files = () => pullFiles(repo, pull)
  return {
    __typename: 'PullRequest',
    id: `PR_${pull.id}`,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    url: pullUrl(asked, pull),
    title: pull.title,
    body: pull.body,
    state: pull.merged ? 'MERGED' : pull.state.toUpperCase(),
    closed: pull.state === 'closed',
    closedAt: pull.closedAt,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    isDraft: pull.draft,
    merged: pull.merged,
    mergedAt: pull.mergedAt,
    mergedBy: () => actorNode(asked, pull.mergedBy),
    mergeable: () => mergeableState(repo, pull),
    isCrossRepository: pull.headRepo !== fullNameOf(repo),
    author: () => actorNode(asked, pull.author),
    viewerDidAuthor: pull.author === asked.token.login,
    reviewDecision: () => reviewDecision(state, repo, pull),
    changedFiles: () => files().length,
  }
}

function refFields(asked: InRepo, pull: PullRequest): Node {
  const { repo } = asked
  return {
    headRefOid: pull.headOid,
    headRefName: pull.headBranch,
    baseRefName: pull.baseBranch,
    baseRefOid: pull.baseOid,
    baseRef: () => refNode(asked, pull.baseBranch),
    headRef: () => (pull.headRepo === fullNameOf(repo) ? refNode(asked, pull.headBranch) : null),
    headRepository: () => {
      const head = findRepo(asked.state, pull.headRepo)
      return head === undefined || !canSee(asked.state, head, asked.token) ? null : repoNode({ ...asked, repo: head })
    },
    mergeCommit: () => (pull.mergeOid === null ? null : commitNode(asked, commitAt(repo, pull.mergeOid))),
    potentialMergeCommit: () => {
      const merge = potentialMerge(repo, pull)
      return merge === undefined ? null : commitNode(asked, merge)
    },
  }
}

function listFields(asked: InRepo, pull: PullRequest): Node {
  const { repo, state } = asked
  const asReview = (item: Review) => reviewNode(asked, pull, item)
  return {
    reviews: (args: Args) => {
      only(args, 'first', 'last', 'after', 'before', 'states')
      const { states } = args
      const wanted = (item: Review) => !Array.isArray(states) || states.includes(item.state)
      return connection('reviews', args, submittedReviews(pull).filter(wanted), asReview)
    },
    latestOpinionatedReviews: (args: Args) => {
      const opinions = latestOpinions(state, repo, pull, args['writersOnly'] === true)
      return connection('latestOpinionatedReviews', args, opinions, asReview)
    },
    commits: (args: Args) => {
      const commits = pullCommits(repo, pull)
      // GitHub counts all commits of a pull request and lists 250.
      const page = connection('commits', args, commits.slice(0, 250), (commit) => ({
        id: `PURC_${pull.id}_${commit.oid}`,
        commit: commitNode(asked, commit),
      }))
      return { ...page, totalCount: commits.length }
    },
    files: (args: Args) =>
      connection('files', args, pullFiles(repo, pull), (file) => ({
        path: file.path,
        changeType: changeTypes[file.status],
      })),
    comments: (args: Args) => {
      only(args, 'first', 'last', 'after', 'before')
      demand(asked, { issues: 'read' }, { pull_requests: 'read' })
      const comments = Object.values(repo.comments).filter((item) => item.issue === pull.number)
      return connection('comments', args, comments, (item) => commentNode(asked, pull, item))
    },
    labels: (args: Args) => {
      oldestFirst(args, 'CREATED_AT')
      return connection('labels', args, pull.labels, (name) => ({ name }))
    },
  }
}

function reviewNode(asked: InRepo, pull: PullRequest, review: Review): Node {
  const { repo, state } = asked
  return {
    __typename: 'PullRequestReview',
    id: `PRR_${review.id}`,
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    state: review.state,
    body: review.body,
    submittedAt: review.submittedAt,
    url: `${pullUrl(asked, pull)}#pullrequestreview-${review.id}`,
    authorCanPushToRepository: canPush(state, repo, review.author),
    commit: () => {
      const found = repo.commits[review.oid]
      return found === undefined ? null : commitNode(asked, found)
    },
    author: () => actorNode(asked, review.author),
  }
}

function commentNode(asked: InRepo, pull: PullRequest, comment: IssueComment): Node {
  return {
    __typename: 'IssueComment',
    id: `IC_${comment.id}`,
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    url: `${pullUrl(asked, pull)}#issuecomment-${comment.id}`,
    body: comment.body,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    viewerDidAuthor: comment.author === asked.token.login,
    author: () => actorNode(asked, comment.author),
  }
}

function pullUrl(asked: InRepo, pull: PullRequest): string {
  return `${asked.world.serverUrl}/${fullNameOf(asked.repo)}/pull/${pull.number}`
}
