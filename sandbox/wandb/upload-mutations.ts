import { createHash } from 'node:crypto'
import { requireUser } from './access.ts'
import { moveAlias } from './alias-mutations.ts'
import { editTags, writableArtifact } from './artifact-mutations.ts'
import { connection } from './connection.ts'
import type { Context } from './context.ts'
import { DomainError, found } from './domain-error.ts'
import { addMember, createCollection } from './link-mutations.ts'
import { byId, findCollection, findRun } from './lookup.ts'
import { parseManifest } from './manifest.ts'
import { checkAlias, checkType } from './name-rules.ts'
import { ensureProject } from './run-mutations.ts'
import { type Artifact, type Collection, newId, type Run } from './state.ts'
import { artifactDigest, artifactFileKey, manifestKey } from './storage.ts'
import { type View, viewArtifact } from './views-artifact.ts'
import { viewFile, viewManifestFile } from './views-file.ts'

interface CreateInput {
  readonly entityName: string
  readonly projectName: string
  readonly runName?: string | null
  readonly artifactTypeName: string
  readonly artifactCollectionName?: string | null
  readonly artifactCollectionNames?: readonly string[] | null
  readonly digest: string
  readonly description?: string | null
  readonly metadata?: string | null
  readonly aliases?: readonly { readonly alias: string }[] | null
  readonly tags?: readonly { readonly tagName: string }[] | null
  readonly clientID?: string | null
  readonly sequenceClientID?: string | null
  readonly enableDigestDeduplication?: boolean | null
  readonly ttlDurationSeconds?: number | null
}

/** `createArtifact`: a draft, or the existing version when the content is already there (`COMMITTED`). */
export function createArtifact({ input }: { readonly input: CreateInput }, context: Context): View {
  const user = requireUser(context)
  const project = ensureProject(context, input.entityName, input.projectName)
  const run = input.runName ? found(findRun(context.state, project, input.runName), 'run') : undefined
  const aliases = (input.aliases ?? []).map((each) => each.alias)
  checkType(input.artifactTypeName)
  aliases.forEach(checkAlias)
  const name = found(input.artifactCollectionName ?? input.artifactCollectionNames?.[0], 'artifact collection name')
  const sequence = ensureSequence(context, {
    projectId: project.id,
    name,
    type: input.artifactTypeName,
    clientId: input.sequenceClientID ?? null,
  })
  const existing = duplicate(context, sequence, input)
  const artifact = existing ?? draft(context, sequence, input, run?.id ?? user.id)
  if (existing?.state === 'COMMITTED') {
    const member = context.state.memberships.find(
      (each) => each.collectionId === sequence.id && each.artifactId === existing.id,
    )
    for (const alias of member === undefined ? [] : aliases)
      moveAlias(context, sequence, found(member, 'artifact'), alias)
  }
  recordOutput(run, artifact)
  return { artifact: viewArtifact(artifact) }
}

/** `createArtifactManifest`: called once for its id and once more, with the digest, for the upload. */
export function createArtifactManifest(
  {
    input,
  }: { readonly input: { readonly artifactID: string; readonly digest: string; readonly type?: string | null } },
  context: Context,
): View {
  const artifact = writableArtifact(context, input.artifactID)
  requirePending(artifact)
  const id = artifact.manifest?.id ?? newId(context.state, 'ArtifactManifest')
  artifact.manifest = { id, digest: input.digest, type: input.type ?? 'FULL' }
  return {
    artifactManifest: { ...artifact.manifest, file: viewManifestFile(artifact.id, artifact.manifest, context.now) },
  }
}

export function updateArtifactManifest(
  { input }: { readonly input: { readonly artifactManifestID: string; readonly digest?: string | null } },
  context: Context,
): View {
  const artifact = found(
    context.state.artifacts.find((each) => each.manifest?.id === input.artifactManifestID),
    'manifest',
  )
  const type = artifact.manifest?.type ?? 'FULL'
  return createArtifactManifest({ input: { artifactID: artifact.id, digest: input.digest ?? '', type } }, context)
}

