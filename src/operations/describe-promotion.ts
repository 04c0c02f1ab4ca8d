import type { Verdict } from '../checks/verdict.ts'
import type { GateError } from '../errors.ts'
import { trustOf } from '../evidence/trust.ts'
import { allEvidence } from '../promotion/all-evidence.ts'
import { isNobodyTriedOut } from '../promotion/canary-facts.ts'
import { metricCourses } from '../promotion/metric-course.ts'
import { movedMetrics } from '../promotion/moved-metrics.ts'
import type {
  ApprovalSummary,
  Conclusion,
  Decision,
  EvidenceSummary,
  Move,
  Note,
  OutcomeError,
  PromotionOutcome,
  RecordSummary,
} from '../promotion/outcome.ts'
import { toOutcomeError } from '../promotion/outcome-error.ts'
import type { PromotionFacts } from '../promotion/promotion-facts.ts'
import { recordSummaryOf } from '../promotion/record.ts'
import { requestingPullRequests } from '../promotion/requesting.ts'
import { isAdoption, type PromotionRequest } from '../promotion/requests.ts'
import { newestStanding, planMoves } from '../promotion/standing.ts'
import { versionChanges } from '../promotion/version-changes.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { Prepared, Session } from './prepare.ts'

/** How a promotion ended; the rest of its outcome follows from facts and judgement. */
export interface OutcomePart {
  readonly decision: Decision
  readonly conclusion: Conclusion
  readonly reasons: readonly ReasonCode[]
  readonly movesMade: readonly Move[]
  readonly record: RecordSummary | null
  readonly notes: readonly Note[]
  readonly error?: OutcomeError
}

/** Everything a person or a script is told of one promotion. */
export function describePromotion(each: Prepared, session: Session, part: OutcomePart): PromotionOutcome {
  const { facts, judgement } = each
  const { registry, request } = facts
  const { candidate } = registry
  const { organization, entity, project, collection } = registry
  const links = session.ports.registry.links({
    registry: { entity, project },
    organization,
    collection,
    version: candidate,
  })
  const record = part.record ?? (each.noChange ? standingRecord(facts) : null)
  return {
    ...part,
    model: request.model.name,
    stage: request.stage.name,
    alias: request.stage.alias,
    registry: { entity, project },
    collection,
    dryRun: session.inputs.dryRun ? 'input' : request.stage.mode === 'dry_run' ? 'stage' : 'no',
    candidate,
    asked: request.asked,
    previous: previousOf(facts),
    ...(each.noChange ? {} : comparisonOf(each)),
    moves: each.noChange ? [] : planMoves(registry, request.stage),
    verdict: verdictOf(each),
    evidence: summariseEvidence(facts),
    approvals: summariseApprovals(judgement.verdict),
    pullRequests: commentedPullRequests(facts),
    record,
    links: { ...links, record: record?.url ?? null, workflowRun: session.context.run.url },
  }
}

/** Who holds the stage until now; of an adoption, who did by record. */
function previousOf({ registry, request }: PromotionFacts): PromotionOutcome['previous'] {
  const { holder, candidate, records } = registry
  const before = isAdoption(request) ? (newestStanding(records)?.to ?? null) : holder
  return before?.artifactId === candidate?.artifactId ? null : before
}

/** How the candidate's numbers came along, and what it changes against the version that it replaces. */
function comparisonOf({ facts, judgement: { verdict } }: Prepared): Pick<PromotionOutcome, 'courses' | 'changes'> {
  const { candidate, holder } = facts.registry
  const courses = metricCourses(facts, verdict)
  if (candidate === null || holder === null || holder.artifactId === candidate.artifactId) return { courses }
  return { courses, changes: versionChanges(holder, candidate, movedMetrics(facts, verdict)) }
}

