import { requireRole, requireUser } from './access.ts'
import { requireAliasRight } from './alias-mutations.ts'
import { editTags } from './artifact-mutations.ts'
import type { Context } from './context.ts'
import { DomainError, found } from './domain-error.ts'
import { removeMember } from './link-mutations.ts'
import { findCollection, findProject, membershipsOf, projectOf, visibleTags } from './lookup.ts'
import { checkCollectionName, checkType } from './name-rules.ts'
import type { Collection } from './state.ts'
import type { View } from './views-artifact.ts'
import { viewCollection } from './views-collection.ts'

const MOST_TAGS = 20

interface TagsInput {
  readonly entityName: string
  readonly projectName: string
  readonly artifactCollectionName: string
  readonly tags: readonly { readonly tagName: string }[]
}

interface CollectionInput {
  readonly artifactPortfolioID?: string
  readonly artifactSequenceID?: string
  readonly name?: string | null
  readonly description?: string | null
}

export function createArtifactCollectionTagAssignments(
  { input }: { readonly input: TagsInput },
  context: Context,
): View {
  const collection = taggedCollection(context, input)
  editTags(context, collection.tags, { add: input.tags.map((tag) => tag.tagName), remove: [] })
  return { tags: visibleTags(collection.tags, context.now) }
}

export function deleteArtifactCollectionTagAssignments(
  { input }: { readonly input: TagsInput },
  context: Context,
): View {
  const collection = taggedCollection(context, input)
  editTags(context, collection.tags, { add: [], remove: input.tags.map((tag) => tag.tagName) })
  return { success: true }
}

/** `updateArtifactPortfolio` and `updateArtifactSequence`. */
export function updateCollection({ input }: { readonly input: CollectionInput }, context: Context): View {
  const collection = writableCollection(context, input)
  if (input.name) checkCollectionName(input.name)
  collection.name = input.name ?? collection.name
  collection.description = input.description ?? collection.description
  collection.updatedAt = context.now
  return { artifactCollection: viewCollection(collection) }
}

/** `deleteArtifactPortfolio` and `deleteArtifactSequence`; source versions of a portfolio stay. */
export function deleteCollection({ input }: { readonly input: CollectionInput }, context: Context): View {
  const collection = writableCollection(context, input)
  requireAliasRight(
    context,
    projectOf(context.state, collection),
    collection.aliases.map((alias) => alias.alias),
  )
  for (const membership of membershipsOf(context.state, collection)) removeMember(context, collection, membership)
  collection.state = 'DELETED'
  return { artifactCollection: viewCollection(collection) }
}

export function moveArtifactSequence(
  { input }: { readonly input: { readonly artifactSequenceID: string; readonly destinationArtifactTypeName: string } },
  context: Context,
): View {
  const collection = writableCollection(context, input)
  checkType(input.destinationArtifactTypeName)
  collection.type = input.destinationArtifactTypeName
  return { artifactCollection: viewCollection(collection) }
}

function taggedCollection(context: Context, input: TagsInput): Collection {
  requireUser(context)
  if (input.tags.length > MOST_TAGS) throw new DomainError(400, `at most ${MOST_TAGS} tags at a time`)
  const project = found(findProject(context.state, input.entityName, input.projectName), 'project')
  requireRole(context, project, 'member')
  return found(findCollection(context.state, project, input.artifactCollectionName), 'artifact collection')
}

function writableCollection(context: Context, input: CollectionInput): Collection {
  requireUser(context)
  const id = input.artifactPortfolioID ?? input.artifactSequenceID
  const kind = input.artifactPortfolioID === undefined ? 'sequence' : 'portfolio'
  const collection = found(
    context.state.collections.find((each) => each.id === id && each.kind === kind && each.state === 'READY'),
    'artifact collection',
  )
  requireRole(context, projectOf(context.state, collection), 'member')
  return collection
}
