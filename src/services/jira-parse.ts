import * as z from 'zod'
import type { ServiceApproval, TicketChange, TicketPerson } from '../checks/ticket-facts.ts'

/** Jira's answers in the documented shape; what is not needed is left out. */

const Person = z.object({
  accountId: z.string().optional(),
  name: z.string().optional(),
  key: z.string().optional(),
  displayName: z.string().optional(),
  emailAddress: z.string().nullish(),
  accountType: z.string().optional(),
})

/** `2026-03-10T09:41:00.000+0000`, which is nearly ISO 8601. */
const Time = z.string().refine((text) => !Number.isNaN(Date.parse(text)))

const Value = z.object({ id: z.string().min(1), name: z.string(), untranslatedName: z.string().optional() })

/** What can be told of any answer: which fields are in it. */
export const AnyIssue = z.object({ fields: z.record(z.string(), z.unknown()) })

export const Issue = z.object({
  id: z.string().min(1),
  key: z.string().min(1),
  names: z.record(z.string(), z.string()).optional(),
  fields: z.looseObject({
    status: Value,
    resolution: Value.nullish(),
    project: z.object({ key: z.string() }),
    reporter: Person.nullable(),
  }),
})

const Item = z.object({
  field: z.string(),
  fieldId: z.string().optional(),
  to: z.string().nullish(),
})
const HistoryEntry = z.object({ created: Time, author: Person.nullish(), items: z.array(Item) })
export type History = z.output<typeof HistoryEntry>

export const ChangelogPage = z.object({
  startAt: z.int(),
  total: z.int(),
  isLast: z.boolean().optional(),
  values: z.array(HistoryEntry),
})

export const IssueWithHistory = z.object({
  changelog: z.object({ total: z.int(), histories: z.array(HistoryEntry) }),
})

/** Jira Service Management writes each date in four ways; this one is a number. */
const Moment = z.object({ epochMillis: z.number() })

const Approval = z.object({
  name: z.string().default(''),
  finalDecision: z.enum(['approved', 'declined', 'pending']),
  approvers: z.array(z.object({ approver: Person, approverDecision: z.string() })),
  createdDate: Moment,
  completedDate: Moment.nullish(),
})

export const ApprovalPage = z.object({ start: z.int(), isLastPage: z.boolean(), values: z.array(Approval) })

export function personOf(person: z.output<typeof Person>): TicketPerson {
  const id = person.accountId ?? person.name ?? person.key ?? ''
  return {
    id,
    name: person.displayName ?? id,
    email: person.emailAddress || null,
    isHuman: person.accountType !== 'app',
  }
}

/**
 * The changes that matter, oldest first. Cloud names the field by id; older Data Center by id for its own fields, and by the
 * displayed name for others.
 */
export function changesOf(
  histories: readonly History[],
  naming: readonly string[],
  names: Readonly<Record<string, string>>,
): readonly TicketChange[] {
  const called = new Set(naming.flatMap((field) => [field, names[field] ?? field]))
  const kind = ({ field, fieldId }: History['items'][number]): TicketChange['what'] | null => {
    const id = fieldId ?? field
    if (id === 'status' || id === 'resolution') return id
    return naming.includes(id) || (fieldId === undefined && called.has(field)) ? 'names' : null
  }
  return histories
    .flatMap(({ created, author, items }) =>
      items.flatMap((item) => {
        const what = kind(item)
        const by = author == null ? null : personOf(author)
        return what === null ? [] : [{ at: iso(created), by, what, to: item.to ?? null }]
      }),
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

export function serviceApproval(approval: z.output<typeof Approval>): ServiceApproval {
  return {
    name: approval.name,
    decision: approval.finalDecision,
    approvers: approval.approvers
      .filter(({ approverDecision }) => approverDecision === 'approved')
      .map(({ approver }) => personOf(approver)),
    createdAt: new Date(approval.createdDate.epochMillis).toISOString(),
    completedAt: approval.completedDate == null ? null : new Date(approval.completedDate.epochMillis).toISOString(),
  }
}

/** A text, an option of a list, or a document of the Cloud editor, as plain text; null: something else. */
export function textOf(value: unknown): string | null {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value !== 'object') return null
  if ('type' in value && value.type === 'doc') return documentText(value)
  return 'value' in value && typeof value.value === 'string' ? value.value : null
}

/** Parts of one paragraph belong together, also where the type changes in the middle; blocks are lines of their own. */
function documentText(node: unknown, depth = 0): string {
  if (typeof node !== 'object' || node === null || depth > 100) return ''
  if ('text' in node && typeof node.text === 'string') return node.text
  if ('type' in node && node.type === 'hardBreak') return '\n'
  const content = 'content' in node && Array.isArray(node.content) ? node.content : []
  const inside = content.map((child) => documentText(child, depth + 1)).join('')
  const isLine =
    'type' in node && ['paragraph', 'heading', 'codeBlock', 'listItem', 'tableCell'].includes(String(node.type))
  return isLine ? `${inside}\n` : inside
}

function iso(time: string): string {
  return new Date(Date.parse(time)).toISOString()
}
