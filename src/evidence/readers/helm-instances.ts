import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { ItemScores, ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { isPerturbed, isStat, meanOf, type RunFacts, sliceOf } from './helm-rows.ts'
import { meanOfItems, unscoredWarning } from './item-mean.ts'
import { mapAt, textAt } from './reader.ts'

/** One instance of `per_instance_stats.json`. */
export function isInstance(entry: JsonValue): boolean {
  if (!isJsonObject(entry) || textAt(entry, 'instance_id') === undefined) return false
  return isJsonArray(entry['stats']) && entry['stats'].every(isStat)
}

interface Group {
  readonly metric: string
  readonly slice: Readonly<Record<string, string | undefined>>
  readonly ids: string[]
  readonly instances: Set<string>
  readonly scores: number[]
}

/** Scores of single instances with their means. With several trials the instances repeat: no standard error then. */
export function instanceResults(
  instances: readonly JsonValue[],
  facts: RunFacts,
  pointer: string,
): { readonly rows: readonly ReportRow[]; readonly items: readonly ItemScores[] } {
  const groups = [...groupScores(instances).values()]
  const rows = groups.map(({ metric, slice, scores, instances: known }) => {
    const mean = meanOfItems(scores)
    const repeated = known.size < scores.length
    return buildRow({
      metric,
      task: facts.task,
      slice,
      found: mean.found,
      stderr: repeated ? undefined : mean.stderr,
      n: repeated ? known.size : mean.counted,
      model: facts.model,
      warnings: unscoredWarning(mean, 'instances'),
      pointer,
    })
  })
  const items = groups.map(({ ids, scores }, index): ItemScores => {
    const { metric, task, slice } = rows[index] ?? { metric: '' }
    return {
      metric,
      ...(task === undefined ? {} : { task }),
      ...(slice === undefined ? {} : { slice }),
      ids,
      scores: Float64Array.from(scores),
    }
  })
  return { rows, items }
}

function groupScores(instances: readonly JsonValue[]): ReadonlyMap<string, Group> {
  const perturbed = instances.some((entry) => isPerturbation(entry) || statsOf(entry).some(isPerturbed))
  const groups = new Map<string, Group>()
  for (const entry of instances) {
    const instance = textAt(entry, 'instance_id') ?? ''
    for (const stat of statsOf(entry)) {
      const name = nameOf(entry, stat)
      const metric = textAt(name, 'name') ?? ''
      const slice = sliceOf(name, perturbed)
      const key = JSON.stringify([metric, slice])
      const group = groups.get(key) ?? { metric, slice, ids: [], instances: new Set(), scores: [] }
      groups.set(key, group)
      group.ids.push(`${instance}${trialOf(entry)}`)
      group.instances.add(instance)
      group.scores.push(meanOf(stat).value ?? Number.NaN)
    }
  }
  return groups
}

function statsOf(entry: JsonValue): readonly JsonValue[] {
  const stats = isJsonObject(entry) ? entry['stats'] : undefined
  return isJsonArray(stats) ? stats : []
}

function isPerturbation(entry: JsonValue): boolean {
  return isJsonObject(entry) && isJsonObject(entry['perturbation'])
}

/** The perturbation stands at the instance, and in newer releases in the name of each statistic too. */
function nameOf(entry: JsonValue, stat: JsonValue): JsonObject {
  const name = mapAt(stat, 'name')
  if (isJsonObject(name['perturbation']) || !isPerturbation(entry)) return name
  return { ...name, perturbation: mapAt(entry, 'perturbation') }
}

/** The first trial is the only one in most runs: it leaves the id as it is. */
function trialOf(entry: JsonValue): string {
  const trial = isJsonObject(entry) ? entry['train_trial_index'] : undefined
  return typeof trial === 'number' && trial !== 0 ? ` trial ${trial}` : ''
}
