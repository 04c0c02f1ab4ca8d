import type { ModelConfig, StageConfig } from '../config/gate-config.ts'
import type { RunOutcome } from '../promotion/outcome.ts'
import { findNamed } from '../promotion/requests.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { isWithoutBranch, trustEvent } from '../promotion/trust.ts'
import type { Working } from './gate.ts'
import { type LoadedRules, loadRules } from './load-gate.ts'
import { credentialsMissing } from './no-credentials.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { stoppedRun } from './stopped-run.ts'

/** The rules that a read-only operation looks at, or why it may not run. */
export type ReadRules = { readonly loaded: LoadedRules } | { readonly stopped: RunOutcome }

/**
 * Rules for operations that write nothing: on a pull request those of its base branch, on a push and a started run
 * those of the branch as it is now, and for a tag, a release or a deployment those of the default branch.
 * @throws ConfigError, AccessError, RemoteError
 */
export async function loadReadRules(
  inputs: PromoteInputs,
  context: RunContext,
  ports: PromotePorts,
): Promise<ReadRules> {
  const trusted = readTrust(context)
  if (trusted === null) {
    const { event } = context
    const stopped = stoppedRun(inputs.operation, {
      stopped: 'refused',
      code: event.kind === 'other' ? 'untrusted-event' : 'untrusted-ref',
      message: `The event \`${event.name}\` does not say which branch's gate config is meant.`,
      hint: 'Use schedule, workflow_dispatch, push, release, deployment, or pull_request.',
    })
    return { stopped }
  }
  if (!ports.hasCredentials) return { stopped: withoutCredentials(inputs, context) }
  const loaded = await loadRules(trusted.trust, inputs, trusted.context, ports.host)
  if (!('stopped' in loaded) && isOtherDefault(trusted.trust, loaded)) {
    const stopped = stoppedRun(inputs.operation, {
      stopped: 'refused',
      code: 'untrusted-ref',
      message: `The event names another default branch than GitHub does, which is \`${loaded.change.defaultBranch}\`.`,
      hint: 'Start it again; if it was renamed, by a new event.',
    })
    return { stopped }
  }
  return 'stopped' in loaded ? { stopped: stoppedRun(inputs.operation, loaded) } : { loaded }
}

/** A push is read as its branch: what it changed binds promotions later, but there is nothing to promote here. */
function readTrust(context: RunContext): { readonly trust: Working; readonly context: RunContext } | null {
  const { event } = context
  if (event.kind === 'pull-request') return { trust: { mode: 'plan', pullRequest: event.number }, context }
  if (event.kind === 'push' && event.branch !== null && !event.deleted) {
    const { branch, name } = event
    const trust = { mode: 'write', by: 'branch', branch } as const
    return { trust, context: { ...context, event: { kind: 'branch', name, branch } } }
  }
  const { defaultBranch } = context
  if (isWithoutBranch(event) && defaultBranch !== undefined) {
    const trust = { mode: 'write', by: 'branch', branch: defaultBranch, readOnly: true } as const
    return { trust, context: { ...context, event: { kind: 'branch', name: event.name, branch: defaultBranch } } }
  }
  const trust = trustEvent(event)
  return trust.mode === 'write' && trust.by === 'branch' ? { trust, context } : null
}

/** Where the branch was taken from the event, GitHub has to agree that it is the default one. */
function isOtherDefault(trust: Working, { change }: LoadedRules): boolean {
  return trust.mode === 'write' && trust.readOnly === true && trust.branch !== change.defaultBranch
}

function withoutCredentials(inputs: PromoteInputs, { event }: RunContext): RunOutcome {
  if (event.kind === 'pull-request' && event.withoutSecrets) {
    return stoppedRun(inputs.operation, {
      stopped: 'pending',
      code: 'no-credentials',
      message: `Pull request #${event.number} comes from a fork or from Dependabot: its runs get no W&B credential.`,
      hint: 'A maintainer can push the branch to this repository.',
    })
  }
  throw credentialsMissing()
}

export interface Selected {
  readonly model: ModelConfig
  readonly stages: readonly StageConfig[]
}

/**
 * The models and stages that the inputs narrow the run to; both empty: all of the config.
 * @throws InputError for a name that the config does not have
 */
export function selectStages(
  config: LoadedRules['rules']['config'],
  inputs: Pick<PromoteInputs, 'model' | 'stage'>,
): readonly Selected[] {
  const named = findNamed({ config, inputs: { ...inputs, version: null } })
  return [...config.models.values()]
    .filter((model) => named.model === null || model === named.model)
    .map((model) => ({
      model,
      stages: [...model.stages.values()].filter((stage) => named.stage === null || stage.name === named.stage),
    }))
    .filter(({ stages }) => stages.length > 0)
}
