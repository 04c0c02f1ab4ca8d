import {
  addRepo,
  addTeam,
  addToken,
  addUser,
  commit,
  type Files,
  repoNamed,
  requireCodeOwners,
} from '../../sandbox/github/seed.ts'
import {
  addComment,
  dismissReview,
  mergePullRequest,
  openPullRequest,
  review,
} from '../../sandbox/github/seed-pulls.ts'
import { rerun, startRun } from '../../sandbox/github/seed-runs.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'
import type { GithubFetch } from '../../src/github/client.ts'
import { createGithubCodeHost } from '../../src/github/code-host.ts'
import type { CodeHost } from '../../src/operations/ports.ts'
import { createFakeCodeHost, type FakeCodeHost } from './fake-code-host.ts'
import type { FakeFile } from './fake-git.ts'

/** What a contract test does to a repository, whatever stands behind it. */
export type Stage = Pick<
  FakeCodeHost,
  | 'host'
  | 'commit'
  | 'open'
  | 'review'
  | 'dismissReviews'
  | 'merge'
  | 'comment'
  | 'deleteComment'
  | 'setRole'
  | 'setTeam'
  | 'requireCodeOwners'
  | 'reviewRun'
  | 'startRun'
> & {
  /** Nothing was asked that GitHub does not know; frees what the stage holds. */
  finish(): Promise<void>
  readonly violations: () => readonly string[]
}

export const REPOSITORY = 'acme/llm'
export const OURS = 'github-actions[bot]'
export const TOKEN = 'ghs_contract'
export const TEAM_TOKEN = 'ghs_teams'
/** The run's first attempt began then. */
export const RUN_CREATED_AT = '2026-03-01T12:00:00Z'
const runId = 7_654_321

export async function fakeStage(): Promise<Stage> {
  const fake = createFakeCodeHost({ runCreatedAt: RUN_CREATED_AT })
  return { ...fake, finish: async () => undefined, violations: () => [] }
}

export type GithubStage = Stage & { readonly sandbox: GithubSandbox }

/** The adapter against the sandbox. */
export async function githubStage(
  options: { readonly enterprise?: boolean; readonly fetch?: GithubFetch } = {},
): Promise<GithubStage> {
  const sandbox = await startGithub({ enterprise: options.enterprise ?? false })
  sandbox.setClock(Date.parse(RUN_CREATED_AT))
  addRepo(sandbox, { name: REPOSITORY, collaborators: { keeper: 'admin' }, files: {} })
  addToken(sandbox, TOKEN, {
    login: OURS,
    repositories: [REPOSITORY],
    permissions: { contents: 'read', pull_requests: 'write', actions: 'read' },
  })
  // An app of the organisation that may read its members, and nothing in the repository.
  addToken(sandbox, TEAM_TOKEN, { login: 'teams[bot]', permissions: { members: 'read' } })
  const run = startRun(sandbox, REPOSITORY, { event: 'push', actor: 'keeper', id: runId })
  const people = personOf(sandbox)
  return {
    sandbox,
    host: hostOf(sandbox, options.fetch === undefined ? {} : { fetch: options.fetch }),
    commit: ({ branch, files = {}, author, committer, coAuthors = [] }) =>
      commit(sandbox, REPOSITORY, {
        branch,
        files: sandboxFiles(files),
        author,
        committer: committer ?? author,
        coAuthors,
      }).oid,
    open({ head, author, base = 'main', draft = false, body = '' }) {
      const pull = openPullRequest(sandbox, REPOSITORY, { head, author: people(author) ?? 'ghost', base, draft, body })
      if (author === null) pull.author = null
      return pull.number
    },
    review(number, { by, state = 'APPROVED', commit: oid, at }) {
      const optional = { ...(oid === undefined ? {} : { oid }), ...(at === undefined ? {} : { date: at }) }
      review(sandbox, REPOSITORY, number, { by: people(by), state, ...optional })
    },
    dismissReviews(number) {
      const reviews = repoNamed(sandbox, REPOSITORY).pulls[String(number)]?.reviews ?? []
      for (const each of reviews) dismissReview(sandbox, REPOSITORY, number, each.id)
    },
    merge(number, by) {
      const { before, after, commits, branch } = mergePullRequest(sandbox, REPOSITORY, { number, by })
      return { before, after, commits, branch }
    },
    comment: (number, { by, body }) =>
      addComment(sandbox, REPOSITORY, { issue: number, by: by === 'us' ? OURS : people('somebody'), body }).id,
    deleteComment(id) {
      delete repoNamed(sandbox, REPOSITORY).comments[String(id)]
    },
    setRole(login, role) {
      repoNamed(sandbox, REPOSITORY).collaborators[addUser(sandbox, login).login] = role
    },
    setTeam(name, members) {
      addTeam(
        sandbox,
        name,
        members.map(({ login }) => login),
      )
      for (const { login, state = 'active' } of members) {
        const member = sandbox.state.teams[name]?.members[login]
        if (member !== undefined) member.state = state
      }
    },
    requireCodeOwners(by, owners) {
      requireCodeOwners(sandbox, REPOSITORY, { branch: 'main', by: by === 'ruleset' ? by : 'protection', owners })
    },
    reviewRun({ by, environment, state = 'approved' }) {
      run.approvals.push({ environments: [environment], state, login: people(by) ?? 'ghost', comment: '' })
    },
    startRun({ by, attempt = 1, commit: oid }) {
      const login = people(by) ?? 'ghost'
      if (attempt > 1) rerun(sandbox, REPOSITORY, runId, login)
      else run.actor = run.triggering_actor = login
      if (oid !== undefined) run.head_sha = oid
    },
    violations: () => sandbox.violations,
    finish: () => sandbox.close(),
  }
}

/** A code host on the sandbox, with other options than the stage's own. */
export function hostOf(
  sandbox: GithubSandbox,
  options: {
    readonly token?: string
    readonly teamToken?: string | null
    readonly repository?: string
    readonly fetch?: GithubFetch
    readonly run?: string
  } = {},
): CodeHost {
  const [owner = '', name = ''] = (options.repository ?? REPOSITORY).split('/')
  return createGithubCodeHost({
    apiUrl: sandbox.apiUrl,
    graphqlUrl: sandbox.graphqlUrl,
    token: options.token ?? TOKEN,
    teamToken: options.teamToken === undefined ? TEAM_TOKEN : options.teamToken,
    repository: { owner, name },
    workflowRunId: options.run ?? String(runId),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  })
}

function personOf(sandbox: GithubSandbox): (login: string | null) => string | null {
  return (login) => (login === null ? null : addUser(sandbox, login).login)
}

function sandboxFiles(files: Readonly<Record<string, FakeFile>>): Files {
  return files
}
