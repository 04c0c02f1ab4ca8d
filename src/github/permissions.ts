import type { PermissionOf } from '../checks/facts.ts'
import { PERMISSIONS, type Permission } from '../config/gate-config.ts'
import { RemoteError } from '../errors.ts'
import { parseAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'

/** GitHub slows down clients with many requests at once. */
const AT_ONCE = 10

/** Roles of people in the repository, by the login as it was asked. Throws AccessError or RemoteError. */
export async function readPermissions(client: GithubClient, logins: readonly string[]): Promise<PermissionOf> {
  const wanted = [...new Set(logins)]
  const found = new Map<string, Permission | 'none'>()
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const group = wanted.slice(start, start + AT_ONCE)
    const roles = await Promise.all(group.map((login) => permissionOf(client, login)))
    group.forEach((login, index) => {
      found.set(login, roles[index] ?? 'none')
    })
  }
  return found
}

async function permissionOf(client: GithubClient, login: string): Promise<Permission | 'none'> {
  const answer = await client.rest({
    route: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    parameters: { username: login },
    needs: 'metadata: read',
    mayBeAbsent: true,
  })
  if (answer === undefined) return 'none'
  const role = await parseAnswer('collaborator', answer, "a request for a person's role")
  // A role that an organisation made itself has a name of its own; `permission` then says what it is built on.
  return known(role.role_name) ?? known(role.permission) ?? unknownRole(role.permission)
}

function known(role: string | undefined): Permission | 'none' | undefined {
  if (role === 'none') return 'none'
  return PERMISSIONS.find((permission) => permission === role)
}

function unknownRole(permission: string): never {
  throw new RemoteError(
    'github',
    `GitHub answered a permission that it does not document: ${JSON.stringify(permission)}`,
  )
}
