/** REST bodies of pull requests, reviews, comments, files and workflow runs. */
import { roleOf } from './access.ts'
import { blobOid, bytesOf } from './git-objects.ts'
import { type Change, commitAt } from './history.ts'
import { mergeableState, potentialMerge, pullCommits, pullFiles } from './pulls.ts'
import { commitShape, type Links, repoApiUrl, repoHtmlUrl, repoShape, type Shape, userShape } from './rest-shapes.ts'
import {
  findRepo,
  fullNameOf,
  type IssueComment,
  type PullRequest,
  type Repo,
  type Review,
  type WorkflowRun,
} from './state.ts'

/** A pull request as it stands in lists. */
export function pullShape(links: Links, repo: Repo, pull: PullRequest): Shape {
  const url = `${repoApiUrl(links, repo)}/pulls/${pull.number}`
  const issue = `${repoApiUrl(links, repo)}/issues/${pull.number}`
  const html = pullHtmlUrl(links, repo, pull.number)
  const statuses = `${repoApiUrl(links, repo)}/statuses/${pull.headOid}`
  const related = {
    self: url,
    html,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repoApiUrl(links, repo)}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses,
  }
  return {
    url,
    id: pull.id,
    node_id: `PR_${pull.id}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userShape(links, pull.author),
    body: pull.body === '' ? null : pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeOid ?? potentialMerge(repo, pull)?.oid ?? null,
    ...{ assignee: null, assignees: [], requested_reviewers: [], requested_teams: [] },
    labels: pull.labels.map((name, index) => labelShape(links, repo, name, index)),
    milestone: null,
    draft: pull.draft,
    commits_url: related.commits,
    review_comments_url: related.review_comments,
    review_comment_url: related.review_comment,
    comments_url: related.comments,
    statuses_url: statuses,
    head: endShape(links, findRepo(links.state, pull.headRepo), pull.headBranch, pull.headOid),
    base: endShape(links, repo, pull.baseBranch, pull.baseOid),
    _links: Object.fromEntries(Object.entries(related).map(([name, href]) => [name, { href }])),
    author_association: association(links, repo, pull.author),
    auto_merge: null,
    active_lock_reason: null,
  }
}

/** A pull request asked for alone. */
export function wholePullShape(links: Links, repo: Repo, pull: PullRequest): Shape {
  const mergeable = mergeableState(repo, pull)
  const states = { MERGEABLE: pull.draft ? 'draft' : 'clean', CONFLICTING: 'dirty', UNKNOWN: 'unknown' }
  const lines = pullFiles(repo, pull).map(lineCounts)
  return {
    ...pullShape(links, repo, pull),
    merged: pull.merged,
    mergeable: mergeable === 'UNKNOWN' ? null : mergeable === 'MERGEABLE',
    rebaseable: mergeable === 'UNKNOWN' ? null : mergeable === 'MERGEABLE',
    mergeable_state: states[mergeable],
    merged_by: userShape(links, pull.mergedBy),
    comments: Object.values(repo.comments).filter((item) => item.issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pullCommits(repo, pull).length,
    additions: lines.reduce((sum, file) => sum + file.additions, 0),
    deletions: lines.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: lines.length,
  }
}

const mergeSettings = {
  allow_squash_merge: true,
  allow_merge_commit: true,
  allow_rebase_merge: true,
  delete_branch_on_merge: false,
}

function endShape(links: Links, repo: Repo | undefined, branch: string, sha: string): Shape {
  const owner = repo?.owner ?? 'unknown'
  return {
    label: `${owner}:${branch}`,
    ref: branch,
    sha,
    user: userShape(links, owner),
    repo: repo === undefined ? null : { ...repoShape(links, repo), ...mergeSettings },
  }
}

function labelShape(links: Links, repo: Repo, name: string, index: number): Shape {
  const url = `${repoApiUrl(links, repo)}/labels/${encodeURIComponent(name)}`
  return {
    id: repo.id * 100 + index,
    node_id: `LA_${name}`,
    url,
    name,
    color: 'ededed',
    default: false,
    description: null,
  }
}

function association(links: Links, repo: Repo, login: string | null): string {
  if (login === repo.owner) return 'OWNER'
  const known =
    login !== null && repo.collaborators[login] !== undefined && roleOf(links.state, repo, login) !== undefined
  return known ? 'COLLABORATOR' : 'NONE'
}

export function pullHtmlUrl(links: Links, repo: Repo, number: number): string {
  return `${repoHtmlUrl(links, repo)}/pull/${number}`
}

export function reviewShape(links: Links, repo: Repo, pull: PullRequest, review: Review): Shape {
  const html = `${pullHtmlUrl(links, repo, pull.number)}#pullrequestreview-${review.id}`
  const url = `${repoApiUrl(links, repo)}/pulls/${pull.number}`
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: userShape(links, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: association(links, repo, review.author),
    _links: { html: { href: html }, pull_request: { href: url } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.oid,
  }
}

export function commentShape(links: Links, repo: Repo, comment: IssueComment): Shape {
  return {
    url: `${repoApiUrl(links, repo)}/issues/comments/${comment.id}`,
    html_url: `${pullHtmlUrl(links, repo, comment.issue)}#issuecomment-${comment.id}`,
    issue_url: `${repoApiUrl(links, repo)}/issues/${comment.issue}`,
    id: comment.id,
    node_id: `IC_${comment.id}`,
    user: userShape(links, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(links, repo, comment.author),
    body: comment.body,
    performed_via_github_app: null,
  }
}

/** One changed file; additions and deletions count whole lines, without a real diff. */
export function fileShape(links: Links, repo: Repo, head: string, change: Change): Shape {
  const entry = change.after ?? change.before
  const path = change.path.split('/').map(encodeURIComponent).join('/')
  const sha = entry === undefined ? null : blobOid(entry)
  return {
    sha,
    filename: change.path,
    status: change.status,
    ...(change.previous === undefined ? {} : { previous_filename: change.previous }),
    ...lineCounts(change),
    blob_url: `${repoHtmlUrl(links, repo)}/blob/${head}/${path}`,
    raw_url: `${repoHtmlUrl(links, repo)}/raw/${head}/${path}`,
    contents_url: `${repoApiUrl(links, repo)}/contents/${path}?ref=${head}`,
  }
}

function lineCounts(change: Change): { additions: number; deletions: number; changes: number } {
  const lines = (entry: Change['after']) => (entry === undefined ? [] : bytesOf(entry).toString('utf8').split('\n'))
  if (change.status === 'renamed') return { additions: 0, deletions: 0, changes: 0 }
  const before = lines(change.before)
  const after = lines(change.after)
  const additions = after.filter((line) => line !== '' && !before.includes(line)).length
  const deletions = before.filter((line) => line !== '' && !after.includes(line)).length
  return { additions, deletions, changes: additions + deletions }
}

/** A workflow run, or one attempt of it. */
export function runShape(links: Links, repo: Repo, run: WorkflowRun, attempt = run.run_attempt): Shape {
  const url = `${repoApiUrl(links, repo)}/actions/runs/${run.id}`
  const earlier = run.earlier.find((item) => item.run_attempt === attempt)
  const head = commitAt(repo, run.head_sha)
  const previous = attempt > 1 ? `${url}/attempts/${attempt - 1}` : null
  return {
    id: run.id,
    name: run.name,
    node_id: `WFR_${run.id}`,
    check_suite_id: run.id + 1,
    check_suite_node_id: `CS_${run.id}`,
    head_branch: run.head_branch,
    head_sha: run.head_sha,
    path: run.path,
    run_number: run.run_number,
    run_attempt: attempt,
    event: run.event,
    display_title: run.name,
    status: earlier === undefined ? run.status : 'completed',
    conclusion: earlier === undefined ? run.conclusion : 'failure',
    workflow_id: repo.id,
    url,
    html_url: `${repoHtmlUrl(links, repo)}/actions/runs/${run.id}`,
    pull_requests: run.pull_requests.flatMap((number) => runPullShape(links, repo, number)),
    created_at: run.created_at,
    updated_at: run.updated_at,
    run_started_at: earlier?.run_started_at ?? run.run_started_at,
    actor: userShape(links, run.actor),
    triggering_actor: userShape(links, earlier?.triggering_actor ?? run.triggering_actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repoApiUrl(links, repo)}/check-suites/${run.id + 1}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: previous,
    workflow_url: `${repoApiUrl(links, repo)}/actions/workflows/${repo.id}`,
    head_commit: {
      id: head.oid,
      tree_id: (commitShape(links, repo, head)['commit'] as { tree: { sha: string } }).tree.sha,
      message: head.message,
      timestamp: head.committer.date,
      author: { name: head.author.name, email: head.author.email },
      committer: { name: head.committer.name, email: head.committer.email },
    },
    repository: repoShape(links, repo),
    head_repository: repoShape(
      links,
      run.head_repo === undefined ? repo : (findRepo(links.state, run.head_repo) ?? repo),
    ),
    referenced_workflows: [],
  }
}

function runPullShape(links: Links, repo: Repo, number: number): Shape[] {
  const pull = repo.pulls[String(number)]
  if (pull === undefined) return []
  const end = (of: Repo, ref: string, sha: string) => ({
    ref,
    sha,
    repo: { id: of.id, url: repoApiUrl(links, of), name: fullNameOf(of).split('/')[1] },
  })
  const head = end(findRepo(links.state, pull.headRepo) ?? repo, pull.headBranch, pull.headOid)
  const base = end(repo, pull.baseBranch, pull.baseOid)
  return [{ id: pull.id, number, url: `${repoApiUrl(links, repo)}/pulls/${number}`, head, base }]
}
