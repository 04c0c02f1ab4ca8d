import type { PermissionOf, PullRequestFacts, RecordFacts, RegistryFacts } from '../checks/facts.ts'
import type { TeamsOf } from '../checks/people-facts.ts'
import type { ModelConfig, StageConfig } from '../config/gate-config.ts'
import type { GateError } from '../errors.ts'
import { judgeUnfinished } from '../promotion/lease.ts'
import type { Note } from '../promotion/outcome.ts'
import { ownRecordRunIds, type RecordScope } from '../promotion/record-id.ts'
import { judgeRollback, type RollbackDecision, wantedMembers } from '../promotion/rollback.ts'
import { carriedOut } from '../promotion/rollback-order.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { parseVersionAsk } from '../promotion/version-ask.ts'
import type { LoadedRules } from './load-gate.ts'
import type { RegistryQuery } from './ports.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { emergencyPeople, readTeams } from './read-people.ts'
import { readRegistry } from './read-registry.ts'
import { settle } from './settle.ts'

/** What the parts of one rollback share. */
export interface RollbackWork {
  readonly inputs: PromoteInputs
  readonly context: RunContext
  readonly ports: PromotePorts
  readonly loaded: LoadedRules
  readonly model: ModelConfig
  readonly stage: StageConfig
  /** When this run was first started, by GitHub. */
  readonly requestedAt: Promise<string | GateError>
}

export interface GatheredRollback {
  readonly registry: RegistryFacts
  /** A live intent of another run. */
  readonly waitFor: RecordFacts | null
  /** The rollback that an earlier try, or a run settled here, has carried out. */
  readonly done: RecordFacts | null
  readonly startedBy: readonly string[]
  readonly permissionOf: PermissionOf
  readonly teamsOf: TeamsOf
  readonly notes: readonly Note[]
}

/** Enough for the versions that a rollback may go back to, with the records of moves between them. */
const MOST_RECORDS = 50

/** Which record this run writes; the same for all its tries. */
export function rollbackScope({ loaded, model, stage }: RollbackWork): RecordScope {
  const { entity, project } = loaded.rules.config.registry
  return { operation: 'rollback', registryPath: `${entity}/${project}/${model.collection}`, stage: stage.name }
}

export function isDryRun({ inputs, stage }: RollbackWork): 'no' | 'input' | 'stage' {
  if (inputs.dryRun) return 'input'
  return stage.mode === 'dry_run' ? 'stage' : 'no'
}

/** Reads what the decision needs, and settles what earlier runs left open. Rollback never waits for an expired lease. */
export async function gatherRollback(work: RollbackWork): Promise<GatheredRollback> {
  const { ports, loaded, context } = work
  const startedBy = [...new Set([context.actor, context.triggeringActor])]
  const others = reviewersToAsk(work)
  const teams = [...(work.stage.may.get('rollback')?.teams ?? []), ...others.teams]
  const [registry, permissionOf, teamsOf] = await Promise.all([
    readStage(work),
    ports.host.permissions([...startedBy, ...others.forRoles]),
    readTeams(teams, [...startedBy, ...others.forTeams], ports.host),
  ])
  const gathered = { registry, startedBy, permissionOf, teamsOf, done: carriedOut(registry.ownAttempts), waitFor: null }
  if (isDryRun(work) !== 'no') return { ...gathered, notes: openNotes(registry) }
  const settled = await settle(registry, loaded.rules.config, context, ports)
  if (settled.waitFor !== null) return { ...gathered, waitFor: settled.waitFor, notes: settled.notes }
  if (settled.closed === 0) return { ...gathered, notes: [] }
  const fresh = await readStage(work)
  const finished = fresh.records.filter(({ runId }) => settled.finished.includes(runId))
  const done = carriedOut(fresh.ownAttempts) ?? carriedOut(finished)
  return { ...gathered, registry: fresh, done, notes: settled.notes }
}

/** Reviewers matter only to a version that was named. */
function reviewersToAsk(work: RollbackWork): ReturnType<typeof emergencyPeople> {
  return emergencyPeople(work.inputs.version === null ? null : work.stage.emergency, namedPullRequest(work))
}

/** @param version `vN` to look at instead of the one that was asked for */
export function readStage(work: RollbackWork, version?: string): Promise<RegistryFacts> {
  const { config } = work.loaded.rules
  return readRegistry(registryQuery(work, version), work.ports.registry, config.recordKeys)
}

function registryQuery(work: RollbackWork, version: string | undefined): RegistryQuery {
  const { loaded, model, stage, inputs, context } = work
  const { registry, records } = loaded.rules.config
  const asked = inputs.version === null ? null : parseVersionAsk(inputs.version)
  return {
    registry,
    collection: model.collection,
    candidate: version === undefined ? asked : { kind: 'version', version },
    alias: stage.alias,
    fromAlias: null,
    keepPrevious: stage.keepPrevious,
    records,
    model: model.name,
    stage: stage.name,
    ownAttempts: ownRecordRunIds(context, rollbackScope(work)),
    mostRecords: MOST_RECORDS,
  }
}

export async function decideRollback(work: RollbackWork, gathered: GatheredRollback): Promise<RollbackDecision> {
  const { ports, loaded, model, stage, inputs, context } = work
  const { registry, startedBy, permissionOf, teamsOf, done } = gathered
  const requestedAt = await work.requestedAt
  if (typeof requestedAt !== 'string') throw requestedAt
  const facts = {
    config: loaded.rules.config,
    registry,
    startedBy,
    permissionOf,
    teamsOf,
    done,
    model,
    stage,
    asked: inputs.version,
    pullRequest: namedPullRequest(work),
    requestedAt,
    workflowRunId: context.run.id,
    now: new Date(ports.clock.now()).toISOString(),
  }
  const names = wantedMembers(facts)
  const target = { registry: loaded.rules.config.registry, collection: model.collection }
  const members = names.length === 0 ? [] : await ports.registry.versions(target, names)
  return judgeRollback({ ...facts, members: new Map(names.map((name, index) => [name, members[index] ?? null])) })
}

export function namedPullRequest({ loaded }: RollbackWork): PullRequestFacts | null {
  return loaded.change.pullRequests[0] ?? null
}

/** What a run that may not write says of records that were begun and not closed. */
function openNotes({ records, ownAttempts, holder, serverTime }: RegistryFacts): readonly Note[] {
  return judgeUnfinished({ records, own: ownAttempts, holder, serverTime }).map(({ action, record }) =>
    action === 'wait'
      ? {
          level: 'warning',
          code: 'in-progress',
          text: `Run ${record.workflowRunId} is moving ${record.alias} right now: a rollback would be refused until it ends.`,
        }
      : {
          level: 'warning',
          code: 'unfinished',
          text: `Run ${record.workflowRunId} left a record of ${record.stage} open; the rollback settles it first.`,
        },
  )
}
