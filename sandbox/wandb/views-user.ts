import { hasRole } from './access.ts'
import type { Context } from './context.ts'
import { findEntity } from './lookup.ts'
import type { Project, User } from './state.ts'
import type { View } from './views-artifact.ts'
import { viewEntity, viewOrganization } from './views-entity.ts'

export function viewUser(user: User): View {
  return {
    __typename: 'User',
    id: user.id,
    name: user.username,
    username: user.username,
    email: user.email,
    accountType: user.accountType,
    admin: false,
    deletedAt: null,
    entity: user.defaultEntity,
    flags: '{}',
    apiKeys: { edges: [] },
    organizations: (_: unknown, { state }: Context) =>
      state.organizations
        .filter((organization) => organization.members[user.username] !== undefined)
        .map(viewOrganization),
    teams: (_: unknown, { state }: Context) => ({
      edges: state.entities
        .filter((entity) => entity.kind === 'team' && entity.members[user.username] !== undefined)
        .map((entity) => ({ node: viewEntity(entity) })),
    }),
  }
}

/** Users with a role of their own in a project, for `Project.members`. */
export function viewProjectMembers(context: Context, project: Project): View[] {
  if (!hasRole(context, project, 'restricted_viewer')) return []
  return Object.entries(project.roles).flatMap(([username, role]) => {
    const user = context.state.users.find((each) => each.username === username)
    return user === undefined
      ? []
      : [{ id: user.id, name: username, username, email: user.email, role: { name: role } }]
  })
}

export function viewProjectTeams(context: Context, project: Project): View[] {
  return Object.entries(project.teamRoles).flatMap(([name, role]) => {
    const team = findEntity(context.state, name)
    return team === undefined ? [] : [{ team: viewEntity(team), role: { name: role } }]
  })
}
