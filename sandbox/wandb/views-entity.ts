import { hasRole } from './access.ts'
import { connection, type PageArguments } from './connection.ts'
import type { Context } from './context.ts'
import { artifactOf, byId, collectionOf, findEntity, findProject, projectOf } from './lookup.ts'
import { parseFilter } from './mongo-filter.ts'
import type { Entity, Organization, Project } from './state.ts'
import { type View, viewMemberships } from './views-artifact.ts'
import { collectionLookup, orderCollections, viewCollections } from './views-collection.ts'
import { viewProject } from './views-project.ts'
import { viewUser } from './views-user.ts'

interface SearchArguments extends PageArguments {
  readonly filters?: string | null
  readonly order?: string | null
  readonly projectFilters?: string | null
  readonly collectionFilters?: string | null
  readonly collectionTypes?: readonly string[] | null
}

export function viewOrganization(organization: Organization): View {
  return {
    id: organization.id,
    name: organization.name,
    coreWeaveOrganizationId: null,
    featureFlags: [],
    advancedRegistryFeatures: { advancedSearch: false },
    orgEntity: (_: unknown, { state }: Context) => {
      const entity = findEntity(state, organization.entity)
      return entity === undefined ? null : viewEntity(entity)
    },
  }
}

export function viewEntity(entity: Entity): View {
  return {
    id: entity.id,
    name: entity.name,
    entityType: entity.kind === 'org' ? 'organization' : entity.kind,
    available: false,
    codeSavingEnabled: true,
    defaultAccess: 'PRIVATE',
    isPaid: true,
    isTeam: entity.kind === 'team',
    photoUrl: null,
    privateOnly: false,
    readOnly: false,
    readOnlyAdmin: false,
    storageBytes: 0,
    xxhashDigestsEnabled: false,
    members: (_: unknown, { state }: Context) => viewMembers(state.users, entity),
    organization: (_: unknown, { state }: Context) => {
      const organization = state.organizations.find((each) => each.name === entity.organization)
      return organization === undefined ? null : viewOrganization(organization)
    },
    user: (_: unknown, { state }: Context) => {
      const user = state.users.find((each) => entity.kind === 'user' && each.username === entity.name)
      return user === undefined ? null : viewUser(user)
    },
    ...viewHoldings(entity),
  }
}

/** Projects visible to the caller, optionally of one entity. */
export function visibleProjects(context: Context, entity: string | null): Project[] {
  return context.state.projects.filter(
    (project) => (entity === null || project.entity === entity) && hasRole(context, project, 'restricted_viewer'),
  )
}

function viewHoldings(entity: Entity): View {
  return {
    project: ({ name }: { readonly name: string | null }, context: Context) => {
      const project = findProject(context.state, entity.name, name ?? '')
      return project !== undefined && hasRole(context, project, 'restricted_viewer') ? viewProject(project) : null
    },
    projects: (args: SearchArguments, context: Context) =>
      connection(searchProjects(context, entity, args.filters), args, (project) => project.id, viewProject),
    artifactCollections: (args: SearchArguments, context: Context) => {
      const types = args.collectionTypes ?? ['PORTFOLIO']
      const projects = new Set(searchProjects(context, entity, args.projectFilters).map((project) => project.id))
      const accepts = parseFilter(args.filters)
      const collections = context.state.collections.filter(
        (each) =>
          projects.has(each.projectId) &&
          each.state === 'READY' &&
          types.includes(each.kind.toUpperCase()) &&
          accepts(collectionLookup(each, context.now)),
      )
      return viewCollections(orderCollections(collections, args.order), args)
    },
    artifactMemberships: (args: SearchArguments, context: Context) =>
      viewMemberships(searchVersions(context, entity, args), args),
    protectedAliases: (_: unknown, context: Context) => [
      ...new Set(visibleProjects(context, entity.name).flatMap((project) => project.protectedAliases)),
    ],
  }
}

function searchProjects(context: Context, entity: Entity, filters: string | null | undefined): Project[] {
  const accepts = parseFilter(filters)
  return visibleProjects(context, entity.name).filter((project) =>
    accepts((path) => (path === 'name' ? project.name : path === 'description' ? project.description : undefined)),
  )
}

function searchVersions(context: Context, entity: Entity, args: SearchArguments) {
  const { state, now } = context
  const projects = new Set(searchProjects(context, entity, args.projectFilters).map((project) => project.id))
  const acceptsCollection = parseFilter(args.collectionFilters)
  const accepts = parseFilter(args.filters)
  return state.memberships.filter((membership) => {
    const collection = collectionOf(state, membership)
    if (!projects.has(projectOf(state, collection).id) || !acceptsCollection(collectionLookup(collection, now)))
      return false
    const artifact = byId(state.artifacts, artifactOf(state, membership).id)
    const values: Readonly<Record<string, unknown>> = {
      id: artifact.id,
      version: `v${membership.versionIndex}`,
      state: artifact.state,
      tag: artifact.tags.map((tag) => tag.name),
      alias: collection.aliases.filter((alias) => alias.membershipId === membership.id).map((alias) => alias.alias),
      created_at: new Date(artifact.createdAt),
      updated_at: new Date(artifact.updatedAt),
    }
    return accepts((path) => values[path])
  })
}

function viewMembers(
  users: readonly {
    readonly id: string
    readonly username: string
    readonly email: string
    readonly accountType: string
  }[],
  entity: Entity,
): View[] {
  return users
    .filter((user) => entity.members[user.username] !== undefined)
    .map((user) => ({
      id: user.id,
      name: user.username,
      username: user.username,
      email: user.email,
      accountType: user.accountType,
      role: entity.members[user.username],
      admin: entity.members[user.username] === 'admin',
      pending: false,
      apiKey: null,
      photoUrl: null,
    }))
}
