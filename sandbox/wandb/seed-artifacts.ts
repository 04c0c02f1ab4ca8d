import { createHash } from 'node:crypto'
import { manifestJson } from './manifest.ts'
import { SEED_TIME } from './seed-accounts.ts'
import {
  type Artifact,
  type Collection,
  type Membership,
  newId,
  type Project,
  type Run,
  type WandbState,
} from './state.ts'
import { artifactDigest, artifactFileKey, manifestKey, md5Base64, runFileKey, storeBytes } from './storage.ts'

export interface RunSeed {
  readonly name: string
  readonly displayName?: string
  readonly jobType?: string
  readonly group?: string
  readonly commit?: string
  readonly remote?: string
  readonly state?: string
  readonly username?: string
  readonly tags?: readonly string[]
  /** Plain values; stored in W&B's `{ value }` form. */
  readonly config?: Readonly<Record<string, unknown>>
  readonly summary?: Readonly<Record<string, unknown>>
  /** Ids of the artifacts that it used. */
  readonly inputs?: readonly string[]
  readonly files?: Readonly<Record<string, string>>
  readonly at?: number
}

export interface VersionSeed {
  /** Name of the source collection. */
  readonly name: string
  readonly type?: string
  /** Text by path. */
  readonly files?: Readonly<Record<string, string>>
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly tags?: readonly string[]
  readonly aliases?: readonly string[]
  readonly state?: 'PENDING' | 'COMMITTED' | 'DELETED'
  /** The run that made it. */
  readonly run?: Run
  readonly at?: number
}

/** A finished run, unless the seed says otherwise. */
export function addRun(state: WandbState, project: Project, seed: RunSeed): Run {
  const at = seed.at ?? SEED_TIME
  const config = Object.entries(seed.config ?? {}).map(([key, value]) => [key, { value, desc: null }])
  const run: Run = {
    id: newId(state, 'Run'),
    projectId: project.id,
    name: seed.name,
    displayName: seed.displayName ?? seed.name,
    state: seed.state ?? 'finished',
    config: Object.fromEntries(config) as Record<string, unknown>,
    summary: { ...seed.summary },
    tags: [...(seed.tags ?? [])],
    group: seed.group ?? null,
    jobType: seed.jobType ?? null,
    commit: seed.commit ?? null,
    remote: seed.remote ?? null,
    program: null,
    host: null,
    notes: null,
    description: null,
    username: seed.username ?? state.users[0]?.username ?? '',
    inputs: [...(seed.inputs ?? [])],
    outputs: [],
    files: Object.keys(seed.files ?? {}),
    history: [],
    alerts: [],
    createdAt: at,
    heartbeatAt: at,
  }
  for (const [name, text] of Object.entries(seed.files ?? {}))
    storeBytes(state, runFileKey(run.id, name), Buffer.from(text))
  state.runs.push(run)
  return run
}

/** The next version of a source collection, with its files in storage and a true digest. */
export function addVersion(state: WandbState, project: Project, seed: VersionSeed): Artifact {
  const at = seed.at ?? SEED_TIME
  const type = seed.type ?? 'model'
  const sequence = ensureCollection(state, project, { kind: 'sequence', name: seed.name, type })
  const id = newId(state, 'Artifact')
  const files = Object.entries(seed.files ?? { 'model.bin': `${seed.name} ${sequence.nextIndex}` })
  const entries = files.map(([path, text]) => {
    const bytes = Buffer.from(text)
    const digest = md5Base64(bytes)
    const storageKey = artifactFileKey(id, digest)
    storeBytes(state, storageKey, bytes)
    return { path, digest, size: bytes.length, storageKey }
  })
  const manifestBytes = Buffer.from(manifestJson(id, entries))
  const manifest = { id: newId(state, 'ArtifactManifest'), digest: md5Base64(manifestBytes), type: 'FULL' }
  storeBytes(state, manifestKey(id, manifest.id), manifestBytes)
  const artifact: Artifact = {
    id,
    sequenceId: sequence.id,
    type,
    digest: artifactDigest(entries),
    state: seed.state ?? 'COMMITTED',
    description: null,
    metadata: seed.metadata === undefined ? null : JSON.stringify(seed.metadata),
    tags: (seed.tags ?? []).map((name) => ({ id: newId(state, 'Tag'), name, visibleFrom: 0, hiddenFrom: null })),
    ttlSeconds: -1,
    clientId: null,
    createdBy: seed.run?.id ?? state.users[0]?.id ?? null,
    pendingAliases: [],
    manifest,
    entries,
    commitHash: createHash('sha256').update(id).digest('hex').slice(0, 20),
    createdAt: at,
    updatedAt: at,
  }
  state.artifacts.push(artifact)
  seed.run?.outputs.push(id)
  join(state, sequence, artifact, { aliases: seed.aliases ?? [], at })
  return artifact
}

/** Links a version into a collection of a registry, as its next `vN`, and gives it aliases. */
export function linkVersion(
  state: WandbState,
  registry: Project,
  seed: {
    readonly artifact: Artifact
    readonly collection: string
    readonly aliases?: readonly string[]
    readonly at?: number
  },
): { readonly collection: Collection; readonly membership: Membership } {
  const collection = ensureCollection(state, registry, {
    kind: 'portfolio',
    name: seed.collection,
    type: seed.artifact.type,
  })
  seed.artifact.ttlSeconds = -2
  const membership = join(state, collection, seed.artifact, { aliases: seed.aliases ?? [], at: seed.at ?? SEED_TIME })
  return { collection, membership }
}

function ensureCollection(
  state: WandbState,
  project: Project,
  wanted: Pick<Collection, 'kind' | 'name' | 'type'>,
): Collection {
  const existing = state.collections.find((each) => each.projectId === project.id && each.name === wanted.name)
  if (existing !== undefined) return existing
  const collection: Collection = {
    id: newId(state, 'ArtifactCollection'),
    projectId: project.id,
    ...wanted,
    description: null,
    state: 'READY',
    tags: [],
    aliases: [],
    nextIndex: 0,
    clientId: null,
    createdAt: SEED_TIME,
    updatedAt: SEED_TIME,
  }
  state.collections.push(collection)
  return collection
}

function join(
  state: WandbState,
  collection: Collection,
  artifact: Artifact,
  link: { readonly aliases: readonly string[]; readonly at: number },
): Membership {
  const membership: Membership = {
    id: newId(state, 'ArtifactCollectionMembership'),
    collectionId: collection.id,
    artifactId: artifact.id,
    versionIndex: collection.nextIndex,
    createdAt: link.at,
  }
  collection.nextIndex += 1
  state.memberships.push(membership)
  for (const alias of ['latest', ...link.aliases]) {
    const held = collection.aliases.find((each) => each.alias === alias)
    if (held === undefined)
      collection.aliases.push({ id: newId(state, 'ArtifactAlias'), alias, membershipId: membership.id })
    else held.membershipId = membership.id
  }
  return membership
}
