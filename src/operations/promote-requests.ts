import type { PullRequestFacts } from '../checks/facts.ts'
import { speakingForRun, worstConclusion, worstDecision } from '../promotion/conclusion.ts'
import type { PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import { concludeModel } from './conclude-model.ts'
import type { Gate } from './gate.ts'
import { checkReportNames } from './gather.ts'
import type { Session } from './prepare.ts'
import { prepare } from './prepare.ts'
import type { PromotePorts } from './promote-input.ts'

/** Judges all requests side by side, then concludes them model by model. */
export async function promoteRequests(given: Omit<Session, 'pullRequests'>): Promise<RunOutcome> {
  const { gate, inputs, ports } = given
  checkReportNames(gate.requests, inputs)
  const session: Session = { ...given, pullRequests: readPullRequests(gate, ports) }
  session.pullRequests.catch(() => undefined)
  const prepared = await Promise.all(gate.requests.map((request) => prepare(request, session)))
  const promotions: PromotionOutcome[] = []
  for (const model of new Set(gate.requests.map((request) => request.model))) {
    promotions.push(
      ...(await concludeModel(
        prepared.filter((each) => each.facts.request.model === model),
        session,
      )),
    )
  }
  return toRunOutcome(session, promotions)
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
    error: null,
    notes: gate.notes,
    commentOn: trust.mode === 'plan' ? trust.pullRequest : null,
    config: gate.configFacts,
  }
}
