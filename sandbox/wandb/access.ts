import type { Context } from './context.ts'
import { DomainError } from './domain-error.ts'
import { findEntity, organizationOf } from './lookup.ts'
import { type Artifact, type Project, ROLES, type Role, type User, type WandbState } from './state.ts'

/** Roles that are asked for before something is written. */
const WRITERS: readonly Role[] = ['member', 'admin']
const TEAM_ROLES = { admin: 'admin', member: 'member', viewer: 'viewer' } as const

/** The strongest role that organisation, team and project give the caller; null: the project is invisible. */
export function effectiveRole(state: WandbState, user: User | null, project: Project): Role | null {
  if (user === null) return project.access === 'USER_READ' ? 'viewer' : null
  const organization = organizationOf(state, project.entity)
  const orgRole = organization?.members[user.username]
  const team = findEntity(state, project.entity)
  const teamRole = team?.members[user.username]
  const open = project.access !== 'RESTRICTED'
  const granted: (Role | undefined)[] = [
    orgRole === 'admin' ? 'admin' : undefined,
    // Whoever belongs to the organisation sees its open registries, and may do nothing there without a role.
    open && team?.kind === 'org' && orgRole !== undefined ? 'restricted_viewer' : undefined,
    teamRole !== undefined && (open || teamRole === 'admin') ? TEAM_ROLES[teamRole] : undefined,
    project.roles[user.username],
    ...Object.entries(project.teamRoles).map(([name, role]) =>
      findEntity(state, name)?.members[user.username] === undefined ? undefined : role,
    ),
    project.access === 'USER_READ' ? 'viewer' : undefined,
  ]
  const ranks = granted.filter((role) => role !== undefined).map((role) => ROLES.indexOf(role))
  return ranks.length === 0 ? null : (ROLES[Math.max(...ranks)] ?? null)
}

/** Whether the caller's role in the project is at least this one. */
export function hasRole(context: Context, project: Project, least: Role): boolean {
  const role = effectiveRole(context.state, context.user, project)
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(least)
}

/** Refuses with the status that the switch `forbidden` names; a project that cannot be seen is always 404. */
export function requireRole(context: Context, project: Project, least: Role): void {
  if (effectiveRole(context.state, context.user, project) === null) throw new DomainError(404, 'project not found')
  if (!hasRole(context, project, least) || (project.readOnly && WRITERS.includes(least))) throw forbidden(context)
}

/** The refusal of a mutation, as 403 or, as W&B does in places, as 404. */
export function forbidden(context: Context): DomainError {
  return context.state.switches.forbidden === 404
    ? new DomainError(404, 'not found')
    : new DomainError(403, 'permission denied')
}

/** The caller, or 401. */
export function requireUser(context: Context): User {
  if (context.user === null) throw new DomainError(401, 'user is not logged in')
  return context.user
}

/** Whether the caller reaches the artifact through its source project or through any collection it is linked to. */
export function canSeeArtifact(context: Context, artifact: Artifact): boolean {
  const { state } = context
  const source = state.collections.find((each) => each.id === artifact.sequenceId)
  const sourceProject = state.projects.find((each) => each.id === source?.projectId)
  if (sourceProject !== undefined && hasRole(context, sourceProject, 'restricted_viewer')) return true
  return state.memberships.some((membership) => {
    if (membership.artifactId !== artifact.id) return false
    const collection = state.collections.find((each) => each.id === membership.collectionId)
    const project = state.projects.find((each) => each.id === collection?.projectId)
    return project !== undefined && hasRole(context, project, 'restricted_viewer')
  })
}
