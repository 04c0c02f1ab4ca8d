import type { RecordVersion, VersionFacts } from '../checks/facts.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { ProjectPath } from '../config/gate-config.ts'
import type { Issue, Position } from '../errors.ts'
import type { ReasonCode } from '../reason-codes.ts'

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
  readonly previous: VersionFacts | null
  readonly moves: readonly Move[]
  readonly movesMade: readonly Move[]
  readonly verdict: Verdict
  readonly evidence: readonly EvidenceSummary[]
  readonly approvals: readonly ApprovalSummary[]
  /** Those that carry the request; each gets the comment. */
  readonly pullRequests: readonly number[]
  readonly record: RecordSummary | null
  readonly links: OutcomeLinks
  readonly notes: readonly Note[]
  readonly error?: OutcomeError
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
  readonly observed_at: string
}

export interface ApprovalSummary {
  readonly role: string
  readonly need: number
  readonly counted: readonly { login: string; pull_request: number; commit: string; at: string }[]
  readonly ignored: readonly {
    login: string
    pull_request: number
    commit: string
    at: string
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

export interface OutcomeLinks {
  /** Source version's lineage tab, or the registry page when the source is not visible. */
  readonly lineage: string | null
  readonly registry: string | null
  readonly record: string | null
  readonly producer: string | null
  readonly workflowRun: string | null
}

/** What the whole run came to. */
export interface RunOutcome {
  readonly operation: string
  readonly decision: Decision
  readonly conclusion: Conclusion
  readonly reasons: readonly ReasonCode[]
  readonly promotions: readonly PromotionOutcome[]
  /** An error, or a reason for doing nothing, that belongs to no single promotion. */
  readonly error: OutcomeError | null
  readonly notes: readonly Note[]
  /** The open pull request that was judged; null: after a merge, or dispatched. */
  readonly commentOn: number | null
  readonly config: { readonly path: string; readonly commit: string; readonly sha256: string } | null
}
