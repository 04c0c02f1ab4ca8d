import type { Finding } from './finding.ts'
import type { TicketPerson } from './ticket-facts.ts'

/** One yes that a rule asks for: who gave it, and when. */
export interface TicketDecision {
  readonly what: string
  readonly people: readonly TicketPerson[]
  readonly at: string
}

/** What a ticket's own state says, before it is asked who said so and about what. */
export interface TicketApproval {
  readonly findings: readonly Finding[]
  readonly decisions: readonly TicketDecision[]
  /** Its state in the system's own words, such as `Approved`. */
  readonly shown: string
}

export function notApproved(status: 'pending' | 'fail', note: string): Finding {
  return { status, reason: 'ticket-not-approved', note }
}

/** What should be in the answer is not: it is not known whether the ticket approves. */
export function cannotTell(note: string): Finding {
  return { status: 'error', reason: 'ticket-access', note }
}
