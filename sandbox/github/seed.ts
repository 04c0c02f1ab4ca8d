/** Builders of a state: accounts, repositories, commits, pull requests, reviews, merges. */
import { commitOid } from './git-objects.ts'
import { commitAt, copyHistory } from './history.ts'
import {
  type AccountType,
  type Commit,
  type FileEntry,
  findRepo,
  findUser,
  fullNameOf,
  nextId,
  type Repo,
  type Role,
  type Signature,
  type Token,
  timestamp,
  type User,
  type World,
} from './state.ts'

export interface UserOptions {
  readonly type?: AccountType
  readonly id?: number
  readonly name?: string
  readonly email?: string
}

/** Adds an account, or returns the one there is. A login that ends in `[bot]` is a bot. */
export function addUser(world: World, login: string, options: UserOptions = {}): User {
  const known = findUser(world.state, login)
  if (known !== undefined) return known
  const user: User = {
    login,
    id: options.id ?? nextId(world.state),
    type: options.type ?? (login.endsWith('[bot]') ? 'Bot' : 'User'),
    name: options.name ?? login,
    email: options.email ?? `${login}@example.com`,
  }
  world.state.users[login] = user
  world.changed()
  return user
}

export interface RepoOptions {
  /** `owner/name`; the owner becomes an organisation unless it is already an account. */
  readonly name: string
  readonly visibility?: 'public' | 'private'
  readonly defaultBranch?: string
  readonly collaborators?: Readonly<Record<string, Role>>
  readonly files?: Files
  /** Fixed database id. */
  readonly id?: number
}

/** Adds a repository with a first commit on its default branch; its collaborators become accounts. */
export function addRepo(world: World, options: RepoOptions): Repo {
  const [owner = '', name = ''] = options.name.split('/')
  addUser(world, owner, { type: 'Organization' })
  for (const login of Object.keys(options.collaborators ?? {})) addUser(world, login)
  const repo: Repo = {
    owner,
    name,
    id: options.id ?? nextId(world.state),
    visibility: options.visibility ?? 'private',
    defaultBranch: options.defaultBranch ?? 'main',
    parent: null,
    createdAt: timestamp(world),
    collaborators: { ...options.collaborators },
    commits: {},
    branches: {},
    requiredReviews: {},
    nextNumber: 1,
    pulls: {},
    comments: {},
    runs: {},
    attestations: [],
  }
  world.state.repos[options.name] = repo
  const writer = Object.entries(repo.collaborators).find(([, role]) => role === 'admin' || role === 'write')?.[0]
  commit(world, options.name, {
    branch: repo.defaultBranch,
    files: options.files ?? { 'README.md': `# ${name}\n` },
    author: writer ?? 'web-flow',
    message: 'Initial commit',
  })
  return repo
}

/** Adds a fork of `source` owned by `owner`, with all its branches. */
export function addFork(world: World, source: string, owner: string): Repo {
  const from = repoNamed(world, source)
  addUser(world, owner)
  const fork: Repo = {
    ...structuredClone(from),
    owner,
    id: nextId(world.state),
    parent: fullNameOf(from),
    collaborators: {},
    requiredReviews: {},
    nextNumber: 1,
    pulls: {},
    comments: {},
    runs: {},
  }
  world.state.repos[fullNameOf(fork)] = fork
  world.changed()
  return fork
}

/** Registers a token. Without `permissions` it may write everything; an app token reaches only its repositories. */
export function addToken(world: World, token: string, options: Partial<Token> & { readonly login: string }): Token {
  const user = addUser(world, options.login)
  const all = ['contents', 'pull_requests', 'issues', 'actions', 'checks', 'deployments', 'statuses'] as const
  const added: Token = {
    login: user.login,
    kind: options.kind ?? (user.type === 'Bot' ? 'app' : 'user'),
    permissions: {
      metadata: 'read',
      ...(options.permissions ?? Object.fromEntries(all.map((name) => [name, 'write']))),
    },
    repositories: [...(options.repositories ?? [])],
  }
  world.state.tokens[token] = added
  world.changed()
  return added
}

/** Requires the review of a code owner on a branch, by branch protection or by a ruleset. */
export function requireCodeOwners(
  world: World,
  repoName: string,
  rule: { readonly branch: string; readonly by: 'protection' | 'ruleset'; readonly owners: readonly string[] },
): void {
  const repo = repoNamed(world, repoName)
  for (const login of rule.owners) addUser(world, login)
  repo.codeOwners = { ...repo.codeOwners, [rule.branch]: { by: rule.by, owners: [...rule.owners] } }
  world.changed()
}

