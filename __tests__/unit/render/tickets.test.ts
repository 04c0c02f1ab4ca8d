import { describe, expect, it } from '@jest/globals'
import type { TicketDetail } from '../../../src/checks/detail.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import { group } from '../../../src/checks/verdict.ts'
import { summariseTickets } from '../../../src/promotion/ticket-summary.ts'
import { observation, problemClause } from '../../../src/render/sentences.ts'
import { ticketTable } from '../../../src/render/ticket-section.ts'

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `p${index}`, name: `Person ${index}`, compared: false }))

function node(over: Partial<TicketDetail> = {}, status: Verdict['status'] = 'pass'): Verdict {
  const detail: TicketDetail = {
    type: 'ticket',
    system: 'jira',
    role: 'risk',
    ticket: 'RISK-7',
    approvedBy: [],
    ...over,
  }
  const reason = status === 'pass' ? {} : { reason: 'ticket-not-approved' as const }
  return { id: 'approvals/1', kind: 'ticket', status, ...reason, label: 'risk', detail, children: [] }
}

const row = (of: Verdict) =>
  ticketTable(group('tickets', 'tickets', [of]))
    .split('\n')
    .at(-1)

describe('the table of tickets', () => {
  it('is left out where no rule asks for one', () => {
    expect(ticketTable(group('x', 'x', []))).toBe('')
  })

  it.each<[Verdict, string]>([
    [
      node({
        url: 'https://acme.atlassian.net/browse/RISK-7',
        shown: 'Approved',
        approvedBy: people(1),
        approvedAt: '2026-03-10T09:00:00.000Z',
      }),
      '| ✅&nbsp;pass | risk | Jira [`RISK-7`](https://acme.atlassian.net/browse/RISK-7) | Approved | Person 0 (2026-03-10 09:00 UTC) | – |',
    ],
    [
      node({ system: 'servicenow', ticket: 'CHG0030001', approvedBy: people(6) }),
      '| ✅&nbsp;pass | risk | ServiceNow `CHG0030001` | – | Person 0, Person 1, Person 2, Person 3, 2 more | – |',
    ],
    [
      node({ ticket: null, note: 'wanted: a ServiceNow number', system: 'servicenow' }, 'pending'),
      '| ⏳&nbsp;pending | risk | ServiceNow – | – | – | wanted: a ServiceNow number |',
    ],
  ])('row %#', (given, expected) => {
    expect(row(given)).toBe(expected)
  })

  it('links to nothing but web pages', () => {
    expect(row(node({ url: 'javascript:alert(1)' }))).toContain('| Jira `RISK-7` |')
  })
})

describe('sentences on tickets', () => {
  it('say what was seen, and what is wrong', () => {
    const refused = node({ shown: 'In Review', note: 'its status is In Review' }, 'fail')
    expect(problemClause(refused)).toBe(
      'risk: a ticket does not approve this (RISK-7, In Review, its status is In Review)',
    )
    expect(observation(node({ approvedBy: people(2) }))).toBe('RISK-7, approved by Person 0 and Person 1')
    expect(observation(node({ ticket: null }))).toBe('')
  })
})

describe('tickets for record and result', () => {
  it('are those that were looked up, with empty texts for what is not known', () => {
    const unread = node({ note: 'no answer' }, 'error')
    expect(summariseTickets(group('t', 't', [unread, node({ ticket: null }, 'fail')]))).toEqual([
      {
        system: 'jira',
        ticket: 'RISK-7',
        ticket_id: '',
        url: '',
        role: 'risk',
        status: 'error',
        shown: '',
        approved_by: [],
        approved_at: '',
        observed_at: '',
        sha256: '',
      },
    ])
  })
})
