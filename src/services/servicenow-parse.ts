import * as z from 'zod'
import type { ChangeApprover, TicketPerson } from '../checks/ticket-facts.ts'

/** A field with `sysparm_display_value=all`: raw value, and the label in the account's language and time zone. */
export const Cell = z.object({ value: z.string(), display_value: z.string() })
export type Cell = z.output<typeof Cell>

export const Row = z.record(z.string(), Cell)
export type Row = z.output<typeof Row>

export const ApproverRow = z.object({
  state: Cell,
  approver: Cell,
  'approver.user_name': Cell.optional(),
  'approver.name': Cell.optional(),
  'approver.email': Cell.optional(),
  sysapproval: Cell.optional(),
  document_id: Cell.optional(),
  sys_updated_on: Cell,
})

export function List<T extends z.ZodType>(row: T) {
  return z.object({ result: z.array(row) })
}

/** Raw times are in UTC and say no zone: `2026-03-10 09:41:00`. ISO 8601; null: none. */
export function moment(text: string): string | null {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text) ?? []
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T${time}Z`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

export function approverOf(row: z.output<typeof ApproverRow>, userName: string): Omit<ChangeApprover, 'at'> {
  const person = {
    id: userName,
    name: row['approver.name']?.value || row.approver.display_value || userName,
    email: row['approver.email']?.value || null,
    isHuman: true,
  }
  return { person, state: row.state.value }
}

/** `userName` null: the record names no requester. */
export function requesterOf(row: Row, field: string, userName: string | null): TicketPerson | null {
  if (userName === null) return null
  const name = row[field]?.display_value || userName
  return { id: userName, name, email: row[`${field}.email`]?.value || null, isHuman: true }
}
