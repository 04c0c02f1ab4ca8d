import { canSeeArtifact, hasRole } from './access.ts'
import { type Connection, connection, type Edge, type PageArguments } from './connection.ts'
import { type Context, dateTime } from './context.ts'
import { DomainError } from './domain-error.ts'
import { lineageOf } from './lineage.ts'
import { aliasesOf, artifactOf, byId, collectionOf, projectOf, visibleTags } from './lookup.ts'
import type { Artifact, Collection, Membership, Run } from './state.ts'
import { type CollectionView, viewAlias, viewCollection } from './views-collection.ts'
import { viewArtifactFiles, viewManifestFile } from './views-file.ts'
import { type RunView, viewRun } from './views-run.ts'
import { viewUser } from './views-user.ts'

/** What `graphql` resolves fields from: values, and functions of (arguments, context). */
export type View = Readonly<Record<string, unknown>>
type FilePage = PageArguments & { readonly names?: readonly string[] | null }

export function viewMembership(membership: Membership): View {
  return {
    id: membership.id,
    versionIndex: membership.versionIndex,
    createdAt: dateTime(membership.createdAt),
    commitHash: (_: unknown, { state }: Context) => artifactOf(state, membership).commitHash,
    aliases: (_: unknown, { state }: Context) => {
      const collection = collectionOf(state, membership)
      return aliasesOf(collection, membership).map((alias) => viewAlias(alias, collection))
    },
    artifactCollection: (_: unknown, { state }: Context): CollectionView =>
      viewCollection(collectionOf(state, membership)),
    artifact: (_: unknown, { state }: Context) => viewArtifact(artifactOf(state, membership)),
    files: (args: FilePage, context: Context) => {
      const project = projectOf(context.state, collectionOf(context.state, membership))
      if (!hasRole(context, project, 'viewer')) throw new DomainError(403, 'permission denied')
      return viewArtifactFiles(context, artifactOf(context.state, membership), args)
    },
  }
}

export function viewMemberships(memberships: readonly Membership[], page: PageArguments): Connection<View> {
  return connection(memberships, page, (membership) => membership.id, viewMembership)
}

export function viewArtifacts(artifacts: readonly Artifact[], page: PageArguments): Connection<View> {
  return connection(artifacts, page, (artifact) => artifact.id, viewArtifact)
}

/** Members of one collection as artifacts, each with its `vN` in that collection. */
export function viewVersions(
  context: Context,
  memberships: readonly Membership[],
  page: PageArguments,
): Omit<Connection<View>, 'edges'> & { readonly edges: readonly (Edge<View> & { readonly version: string })[] } {
  const paged = connection(
    memberships,
    page,
    (each) => each.id,
    (each) => each,
  )
  const edges = paged.edges.map(({ cursor, node }) => ({
    cursor,
    version: `v${node.versionIndex}`,
    node: viewArtifact(artifactOf(context.state, node)),
  }))
  return { ...paged, edges }
}

export function viewArtifact(artifact: Artifact): View {
  return { ...storedFields(artifact), ...relations(artifact) }
}

function storedFields(artifact: Artifact): View {
  const size = artifact.entries.reduce((sum, entry) => sum + entry.size, 0)
  return {
    id: artifact.id,
    artifactType: { id: artifact.id, name: artifact.type },
    description: artifact.description,
    metadata: artifact.metadata,
    ttlDurationSeconds: artifact.ttlSeconds,
    ttlIsInherited: artifact.ttlSeconds === -1,
    historyStep: null,
    state: artifact.state,
    size,
    storageBytes: size,
    digest: artifact.digest,
    digestAlgorithm: 'MANIFEST_MD5',
    commitHash: artifact.commitHash,
    fileCount: artifact.entries.length,
    createdAt: dateTime(artifact.createdAt),
    updatedAt: dateTime(artifact.updatedAt),
    tags: (_: unknown, { now }: Context) => visibleTags(artifact.tags, now),
  }
}

function relations(artifact: Artifact): View {
  return {
    artifactSequence: (_: unknown, { state }: Context) => viewCollection(byId(state.collections, artifact.sequenceId)),
    versionIndex: (_: unknown, { state }: Context) =>
      sourceMembership(state.memberships, artifact)?.versionIndex ?? null,
    aliases: (_: unknown, context: Context) => allAliases(context, artifact),
    artifactMemberships: (page: PageArguments, context: Context) =>
      viewMemberships(visibleMemberships(context, artifact), page),
    createdBy: (_: unknown, context: Context) => viewInitiator(context, artifact),
    usedBy: (page: PageArguments, context: Context) =>
      connection(usersOf(context, artifact), page, (run) => run.id, viewRun),
    usedCount: (_: unknown, context: Context) => usersOf(context, artifact).length,
    currentManifest: (_: unknown, context: Context) => viewManifest(context, artifact),
    files: (args: FilePage, context: Context) => viewArtifactFiles(context, artifact, args),
    filesByManifestEntries: (
      args: PageArguments & { readonly entries?: readonly { readonly name: string }[] | null },
      context: Context,
    ) => viewArtifactFiles(context, artifact, { ...args, names: (args.entries ?? []).map((entry) => entry.name) }),
    artifactLineageDag: ({ limit }: { readonly limit: number }, context: Context) =>
      lineageOf(context, artifact, limit),
  }
}

function viewManifest(context: Context, artifact: Artifact): View | null {
  const manifest = artifact.manifest
  if (manifest === null || !canSeeArtifact(context, artifact)) return null
  return { ...manifest, file: viewManifestFile(artifact.id, manifest, artifact.updatedAt) }
}

function viewInitiator(context: Context, artifact: Artifact): RunView | View | null {
  const run = context.state.runs.find((each) => each.id === artifact.createdBy)
  if (run !== undefined) return hasRole(context, projectOf(context.state, run), 'viewer') ? viewRun(run) : null
  const user = context.state.users.find((each) => each.id === artifact.createdBy)
  return user === undefined ? null : viewUser(user)
}

function usersOf(context: Context, artifact: Artifact): Run[] {
  return context.state.runs.filter(
    (run) => run.inputs.includes(artifact.id) && hasRole(context, projectOf(context.state, run), 'viewer'),
  )
}

function visibleMemberships(context: Context, artifact: Artifact): Membership[] {
  return context.state.memberships.filter((membership) => {
    if (membership.artifactId !== artifact.id) return false
    return hasRole(context, projectOf(context.state, collectionOf(context.state, membership)), 'restricted_viewer')
  })
}

/** Aliases of every collection the artifact is in, all mixed, as the real field has them. */
function allAliases(context: Context, artifact: Artifact): View[] {
  return visibleMemberships(context, artifact).flatMap((membership) => {
    const collection: Collection = collectionOf(context.state, membership)
    return aliasesOf(collection, membership).map((alias) => viewAlias(alias, collection))
  })
}

function sourceMembership(memberships: readonly Membership[], artifact: Artifact): Membership | undefined {
  return memberships.find((each) => each.collectionId === artifact.sequenceId && each.artifactId === artifact.id)
}
