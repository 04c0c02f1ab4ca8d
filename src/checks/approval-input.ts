import type { ApprovalRule } from '../config/gate-config.ts'
import type { PermissionOf, PullRequestFacts, RecordFacts } from './facts.ts'
import type { PeopleFacts } from './people-facts.ts'

/** A pull request with the answer to whether its tree asks for this version. */
export interface RequestingPullRequest extends PullRequestFacts {
  /** Its head tree pins this version for this stage, and it changed that pin. */
  readonly boundToVersion: boolean
}

/** Facts that all approval rules of a stage are judged by. */
export interface ApprovalFacts {
  /** Each must satisfy the rules by itself. */
  readonly pullRequests: readonly RequestingPullRequest[]
  readonly permissionOf: PermissionOf
  readonly people: PeopleFacts
  /** Logins of those who started or re-ran a dispatched run; empty for other events. */
  readonly startedBy: readonly string[]
  /** The pull request is open, so what is missing may still come. */
  readonly awaiting: boolean
  /** Records of the same model, stage and version. */
  readonly usedBy: readonly RecordFacts[]
  /** For `bind: head`: when the version got the alias of its `from` stage, by record (ISO 8601); null: no record says. */
  readonly versionSince: string | null
  /** The run, and a moment before which nobody can have approved it; null: nothing was ordered yet. */
  readonly run: { readonly id: string; readonly since: string | null }
  /** Repository path of the pins file. */
  readonly pinsFile: string
  /** ISO 8601. */
  readonly now: string
}

export interface ApprovalInput extends ApprovalFacts {
  readonly rule: ApprovalRule
}

export interface ApprovalsInput extends ApprovalFacts {
  readonly rules: readonly ApprovalRule[]
}
