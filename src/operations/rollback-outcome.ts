import type { RecordFacts, RegistryFacts } from '../checks/facts.ts'
import type { Verdict } from '../checks/verdict.ts'
import { LEASE_MS } from '../promotion/lease.ts'
import type { Move, PromotionOutcome } from '../promotion/outcome.ts'
import type { RollbackDecision } from '../promotion/rollback.ts'
import { isDryRun, namedPullRequest, type RollbackWork } from './rollback-read.ts'

/** How a rollback ended. */
export type Concluded = Pick<
  PromotionOutcome,
  'conclusion' | 'decision' | 'reasons' | 'movesMade' | 'record' | 'notes' | 'error' | 'pinChange'
>

export function describeRollback(
  work: RollbackWork,
  registry: RegistryFacts,
  concluded: Concluded,
  { verdict, plan }: Pick<RollbackDecision, 'verdict' | 'plan'>,
): PromotionOutcome {
  const { model, stage, inputs, context, ports } = work
  const { entity, project, collection, organization, holder } = registry
  const version = plan?.target ?? registry.candidate
  const links = ports.registry.links({ registry: { entity, project }, organization, collection, version })
  const pullRequest = namedPullRequest(work)
  const moves: readonly Move[] = plan?.moves ?? []
  return {
    ...concluded,
    model: model.name,
    stage: stage.name,
    alias: stage.alias,
    registry: { entity, project },
    collection,
    dryRun: isDryRun(work),
    candidate: version,
    asked: inputs.version ?? 'the last known good version',
    previous: holder,
    moves,
    verdict,
    evidence: [],
    approvals: [],
    pullRequests: pullRequest === null ? [] : [pullRequest.number],
    links: { ...links, record: concluded.record?.url ?? null, workflowRun: context.run.url },
  }
}

/** Another run holds the lease: nothing is judged and nothing written. */
export function waitingOutcome(work: RollbackWork, registry: RegistryFacts, other: RecordFacts): PromotionOutcome {
  const { model, stage } = work
  const left = LEASE_MS - (Date.parse(registry.serverTime) - Date.parse(other.createdAt))
  const seconds = Math.max(0, Math.ceil(left / 1000))
  const text = `Run ${other.workflowRunId} is moving ${stage.alias} right now. Start this again when that run has ended; should it have died, in ${seconds} s.`
  const verdict: Verdict = {
    id: `${model.name}/${stage.name}`,
    kind: 'promotion',
    status: 'fail',
    reason: 'in-progress',
    label: `${model.name} ${stage.name}`,
    at: stage.at,
    children: [],
  }
  const concluded: Concluded = {
    conclusion: 'refused',
    decision: 'fail',
    reasons: ['in-progress'],
    movesMade: [],
    record: null,
    notes: [{ level: 'warning', code: 'in-progress', text }],
  }
  return describeRollback(work, registry, concluded, { verdict, plan: null })
}
