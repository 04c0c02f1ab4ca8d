import type { FileFacts, PermissionOf, PullRequestFacts, RegistryFacts, VersionFacts } from '../checks/facts.ts'
import type { CodeOwnerFacts, RunReviews, TeamsOf } from '../checks/people-facts.ts'
import type { ProjectPath } from '../config/gate-config.ts'
import type { EvidenceLocation, EvidenceOrigin, IdentityClaim } from '../evidence/report.ts'
import type { UsingRun } from '../evidence/using-run.ts'
import type { VersionAsk } from '../promotion/version-ask.ts'

export type { VersionAsk }

export interface RegistryQuery {
  readonly registry: ProjectPath
  readonly collection: string
  /** null: none yet; it is chosen from the records. */
  readonly candidate: VersionAsk | null
  readonly alias: string
  readonly fromAlias: string | null
  readonly keepPrevious: string | null
  readonly records: ProjectPath
  readonly model: string
  readonly stage: string
  /** Record run ids of this run's earlier attempts. */
  readonly ownAttempts: readonly string[]
  /** How many of the newest records of the stage are wanted; default 10. */
  readonly mostRecords?: number
  /** Also config and repository of the runs that made the candidate and the holder. */
  readonly runSettings?: boolean
}

/** What an intent run carries besides its record body. Keys are fixed by the contract (§7), for people who browse the table. */
export interface RecordRun {
  readonly runId: string
  readonly records: ProjectPath
  readonly displayName: string
  readonly model: string
  readonly stage: string
  /** Flat config keys, values as they stand; the adapter adds W&B's `{"value": …}` wrapping. */
  readonly config: Readonly<Record<string, string | number | null>>
}

export interface LinkSubject {
  readonly registry: ProjectPath
  /** Organisation's display name; null: unknown, then no registry page can be named. */
  readonly organization: string | null
  readonly collection: string
  readonly version: VersionFacts | null
}

export interface AliasTarget {
  readonly registry: ProjectPath
  readonly collection: string
  readonly alias: string
}

/**
 * Weights & Biases: the model registry and the record runs. Every method throws AccessError or RemoteError
 * (`ambiguous` when a write may have happened) and never returns a guess.
 */
export interface ModelRegistry {
  /** One request for all that a decision needs. */
  read(query: RegistryQuery): Promise<RegistryFacts>
  /** Links a source artifact into the collection. Precondition: no membership has the artifact id. */
  link(target: { registry: ProjectPath; collection: string; artifactId: string }): Promise<void>
  /**
   * Creates (or resumes) the record run and marks the version as used by it (null: it concerns none). One request.
   * `createdAt` and `serverTime` are the server's: the lease is measured by them.
   */
  openRecord(
    run: RecordRun,
    uses: { artifactId: string; registry: ProjectPath } | null,
  ): Promise<{
    readonly createdAt: string
    readonly serverTime: string
    readonly inserted: boolean
    readonly url: string
  }>
  /** Puts the alias on the artifact; the registry takes it from the old holder. Throws unless the server says success. */
  moveAlias(target: AliasTarget, artifactId: string): Promise<void>
  /** Takes the alias off the artifact that holds it. Throws unless the server says success. */
  removeAlias(target: AliasTarget, artifactId: string): Promise<void>
  /** Members of the collection by `vN`, in one request; null: not there. */
  versions(
    target: { registry: ProjectPath; collection: string },
    versions: readonly string[],
  ): Promise<readonly (VersionFacts | null)[]>
  /** Who holds the alias now, read through the membership. */
  holder(target: AliasTarget): Promise<VersionFacts | null>
  /** Browser addresses; no request. */
  links(of: LinkSubject): {
    readonly lineage: string | null
    readonly registry: string | null
    readonly producer: string | null
  }
  /** Writes the final config and summary and finishes the run. `succeeded` false: the run shows as failed. */
  closeRecord(
    run: RecordRun,
    summary: Readonly<Record<string, string | number | null>>,
    succeeded: boolean,
  ): Promise<void>
}

/** Bytes of one report, as fetched. */
export interface FetchedReport {
  readonly resolved: string
  readonly bytes: Uint8Array
  readonly claims: readonly IdentityClaim[]
  /** What the service says of the place; absent for files of the workspace. */
  readonly origin?: EvidenceOrigin
}

/** Where evidence lies. Throws ReportError when it is not there, is outside the workspace or is too large. */
export interface EvidenceSource {
  /** The single files that a location leads to, in name order: at least one. Their bytes are not read. */
  expand(location: EvidenceLocation): Promise<readonly EvidenceLocation[]>
  fetch(location: EvidenceLocation, limits: { readonly maxBytes: number }): Promise<FetchedReport>
}