/** Adds a team `org/slug` whose members are active. */
export function addTeam(world: World, name: string, members: readonly string[]): void {
  addUser(world, name.split('/')[0] ?? '', { type: 'Organization' })
  for (const login of members) addUser(world, login)
  const rows = members.map((login) => [login, { role: 'member' as const, state: 'active' as const }])
  world.state.teams[name] = { id: nextId(world.state), members: Object.fromEntries(rows) }
  world.changed()
}

/** New content by path: text, a whole entry, or null to delete. */
export type Files = Readonly<Record<string, string | FileEntry | null>>
/** A login, or a signature of somebody whom GitHub may not know. */
export type Person = string | { readonly name: string; readonly email: string; readonly login?: string | null }

export interface CommitOptions {
  readonly branch: string
  readonly files?: Files
  readonly message?: string
  readonly author?: Person
  readonly committer?: Person
  readonly coAuthors?: readonly Person[]
  /** Default: the tip of `branch`. More than one makes a merge commit on the first one's tree. */
  readonly parents?: readonly string[]
  /** ISO 8601; default now. */
  readonly date?: string
}

/** Commits to a branch (made if need be, from the default branch) and pushes: open pull requests from it get a new head. */
export function commit(world: World, repoName: string, options: CommitOptions): Commit {
  const repo = repoNamed(world, repoName)
  const tip = repo.branches[options.branch] ?? repo.branches[repo.defaultBranch]
  const parents = options.parents ?? (tip === undefined ? [] : [tip])
  const first = parents[0]
  const author = options.author ?? 'web-flow'
  const made = storeCommit(repo, {
    parents: [...parents],
    author: signature(world, author, options.date),
    committer: signature(world, options.committer ?? author, options.date),
    coAuthors: (options.coAuthors ?? []).map((person) => signature(world, person, options.date)),
    message: options.message ?? 'Change',
    tree: changedTree(first === undefined ? {} : commitAt(repo, first).tree, options.files ?? {}),
  })
  setBranch(world, repoName, options.branch, made.oid)
  return made
}

/** Points a branch at a commit, as a push or a force push does; `oid` defaults to the default branch's tip. */
export function setBranch(world: World, repoName: string, branch: string, oid?: string): string {
  const repo = repoNamed(world, repoName)
  const target = oid ?? repo.branches[repo.defaultBranch]
  if (target === undefined) throw new Error(`sandbox: ${repoName} has no commit to branch from`)
  commitAt(repo, target)
  repo.branches[branch] = target
  for (const base of Object.values(world.state.repos)) {
    for (const pull of Object.values(base.pulls)) {
      if (pull.state !== 'open' || pull.headRepo !== fullNameOf(repo) || pull.headBranch !== branch) continue
      if (base !== repo) copyHistory(repo, base, target)
      pull.headOid = target
      pull.baseOid = base.branches[pull.baseBranch] ?? pull.baseOid
      pull.updatedAt = timestamp(world)
    }
  }
  world.changed()
  return target
}

/** The repository, or an error that names it: builders are called by tests, which should fail at the typo. */
export function repoNamed(world: Pick<World, 'state'>, name: string): Repo {
  const repo = findRepo(world.state, name)
  if (repo === undefined) throw new Error(`sandbox: no repository ${name}`)
  return repo
}

/** Adds a commit object; co-authors become trailers of its message, as git keeps them. */
export function storeCommit(repo: Repo, content: Omit<Commit, 'oid'>): Commit {
  const trailers = content.coAuthors.map((who) => `Co-authored-by: ${who.name} <${who.email}>`)
  const known = trailers.every((line) => content.message.includes(line))
  const message = known ? content.message : `${content.message}\n\n${trailers.join('\n')}`
  const whole = { ...content, message }
  const made = { ...whole, oid: commitOid(whole) }
  repo.commits[made.oid] = made
  return made
}

/** Name, address and date of a person, as they stand in a commit. */
export function signature(world: World, person: Person, date?: string): Signature {
  const when = date ?? timestamp(world)
  if (typeof person !== 'string') return { ...person, login: person.login ?? null, date: when }
  const user = findUser(world.state, person) ?? addUser(world, person)
  return { name: user.name, email: user.email, login: user.login, date: when }
}

function changedTree(tree: Readonly<Record<string, FileEntry>>, files: Files): Record<string, FileEntry> {
  const next = { ...tree }
  for (const [path, content] of Object.entries(files)) {
    if (content === null) delete next[path]
    else next[path] = typeof content === 'string' ? { mode: next[path]?.mode ?? '100644', text: content } : content
  }
  return next
}
