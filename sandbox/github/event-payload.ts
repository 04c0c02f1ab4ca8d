/** The event file that a runner would write, in the shape of GitHub's webhooks. */
import { treeOid } from './git-objects.ts'
import { ancestors, commitAt } from './history.ts'
import { type DeploymentOptions, deploymentFields, type ReleaseOptions, releaseFields } from './release-payload.ts'
import { pullShape, reviewShape, runShape, wholePullShape } from './rest-pull-shapes.ts'
import { type Links, repoApiUrl, repoHtmlUrl, repoShape, type Shape, userShape } from './rest-shapes.ts'
import { repoNamed } from './seed.ts'
import { type MergeGroup, type Pushed, pullNamed } from './seed-pulls.ts'
import { type Commit, findUser, type Repo, type Signature } from './state.ts'

export type EventOptions =
  | { readonly event: 'pull_request'; readonly action: string; readonly number: number; readonly sender: string }
  | {
      readonly event: 'pull_request_review'
      readonly action: 'submitted' | 'edited' | 'dismissed'
      readonly number: number
      readonly review: number
      readonly sender: string
    }
  | { readonly event: 'push'; readonly pushed: Pushed; readonly tag?: string }
  | {
      readonly event: 'workflow_dispatch'
      readonly ref: string
      readonly inputs?: Readonly<Record<string, string>>
      readonly sender: string
      readonly workflow?: string
    }
  | { readonly event: 'schedule'; readonly schedule: string; readonly workflow?: string }
  | {
      readonly event: 'repository_dispatch'
      readonly type: string
      readonly clientPayload?: Readonly<Record<string, unknown>>
      readonly sender: string
    }
  | { readonly event: 'merge_group'; readonly group: MergeGroup; readonly sender: string }
  | {
      readonly event: 'workflow_run'
      readonly action: 'requested' | 'completed'
      readonly run: number
      readonly sender: string
    }
  | ReleaseOptions
  | DeploymentOptions

const zero = '0'.repeat(40)

/** The payload of an event in the repository as it stands now: build it when the event happens, not later. */
export function eventPayload(world: Links, repoName: string, options: EventOptions): Shape {
  const repo = repoNamed(world, repoName)
  const whole = { ...specific(world, repo, options), repository: repoShape(world, repo) }
  const owner = findUser(world.state, repo.owner)
  const organization = owner?.type === 'Organization' ? { organization: organizationShape(world, repo) } : {}
  return { ...whole, ...organization, ...(options.event === 'push' ? pushRepository(world, repo) : {}) }
}

function specific(world: Links, repo: Repo, options: EventOptions): Shape {
  switch (options.event) {
    case 'pull_request': {
      const pull = wholePullShape(world, repo, pullNamed(repo, options.number))
      return {
        action: options.action,
        number: options.number,
        pull_request: pull,
        sender: userShape(world, options.sender),
      }
    }
    case 'pull_request_review':
      return { ...reviewFields(world, repo, options), sender: userShape(world, options.sender) }
    case 'push':
      return pushFields(world, repo, options)
    case 'workflow_dispatch': {
      const { inputs = null, workflow = '.github/workflows/promote.yml' } = options
      return { inputs, ref: `refs/heads/${options.ref}`, workflow, sender: userShape(world, options.sender) }
    }
    case 'schedule':
      return { schedule: options.schedule, workflow: options.workflow ?? '.github/workflows/promote.yml' }
    case 'repository_dispatch': {
      const { type: action, clientPayload: client_payload = {} } = options
      return { action, branch: repo.defaultBranch, client_payload, sender: userShape(world, options.sender) }
    }
    case 'merge_group': {
      const head_commit = plainCommit(commitAt(repo, options.group.head_sha))
      const merge_group = { ...options.group, head_commit }
      return { action: 'checks_requested', merge_group, sender: userShape(world, options.sender) }
    }
    case 'workflow_run':
      return runFields(world, repo, options)
    case 'release':
      return releaseFields(world, repo, options)
    case 'deployment':
      return deploymentFields(world, repo, options)
  }
}

