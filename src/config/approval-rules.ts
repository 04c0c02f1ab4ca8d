import { emptySeats } from './assign-roles.ts'
import { caution, type Findings, refuse } from './findings.ts'
import { field, has, items, numberOf, textOf } from './loose.ts'
import type { Path } from './yaml-source.ts'

/** Keys that say who may approve; the reviewers of an environment are named at GitHub. */
const OPEN_TO_FEW = ['users', 'teams', 'environment']

/** Rules between the approval rules of a stage, and within each. */
export function stageApprovalRules(stage: unknown, path: Path, findings: Findings): void {
  const rules = items(field(stage, 'approvals'))
  for (const [index, rule] of rules.entries()) {
    const at = [...path, 'approvals', index]
    approvalRules(rule, at, findings)
    environmentRules(rule, at, findings)
  }
  sharedPeople(rules, [...path, 'approvals'], findings)
}

/** Rules between the keys of one approval rule: nobody twice, and enough people to reach the count. */
export function approvalRules(rule: unknown, path: Path, findings: Findings): void {
  const eligible = nameRules(rule, 'users', path, findings)
  const teams = nameRules(rule, 'teams', path, findings)
  if (field(rule, 'permission') === 'read' && !OPEN_TO_FEW.some((key) => has(rule, key))) {
    const message = 'Whoever can read the repository may approve here: of a public one that is anybody'
    caution(findings, [...path, 'permission'], { message, hint: 'List the people under `users` or `teams`.' })
  }
  const place = [...path, 'users']
  const count = countOf(rule)
  // How many people are in a team, the file does not say.
  if (count === null || eligible.size === 0 || teams.size > 0) return
  const people = eligible.size === 1 ? '1 eligible person' : `${eligible.size} eligible people`
  if (eligible.size < count) {
    refuse(findings, place, {
      message: 'Too few people could ever approve',
      expected: `at least ${count}`,
      found: people,
    })
  } else if (eligible.size === count) {
    const message = `${people} for ${count === 1 ? '1 approval' : `${count} approvals`}: the gate is stuck as soon as one of them is away or wrote the change`
    caution(findings, place, { message, hint: 'List more people than the count.' })
  }
}

/** Nobody, and no team, is listed twice. Returns the names in lower case; none where the rule has no such list. */
export function nameRules(rule: unknown, key: 'users' | 'teams', path: Path, findings: Findings): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [index, item] of items(field(rule, key)).entries()) {
    const name = plainName(textOf(item) ?? '').toLowerCase()
    if (name !== '' && names.has(name)) {
      refuse(findings, [...path, key, index], {
        message: `\`${name}\` is listed twice`,
        hint: `${key === 'users' ? 'Logins' : 'Teams'} are the same in upper and lower case.`,
      })
    }
    names.add(name)
  }
  return names
}

/** A login or team without the `@` that people like to write in front. */
export function plainName(text: string): string {
  return text.startsWith('@') ? text.slice(1) : text
}

function countOf(rule: unknown): number | null {
  return numberOf(has(rule, 'count') ? field(rule, 'count') : 1)
}

/** What GitHub's environments cannot give. */
function environmentRules(rule: unknown, path: Path, findings: Findings): void {
  if (!has(rule, 'environment')) return
  if ((countOf(rule) ?? 1) > 1) {
    refuse(findings, [...path, 'count'], {
      message: 'An environment gives one approval: the job goes on after the first reviewer',
      expected: '1',
      hint: 'Write one rule for each environment that the promoting run passes through.',
    })
  }
  if (has(rule, 'expires')) {
    const message = 'GitHub does not say when an environment was approved, so such an approval cannot lapse'
    refuse(findings, [...path, 'expires'], { message, hint: 'Remove `expires`: each run is approved anew.' })
  }
  if (field(rule, 'code_owners') === true) {
    const message = 'Code owners review pull requests, not environments'
    refuse(findings, [...path, 'code_owners'], { message, hint: 'Make it a rule of its own.' })
  }
}

/** One person fills one role: the people listed for several roles must be enough for all of them together. */
function sharedPeople(rules: readonly unknown[], path: Path, findings: Findings): void {
  const closed = rules.filter(
    (rule) => items(field(rule, 'users')).length > 0 && !has(rule, 'teams') && field(rule, 'may_share') !== true,
  )
  const seats = closed.map((rule) => {
    const names = items(field(rule, 'users')).map((user) => plainName(textOf(user) ?? '').toLowerCase())
    return { need: countOf(rule) ?? 0, people: [...new Set(names)] }
  })
  // Too few for one rule alone is told at that rule.
  if (seats.some(({ need, people }) => people.length < need)) return
  const missing = emptySeats(seats).reduce((sum, each) => sum + each, 0)
  if (missing === 0) return
  refuse(findings, path, {
    message: `Too few people for all roles together, as one person fills one role: ${missing} more ${missing === 1 ? 'is' : 'are'} needed`,
    hint: 'List more people, or write `may_share: true` where one person may fill several roles.',
  })
}
