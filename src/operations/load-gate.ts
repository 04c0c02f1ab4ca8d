import type { RunContext } from '../promotion/run-context.ts'
import type { Gate, Stopped, Working } from './gate.ts'
import type { ChangeFacts, ChangeQuery, Clock, CodeHost } from './ports.ts'
import type { PromoteInputs } from './promote-input.ts'
import type { Rules } from './read-rules.ts'

const DEFAULT_PINS = 'model-pins.yml'
/** GitHub links a merge commit to its pull request some time after the push. */
const LINK_DELAYS_MS = [1_000, 2_000, 4_000]

/**
 * Reads config and pins through the API, never from the workspace (contract §3), and resolves the requests. The
 * rules are loaded while nothing else is left to send (docs/adr/0013).
 * @throws ConfigError, InputError, AccessError, RemoteError
 */
export async function loadGate(
  trust: Working,
  inputs: PromoteInputs,
  context: RunContext,
  { host, clock }: { readonly host: CodeHost; readonly clock: Clock },
): Promise<Gate | Stopped> {
  const loaded = await loadRules(trust, inputs, context, host)
  if ('stopped' in loaded) return loaded
  const { rules, change, query } = loaded
  const { toGate } = await import(/* webpackMode: "eager" */ './read-rules.ts')
  let gate = toGate(rules, { trust, change, inputs })
  for (const delay of LINK_DELAYS_MS) {
    if (!lacksPullRequest(gate, query)) break
    await clock.wait(delay)
    gate = toGate(rules, { trust, change: await host.readChange(query), inputs })
  }
  return gate
}

export interface LoadedRules {
  readonly rules: Rules
  /** Read with the pins file that the config names. */
  readonly change: ChangeFacts
  readonly query: ChangeQuery
}

/** The gate config that binds this run and the trees around it, without asking what the change requests. */
export async function loadRules(
  trust: Working,
  inputs: PromoteInputs,
  context: RunContext,
  host: CodeHost,
): Promise<LoadedRules | Stopped> {
  const first = await host.readChange(changeQuery(trust, inputs, context, DEFAULT_PINS))
  const { readRules } = await import(/* webpackMode: "eager" */ './read-rules.ts')
  const rules = readRules(trust, first, inputs)
  if ('stopped' in rules) return rules
  const query = changeQuery(trust, inputs, context, rules.config.pins)
  const change = rules.config.pins === DEFAULT_PINS ? first : await host.readChange(query)
  return { rules, change, query }
}

/** A push whose requests need approvals, and no pull request is known to have brought it. */
function lacksPullRequest({ change, requests }: Gate, query: ChangeQuery): boolean {
  const needsOne = requests.some(
    ({ stage }) => stage.approvals.some(({ environment }) => environment === null) || stage.tickets.length > 0,
  )
  return query.kind === 'push' && needsOne && change.mergedPullRequests.length === 0
}

function changeQuery(trust: Working, inputs: PromoteInputs, context: RunContext, pinsPath: string): ChangeQuery {
  const paths = { configPath: inputs.configFile, pinsPath }
  if (trust.mode === 'plan') return { ...paths, kind: 'pull-request', number: trust.pullRequest }
  const { event } = context
  if (event.kind === 'push') {
    const { before, after, commits } = event
    return { ...paths, kind: 'push', branch: trust.branch, before, after, commits, pullRequests: [] }
  }
  return { ...paths, kind: 'branch', branch: trust.branch, pullRequest: inputs.pullRequest }
}
