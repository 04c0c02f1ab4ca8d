import type { Artifact, Collection, Entity, Membership, Organization, Project, Run, Tag, WandbState } from './state.ts'

const VERSION = /^v(\d+)$/

/** Entity and project names are compared without case; the stored spelling is the canonical one. */
export function findProject(state: WandbState, entity: string, name: string): Project | undefined {
  const redirected = state.redirects[`${entity}/${name}`]?.split('/') ?? [entity, name]
  return state.projects.find((project) => same(project.entity, redirected[0]) && same(project.name, redirected[1]))
}

export function findEntity(state: WandbState, name: string): Entity | undefined {
  return state.entities.find((entity) => same(entity.name, name))
}

/** An organisation by its display name or by the name of its entity. */
export function findOrganization(state: WandbState, name: string): Organization | undefined {
  return state.organizations.find((organization) => organization.name === name || organization.entity === name)
}

/** The organisation that an entity belongs to; personal entities belong to none. */
export function organizationOf(state: WandbState, entity: string): Organization | undefined {
  const name = findEntity(state, entity)?.organization
  return state.organizations.find((organization) => organization.name === name)
}

export function findCollection(state: WandbState, project: Project, name: string): Collection | undefined {
  return state.collections.find(
    (collection) => collection.projectId === project.id && collection.name === name && collection.state === 'READY',
  )
}

export function projectOf(state: WandbState, owner: { readonly projectId: string }): Project {
  return byId(state.projects, owner.projectId)
}

export function membershipsOf(state: WandbState, collection: Collection): Membership[] {
  return state.memberships.filter((membership) => membership.collectionId === collection.id)
}

export function findMembership(state: WandbState, collection: Collection, artifactId: string): Membership | undefined {
  return state.memberships.find((each) => each.collectionId === collection.id && each.artifactId === artifactId)
}

/** The version that an alias, `vN`, digest or commit hash names within one collection. */
export function resolveVersion(state: WandbState, collection: Collection, ref: string): Membership | undefined {
  const alias = collection.aliases.find((each) => each.alias === ref)
  const members = membershipsOf(state, collection)
  if (alias !== undefined) return members.find((membership) => membership.id === alias.membershipId)
  const index = VERSION.exec(ref)?.[1]
  if (index !== undefined) return members.find((membership) => membership.versionIndex === Number(index))
  return members.find((membership) => {
    const artifact = artifactOf(state, membership)
    return artifact.digest === ref || artifact.commitHash === ref
  })
}

/** `collection:alias`, split at the first colon; without one, `latest` is meant. */
export function resolveMembership(state: WandbState, project: Project, name: string): Membership | undefined {
  const colon = name.indexOf(':')
  const collection = findCollection(state, project, colon < 0 ? name : name.slice(0, colon))
  if (collection === undefined) return undefined
  return resolveVersion(state, collection, colon < 0 ? 'latest' : name.slice(colon + 1))
}

export function artifactOf(state: WandbState, membership: Membership): Artifact {
  return byId(state.artifacts, membership.artifactId)
}

export function collectionOf(state: WandbState, membership: Membership): Collection {
  return byId(state.collections, membership.collectionId)
}

export function findRun(state: WandbState, project: Project, name: string): Run | undefined {
  return state.runs.find((run) => run.projectId === project.id && run.name === name)
}

export function aliasesOf(collection: Collection, membership: Membership): Collection['aliases'] {
  return collection.aliases.filter((alias) => alias.membershipId === membership.id)
}

export function visibleTags(tags: readonly Tag[], now: number): Tag[] {
  return tags.filter((tag) => tag.visibleFrom <= now && (tag.hiddenFrom === null || tag.hiddenFrom > now))
}

/** The member with this id; throws when the state contradicts itself. */
export function byId<T extends { readonly id: string }>(items: readonly T[], id: string): T {
  const item = items.find((each) => each.id === id)
  if (item === undefined) throw new Error(`the sandbox's state has no ${Buffer.from(id, 'base64').toString()}`)
  return item
}

function same(left: string, right: string | undefined): boolean {
  return left.toLowerCase() === right?.toLowerCase()
}
