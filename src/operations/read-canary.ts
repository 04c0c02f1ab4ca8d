import type { RegistryFacts } from '../checks/facts.ts'
import type { ReportSource, StageConfig } from '../config/gate-config.ts'
import {
  type CanaryFacts,
  type CanaryReport,
  canaryReportNames,
  canaryStages,
  type StageBeside,
} from '../promotion/canary-facts.ts'
import { ownRecordRunIds } from '../promotion/record-id.ts'
import type { PromotionRequest } from '../promotion/requests.ts'
import type { AliasEvent } from '../promotion/rollback-suggestion.ts'
import type { RunContext } from '../promotion/run-context.ts'
import type { Gate } from './gate.ts'
import { gatherEvidence } from './gather-evidence.ts'
import type { ReportLimits } from './load-evidence.ts'
import type { RegistryQuery } from './ports.ts'
import type { PromotePorts } from './promote-input.ts'
import { readRegistry } from './read-registry.ts'

/** The records of the stage that versions are tried out in go back as far as a version may have been there. */
const MOST_RECORDS = 50

export interface CanaryScope {
  readonly gate: Gate
  /** With the reports that the inputs put in the place of those of the config. */
  readonly request: PromotionRequest
  readonly context: RunContext
}

export interface CanaryReading extends CanaryScope {
  /** The facts of the stage that is asked for. */
  readonly registry: Promise<RegistryFacts>
  readonly limits: ReportLimits
}

/** What the comparison with the version in use is made from; null: the stage asks for none. */
export async function readCanary(reading: CanaryReading, ports: PromotePorts): Promise<CanaryFacts | null> {
  const { request, registry, limits } = reading
  const stages = canaryStages(request)
  const { canary: rule } = request.stage
  if (stages === null || rule === undefined) return null
  const against =
    stages.against.name === request.stage.name ? registry : readStageBeside(stages.against, reading, ports)
  const names = canaryReportNames(request.stage)
  const read = (name: string | undefined, of: 'candidate' | 'holder', facts: Promise<RegistryFacts>) =>
    readReport(request.stage.reports.get(name ?? ''), { of, registry: facts, limits }, ports)
  const [canaryFacts, againstFacts, events, againstEvents, candidate, baseline] = await Promise.all([
    readStageBeside(stages.canary, reading, ports),
    against,
    readEvents(stages.canary, reading, ports),
    readEvents(stages.against, reading, ports),
    read(names?.candidate, 'candidate', registry),
    read(names?.baseline, 'holder', against),
  ])
  return {
    rule,
    canary: { stage: stages.canary, registry: canaryFacts, events },
    against: { stage: stages.against, registry: againstFacts, events: againstEvents },
    reports: { candidate, baseline },
  }
}

/** The same with the registry read anew; of the stage that is asked for, those facts are given. */
export async function readCanaryAgain(
  before: CanaryFacts,
  registry: RegistryFacts,
  scope: CanaryScope,
  ports: PromotePorts,
): Promise<CanaryFacts> {
  const again = async (beside: StageBeside): Promise<StageBeside> => ({
    ...beside,
    registry:
      beside.stage.name === scope.request.stage.name ? registry : await readStageBeside(beside.stage, scope, ports),
  })
  const [canary, against] = await Promise.all([again(before.canary), again(before.against)])
  return { ...before, canary, against }
}

/** A stage of the same model, with the records that a removal of its alias would go on from. */
export function readStageBeside(stage: StageConfig, scope: CanaryScope, ports: PromotePorts): Promise<RegistryFacts> {
  return readRegistry(queryOf(stage, scope), ports.registry, scope.gate.config.recordKeys)
}

function queryOf(stage: StageConfig, { gate, request, context }: CanaryScope): RegistryQuery {
  const { registry, records } = gate.config
  const { model } = request
  const registryPath = `${registry.entity}/${registry.project}/${model.collection}`
  return {
    registry,
    collection: model.collection,
    candidate: null,
    alias: stage.alias,
    fromAlias: null,
    keepPrevious: null,
    records,
    model: model.name,
    stage: stage.name,
    ownAttempts: ownRecordRunIds(context, { operation: 'rollback', registryPath, stage: stage.name }),
    mostRecords: MOST_RECORDS,
  }
}

/** W&B's own history is documented nowhere: it is a help where it is told, and nothing fails where it is not. */
async function readEvents(
  stage: StageConfig,
  { gate, request }: CanaryScope,
  ports: PromotePorts,
): Promise<readonly AliasEvent[] | null> {
  if (request.stage.canary?.bakeSeconds === 0) return null
  const target = { registry: gate.config.registry, collection: request.model.collection, alias: stage.alias }
  return ports.survey.aliasActions(target).catch(() => null)
}

async function readReport(
  source: ReportSource | undefined,
  plan: Parameters<typeof gatherEvidence>[1],
  ports: PromotePorts,
): Promise<CanaryReport | null> {
  if (source === undefined) return null
  const loaded = (await gatherEvidence([source], plan, ports)).get(source.name)
  return loaded === undefined ? null : { source, loaded }
}
