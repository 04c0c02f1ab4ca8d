import type { Permission } from '../config/gate-config.ts'

/**
 * Facts: plain data, everything that a decision may use, the time included. Adapters make them, checks read
 * them. Times are ISO 8601 in UTC.
 */

/** One member of the registry collection. */
export interface VersionFacts {
  readonly artifactId: string
  readonly digest: string
  /** `vN` in the registry collection. */
  readonly version: string
  /** `COMMITTED`, `PENDING`, `DELETED` or what else the server says. */
  readonly state: string
  /** This collection's aliases on the version, version tokens left out. */
  readonly aliases: readonly string[]
  /** Tags of the artifact; null: could not be read. */
  readonly tags: readonly string[] | null
  readonly artifactType: string
  readonly linkedAt: string
  /** Where it was logged; null: the credential cannot see the source project. */
  readonly source: SourceFacts | null
  /** The run that logged it; null: none (logged by a user), or not visible when `source` is null. */
  readonly producer: RunFacts | null
}

export interface SourceFacts {
  readonly entity: string
  readonly project: string
  readonly collection: string
  /** `vN` in the source project. */
  readonly version: string
}

export interface RunFacts {
  readonly entity: string
  readonly project: string
  readonly id: string
  readonly displayName: string | null
  readonly state: string
  readonly commit: string | null
  /** Dataset artifacts (and others) that the run used: `entity/project/name:vN`. */
  readonly inputs: readonly { readonly path: string; readonly type: string; readonly digest: string }[]
  /** Where its code lies, `https://HOST/OWNER/NAME`, without credentials; null: it does not say. Absent: not asked for. */
  readonly repository?: string | null
  /** Its config; null: not to be read, or too large. Absent: not asked for. Only ever compared and shown, never judged. */
  readonly settings?: RunSettings | null
}

export interface RunSettings {
  /** Nested keys joined by dots, values as JSON; W&B's own part is left out. Values may be secret. */
  readonly values: ReadonlyMap<string, string>
  /** False: there are more. */
  readonly complete: boolean
}

/** A record run of one model and stage as read back; only what later decisions need. */
export interface RecordFacts {
  /** Run id in the records project. */
  readonly runId: string
  /** Server time of the intent. */
  readonly createdAt: string
  /** sha256 in hex; null: unfinished. */
  readonly sha256: string | null
  /** True when `sha256` is the hash of the bytes in `record`, and, where the config names record keys, one of them signed it. */
  readonly intact: boolean
  /** As it stands in the run's summary; null: none. */
  readonly signature: string | null
  /** The exact bytes of the record (or the intent) as text; null: absent. */
  readonly text: string | null
  readonly operation: string
  readonly registryPath: string
  readonly model: string
  readonly stage: string
  readonly alias: string
  /** `applied`, `adopted`, `abandoned`, `conflict`, `partial`, `failed`; null: unfinished. */
  readonly conclusion: string | null
  readonly from: RecordVersion | null
  readonly to: RecordVersion | null
  readonly sequence: number
  readonly previousRecord: string | null
  readonly finishedAt: string | null
  /** Attestation that the run's summary names; nobody signed that it is there. Absent: it names none. */
  readonly attestationId?: string
  /** GitHub run that wrote it. */
  readonly workflowRunId: string
  readonly workflowRunAttempt: number
  readonly pullRequests: readonly number[]
  /** Parsed body of the record (or of the intent while unfinished); null: absent or unreadable. */
  readonly body: Readonly<Record<string, unknown>> | null
  readonly url: string
}

export interface RecordVersion {
  readonly version: string
  readonly artifactId: string
  readonly digest: string
}

/** What the registry holds at one moment, for one model and stage. */
export interface RegistryFacts {
  /** Canonical names as the server gave them; differ from the asked ones after a migration. */
  readonly entity: string
  readonly project: string
  readonly collection: string
  /** Organisation's display name, for links; null: unknown. */
  readonly organization: string | null
  /** The version asked for; null: not found, or not visible. */
  readonly candidate: VersionFacts | null
  /** With a source path only: the artifact exists there, but no membership of the collection has it. */
  readonly unlinkedSource: { readonly artifactId: string; readonly digest: string; readonly path: string } | null
  /** Who holds the stage's alias now. */
  readonly holder: VersionFacts | null
  /** Who holds the `from` stage's alias now. */
  readonly fromHolder: VersionFacts | null
  /** Who holds the `keep_previous` alias now. */
  readonly previousHolder: VersionFacts | null
  /** Tags of the collection; null: could not be read. */
  readonly collectionTags: readonly string[] | null
  /** False: the records project is not there yet, or may not be seen; then all lists of records are empty. */
  readonly recordsVisible: boolean
  /** Newest first, of this registry path and stage. */
  readonly records: readonly RecordFacts[]
  /** Records of any stage of this model whose `to` is the candidate, newest first. */
  readonly recordsOfVersion: readonly RecordFacts[]
  /** Rollback records of this stage, newest first. */
  readonly rollbacks: readonly RecordFacts[]
  /** Records of holds and releases of this model, newest first, whatever they freeze. */
  readonly holdRecords: readonly RecordFacts[]
  /** This run's own earlier attempts, read by id (a listing may lag). */
  readonly ownAttempts: readonly RecordFacts[]
  /** The server's clock at the answer. */
  readonly serverTime: string
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED'

export interface Person {
  readonly login: string
  /** Numeric id; null where GitHub gives none. */
  readonly id: number | null
  readonly kind: 'user' | 'bot' | 'other'
}

export interface Review {
  readonly id: string
  /** null: deleted account. */
  readonly author: Person | null
  readonly state: ReviewState
  /** Commit that was reviewed; null: gone. */
  readonly commit: string | null
  readonly submittedAt: string
  readonly url: string
  /** GitHub's own answer to "may this person push here". */
  readonly canPush: boolean
}

/** Somebody who made a commit of the pull request. login null: the e-mail belongs to no account. */
export interface Committer {
  readonly login: string | null
  readonly email: string
  readonly name: string
  readonly as: 'author' | 'committer' | 'co-author'
  readonly commit: string
}

export interface PullRequestFacts {
  readonly number: number
  readonly url: string
  readonly title: string
  /** Its description in Markdown, as its author or anybody with write access left it. */
  readonly body: string
  readonly author: Person | null
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED'
  readonly isDraft: boolean
  readonly isCrossRepository: boolean
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN'
  readonly mergedAt: string | null
  readonly mergeCommit: string | null
  readonly headCommit: string
  readonly baseBranch: string
  /** All opinionated reviews, oldest first. */
  readonly reviews: readonly Review[]
  readonly committers: readonly Committer[]
  /** False when GitHub does not list all commits (it stops at 250). */
  readonly commitsComplete: boolean
  /** Paths changed by the pull request. */
  readonly files: readonly string[]
  readonly filesComplete: boolean
  /** The asked files in the head tree, and in the tree that the pull request started from. */
  readonly headFiles: ReadonlyMap<string, FileFacts>
  readonly originFiles: ReadonlyMap<string, FileFacts>
}

/** A file in a commit's tree. `text` null: not a regular text file, `problem` says why. Absent files are not in the map. */
export interface FileFacts {
  readonly path: string
  readonly commit: string
  readonly blob: string
  readonly text: string | null
  readonly problem?: 'symlink' | 'submodule' | 'directory' | 'binary' | 'too-large'
}

/** Role of a person in the repository. */
export type PermissionOf = ReadonlyMap<string, Permission | 'none'>
