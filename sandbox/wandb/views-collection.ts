import { hasRole } from './access.ts'
import { type Connection, connection, type PageArguments } from './connection.ts'
import { type Context, dateTime } from './context.ts'
import { artifactOf, byId, membershipsOf, projectOf, resolveVersion, visibleTags } from './lookup.ts'
import { type Lookup, parseFilter } from './mongo-filter.ts'
import type { Action, Alias, Collection, Membership } from './state.ts'
import { type View, viewArtifact, viewMembership, viewMemberships, viewVersions } from './views-artifact.ts'
import { viewProject } from './views-project.ts'
import { viewUser } from './views-user.ts'

export type CollectionView = Readonly<Record<string, unknown>>
type VersionPage = PageArguments & { readonly filters?: string | null; readonly order?: string | null }

export function viewCollection(collection: Collection): CollectionView {
  return {
    __typename: collection.kind === 'portfolio' ? 'ArtifactPortfolio' : 'ArtifactSequence',
    id: collection.id,
    name: collection.name,
    description: collection.description,
    createdAt: dateTime(collection.createdAt),
    updatedAt: dateTime(collection.updatedAt),
    state: collection.state,
    digestAlgorithm: 'MANIFEST_MD5',
    defaultArtifactType: {
      id: collection.id,
      name: collection.type,
      description: null,
      createdAt: dateTime(collection.createdAt),
    },
    tags: (_: unknown, { now }: Context) => ({
      edges: visibleTags(collection.tags, now).map((tag) => ({ node: tag })),
    }),
    // Null where the caller cannot see the project: a registry-only account does not see the source.
    project: (_: unknown, context: Context) => {
      const project = projectOf(context.state, collection)
      return hasRole(context, project, 'restricted_viewer') ? viewProject(project) : null
    },
    aliases: (page: PageArguments, _context: Context) =>
      connection(
        collection.aliases,
        page,
        (alias) => alias.id,
        (alias) => viewAlias(alias, collection),
      ),
    ...viewContents(collection),
    ...viewHistory(collection),
  }
}

export function viewCollections(collections: readonly Collection[], page: PageArguments): Connection<CollectionView> {
  return connection(collections, page, (collection) => collection.id, viewCollection)
}

export function viewAlias(alias: Alias, collection: Collection): View {
  return {
    id: alias.id,
    alias: alias.alias,
    artifactCollectionName: collection.name,
    artifactCollection: () => viewCollection(collection),
    artifact: (_: unknown, { state }: Context) =>
      viewArtifact(artifactOf(state, byId(state.memberships, alias.membershipId))),
  }
}

export function collectionLookup(collection: Collection, now: number): Lookup {
  const values: Readonly<Record<string, unknown>> = {
    artifact_collection_id: collection.id,
    name: collection.name,
    tag: visibleTags(collection.tags, now).map((tag) => tag.name),
    description: collection.description,
    state: collection.state,
    created_at: new Date(collection.createdAt),
    updated_at: new Date(collection.updatedAt),
    createdAt: new Date(collection.createdAt),
  }
  return (path) => values[path]
}

/** `name` or `created_at`, with a sign in front. */
export function orderCollections(collections: readonly Collection[], order: string | null | undefined): Collection[] {
  const key = (order ?? '+created_at').replace(/^[+-]/, '')
  const sorted = [...collections].sort((left, right) =>
    key === 'name' ? (left.name < right.name ? -1 : 1) : left.createdAt - right.createdAt,
  )
  return order?.startsWith('-') ? sorted.reverse() : sorted
}

function viewContents(collection: Collection): CollectionView {
  return {
    latestArtifact: (_: unknown, { state }: Context) => {
      const newest = membershipsOf(state, collection).at(-1)
      return newest === undefined ? null : viewArtifact(artifactOf(state, newest))
    },
    artifactMembership: ({ aliasName }: { readonly aliasName: string }, { state }: Context) => {
      const membership = resolveVersion(state, collection, aliasName)
      return membership === undefined ? null : viewMembership(membership)
    },
    artifactMemberships: (page: PageArguments, { state }: Context) =>
      viewMemberships(newestFirst(membershipsOf(state, collection)), page),
    artifacts: (page: VersionPage, context: Context) => {
      const members = newestFirst(versionsMatching(context, collection, page.filters))
      return viewVersions(context, page.order?.startsWith('+') ? members.reverse() : members, page)
    },
  }
}

function viewHistory(collection: Collection): CollectionView {
  return {
    aliasActionHistory: (page: PageArguments & { readonly alias?: string | null }, { state }: Context) => {
      const actions = state.actions.filter(
        (action) =>
          action.collectionId === collection.id &&
          action.alias !== null &&
          (!page.alias || action.alias === page.alias),
      )
      return connection(actions.reverse(), page, (action) => action.id, viewAction)
    },
    artifactCollectionActions: (page: PageArguments, { state }: Context) => {
      const actions = state.actions.filter((action) => action.collectionId === collection.id)
      return connection(actions.reverse(), page, (action) => action.id, viewAction)
    },
  }
}

function viewAction(action: Action): View {
  const artifact =
    (id: string | null) =>
    (_: unknown, { state }: Context) =>
      id === null ? null : viewArtifact(byId(state.artifacts, id))
  return {
    id: action.id,
    actionType: action.type,
    alias: action.alias,
    createdAt: dateTime(action.at),
    user: (_: unknown, { state }: Context) => {
      const user = state.users.find((each) => each.username === action.username)
      return user === undefined ? null : viewUser(user)
    },
    artifact: artifact(action.targetArtifactId ?? action.sourceArtifactId),
    sourceArtifact: artifact(action.sourceArtifactId),
    targetArtifact: artifact(action.targetArtifactId),
    artifactCollection: (_: unknown, { state }: Context) =>
      viewCollection(byId(state.collections, action.collectionId)),
  }
}

function versionsMatching(context: Context, collection: Collection, filters: string | null | undefined): Membership[] {
  const accepts = parseFilter(filters)
  return membershipsOf(context.state, collection).filter((membership) => {
    const artifact = artifactOf(context.state, membership)
    const values: Readonly<Record<string, unknown>> = {
      id: artifact.id,
      state: artifact.state,
      tag: visibleTags(artifact.tags, context.now).map((tag) => tag.name),
      alias: collection.aliases.filter((alias) => alias.membershipId === membership.id).map((alias) => alias.alias),
      versionIndex: membership.versionIndex,
      createdAt: new Date(artifact.createdAt),
      created_at: new Date(artifact.createdAt),
    }
    return accepts((path) => values[path])
  })
}

function newestFirst(memberships: readonly Membership[]): Membership[] {
  return [...memberships].sort((left, right) => right.versionIndex - left.versionIndex)
}
