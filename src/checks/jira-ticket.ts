import type { JiraRule } from '../config/ticket-rule.ts'
import type { Finding } from './finding.ts'
import { instant } from './instant.ts'
import { cannotTell, notApproved, type TicketApproval, type TicketDecision } from './ticket-approval.ts'
import type { JiraTicket, Named, ServiceApproval } from './ticket-facts.ts'

/** Whether a Jira ticket stands as the rule asks, and by whose doing. `awaiting`: what is missing may still come. */
export function jiraApproval(ticket: JiraTicket, rule: JiraRule, awaiting: boolean): TicketApproval {
  const unmet = awaiting ? ('pending' as const) : ('fail' as const)
  const parts: readonly Part[] = [
    ...(ticket.project === rule.project ? [] : [otherProject(ticket, rule)]),
    ...(rule.status.length === 0 ? [] : [valueIn('status', ticket, rule.status, unmet)]),
    ...(rule.resolution.length === 0 ? [] : [valueIn('resolution', ticket, rule.resolution, unmet)]),
    ...(rule.approvals ? approvalsOf(ticket, unmet) : []),
  ]
  const { status, resolution } = ticket
  return {
    findings: parts.filter(isFinding),
    decisions: parts.filter((part): part is TicketDecision => !isFinding(part)),
    shown: resolution === null ? status.name : `${status.name}, ${resolution.name}`,
  }
}

type Part = Finding | TicketDecision

function isFinding(part: Part): part is Finding {
  return 'status' in part
}

function otherProject({ key, project }: JiraTicket, rule: JiraRule): Finding {
  const note = `it is ${key} in the project ${project} now, and the rule asks for one of ${rule.project}`
  return { status: 'fail', reason: 'ticket-missing', note }
}

/** The ticket has one of the values, and its history says who gave it that value the last time. */
function valueIn(
  what: 'status' | 'resolution',
  ticket: JiraTicket,
  wanted: readonly string[],
  unmet: 'pending' | 'fail',
): Part {
  const value = ticket[what]
  if (value === null) return notApproved(unmet, `it has no ${what} yet`)
  if (!wanted.some((each) => isCalled(value, each))) {
    // A ticket with another resolution was decided otherwise; a status may still change.
    return notApproved(what === 'resolution' ? 'fail' : unmet, `its ${what} is ${value.name}`)
  }
  const last = ticket.changes.findLast((change) => change.what === what)
  if (last === undefined) return notApproved('fail', `nobody gave it the ${what} ${value.name}: it began with it`)
  if (last.to !== value.id) {
    return cannotTell(`its history does not say how it got the ${what} ${value.name}`)
  }
  return { what: `${what} ${value.name}`, people: last.by === null ? [] : [last.by], at: last.at }
}

/** An entry of digits is an id, which no renaming and no translation changes. */
function isCalled({ id, name }: Named, wanted: string): boolean {
  return /^\d+$/.test(wanted) ? id === wanted : name === wanted
}

/** Every approval that was asked for, in its newest form: Jira opens a new one of the same name after a refusal. */
function approvalsOf({ approvals }: JiraTicket, unmet: 'pending' | 'fail'): readonly Part[] {
  if (approvals === null) return [cannotTell('its approvals were not read')]
  const newest = new Map<string, ServiceApproval>()
  for (const each of approvals.toSorted((a, b) => instant(a.createdAt) - instant(b.createdAt)))
    newest.set(each.name, each)
  if (newest.size === 0) return [notApproved(unmet, 'no approval was asked for in Jira Service Management')]
  return [...newest.values()].map((each) => approvalPart(each, unmet))
}

function approvalPart({ name, decision, approvers, completedAt }: ServiceApproval, unmet: 'pending' | 'fail'): Part {
  if (decision === 'declined') return notApproved('fail', `the approval "${name}" was declined`)
  if (decision === 'pending') return notApproved(unmet, `the approval "${name}" is not given yet`)
  if (completedAt === null) return cannotTell(`it does not say when the approval "${name}" was given`)
  return { what: `the approval "${name}"`, people: approvers, at: completedAt }
}
