import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Registry and project roles, weakest first. */
export const ROLES = ['restricted_viewer', 'viewer', 'member', 'admin'] as const
export type Role = (typeof ROLES)[number]

export interface Organization {
  readonly id: string
  readonly name: string
  /** Name of the entity that owns the organisation's registries. */
  readonly entity: string
  readonly members: Record<string, 'admin' | 'member'>
  /** OIDC issuers whose tokens this organisation trusts. */
  readonly issuers: string[]
}

export interface Entity {
  readonly id: string
  readonly name: string
  readonly kind: 'team' | 'user' | 'org'
  readonly organization: string | null
  readonly members: Record<string, 'admin' | 'member' | 'viewer'>
}

export interface User {
  readonly id: string
  readonly username: string
  readonly email: string
  readonly accountType: 'USER' | 'SERVICE'
  readonly keys: string[]
  /** OIDC subject of an external service account, compared exactly. */
  readonly subject: string | null
  readonly defaultEntity: string
}

export interface Project {
  readonly id: string
  readonly entity: string
  name: string
  description: string | null
  /** `PRIVATE`: the whole team or organisation; `RESTRICTED`: only those with a role; `USER_READ`: everybody reads. */
  access: 'PRIVATE' | 'RESTRICTED' | 'USER_READ'
  readOnly: boolean
  /** `null`: every artifact type is accepted. */
  acceptedTypes: string[] | null
  protectedAliases: string[]
  /** By username. */
  readonly roles: Record<string, Role>
  /** By team name. */
  readonly teamRoles: Record<string, Role>
  readonly createdAt: number
}

export interface Tag {
  readonly id: string
  readonly name: string
  /** Reads may lag behind writes, so a tag has a moment from which it is seen and one from which it is not. */
  readonly visibleFrom: number
  hiddenFrom: number | null
}

export interface Alias {
  readonly id: string
  readonly alias: string
  membershipId: string
}

export interface Collection {
  readonly id: string
  readonly kind: 'sequence' | 'portfolio'
  readonly projectId: string
  name: string
  type: string
  description: string | null
  state: 'READY' | 'DELETED'
  readonly tags: Tag[]
  /** One entry per name: this is what makes a move of an alias atomic. */
  readonly aliases: Alias[]
  nextIndex: number
  readonly clientId: string | null
  readonly createdAt: number
  updatedAt: number
}

export interface Membership {
  readonly id: string
  readonly collectionId: string
  readonly artifactId: string
  readonly versionIndex: number
  readonly createdAt: number
}

export interface ManifestEntry {
  readonly path: string
  readonly digest: string
  readonly size: number
  readonly storageKey: string | null
}

export interface Artifact {
  readonly id: string
  readonly sequenceId: string
  readonly type: string
  readonly digest: string
  state: 'PENDING' | 'COMMITTED' | 'DELETED'
  description: string | null
  metadata: string | null
  readonly tags: Tag[]
  /** Seconds; -1 inherit, -2 none. */
  ttlSeconds: number
  readonly clientId: string | null
  /** Id of the run or user that made it. */
  readonly createdBy: string | null
  readonly pendingAliases: string[]
  manifest: { readonly id: string; readonly digest: string; readonly type: string } | null
  entries: ManifestEntry[]
  readonly commitHash: string
  readonly createdAt: number
  updatedAt: number
}

export interface Run {
  readonly id: string
  readonly projectId: string
  readonly name: string
  displayName: string
  state: string
  config: Record<string, unknown>
  summary: Record<string, unknown>
  tags: string[]
  group: string | null
  jobType: string | null
  commit: string | null
  remote: string | null
  program: string | null
  host: string | null
  notes: string | null
  description: string | null
  readonly username: string
  readonly inputs: string[]
  readonly outputs: string[]
  /** Names that were declared uploaded; the bytes are in storage. */
  readonly files: string[]
  readonly history: string[]
  readonly alerts: string[]
  readonly createdAt: number
  heartbeatAt: number
}

export interface Action {
  readonly id: string
  readonly at: number
  readonly username: string
  readonly type: 'ADD_ALIAS' | 'REMOVE_ALIAS' | 'LINK_ARTIFACT' | 'UNLINK_ARTIFACT'
  readonly collectionId: string
  readonly alias: string | null
  readonly sourceArtifactId: string | null
  readonly targetArtifactId: string | null
}

