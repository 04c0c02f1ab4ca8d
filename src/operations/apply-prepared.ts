import { isEmergency } from '../checks/emergency.ts'
import type { PullRequestFacts, RegistryFacts } from '../checks/facts.ts'
import { InvariantError } from '../errors.ts'
import { judgeRequested } from '../promotion/judge-adoption.ts'
import type { Move } from '../promotion/outcome.ts'
import type { PromotionFacts } from '../promotion/promotion-facts.ts'
import type { RecordDraft } from '../promotion/record.ts'
import { bodyMove, bodyVersion, chainAfter, lineageOf, recordVersionOf } from '../promotion/record.ts'
import { recordRunId } from '../promotion/record-id.ts'
import { requestingPullRequests } from '../promotion/requesting.ts'
import { isAdoption, recordOperation } from '../promotion/requests.ts'
import { newestStanding, planMoves } from '../promotion/standing.ts'
import { summariseTickets } from '../promotion/ticket-summary.ts'
import type { Applied } from './apply.ts'
import { apply } from './apply.ts'
import type { OutcomePart } from './describe-promotion.ts'
import { summariseApprovals, summariseEvidence } from './describe-promotion.ts'
import { peopleAsked, registryQuery } from './gather.ts'
import { gatherTickets } from './gather-tickets.ts'
import type { Prepared, Session } from './prepare.ts'
import { readCanaryAgain } from './read-canary.ts'
import { readPeople } from './read-people.ts'
import { readRegistry } from './read-registry.ts'
import { fileDigest, filesOfPromotion, pinsFileOf, putBeside } from './upload-evidence.ts'

/** Carries out a promotion, or an adoption, that was judged `pass`, and says how it ended. */
export async function applyPrepared(each: Prepared, session: Session, part: OutcomePart): Promise<OutcomePart> {
  const { facts } = each
  const { request, registry } = facts
  const { candidate } = registry
  if (candidate === null) throw new InvariantError('A promotion without a version was judged as passing.')
  const moves = planMoves(registry, request.stage)
  const runId = recordRunId(session.context, session.context.run.attempt, {
    operation: recordOperation(request),
    registryPath: registryPathOf(session, facts),
    stage: request.stage.name,
  })
  if (registry.ownAttempts.some((record) => record.runId === runId && record.sha256 !== null))
    return alreadyRecorded(part)
  const applied = await apply(
    {
      config: session.gate.config,
      collection: request.model.collection,
      runId,
      draft: draftRecord(each, session, moves),
      move: moves.find((move) => move.purpose === 'stage') ?? null,
      to: recordVersionOf(candidate),
      alias: request.stage.alias,
      keepPrevious: moves.find((move) => move.purpose === 'keep-previous') ?? null,
      ends: isAdoption(request) ? 'adopted' : 'applied',
      recheck: () => recheck(each, session),
    },
    session.ports,
  )
  putBeside(
    applied,
    { records: session.gate.config.records, files: () => filesOfPromotion(facts, session.gate) },
    session.ports,
  )
  return {
    ...part,
    ...applied,
    decision: decisionAfter(applied, part),
    reasons: [...new Set([...applied.reasons, ...part.reasons])],
    notes: [...part.notes, ...applied.notes],
  }
}

function decisionAfter(applied: Applied, part: OutcomePart): OutcomePart['decision'] {
  if (applied.conclusion === 'applied') return part.decision
  return applied.conclusion === 'refused' ? 'fail' : 'error'
}

/** A closed record is never rewritten: the same attempt of a job was asked twice for one stage, by two of its steps. */
function alreadyRecorded(part: OutcomePart): OutcomePart {
  const text =
    'This attempt of this job has already closed a record of this stage, and a closed record is never rewritten. Re-run the job, or start a new run.'
  return {
    ...part,
    decision: 'fail',
    conclusion: 'refused',
    reasons: ['conflict', ...part.reasons],
    notes: [...part.notes, { level: 'warning', code: 'conflict', text }],
  }
}

function registryPathOf(session: Session, { request }: PromotionFacts): string {
  const { entity, project } = session.gate.config.registry
  return `${entity}/${project}/${request.model.collection}`
}

