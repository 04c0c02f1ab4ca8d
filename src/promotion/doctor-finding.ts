import type { Position } from '../errors.ts'
import type { ReasonCode } from '../reason-codes.ts'

export const LEVELS = ['problem', 'warning', 'unknown', 'ok'] as const
export type Level = (typeof LEVELS)[number]

/** One thing that was looked at, in words for the person who has to mend it. */
export interface Finding {
  readonly level: Level
  /** What was looked at. */
  readonly what: string
  readonly found: string
  /** Why it matters on the day of need; empty where all is well. */
  readonly why: string
  /** Empty where nothing is to be done. */
  readonly remedy: string
  /** Of a problem: the reason that a run would be refused with. */
  readonly code: ReasonCode | null
  readonly at?: Position
}

interface Told {
  readonly what: string
  readonly found: string
  readonly why: string
  readonly remedy: string
  readonly at?: Position | undefined
}

export function ok(what: string, found: string): Finding {
  return { level: 'ok', what, found, why: '', remedy: '', code: null }
}

export function warning(told: Told): Finding {
  return finding('warning', null, told)
}

/** What the doctor cannot see from here, and who can. */
export function unknown(told: Told): Finding {
  return finding('unknown', null, told)
}

export function problem(code: ReasonCode, told: Told): Finding {
  return finding('problem', code, told)
}

function finding(level: Level, code: ReasonCode | null, { at, ...told }: Told): Finding {
  return { level, code, ...told, ...(at === undefined ? {} : { at }) }
}

/** `a, b, c and 4 more`: names as they stand. */
export function namesOf(names: readonly string[], most = 5): string {
  const rest = names.length - most
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ')
}
