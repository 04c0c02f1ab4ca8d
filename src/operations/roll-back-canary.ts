import { CANARY, isInferior } from '../checks/canary.ts'
import type { RegistryFacts, VersionFacts } from '../checks/facts.ts'
import { InvariantError, toGateError } from '../errors.ts'
import type { CanaryFacts } from '../promotion/canary-facts.ts'
import { toOutcomeError } from '../promotion/outcome-error.ts'
import { bodyVersion, chainAfter, lineageOf, type RecordDraft, recordVersionOf } from '../promotion/record.ts'
import { recordRunId } from '../promotion/record-id.ts'
import { requestingPullRequests } from '../promotion/requesting.ts'
import { newestStanding } from '../promotion/standing.ts'
import { type Applied, apply } from './apply.ts'
import { type OutcomePart, summariseEvidence } from './describe-promotion.ts'
import { mayWrite, type Prepared, type Session } from './prepare.ts'
import { readStageBeside } from './read-canary.ts'
import { fileDigest, filesOfPromotion, pinsFileOf, putBeside } from './upload-evidence.ts'

/**
 * Takes the canary alias from a version that is worse than the one in use beyond doubt, where the gate config says so. The
 * promotion stays what it is; that the alias is gone stands in a record of the canary's stage.
 */
export async function rollBackCanary(each: Prepared, session: Session, part: OutcomePart): Promise<OutcomePart> {
  const { canary, registry } = each.facts
  const { candidate } = registry
  if (canary === undefined || candidate === null || !isDue(each, part)) return part
  const { alias } = canary.canary.stage
  if (!mayWrite(session, each.facts.request)) {
    const text = `${alias} would be removed from ${candidate.version}: it is worse than the version in use.`
    return { ...part, notes: [...part.notes, { level: 'info', text }] }
  }
  if (session.ports.cancellation.requested) return part
  const runId = recordRunId(session.context, session.context.run.attempt, {
    operation: 'rollback',
    registryPath: registryPathOf(session, each),
    stage: canary.canary.stage.name,
  })
  // A closed record is never rewritten: this attempt has taken a version back already, and somebody has put it there again.
  if (canary.canary.registry.ownAttempts.some((record) => record.runId === runId && record.sha256 !== null)) {
    const text = `${alias} stays on ${candidate.version}: this attempt of this job has already closed a record of ${canary.canary.stage.name}. Start a new run.`
    return { ...part, notes: [...part.notes, { level: 'warning', code: 'conflict', text }] }
  }
  try {
    return removed(each, session, part, await remove({ each, session, canary, candidate, runId }))
  } catch (thrown) {
    const error = toOutcomeError(toGateError(thrown))
    return { ...part, decision: 'error', conclusion: 'error', reasons: [error.code, ...part.reasons], error }
  }
}

/** Worse beyond doubt, and nobody who may not start a promotion has started this. */
function isDue({ facts, judgement, waitFor, noChange }: Prepared, part: OutcomePart): boolean {
  const { verdict } = judgement
  const isAllowed = verdict.children.every(({ id, status }) => id !== 'who' || status === 'pass')
  const isOpen = waitFor === null && !noChange && (part.conclusion === 'refused' || part.conclusion === 'error')
  return facts.canary?.rule.onFail === 'rollback' && isOpen && isAllowed && isInferior(verdict)
}

interface Removal {
  readonly each: Prepared
  readonly session: Session
  readonly canary: CanaryFacts
  readonly candidate: VersionFacts
  readonly runId: string
}

async function remove(removal: Removal): Promise<Applied> {
  const { each, session, canary, candidate, runId } = removal
  const { config } = session.gate
  const applied = await apply(
    {
      config,
      collection: each.facts.request.model.collection,
      runId,
      draft: draftOf(removal),
      move: null,
      removes: true,
      to: recordVersionOf(candidate),
      alias: canary.canary.stage.alias,
      keepPrevious: null,
      ends: 'applied',
      recheck: () => recheck(removal),
    },
    session.ports,
  )
  const files = () => filesOfPromotion(each.facts, session.gate)
  putBeside(applied, { records: config.records, files }, session.ports)
  return applied
}

