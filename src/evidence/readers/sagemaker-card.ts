import type { JsonValue } from '../json.ts'
import { nonNegative } from '../number.ts'
import type { ReportRow } from '../report.ts'
import { asMap, textAt } from './reader.ts'
import { mapsIn, printedMissing } from './sagemaker-value.ts'

/**
 * Numbers of a model card: `metric_groups` alone, or in `evaluation_details`. Charts, matrices and texts are none;
 * `select` reaches into them.
 */
export function cardRows(document: JsonValue): readonly ReportRow[] {
  const card = asMap(document)
  const alone = groupRows(card['metric_groups'], '/metric_groups', undefined)
  const detailed = mapsIn(card['evaluation_details']).flatMap(([evaluation, index]) =>
    groupRows(evaluation['metric_groups'], `/evaluation_details/${index}/metric_groups`, textAt(evaluation, 'name')),
  )
  return [...alone, ...detailed]
}

function groupRows(groups: JsonValue | undefined, pointer: string, evaluation: string | undefined): ReportRow[] {
  return mapsIn(groups).flatMap(([group, at]) => {
    const task = textAt(group, 'name')
    return mapsIn(group['metric_data']).flatMap(([data, index]) => {
      const metric = textAt(data, 'name')
      if (metric === undefined || data['type'] !== 'number') return []
      const n = nonNegative(data['item_count'])
      return [
        {
          metric,
          ...(task === undefined ? {} : { task }),
          ...(evaluation === undefined ? {} : { slice: { evaluation } }),
          ...printedMissing(data['value']),
          ...(n === undefined ? {} : { n }),
          pointer: `${pointer}/${at}/metric_data/${index}/value`,
        },
      ]
    })
  })
}
