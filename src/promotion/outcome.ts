import type { RecordVersion, VersionFacts } from '../checks/facts.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { ProjectPath } from '../config/gate-config.ts'
import type { Issue, Position } from '../errors.ts'
import type { Trust } from '../evidence/trust.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { MetricCourse } from './metric-course.ts'
import type { PinChange } from './pin-change.ts'
import type { VersionChanges } from './version-changes.ts'

export type Decision = 'pass' | 'pending' | 'fail' | 'error'
export const CONCLUSIONS = ['applied', 'no-change', 'planned', 'pending', 'refused', 'partial', 'error'] as const
export type Conclusion = (typeof CONCLUSIONS)[number]

/** One alias move with what must be true before it. */
export interface Move {
  readonly alias: string
  /** Holder before; null: nobody. The precondition of the move. */
  readonly from: RecordVersion | null
  readonly to: RecordVersion
  /** Why: the stage itself, or the `keep_previous` alias that follows. */
  readonly purpose: 'stage' | 'keep-previous'
}

/** What a person is told of one model and stage: the input of comment, summary, outputs and result file. */
export interface PromotionOutcome {
  readonly model: string
  readonly stage: string
  readonly alias: string
  readonly registry: ProjectPath
  readonly collection: string
  readonly decision: Decision
  readonly conclusion: Conclusion
  /** Distinct, most important first. */
  readonly reasons: readonly ReasonCode[]
  /** `dry-run` input or `mode: dry_run` of the stage. */
  readonly dryRun: 'no' | 'input' | 'stage'
  readonly candidate: VersionFacts | null
  /** How the version was asked for, when it could not be resolved. */
  readonly asked: string
  /** Who holds the stage until now; of an adoption, who did by the newest record. */
  readonly previous: RecordVersion | null
  readonly moves: readonly Move[]
  readonly movesMade: readonly Move[]
  readonly verdict: Verdict
  readonly evidence: readonly EvidenceSummary[]
  readonly approvals: readonly ApprovalSummary[]
  /** Those that carry the request; each gets the comment. */
  readonly pullRequests: readonly number[]
  readonly record: RecordSummary | null
  /** Blocking metrics over the versions that held the stage. */
  readonly courses?: readonly MetricCourse[]
  /** Against `previous`; null or absent: nothing to compare with. */
  readonly changes?: VersionChanges | null
  /** The signed statement about this move; absent: none. */
  readonly attestation?: AttestationSummary
  readonly links: OutcomeLinks
  readonly notes: readonly Note[]
  readonly error?: OutcomeError
  /** The line of the pins file that the run has left wrong. */
  readonly pinChange?: PinChange | null
  /** Address of the pull request that puts it right; null: there is none. */
  readonly pinPullRequest?: string | null
}

/** Something a person should know besides the verdict. */
export interface Note {
  readonly level: 'info' | 'warning'
  readonly code?: ReasonCode
  readonly text: string
  /** The line of a file that it is about, for an annotation. */
  readonly at?: Position
}

export interface OutcomeError {
  readonly code: ReasonCode
  readonly message: string
  readonly hint?: string
  readonly issues: readonly Issue[]
}

export interface EvidenceSummary {
  readonly name: string
  readonly location: string
  readonly resolved: string
  readonly format: string
  readonly sha256: string
  readonly bytes: number
  readonly rows: number
  readonly identity: string
  /** Who could have written it. */
  readonly trust: Trust
  readonly observed_at: string
  /** Of a report that has several files; `sha256` above is then the digest of their list. */
  readonly files?: readonly { readonly resolved: string; readonly sha256: string; readonly bytes: number }[]
}

export interface ApprovalSummary {
  readonly role: string
  readonly need: number
  /** `pull_request` 0: given to the run, for `environment`; `at` is then when it was seen. */
  readonly counted: readonly {
    login: string
    pull_request: number
    commit: string
    at: string
    environment?: string
  }[]
  readonly ignored: readonly {
    login: string
    pull_request: number
    commit: string
    at: string
    environment?: string
    why: string
    note?: string
  }[]
}

export interface RecordSummary {
  readonly runId: string
  readonly sha256: string | null
  readonly sequence: number
  readonly previousRecord: string | null
  readonly url: string
}

export interface AttestationSummary {
  readonly id: string
  readonly url: string
  /** SHA-256 that it is stored under: that of the version's manifest. */
  readonly subjectSha256: string
}

export interface OutcomeLinks {
  /** Source version's lineage tab, or the registry page when the source is not visible. */
  readonly lineage: string | null
  readonly registry: string | null
  readonly record: string | null
  readonly producer: string | null
  readonly workflowRun: string | null
}

/** Plain text, escaped where it is shown; with an address it becomes a link. */
export type ListingCell = string | { readonly text: string; readonly url: string | null }

/** A table of what an operation found or did, for people and for scripts. */
export interface Listing {
  /** Stable name for scripts, e.g. `status`. */
  readonly name: string
  readonly title: string
  /** Sentences before the table. */
  readonly intro: readonly string[]
  readonly columns: readonly string[]
  readonly rows: readonly (readonly ListingCell[])[]
  /** Mermaid source; null: none. */
  readonly diagram: string | null
  /** Lines for the job log instead of the rows. */
  readonly log?: readonly string[]
  /** The same and more for scripts: goes into the `result` output under `listings`. snake_case. */
  readonly data: unknown
}

/** What a run is about that moves no alias: one model, and the version or stage that is meant. */
export interface RunSubject {
  readonly model: string
  /** null: no single stage. */
  readonly stage: string | null
  /** null: no single version, or nobody holds the stage. */
  readonly version: RecordVersion | null
  /** Who held the stage by record, where that is another one. */
  readonly previous: RecordVersion | null
  readonly registry: ProjectPath
  readonly collection: string
  readonly lineage: string | null
  /** The record that this run wrote, or that stands; null: none. */
  readonly record: RecordSummary | null
  /** The run did what it was asked for. */
  readonly applied: boolean
}

/** What the whole run came to. */
export interface RunOutcome {
  readonly operation: string
  readonly decision: Decision
  readonly conclusion: Conclusion
  readonly reasons: readonly ReasonCode[]
  readonly promotions: readonly PromotionOutcome[]
  /** For the outputs of a run without promotions. */
  readonly subject?: RunSubject
  readonly listings: readonly Listing[]
  /** An error, or a reason for doing nothing, that belongs to no single promotion. */
  readonly error: OutcomeError | null
  readonly notes: readonly Note[]
  /** The open pull request that was judged; null: after a merge, or dispatched. */
  readonly commentOn: number | null
  readonly config: { readonly path: string; readonly commit: string; readonly sha256: string } | null
}
