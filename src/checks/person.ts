import type { Person } from './facts.ts'

/** GitHub logins differ in nothing but case for the same account. */
export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/**
 * Equal id or equal login. Either suffices, because this is used to keep people from approving their own work: a
 * renamed account must not get round it.
 */
export function samePerson(a: Person, b: Person): boolean {
  return (a.id !== null && a.id === b.id) || sameLogin(a.login, b.login)
}

/** By account type, and by name where a proxy hides the type. */
export function isBot(person: Person): boolean {
  return person.kind === 'bot' || person.login.toLowerCase().endsWith('[bot]')
}
