import type { HeldSince } from '../checks/canary-window.ts'
import type { RecordFacts, RegistryFacts } from '../checks/facts.ts'
import { saysStanding } from '../checks/moving-record.ts'
import type { CanaryRule, ModelConfig, ReportSource, StageConfig } from '../config/gate-config.ts'
import { endOf } from './last-good.ts'
import type { LoadedReport, PromotionFacts } from './promotion-facts.ts'
import type { PromotionRequest } from './requests.ts'
import type { AliasEvent } from './rollback-suggestion.ts'

/** A stage beside the one that is asked for, as the registry has it. */
export interface StageBeside {
  readonly stage: StageConfig
  readonly registry: RegistryFacts
  /** W&B's own history of its alias, newest first; null: not told. */
  readonly events: readonly AliasEvent[] | null
}

/** A report of one of the two versions; null: the config and the inputs name none. */
export interface CanaryReport {
  readonly source: ReportSource
  readonly loaded: LoadedReport
}

/** What the comparison with the version in use is made from. */
export interface CanaryFacts {
  readonly rule: CanaryRule
  /** The stage that versions are tried out in. */
  readonly canary: StageBeside
  /** The stage whose version is the one in use. */
  readonly against: StageBeside
  readonly reports: { readonly candidate: CanaryReport | null; readonly baseline: CanaryReport | null }
}

/** The stages that a canary is about; null: the stage has none. */
export function canaryStages({
  model,
  stage,
}: Pick<PromotionRequest, 'model' | 'stage'>): { readonly canary: StageConfig; readonly against: StageConfig } | null {
  const { canary: rule, from } = stage
  const canary = from === null ? undefined : model.stages.get(from)
  if (rule === undefined || canary === undefined) return null
  return { canary, against: stageOfAlias(rule.against ?? stage.alias, model) ?? stage }
}

function stageOfAlias(alias: string, model: ModelConfig): StageConfig | undefined {
  return [...model.stages.values()].find((stage) => stage.alias === alias)
}

/** A run that names no version finds nobody under the canary's alias. */
export function isNobodyTriedOut({ canary, request, registry, by }: PromotionFacts): boolean {
  const isOpen = request.origin === 'from-alias' && by === 'branch' && registry.candidate === null
  return isOpen && canary !== undefined && canary.canary.registry.holder === null
}

/** Names of the two reports: those of the rule, else the only one that the stage has. */
export function canaryReportNames({
  canary,
  reports,
}: Pick<StageConfig, 'canary' | 'reports'>): { readonly candidate: string; readonly baseline: string } | null {
  if (canary === undefined) return null
  if (canary.reports !== null) return canary.reports
  const [only, ...others] = reports.keys()
  return only === undefined || others.length > 0 ? null : { candidate: only, baseline: only }
}

/**
 * Since when a version has held an alias without a break: the end of the oldest of the newest records in a row that name it.
 * Where W&B's history says that it was put there later than that, this counts: somebody moved the alias away and back. Without
 * a record the history alone says it. null: neither does.
 */
export function heldSince(
  records: readonly RecordFacts[],
  events: readonly AliasEvent[] | null,
  artifactId: string,
): HeldSince | null {
  const standing = records.filter(saysStanding)
  const broken = standing.findIndex(({ to }) => to?.artifactId !== artifactId)
  const first = standing[(broken < 0 ? standing.length : broken) - 1]
  const put = (events ?? []).flatMap(({ at, targetArtifactId }) =>
    targetArtifactId === artifactId && Number.isFinite(Date.parse(at)) ? [at] : [],
  )
  const newest = put.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0]
  if (first === undefined) return newest === undefined ? null : { at: newest, by: 'history' }
  const recorded = endOf(first)
  return newest !== undefined && Date.parse(newest) > Date.parse(recorded)
    ? { at: newest, by: 'history' }
    : { at: recorded, by: 'record' }
}
