import type { TicketRule } from '../config/ticket-rule.ts'
import type { TicketDetail } from './detail.ts'
import type { RecordFacts } from './facts.ts'
import { conclude, type Finding, notesOf } from './finding.ts'
import { instant } from './instant.ts'
import { jiraApproval } from './jira-ticket.ts'
import { serviceNowApproval } from './servicenow-ticket.ts'
import type { TicketApproval } from './ticket-approval.ts'
import type { LoadedTicket, Ticket } from './ticket-facts.ts'
import { namedVersions, type TicketSubject } from './ticket-names.ts'
import { peopleFindings } from './ticket-people.ts'
import { usedBefore } from './ticket-use.ts'
import { group, type Verdict } from './verdict.ts'

export interface TicketInput {
  readonly rule: TicketRule
  /** Those of the rule's kind that the request names. */
  readonly tickets: readonly LoadedTicket[]
  readonly subject: TicketSubject
  /** Since when the version is in the registry (ISO 8601); null: it is not. */
  readonly versionSince: string | null
  /** E-mails of those who made the change. */
  readonly makers: readonly string[]
  /** Records of this version in any stage, and of this stage. */
  readonly records: readonly RecordFacts[]
  /** The pull request is open, so what is missing may still come. */
  readonly awaiting: boolean
}

/**
 * Judges one rule that a ticket answers. Tickets that name another version belong to something else and are left aside as
 * soon as one names this version; of the others each must approve, and one that cannot be read is never left aside.
 */
export function evaluateTicket(input: TicketInput): Verdict {
  const { rule, tickets } = input
  const judged = tickets.map((ticket) => judge(ticket, input))
  const about = judged.filter(({ findings }) => !findings.some(({ reason }) => reason === 'ticket-other-version'))
  const [only, ...others] = about.length > 0 ? about : judged
  if (only === undefined) return missing(input)
  if (others.length === 0) return node(input, rule.id, only)
  const children = [only, ...others].map((each) => node(input, `${rule.id}/${each.detail.ticket}`, each))
  return { ...group(rule.id, rule.role, children), at: rule.at }
}

interface Judged {
  readonly findings: readonly Finding[]
  readonly detail: Omit<TicketDetail, 'type' | 'system' | 'role'>
}

function judge(loaded: LoadedTicket, input: TicketInput): Judged {
  if (!loaded.ok) {
    const { code, message } = loaded.problem
    return {
      findings: [{ status: 'error', reason: code, note: message }],
      detail: { ticket: loaded.asked, approvedBy: [] },
    }
  }
  const { ticket, asked } = loaded
  const approval = approvalOf(ticket, input)
  const people = peopleFindings(approval.decisions, { ticket, rule: input.rule, makers: input.makers })
  const findings = [
    ...namesFindings(ticket, input.subject),
    ...approval.findings,
    ...orderFindings(ticket, approval, input.versionSince),
    ...people.findings,
    ...usedBefore(ticket, input.records),
  ]
  const newest = approval.decisions
    .map(({ at }) => at)
    .toSorted((a, b) => instant(a) - instant(b))
    .at(-1)
  return {
    findings,
    detail: {
      ticket: ticket.key,
      ...(asked === ticket.key ? {} : { asked }),
      ticketId: ticket.id,
      url: ticket.url,
      shown: approval.shown,
      approvedBy: people.counted,
      ...(newest === undefined ? {} : { approvedAt: newest }),
      observedAt: ticket.observedAt,
      sha256: ticket.sha256,
    },
  }
}

function approvalOf(ticket: Ticket, { rule, awaiting }: TicketInput): TicketApproval {
  if (ticket.system === 'jira' && rule.system === 'jira') return jiraApproval(ticket, rule, awaiting)
  if (ticket.system === 'servicenow' && rule.system === 'servicenow') return serviceNowApproval(ticket, rule, awaiting)
  const note = `it is a ticket of ${ticket.system}`
  return { findings: [{ status: 'error', reason: 'ticket-access', note }], decisions: [], shown: '' }
}

/** The ticket names this version of the model and no other, so that one approval cannot serve two versions. */
function namesFindings({ texts }: Ticket, subject: TicketSubject): readonly Finding[] {
  const named = new Set(texts.flatMap((text) => [...namedVersions(text, subject)]))
  if (subject.version !== null && named.size === 1 && named.has(subject.version)) return []
  const model = subject.names[0] ?? ''
  const wanted = `it must name ${model}:${subject.version ?? 'vN'}`
  const note =
    named.size === 0 ? `${wanted} and names no version of it` : `${wanted} alone and names ${[...named].join(', ')}`
  return [{ status: 'fail', reason: 'ticket-other-version', note }]
}

/** Nobody could approve a version before it was there, nor a text that was written later. */
function orderFindings(ticket: Ticket, { decisions }: TicketApproval, versionSince: string | null): readonly Finding[] {
  const oldest = decisions.map(({ at }) => at).toSorted((a, b) => instant(a) - instant(b))[0]
  if (oldest === undefined) return []
  const findings: Finding[] = []
  if (versionSince === null || !(instant(oldest) >= instant(versionSince))) {
    const note = `approved at ${oldest}, before the version was in the registry (${versionSince ?? 'never'})`
    findings.push({ status: 'fail', reason: 'ticket-not-approved', note })
  }
  const changes = ticket.system === 'jira' ? ticket.changes : []
  const later = changes.findLast(({ what, at }) => what === 'names' && instant(at) > instant(oldest))
  if (later !== undefined) {
    const note = `what names the version was changed at ${later.at}, after the approval of ${oldest}`
    findings.push({ status: 'fail', reason: 'ticket-not-approved', note })
  }
  return findings
}

function missing(input: TicketInput): Verdict {
  const { rule, awaiting } = input
  const what = rule.system === 'jira' ? `a Jira ticket of the project ${rule.project}` : 'a ServiceNow number'
  const finding = { status: awaiting ? 'pending' : 'fail', reason: 'ticket-missing', note: `wanted: ${what}` } as const
  return node(input, rule.id, { findings: [finding], detail: { ticket: null, approvedBy: [] } })
}

function node({ rule }: TicketInput, id: string, { findings, detail }: Judged): Verdict {
  const whole: TicketDetail = {
    type: 'ticket',
    system: rule.system,
    role: rule.role,
    ...detail,
    ...notesOf(findings),
  }
  return { id, kind: 'ticket', ...conclude(findings), label: rule.role, detail: whole, at: rule.at, children: [] }
}
