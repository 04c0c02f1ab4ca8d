import type { CountedApproval, IgnoredApproval } from './detail.ts'
import type { Person } from './facts.ts'

/** An approval that may count, and whose it is. */
export interface FitApproval {
  readonly person: Person
  readonly approval: CountedApproval
}

/** What one rule found, before it is settled which role each person fills. */
export interface Tally {
  readonly fit: FitApproval[]
  readonly ignored: IgnoredApproval[]
  /** People whose approval could count and who request changes, or who rejected the environment. */
  readonly blocking: string[]
}

export function emptyTally(): Tally {
  return { fit: [], ignored: [], blocking: [] }
}
