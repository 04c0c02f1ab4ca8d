/** Who may do what: roles of people, permissions of tokens. */
import { type Access, findUser, fullNameOf, type GithubState, type Repo, type Role, type Token } from './state.ts'

/** The role of a person in a repository; everybody reads a public one. */
export function roleOf(state: GithubState, repo: Repo, login: string): Role | undefined {
  const user = findUser(state, login)
  if (user === undefined) return undefined
  if (user.login.toLowerCase() === repo.owner.toLowerCase()) return 'admin'
  return repo.collaborators[user.login] ?? (repo.visibility === 'public' ? 'read' : undefined)
}

/** The old four-valued form, in which maintain shows as write and triage as read. */
export function legacyPermission(role: Role | undefined): 'admin' | 'write' | 'read' | 'none' {
  if (role === undefined) return 'none'
  if (role === 'maintain') return 'write'
  return role === 'triage' ? 'read' : role
}

/** May this token know that the repository exists? */
export function canSee(state: GithubState, repo: Repo, token: Token): boolean {
  if (repo.visibility === 'public') return true
  if (token.kind === 'user') return roleOf(state, repo, token.login) !== undefined
  return token.repositories.some((name) => name.toLowerCase() === fullNameOf(repo).toLowerCase())
}

/** One permission that would do, such as `{ pull_requests: 'read' }`. */
export type Permission = Readonly<Record<string, Access>>

/**
 * Does the token hold one of these? Stricter than GitHub in one point: public repositories need the permission too,
 * so that a missing line in a workflow's `permissions:` is found here and not by the first private user.
 */
export function holds(token: Token, repo: Repo, oneOf: readonly Permission[]): boolean {
  const named = token.repositories.some((name) => name.toLowerCase() === fullNameOf(repo).toLowerCase())
  return oneOf.some((permission) =>
    Object.entries(permission).every(([name, access]) => {
      const held = name === 'metadata' ? (token.permissions[name] ?? 'read') : token.permissions[name]
      if (access === 'write' && token.kind === 'app' && !named) return false
      return held === 'write' || (held === 'read' && access === 'read')
    }),
  )
}

/** The text of GitHub's `x-accepted-github-permissions` header. */
export function acceptedPermissions(oneOf: readonly Permission[]): string {
  return oneOf
    .map((permission) =>
      Object.entries(permission)
        .map(([name, access]) => `${name}=${access}`)
        .join(','),
    )
    .join('; ')
}

/** Is the person behind the token an administrator of the repository? Never true of a workflow's token. */
export function isAdmin(state: GithubState, repo: Repo, token: Token): boolean {
  return token.kind === 'user' && roleOf(state, repo, token.login) === 'admin'
}
