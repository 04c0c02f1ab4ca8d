import { topLevelClaims } from '../claims.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { Direction, EvaluationReport, ReportRow } from '../report.ts'
import { dateFromText, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'
import { BIAS_GROUPS, biasRows } from './sagemaker-bias.ts'
import { cardRows } from './sagemaker-card.ts'
import { printedMissing } from './sagemaker-value.ts'

/**
 * Amazon SageMaker: model quality (`evaluation.json` of pipelines, `statistics.json` of Model Monitor), Clarify's bias
 * report (`analysis.json`), and the metric groups of a model card.
 */
export const sagemaker: ReportReader = { detect, read }

const QUALITY_GROUPS = ['regression_metrics', 'binary_classification_metrics', 'multiclass_classification_metrics']

const LOWER = ['mae', 'mse', 'rmse', 'false_positive_rate', 'false_negative_rate']
const HIGHER = [
  'r2',
  'accuracy',
  'auc',
  'au_prc',
  'precision',
  'recall',
  'f0_5',
  'f1',
  'f2',
  'true_positive_rate',
  'true_negative_rate',
]
/** Metrics that Model Monitor defines; the averages over classes are called `weighted_recall` and the like. */
const DIRECTIONS: ReadonlyMap<string, Direction> = new Map([
  ...LOWER.map((name) => [name, 'lower_is_better'] as const),
  ...HIGHER.flatMap((name) => [name, `weighted_${name}`].map((spelt) => [spelt, 'higher_is_better'] as const)),
])

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const quality = QUALITY_GROUPS.some((group) => Object.values(mapAt(document, group)).some(isValueMap))
  const bias = BIAS_GROUPS.some((group) => isJsonObject(mapAt(document, group)['facets']))
  if (quality || bias || cardRows(document).length > 0) return fits()
  return lacks(`"${QUALITY_GROUPS[1]}" or the like, "post_training_bias_metrics" with "facets", or "metric_groups"`)
}

function isValueMap(value: JsonValue): value is JsonObject {
  return isJsonObject(value) && 'value' in value
}

function read(document: JsonValue): EvaluationReport {
  const warnings: string[] = []
  const rows = [...qualityRows(document, warnings), ...biasRows(document), ...cardRows(document)]
  const about = mapAt(document, 'dataset')
  const createdAt = dateFromText(textAt(about, 'evaluation_time') ?? textAt(about, 'end_time'))
  return {
    format: 'sagemaker',
    status: rows.length === 0 ? 'failed' : 'unknown',
    status_note:
      rows.length === 0 ? 'the report holds no metric' : 'the report does not say whether the evaluation ended',
    rows,
    identity: topLevelClaims(document),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings,
    document,
  }
}

function qualityRows(document: JsonValue, warnings: string[]): readonly ReportRow[] {
  const n = nonNegative(mapAt(document, 'dataset')['item_count'])
  const bootstrap = isModelMonitor(document)
  return QUALITY_GROUPS.flatMap((group) => {
    const metrics = mapAt(document, group)
    const spread = Object.values(metrics).some(
      (map) => isValueMap(map) && typeof map['standard_deviation'] === 'number',
    )
    if (spread && !bootstrap) {
      warnings.push(
        `${group}: a standard_deviation is a standard error only where Model Monitor drew bootstrap samples; it was not used`,
      )
    }
    return Object.entries(metrics).flatMap(([metric, map]) => {
      if (!isValueMap(map)) return []
      return [qualityRow(map, { metric, task: group, n, bootstrap, pointer: `/${group}${extendPointer('', metric)}` })]
    })
  })
}

/** Model Monitor states the number of items, and compares with the best constant answer. */
function isModelMonitor(document: JsonValue): boolean {
  if ('item_count' in mapAt(document, 'dataset')) return true
  return QUALITY_GROUPS.some((group) =>
    Object.keys(mapAt(document, group)).some((key) => key.includes('_best_constant_')),
  )
}

interface QualityPlace {
  readonly metric: string
  readonly task: string
  readonly n: number | undefined
  readonly bootstrap: boolean
  readonly pointer: string
}

function qualityRow(map: JsonObject, { metric, task, n, bootstrap, pointer }: QualityPlace): ReportRow {
  const stderr = bootstrap ? nonNegative(map['standard_deviation']) : undefined
  const direction = DIRECTIONS.get(metric)
  return {
    metric,
    task,
    ...printedMissing(map['value']),
    ...(stderr === undefined ? {} : { stderr }),
    ...(n === undefined ? {} : { n }),
    ...(direction === undefined ? {} : { direction }),
    pointer: `${pointer}/value`,
  }
}
