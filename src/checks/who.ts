import type { MayOperation, MayRule, Permission } from '../config/gate-config.ts'
import { PERMISSIONS } from '../config/gate-config.ts'
import type { PermissionOf } from './facts.ts'
import type { TeamsOf } from './people-facts.ts'
import { isNamed, type Named, unseenTeams } from './teams.ts'
import type { Status, Verdict } from './verdict.ts'

export interface WhoInput {
  readonly operation: MayOperation
  /** The stage's rule; undefined: the default one. */
  readonly rule: MayRule | undefined
  /** Who started the run and who re-ran it; both must be allowed. */
  readonly startedBy: readonly string[]
  readonly permissionOf: PermissionOf
  /** Of the rule's teams. */
  readonly teamsOf: TeamsOf
}

/** Role that everyone needs who starts the operation, where the stage does not say otherwise. Promotions are guarded by their gate. */
const DEFAULTS: Readonly<Record<MayOperation, Permission>> = {
  promote: 'read',
  rollback: 'write',
  hold: 'write',
  release: 'maintain',
  adopt: 'maintain',
}

const ANYONE: Named = { users: null, teams: null }

/**
 * The people who started and re-ran the run may do so. A role that is not known is not enough. A team that cannot be seen
 * is an error where the answer depends on it, so that whoever is listed by name is not held up by it.
 */
export function evaluateWho({ operation, rule, startedBy, permissionOf, teamsOf }: WhoInput): Verdict {
  const named = rule ?? ANYONE
  const isOpen = named.users === null && named.teams === null
  const permission =
    rule === undefined ? DEFAULTS[operation] : (rule.permission ?? (isOpen ? DEFAULTS[operation] : null))
  const withoutRole = startedBy.filter((login) => !holdsRole(permissionOf.get(login), permission))
  const unnamed = startedBy.filter((login) => !isNamed(login, named, teamsOf))
  // Whoever lacks the role is refused, whatever their teams.
  const unseen = withoutRole.length === 0 && unnamed.length > 0 ? unseenTeams(named.teams, teamsOf) : []
  const status = statusOf(startedBy.length > 0 && withoutRole.length + unnamed.length === 0, unseen)
  // Where no role is asked for, none was read.
  const name = (login: string) =>
    permission === null ? login : `${login} (${permissionOf.get(login) ?? 'role unknown'})`
  const observed = startedBy.length === 0 ? 'nobody is known' : startedBy.map(name).join(', ')
  return {
    id: 'who',
    kind: 'request',
    label: `who may ${operation}`,
    ...status,
    detail: {
      type: 'fact',
      expected: expectation(named, permission),
      observed,
      ...(unseen.length === 0 ? {} : { note: unseen.join('; ') }),
    },
    ...(rule === undefined ? {} : { at: rule.at }),
    children: [],
  }
}

function statusOf(
  isAllowed: boolean,
  unseen: readonly string[],
): { readonly status: Status; readonly reason?: 'not-allowed' | 'team-not-visible' } {
  if (isAllowed) return { status: 'pass' }
  return unseen.length > 0 ? { status: 'error', reason: 'team-not-visible' } : { status: 'fail', reason: 'not-allowed' }
}

function expectation({ users, teams }: Named, permission: Permission | null): string {
  const names = [...(users ?? []), ...(teams ?? [])]
  return [
    ...(users === null && teams === null ? [] : [`one of ${names.join(', ')}`]),
    ...(permission === null ? [] : [`role ${permission} or higher`]),
  ].join(', ')
}

function holdsRole(role: Permission | 'none' | undefined, wanted: Permission | null): boolean {
  if (wanted === null) return true
  return role !== undefined && role !== 'none' && PERMISSIONS.indexOf(role) >= PERMISSIONS.indexOf(wanted)
}
