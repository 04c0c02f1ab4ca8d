import type { RunSettings } from '../checks/facts.ts'

export interface SettingChange {
  /** Nested keys joined by dots. */
  readonly key: string
  /** Short and harmless text; null: there was none. `hidden`: the value is not to be shown. */
  readonly from: SettingValue | null
  readonly to: SettingValue | null
}

export type SettingValue = { readonly text: string } | 'hidden'

export interface SettingChanges {
  readonly changes: readonly SettingChange[]
  /** How many more there are. */
  readonly more: number
  /** False: a config was too long to compare whole. */
  readonly complete: boolean
}

const MOST_CHANGES = 15

/** Keys whose values differ. Keys that only one side has stand behind those that both have; else by name. */
export function settingChanges(before: RunSettings, after: RunSettings): SettingChanges {
  const keys = [...new Set([...before.values.keys(), ...after.values.keys()])].toSorted()
  const complete = before.complete && after.complete
  const differing = keys.flatMap((key): readonly SettingChange[] => {
    const [from, to] = [before.values.get(key), after.values.get(key)]
    if (from === to) return []
    // What lies beyond the end of a config that was cut is not gone.
    if (!complete && (from === undefined || to === undefined)) return []
    return [{ key, from: shown(key, from), to: shown(key, to) }]
  })
  const both = differing.filter(({ from, to }) => from !== null && to !== null)
  const ordered = [...both, ...differing.filter((each) => !both.includes(each))]
  return {
    changes: ordered.slice(0, MOST_CHANGES),
    more: Math.max(0, ordered.length - MOST_CHANGES),
    complete,
  }
}

/**
 * A comment is read by more people than a W&B project, so only what cannot well be a secret is shown: numbers, true and false, and
 * short plain words. A key that sounds like a secret shows nothing.
 */
function shown(key: string, json: string | undefined): SettingValue | null {
  if (json === undefined) return null
  if (SECRET.test(key)) return 'hidden'
  const value: unknown = JSON.parse(json)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return { text: json }
  return typeof value === 'string' && !SECRET_TEXT.test(key) && isPlainWord(value) ? { text: value } : 'hidden'
}

const SECRET = /secret|passw|pwd|passphrase|credential|(^|[^a-z])(pin|salt)([^a-z]|$)/iu
/** Numbers under such names are counts (`max_tokens`) and switches. */
const SECRET_TEXT =
  /key([^a-z]|$)|token|auth([^a-z]|$)|bearer|cookie|session|dsn|webhook|(^|[^a-z])(pat|sas|jwt)([^a-z]|$)/iu

const LONGEST = 40

/** Names of models, optimisers, data sets, paths of few parts: words with few digits in one run, no address, no sign-in. */
function isPlainWord(text: string): boolean {
  if (text.length > LONGEST || !/^[\w .+/:-]*$/u.test(text) || text.includes('://')) return false
  return text.split(/[^A-Za-z0-9]/u).every(isPlainPart)
}

/** Keys and hashes are long runs that mix letters with digits, or upper with lower case. */
function isPlainPart(part: string): boolean {
  if (part.length <= 8) return true
  if (/^\d+$/u.test(part)) return part.length <= 12
  return part.length <= 20 && (/^[a-z]+\d{0,3}$/u.test(part) || /^[A-Z]?[a-z]+([A-Z][a-z]+){0,3}\d{0,3}$/u.test(part))
}
