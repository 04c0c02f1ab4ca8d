import { requireRole, requireUser } from './access.ts'
import type { Context } from './context.ts'
import { DomainError, found } from './domain-error.ts'
import { findProject } from './lookup.ts'
import { checkProjectName } from './name-rules.ts'
import { ensureProject } from './run-mutations.ts'
import { type Project, ROLES, type Role } from './state.ts'
import type { View } from './views-artifact.ts'
import { viewProject } from './views-project.ts'

interface MembersInput {
  readonly projectId: string
  readonly userIds?: readonly string[] | null
  readonly teamIds?: readonly string[] | null
}

interface ModelInput {
  readonly name?: string | null
  readonly entityName?: string | null
  readonly description?: string | null
  readonly access?: string | null
  readonly allowAllArtifactTypesInRegistry?: boolean | null
  readonly artifactTypes?: readonly { readonly name: string }[] | null
}

/** `upsertModel`: makes or edits a project; a registry is a project of the organisation's entity. */
export function upsertModel({ input }: { readonly input: ModelInput }, context: Context): View {
  const user = requireUser(context)
  const entity = input.entityName ?? user.defaultEntity
  const inserted = findProject(context.state, entity, input.name ?? '') === undefined
  const project = ensureProject(context, entity, input.name ?? '')
  project.description = input.description ?? project.description
  project.access = input.access === 'RESTRICTED' ? 'RESTRICTED' : project.access
  if (input.artifactTypes) project.acceptedTypes = input.artifactTypes.map((type) => type.name)
  if (input.allowAllArtifactTypesInRegistry === true) project.acceptedTypes = null
  return { inserted, project: viewProject(project), model: viewProject(project) }
}

export function renameProject(
  {
    input,
  }: {
    readonly input: { readonly entityName: string; readonly oldProjectName: string; readonly newProjectName: string }
  },
  context: Context,
): View {
  requireUser(context)
  const project = found(findProject(context.state, input.entityName, input.oldProjectName), 'project')
  requireRole(context, project, 'admin')
  checkProjectName(input.newProjectName)
  project.name = input.newProjectName
  return { inserted: false, project: viewProject(project), model: viewProject(project) }
}

export function createProjectMembers({ input }: { readonly input: MembersInput }, context: Context): View {
  const project = administered(context, input.projectId)
  for (const user of usersOf(context, input))
    project.roles[user.username] = user.accountType === 'SERVICE' ? 'member' : 'viewer'
  for (const team of teamsOf(context, input)) project.teamRoles[team] = 'viewer'
  return { success: true }
}

export function deleteProjectMembers({ input }: { readonly input: MembersInput }, context: Context): View {
  const project = administered(context, input.projectId)
  for (const user of usersOf(context, input)) delete project.roles[user.username]
  for (const team of teamsOf(context, input)) delete project.teamRoles[team]
  return { success: true }
}

/** Service accounts can only be members or admins. */
export function updateProjectMember(
  {
    input,
  }: { readonly input: { readonly projectId: string; readonly userId: string; readonly userProjectRole: string } },
  context: Context,
): View {
  const project = administered(context, input.projectId)
  const user = found(
    context.state.users.find((each) => each.id === input.userId),
    'user',
  )
  const role = parseRole(input.userProjectRole)
  if (user.accountType === 'SERVICE' && role !== 'member' && role !== 'admin') {
    throw new DomainError(400, 'a service account can only be member or admin')
  }
  project.roles[user.username] = role
  return { success: true }
}

export function updateProjectTeamMember(
  {
    input,
  }: { readonly input: { readonly projectId: string; readonly teamId: string; readonly teamProjectRole: string } },
  context: Context,
): View {
  const project = administered(context, input.projectId)
  const team = found(
    context.state.entities.find((each) => each.id === input.teamId),
    'team',
  )
  project.teamRoles[team.name] = parseRole(input.teamProjectRole)
  return { success: true }
}

export function deleteModel({ input }: { readonly input: { readonly id?: string | null } }, context: Context): View {
  const project = administered(context, input.id ?? '')
  context.state.projects.splice(context.state.projects.indexOf(project), 1)
  return { success: true }
}

function administered(context: Context, id: string): Project {
  requireUser(context)
  const project = found(
    context.state.projects.find((each) => each.id === id),
    'project',
  )
  requireRole(context, project, 'admin')
  return project
}

function usersOf(context: Context, input: MembersInput) {
  return context.state.users.filter((user) => input.userIds?.includes(user.id))
}

function teamsOf(context: Context, input: MembersInput): string[] {
  return context.state.entities.filter((entity) => input.teamIds?.includes(entity.id)).map((entity) => entity.name)
}

function parseRole(text: string): Role {
  return found(
    ROLES.find((role) => role === text),
    'role',
  )
}
