import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport } from '../report.ts'
import { instanceResults, isInstance } from './helm-instances.ts'
import { isStat, type RunFacts, statRows } from './helm-rows.ts'
import { type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/**
 * Stanford HELM: `stats.json` or `per_instance_stats.json` of one run, or both with `run_spec.json` as one map
 * `{run_spec, stats, per_instance_stats}`: the lists alone name no model and no scenario.
 */
export const helm: ReportReader = { detect, read }

interface Parts {
  readonly stats: readonly JsonValue[]
  readonly statsPointer: string
  readonly instances: readonly JsonValue[]
  readonly instancesPointer: string
}

function detect(document: JsonValue): Fit {
  const { stats, instances } = partsOf(document)
  return stats.length + instances.length > 0
    ? fits()
    : lacks('a list of "name" (with "name"), "count" and "sum", or of "instance_id" with "stats"')
}

function read(document: JsonValue): EvaluationReport {
  const { stats, statsPointer, instances, instancesPointer } = partsOf(document)
  const facts = factsOf(document)
  const perInstance = instanceResults(instances, facts, instancesPointer)
  const limit = mapAt(mapAt(document, 'run_spec'), 'adapter_spec')['max_eval_instances']
  return {
    format: 'helm',
    status: 'unknown',
    status_note: 'HELM does not say whether all instances were run',
    // The same metrics stand in both; the run's own numbers are those of "stats".
    rows: stats.length > 0 ? statRows(stats, facts, statsPointer) : perInstance.rows,
    ...(perInstance.items.length === 0 ? {} : { items: perInstance.items }),
    identity: topLevelClaims(document),
    warnings: typeof limit === 'number' ? [`at most ${limit} instances were evaluated (max_eval_instances)`] : [],
    document,
  }
}

function partsOf(document: JsonValue): Parts {
  const none = { stats: [], statsPointer: '', instances: [], instancesPointer: '' }
  if (isJsonArray(document)) {
    if (isListOf(document, isStat)) return { ...none, stats: document }
    return isListOf(document, isInstance) ? { ...none, instances: document } : none
  }
  if (!isJsonObject(document)) return none
  const [stats, instances] = [document['stats'], document['per_instance_stats']]
  return {
    stats: isListOf(stats, isStat) ? stats : [],
    statsPointer: '/stats',
    instances: isListOf(instances, isInstance) ? instances : [],
    instancesPointer: '/per_instance_stats',
  }
}

function isListOf(value: JsonValue | undefined, isOne: (entry: JsonValue) => boolean): value is readonly JsonValue[] {
  return isJsonArray(value) && value.length > 0 && value.every(isOne)
}

/** A run's name holds the model's, so that it would tell candidate and baseline apart: its group is the task. */
function factsOf(document: JsonValue): RunFacts {
  const spec = mapAt(document, 'run_spec')
  const adapter = mapAt(spec, 'adapter_spec')
  const groups = spec['groups']
  const [group] = isJsonArray(groups) && groups.length === 1 ? groups : []
  return {
    task: typeof group === 'string' ? group : textAt(mapAt(document, 'scenario'), 'name'),
    model: textAt(adapter, 'model') ?? textAt(adapter, 'model_deployment'),
  }
}
