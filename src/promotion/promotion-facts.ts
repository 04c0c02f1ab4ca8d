import type { PermissionOf, PullRequestFacts, RegistryFacts } from '../checks/facts.ts'
import type { PeopleFacts } from '../checks/people-facts.ts'
import type { LoadedTicket } from '../checks/ticket-facts.ts'
import type { GateConfig } from '../config/gate-config.ts'
import type { GateError } from '../errors.ts'
import type { Evidence } from '../evidence/report.ts'
import type { CanaryFacts } from './canary-facts.ts'
import type { PromotionRequest } from './requests.ts'

/** A report that was read, or why it could not be: a refusal is data, the other checks go on. */
export type LoadedReport =
  | { readonly ok: true; readonly evidence: Evidence }
  | { readonly ok: false; readonly problem: GateError }

/** Everything that the decision on one promotion may use, the time included. */
export interface PromotionFacts {
  readonly request: PromotionRequest
  readonly config: GateConfig
  /** Branches that may promote. */
  readonly branches: readonly string[]
  readonly registry: RegistryFacts
  /** Candidate's evidence by report name. */
  readonly reports: ReadonlyMap<string, LoadedReport>
  /** Evidence of the version that holds the stage now, where the same job evaluated both. */
  readonly baselineReports: ReadonlyMap<string, LoadedReport>
  /** Of a stage that compares the version with the one in use. */
  readonly canary?: CanaryFacts
  /** Names of reports whose bytes are those of a file that the pinning pull request changed. */
  readonly fromSameChange: ReadonlySet<string>
  readonly reportVersion: string | null
  readonly by: 'pull-request' | 'push' | 'branch'
  /** The judged pull request, the named one, or those merged by the push. */
  readonly pullRequests: readonly PullRequestFacts[]
  /** The number given by input; null: none. */
  readonly pullRequestAsked: number | null
  readonly permissionOf: PermissionOf
  readonly people: PeopleFacts
  /** Tickets that the request names, by the id of the rule that asks for them. */
  readonly tickets: ReadonlyMap<string, readonly LoadedTicket[]>
  /** Who started or re-ran this run; empty unless it was dispatched. */
  readonly startedBy: readonly string[]
  /** Why, as the run was told; null: it was not. */
  readonly reason: string | null
  /** When the promotion was asked for; null while it is only planned. ISO 8601. */
  readonly requestedAt: string | null
  readonly workflowRunId: string
  /** ISO 8601. */
  readonly now: string
}
