import type { RunContext } from '../promotion/run-context.ts'
import type { Gate, Stopped, Working } from './gate.ts'
import type { ChangeQuery, Clock, CodeHost } from './ports.ts'
import type { PromoteInputs } from './promote-input.ts'

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
  const first = await host.readChange(changeQuery(trust, inputs, context, DEFAULT_PINS))
  const { readRules, toGate } = await import(/* webpackMode: "eager" */ './read-rules.ts')
  const rules = readRules(trust, first, inputs)
  if ('stopped' in rules) return rules
  const { pins } = rules.config
  const query = changeQuery(trust, inputs, context, pins)
  const change = pins === DEFAULT_PINS ? first : await host.readChange(query)
  let gate = toGate(rules, { trust, change, inputs })
  for (const delay of LINK_DELAYS_MS) {
    if (!lacksPullRequest(gate, query)) break
    await clock.wait(delay)
    gate = toGate(rules, { trust, change: await host.readChange(query), inputs })
  }
  return gate
}

/** A push whose requests need approvals, and no pull request is known to have brought it. */
function lacksPullRequest({ change, requests }: Gate, query: ChangeQuery): boolean {
  const needsOne = requests.some((request) => request.stage.approvals.length > 0)
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
