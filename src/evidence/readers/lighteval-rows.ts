import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { Direction, ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { mapAt, textAt } from './reader.ts'

/** What the rest of the file says about a task. */
export interface TaskFacts {
  /** `metric` of the task's config. */
  readonly metrics: readonly JsonValue[]
  readonly original: number | undefined
  readonly effective: number | undefined
  readonly taskVersion: string | undefined
  readonly dataset: string | undefined
  readonly datasetVersion: string | undefined
}

const STDERR = '_stderr'

/** `all`, and `<group>:_average|<shots>`: means that LightEval makes over tasks, all of the same weight. */
function isMean(task: string): boolean {
  return task === 'all' || /:_average(\||$)/.test(task)
}

/** The rows of one task. Its name keeps the number of shots, because scores with other shots are other scores. */
export function taskRows({
  task,
  metrics,
  model,
  facts,
}: {
  readonly task: string
  readonly metrics: JsonObject
  readonly model: string | undefined
  readonly facts: TaskFacts
}): readonly ReportRow[] {
  const rows: ReportRow[] = []
  for (const metric in metrics) {
    if (metric.endsWith(STDERR) || isRemark(metrics[metric])) continue
    const { stderr, warnings } = errorOf(metrics[`${metric}${STDERR}`], { task, metric, facts })
    rows.push(
      buildRow({
        metric,
        task,
        slice: { average: isMean(task) ? 'macro' : undefined },
        found: readNumber(metrics[metric]),
        stderr,
        n: facts.effective,
        direction: directionOf(facts.metrics, metric),
        task_version: facts.taskVersion,
        model,
        dataset: facts.dataset,
        dataset_version: facts.datasetVersion,
        warnings,
        pointer: extendPointer(extendPointer('/results', task), metric),
      }),
    )
  }
  return rows
}

function isRemark(value: JsonValue | undefined): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || isJsonObject(value) || isJsonArray(value)
}

/** Metrics over the whole corpus: their error is written too small by the root of the number of bootstrap draws. */
const CORPUS_METRIC = /bleu|chrf|^ter$|perplexity|bits_per_byte|mcc|f1_score|_f1$|f1_numeric|corpus/i

function errorOf(
  value: JsonValue | undefined,
  { task, metric, facts }: { readonly task: string; readonly metric: string; readonly facts: TaskFacts },
): { readonly stderr: number | undefined; readonly warnings: readonly string[] } {
  const stderr = nonNegative(value)
  if (stderr === undefined) return { stderr: undefined, warnings: [] }
  if (isMean(task))
    return without('the standard error in the file is the mean of those of the tasks, not that of the mean')
  if (!isMeanOverSamples(facts.metrics, metric))
    return without('LightEval writes the standard error of a corpus metric much too small')
  const warnings =
    stderr === 0 ? ['the standard error is 0: all answers were alike, or there was one; that is no certainty'] : []
  return { stderr, warnings }
}

function without(why: string): { readonly stderr: undefined; readonly warnings: readonly string[] } {
  return { stderr: undefined, warnings: [`${why}: it was not used`] }
}

/** Where the config names how the corpus value is made, that decides; else the metric's name. */
function isMeanOverSamples(metrics: readonly JsonValue[], metric: string): boolean {
  const how = settingOf(metrics, metric, 'corpus_level_fn')
  if (typeof how === 'string') return /mean/i.test(how)
  return !CORPUS_METRIC.test(metric)
}

function directionOf(metrics: readonly JsonValue[], metric: string): Direction | undefined {
  const higher = settingOf(metrics, metric, 'higher_is_better')
  if (typeof higher !== 'boolean') return undefined
  return higher ? 'higher_is_better' : 'lower_is_better'
}

/** One entry may make several metrics: then its name is a list, and its settings are maps by metric. */
function settingOf(metrics: readonly JsonValue[], metric: string, key: string): JsonValue | undefined {
  for (const entry of metrics) {
    if (!isJsonObject(entry)) continue
    const name = entry['metric_name'] ?? entry['metric']
    const setting = entry[key]
    const byMetric = isJsonObject(setting) && Object.hasOwn(setting, metric) ? setting[metric] : undefined
    if (byMetric !== undefined) return byMetric
    if (name === metric || (isJsonArray(name) && name.includes(metric))) return setting
  }
  return undefined
}

/** The config of a task is kept under its name with or without suite and shots, by release. */
export function factsOf(document: JsonValue, task: string): TaskFacts {
  const config = configOf(mapAt(document, 'config_tasks'), task)
  const repository = textAt(config, 'hf_repo')
  const subset = textAt(config, 'hf_subset')
  const version = mapAt(document, 'versions')[task]
  const metrics = config['metric'] ?? config['metrics']
  return {
    metrics: isJsonArray(metrics) ? metrics : [],
    original: positive(config['original_num_docs']),
    effective: positive(config['effective_num_docs']),
    taskVersion: typeof version === 'number' || typeof version === 'string' ? String(version) : undefined,
    dataset:
      repository !== undefined && subset !== undefined && subset !== 'default' ? `${repository}/${subset}` : repository,
    datasetVersion: textAt(config, 'hf_revision'),
  }
}

/** -1 stands for "not known". */
function positive(count: JsonValue | undefined): number | undefined {
  return typeof count === 'number' && count > 0 ? count : undefined
}

function configOf(configs: JsonObject, task: string): JsonObject {
  const parts = task.split('|')
  // `suite|task|shots|truncated`, `suite|task|shots` or `task|shots`.
  const name = (parts.length > 2 ? parts[1] : parts[0]) ?? task
  const suite = parts.length > 2 ? `${parts[0]}|${name}` : name
  const shots = parts.length > 2 ? `${name}|${parts[2]}` : task
  for (const key of [task, suite, shots, name]) if (Object.hasOwn(configs, key)) return mapAt(configs, key)
  const endings = Object.keys(configs).filter((key) => key.split('|')[1] === name)
  return endings.length === 1 ? mapAt(configs, endings[0] ?? '') : mapAt(undefined, '')
}
