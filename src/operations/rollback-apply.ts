import type { RecordVersion, RegistryFacts } from '../checks/facts.ts'
import { reasonsOf } from '../checks/verdict.ts'
import { RemoteError, toGateError } from '../errors.ts'
import { toDecision, unappliedConclusion } from '../promotion/conclusion.ts'
import type { Move, Note, OutcomeError } from '../promotion/outcome.ts'
import { toOutcomeError } from '../promotion/outcome-error.ts'
import type { PinChange } from '../promotion/pin-change.ts'
import { bodyMove, bodyVersion, chainAfter, lineageOf, type RecordDraft, recordVersionOf } from '../promotion/record.ts'
import { recordRunId } from '../promotion/record-id.ts'
import { lenientPins } from '../promotion/requesting.ts'
import type { RollbackDecision, RollbackPlan } from '../promotion/rollback.ts'
import { whatChanged } from '../promotion/rollback-order.ts'
import { pinAdvice, pinChangeTo } from '../promotion/rollback-pins.ts'
import { newestStanding } from '../promotion/standing.ts'
import { type Applied, apply } from './apply.ts'
import { moveKeepPrevious } from './keep-previous.ts'
import type { AliasTarget } from './ports.ts'
import { configFactsOf } from './read-rules.ts'
import type { Concluded } from './rollback-outcome.ts'
import {
  type GatheredRollback,
  isDryRun,
  namedPullRequest,
  type RollbackWork,
  readStage,
  rollbackScope,
} from './rollback-read.ts'
import { fileDigest } from './upload-evidence.ts'

/** A rollback whose verdict allows it, with the version that it goes to. */
interface Going {
  readonly work: RollbackWork
  readonly registry: RegistryFacts
  readonly decision: RollbackDecision
  readonly plan: RollbackPlan
}

/** Carries out what the verdict allows, and says how it ended. A failure of a service is an outcome, not an exception. */
export async function concludeRollback(
  work: RollbackWork,
  { registry }: GatheredRollback,
  decision: RollbackDecision,
): Promise<Concluded> {
  const { verdict, plan, noChange, notes } = decision
  const judged = toDecision(verdict.status)
  const base: Concluded = {
    decision: judged,
    conclusion: unappliedConclusion(judged, false),
    reasons: reasonsOf(verdict),
    movesMade: [],
    record: null,
    notes,
  }
  if (base.conclusion !== 'planned' || plan === null) return base
  const going: Going = { work, registry, decision, plan }
  if (isDryRun(work) !== 'no') return planned(going, base)
  if (noChange) return stay(going, { ...base, conclusion: 'no-change' })
  if (work.ports.cancellation.requested) {
    return failed(base, {
      code: 'cancelled',
      message: 'The job was cancelled before anything was written.',
      issues: [],
    })
  }
  if (isRecorded(going)) return alreadyRecorded(base)
  try {
    return await go(going, base)
  } catch (thrown) {
    return failed(base, toOutcomeError(toGateError(thrown)))
  }
}

function failed(base: Concluded, error: OutcomeError): Concluded {
  return { ...base, decision: 'error', conclusion: 'error', reasons: [error.code, ...base.reasons], error }
}

function planned({ work, decision, plan }: Going, base: Concluded): Concluded {
  const { dropPrevious } = plan
  const alias = work.stage.keepPrevious
  const removal: readonly Note[] =
    dropPrevious === null || alias === null
      ? []
      : [
          {
            level: 'info',
            text: `${alias} would be removed from ${dropPrevious.version}: no earlier good version is left.`,
          },
        ]
  return { ...base, conclusion: decision.noChange ? 'no-change' : 'planned', notes: [...base.notes, ...removal] }
}

function recordRun(work: RollbackWork): string {
  return recordRunId(work.context, work.context.run.attempt, rollbackScope(work))
}

