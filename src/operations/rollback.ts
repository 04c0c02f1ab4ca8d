import type { RegistryFacts } from '../checks/facts.ts'
import { reasonsOf } from '../checks/verdict.ts'
import type { ModelConfig, StageConfig } from '../config/gate-config.ts'
import { AccessError, type GateError, RemoteError, toGateError } from '../errors.ts'
import { toDecision, unappliedConclusion } from '../promotion/conclusion.ts'
import type { Conclusion, Note, OutcomeError, PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import { toOutcomeError } from '../promotion/outcome-error.ts'
import { bodyMove, bodyVersion, chainAfter, type RecordDraft, recordVersionOf } from '../promotion/record.ts'
import { ownRecordRunIds, recordRunId } from '../promotion/record-id.ts'
import { namedStage } from '../promotion/requests.ts'
import { judgeRollback, type RollbackDecision } from '../promotion/rollback.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { newestStanding } from '../promotion/standing.ts'
import { trustEvent } from '../promotion/trust.ts'
import { parseVersionAsk } from '../promotion/version-ask.ts'
import { type Applied, apply } from './apply.ts'
import { readRegistry } from './gather.ts'
import { type LoadedRules, loadRules } from './load-gate.ts'
import type { RegistryQuery } from './ports.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { configFactsOf } from './read-rules.ts'
import { settle } from './settle.ts'
import { stoppedRun } from './stopped-run.ts'

const OPERATION = 'rollback'
/** Enough for the versions that a rollback may go back to, with the records of moves between them. */
const MOST_RECORDS = 50

/**
 * Moves a stage's alias back: to the last known good version, or to the one that `version` names. Evaluates nothing
 * slow again: the target passed the gate when its record was written.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function rollback(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  const trust = trustEvent(context.event)
  if (trust.mode !== 'write' || trust.by !== 'branch') {
    return stoppedRun(inputs.operation, {
      stopped: 'refused',
      code: trust.mode === 'refuse' ? trust.code : 'untrusted-event',
      message:
        trust.mode === 'refuse' ? trust.message : `A rollback is started by hand, not by \`${context.event.name}\`.`,
      hint: 'Start the workflow by workflow_dispatch on a listed branch.',
    })
  }
  if (!ports.hasCredentials) throw withoutCredentials()
  const requestedAt = ports.host.runCreatedAt().catch(toGateError)
  const loaded = await loadRules(trust, inputs, context, ports.host)
  if ('stopped' in loaded) return stoppedRun(inputs.operation, loaded)
  const { model, stage } = namedStage(loaded.rules.config, inputs)
  const work: RollbackWork = { inputs, context, ports, loaded, model, stage, requestedAt }
  const outcome = await rollbackStage(work)
  return {
    operation: inputs.operation,
    decision: outcome.decision,
    conclusion: outcome.conclusion,
    reasons: outcome.reasons,
    promotions: [outcome],
    listings: [],
    error: null,
    notes: loaded.rules.notes,
    commentOn: null,
    config: configFactsOf(loaded.change, inputs),
  }
}

interface RollbackWork {
  readonly inputs: PromoteInputs
  readonly context: RunContext
  readonly ports: PromotePorts
  readonly loaded: LoadedRules
  readonly model: ModelConfig
  readonly stage: StageConfig
  readonly requestedAt: Promise<string | GateError>
}

function withoutCredentials(): AccessError {
  return new AccessError('wandb', 'There is no W&B credential: neither an API key nor a GitHub identity token.', {
    code: 'no-credentials',
    hint: 'Set `wandb-api-key`, or grant the job `permissions: id-token: write` and set `wandb-audience`.',
  })
}

async function rollbackStage(work: RollbackWork): Promise<PromotionOutcome> {
  const { ports, loaded, context, inputs } = work
  const startedBy = [...new Set([context.actor, context.triggeringActor])]
  const query = registryQuery(work)
  const [first, permissionOf] = await Promise.all([read(work, query), ports.host.permissions(startedBy)])
  const settled = inputs.dryRun ? null : await settle(first, loaded.rules.config, context, ports)
  if (settled?.waitFor != null) return waiting(work, first, settled.waitFor.workflowRunId)
  const registry = settled !== null && settled.closed > 0 ? await read(work, query) : first
  const decision = await decide(work, registry, { startedBy, permissionOf })
  const concluded = await conclude(work, registry, decision)
  return describe(work, registry, decision, { ...concluded, notes: [...(settled?.notes ?? []), ...concluded.notes] })
}

function registryQuery({ loaded, model, stage, inputs, context }: RollbackWork): RegistryQuery {
  const { registry, records } = loaded.rules.config
  const registryPath = `${registry.entity}/${registry.project}/${model.collection}`
  return {
    registry,
    collection: model.collection,
    candidate: inputs.version === null ? null : parseVersionAsk(inputs.version),
    alias: stage.alias,
    fromAlias: null,
    keepPrevious: stage.keepPrevious,
    records,
    model: model.name,
    stage: stage.name,
    ownAttempts: ownRecordRunIds(context, { operation: OPERATION, registryPath, stage: stage.name }),
    mostRecords: MOST_RECORDS,
  }
}

function read({ ports, loaded }: RollbackWork, query: RegistryQuery): Promise<RegistryFacts> {
  return readRegistry(query, ports.registry, loaded.rules.config.recordKeys)
}

async function decide(
  work: RollbackWork,
  registry: RegistryFacts,
  who: Pick<Parameters<typeof judgeRollback>[0], 'startedBy' | 'permissionOf'>,
): Promise<RollbackDecision> {
  const { ports, loaded, model, stage, inputs } = work
  const facts = {
    ...who,
    registry,
    model,
    stage,
    asked: inputs.version,
    pullRequest: loaded.change.pullRequests[0] ?? null,
    now: new Date(ports.clock.now()).toISOString(),
  }
  const names = judgeRollback({ ...facts, members: new Map() }).wanted
  const target = { registry: loaded.rules.config.registry, collection: model.collection }
  const members = await ports.registry.versions(target, names)
  return judgeRollback({ ...facts, members: new Map(names.map((name, index) => [name, members[index] ?? null])) })
}

interface Concluded {
  readonly conclusion: Conclusion
  readonly decision: PromotionOutcome['decision']
  readonly reasons: PromotionOutcome['reasons']
  readonly movesMade: PromotionOutcome['movesMade']
  readonly record: PromotionOutcome['record']
  readonly notes: readonly Note[]
  readonly error?: OutcomeError
}

async function conclude(work: RollbackWork, registry: RegistryFacts, decision: RollbackDecision): Promise<Concluded> {
  const { inputs, ports } = work
  const { verdict } = decision
  const judged = toDecision(verdict.status)
  const base = { decision: judged, reasons: reasonsOf(verdict), movesMade: [], record: null, notes: decision.notes }
  const conclusion = unappliedConclusion(judged, false)
  if (conclusion !== 'planned' || decision.target === null)
    return { ...base, conclusion: decision.target === null && conclusion === 'planned' ? 'refused' : conclusion }
  if (inputs.dryRun) return { ...base, conclusion }
  if (ports.cancellation.requested) {
    const error = {
      code: 'cancelled' as const,
      message: 'The job was cancelled before anything was written.',
      issues: [],
    }
    return { ...base, decision: 'error', conclusion: 'error', reasons: ['cancelled'], error }
  }
  const applied = await applyRollback(work, registry, decision)
  const notes = [...base.notes, ...applied.notes, ...pinNotes(work, decision)]
  const done = applied.conclusion === 'applied'
  return {
    ...applied,
    decision: done ? judged : applied.conclusion === 'refused' ? 'fail' : 'error',
    reasons: [...applied.reasons, ...base.reasons],
    notes,
  }
}

async function applyRollback(
  work: RollbackWork,
  registry: RegistryFacts,
  decision: RollbackDecision,
): Promise<Applied> {
  const { context, loaded, model, stage, ports } = work
  const { target, moves } = decision
  if (target === null) throw new RemoteError('wandb', 'There is no version to go back to.')
  const stageMove = moves.find((move) => move.purpose === 'stage') ?? null
  const registryPath = `${loaded.rules.config.registry.entity}/${loaded.rules.config.registry.project}/${model.collection}`
  const applied = await apply(
    {
      config: loaded.rules.config,
      collection: model.collection,
      runId: recordRunId(context, context.run.attempt, { operation: OPERATION, registryPath, stage: stage.name }),
      draft: await draft(work, registry, decision, registryPath),
      move: stageMove,
      to: recordVersionOf(target),
      alias: stage.alias,
      keepPrevious: moves.find((move) => move.purpose === 'keep-previous') ?? null,
      recheck: () => recheck(work, registry, decision),
    },
    ports,
  )
  return applied.conclusion === 'applied' && decision.dropPrevious !== null
    ? dropPrevious(work, applied, decision.dropPrevious)
    : applied
}

/** No earlier version is left for the `keep_previous` alias: it would point at what is in use now, or was left. */
async function dropPrevious(
  work: RollbackWork,
  applied: Applied,
  holder: { artifactId: string; version: string },
): Promise<Applied> {
  const { loaded, model, stage, ports } = work
  const alias = stage.keepPrevious ?? ''
  const target = { registry: loaded.rules.config.registry, collection: model.collection, alias }
  try {
    await ports.registry.removeAlias(target, holder.artifactId)
    const left = await ports.registry.holder(target)
    if (left?.artifactId === holder.artifactId)
      throw new RemoteError('wandb', `${alias} still stands on ${holder.version}.`)
    ports.progress.info(`Removed: ${alias} from ${holder.version} (read back).`)
    return applied
  } catch (thrown) {
    const failure = toGateError(thrown)
    const text = `${stage.alias} was rolled back and is recorded, but ${alias} could not be removed from ${holder.version}: ${failure.message}`
    return { ...applied, conclusion: 'partial', reasons: [failure.code], error: toOutcomeError(failure, text) }
  }
}

async function draft(
  work: RollbackWork,
  registry: RegistryFacts,
  decision: RollbackDecision,
  registryPath: string,
): Promise<RecordDraft> {
  const { inputs, context, ports, loaded, model, stage } = work
  const { target, verdict, moves } = decision
  if (target === null) throw new RemoteError('wandb', 'There is no version to go back to.')
  const requestedAt = await work.requestedAt
  if (typeof requestedAt !== 'string') throw requestedAt
  const pullRequest = loaded.change.pullRequests[0]
  const now = new Date(ports.clock.now()).toISOString()
  const { sequence, previousRecord } = chainAfter(registry.records)
  return {
    schema_version: 1,
    operation: OPERATION,
    registry_path: registryPath,
    model: model.name,
    stage: stage.name,
    alias: stage.alias,
    from: registry.holder === null ? null : bodyVersion(recordVersionOf(registry.holder)),
    to: bodyVersion(recordVersionOf(target)),
    moves: moves.map(bodyMove),
    verdict,
    rows: [],
    evidence: [],
    config: configFactsOf(loaded.change, inputs),
    pins: { path: loaded.rules.config.pins, commit: loaded.change.trusted?.commit ?? '', version: null },
    approvals: [],
    tickets: [],
    reason: inputs.reason,
    actor: context.actor,
    triggering_actor: context.triggeringActor,
    repository: { name: `${context.repository.owner}/${context.repository.name}`, id: context.repository.id },
    pull_requests: pullRequest === undefined ? [] : [pullRequest.number],
    head_commits: pullRequest === undefined ? [] : [pullRequest.headCommit],
    merge_commit: context.commit,
    workflow_ref: context.workflowRef,
    run: context.run,
    requested_at: requestedAt,
    judged_at: now,
    software: ports.software,
    drift: decision.drift,
    undoes: newestStanding(registry.records)?.sha256 ?? null,
    sequence,
    previous_record: previousRecord,
  }
}

/** Step 4 of contract §6 for a rollback: the holder, the target and the records are as they were. */
async function recheck(
  work: RollbackWork,
  before: RegistryFacts,
  decision: RollbackDecision,
): Promise<{ changed: string | null; registry: RegistryFacts }> {
  const { stage } = work
  const version = decision.target?.version ?? ''
  const registry = await read(work, { ...registryQuery(work), candidate: { kind: 'version', version } })
  return { changed: decision.changed(before, registry, stage), registry }
}

/** How the pin file should read now; the next push would else ask for the version that was left. */
function pinNotes({ loaded, model, stage }: RollbackWork, { target }: RollbackDecision): readonly Note[] {
  if (target === null) return []
  const { pins } = loaded.rules.config
  return [{ level: 'info', text: `${pins} should now read \`${model.name}: { ${stage.name}: ${target.version} }\`.` }]
}

function waiting(work: RollbackWork, registry: RegistryFacts, run: string): PromotionOutcome {
  const { stage } = work
  const text = `Run ${run} is moving ${stage.alias} right now; it ends within five minutes.`
  const verdict = {
    id: `${work.model.name}/${stage.name}`,
    kind: 'promotion' as const,
    status: 'fail' as const,
    reason: 'in-progress' as const,
    label: `${work.model.name} ${stage.name}`,
    children: [],
  }
  const decision: RollbackDecision = {
    verdict,
    target: null,
    moves: [],
    dropPrevious: null,
    notes: [],
    wanted: [],
    drift: null,
    changed: () => null,
  }
  const note: Note = { level: 'warning', code: 'in-progress', text }
  return describe(work, registry, decision, {
    conclusion: 'refused',
    decision: 'fail',
    reasons: ['in-progress'],
    movesMade: [],
    record: null,
    notes: [note],
  })
}

function describe(
  work: RollbackWork,
  registry: RegistryFacts,
  decision: RollbackDecision,
  concluded: Concluded,
): PromotionOutcome {
  const { model, stage, inputs, context, ports, loaded } = work
  const { entity, project, collection, organization, holder } = registry
  const links = ports.registry.links({
    registry: { entity, project },
    organization,
    collection,
    version: decision.target,
  })
  return {
    ...concluded,
    model: model.name,
    stage: stage.name,
    alias: stage.alias,
    registry: { entity, project },
    collection,
    dryRun: inputs.dryRun ? 'input' : 'no',
    candidate: decision.target,
    asked: inputs.version ?? 'the last known good version',
    previous: holder,
    moves: decision.moves,
    verdict: decision.verdict,
    evidence: [],
    approvals: [],
    pullRequests: loaded.change.pullRequests.map(({ number }) => number),
    links: { ...links, record: concluded.record?.url ?? null, workflowRun: context.run.url },
  }
}
