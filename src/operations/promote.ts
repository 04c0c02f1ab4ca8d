import { toGateError } from '../errors.ts'
import type { RunOutcome } from '../promotion/outcome.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { trustEvent } from '../promotion/trust.ts'
import type { Gate, Stopped, Working } from './gate.ts'
import { loadGate } from './load-gate.ts'
import { credentialsMissing } from './no-credentials.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { stoppedRun } from './stopped-run.ts'

/**
 * `plan` and `promote`: judges what the event requests and, where the event may write, moves the aliases.
 * A plan and an untrusted event never write. Models are refused or applied one by one, each with its records.
 * @throws whatever keeps us from judging at all: InputError, ConfigError, AccessError, RemoteError.
 */
export async function promote(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  const trust = trustEvent(context.event)
  if (trust.mode === 'nothing') return stoppedRun(inputs.operation, { stopped: 'no-change', ...trust })
  if (trust.mode === 'refuse') return stoppedRun(inputs.operation, { stopped: 'refused', ...trust })
  if (!ports.hasCredentials) return withoutCredentials(inputs, context)
  const runCreatedAt = trust.mode === 'write' ? settled(ports.host.runCreatedAt()) : null
  const gate = await loadGate(trust, inputs, context, ports)
  if ('stopped' in gate) return stoppedRun(inputs.operation, gate)
  if (trust.mode === 'plan' || gate.requests.length > 0) announce(gate, ports)
  if (gate.requests.length === 0) return withoutRequests(inputs, gate, trust)
  const { promoteRequests } = await import(/* webpackMode: "eager" */ './promote-requests.ts')
  return promoteRequests({ gate, trust, inputs, context, runCreatedAt, ports })
}

/** Whoever posts the comments may look for the existing ones while the registry is read. */
function announce(gate: Gate, ports: PromotePorts): void {
  const pullRequests = gate.pullRequest === null ? gate.change.mergedPullRequests : [gate.pullRequest.number]
  const stages = [...gate.config.models.values()].flatMap((model) =>
    [...model.stages.keys()].map((stage) => ({ model: model.name, stage })),
  )
  ports.onGateRead(pullRequests, stages)
}

/** Keeps a failure as a value until somebody needs the answer. */
async function settled(promise: Promise<string>): Promise<string | Error> {
  try {
    return await promise
  } catch (thrown) {
    return toGateError(thrown)
  }
}

/** Runs for forks and Dependabot have no secrets: the plan waits for somebody who has. Elsewhere it is a mistake. */
function withoutCredentials(inputs: PromoteInputs, context: RunContext): RunOutcome {
  const { event } = context
  if (event.kind === 'pull-request' && event.withoutSecrets) {
    return stoppedRun(inputs.operation, {
      stopped: 'pending',
      code: 'no-credentials',
      message: `Pull request #${event.number} comes from a fork or from Dependabot: its runs get no W&B credential, so it cannot be judged here.`,
      hint: 'A maintainer can push the branch to this repository.',
    })
  }
  throw credentialsMissing()
}

/** On a pull request, comments on what it asked for before are taken back. */
function withoutRequests(inputs: PromoteInputs, gate: Gate, trust: Working): RunOutcome {
  const stopped = stoppedRun(inputs.operation, notRequested(gate, trust), gate)
  return trust.mode === 'plan' ? { ...stopped, commentOn: trust.pullRequest } : stopped
}

function notRequested(gate: Gate, trust: Working): Stopped {
  const what = trust.mode === 'plan' ? 'This pull request' : 'This change'
  return {
    stopped: 'no-change',
    code: 'not-requested',
    message: `${what} requests no promotion: it changes no pin in ${gate.config.pins}.`,
  }
}
