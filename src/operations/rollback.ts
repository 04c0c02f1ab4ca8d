import { type GateError, toGateError } from '../errors.ts'
import type { PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import { namedStage } from '../promotion/requests.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { trustEvent } from '../promotion/trust.ts'
import { loadRules } from './load-gate.ts'
import { credentialsMissing } from './no-credentials.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { configFactsOf } from './read-rules.ts'
import { concludeRollback } from './rollback-apply.ts'
import { describeRollback, waitingOutcome } from './rollback-outcome.ts'
import { decideRollback, gatherRollback, type RollbackWork } from './rollback-read.ts'
import { suggestEarlier } from './rollback-suggestion.ts'
import { stoppedRun } from './stopped-run.ts'

/**
 * Moves a stage's alias back: to the last known good version, or to the one that `version` names. Evaluates nothing
 * slow again: the target passed the gate when its record was written.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function rollback(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  const trust = trustEvent(context.event)
  if (trust.mode !== 'write' || trust.by !== 'branch') {
    const byHand = `A rollback is started by hand, not by \`${context.event.name}\`.`
    return stoppedRun(inputs.operation, {
      stopped: 'refused',
      code: trust.mode === 'refuse' ? trust.code : 'untrusted-event',
      message: trust.mode === 'refuse' ? trust.message : byHand,
      hint: 'Start the workflow by workflow_dispatch on a listed branch.',
    })
  }
  if (!ports.hasCredentials) throw credentialsMissing()
  const requestedAt = settled(ports.host.runCreatedAt())
  const loaded = await loadRules(trust, inputs, context, ports.host)
  if ('stopped' in loaded) return stoppedRun(inputs.operation, loaded)
  const named = namedStage(loaded.rules.config, inputs)
  const outcome = await rollbackStage({ inputs, context, ports, loaded, ...named, requestedAt })
  const { decision, conclusion, reasons } = outcome
  return {
    operation: inputs.operation,
    decision,
    conclusion,
    reasons,
    promotions: [outcome],
    listings: [],
    error: null,
    notes: loaded.rules.notes,
    commentOn: null,
    config: configFactsOf(loaded.change, inputs),
  }
}

async function rollbackStage(work: RollbackWork): Promise<PromotionOutcome> {
  const gathered = await gatherRollback(work)
  if (gathered.waitFor !== null) return waitingOutcome(work, gathered.registry, gathered.waitFor)
  const decision = await decideRollback(work, gathered)
  const concluded = await concludeRollback(work, gathered, decision)
  const suggested = decision.plan === null ? await suggestEarlier(work, gathered.registry) : []
  const notes = [...gathered.notes, ...concluded.notes, ...suggested]
  return describeRollback(work, gathered.registry, { ...concluded, notes }, decision)
}

/** Keeps a failure as a value until somebody needs the answer. */
function settled(promise: Promise<string>): Promise<string | GateError> {
  return promise.catch(toGateError)
}
