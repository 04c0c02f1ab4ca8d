import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { mapAt, textAt } from './reader.ts'
import { mapsIn, printedMissing } from './sagemaker-value.ts'

export const BIAS_GROUPS = ['pre_training_bias_metrics', 'post_training_bias_metrics'] as const

/**
 * Clarify's bias metrics: one row for each metric, facet (a feature) and value of the facet. They are signed, and best
 * at 0: neither higher nor lower is better, so they have no direction.
 */
export function biasRows(document: JsonValue): readonly ReportRow[] {
  return BIAS_GROUPS.flatMap((task) => {
    const facets = mapAt(mapAt(document, task), 'facets')
    return Object.entries(facets).flatMap(([facet, values]) => {
      const place = extendPointer(`/${task}/facets`, facet)
      return mapsIn(values).flatMap(([one, index]) =>
        mapsIn(one['metrics']).flatMap(([metric, at]) => {
          const pointer = `${place}/${index}/metrics/${at}/value`
          return biasRow(metric, { task, slice: { facet, facet_value: facetValue(one) }, pointer })
        }),
      )
    })
  })
}

function biasRow(metric: JsonObject, at: Pick<ReportRow, 'task' | 'slice' | 'pointer'>): readonly ReportRow[] {
  const name = textAt(metric, 'name')
  if (name === undefined) return []
  const problem = textAt(metric, 'error')
  return [
    {
      metric: name,
      ...at,
      ...printedMissing(metric['value']),
      ...(problem === undefined ? {} : { warnings: [`not computed: ${problem}`] }),
    },
  ]
}

/** A value, or the threshold that splits a number in two; absent for a facet that is compared as a whole. */
function facetValue(one: JsonObject): string {
  const value = one['value_or_threshold'] ?? null
  if (value === null || isJsonObject(value)) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
