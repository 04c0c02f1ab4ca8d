import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { type FoundNumber, nonNegative, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { mapAt, textAt } from './reader.ts'

/** What `run_spec.json` says about the run. */
export interface RunFacts {
  readonly task: string | undefined
  readonly model: string | undefined
}

/** One statistic: a map with its name, and sums over trials. */
export function isStat(entry: JsonValue): boolean {
  if (!isJsonObject(entry) || textAt(entry['name'], 'name') === undefined) return false
  return 'count' in entry && ('sum' in entry || 'mean' in entry)
}

/** `count` counts trials and `stddev` is the spread over trials: neither is used. The instances are a statistic of their own. */
export function statRows(stats: readonly JsonValue[], facts: RunFacts, pointer: string): readonly ReportRow[] {
  const instances = instanceCounts(stats)
  const perturbed = stats.some(isPerturbed)
  return stats.map((stat, index) => {
    const name = mapAt(stat, 'name')
    return buildRow({
      metric: textAt(name, 'name') ?? '',
      task: facts.task,
      slice: sliceOf(name, perturbed),
      found: meanOf(stat),
      n: countsAllInstances(name) ? instances.get(partOf(name)) : undefined,
      model: facts.model,
      pointer: `${extendPointer(pointer, index)}/mean`,
    })
  })
}

/** The mean over trials; a statistic that was never added to has none. */
export function meanOf(stat: JsonValue): FoundNumber {
  if (!isJsonObject(stat) || stat['count'] === 0) return { value: null, missing: 'absent' }
  if ('mean' in stat) return readNumber(stat['mean'])
  const { sum, count } = stat
  const mean = typeof sum === 'number' && typeof count === 'number' ? sum / count : Number.NaN
  return Number.isFinite(mean) ? { value: mean } : { value: null, missing: 'absent' }
}

export function isPerturbed(stat: JsonValue): boolean {
  return isJsonObject(mapAt(stat, 'name')['perturbation'])
}

/**
 * Where a statistic belongs. In a file with perturbations the plain numbers say `none`, because they could not be
 * told apart otherwise.
 */
export function sliceOf(name: JsonObject, perturbed: boolean): Readonly<Record<string, string | undefined>> {
  const perturbation = mapAt(name, 'perturbation')
  return {
    split: textAt(name, 'split'),
    sub_split: textAt(name, 'sub_split'),
    perturbation: textAt(perturbation, 'name') ?? (perturbed ? 'none' : undefined),
    computed_on: textAt(perturbation, 'computed_on'),
    perturbation_settings: settingsOf(perturbation),
  }
}

const NO_SETTINGS: ReadonlySet<string> = new Set(['name', 'computed_on', 'robustness', 'fairness'])

/** One kind of perturbation may be run with several settings, such as its probability. */
function settingsOf(perturbation: JsonObject): string {
  const settings = Object.entries(perturbation).flatMap(([key, value]) => {
    const isSetting = !NO_SETTINGS.has(key) && ['string', 'number', 'boolean'].includes(typeof value)
    return isSetting ? [`${key}=${String(value)}`] : []
  })
  return settings.join(',')
}

function instanceCounts(stats: readonly JsonValue[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const stat of stats) {
    const name = mapAt(stat, 'name')
    const count = nonNegative(meanOf(stat).value ?? undefined)
    if (name['name'] === 'num_instances' && !isPerturbed(stat) && count !== undefined) counts.set(partOf(name), count)
  }
  return counts
}

function partOf(name: JsonObject): string {
  return JSON.stringify([textAt(name, 'split'), textAt(name, 'sub_split')])
}

/** `worst` takes each instance with its worst perturbation; other perturbed numbers may be over fewer instances. */
function countsAllInstances(name: JsonObject): boolean {
  return !isJsonObject(name['perturbation']) || textAt(name['perturbation'], 'computed_on') === 'worst'
}
