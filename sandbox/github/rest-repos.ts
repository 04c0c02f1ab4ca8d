/** REST operations of a repository itself, its people and its workflow runs. */
import { isAdmin, roleOf } from './access.ts'
import { type Answer, Refused, refusal } from './answer.ts'
import { listAnswer } from './pages.ts'
import type { Call, RepoCall, RepoOperation } from './rest.ts'
import { runShape } from './rest-pull-shapes.ts'
import { ownAccountShape, permissionShape, repoHtmlUrl, repoShape, userShape } from './rest-shapes.ts'
import { findUser, type Team, type WorkflowRun } from './state.ts'

export const repoOperations: Readonly<Record<string, RepoOperation>> = {
  'repos/get': {
    oneOf: [{ metadata: 'read' }],
    run: (call) => {
      const role = call.token.kind === 'user' ? roleOf(call.state, call.repo, call.token.login) : undefined
      const counts = { network_count: 0, subscribers_count: 0 }
      return { status: 200, body: { ...repoShape(call, call.repo, role), ...counts } }
    },
  },
  'repos/get-collaborator-permission-level': {
    oneOf: [{ metadata: 'read' }],
    run: (call) => {
      const user = findUser(call.state, call.params['username'] ?? '')
      if (user === undefined) return refusal(404, `${call.params['username']} is not a user`)
      return { status: 200, body: permissionShape(call, user, roleOf(call.state, call.repo, user.login)) }
    },
  },
  'repos/get-branch-rules': {
    oneOf: [{ metadata: 'read' }],
    run: (call) => {
      const isOwned = call.repo.codeOwners?.[call.params['branch'] ?? '']?.by === 'ruleset'
      // Of a branch that does not exist GitHub lists the rules that it would have.
      return listAnswer(call, isOwned ? ownerRules(call) : [], (rule) => rule)
    },
  },
  'actions/get-workflow-run': {
    oneOf: [{ actions: 'read' }],
    run: (call) => ({ status: 200, body: runShape(call, call.repo, runOf(call)) }),
  },
  'actions/get-workflow-run-attempt': {
    oneOf: [{ actions: 'read' }],
    run: (call) => {
      const run = runOf(call)
      const attempt = Number(call.params['attempt_number'])
      const known = attempt === run.run_attempt || run.earlier.some((item) => item.run_attempt === attempt)
      return known ? { status: 200, body: runShape(call, call.repo, run, attempt) } : refusal(404, 'Not Found')
    },
  },
  'actions/get-reviews-for-run': {
    oneOf: [{ actions: 'read' }],
    run: (call) => ({ status: 200, body: runOf(call).approvals.map((approval) => approvalShape(call, approval)) }),
  },
}

function runOf(call: RepoCall): WorkflowRun {
  const run = call.repo.runs[call.params['run_id'] ?? '']
  if (run === undefined) throw new Refused(refusal(404, 'Not Found'))
  return run
}

/** The rules of one ruleset in force that asks for the review of a code owner. */
function ownerRules({ repo }: RepoCall): readonly unknown[] {
  const from = { ruleset_source_type: 'Repository', ruleset_source: `${repo.owner}/${repo.name}`, ruleset_id: repo.id }
  const parameters = {
    required_approving_review_count: 1,
    require_code_owner_review: true,
    require_last_push_approval: false,
    dismiss_stale_reviews_on_push: false,
    required_review_thread_resolution: false,
  }
  return [
    { type: 'deletion', ...from },
    { type: 'pull_request', parameters, ...from },
  ]
}

function approvalShape(call: RepoCall, approval: WorkflowRun['approvals'][number]): unknown {
  const environments = approval.environments.map((name, index) => ({
    id: call.repo.id * 100 + index,
    node_id: `EN_${name}`,
    name,
    url: `${call.apiUrl}/repos/${call.repo.owner}/${call.repo.name}/environments/${encodeURIComponent(name)}`,
    html_url: `${repoHtmlUrl(call, call.repo)}/deployments/activity_log?environments_filter=${name}`,
    created_at: call.repo.createdAt,
    updated_at: call.repo.createdAt,
  }))
  return { environments, state: approval.state, user: userShape(call, approval.login), comment: approval.comment }
}

/** Operations outside repositories: the account, limits, teams. */
export function answerElsewhere(id: string, call: Call): Answer {
  if (id === 'users/get-authenticated') {
    const user = findUser(call.state, call.token.login)
    if (user === undefined || call.token.kind === 'app') return refusal(403, 'Resource not accessible by integration')
    return { status: 200, body: ownAccountShape(call, user) }
  }
  if (id === 'rate-limit/get') {
    const core = { limit: 5000, used: 0, remaining: 5000, reset: Math.floor(call.now() / 1000) + 3600 }
    return { status: 200, body: { resources: { core, search: core, graphql: core }, rate: core } }
  }
  if (id === 'teams/get-by-name') return answerTeam(call)
  if (id === 'teams/get-membership-for-user-in-org') return answerMembership(call)
  throw new Error(`sandbox: operation ${id} has no handler`)
}

/** Teams are found only by tokens with the organisation's `members` permission; for others they do not exist. */
function teamOf(call: Call): { name: string; team: Team } {
  const name = `${call.params['org']}/${call.params['team_slug']}`
  const team = call.state.teams[name]
  if (team === undefined || call.token.permissions['members'] === undefined) {
    const headers = { 'x-accepted-github-permissions': 'members=read' }
    throw new Refused(refusal(404, 'Not Found', { headers }))
  }
  return { name, team }
}

function answerTeam(call: Call): Answer {
  const { name, team } = teamOf(call)
  const [org = '', slug = ''] = name.split('/')
  const url = `${call.apiUrl}/organizations/${findUser(call.state, org)?.id}/team/${team.id}`
  const orgUrl = `${call.apiUrl}/orgs/${org}`
  const dates = { created_at: '2020-01-01T00:00:00Z', updated_at: '2020-01-01T00:00:00Z' }
  const organization = {
    login: org,
    id: findUser(call.state, org)?.id ?? 0,
    node_id: `O_${org}`,
    url: orgUrl,
    repos_url: `${orgUrl}/repos`,
    events_url: `${orgUrl}/events`,
    hooks_url: `${orgUrl}/hooks`,
    issues_url: `${orgUrl}/issues`,
    members_url: `${orgUrl}/members{/member}`,
    public_members_url: `${orgUrl}/public_members{/member}`,
    avatar_url: `${call.serverUrl}/${org}.png`,
    html_url: `${call.serverUrl}/${org}`,
    description: null,
    ...{ has_organization_projects: true, has_repository_projects: true, type: 'Organization', archived_at: null },
    ...{ public_repos: 0, public_gists: 0, followers: 0, following: 0, ...dates },
  }
  const body = {
    id: team.id,
    node_id: `T_${team.id}`,
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    permission: 'pull',
    url,
    html_url: `${call.serverUrl}/orgs/${org}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
    type: 'organization',
    members_count: Object.keys(team.members).length,
    repos_count: 0,
    organization,
    ...dates,
  }
  return { status: 200, body }
}

function answerMembership(call: Call): Answer {
  const { team } = teamOf(call)
  const login = findUser(call.state, call.params['username'] ?? '')?.login
  const member = login === undefined ? undefined : team.members[login]
  if (member === undefined) return refusal(404, 'Not Found')
  return { status: 200, body: { ...member, url: `${call.apiUrl}${call.path}` } }
}

/** May this token change a comment or other text of somebody else? */
export function mayModerate(call: RepoCall): boolean {
  return isAdmin(call.state, call.repo, call.token)
}