/** What W&B keeps about one version, by artifact id. Throws AccessError or RemoteError, never returns half a list. */
export interface VersionEvidence {
  /** The version's metadata as JSON text; null: it has none. */
  metadata(artifactId: string): Promise<string | null>
  /**
   * Every run that used the version and that this account may see, in no order. Throws when `project` cannot be seen:
   * that is not the same as no run in it.
   */
  runsUsing(artifactId: string, project: ProjectPath): Promise<readonly UsingRun[]>
}

/** Which state of the repository a run looks at. */
export type ChangeQuery = {
  readonly configPath: string
  readonly pinsPath: string
} & (
  | { readonly kind: 'pull-request'; readonly number: number }
  | {
      readonly kind: 'push'
      /** Pushed branch, without `refs/heads/`. */
      readonly branch: string
      readonly before: string
      readonly after: string
      /** Ids of the pushed commits, oldest first. */
      readonly commits: readonly string[]
      readonly pullRequests: readonly number[]
    }
  | { readonly kind: 'branch'; readonly branch: string; readonly pullRequest: number | null }
)

/** What one consistent read of the repository gives. Absent files are null. */
export interface ChangeFacts {
  readonly defaultBranch: string
  readonly repositoryId: number
  readonly isPrivate: boolean
  /** The gate config on the default branch: the list of branches comes from it. */
  readonly defaultConfig: FileFacts | null
  /**
   * Trusted tree: newest commit of the base branch (pull request), the commit before the push, or the newest
   * commit of the run's branch. null: that commit or branch does not exist.
   */
  readonly trusted: TreeFacts | null
  /** Push only: the tree after the push. */
  readonly after: TreeFacts | null
  /** The pull request asked about, or those asked by number on a push. */
  readonly pullRequests: readonly PullRequestFacts[]
  /** Push only: numbers of the pull requests whose merge commit is in the range and whose base is the branch. */
  readonly mergedPullRequests: readonly number[]
}

export interface TreeFacts {
  readonly commit: string
  readonly config: FileFacts | null
  readonly pins: FileFacts | null
}

export interface PostedComment {
  readonly url: string
  readonly written: 'created' | 'updated' | 'unchanged'
}

/** A comment of ours found by marker and author. */
export interface FoundComment {
  readonly id: number
  readonly body: string
  readonly url: string
}

/** GitHub. Throws AccessError (names the permission) or RemoteError; every answer is validated first. */
export interface CodeHost {
  readChange(query: ChangeQuery): Promise<ChangeFacts>
  /** null: no such pull request, or not visible. `paths`: files whose blobs are wanted in head and origin tree. */
  readPullRequest(number: number, paths: readonly string[]): Promise<PullRequestFacts | null>
  /** Blob ids of files in a commit's tree; absent ones are left out. */
  blobs(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>>
  permissions(logins: readonly string[]): Promise<PermissionOf>
  /**
   * Who of these people is an active member of which team, by `org/slug` in lower case. A team that the token cannot see is
   * told as such: GitHub gives the same answer for it as for "not a member".
   */
  teams(teams: readonly string[], logins: readonly string[]): Promise<TeamsOf>
  /** GitHub's review decision, and whether a rule of the base branch requires the review of a code owner. */
  codeOwnerReview(pullRequest: number, baseBranch: string): Promise<CodeOwnerFacts & { readonly headCommit: string }>
  /** Who let this run into its environments. */
  runReviews(): Promise<Omit<RunReviews, 'pinsStand'>>
  /** When this workflow run was first started (its first attempt), by GitHub's clock. */
  runCreatedAt(): Promise<string>
  /** All comments of ours on the pull request that carry one of the markers; marker → comment. */
  findComments(pullRequest: number, markers: readonly string[]): Promise<ReadonlyMap<string, FoundComment>>
  /** Creates, or updates `existing` unless the body is equal. */
  postComment(pullRequest: number, body: string, existing: FoundComment | null): Promise<PostedComment>
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds of a clock that never jumps. */
  monotonic(): number
  /** Resolves after that many milliseconds, or at once when the job is cancelled. */
  wait(milliseconds: number): Promise<void>
}

/** True after SIGINT or SIGTERM: begin nothing new, finish or close what was begun. */
export interface Cancellation {
  readonly requested: boolean
}

/** What the operation tells while it works; secrets never go in. */
export interface Progress {
  info(message: string): void
  warning(message: string): void
}
