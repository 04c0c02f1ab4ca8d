import { assignRoles } from '../config/assign-roles.ts'
import type { ApprovalRule } from '../config/gate-config.ts'
import type { FitApproval, Tally } from './approval-tally.ts'
import type { CountedApproval, IgnoredApproval } from './detail.ts'
import { instant } from './instant.ts'

/** Approvals of one rule after each person was given a role. */
export interface Filled {
  readonly counted: readonly CountedApproval[]
  readonly ignored: readonly IgnoredApproval[]
}

/**
 * One person fills one role: gives everybody who could fill several to one of them, so that all roles are filled if that
 * can be done at all. Rules that may share take whoever fits, wherever else they are counted. The answer does not
 * depend on the order in which reviews are listed.
 * @param tallies in the order of the rules
 */
export function fillRoles(rules: readonly ApprovalRule[], tallies: readonly Tally[]): readonly Filled[] {
  const keyOf = personKeys(tallies.flatMap(({ fit }) => fit))
  const people = tallies.map(({ fit }) => inOrder(fit))
  const closed = rules.map((rule, index) => (rule.mayShare ? [] : (people[index] ?? []).map(keyOf)))
  const roleOf = assignRoles(rules.map(({ count }, index) => ({ need: seats(count), people: closed[index] ?? [] })))
  return rules.map((rule, index) => {
    const counted: CountedApproval[] = []
    const ignored: IgnoredApproval[] = [...(tallies[index]?.ignored ?? [])]
    for (const each of people[index] ?? []) {
      const role = roleOf.get(keyOf(each))
      if (rule.mayShare || role === index) counted.push(each.approval)
      else ignored.push({ ...each.approval, why: 'counted-elsewhere', note: `as ${rules[role ?? 0]?.role ?? ''}` })
    }
    return { counted, ignored }
  })
}

/** At least one, whatever the rule says: a rule that asks for nobody is met by nobody. */
function seats(count: number): number {
  return Number.isFinite(count) ? Math.max(1, count) : 1
}

function inOrder(fit: readonly FitApproval[]): readonly FitApproval[] {
  const login = ({ approval }: FitApproval) => approval.login.toLowerCase()
  return fit.toSorted(
    (a, b) =>
      instant(a.approval.at) - instant(b.approval.at) || (login(a) < login(b) ? -1 : login(a) > login(b) ? 1 : 0),
  )
}

/** One key for each account: by id, because logins change; by login where GitHub gives no id. */
function personKeys(all: readonly FitApproval[]): (each: FitApproval) => string {
  const ids = new Map<string, number>()
  for (const { person } of all) if (person.id !== null) ids.set(person.login.toLowerCase(), person.id)
  return ({ person }) => String(person.id ?? ids.get(person.login.toLowerCase()) ?? person.login.toLowerCase())
}
