import { canSeeArtifact, requireRole, requireUser } from './access.ts'
import { dropAlias, logAction, moveAlias, requireAliasRight } from './alias-mutations.ts'
import { type Context, dateTime } from './context.ts'
import { DomainError, found } from './domain-error.ts'
import {
  aliasesOf,
  byId,
  findCollection,
  findEntity,
  findMembership,
  findProject,
  organizationOf,
  projectOf,
} from './lookup.ts'
import { checkAlias, checkCollectionName } from './name-rules.ts'
import { type Artifact, type Collection, type Membership, newId, type Project } from './state.ts'
import { type View, viewMembership } from './views-artifact.ts'
import { viewAlias } from './views-collection.ts'

interface LinkInput {
  readonly artifactID?: string | null
  readonly clientID?: string | null
  readonly artifactPortfolioID?: string | null
  readonly artifactPortfolioName?: string | null
  readonly entityName?: string | null
  readonly projectName?: string | null
  readonly aliases?: readonly { readonly alias: string }[] | null
}

const WRONG_PLACE = "linking is only allowed within the same team or to a collection in your organization's registry"

/** `linkArtifact`: makes the version a member of a registry collection, which it creates when missing. */
export function linkArtifact({ input }: { readonly input: LinkInput }, context: Context): View {
  requireUser(context)
  const artifact = findArtifact(context, input)
  const aliases = (input.aliases ?? []).map((each) => each.alias)
  aliases.forEach(checkAlias)
  const portfolio = findPortfolio(context, input, artifact)
  const membership = addMember(context, portfolio, artifact)
  for (const alias of aliases) moveAlias(context, portfolio, membership, alias)
  return {
    versionIndex: membership.versionIndex,
    artifactMembership: viewMembership(membership),
    artifactCollectionID: portfolio.id,
    artifactID: artifact.id,
    createdAt: dateTime(membership.createdAt),
    aliases: aliasesOf(portfolio, membership).map((alias) => viewAlias(alias, portfolio)),
  }
}

/** `unlinkArtifact`: removes the membership and its aliases; the index is not used again. */
export function unlinkArtifact(
  { input }: { readonly input: { readonly artifactID: string; readonly artifactPortfolioID: string } },
  context: Context,
): View {
  requireUser(context)
  const portfolio = found(
    context.state.collections.find((each) => each.id === input.artifactPortfolioID && each.kind === 'portfolio'),
    'artifact collection',
  )
  requireRole(context, projectOf(context.state, portfolio), 'restricted_viewer')
  const membership = found(findMembership(context.state, portfolio, input.artifactID), 'artifact membership')
  const aliases = aliasesOf(portfolio, membership).map((alias) => alias.alias)
  requireAliasRight(context, projectOf(context.state, portfolio), aliases)
  removeMember(context, portfolio, membership)
  return { success: true }
}

/** Adds the artifact to the collection as its next version and moves `latest` to it. */
export function addMember(context: Context, collection: Collection, artifact: Artifact): Membership {
  const existing = findMembership(context.state, collection, artifact.id)
  if (existing !== undefined && context.state.switches.duplicateLink === 'existing') return existing
  const membership: Membership = {
    id: newId(context.state, 'ArtifactCollectionMembership'),
    collectionId: collection.id,
    artifactId: artifact.id,
    versionIndex: collection.nextIndex,
    createdAt: context.now,
  }
  collection.nextIndex += 1
  context.state.memberships.push(membership)
  if (collection.kind === 'portfolio') {
    artifact.ttlSeconds = -2
    logAction(context, collection, { type: 'LINK_ARTIFACT', alias: null, source: null, target: artifact })
  }
  moveAlias(context, collection, membership, 'latest')
  return membership
}

export function removeMember(context: Context, collection: Collection, membership: Membership): void {
  for (const alias of aliasesOf(collection, membership)) dropAlias(context, collection, alias.alias)
  context.state.memberships.splice(context.state.memberships.indexOf(membership), 1)
  const artifact = byId(context.state.artifacts, membership.artifactId)
  logAction(context, collection, { type: 'UNLINK_ARTIFACT', alias: null, source: artifact, target: null })
}

export function createCollection(
  context: Context,
  collection: Pick<Collection, 'kind' | 'projectId' | 'name' | 'type' | 'clientId'>,
): Collection {
  checkCollectionName(collection.name)
  const created: Collection = {
    id: newId(context.state, 'ArtifactCollection'),
    ...collection,
    description: null,
    state: 'READY',
    tags: [],
    aliases: [],
    nextIndex: 0,
    createdAt: context.now,
    updatedAt: context.now,
  }
  context.state.collections.push(created)
  return created
}

function findArtifact(context: Context, input: LinkInput): Artifact {
  const artifact = found(
    context.state.artifacts.find(
      (each) =>
        each.state !== 'DELETED' &&
        (input.artifactID ? each.id === input.artifactID : each.clientId !== null && each.clientId === input.clientID),
    ),
    'artifact',
  )
  if (!canSeeArtifact(context, artifact)) throw new DomainError(404, 'artifact not found')
  return artifact
}

function findPortfolio(context: Context, input: LinkInput, artifact: Artifact): Collection {
  if (input.artifactPortfolioID) {
    const portfolio = found(
      context.state.collections.find((each) => each.id === input.artifactPortfolioID),
      'artifact collection',
    )
    checkPlace(context, projectOf(context.state, portfolio), artifact, input)
    return portfolio
  }
  const project = found(findProject(context.state, input.entityName ?? '', input.projectName ?? ''), 'project')
  checkPlace(context, project, artifact, input)
  const name = input.artifactPortfolioName ?? ''
  const existing = findCollection(context.state, project, name)
  if (existing?.kind === 'sequence') throw new DomainError(400, 'cannot link to a source collection')
  return (
    existing ??
    createCollection(context, { kind: 'portfolio', projectId: project.id, name, type: artifact.type, clientId: null })
  )
}

/** The caller's role, the artifact's type and its organisation must all fit the registry. */
function checkPlace(context: Context, project: Project, artifact: Artifact, input: LinkInput): void {
  requireAliasRight(
    context,
    project,
    (input.aliases ?? []).map((each) => each.alias),
  )
  if (project.acceptedTypes !== null && !project.acceptedTypes.includes(artifact.type)) {
    throw new DomainError(400, `artifact type "${artifact.type}" is not accepted by this registry`)
  }
  const source = projectOf(context.state, byId(context.state.collections, artifact.sequenceId))
  const sourceOrganization = organizationOf(context.state, source.entity)
  const personal = findEntity(context.state, source.entity)?.kind === 'user'
  const sameTeam = source.entity === project.entity
  const sameOrganization =
    sourceOrganization !== undefined && sourceOrganization === organizationOf(context.state, project.entity)
  if (personal || !(sameTeam || sameOrganization)) throw new DomainError(400, WRONG_PLACE)
}