function reviewFields(
  world: Links,
  repo: Repo,
  options: Extract<EventOptions, { event: 'pull_request_review' }>,
): Shape {
  const pull = pullNamed(repo, options.number)
  const review = pull.reviews.find((item) => item.id === options.review)
  if (review === undefined) throw new Error(`sandbox: no review ${options.review}`)
  const shape = reviewShape(world, repo, pull, review)
  // Webhooks write the state in small letters, REST in capitals.
  const state = review.state.toLowerCase()
  return { action: options.action, review: { ...shape, state }, pull_request: pullShape(world, repo, pull) }
}

function pushFields(world: Links, repo: Repo, options: Extract<EventOptions, { event: 'push' }>): Shape {
  const { pushed, tag } = options
  const { before, after } = pushed
  const created = before === zero
  const deleted = after === zero
  const forced = !created && !deleted && !ancestors(repo, after).some((commit) => commit.oid === before)
  const commits = pushed.commits.map((oid) => pushCommit(world, repo, commitAt(repo, oid)))
  const user = findUser(world.state, pushed.pusher)
  return {
    ref: tag === undefined ? `refs/heads/${pushed.branch}` : `refs/tags/${tag}`,
    before,
    after,
    created,
    deleted,
    forced,
    base_ref: null,
    compare: `${repoHtmlUrl(world, repo)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits,
    head_commit: deleted ? null : pushCommit(world, repo, commitAt(repo, after)),
    pusher: { name: pushed.pusher, email: user?.email ?? null },
    sender: userShape(world, pushed.pusher),
  }
}

/** On a push, and only there, GitHub writes times of the repository as seconds and adds the owner's name. */
function pushRepository(world: Links, repo: Repo): Shape {
  const seconds = Math.floor(Date.parse(repo.createdAt) / 1000)
  const owner = {
    name: repo.owner,
    email: findUser(world.state, repo.owner)?.email ?? null,
    ...userShape(world, repo.owner),
  }
  const extra = { owner, created_at: seconds, pushed_at: seconds, stargazers: 0, master_branch: repo.defaultBranch }
  return { repository: { ...repoShape(world, repo), ...extra } }
}

function runFields(world: Links, repo: Repo, options: Extract<EventOptions, { event: 'workflow_run' }>): Shape {
  const run = repo.runs[String(options.run)]
  if (run === undefined) throw new Error(`sandbox: no run ${options.run}`)
  const url = `${repoApiUrl(world, repo)}/actions/workflows/${repo.id}`
  const html = repoHtmlUrl(world, repo)
  const workflow = {
    id: repo.id,
    node_id: `W_${repo.id}`,
    name: run.name,
    path: run.path,
    state: 'active',
    created_at: repo.createdAt,
    updated_at: repo.createdAt,
    url,
    html_url: `${html}/blob/${repo.defaultBranch}/${run.path}`,
    badge_url: `${html}/workflows/${encodeURIComponent(run.name)}/badge.svg`,
  }
  const sender = userShape(world, options.sender)
  return { action: options.action, workflow, workflow_run: runShape(world, repo, run), sender }
}

function plainCommit(commit: Commit): Shape {
  const person = (who: Signature) => ({ name: who.name, email: who.email })
  return {
    id: commit.oid,
    tree_id: treeOid(commit.tree),
    message: commit.message,
    timestamp: commit.committer.date,
    author: person(commit.author),
    committer: person(commit.committer),
  }
}

/** A runner's event file leaves out the lists of added, removed and modified paths that a webhook has. */
function pushCommit(world: Links, repo: Repo, commit: Commit): Shape {
  const person = (who: Signature) => ({
    name: who.name,
    email: who.email,
    ...(who.login === null ? {} : { username: who.login }),
  })
  return {
    ...plainCommit(commit),
    distinct: true,
    url: `${repoHtmlUrl(world, repo)}/commit/${commit.oid}`,
    author: person(commit.author),
    committer: person(commit.committer),
  }
}

function organizationShape(world: Links, repo: Repo): Shape {
  const url = `${world.apiUrl}/orgs/${repo.owner}`
  return {
    login: repo.owner,
    id: findUser(world.state, repo.owner)?.id,
    node_id: `O_${repo.owner}`,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.serverUrl}/${repo.owner}.png`,
    description: null,
  }
}
