import type { MayOperation, MayRule, Permission } from '../config/gate-config.ts'
import { PERMISSIONS } from '../config/gate-config.ts'
import type { PermissionOf } from './facts.ts'
import { sameLogin } from './person.ts'
import type { Verdict } from './verdict.ts'

export interface WhoInput {
  readonly operation: MayOperation
  /** The stage's rule; undefined: the default one. */
  readonly rule: MayRule | undefined
  /** Who started the run and who re-ran it; both must be allowed. */
  readonly startedBy: readonly string[]
  readonly permissionOf: PermissionOf
}

/** Role that everyone needs who starts the operation, where the stage does not say otherwise. Promotions are guarded by their gate. */
const DEFAULTS: Readonly<Record<MayOperation, Permission>> = {
  promote: 'read',
  rollback: 'write',
  hold: 'write',
  release: 'maintain',
  adopt: 'maintain',
}

/** The people who started and re-ran the run may do so. A role that is not known is not enough. */
export function evaluateWho({ operation, rule, startedBy, permissionOf }: WhoInput): Verdict {
  const users = rule?.users ?? null
  const permission =
    rule === undefined ? DEFAULTS[operation] : (rule.permission ?? (users === null ? DEFAULTS[operation] : null))
  const refused = startedBy.filter((login) => !isAllowed(login, { users, permission, permissionOf }))
  const expected = [
    ...(users === null ? [] : [`one of ${users.join(', ')}`]),
    ...(permission === null ? [] : [`role ${permission} or higher`]),
  ].join(', ')
  const status = refused.length === 0 && startedBy.length > 0 ? 'pass' : 'fail'
  // Where no role is asked for, none was read.
  const name = (login: string) =>
    permission === null ? login : `${login} (${permissionOf.get(login) ?? 'role unknown'})`
  const observed = startedBy.length === 0 ? 'nobody is known' : startedBy.map(name).join(', ')
  return {
    id: 'who',
    kind: 'request',
    label: `who may ${operation}`,
    status,
    ...(status === 'pass' ? {} : { reason: 'not-allowed' as const }),
    detail: { type: 'fact', expected, observed },
    ...(rule === undefined ? {} : { at: rule.at }),
    children: [],
  }
}

interface Allowed {
  readonly users: readonly string[] | null
  readonly permission: Permission | null
  readonly permissionOf: PermissionOf
}

function isAllowed(login: string, { users, permission, permissionOf }: Allowed): boolean {
  if (users !== null && !users.some((user) => sameLogin(user, login))) return false
  if (permission === null) return true
  const role = permissionOf.get(login)
  return role !== undefined && role !== 'none' && PERMISSIONS.indexOf(role) >= PERMISSIONS.indexOf(permission)
}
