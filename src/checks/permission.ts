import { PERMISSIONS, type Permission } from '../config/gate-config.ts'
import type { PermissionOf } from './facts.ts'
import { sameLogin } from './person.ts'

export interface PermissionQuestion {
  readonly login: string
  /** GitHub's own answer to "may this person push here". */
  readonly canPush: boolean
  readonly required: Permission
  readonly permissionOf: PermissionOf
}

/**
 * Why somebody lacks the demanded role in the repository, or null when it is held. Everybody who can review can
 * read. Above `write` only the role itself proves it; an unknown role proves nothing.
 */
export function lacksPermission({ login, canPush, required, permissionOf }: PermissionQuestion): string | null {
  if (required === 'read' || (required === 'write' && canPush)) return null
  const role = roleOf(login, permissionOf)
  if (role === undefined) return `needs ${required}, role unknown`
  if (role !== 'none' && PERMISSIONS.indexOf(role) >= PERMISSIONS.indexOf(required)) return null
  return `needs ${required}, has ${role}`
}

function roleOf(login: string, permissionOf: PermissionOf): Permission | 'none' | undefined {
  const exact = permissionOf.get(login)
  if (exact !== undefined) return exact
  return [...permissionOf].find(([name]) => sameLogin(name, login))?.[1]
}
