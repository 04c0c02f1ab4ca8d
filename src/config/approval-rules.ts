import { caution, type Findings, refuse } from './findings.ts'
import { field, has, items, numberOf, textOf } from './loose.ts'
import type { Path } from './yaml-source.ts'

/** Rules between the keys of one approval rule: nobody twice, and enough people to reach the count. */
export function approvalRules(rule: unknown, path: Path, findings: Findings): void {
  const eligible = userRules(rule, path, findings)
  const place = [...path, 'users']
  const count = numberOf(has(rule, 'count') ? field(rule, 'count') : 1)
  if (count === null || eligible.size === 0) return
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

/** Nobody is listed twice. Returns the logins in lower case; none where the rule has no list. */
export function userRules(rule: unknown, path: Path, findings: Findings): ReadonlySet<string> {
  const logins = new Set<string>()
  for (const [index, user] of items(field(rule, 'users')).entries()) {
    const login = plainLogin(textOf(user) ?? '').toLowerCase()
    if (login !== '' && logins.has(login)) {
      refuse(findings, [...path, 'users', index], {
        message: `\`${login}\` is listed twice`,
        hint: 'Logins are the same in upper and lower case.',
      })
    }
    logins.add(login)
  }
  return logins
}

/** A login without the `@` that people like to write in front. */
export function plainLogin(text: string): string {
  return text.startsWith('@') ? text.slice(1) : text
}
