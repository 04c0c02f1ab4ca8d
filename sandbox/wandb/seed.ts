import { createHash } from 'node:crypto'
import { addOrganization, addProject, addTeam, addUser, mustFind, SEED_TIME, type UserSeed } from './seed-accounts.ts'
import { addRun, addVersion, linkVersion } from './seed-artifacts.ts'
import {
  type Artifact,
  type Collection,
  emptyState,
  type Membership,
  newId,
  type Project,
  type Run,
  type WandbState,
} from './state.ts'

export { addOrganization, addProject, addTeam, addUser, SEED_TIME, type UserSeed } from './seed-accounts.ts'
export { addRun, addVersion, linkVersion, type RunSeed, type VersionSeed } from './seed-artifacts.ts'

export interface RegistryWorld {
  readonly state: WandbState
  readonly organization: { readonly name: string; readonly entity: string }
  readonly registry: Project
  readonly source: Project
  readonly records: Project
  readonly collection: string
  /** API keys: `promoter` is a registry admin, `planner` a member, `viewer` a viewer, `outsider` in no team. */
  readonly keys: {
    readonly promoter: string
    readonly planner: string
    readonly viewer: string
    readonly outsider: string
  }
  readonly dataset: Artifact
  /** `v0`, `v1`, … of the registry collection. */
  readonly versions: readonly { readonly run: Run; readonly artifact: Artifact; readonly membership: Membership }[]
}

/**
 * A world to test in: organisation `Acme` (entity `acme`), registry `wandb-registry-model`, team `research` with the
 * source project `training`, team `ml-governance` with the records project, and one collection with linked versions.
 * Every version comes from a run with a commit that used a data set.
 *
 * @param seed.aliases for each version, oldest first, its aliases in the registry; one version per entry.
 */
export function seedRegistry(
  seed: {
    readonly collection?: string
    readonly aliases?: readonly (readonly string[])[]
    readonly protectedAliases?: readonly string[]
    readonly issuers?: readonly string[]
    /** OIDC subject of the promoter. */
    readonly subject?: string
    /** Whether promoter and planner belong to the team that owns the source project (default true). */
    readonly sourceAccess?: boolean
  } = {},
): RegistryWorld {
  const state = emptyState()
  const organization = addOrganization(state, { name: 'Acme', entity: 'acme', issuers: seed.issuers ?? [] })
  addTeam(state, 'research', organization.name)
  addTeam(state, 'ml-governance', organization.name)
  const source = addProject(state, { entity: 'research', name: 'training' })
  const records = addProject(state, { entity: 'ml-governance', name: 'model-promotions' })
  const teams: UserSeed['teams'] = {
    'ml-governance': 'member',
    ...(seed.sourceAccess === false ? {} : { research: 'member' }),
  }
  const account = { organization: organization.name, service: true, teams }
  const promoter = addUser(state, {
    ...account,
    username: 'promoter',
    ...(seed.subject === undefined ? {} : { subject: seed.subject }),
  })
  const planner = addUser(state, { ...account, username: 'planner' })
  const viewer = addUser(state, { username: 'viewer', organization: organization.name })
  const outsider = addUser(state, { username: 'outsider' })
  const registry = addProject(state, {
    entity: organization.entity,
    name: 'wandb-registry-model',
    roles: { promoter: 'admin', planner: 'member', viewer: 'viewer' },
    protectedAliases: seed.protectedAliases ?? [],
    acceptedTypes: ['model'],
  })
  const collection = seed.collection ?? 'support-llm'
  const dataset = addVersion(state, source, { name: 'tickets', type: 'dataset', files: { 'tickets.csv': 'id,text\n' } })
  const versions = (seed.aliases ?? [['production'], ['staging'], ['candidate']]).map((aliases, index) => {
    const at = SEED_TIME + index * 3_600_000
    const run = addRun(state, source, {
      name: `train${index}`,
      jobType: 'train',
      commit: createHash('sha1').update(`commit ${index}`).digest('hex'),
      config: { learning_rate: 0.001 },
      summary: { accuracy: 0.8 + index / 100 },
      inputs: [dataset.id],
      at,
    })
    const artifact = addVersion(state, source, { name: `${collection}-source`, run, at })
    return { run, artifact, ...linkVersion(state, registry, { artifact, collection, aliases, at }) }
  })
  const keys = { promoter: promoter.key, planner: planner.key, viewer: viewer.key, outsider: outsider.key }
  return { state, organization, registry, source, records, collection, keys, dataset, versions }
}

/** `vN` of the version that holds an alias, straight from the state. */
export function aliasHolder(
  state: WandbState,
  registry: Project,
  collection: string,
  alias: string,
): string | undefined {
  const found = mustCollection(state, registry, collection)
  const held = found.aliases.find((each) => each.alias === alias)
  const membership = state.memberships.find((each) => each.id === held?.membershipId)
  return membership === undefined ? undefined : `v${membership.versionIndex}`
}

/** Moves an alias behind everybody's back, as another writer would; `version` undefined takes it away. */
export function setAlias(
  state: WandbState,
  registry: Project,
  change: { readonly collection: string; readonly alias: string; readonly version: string | undefined },
): void {
  const collection = mustCollection(state, registry, change.collection)
  const index = collection.aliases.findIndex((each) => each.alias === change.alias)
  if (index >= 0) collection.aliases.splice(index, 1)
  if (change.version === undefined) return
  const wanted = Number(change.version.slice(1))
  const membership = mustFind(
    state.memberships,
    (each) => each.collectionId === collection.id && each.versionIndex === wanted,
    change.version,
  )
  collection.aliases.push({ id: newId(state, 'ArtifactAlias'), alias: change.alias, membershipId: membership.id })
}

function mustCollection(state: WandbState, project: Project, name: string): Collection {
  return mustFind(state.collections, (each) => each.projectId === project.id && each.name === name, name)
}
