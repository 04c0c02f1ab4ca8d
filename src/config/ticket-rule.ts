import type { Position } from '../errors.ts'

/** An approval rule that a ticket answers instead of people of GitHub. */
export type TicketRule = JiraRule | ServiceNowRule

interface AnyTicketRule {
  /** `approvals/1`: tickets stand among the approvals in the gate config. */
  readonly id: string
  readonly role: string
  /** Where the ticket must name model and version: its title and description, or one field. */
  readonly names: 'text' | { readonly field: string }
  /** Whose approval counts, as the ticket system names people; null: anybody's who did not ask for it. */
  readonly by: readonly string[] | null
  readonly at: Position
}

export interface JiraRule extends AnyTicketRule {
  readonly system: 'jira'
  /** Base address without a slash at the end; on Data Center with its context path. */
  readonly site: string
  readonly hosting: 'cloud' | 'data_center'
  /** Of Cloud: which address takes the token. `auto`: the site, else Atlassian's gateway. */
  readonly access: 'auto' | 'site' | 'gateway'
  readonly project: string
  /** Names, or ids in digits; empty: not asked for. */
  readonly status: readonly string[]
  readonly resolution: readonly string[]
  /** Jira Service Management's approvals must all be given. */
  readonly approvals: boolean
}

export interface ServiceNowRule extends AnyTicketRule {
  readonly system: 'servicenow'
  readonly instance: string
  readonly table: string
  /** Raw value of the field `approval`. */
  readonly approval: string
  /** Raw values (`-1`) or labels (`Implement`). */
  readonly state: readonly string[]
  /** Only between the planned start and end of the change. */
  readonly window: boolean
}
