import type { RegistryFacts } from '../checks/facts.ts'
import { HOLD_CHAIN } from '../checks/hold-records.ts'
import type { ModelConfig } from '../config/gate-config.ts'
import { InputError } from '../errors.ts'
import { type HoldDecision, type HoldOperation, judgeHold } from '../promotion/hold.ts'
import { type HoldSubject, parseHoldSubject } from '../promotion/hold-subject.ts'
import type { RunOutcome } from '../promotion/outcome.ts'
import { ownRecordRunIds, recordRunId } from '../promotion/record-id.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { trustEvent } from '../promotion/trust.ts'
import { type SettledHolds, settleHolds } from './hold-settle.ts'
import { type LoadedRules, loadRules } from './load-gate.ts'
import { credentialsMissing } from './no-credentials.ts'
import type { RegistryQuery } from './ports.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { readTeams } from './read-people.ts'
import { readRegistry } from './read-registry.ts'
import { stoppedRun } from './stopped-run.ts'

/** What a run of `hold` or `release` works on. */
export interface HoldWork {
  readonly operation: HoldOperation
  readonly inputs: PromoteInputs
  readonly context: RunContext
  readonly ports: PromotePorts
  readonly loaded: LoadedRules
  readonly model: ModelConfig
  readonly subject: HoldSubject
  /** When this run was first asked for, by GitHub. */
  readonly requestedAt: string
  /** Record run of this attempt. */
  readonly runId: string
  readonly query: RegistryQuery
}

/** Facts read, leftovers settled, judged. */
export interface HoldJudged {
  readonly work: HoldWork
  readonly registry: RegistryFacts
  readonly decision: HoldDecision
  readonly settled: SettledHolds
}

/** Enough for the newest hold or release of everything that is frozen in a model at a time. */
const MOST_RECORDS = 50

/**
 * Everything of `hold` and `release` before the first write of their own, or why the run stops.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function judgeHoldRun(
  operation: HoldOperation,
  inputs: PromoteInputs,
  context: RunContext,
  ports: PromotePorts,
): Promise<HoldJudged | RunOutcome> {
  const trust = trustEvent(context.event)
  if (trust.mode !== 'write' || trust.by !== 'branch') {
    const refused = trust.mode === 'refuse' ? trust : null
    return stoppedRun(operation, {
      stopped: 'refused',
      code: refused?.code ?? 'untrusted-event',
      message: refused?.message ?? `\`${operation}\` is started by hand, not by \`${context.event.name}\`.`,
      hint: 'Start the workflow by workflow_dispatch on a listed branch.',
    })
  }
  if (!ports.hasCredentials) {
    throw credentialsMissing()
  }
  const [loaded, requestedAt] = await Promise.all([
    loadRules(trust, inputs, context, ports.host),
    ports.host.runCreatedAt(),
  ])
  if ('stopped' in loaded) return stoppedRun(operation, loaded)
  const { model, subject } = parseHoldSubject(loaded.rules.config, inputs)
  checkInputs(subject, inputs, ports)
  const scope = recordScope(operation, { loaded, model, subject, inputs })
  const query = registryQuery(loaded, model, subject, ownRecordRunIds(context, scope))
  const runId = recordRunId(context, context.run.attempt, scope)
  return gather({ operation, inputs, context, ports, loaded, model, subject, requestedAt, runId, query })
}

/** All that a hold decision uses, read again. */
export function readHolds({
  ports,
  loaded,
  query,
}: Pick<HoldWork, 'ports' | 'loaded' | 'query'>): Promise<RegistryFacts> {
  return readRegistry(query, ports.registry, loaded.rules.config.recordKeys)
}

async function gather(asked: HoldWork): Promise<HoldJudged> {
  const { ports, context, inputs, operation, subject, model } = asked
  const startedBy = [...new Set([context.actor, context.triggeringActor])]
  const teams = [...model.stages.values()].flatMap((stage) => stage.may.get(operation)?.teams ?? [])
  const [first, permissionOf, teamsOf] = await Promise.all([
    readHolds(asked),
    ports.host.permissions(startedBy),
    readTeams(teams, startedBy, ports.host),
  ])
  const work = asMeantBefore(asked, first)
  const settled = inputs.dryRun ? { closed: 0, live: [], notes: [] } : await settleHolds(work, first)
  const registry = settled.closed > 0 || work !== asked ? await readHolds(work) : first
  const decision = judgeHold({ operation, subject, model, registry, startedBy, permissionOf, teamsOf })
  return { work, registry, decision, settled }
}

/**
 * "Whatever holds the stage" is another version after a fallback: an attempt of the same run goes on with the version
 * that the earlier one meant.
 */
function asMeantBefore(work: HoldWork, { ownAttempts }: RegistryFacts): HoldWork {
  if (work.subject.kind !== 'version' || work.subject.heldStage === null) return work
  const meant = ownAttempts.find((record) => record.from !== null)?.from
  if (meant == null) return work
  return { ...work, query: { ...work.query, candidate: { kind: 'version', version: meant.version } } }
}

function checkInputs(subject: HoldSubject, { fallback, until }: PromoteInputs, { clock }: PromotePorts): void {
  if (fallback && subject.kind !== 'version') {
    throw new InputError(
      '`fallback` needs a version: a model or a stage that is held has no version to fall back to.',
      {
        hint: 'Hold the version (`stage` alone means the one that holds it), then the stage if that is wanted too.',
      },
    )
  }
  if (until !== null && Date.parse(until) <= clock.now()) {
    throw new InputError(`The input \`until\` names a moment that is over: ${until}.`, {
      hint: 'A hold past its date still holds; leave `until` away if it has none.',
    })
  }
}

interface Scoped {
  readonly loaded: LoadedRules
  readonly model: ModelConfig
  readonly subject: HoldSubject
  readonly inputs: PromoteInputs
}

/** Two steps of a job may hold two things: what is meant is a part of the record's id. */
function recordScope(operation: HoldOperation, { loaded, model, inputs }: Scoped): Parameters<typeof recordRunId>[2] {
  const { entity, project } = loaded.rules.config.registry
  const meant = JSON.stringify([inputs.stage, inputs.version])
  return { operation, registryPath: `${entity}/${project}/${model.collection}`, stage: `${HOLD_CHAIN} ${meant}` }
}

function registryQuery(
  { rules }: LoadedRules,
  model: ModelConfig,
  subject: HoldSubject,
  ownAttempts: readonly string[],
): RegistryQuery {
  const { registry, records } = rules.config
  const stage = subject.kind === 'stage' ? subject.stage : [...model.stages.values()][0]
  return {
    registry,
    collection: model.collection,
    candidate: subject.kind === 'version' ? subject.ask : null,
    // Of a held stage its holder is wanted; else any alias will do.
    alias: stage?.alias ?? 'latest',
    fromAlias: null,
    keepPrevious: null,
    records,
    model: model.name,
    stage: HOLD_CHAIN,
    ownAttempts,
    mostRecords: MOST_RECORDS,
  }
}
