import type { TicketDetail } from '../checks/detail.ts'
import type { Verdict } from '../checks/verdict.ts'
import { code, escapeText, link } from './escape.ts'
import { leaves, statusMark } from './statuses.ts'
import { renderTable } from './table.ts'

const SYSTEMS: Readonly<Record<TicketDetail['system'], string>> = { jira: 'Jira', servicenow: 'ServiceNow' }
/** Names in one cell before the rest is only counted. */
const NAMES = 4

/** Tickets that the gate asks for: state, who approved and when. Everything of the ticket system is escaped. */
export function ticketTable(verdict: Verdict): string {
  const rows = leaves(verdict).flatMap((node) => (node.detail?.type === 'ticket' ? [cells(node, node.detail)] : []))
  if (rows.length === 0) return ''
  const columns = ['Verdict', 'Role', 'Ticket', 'State', 'Approved by', 'Remark'].map((title) => ({ title }))
  return ['#### Tickets', renderTable(columns, rows)].join('\n\n')
}

function cells(node: Verdict, detail: TicketDetail): readonly string[] {
  const people = detail.approvedBy.slice(0, NAMES).map(({ name }) => escapeText(name, 60))
  if (detail.approvedBy.length > NAMES) people.push(`${detail.approvedBy.length - NAMES} more`)
  const when = detail.approvedAt === undefined ? '' : ` (${escapeText(minute(detail.approvedAt), 30)})`
  return [
    statusMark(node).replace(' ', '&nbsp;'),
    escapeText(detail.role, 60),
    `${SYSTEMS[detail.system]} ${detail.ticket === null ? '–' : link(code(detail.ticket, 60), detail.url ?? null)}`,
    escapeText(detail.shown ?? '', 80) || '–',
    people.length === 0 ? '–' : `${people.join(', ')}${when}`,
    escapeText(detail.note ?? '', 240) || '–',
  ]
}

/** `2026-03-10 09:41 UTC`: seconds are in the record. */
function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`
}
