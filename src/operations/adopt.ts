import { InputError, toGateError } from '../errors.ts'
import type { PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import { namedStage, type PromotionRequest } from '../promotion/requests.ts'
import { pinChangeTo } from '../promotion/rollback-pins.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { trustEvent } from '../promotion/trust.ts'
import { nothingToAdopt } from './adopt-outcome.ts'
import { concludeModel } from './conclude-model.ts'
import { checkReportNames } from './gather.ts'
import { type LoadedRules, loadRules } from './load-gate.ts'
import { credentialsMissing } from './no-credentials.ts'
import { prepare, type Session } from './prepare.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { toGate } from './read-rules.ts'
import { stoppedRun } from './stopped-run.ts'

/**
 * `verify` with `adopt`: the version that holds the stage's alias, put there by hand, is judged by the whole gate of the
 * stage and, where it passes, recorded as adopted. No alias moves.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function adopt(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  checkInputs(inputs)
  const trust = trustEvent(context.event)
  if (trust.mode !== 'write' || trust.by !== 'branch') {
    const byHand = `An adoption is started by hand, not by \`${context.event.name}\`.`
    return stoppedRun(inputs.operation, {
      stopped: 'refused',
      code: trust.mode === 'refuse' ? trust.code : 'untrusted-event',
      message: trust.mode === 'refuse' ? trust.message : byHand,
      hint: 'Start the workflow by workflow_dispatch on a listed branch.',
    })
  }
  if (!ports.hasCredentials) throw credentialsMissing()
  const runCreatedAt = ports.host.runCreatedAt().catch(toGateError)
  const loaded = await loadRules(trust, inputs, context, ports.host)
  if ('stopped' in loaded) return stoppedRun(inputs.operation, loaded)
  return adoptHolder({ ...sessionOf(loaded, trust, inputs), trust, context, runCreatedAt, ports })
}

function checkInputs({ reason, model, stage }: PromoteInputs): void {
  if (reason === null) {
    throw new InputError('`verify` with `adopt` needs the input `reason`.', {
      hint: 'Say in a sentence why it is to stay; it stands in the record.',
    })
  }
  if (model === null || stage === null) {
    throw new InputError('`verify` with `adopt` needs the inputs `model` and `stage`.', {
      hint: 'What is adopted is named, never found: run `verify` without `adopt` to see what differs.',
    })
  }
}

/** The gate, with one request: for whatever holds the stage. Inputs that ask for another version do not count. */
function sessionOf(
  { rules, change }: LoadedRules,
  trust: Session['trust'],
  inputs: PromoteInputs,
): Pick<Session, 'gate' | 'inputs' | 'pullRequests'> {
  const { config } = rules
  const { model, stage } = namedStage(config, inputs)
  const ofHolder = { ...inputs, version: stage.alias, link: false }
  const gate = toGate(rules, { trust, change, inputs: ofHolder })
  const request: PromotionRequest = {
    model,
    stage,
    ask: { kind: 'alias', alias: stage.alias },
    asked: inputs.version ?? `the version that holds ${stage.alias}`,
    origin: 'holder',
    pin: gate.pins.entries.get(model.name)?.get(stage.name) ?? null,
  }
  return {
    gate: { ...gate, requests: [request] },
    inputs: ofHolder,
    pullRequests: Promise.resolve(gate.pullRequest === null ? [] : [gate.pullRequest]),
  }
}

async function adoptHolder(session: Session): Promise<RunOutcome> {
  const { gate, inputs } = session
  checkReportNames(gate.requests, inputs)
  const [request] = gate.requests
  if (request === undefined) throw new InputError('No stage is named.')
  const prepared = await prepare(request, session)
  const stopped = nothingToAdopt(prepared, session)
  if (stopped !== null) return stopped
  const promotions = (await concludeModel([prepared], session, null)).map((each) => withPinChange(each, session))
  const [outcome] = promotions
  return {
    operation: inputs.operation,
    decision: outcome?.decision ?? 'error',
    conclusion: outcome?.conclusion ?? 'error',
    reasons: outcome?.reasons ?? [],
    promotions,
    listings: [],
    error: null,
    notes: gate.notes,
    commentOn: null,
    config: gate.configFacts,
  }
}

/** What the pins file has to say once the version that a hand put there may stay. */
function withPinChange(outcome: PromotionOutcome, { gate, trust, inputs, context }: Session): PromotionOutcome {
  const [request] = gate.requests
  const stays = ['applied', 'no-change'].includes(outcome.conclusion) && outcome.dryRun === 'no'
  if (!stays || request === undefined || outcome.candidate === null || trust.mode !== 'write') return outcome
  const subject = { config: gate.config, model: request.model, stage: request.stage, pins: gate.pins }
  const why = { branch: trust.branch, reason: inputs.reason, actor: context.actor, pullRequest: gate.pullRequest }
  return { ...outcome, pinChange: pinChangeTo(subject, outcome.candidate.version, why) }
}