function draftRecord(each: Prepared, session: Session, moves: readonly Move[]): RecordDraft {
  const { facts, judgement } = each
  const { context, gate, inputs, ports } = session
  const { request, registry } = facts
  const { candidate, holder } = registry
  if (candidate === null) throw new InvariantError('A record needs a version.')
  const adopting = isAdoption(request)
  // What is adopted holds the stage already; what it took the place of is known by record only.
  const from = adopting ? (newestStanding(registry.records)?.to ?? null) : holder
  const pullRequests = requestingPullRequests(facts)
  const { sequence, previousRecord } = chainAfter(registry.records)
  return {
    schema_version: 1,
    operation: recordOperation(request),
    registry_path: registryPathOf(session, facts),
    model: request.model.name,
    stage: request.stage.name,
    alias: request.stage.alias,
    from: from === null ? null : bodyVersion(recordVersionOf(from)),
    to: bodyVersion(recordVersionOf(candidate)),
    moves: moves.map(bodyMove),
    verdict: judgement.verdict,
    rows: judgement.rows,
    evidence: summariseEvidence(facts),
    config: gate.configFacts,
    pins: {
      path: gate.config.pins,
      commit: gate.pinsCommit,
      version: request.pin?.version ?? null,
      sha256: fileDigest(pinsFileOf(gate)),
    },
    approvals: summariseApprovals(judgement.verdict),
    tickets: summariseTickets(judgement.verdict),
    lineage: lineageOf(candidate),
    owners: request.model.owners,
    reason: inputs.reason,
    event: context.event.name,
    actor: context.actor,
    triggering_actor: context.triggeringActor,
    repository: { name: `${context.repository.owner}/${context.repository.name}`, id: context.repository.id },
    pull_requests: pullRequests.map(({ number }) => number),
    head_commits: pullRequests.map(({ headCommit }) => headCommit),
    merge_commit: context.commit,
    workflow_ref: context.workflowRef,
    run: context.run,
    requested_at: facts.requestedAt ?? facts.now,
    judged_at: facts.now,
    software: ports.software,
    drift: judgement.drift,
    ...(adopting ? { emergency: isEmergency(judgement.verdict) } : {}),
    sequence,
    previous_record: previousRecord,
  }
}

/** Step 4 of contract §6: reads again what may have changed, and judges it anew. */
async function recheck(each: Prepared, session: Session): Promise<{ changed: string | null; registry: RegistryFacts }> {
  const { facts } = each
  const { candidate } = facts.registry
  const { host, clock } = session.ports
  const paths = [session.gate.config.file, session.gate.config.pins]
  const query = { ...registryQuery(session.gate, facts.request, session.context), runSettings: false }
  const rereadPulls = Promise.all(facts.pullRequests.map(({ number }) => host.readPullRequest(number, paths)))
  const present = rereadPulls.then((all) => all.filter((each): each is PullRequestFacts => each !== null))
  const [registry, pullRequests, tickets] = await Promise.all([
    readRegistry(
      candidate === null ? query : { ...query, candidate: { kind: 'version', version: candidate.version } },
      session.ports.registry,
      session.gate.config.recordKeys,
    ),
    present,
    gatherTickets(
      {
        request: facts.request,
        config: session.gate.config,
        given: session.inputs.ticket,
        byPush: facts.by === 'push',
        pullRequests: present,
      },
      session.ports.tickets,
    ),
  ])
  const people = await readPeople(peopleAsked(session.gate, facts.request, { ...facts, pullRequests }), host)
  const now = new Date(clock.now()).toISOString()
  const scope = { gate: session.gate, context: session.context, request: facts.request }
  const canary =
    facts.canary === undefined ? {} : { canary: await readCanaryAgain(facts.canary, registry, scope, session.ports) }
  const after = { ...facts, registry, pullRequests, people, tickets, now, ...canary }
  return { changed: whatChanged(facts, after), registry }
}

/** Conclusions of records that moved nothing: a rival that yielded to this run must not stop it. */
const UNMOVED: readonly (string | null)[] = ['abandoned', 'conflict', 'failed']

function newestChange({ records }: RegistryFacts): string | null {
  return records.find(({ sha256, conclusion }) => sha256 !== null && !UNMOVED.includes(conclusion))?.sha256 ?? null
}

function whatChanged(before: PromotionFacts, after: PromotionFacts): string | null {
  const { alias } = before.request.stage
  if (!after.registry.recordsVisible) {
    return 'The records project takes records from this account, but does not show them: what earlier runs did cannot be told.'
  }
  const holderBefore = before.registry.holder
  const holderAfter = after.registry.holder
  if (holderBefore?.artifactId !== holderAfter?.artifactId) {
    return `${alias} was held by ${holderBefore?.version ?? 'nobody'} when this was judged, and is held by ${holderAfter?.version ?? 'nobody'} now.`
  }
  const judgedVersion = before.registry.candidate
  const now = after.registry.candidate
  if (now?.artifactId !== judgedVersion?.artifactId || now?.digest !== judgedVersion?.digest) {
    return `${judgedVersion?.version ?? 'The version'} is not the artifact that was judged any more.`
  }
  if (newestChange(after.registry) !== newestChange(before.registry)) {
    return 'Another run recorded a change of this stage since this was judged.'
  }
  const { verdict } = judgeRequested(after)
  if (verdict.status === 'pass' || verdict.status === 'warn') return null
  return 'What was judged a moment ago does not pass any more (a review, a ticket, a hold or the pull request changed).'
}
