import type { GateError } from '../errors.ts'
import type { OutcomeError } from './outcome.ts'

/** An error as it is told; `message` and `hint` may be put in other words. */
export function toOutcomeError(error: GateError, message = error.message, hint = error.hint): OutcomeError {
  return { code: error.code, message, issues: error.issues, ...(hint === undefined ? {} : { hint }) }
}
