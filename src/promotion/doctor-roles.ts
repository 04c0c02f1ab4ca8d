import type { AccountFacts, ProjectFacts, RoleFacts } from './doctor-facts.ts'

const ROLES = ['restricted_viewer', 'viewer', 'member', 'admin'] as const
export type Role = (typeof ROLES)[number]

/**
 * What this account may do in a project. `shown`: W&B lists it, directly or by a team. `at-least`, `at-most`: told by
 * whether W&B lets it write; a role of an organisation admin is listed nowhere. null: nothing is known.
 */
export type OwnRole = { readonly role: Role; readonly by: 'shown' | 'at-least' | 'at-most' } | null

export function ownRole(project: ProjectFacts, { username, teams }: AccountFacts): OwnRole {
  const own = (project.members ?? []).filter(({ name }) => username !== null && same(name, username))
  const byTeam = (project.teams ?? []).filter(({ name }) => (teams ?? []).some((team) => same(team, name)))
  const byOwner = (project.owners ?? []).filter(({ name }) => username !== null && same(name, username))
  const ranks = [...own, ...byTeam, ...byOwner].map(rank).filter((each) => each >= 0)
  const best = ranks.length === 0 ? undefined : ROLES[Math.max(...ranks)]
  if (project.readOnly === true) return { role: 'viewer', by: 'at-most' }
  if (best !== undefined && (project.readOnly === null || canWrite(best))) return { role: best, by: 'shown' }
  return project.readOnly === false ? { role: 'member', by: 'at-least' } : null
}

/** true, false, or null where it cannot be told. */
export function hasRole(own: OwnRole, wanted: Role): boolean | null {
  if (own === null) return null
  const isEnough = ROLES.indexOf(own.role) >= ROLES.indexOf(wanted)
  return !isEnough && own.by === 'at-least' ? null : isEnough
}

/** Everybody else who is listed with at least this role; null: W&B lists nobody to this account. */
export function othersWith(
  least: Role,
  project: ProjectFacts,
  { username, teams }: AccountFacts,
): readonly string[] | null {
  if (project.members === null && project.teams === null && project.owners === null) return null
  // Of somebody else, a role that is not known may be a strong one.
  const isStrong = (each: RoleFacts) => rank(each) === -1 || rank(each) >= ROLES.indexOf(least)
  const people = [...(project.members ?? []), ...(project.owners ?? [])]
    .filter((each) => isStrong(each) && !(username !== null && same(each.name, username)))
    .map(({ name }) => name)
  const strongTeams = (project.teams ?? []).filter(isStrong).map(({ name }) => {
    const isOurs = (teams ?? []).some((team) => same(team, name))
    return `team ${name}${isOurs ? ' (its other members)' : ''}`
  })
  return [...new Set([...people, ...strongTeams])]
}

/** -1: a role that the server does not name, or one that an organisation made itself. */
function rank({ role }: RoleFacts): number {
  return ROLES.map(String).indexOf(role?.toLowerCase() ?? '')
}

function canWrite(role: Role): boolean {
  return role === 'member' || role === 'admin'
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}
