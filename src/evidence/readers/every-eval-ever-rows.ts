import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { type FoundNumber, nonNegative, readNumber } from '../number.ts'
import type { ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { mapAt, textAt } from './reader.ts'

/** Name of a number whose metric has none (0.2 and before). */
export const UNNAMED = 'score'

/** One entry of `evaluation_results`. */
export function resultRow(
  result: JsonValue,
  { model, pointer }: { readonly model: string | undefined; readonly pointer: string },
): ReportRow {
  const config = mapAt(result, 'metric_config')
  const source = mapAt(result, 'source_data')
  const details = mapAt(result, 'score_details')
  const uncertainty = mapAt(details, 'uncertainty')
  const lower = config['lower_is_better']
  return buildRow({
    metric: textAt(config, 'metric_id') ?? textAt(config, 'metric_name') ?? UNNAMED,
    task: textAt(result, 'evaluation_name'),
    slice: { split: textAt(source, 'hf_split'), ...parametersOf(config) },
    found: scoreOf(details, config),
    stderr: standardError(uncertainty['standard_error']),
    interval: intervalOf(uncertainty['confidence_interval']),
    n: nonNegative(uncertainty['num_samples']) ?? idCount(source),
    unit: textAt(config, 'metric_unit'),
    direction: typeof lower === 'boolean' ? (lower ? 'lower_is_better' : 'higher_is_better') : undefined,
    model,
    dataset: textAt(source, 'hf_repo') ?? textAt(source, 'dataset_name'),
    dataset_version: revisionOf(source),
    warnings: warningsOf(uncertainty, source),
    pointer: `${pointer}/score_details/score`,
  })
}

/** pass@1 and pass@10 are one metric with another parameter. */
function parametersOf(config: JsonObject): Readonly<Record<string, string>> {
  const parameters = Object.entries(mapAt(config, 'metric_parameters'))
  return Object.fromEntries(
    parameters.flatMap(([key, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[key, String(value)] as const] : [],
    ),
  )
}

/** Where a metric has an unknown level, -1 stands for it: it is no number. */
function scoreOf(details: JsonObject, config: JsonObject): FoundNumber {
  const found = readNumber(details['score'])
  if (found.value !== -1 || config['has_unknown_level'] !== true) return found
  return { value: null, missing: 'other', warning: 'the score -1 stands for an unknown level' }
}

/** A plain number in early versions. */
function standardError(written: JsonValue | undefined): number | undefined {
  return nonNegative(isJsonObject(written) ? written['value'] : written)
}

function intervalOf(written: JsonValue | undefined): ReportRow['interval'] | undefined {
  const { lower, upper, confidence_level: level } = isJsonObject(written) ? written : NONE
  if (typeof lower !== 'number' || typeof upper !== 'number' || typeof level !== 'number') return undefined
  return lower <= upper && level > 0 && level < 1 ? { low: lower, high: upper, level } : undefined
}

const NONE: Readonly<Record<string, JsonValue>> = {}

/** `samples_number` is the size of the data set, not the number of samples that were run. */
function idCount(source: JsonObject): number | undefined {
  const ids = source['sample_ids']
  return isJsonArray(ids) && ids.length > 0 ? ids.length : undefined
}

function revisionOf(source: JsonObject): string | undefined {
  const details = mapAt(source, 'additional_details')
  for (const key of ['revision', 'hf_revision', 'dataset_revision']) {
    const text = textAt(source, key) ?? textAt(details, key)
    if (text !== undefined) return text
  }
  return undefined
}

function warningsOf(uncertainty: JsonObject, source: JsonObject): readonly string[] {
  const warnings: string[] = []
  const [run, all] = [nonNegative(uncertainty['num_samples']), nonNegative(source['samples_number'])]
  if (run !== undefined && all !== undefined && run < all) {
    warnings.push(`the number is over ${run} of the ${all} samples of its data set`)
  }
  if ('standard_deviation' in uncertainty && standardError(uncertainty['standard_error']) === undefined) {
    warnings.push('a standard deviation is no standard error and was not used')
  }
  return warnings
}
