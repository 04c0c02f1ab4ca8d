import type { Ticket } from '../checks/ticket-facts.ts'
import type { TicketRule } from '../config/ticket-rule.ts'

/**
 * Jira and ServiceNow, read only. Throws AccessError (no credential, refused, or something is not shown) and RemoteError;
 * every answer is compared with what was asked, and half a ticket is never returned.
 */
export interface TicketSystem {
  /** `number`: as people write it, `RISK-7` or `CHG0030001`. */
  read(number: string, rule: TicketRule): Promise<Ticket>
}
