import type { ApprovalRule } from '../config/gate-config.ts'
import type { PermissionOf, PullRequestFacts, RecordFacts } from './facts.ts'

/** A pull request with the answer to whether its tree asks for this version. */
export interface RequestingPullRequest extends PullRequestFacts {
  /** Its head tree pins this version for this stage, and it changed that pin. */
  readonly boundToVersion: boolean
}

export interface ApprovalInput {
  readonly rule: ApprovalRule
  /** Each must satisfy the rule by itself. */
  readonly pullRequests: readonly RequestingPullRequest[]
  readonly permissionOf: PermissionOf
  /** Logins of those who started or re-ran a dispatched run; empty for other events. */
  readonly startedBy: readonly string[]
  /** The pull request is open, so what is missing may still come. */
  readonly awaiting: boolean
  /** Records of the same model, stage and version. */
  readonly usedBy: readonly RecordFacts[]
  /** For `bind: head`: when the version got the alias of its `from` stage, by record (ISO 8601); null: no record says. */
  readonly versionSince: string | null
}
