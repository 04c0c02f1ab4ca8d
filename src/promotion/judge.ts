import { evaluateApprovals } from '../checks/approvals.ts'
import type { CountedApproval } from '../checks/detail.ts'
import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import { evaluateHold } from '../checks/hold.ts'
import { evaluateLineage } from '../checks/lineage.ts'
import { evaluatePullRequest } from '../checks/pull-request.ts'
import { evaluateRolledBack } from '../checks/rolled-back.ts'
import { evaluateStageOrder, provesStage } from '../checks/stage-order.ts'
import type { Verdict } from '../checks/verdict.ts'
import { group, worst } from '../checks/verdict.ts'
import { evaluateVersion } from '../checks/version.ts'
import { evaluateWho } from '../checks/who.ts'
import { judgeCanary } from './judge-canary.ts'
import { judgeEvidence } from './judge-evidence.ts'
import { judgeTickets } from './judge-tickets.ts'
import type { PromotionFacts } from './promotion-facts.ts'
import type { RecordRow } from './record.ts'
import { requestingPullRequests } from './requesting.ts'
import { isAdoption } from './requests.ts'
import { driftOf, newestStanding } from './standing.ts'

export interface Judgement {
  readonly verdict: Verdict
  /** Rows for the record. */
  readonly rows: readonly RecordRow[]
  readonly drift: string | null
}

/** Evaluates every check of the stage (contract §§3–5) into one tree; nothing stops early. */
export function judge(facts: PromotionFacts): Judgement {
  const { request, registry } = facts
  const { candidate } = registry
  const drift = driftOf(registry, request.stage.alias)
  const evidence = judgeEvidence(facts)
  const canary = judgeCanary(facts)
  const approvals = judgeApprovals(facts)
  const starters = judgeStarters(facts)
  const { unlinkedSource } = registry
  const children: Verdict[] = [
    ...starters,
    ...judgeRequest(facts, drift),
    evaluateVersion({ candidate, asked: request.asked, unlinkedSource }),
    ...(candidate === null
      ? []
      : judgeVersion(facts, candidate, { counted: datedApprovals(facts, approvals), starters })),
    ...evidence.verdicts,
    ...canary.verdicts,
    ...approvals,
    ...judgeTickets(facts),
  ]
  const status = worst(children.map((child) => child.status))
  const label = `${request.model.name} ${request.stage.name}`
  const verdict: Verdict = {
    id: `${request.model.name}/${request.stage.name}`,
    kind: 'promotion',
    status,
    label,
    at: request.stage.at,
    children,
  }
  return { verdict, rows: [...evidence.rows, ...canary.rows], drift }
}

/**
 * Who started the run, where the stage says who may; an adoption is never open to everybody. A push was ordered by its merge, which the approvals guard, and a
 * pull request orders nothing.
 */
function judgeStarters({ request, by, startedBy, permissionOf, people }: PromotionFacts): readonly Verdict[] {
  if (isAdoption(request)) {
    const rule = request.stage.may.get('adopt')
    return [evaluateWho({ operation: 'adopt', rule, startedBy, permissionOf, teamsOf: people.teamsOf })]
  }
  const rule = request.stage.may.get('promote')
  if (rule === undefined || by !== 'branch') return []
  return [evaluateWho({ operation: 'promote', rule, startedBy, permissionOf, teamsOf: people.teamsOf })]
}

/** Stage order, holds, rollbacks and lineage of a version that exists. */
function judgeVersion(
  facts: PromotionFacts,
  candidate: VersionFacts,
  { counted, starters }: { readonly counted: readonly CountedApproval[]; readonly starters: readonly Verdict[] },
): readonly Verdict[] {
  const { request, registry, reason } = facts
  // Who may adopt may not thereby bring back what a rollback left: that takes approvals, or `may.promote`.
  const mayBringBack = !isAdoption(request) && reason !== null && starters.some(({ status }) => status === 'pass')
  const { stage, model } = request
  const from = stage.from === null ? undefined : model.stages.get(stage.from)
  const lineage = stage.lineage.map((demand) => evaluateLineage({ demand, candidate, at: stage.at }))
  return [
    ...(from === undefined
      ? []
      : [
          evaluateStageOrder({
            candidate,
            from: { stage: from.name, alias: from.alias },
            recordsOfVersion: registry.recordsOfVersion,
          }),
        ]),
    evaluateHold({
      candidate,
      collectionTags: registry.collectionTags,
      stage: stage.name,
      records: registry.holdRecords,
    }),
    evaluateRolledBack({
      candidate,
      rollbacks: registry.rollbacks.map((each) => ({ ...each, finishedAt: endOf(each) })),
      records: registry.records,
      approvals: counted,
      ...(mayBringBack ? { statedReason: reason } : {}),
    }),
    ...(lineage.length === 0 ? [] : [group('lineage', 'lineage', lineage)]),
  ]
}

