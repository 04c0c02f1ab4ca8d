import type { ServiceNowRule } from '../config/ticket-rule.ts'
import type { Finding } from './finding.ts'
import { instant } from './instant.ts'
import { cannotTell, notApproved, type TicketApproval, type TicketDecision } from './ticket-approval.ts'
import type { Named, ServiceNowTicket } from './ticket-facts.ts'

/**
 * Whether a ServiceNow change stands as the rule asks. The field `approval` of the change is the verdict; the rows of its
 * approvers say only who gave it, because groups may need one of them or all.
 */
export function serviceNowApproval(ticket: ServiceNowTicket, rule: ServiceNowRule, awaiting: boolean): TicketApproval {
  const unmet = awaiting ? ('pending' as const) : ('fail' as const)
  const { approval, state, onHold } = ticket
  const findings: Finding[] = []
  const isApproved = approval.id === rule.approval
  if (!isApproved) {
    findings.push(notApproved(approval.id === 'rejected' ? 'fail' : unmet, `its approval is ${approval.name}`))
  }
  if (!rule.state.some((each) => isCalled(state, each))) findings.push(notApproved(unmet, `its state is ${state.name}`))
  if (onHold === true) findings.push(notApproved(unmet, 'it is on hold'))
  if (rule.window) findings.push(...outsideWindow(ticket, unmet))
  const decision = isApproved ? givenBy(ticket) : null
  if (decision !== null && 'status' in decision) findings.push(decision)
  return {
    findings,
    decisions: decision === null || 'status' in decision ? [] : [decision],
    shown: `${approval.name}, ${state.name}`,
  }
}

/** Raw values are whole numbers and do not change with the language; labels do. */
function isCalled({ id, name }: Named, wanted: string): boolean {
  return /^-?\d+$/.test(wanted) ? id === wanted : name === wanted
}

function givenBy({ approvers }: ServiceNowTicket): Finding | TicketDecision {
  if (approvers.length === 0) return cannotTell('it is approved, but nobody is seen to have approved it')
  const yes = approvers.filter(({ state }) => state === 'approved')
  const newest = yes.toSorted((a, b) => instant(a.at) - instant(b.at)).at(-1)
  if (newest === undefined) return notApproved('fail', 'it is approved, but none of its approvers did so')
  return { what: 'the approval', people: yes.map(({ person }) => person), at: newest.at }
}

/** By ServiceNow's own clock: ours may be wrong, and theirs is the one that the window is planned by. */
function outsideWindow({ start, end, observedAt }: ServiceNowTicket, unmet: 'pending' | 'fail'): readonly Finding[] {
  if (start === null || end === null) return [notApproved(unmet, 'it has no planned start and end')]
  const now = instant(observedAt)
  if (now >= instant(start) && now < instant(end)) return []
  const over = now >= instant(end)
  return [notApproved(over ? 'fail' : unmet, over ? `its time ended at ${end}` : `its time begins at ${start}`)]
}
