import type { PullRequestFacts } from '../checks/facts.ts'
import { GateError, toGateError } from '../errors.ts'
import { speakingForRun, worstConclusion, worstDecision } from '../promotion/conclusion.ts'
import type { PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import type { PromotionRequest } from '../promotion/requests.ts'
import { concludeModel } from './conclude-model.ts'
import { describeFailure } from './describe-promotion.ts'
import type { Gate } from './gate.ts'
import { checkReportNames } from './gather.ts'
import type { Session } from './prepare.ts'
import { prepare } from './prepare.ts'
import type { PromotePorts } from './promote-input.ts'

/** Judges all requests side by side, then concludes them model by model. */
export async function promoteRequests(given: Omit<Session, 'pullRequests'>): Promise<RunOutcome> {
  const { gate, inputs, ports } = given
  checkReportNames(gate.requests, inputs)
  if (inputs.ticket !== null && gate.requests.every(({ stage }) => stage.tickets.length === 0))
    ports.progress.warning('The input `ticket` is not used: no rule of the requested stages asks for a ticket.')
  const session: Session = { ...given, pullRequests: readPullRequests(gate, ports) }
  session.pullRequests.catch(() => undefined)
  const results = await Promise.all(
    gate.requests.map(async (request) => ({ request, result: await prepare(request, session).catch(toGateError) })),
  )
  const [first] = results
  // What fails for all is no matter of one model: a wrong key, a service that is down.
  if (first?.result instanceof GateError && results.every(({ result }) => result instanceof GateError))
    throw first.result
  const promotions: PromotionOutcome[] = []
  for (const model of new Set(gate.requests.map((request) => request.model))) {
    const ofModel = results.filter(({ request }) => request.model === model)
    const failures = ofModel.flatMap(({ request, result }) =>
      result instanceof GateError ? [describeFailure(request, result, session)] : [],
    )
    const prepared = ofModel.flatMap(({ result }) => (result instanceof GateError ? [] : [result]))
    const concluded = await concludeModel(prepared, session, failures[0] ?? null)
    promotions.push(...inOrder(ofModel, [...failures, ...concluded]))
  }
  return toRunOutcome(session, promotions)
}

function inOrder(
  asked: readonly { readonly request: PromotionRequest }[],
  outcomes: readonly PromotionOutcome[],
): readonly PromotionOutcome[] {
  return asked.flatMap(({ request }) => outcomes.filter(({ stage }) => stage === request.stage.name))
}

/** The judged or named pull request came with the change; those merged by a push are read by number, all at once. */
async function readPullRequests(gate: Gate, ports: PromotePorts): Promise<readonly PullRequestFacts[]> {
  if (gate.pullRequest !== null) return [gate.pullRequest]
  const paths = [gate.config.file, gate.config.pins]
  const read = await Promise.all(
    gate.change.mergedPullRequests.map((number) => ports.host.readPullRequest(number, paths)),
  )
  return read.filter((each) => each !== null)
}

function toRunOutcome({ gate, inputs, trust }: Session, promotions: readonly PromotionOutcome[]): RunOutcome {
  const speaking = speakingForRun(promotions)
  return {
    operation: inputs.operation,
    decision: worstDecision(speaking.map((each) => each.decision)),
    conclusion: worstConclusion(speaking.map((each) => each.conclusion)),
    reasons: [...new Set(promotions.flatMap((each) => each.reasons))],
    promotions,
    listings: [],
    error: null,
    notes: gate.notes,
    commentOn: trust.mode === 'plan' ? trust.pullRequest : null,
    config: gate.configFacts,
  }
}