function judgeApprovals(facts: PromotionFacts): readonly Verdict[] {
  const { request, registry, by } = facts
  const rules = request.stage.approvals
  const pullRequests = requestingPullRequests(facts)
  const isNamed = by === 'pull-request' || facts.pullRequestAsked !== null
  // A run that only an environment's reviewers must let through needs no pull request.
  const isReviewed = rules.some((rule) => rule.environment === null)
  const nodes: Verdict[] = []
  if (isReviewed || isNamed || (rules.length > 0 && pullRequests.length > 0)) {
    const judged = pullRequests.length === 0 ? [null] : pullRequests
    const mustBeMerged = by !== 'pull-request'
    const asked = facts.pullRequestAsked
    nodes.push(
      ...judged.map((pullRequest) =>
        evaluatePullRequest({ pullRequest, asked, branches: facts.branches, mustBeMerged }),
      ),
    )
  }
  if (rules.length === 0) return nodes
  const versionSince = heldFromSince(facts)
  const usedBy = registry.recordsOfVersion.filter((record) => record.stage === request.stage.name)
  const awaiting = by === 'pull-request'
  const { permissionOf, people, startedBy, now } = facts
  const pinsFile = facts.config.pins
  const run = { id: facts.workflowRunId, since: facts.requestedAt }
  const shared = { pullRequests, permissionOf, people, startedBy, awaiting, usedBy, versionSince, run, now, pinsFile }
  return [...nodes, group('approvals', 'approvals', evaluateApprovals({ rules, ...shared }))]
}

/** When the candidate got the alias of its `from` stage, by record; null: no record says. */
function heldFromSince({ request, registry }: PromotionFacts): string | null {
  const { candidate, recordsOfVersion } = registry
  const { from } = request.stage
  if (candidate === null || from === null) return null
  const record = recordsOfVersion.find((each) => provesStage(each, candidate, from))
  return record === undefined ? null : endOf(record)
}

/** When a record ended: a time, whatever its text says, and never before the server dates its beginning. */
function endOf({ finishedAt, createdAt }: RecordFacts): string {
  return finishedAt !== null && Date.parse(finishedAt) > Date.parse(createdAt) ? finishedAt : createdAt
}

/** Approvals that count, each at a time when it surely was not given yet: GitHub dates none of an environment. */
function datedApprovals({ requestedAt }: PromotionFacts, verdicts: readonly Verdict[]): readonly CountedApproval[] {
  return countedIn(verdicts).map((each) =>
    each.environment === undefined ? each : { ...each, at: requestedAt ?? '1970-01-01T00:00:00Z' },
  )
}

function countedIn(verdicts: readonly Verdict[]): readonly CountedApproval[] {
  return verdicts.flatMap((verdict) => [
    ...(verdict.detail?.type === 'approvals' ? verdict.detail.counted : []),
    ...countedIn(verdict.children),
  ])
}

/** What concerns the request itself: drift, a pin that says otherwise, a newer order. */
function judgeRequest(facts: PromotionFacts, drift: string | null): readonly Verdict[] {
  const { request, registry } = facts
  const { candidate } = registry
  const nodes: Verdict[] = []
  if (!registry.recordsVisible) {
    const { entity, project } = facts.config.records
    const observed = 'it is not there yet, or this account may not see it: nothing is known of earlier promotions'
    nodes.push(
      fact({
        id: 'records',
        label: 'records',
        status: 'warn',
        reason: 'wandb-access',
        expected: `the records project ${entity}/${project}`,
        observed,
      }),
    )
  }
  if (drift !== null) {
    nodes.push(
      fact({
        id: 'drift',
        label: 'drift',
        status: 'warn',
        reason: 'drift',
        expected: 'the registry as the newest record left it',
        observed: drift,
      }),
    )
  }
  const needsPin = facts.by !== 'pull-request' && request.stage.approvals.some((rule) => rule.bind === 'version')
  if (needsPin && candidate !== null && request.pin?.version !== candidate.version) {
    nodes.push(
      fact({
        id: 'pin',
        label: 'pin',
        status: 'fail',
        reason: 'version-not-bound',
        expected: `${facts.config.pins} pins ${candidate.version}`,
        observed: request.pin === null ? 'no pin' : `it pins ${request.pin.version}`,
      }),
    )
  }
  const newer = newerOrder(facts)
  if (newer !== null) {
    nodes.push(
      fact({
        id: 'order',
        label: 'order',
        status: 'fail',
        reason: 'stale-run',
        expected: `no newer order than this one of ${facts.requestedAt}`,
        observed: newer,
      }),
    )
  }
  return nodes
}

/**
 * A record of another run that was ordered after this request and says otherwise (contract §§3, 9). Orders are compared
 * by when they were asked for, so that a run that merely waited for an older one is not stale.
 */
function newerOrder(facts: PromotionFacts): string | null {
  const { requestedAt, registry, workflowRunId } = facts
  const record = newestStanding(registry.records)
  if (requestedAt === null || record === null || record.workflowRunId === workflowRunId) return null
  if (record.to?.artifactId === registry.candidate?.artifactId) return null
  const asked = record.body?.['requested_at']
  const orderedAt = typeof asked === 'string' && !Number.isNaN(Date.parse(asked)) ? asked : record.createdAt
  if (Date.parse(orderedAt) <= Date.parse(requestedAt)) return null
  return `run ${record.workflowRunId} put ${record.to?.version ?? 'another version'} there, ordered at ${orderedAt}`
}

interface Fact {
  readonly id: string
  readonly label: string
  readonly status: Verdict['status']
  readonly reason: NonNullable<Verdict['reason']>
  readonly expected: string
  readonly observed: string
}

function fact({ id, label, status, reason, expected, observed }: Fact): Verdict {
  return { id, kind: 'request', label, status, reason, detail: { type: 'fact', expected, observed }, children: [] }
}
