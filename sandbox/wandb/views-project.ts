import { hasRole } from './access.ts'
import { type Connection, connection, type PageArguments } from './connection.ts'
import { type Context, dateTime } from './context.ts'
import { artifactOf, findCollection, findEntity, findRun, resolveMembership } from './lookup.ts'
import { parseFilter } from './mongo-filter.ts'
import { listRuns } from './run-list.ts'
import type { Collection, Project, WandbState } from './state.ts'
import { type View, viewArtifact, viewMembership } from './views-artifact.ts'
import { collectionLookup, orderCollections, viewCollection, viewCollections } from './views-collection.ts'
import { viewEntity } from './views-entity.ts'
import { viewRun } from './views-run.ts'
import { viewProjectMembers, viewProjectTeams } from './views-user.ts'

interface Named {
  readonly name: string
}
type Listing = PageArguments & { readonly filters?: string | null; readonly order?: string | null }

export function viewProject(project: Project): View {
  return {
    id: project.id,
    internalId: internalId(project.id),
    name: project.name,
    description: project.description,
    access: project.access,
    allowAllArtifactTypesInRegistry: project.acceptedTypes === null,
    createdAt: dateTime(project.createdAt),
    updatedAt: dateTime(project.createdAt),
    entityName: project.entity,
    isBenchmark: false,
    user: null,
    views: '{}',
    entity: (_: unknown, { state }: Context) => {
      const entity = findEntity(state, project.entity)
      return entity === undefined ? null : viewEntity(entity)
    },
    readOnly: (_: unknown, context: Context) => project.readOnly || !hasRole(context, project, 'member'),
    members: (_: unknown, context: Context) => viewProjectMembers(context, project),
    teamMembers: (_: unknown, context: Context) => viewProjectTeams(context, project),
    ...viewArtifactFields(project),
    ...viewRunFields(project),
  }
}

function viewArtifactFields(project: Project): View {
  return {
    artifact: ({ name }: Named, { state }: Context) => {
      const membership = resolveMembership(state, project, name)
      return membership === undefined ? null : viewArtifact(artifactOf(state, membership))
    },
    artifactCollectionMembership: ({ name }: Named, { state }: Context) => {
      const membership = resolveMembership(state, project, name)
      return membership === undefined ? null : viewMembership(membership)
    },
    artifactCollection: ({ name }: Named, { state }: Context) => {
      const collection = findCollection(state, project, name)
      return collection === undefined ? null : viewCollection(collection)
    },
    artifactCollections: (args: Listing, context: Context) => listCollections(context, project, args),
    artifactType: ({ name }: Named, { state }: Context) =>
      typesOf(state, project).includes(name) ? viewType(project, name) : null,
    artifactTypes: (page: PageArguments, { state }: Context) => {
      const types = typesOf(state, project)
      return connection(
        types,
        page,
        (name) => name,
        (name) => viewType(project, name),
      )
    },
  }
}

function viewRunFields(project: Project): View {
  const run = ({ name }: Named, { state }: Context) => {
    const each = findRun(state, project, name)
    return each === undefined ? null : viewRun(each)
  }
  return {
    run,
    bucket: run,
    runs: (args: Listing, context: Context) =>
      connection(listRuns(context, project, args), args, (each) => each.id, viewRun),
    runCount: (args: Listing, context: Context) => listRuns(context, project, args).length,
  }
}

function viewType(project: Project, name: string): View {
  return {
    id: Buffer.from(`ArtifactType:${project.name}/${name}`).toString('base64'),
    name,
    description: null,
    createdAt: dateTime(project.createdAt),
    artifactCollection: (args: Named, { state }: Context) => {
      const collection = findCollection(state, project, args.name)
      return collection?.type === name ? viewCollection(collection) : null
    },
    artifactCollections: (args: Listing, context: Context) => listCollections(context, project, args, name),
  }
}

function listCollections(context: Context, project: Project, args: Listing, type?: string): Connection<View> {
  const accepts = parseFilter(args.filters)
  const collections = collectionsOf(context.state, project).filter(
    (each) => (type === undefined || each.type === type) && accepts(collectionLookup(each, context.now)),
  )
  return viewCollections(orderCollections(collections, args.order), args)
}

function collectionsOf(state: WandbState, project: Project): Collection[] {
  return state.collections.filter((each) => each.projectId === project.id && each.state === 'READY')
}

function typesOf(state: WandbState, project: Project): string[] {
  return [...new Set([...(project.acceptedTypes ?? []), ...collectionsOf(state, project).map((each) => each.type)])]
}

/** The number inside the opaque id, encoded the way the SDK unpacks it. */
function internalId(id: string): string {
  const number = Buffer.from(id, 'base64').toString().split(':')[1] ?? '0'
  return Buffer.from(`ProjectInternalId:${number}`).toString('base64')
}
