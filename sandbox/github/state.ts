/** The sandbox's whole memory: plain data, so that it can be written to a file and read back. */

export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin'
export type AccountType = 'User' | 'Bot' | 'Organization'
export type Access = 'read' | 'write'
export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'

export interface User {
  login: string
  id: number
  type: AccountType
  name: string
  email: string
}

/** One file of a tree. `mode` as git writes it: 100644, 100755, 120000 (link), 160000 (submodule). */
export interface FileEntry {
  mode: string
  text: string
  /** `base64` when `text` stands for bytes that are not UTF-8. */
  encoding?: 'utf8' | 'base64'
}

export interface Signature {
  name: string
  email: string
  /** ISO 8601, whole seconds, UTC. */
  date: string
  /** The account that the e-mail address belongs to; null when GitHub knows none. */
  login: string | null
}

export interface Commit {
  oid: string
  parents: string[]
  author: Signature
  committer: Signature
  coAuthors: Signature[]
  message: string
  tree: Record<string, FileEntry>
}

export interface Review {
  id: number
  author: string | null
  state: ReviewState
  submittedAt: string | null
  oid: string
  body: string
}

export interface PullRequest {
  id: number
  number: number
  title: string
  body: string
  author: string | null
  draft: boolean
  state: 'open' | 'closed'
  merged: boolean
  mergedAt: string | null
  mergedBy: string | null
  closedAt: string | null
  createdAt: string
  updatedAt: string
  baseBranch: string
  /** Tip of the base branch when the head was last pushed; not always the branch's tip now. */
  baseOid: string
  /** Tip of the base branch just before the merge or closing, which fixes the list of commits. */
  closedOn?: string
  headBranch: string
  /** `owner/name` of the repository that holds the head branch: another one for a fork. */
  headRepo: string
  headOid: string
  mergeOid: string | null
  /** Set to hold GitHub's own answer still (`UNKNOWN` while it computes); absent: computed. */
  mergeable?: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN'
  labels: string[]
  reviews: Review[]
}

export interface IssueComment {
  id: number
  issue: number
  author: string | null
  body: string
  createdAt: string
  updatedAt: string
}

export interface RunApproval {
  environments: string[]
  state: 'approved' | 'rejected' | 'pending'
  login: string
  comment: string
}

export interface WorkflowRun {
  id: number
  run_number: number
  run_attempt: number
  name: string
  path: string
  event: string
  status: string
  conclusion: string | null
  head_branch: string
  head_sha: string
  /** `owner/name` of the fork that the run worked for; absent: this repository. */
  head_repo?: string
  actor: string
  triggering_actor: string
  created_at: string
  run_started_at: string
  updated_at: string
  pull_requests: number[]
  /** Start and starter of each earlier attempt, oldest first. */
  earlier: { run_attempt: number; run_started_at: string; triggering_actor: string }[]
  approvals: RunApproval[]
}

/** What a run uploaded. */
export interface Artifact {
  id: number
  run: number
  name: string
  /** The zip archive, in base64. */
  archive: string
  /** Of the archive when it was uploaded. */
  digest: string | null
  expired: boolean
  createdAt: string
}

export interface Repo {
  owner: string
  name: string
  id: number
  visibility: 'public' | 'private'
  defaultBranch: string
  /** `owner/name` of the repository this is a fork of. */
  parent: string | null
  createdAt: string
  collaborators: Record<string, Role>
  commits: Record<string, Commit>
  branches: Record<string, string>
  /** Approvals that branch protection asks for; no entry: no rule, and a null review decision. */
  requiredReviews: Record<string, number>
  /** The setting that lets workflows open pull requests; absent: they may. */
  actionsOpenPulls?: boolean
  /** Branches on which the review of a code owner is required, and how; absent: none. */
  codeOwners?: Record<string, { by: 'protection' | 'ruleset'; owners: string[] }>
  nextNumber: number
  pulls: Record<string, PullRequest>
  comments: Record<string, IssueComment>
  runs: Record<string, WorkflowRun>
  artifacts?: Record<string, Artifact>
  attestations: Attestation[]
}

/** A Sigstore bundle that was stored, with what its statement says. */
export interface Attestation {
  id: number
  bundle: Record<string, unknown>
  /** `sha256:` and hex, of each subject. */
  subjects: string[]
  predicateType: string
  initiator: string
}

export interface Team {
  id: number
  members: Record<string, { role: 'member' | 'maintainer'; state: 'active' | 'pending' }>
}

export interface Token {
  login: string
  /** `app`: an installation or workflow token; `user`: somebody's own, which also has that person's roles. */
  kind: 'app' | 'user'
  permissions: Record<string, Access>
  /** `owner/name` of the repositories that an app token reaches. */
  repositories: string[]
}

export interface OidcState {
  privateKeyPem: string
  keyId: string
  /** Claims of each job, by the runner's request token. */
  jobs: Record<string, Record<string, unknown>>
}

export interface GithubState {
  nextId: number
  users: Record<string, User>
  repos: Record<string, Repo>
  teams: Record<string, Team>
  tokens: Record<string, Token>
  oidc: OidcState
}

/** What builders need: the state, a clock in milliseconds, and a call to make when the state changed. */
export interface World {
  readonly state: GithubState
  readonly serverUrl: string
  now(): number
  changed(): void
}

/** A state without anything but the two accounts that every GitHub has. `oidc` is filled in by the server. */
export function emptyState(): GithubState {
  return {
    nextId: 1000,
    users: {
      'web-flow': { login: 'web-flow', id: 19864447, type: 'User', name: 'GitHub', email: 'noreply@github.com' },
      'github-actions[bot]': {
        login: 'github-actions[bot]',
        id: 41898282,
        type: 'Bot',
        name: 'github-actions[bot]',
        email: '41898282+github-actions[bot]@users.noreply.github.com',
      },
    },
    repos: {},
    teams: {},
    tokens: {},
    oidc: { privateKeyPem: '', keyId: '', jobs: {} },
  }
}

/** A fresh number, unique in this sandbox over all kinds of things. */
export function nextId(state: GithubState): number {
  state.nextId += 1
  return state.nextId
}

/** The world's time as GitHub writes it: ISO 8601, whole seconds, UTC. */
export function timestamp(world: Pick<World, 'now'>): string {
  return `${new Date(world.now()).toISOString().slice(0, 19)}Z`
}

/** Logins and repository names ignore case on GitHub. */
export function findUser(state: GithubState, login: string): User | undefined {
  const wanted = login.toLowerCase()
  return state.users[login] ?? Object.values(state.users).find((user) => user.login.toLowerCase() === wanted)
}

/** The repository called `owner/name`, whatever the case; undefined when there is none. */
export function findRepo(state: GithubState, fullName: string): Repo | undefined {
  const wanted = fullName.toLowerCase()
  return Object.values(state.repos).find((repo) => fullNameOf(repo).toLowerCase() === wanted)
}

export function fullNameOf(repo: Repo): string {
  return `${repo.owner}/${repo.name}`
}
