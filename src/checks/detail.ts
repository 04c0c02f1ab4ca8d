import type { Permission } from '../config/gate-config.ts'
import type { IdentityBy } from '../evidence/identity.ts'
import type { Direction } from '../evidence/report.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { LimitStatistics } from './limit-statistics.ts'

/** What a metric check saw. Numbers are unrounded. */
export interface MetricDetail {
  readonly type: 'metric'
  readonly report: string
  readonly address: string
  readonly value: number | null
  readonly stderr?: number
  readonly n?: number
  readonly unit?: string
  readonly direction?: Direction
  /** Each limit of the check with its own outcome, in the order min, max, above, below, max_regression, min_improvement, max_improvement, max_gap. */
  readonly limits: readonly LimitOutcome[]
  /** How sure the limits are, of a check that asks for it. */
  readonly statistics?: readonly LimitStatistics[]
  readonly baseline?: {
    readonly value: number | null
    readonly version: string
    readonly source: 'baseline-report' | 'record'
  }
  /** candidate − baseline. */
  readonly change?: number
  /** JSON Pointer of the number in its report. */
  readonly pointer?: string
  /** What the number is made of, where it is made of several: `mean of 57`. */
  readonly from?: string
  /** Why no number was found, and the nearest addresses. */
  readonly note?: string
  readonly nearest?: readonly string[]
  readonly warnings: readonly string[]
}

export interface LimitOutcome {
  readonly limit:
    | 'min'
    | 'max'
    | 'above'
    | 'below'
    | 'max_regression'
    | 'min_improvement'
    | 'max_improvement'
    | 'max_gap'
  /** As written in the config, e.g. `0.65` or `2%`. */
  readonly text: string
  /** The number that the value was compared with, after applying the baseline. */
  readonly bound?: number
  readonly met: boolean | null
  readonly reason?: ReasonCode
}

export type IgnoredWhy =
  | 'author'
  | 'committer'
  | 'co-author'
  | 'bot'
  | 'not-eligible'
  | 'permission'
  | 'outdated'
  | 'dismissed'
  | 'runner'
  | 'before-version'
  | 'not-bound'
  | 'already-used'
  | 'deleted-account'
  | 'withdrawn'
  | 'expired'
  | 'counted-elsewhere'
  | 'earlier-attempt'

export interface CountedApproval {
  readonly login: string
  /** 0: the approval was given to the run, for its environment. */
  readonly pullRequest: number
  readonly commit: string
  /** When it was given; of an environment, when it was seen. */
  readonly at: string
  readonly url?: string
  readonly environment?: string
}

export interface IgnoredApproval extends CountedApproval {
  readonly why: IgnoredWhy
  /** e.g. the permission that the person has, or the commit that was approved. */
  readonly note?: string
}

export interface ApprovalDetail {
  readonly type: 'approvals'
  readonly role: string
  readonly need: number
  readonly permission: Permission
  readonly eligible: readonly string[] | null
  /** Teams whose members are eligible too. */
  readonly teams?: readonly string[]
  readonly bind: 'version' | 'head'
  /** The GitHub environment whose reviewers approve the run. */
  readonly environment?: string
  /** GitHub's review decision, where it must rest on a code owner. */
  readonly codeOwners?: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | 'none'
  readonly expires?: string
  readonly counted: readonly CountedApproval[]
  readonly ignored: readonly IgnoredApproval[]
  /** People whose approval could count and who request changes. */
  readonly blocking: readonly string[]
  readonly note?: string
}

/** Somebody who gave a ticket's approval. */
export interface TicketApprover {
  /** As the ticket system names accounts. */
  readonly id: string
  readonly name: string
  /** Whether the ticket system shows an e-mail, by which the account was compared with the makers of the change. */
  readonly compared: boolean
}

export interface TicketDetail {
  readonly type: 'ticket'
  readonly system: 'jira' | 'servicenow'
  readonly role: string
  /** Its number; null: none of the rule's kind is named. */
  readonly ticket: string | null
  /** The number that was asked for, where the ticket has another now. */
  readonly asked?: string
  /** Id that never changes: Jira's issue id, ServiceNow's sys_id. */
  readonly ticketId?: string
  readonly url?: string
  /** Its state in the system's own words. */
  readonly shown?: string
  readonly approvedBy: readonly TicketApprover[]
  readonly approvedAt?: string
  readonly observedAt?: string
  /** Of the answers that this was read from. */
  readonly sha256?: string
  readonly note?: string
}

export interface ReportDetail {
  readonly type: 'report'
  readonly name: string
  readonly location: string
  readonly resolved?: string
  readonly format?: string
  readonly sha256?: string
  readonly bytes?: number
  /** How we know which version it was made from. */
  readonly identity?: IdentityBy | 'unbound'
  readonly claims?: readonly string[]
  readonly warnings: readonly string[]
  readonly note?: string
}

export interface LineageDetail {
  readonly type: 'lineage'
  readonly demand: 'run' | 'commit'
  readonly found?: string
}

/** Simple facts: what was expected, what was observed, as short texts. */
export interface FactDetail {
  readonly type: 'fact'
  readonly expected?: string
  readonly observed?: string
  readonly note?: string
}