/** Nobody is promoted by it: what was refused stays refused, and says what became of the canary. */
function removed({ facts }: Prepared, session: Session, part: OutcomePart, applied: Applied): OutcomePart {
  const alias = facts.canary?.canary.stage.alias ?? ''
  const version = facts.registry.candidate?.version ?? ''
  const notes = [...part.notes, ...applied.notes]
  if (applied.conclusion === 'applied') {
    const text = `${alias} was removed from ${version} and recorded: it is worse than the version in use.`
    session.ports.progress.info(text)
    return { ...part, record: applied.record, notes: [...notes, { level: 'info', code: 'rolled-back', text }] }
  }
  const { conclusion, reasons, record, error } = applied
  return {
    ...part,
    conclusion,
    decision: conclusion === 'refused' ? 'fail' : 'error',
    reasons: [...new Set([...reasons, ...part.reasons])],
    record,
    notes,
    ...(error === undefined ? {} : { error }),
  }
}

function registryPathOf({ gate }: Session, { facts }: Prepared): string {
  const { entity, project } = gate.config.registry
  return `${entity}/${project}/${facts.request.model.collection}`
}

function draftOf({ each, session, canary, candidate }: Removal): RecordDraft {
  const { facts, judgement } = each
  const { context, gate, inputs, ports } = session
  const { stage, registry } = canary.canary
  const from = bodyVersion(recordVersionOf(candidate))
  const pullRequests = requestingPullRequests(facts)
  const standing = newestStanding(registry.records)
  const { sequence, previousRecord } = chainAfter(registry.records)
  return {
    schema_version: 1,
    operation: 'rollback',
    registry_path: registryPathOf(session, each),
    model: facts.request.model.name,
    stage: stage.name,
    alias: stage.alias,
    from,
    to: null,
    moves: [{ alias: stage.alias, from, to: null, purpose: 'stage' }],
    verdict: judgement.verdict,
    rows: judgement.rows,
    evidence: summariseEvidence(facts),
    config: gate.configFacts,
    pins: {
      path: gate.config.pins,
      commit: gate.pinsCommit,
      version: gate.pins.entries.get(facts.request.model.name)?.get(stage.name)?.version ?? null,
      sha256: fileDigest(pinsFileOf(gate)),
    },
    approvals: [],
    tickets: [],
    lineage: lineageOf(candidate),
    owners: facts.request.model.owners,
    reason: inputs.reason ?? reasonOf(each, canary),
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
    judged_at: new Date(ports.clock.now()).toISOString(),
    software: ports.software,
    drift: null,
    undoes: standing?.to?.artifactId === candidate.artifactId ? standing.sha256 : null,
    sequence,
    previous_record: previousRecord,
  }
}

/** Nobody has stated a reason for what the gate config orders: the numbers are it. */
function reasonOf({ judgement }: Prepared, { against }: CanaryFacts): string {
  const group = judgement.verdict.children.find(({ id }) => id === CANARY)
  const worse = (group?.children ?? []).filter(({ reason }) => reason === 'canary-inferior').map(({ label }) => label)
  return `the canary is worse than ${against.registry.holder?.version ?? 'the version in use'} beyond doubt: ${worse.join(', ')}`
}

/** Step 4 of contract §6: both versions still stand where they were compared, and nobody recorded anything meanwhile. */
async function recheck({
  each,
  session,
  canary,
}: Removal): Promise<{ changed: string | null; registry: RegistryFacts }> {
  const { gate, context, ports } = session
  const scope = { gate, context, request: each.facts.request }
  const [registry, against] = await Promise.all([
    readStageBeside(canary.canary.stage, scope, ports),
    readStageBeside(canary.against.stage, scope, ports),
  ])
  const pairs = [
    { ...canary.canary, fresh: registry },
    { ...canary.against, fresh: against },
  ]
  if (!registry.recordsVisible) {
    const changed = 'The records project takes records from this account, but does not show them.'
    return { changed, registry }
  }
  for (const { stage, registry: before, fresh } of pairs) {
    if (before.holder === null) throw new InvariantError('A canary without a version in use was found to be worse.')
    if (fresh.holder?.artifactId !== before.holder.artifactId) {
      const changed = `${stage.alias} was held by ${before.holder.version} when this was judged, and is held by ${fresh.holder?.version ?? 'nobody'} now.`
      return { changed, registry }
    }
    if (newestChange(fresh) !== newestChange(before)) {
      return { changed: `Another run recorded a change of ${stage.name} since this was judged.`, registry }
    }
  }
  return { changed: null, registry }
}

function newestChange({ records }: RegistryFacts): string | null {
  return newestStanding(records)?.sha256 ?? null
}
