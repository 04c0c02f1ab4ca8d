import { canSeeArtifact, forbidden, hasRole, requireUser } from './access.ts'
import { dropAlias } from './alias-mutations.ts'
import type { Context } from './context.ts'
import { DomainError, found, notFound } from './domain-error.ts'
import { removeMember } from './link-mutations.ts'
import { aliasesOf, byId, collectionOf, projectOf } from './lookup.ts'
import { checkTag } from './name-rules.ts'
import { type Artifact, newId, type Tag } from './state.ts'
import { type View, viewArtifact } from './views-artifact.ts'

interface TagInput {
  readonly tagName: string
}

interface UpdateInput {
  readonly artifactID: string
  readonly description?: string | null
  readonly metadata?: string | null
  readonly tagsToAdd?: readonly TagInput[] | null
  readonly tagsToDelete?: readonly TagInput[] | null
  readonly ttlDurationSeconds?: number | null
  readonly aliases?: readonly unknown[] | null
}

/** `updateArtifact`: what belongs to the source version; whoever may not write there gets 404. */
export function updateArtifact({ input }: { readonly input: UpdateInput }, context: Context): View {
  const artifact = writableArtifact(context, input.artifactID)
  if (input.aliases) throw new DomainError(400, 'updateArtifact.aliases is not supported, use addAliases')
  editTags(context, artifact.tags, {
    add: (input.tagsToAdd ?? []).map((tag) => tag.tagName),
    remove: (input.tagsToDelete ?? []).map((tag) => tag.tagName),
  })
  artifact.description = input.description ?? artifact.description
  artifact.metadata = input.metadata ?? artifact.metadata
  artifact.ttlSeconds = input.ttlDurationSeconds ?? artifact.ttlSeconds
  artifact.updatedAt = context.now
  return { artifact: viewArtifact(artifact) }
}

/** `deleteArtifact`: refuses while the version has aliases, unless told; a protected alias always stops it. */
export function deleteArtifact(
  { input }: { readonly input: { readonly artifactID: string; readonly deleteAliases?: boolean | null } },
  context: Context,
): View {
  const { state } = context
  const artifact = writableArtifact(context, input.artifactID)
  const memberships = state.memberships.filter((each) => each.artifactId === artifact.id)
  const held = memberships.flatMap((membership) => {
    const collection = collectionOf(state, membership)
    return aliasesOf(collection, membership).map((alias) => ({ alias: alias.alias, collection }))
  })
  const isProtected = held.some(({ alias, collection }) =>
    projectOf(state, collection).protectedAliases.includes(alias),
  )
  if (isProtected) throw new DomainError(403, 'artifact is linked under a protected alias')
  if (held.length > 0 && !input.deleteAliases) throw new DomainError(409, 'cannot delete an artifact that has aliases')
  for (const { alias, collection } of held) dropAlias(context, collection, alias)
  for (const membership of memberships) removeMember(context, collectionOf(state, membership), membership)
  artifact.state = 'DELETED'
  return { artifact: viewArtifact(artifact) }
}

/** Adds and hides tags; readers see the change after the switch `tagLagMs`. */
export function editTags(
  context: Context,
  tags: Tag[],
  change: { readonly add: readonly string[]; readonly remove: readonly string[] },
): void {
  const at = context.now + context.state.switches.tagLagMs
  for (const name of [...change.add, ...change.remove]) checkTag(name)
  for (const name of change.remove) {
    for (const tag of tags.filter((each) => each.name === name && each.hiddenFrom === null)) tag.hiddenFrom = at
  }
  for (const name of change.add) {
    if (tags.some((each) => each.name === name && each.hiddenFrom === null)) continue
    tags.push({ id: newId(context.state, 'Tag'), name, visibleFrom: at, hiddenFrom: null })
  }
}

/** The artifact, for a caller who may write to its source project; 404 otherwise, as W&B has been seen to answer. */
export function writableArtifact(context: Context, id: string): Artifact {
  requireUser(context)
  const artifact = found(
    context.state.artifacts.find((each) => each.id === id),
    'artifact',
  )
  if (!canSeeArtifact(context, artifact)) throw notFound('artifact')
  const source = projectOf(context.state, byId(context.state.collections, artifact.sequenceId))
  if (!hasRole(context, source, 'restricted_viewer')) throw notFound('artifact')
  if (source.readOnly) throw forbidden(context)
  if (!hasRole(context, source, 'member')) throw notFound('artifact')
  return artifact
}