/** A closed record is never rewritten: the same attempt of a job was asked twice, by two of its steps. */
function isRecorded({ work, registry }: Going): boolean {
  const ours = recordRun(work)
  return registry.ownAttempts.some((record) => record.runId === ours && record.sha256 !== null)
}

function alreadyRecorded(base: Concluded): Concluded {
  const text =
    'This attempt of this job has already closed a record of this stage, and a closed record is never rewritten. Re-run the job, or start a new run.'
  const note: Note = { level: 'warning', code: 'conflict', text }
  return {
    ...base,
    decision: 'fail',
    conclusion: 'refused',
    reasons: ['conflict', ...base.reasons],
    notes: [...base.notes, note],
  }
}

async function go(going: Going, base: Concluded): Promise<Concluded> {
  const { work, plan } = going
  const { loaded, model, stage, ports } = work
  const { target, moves } = plan
  const { config } = loaded.rules
  const applied = await apply(
    {
      config,
      collection: model.collection,
      runId: recordRun(work),
      draft: await draft(going),
      move: moves.find((move) => move.purpose === 'stage') ?? null,
      to: recordVersionOf(target),
      alias: stage.alias,
      keepPrevious: moves.find((move) => move.purpose === 'keep-previous') ?? null,
      ends: 'applied',
      recheck: () => recheck(going),
    },
    ports,
  )
  const done = applied.conclusion === 'applied' ? await dropPrevious(going, applied) : applied
  const stands = done.record.sha256 !== null && ['applied', 'partial'].includes(done.conclusion)
  return {
    ...done,
    decision: done.conclusion === 'applied' ? base.decision : done.conclusion === 'refused' ? 'fail' : 'error',
    reasons: [...new Set([...done.reasons, ...base.reasons])],
    notes: [...base.notes, ...done.notes, ...(stands ? [pinNote(going)] : [])],
    pinChange: stands && !done.reasons.includes('conflict') ? pinChange(going) : null,
  }
}

/** The alias stands where it was asked to; a crash may have kept the alias that follows it from moving. */
async function stay(going: Going, base: Concluded): Promise<Concluded> {
  const { work, registry, plan } = going
  const byRollback = newestStanding(registry.records)?.operation === 'rollback'
  const done: Concluded = { ...base, notes: [...base.notes, pinNote(going)], pinChange: pinChange(going) }
  if (!byRollback) return done
  const owed = plan.moves.find((move) => move.purpose === 'keep-previous')
  if (owed !== undefined) {
    const failure = await moveKeepPrevious(owed, stageTarget(work), work.ports)
    if (failure !== null) return { ...failed(done, toOutcomeError(failure)), conclusion: 'partial' }
    return { ...done, movesMade: [owed], notes: [owedNote(owed), ...done.notes] }
  }
  return dropPrevious(going, done)
}

function owedNote({ alias, to }: Move): Note {
  return {
    level: 'info',
    code: 'unfinished',
    text: `${alias} follows now: ${to.version}. An earlier run had left it behind.`,
  }
}

function stageTarget({ loaded, model, stage }: RollbackWork): AliasTarget {
  return { registry: loaded.rules.config.registry, collection: model.collection, alias: stage.alias }
}

/** No earlier version is left for the `keep_previous` alias: it would point at what is in use now, or was left. */
async function dropPrevious<T extends Applied | Concluded>({ work, plan }: Going, done: T): Promise<T> {
  const { ports, stage } = work
  const holder: RecordVersion | null = plan.dropPrevious
  const alias = stage.keepPrevious
  if (holder === null || alias === null) return done
  const target = { ...stageTarget(work), alias }
  try {
    await ports.registry.removeAlias(target, holder.artifactId)
    const left = await ports.registry.holder(target)
    if (left !== null) throw new RemoteError('wandb', `${alias} still stands on ${left.version}.`)
    const text = `${alias} was removed from ${holder.version}: no earlier good version is left.`
    ports.progress.info(text)
    return { ...done, notes: [...done.notes, { level: 'info', text }] }
  } catch (thrown) {
    const failure = toGateError(thrown)
    const text = `${stage.alias} stands on ${plan.target.version} and is recorded, but ${alias} could not be removed from ${holder.version}: ${failure.message}`
    const note: Note = { level: 'warning', code: failure.code, text }
    const error = toOutcomeError(failure, text, 'Run this again: it does only what is left.')
    return {
      ...done,
      conclusion: 'partial',
      decision: 'error',
      reasons: [failure.code],
      notes: [...done.notes, note],
      error,
    }
  }
}

