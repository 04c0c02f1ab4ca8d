import type { GateError } from '../errors.ts'
import type { Decision, RunOutcome } from '../promotion/outcome.ts'
import { toOutcomeError } from '../promotion/outcome-error.ts'
import type { Gate, Stopped } from './gate.ts'

type Stop = Omit<Stopped, 'stopped'> & { readonly stopped: Stopped['stopped'] | 'pending' }

const DECISIONS: Readonly<Record<Stop['stopped'], Decision>> = {
  refused: 'fail',
  'no-change': 'pass',
  pending: 'pending',
}

/** A run that ended before any promotion was judged, by a rule and not by a failure. */
export function stoppedRun(operation: string, stop: Stop, gate?: Gate): RunOutcome {
  const { code, message, hint } = stop
  return {
    operation,
    decision: DECISIONS[stop.stopped],
    conclusion: stop.stopped,
    reasons: [code],
    promotions: [],
    listings: [],
    error: { code, message, issues: [], ...(hint === undefined ? {} : { hint }) },
    notes: stop.notes ?? gate?.notes ?? [],
    commentOn: null,
    config: gate?.configFacts ?? null,
  }
}

/** A run that could not be carried out: we do not know, so nothing passes. */
export function failedRun(operation: string, error: GateError, commentOn: number | null): RunOutcome {
  return {
    operation,
    decision: 'error',
    conclusion: 'error',
    reasons: [error.code],
    promotions: [],
    listings: [],
    error: toOutcomeError(error),
    notes: [],
    commentOn,
    config: null,
  }
}
