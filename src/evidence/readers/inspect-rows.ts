import { isJsonObject, type JsonObject } from '../json.ts'
import { nonNegative, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { mapAt, textAt } from './reader.ts'

/** What the rest of the log says about every score. */
export interface ScoreFacts {
  readonly task: string | undefined
  readonly taskVersion: string | undefined
  readonly model: string | undefined
  readonly dataset: string | undefined
  /** For logs that do not count the samples of each scorer. */
  readonly samples: number | undefined
}

/** Metrics that are the mean over samples: the standard error and the interval beside them are theirs. */
export const MEANS: ReadonlySet<string> = new Set(['accuracy', 'mean'])
const STDERRS: ReadonlySet<string> = new Set(['stderr', 'bootstrap_stderr'])
const INTERVALS: ReadonlySet<string> = new Set(['ci', 'ci_wilson'])
/** Of Inspect's `ci` metric, which writes only what differs from it. */
const DEFAULT_LEVEL = 0.95

/** The rows of one entry of `results.scores`. Standard errors and intervals become part of the rows that they belong to. */
export function scoreRows(score: JsonObject, pointer: string, facts: ScoreFacts): readonly ReportRow[] {
  const metrics = mapAt(score, 'metrics')
  const stderr = standardError(metrics)
  const interval = intervalOf(metrics)
  const shared = sharedParts(score, facts)
  // The log does not say how many samples a group has.
  const { n: _n, ...sharedByGroups } = shared
  return Object.keys(metrics).flatMap((key): readonly ReportRow[] => {
    const metric = mapAt(metrics, key)
    if (STDERRS.has(nameOf(key, metric)) || INTERVALS.has(textAt(metric, 'group') ?? '')) return []
    const { name, slice } = addressOf(key, metric)
    const isMean = MEANS.has(key) && slice === undefined
    return [
      {
        ...(slice === undefined ? shared : sharedByGroups),
        metric: name,
        ...joined(shared.slice, slice),
        ...readNumber(metric['value']),
        ...(isMean && stderr !== undefined ? { stderr } : {}),
        ...(isMean && interval !== undefined ? { interval } : {}),
        ...warningsOf(score, isMean ? stderr : undefined),
        pointer: `${extendPointer(`${pointer}/metrics`, key)}/value`,
      },
    ]
  })
}

/** The scorer; the name of the score where it is another one, and the reducer of epochs, are slices. */
function sharedParts(score: JsonObject, facts: ScoreFacts) {
  const name = textAt(score, 'name')
  const scorer = textAt(score, 'scorer') ?? name
  const reducer = textAt(score, 'reducer')
  const slice = {
    ...(name !== undefined && name !== scorer ? { score: name } : {}),
    ...(reducer === undefined ? {} : { reducer }),
  }
  const n = nonNegative(score['scored_samples']) ?? facts.samples
  return {
    ...(facts.task === undefined ? {} : { task: facts.task }),
    ...(scorer === undefined ? {} : { scorer }),
    ...(Object.keys(slice).length === 0 ? {} : { slice }),
    ...(n === undefined ? {} : { n }),
    ...(facts.model === undefined ? {} : { model: facts.model }),
    ...(facts.dataset === undefined ? {} : { dataset: facts.dataset }),
    ...(facts.taskVersion === undefined ? {} : { task_version: facts.taskVersion }),
  }
}

/**
 * `grouped(accuracy(), "region")` writes one metric for each region: the inner metric with a slice. Any other metric of
 * several values is named by its group, and its values by a slice `label`.
 */
function addressOf(key: string, metric: JsonObject): { name: string; slice?: Readonly<Record<string, string>> } {
  const group = textAt(metric, 'group')
  if (group === undefined) return { name: key }
  const label = textAt(metric, 'name') ?? key
  const params = mapAt(metric, 'params')
  const [dimension, inner] = [textAt(params, 'group_key'), textAt(mapAt(params, 'metric'), 'name')]
  if (dimension !== undefined && inner !== undefined) return { name: unqualified(inner), slice: { [dimension]: label } }
  return { name: group, slice: { label } }
}

function unqualified(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

function nameOf(key: string, metric: JsonObject): string {
  return unqualified(textAt(metric, 'name') ?? key)
}

/** The largest, where a log has several: a clustered error and one that takes the samples for independent. */
function standardError(metrics: JsonObject): number | undefined {
  const errors = Object.keys(metrics).flatMap((key) => {
    const metric = mapAt(metrics, key)
    return STDERRS.has(nameOf(key, metric)) ? (nonNegative(metric['value']) ?? []) : []
  })
  return errors.length === 0 ? undefined : Math.max(...errors)
}

/** The first interval of the log with both ends. */
function intervalOf(metrics: JsonObject): ReportRow['interval'] {
  const ends = Object.values(metrics).filter(
    (metric): metric is JsonObject => isJsonObject(metric) && INTERVALS.has(textAt(metric, 'group') ?? ''),
  )
  for (const lower of ends) {
    if (textAt(lower, 'name') !== 'lower') continue
    const level = levelOf(lower)
    const upper = ends.find((end) => {
      return textAt(end, 'name') === 'upper' && end['group'] === lower['group'] && levelOf(end) === level
    })
    const [low, high] = [readNumber(lower['value']).value, readNumber(upper?.['value']).value]
    if (low !== null && high !== null && low <= high && level > 0 && level < 1) return { low, high, level }
  }
  return undefined
}

function levelOf(metric: JsonObject): number {
  return nonNegative(mapAt(metric, 'params')['level']) ?? DEFAULT_LEVEL
}

function joined(
  one: Readonly<Record<string, string>> | undefined,
  other: Readonly<Record<string, string>> | undefined,
): { readonly slice?: Readonly<Record<string, string>> } {
  return one === undefined && other === undefined ? {} : { slice: { ...one, ...other } }
}

function warningsOf(score: JsonObject, stderr: number | undefined): { readonly warnings?: readonly string[] } {
  const warnings: string[] = []
  const unscored = nonNegative(score['unscored_samples']) ?? 0
  if (unscored > 0) warnings.push(`samples that were not scored and do not count: ${unscored}`)
  if (stderr === 0)
    warnings.push('the standard error is 0: all answers were alike, or there was one; that is no certainty')
  return warnings.length === 0 ? {} : { warnings }
}
