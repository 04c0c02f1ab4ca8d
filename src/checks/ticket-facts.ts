import type { GateError } from '../errors.ts'

/** A ticket as its system gave it, whole; what it means is decided by the checks. Times are ISO 8601 in UTC. */
export type Ticket = JiraTicket | ServiceNowTicket

/** A ticket that was read, or why it could not be: a refusal is data, the other checks go on. */
export type LoadedTicket = { readonly asked: string } & (
  | { readonly ok: true; readonly ticket: Ticket }
  | { readonly ok: false; readonly problem: GateError }
)

interface AnyTicket {
  /** Its number now; differs from what was asked after a move to another project. */
  readonly key: string
  /** Never changes and is never given twice: Jira's issue id, ServiceNow's sys_id. */
  readonly id: string
  /** For people's browsers. */
  readonly url: string
  /** What may name model and version: title and description, or the one field. */
  readonly texts: readonly string[]
  /** Who asked for it; null: nobody is named. */
  readonly requester: TicketPerson | null
  /** The system's clock at the last answer. */
  readonly observedAt: string
  /** sha256 in hex of all answers that this was read from. */
  readonly sha256: string
}

export interface TicketPerson {
  /** Account id (Jira Cloud), user name (Data Center, ServiceNow). */
  readonly id: string
  readonly name: string
  /** null: hidden, as most often in Jira Cloud. */
  readonly email: string | null
  /** False: an app or an automation. */
  readonly isHuman: boolean
}

/** A value with its name as people read it. */
export interface Named {
  readonly id: string
  readonly name: string
}

export interface JiraTicket extends AnyTicket {
  readonly system: 'jira'
  readonly project: string
  readonly status: Named
  /** null: unresolved. */
  readonly resolution: Named | null
  /** The whole history of what matters here, oldest first. */
  readonly changes: readonly TicketChange[]
  /** Approvals of Jira Service Management; null: not asked for. */
  readonly approvals: readonly ServiceApproval[] | null
}

export interface TicketChange {
  readonly at: string
  /** null: a deleted or anonymous account. */
  readonly by: TicketPerson | null
  readonly what: 'status' | 'resolution' | 'names'
  /** Id of the value after the change; null: none. */
  readonly to: string | null
}

export interface ServiceApproval {
  readonly name: string
  readonly decision: 'approved' | 'declined' | 'pending'
  /** Those of its approvers who said yes. */
  readonly approvers: readonly TicketPerson[]
  readonly createdAt: string
  /** null: not decided. */
  readonly completedAt: string | null
}

export interface ServiceNowTicket extends AnyTicket {
  readonly system: 'servicenow'
  readonly state: Named
  readonly approval: Named
  /** null: the table has no such field. */
  readonly onHold: boolean | null
  readonly start: string | null
  readonly end: string | null
  /** Rows of its approvers; ServiceNow leaves out those that the account may not see. */
  readonly approvers: readonly ChangeApprover[]
}

export interface ChangeApprover {
  readonly person: TicketPerson
  /** `approved`, `rejected`, `requested`, `not_required`, … */
  readonly state: string
  readonly at: string
}
