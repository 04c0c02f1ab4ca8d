import { forbidden, hasRole, requireRole, requireUser } from './access.ts'
import type { Context } from './context.ts'
import { DomainError, found } from './domain-error.ts'
import { artifactOf, findCollection, findMembership, findProject, projectOf } from './lookup.ts'
import { checkAlias } from './name-rules.ts'
import { type Action, type Artifact, type Collection, type Membership, newId, type Project } from './state.ts'
import { type View, viewArtifact } from './views-artifact.ts'
import { viewAlias } from './views-collection.ts'

interface AliasesArguments {
  readonly input: {
    readonly artifactID: string
    readonly aliases: readonly {
      readonly alias: string
      readonly artifactCollectionName: string
      readonly entityName: string
      readonly projectName: string
    }[]
  }
}

/** `addAliases`: each alias in turn, not as one transaction; an alias held by another version moves. */
export function addAliases({ input }: AliasesArguments, context: Context): View {
  requireUser(context)
  const artifact = found(
    context.state.artifacts.find((each) => each.id === input.artifactID),
    'artifact',
  )
  const aliases = input.aliases.map((each) => {
    const collection = target(context, each)
    checkAlias(each.alias)
    requireAliasRight(context, projectOf(context.state, collection), [each.alias])
    const membership = findMembership(context.state, collection, artifact.id)
    if (membership === undefined) throw new DomainError(400, 'artifact is not a member of the collection')
    moveAlias(context, collection, membership, each.alias)
    return { alias: each.alias, collection }
  })
  return {
    success: true,
    artifact: viewArtifact(artifact),
    aliases: aliases.flatMap(({ alias, collection }) =>
      collection.aliases.filter((each) => each.alias === alias).map((each) => viewAlias(each, collection)),
    ),
  }
}

/** `deleteAliases`: whether somebody else's alias goes too is a switch, since W&B does not say. */
export function deleteAliases({ input }: AliasesArguments, context: Context): View {
  requireUser(context)
  const artifact = found(
    context.state.artifacts.find((each) => each.id === input.artifactID),
    'artifact',
  )
  for (const each of input.aliases) {
    const collection = target(context, each)
    requireAliasRight(context, projectOf(context.state, collection), [each.alias])
    const membership = findMembership(context.state, collection, artifact.id)
    const held = collection.aliases.find((alias) => alias.alias === each.alias)
    const mine = held !== undefined && held.membershipId === membership?.id
    if (mine || context.state.switches.deleteAlias === 'by-name') dropAlias(context, collection, each.alias)
  }
  return { success: true }
}

/** Gives an alias to a member of the collection, taking it from whoever has it. */
export function moveAlias(context: Context, collection: Collection, membership: Membership, alias: string): void {
  const { state } = context
  const held = collection.aliases.find((each) => each.alias === alias)
  if (held?.membershipId === membership.id) return
  const previous = state.memberships.find((each) => each.id === held?.membershipId)
  if (held === undefined) {
    collection.aliases.push({ id: newId(state, 'ArtifactAlias'), alias, membershipId: membership.id })
  } else {
    held.membershipId = membership.id
  }
  collection.updatedAt = context.now
  logAction(context, collection, {
    type: 'ADD_ALIAS',
    alias,
    source: previous === undefined ? null : artifactOf(state, previous),
    target: artifactOf(state, membership),
  })
}

export function dropAlias(context: Context, collection: Collection, alias: string): void {
  const index = collection.aliases.findIndex((each) => each.alias === alias)
  if (index < 0) return
  const [removed] = collection.aliases.splice(index, 1)
  const holder = context.state.memberships.find((each) => each.id === removed?.membershipId)
  collection.updatedAt = context.now
  logAction(context, collection, {
    type: 'REMOVE_ALIAS',
    alias,
    source: holder === undefined ? null : artifactOf(context.state, holder),
    target: null,
  })
}

export function logAction(
  context: Context,
  collection: Collection,
  action: {
    readonly type: Action['type']
    readonly alias: string | null
    readonly source: Artifact | null
    readonly target: Artifact | null
  },
): void {
  context.state.actions.push({
    id: newId(context.state, 'ArtifactCollectionAction'),
    at: context.now,
    username: context.attributedTo ?? context.user?.username ?? '',
    type: action.type,
    collectionId: collection.id,
    alias: action.alias,
    sourceArtifactId: action.source?.id ?? null,
    targetArtifactId: action.target?.id ?? null,
  })
}

/** Members may move ordinary aliases, admins protected ones too. */
export function requireAliasRight(context: Context, project: Project, aliases: readonly string[]): void {
  requireRole(context, project, 'member')
  const isProtected = aliases.some((alias) => project.protectedAliases.includes(alias))
  if (isProtected && !hasRole(context, project, 'admin')) throw forbidden(context)
}

function target(context: Context, input: AliasesArguments['input']['aliases'][number]): Collection {
  const project = found(findProject(context.state, input.entityName, input.projectName), 'project')
  requireRole(context, project, 'restricted_viewer')
  return found(findCollection(context.state, project, input.artifactCollectionName), 'artifact collection')
}