export interface AccessToken {
  readonly token: string
  readonly username: string
  readonly expiresAt: number
}

/** Answers to questions that W&B does not document, so that a client can be tried against both. */
export interface Switches {
  /** Whether `deleteAliases` takes an alias from whoever holds it, or only from the version that is named. */
  deleteAlias: 'by-holder' | 'by-name'
  /** What a second link of the same version does. */
  duplicateLink: 'existing' | 'second'
  /** HTTP status of a refused mutation. */
  forbidden: 403 | 404
  /** HTTP status that goes with errors of resolvers; `200` for GraphQL-level errors only. */
  errorStatus: 'mapped' | 200
  /** Milliseconds until written or removed tags are seen by reads. */
  tagLagMs: number
  /** Milliseconds until a new run is listed (it can be read by name at once). */
  runListLagMs: number
  /** Upload URLs start with `/`, are relative to the base URL and need the API credentials. */
  rootRelativeUploads: boolean
  /** `claims`: an assertion is unsigned JSON, plain or Base64url; for tests without keys. */
  oidc: 'jwks' | 'claims'
  /** Also accept the audience `wandb`, as dedicated and self-managed servers do. */
  audienceWandb: boolean
  /** `Type.field` pairs that this server does not know. */
  removedFields: string[]
  /** How many of the next `commitArtifact` calls answer 409. */
  commitConflicts: number
}

export interface WandbState {
  nextId: number
  clockOffsetMs: number
  readonly organizations: Organization[]
  readonly entities: Entity[]
  readonly users: User[]
  readonly projects: Project[]
  readonly collections: Collection[]
  readonly memberships: Membership[]
  readonly artifacts: Artifact[]
  readonly runs: Run[]
  readonly actions: Action[]
  readonly tokens: AccessToken[]
  readonly usedAssertions: string[]
  /** Base64 bytes by storage key. */
  readonly storage: Record<string, string>
  /** Server feature flags: the ones listed are on. */
  readonly features: string[]
  /** Legacy project path → new path, both `entity/project`. */
  readonly redirects: Record<string, string>
  readonly switches: Switches
}

const FEATURES: readonly string[] = [
  'ARTIFACT_COLLECTIONS_FILTERING_SORTING',
  'ARTIFACT_COLLECTION_MEMBERSHIP_FILES',
  'ARTIFACT_COLLECTION_MEMBERSHIP_FILE_DOWNLOAD_HANDLER',
  'ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE',
  'ARTIFACT_REGISTRY_SEARCH',
  'ARTIFACT_TAGS',
  'ARTIFACT_V2_DOWNLOAD_HANDLER_SUPPORTS_ARTIFACT_ID',
  'CLIENT_IDS',
  'INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION',
  'LARGE_FILENAMES',
  'MARK_RUN_FILES_UPLOADED',
  'PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP',
  'TOTAL_COUNT_IN_FILE_CONNECTION',
  'USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION',
]

/** A server without organisations, users or projects. */
export function emptyState(): WandbState {
  return {
    nextId: 1,
    clockOffsetMs: 0,
    organizations: [],
    entities: [],
    users: [],
    projects: [],
    collections: [],
    memberships: [],
    artifacts: [],
    runs: [],
    actions: [],
    tokens: [],
    usedAssertions: [],
    storage: {},
    features: [...FEATURES],
    redirects: {},
    switches: {
      deleteAlias: 'by-holder',
      duplicateLink: 'existing',
      forbidden: 403,
      errorStatus: 'mapped',
      tagLagMs: 0,
      runListLagMs: 0,
      rootRelativeUploads: false,
      oidc: 'jwks',
      audienceWandb: false,
      removedFields: [],
      commitConflicts: 0,
    },
  }
}

/** A new opaque id of W&B's form: Base64 of `Type:number`. */
export function newId(state: WandbState, type: string): string {
  const id = Buffer.from(`${type}:${state.nextId}`).toString('base64')
  state.nextId += 1
  return id
}

/** The state kept in a file, or undefined when there is none yet. */
export function loadState(file: string): WandbState | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WandbState) : undefined
}

/** Writes beside the file and renames, so that no reader ever sees half a state. */
export function saveState(file: string, state: WandbState): void {
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, JSON.stringify(state))
  renameSync(temporary, file)
}