async function draft(going: Going): Promise<RecordDraft> {
  const { work, registry, decision, plan } = going
  const { inputs, context, ports, loaded, model, stage } = work
  const { holder } = registry
  const requestedAt = await work.requestedAt
  if (typeof requestedAt !== 'string') throw requestedAt
  const pullRequest = namedPullRequest(work)
  const standing = newestStanding(registry.records)
  const { sequence, previousRecord } = chainAfter(registry.records)
  return {
    schema_version: 1,
    operation: 'rollback',
    registry_path: rollbackScope(work).registryPath,
    model: model.name,
    stage: stage.name,
    alias: stage.alias,
    from: holder === null ? null : bodyVersion(recordVersionOf(holder)),
    to: bodyVersion(recordVersionOf(plan.target)),
    moves: plan.moves.map(bodyMove),
    verdict: decision.verdict,
    rows: [],
    evidence: [],
    config: configFactsOf(loaded.change, inputs),
    pins: {
      path: loaded.rules.config.pins,
      commit: loaded.change.trusted?.commit ?? '',
      version: pinsOf(work).entries.get(model.name)?.get(stage.name)?.version ?? null,
      sha256: fileDigest(loaded.change.trusted?.pins ?? null),
    },
    approvals: [],
    tickets: [],
    lineage: lineageOf(plan.target),
    owners: model.owners,
    reason: inputs.reason,
    event: context.event.name,
    actor: context.actor,
    triggering_actor: context.triggeringActor,
    repository: { name: `${context.repository.owner}/${context.repository.name}`, id: context.repository.id },
    pull_requests: pullRequest === null ? [] : [pullRequest.number],
    head_commits: pullRequest === null ? [] : [pullRequest.headCommit],
    merge_commit: context.commit,
    workflow_ref: context.workflowRef,
    run: context.run,
    requested_at: requestedAt,
    judged_at: new Date(ports.clock.now()).toISOString(),
    software: ports.software,
    drift: decision.drift,
    undoes: holder !== null && standing?.to?.artifactId === holder.artifactId ? standing.sha256 : null,
    sequence,
    previous_record: previousRecord,
  }
}

/** Step 4 of contract §6 for a rollback: the holder, the target and the records are as they were. */
async function recheck({ work, registry, plan }: Going): Promise<{ changed: string | null; registry: RegistryFacts }> {
  const { artifactId, version } = plan.target
  const fresh = await readStage(work, version)
  return { changed: whatChanged(registry, fresh, { stage: work.stage, artifactId }), registry: fresh }
}

function pinsOf({ loaded }: RollbackWork) {
  return lenientPins(loaded.change.trusted?.pins ?? null, loaded.rules.config)
}

function pinNote(going: Going): Note {
  return { level: 'info', text: pinAdvice(pinSubject(going), going.plan.target.version) }
}

/** What a pull request has to change so that the next push asks for what stands there now. */
function pinChange(going: Going): PinChange | null {
  const { inputs, context } = going.work
  const { event, actor } = context
  if (event.kind !== 'branch' || event.branch === null) return null
  const pullRequest = namedPullRequest(going.work)
  const why = { branch: event.branch, reason: inputs.reason, actor, pullRequest }
  return pinChangeTo(pinSubject(going), going.plan.target.version, why)
}

function pinSubject({ work }: Going) {
  const { loaded, model, stage } = work
  return { config: loaded.rules.config, model, stage, pins: pinsOf(work) }
}