/** `createArtifactFiles`: an upload URL for every file that the server does not have yet. */
export function createArtifactFiles(
  {
    input,
  }: {
    readonly input: {
      readonly artifactFiles: readonly {
        readonly artifactID: string
        readonly name: string
        readonly md5: string
        readonly digest?: string | null
      }[]
    }
  },
  context: Context,
): View {
  const files = input.artifactFiles.map((spec): View => {
    const artifact = writableArtifact(context, spec.artifactID)
    requirePending(artifact)
    const digest = spec.digest ?? spec.md5
    const birth = birthOf(context, artifact, digest)
    const key = artifactFileKey((birth ?? artifact).id, digest)
    const view = viewFile({ name: spec.name, key, digest, size: 0, updatedAt: context.now })
    return { ...view, artifact: viewArtifact(birth ?? artifact), ...(birth === undefined ? {} : { uploadUrl: null }) }
  })
  const position = (file: View): string => String(files.indexOf(file))
  return { files: connection<View, View>(files, { first: files.length }, position, (file) => file) }
}

/** `commitArtifact`: checks the upload against the manifest and makes the draft the next version. */
export function commitArtifact({ input }: { readonly input: { readonly artifactID: string } }, context: Context): View {
  const artifact = writableArtifact(context, input.artifactID)
  if (artifact.state === 'COMMITTED') return { artifact: viewArtifact(artifact) }
  if (context.state.switches.commitConflicts > 0) {
    context.state.switches.commitConflicts -= 1
    throw new DomainError(409, "Error 1062: Duplicate entry for key 'unique_artifact_collection_membership_version'")
  }
  const manifest = found(artifact.manifest, 'artifact manifest')
  artifact.entries = parseManifest(context.state, artifact.id, manifestKey(artifact.id, manifest.id))
  const digest = artifactDigest(artifact.entries)
  if (digest !== artifact.digest)
    throw new DomainError(400, `artifact digest mismatch: ${artifact.digest} declared, ${digest} uploaded`)
  artifact.state = 'COMMITTED'
  const sequence = byId(context.state.collections, artifact.sequenceId)
  const membership = addMember(context, sequence, artifact)
  for (const alias of artifact.pendingAliases) moveAlias(context, sequence, membership, alias)
  return { artifact: viewArtifact(artifact) }
}

function ensureSequence(
  context: Context,
  wanted: Pick<Collection, 'projectId' | 'name' | 'type' | 'clientId'>,
): Collection {
  const project = byId(context.state.projects, wanted.projectId)
  const existing = findCollection(context.state, project, wanted.name)
  if (existing === undefined) return createCollection(context, { kind: 'sequence', ...wanted })
  if (existing.kind === 'portfolio' || existing.type !== wanted.type) {
    throw new DomainError(400, `artifact collection "${wanted.name}" has type ${existing.type}`)
  }
  return existing
}

/** The same content in this sequence, or the same draft tried again. */
function duplicate(context: Context, sequence: Collection, input: CreateInput): Artifact | undefined {
  return context.state.artifacts.find(
    (each) =>
      each.sequenceId === sequence.id &&
      ((input.clientID && each.clientId === input.clientID) ||
        (input.enableDigestDeduplication === true && each.state === 'COMMITTED' && each.digest === input.digest)),
  )
}

function draft(context: Context, sequence: Collection, input: CreateInput, createdBy: string): Artifact {
  const artifact: Artifact = {
    id: newId(context.state, 'Artifact'),
    sequenceId: sequence.id,
    type: input.artifactTypeName,
    digest: input.digest,
    state: 'PENDING',
    description: input.description ?? null,
    metadata: input.metadata ?? null,
    tags: [],
    ttlSeconds: input.ttlDurationSeconds ?? -1,
    clientId: input.clientID ?? null,
    createdBy,
    pendingAliases: (input.aliases ?? []).map((each) => each.alias),
    manifest: null,
    entries: [],
    commitHash: createHash('sha256').update(`${sequence.id}${context.state.nextId}`).digest('hex').slice(0, 20),
    createdAt: context.now,
    updatedAt: context.now,
  }
  editTags(context, artifact.tags, { add: (input.tags ?? []).map((tag) => tag.tagName), remove: [] })
  context.state.artifacts.push(artifact)
  return artifact
}

/** The earlier version of the sequence that brought these bytes. */
function birthOf(context: Context, artifact: Artifact, digest: string): Artifact | undefined {
  return context.state.artifacts.find(
    (each) =>
      each.sequenceId === artifact.sequenceId &&
      each.state === 'COMMITTED' &&
      each.entries.some((entry) => entry.storageKey === artifactFileKey(each.id, digest)),
  )
}

function requirePending(artifact: Artifact): void {
  if (artifact.state !== 'PENDING') throw new DomainError(400, 'artifact is already committed')
}

function recordOutput(run: Run | undefined, artifact: Artifact): void {
  if (run !== undefined && !run.outputs.includes(artifact.id)) run.outputs.push(artifact.id)
}