/** A promotion that could not be judged, beside others of the same run that could. */
export function describeFailure(request: PromotionRequest, error: GateError, session: Session): PromotionOutcome {
  const { gate, inputs, context, ports } = session
  const { model, stage } = request
  const { registry } = gate.config
  const subject = { registry, organization: null, collection: model.collection, version: null }
  const label = `${model.name} ${stage.name}`
  return {
    model: model.name,
    stage: stage.name,
    alias: stage.alias,
    registry,
    collection: model.collection,
    decision: 'error',
    conclusion: 'error',
    reasons: [error.code],
    dryRun: inputs.dryRun ? 'input' : stage.mode === 'dry_run' ? 'stage' : 'no',
    candidate: null,
    asked: request.asked,
    previous: null,
    moves: [],
    movesMade: [],
    verdict: {
      id: `${model.name}/${stage.name}`,
      kind: 'promotion',
      status: 'error',
      reason: error.code,
      label,
      children: [],
    },
    evidence: [],
    approvals: [],
    pullRequests: gate.pullRequest === null ? gate.change.mergedPullRequests : [gate.pullRequest.number],
    record: null,
    links: { ...ports.registry.links(subject), record: null, workflowRun: context.run.url },
    notes: [],
    error: toOutcomeError(error),
  }
}

function standingRecord({ registry }: PromotionFacts): RecordSummary | null {
  const record = newestStanding(registry.records)
  return record === null ? null : recordSummaryOf(record)
}

function verdictOf({ facts, judgement, noChange }: Prepared): Verdict {
  if (noChange) return noChangeVerdict(judgement.verdict)
  return isNobodyTriedOut(facts) ? nobodyVerdict(facts, judgement.verdict) : judgement.verdict
}

/** There is no version to ask anything of. */
function nobodyVerdict({ canary }: PromotionFacts, verdict: Verdict): Verdict {
  const child: Verdict = {
    id: 'no-canary',
    kind: 'request',
    status: 'pass',
    label: 'nothing to compare',
    detail: { type: 'fact', observed: `nobody holds ${canary?.canary.stage.alias ?? ''}` },
    children: [],
  }
  return { ...verdict, status: 'pass', children: [child] }
}

/** Nothing is asked of a version that is already there by record: the gate is not judged again. */
function noChangeVerdict(verdict: Verdict): Verdict {
  const child: Verdict = {
    id: 'no-change',
    kind: 'request',
    status: 'pass',
    label: 'already there',
    detail: { type: 'fact', observed: 'the version holds the alias, and the newest record says so' },
    children: [],
  }
  return { ...verdict, status: 'pass', children: [child] }
}

export function summariseEvidence(facts: PromotionFacts): readonly EvidenceSummary[] {
  return allEvidence(facts).flatMap(({ evidence, identity, changedWithPin }) => {
    return [
      {
        name: evidence.name,
        location: evidence.location.text,
        resolved: evidence.resolved,
        format: evidence.report.format,
        sha256: evidence.sha256,
        bytes: evidence.bytes,
        rows: evidence.report.rows.length,
        identity:
          identity.kind === 'match' ? identity.by : identity.kind === 'other' ? `other: ${identity.claim}` : 'unbound',
        trust: trustOf(evidence, changedWithPin),
        observed_at: evidence.observedAt,
        ...(evidence.files === undefined
          ? {}
          : { files: evidence.files.map(({ resolved, sha256, bytes }) => ({ resolved, sha256, bytes })) }),
      },
    ]
  })
}

/** One summary for each rule and pull request. */
export function summariseApprovals(verdict: Verdict): readonly ApprovalSummary[] {
  const { detail } = verdict
  const below = verdict.children.flatMap(summariseApprovals)
  if (detail?.type !== 'approvals') return below
  const person = ({ login, pullRequest, commit, at, environment }: (typeof detail.counted)[number]) => ({
    login,
    pull_request: pullRequest,
    commit,
    at,
    ...(environment === undefined ? {} : { environment }),
  })
  return [
    {
      role: detail.role,
      need: detail.need,
      counted: detail.counted.map(person),
      ignored: detail.ignored.map((each) => ({
        ...person(each),
        why: each.why,
        ...(each.note === undefined ? {} : { note: each.note }),
      })),
    },
    ...below,
  ]
}

/** On a push, the pull requests that changed this pin; else the judged or named one. */
function commentedPullRequests(facts: PromotionFacts): readonly number[] {
  return requestingPullRequests(facts).map(({ number }) => number)
}
