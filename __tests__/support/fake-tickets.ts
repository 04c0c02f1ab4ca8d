import type { JiraTicket, ServiceNowTicket, Ticket, TicketPerson } from '../../src/checks/ticket-facts.ts'
import type { TicketRule } from '../../src/config/ticket-rule.ts'
import { AccessError, type GateError } from '../../src/errors.ts'
import type { TicketSystem } from '../../src/operations/ticket-port.ts'

/** Ticket systems in memory: what nobody put there is refused as the real ones refuse it. */
export class FakeTickets implements TicketSystem {
  readonly calls: { readonly number: string; readonly rule: TicketRule }[] = []
  readonly #tickets = new Map<string, Ticket>()
  readonly #faults: GateError[] = []

  put(ticket: Ticket, number = ticket.key): void {
    this.#tickets.set(number, ticket)
  }

  /** The next reading fails. */
  next(fault: GateError): void {
    this.#faults.push(fault)
  }

  async read(number: string, rule: TicketRule): Promise<Ticket> {
    this.calls.push({ number, rule })
    const fault = this.#faults.shift()
    if (fault !== undefined) throw fault
    const ticket = this.#tickets.get(number)
    if (ticket === undefined || ticket.system !== rule.system) {
      throw new AccessError(rule.system, `Could not read ${number}: there is no such ticket, or it may not be seen.`)
    }
    return ticket.system === 'jira' && !(rule.system === 'jira' && rule.approvals)
      ? { ...ticket, approvals: null }
      : ticket
  }
}

export function human(id: string, over: Partial<TicketPerson> = {}): TicketPerson {
  return { id, name: `${id} of Acme`, email: `${id}@acme.test`, isHuman: true, ...over }
}

/** RISK-7 asks for support-llm:v7; risk moved it to Approved. */
export function jiraTicket(over: Partial<JiraTicket> = {}): JiraTicket {
  return {
    system: 'jira',
    key: 'RISK-7',
    id: '10007',
    url: 'https://acme.atlassian.net/browse/RISK-7',
    texts: ['Promote support-llm:v7', 'It replaces v6.'],
    requester: human('dev'),
    project: 'RISK',
    status: { id: '31', name: 'Approved' },
    resolution: null,
    changes: [
      { at: '2026-03-10T08:10:00.000Z', by: human('dev'), what: 'status', to: '21' },
      { at: '2026-03-10T09:00:00.000Z', by: human('risk'), what: 'status', to: '31' },
    ],
    approvals: [],
    observedAt: '2026-03-10T10:00:00.000Z',
    sha256: 'a'.repeat(64),
    ...over,
  }
}

/** CHG0030001 asks for support-llm:v7; cab approved it, and it may be carried out. */
export function changeTicket(over: Partial<ServiceNowTicket> = {}): ServiceNowTicket {
  return {
    system: 'servicenow',
    key: 'CHG0030001',
    id: '0123456789abcdef0123456789abcdef',
    url: 'https://acme.service-now.com/change_request.do?sys_id=0123456789abcdef0123456789abcdef',
    texts: ['Promote support-llm:v7', ''],
    requester: human('dev'),
    state: { id: '-1', name: 'Implement' },
    approval: { id: 'approved', name: 'Approved' },
    onHold: false,
    start: '2026-03-10T09:30:00.000Z',
    end: '2026-03-10T11:00:00.000Z',
    approvers: [
      { person: human('cab'), state: 'approved', at: '2026-03-10T09:00:00.000Z' },
      { person: human('other'), state: 'not_required', at: '2026-03-10T09:00:00.000Z' },
    ],
    observedAt: '2026-03-10T10:00:00.000Z',
    sha256: 'b'.repeat(64),
    ...over,
  }
}
