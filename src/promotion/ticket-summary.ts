import type { TicketApprover } from '../checks/detail.ts'
import type { Status, Verdict } from '../checks/verdict.ts'

/** A ticket as record and result keep it (file contracts are snake_case). Absent texts are empty. */
export interface TicketSummary {
  readonly system: 'jira' | 'servicenow'
  readonly ticket: string
  readonly ticket_id: string
  readonly url: string
  readonly role: string
  readonly status: Status
  readonly shown: string
  readonly approved_by: readonly TicketApprover[]
  readonly approved_at: string
  readonly observed_at: string
  readonly sha256: string
}

/** Every ticket of the tree that was looked up. */
export function summariseTickets(verdict: Verdict): readonly TicketSummary[] {
  const { detail, status } = verdict
  const below = verdict.children.flatMap(summariseTickets)
  if (detail?.type !== 'ticket' || detail.ticket === null) return below
  return [
    {
      system: detail.system,
      ticket: detail.ticket,
      ticket_id: detail.ticketId ?? '',
      url: detail.url ?? '',
      role: detail.role,
      status,
      shown: detail.shown ?? '',
      approved_by: detail.approvedBy,
      approved_at: detail.approvedAt ?? '',
      observed_at: detail.observedAt ?? '',
      sha256: detail.sha256 ?? '',
    },
    ...below,
  ]
}
