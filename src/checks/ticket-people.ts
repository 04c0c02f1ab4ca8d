import type { TicketRule } from '../config/ticket-rule.ts'
import type { TicketApprover } from './detail.ts'
import type { Finding } from './finding.ts'
import type { TicketDecision } from './ticket-approval.ts'
import type { Ticket, TicketPerson } from './ticket-facts.ts'

interface Context {
  readonly ticket: Ticket
  readonly rule: TicketRule
  /** E-mails of those who made the change. */
  readonly makers: readonly string[]
}

/**
 * Every yes needs at least one person who may give it: nobody approves what they asked for or made themselves, and no app
 * does. Accounts of GitHub and of the ticket system are compared by e-mail, which is often hidden: then only the ticket's
 * own requester is kept out.
 */
export function peopleFindings(
  decisions: readonly TicketDecision[],
  context: Context,
): { readonly findings: readonly Finding[]; readonly counted: readonly TicketApprover[] } {
  const counted = new Map<string, TicketApprover>()
  const findings: Finding[] = []
  for (const { what, people } of decisions) {
    const fit = people.filter((person) => whyNot(person, context) === null)
    for (const { id, name, email } of fit) counted.set(id, { id, name, compared: email !== null })
    if (fit.length > 0) continue
    const seen = people.map((person) => `${person.name} ${whyNot(person, context)}`).join(', ')
    const note = `${what} was given by nobody who may: ${seen === '' ? 'no person is named' : seen}`
    findings.push({ status: 'fail', reason: 'ticket-not-approved', note })
  }
  return { findings, counted: [...counted.values()] }
}

function whyNot(person: TicketPerson, { ticket, rule, makers }: Context): string | null {
  if (!person.isHuman) return 'is an app'
  if (sameAccount(person, ticket.requester)) return 'asked for it'
  const email = person.email?.toLowerCase() ?? ''
  if (email !== '' && makers.some((maker) => maker.toLowerCase() === email)) return 'made the change'
  if (rule.by !== null && !rule.by.includes(person.id)) return 'is not among the people named'
  return null
}

function sameAccount(person: TicketPerson, requester: TicketPerson | null): boolean {
  return requester !== null && person.id.toLowerCase() === requester.id.toLowerCase()
}
