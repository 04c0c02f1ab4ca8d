import type { RunOutcome } from '../promotion/outcome.ts'
import type { RunContext } from '../promotion/run-context.ts'
import type { AppliedRecord } from './attest-applied.ts'
import { promote } from './promote.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'

export type OperationName = PromoteInputs['operation']

type Run = (inputs: PromoteInputs, context: RunContext, ports: PromotePorts) => Promise<RunOutcome>

/**
 * Keyed by the names, so that an operation without its use case does not compile. Loaded when it is asked for, each from a
 * file of its own in the bundle.
 */
const OPERATIONS: { readonly [Name in OperationName]: Run } = {
  plan: promote,
  promote,
  rollback: async (...given) => (await import('./rollback.ts')).rollback(...given),
  hold: async (...given) => (await import('./hold.ts')).hold(...given),
  release: async (...given) => (await import('./release.ts')).release(...given),
  doctor: async (...given) => (await import('./doctor.ts')).doctor(...given),
  status: async (...given) => (await import('./status.ts')).status(...given),
  verify: async (...given) => (await import('./verify.ts')).verify(...given),
  history: async (...given) => (await import('./history.ts')).history(...given),
}

/**
 * Carries out the operation that the inputs name.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function runOperation(
  inputs: PromoteInputs,
  context: RunContext,
  ports: PromotePorts,
): Promise<RunOutcome> {
  const applied: AppliedRecord[] = []
  const onApplied = (each: AppliedRecord) => applied.push(each)
  const outcome = await OPERATIONS[inputs.operation](inputs, context, { ...ports, onApplied })
  if (applied.length === 0) return outcome
  const { attestApplied } = await import(/* webpackMode: "eager" */ './attest-applied.ts')
  return attestApplied(outcome, applied, ports)
}
