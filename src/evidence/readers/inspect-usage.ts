import { isJsonObject, type JsonValue } from '../json.ts'
import { readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import type { ScoreFacts } from './inspect-rows.ts'
import { mapAt } from './reader.ts'

const UNITS: Readonly<Record<string, string>> = {
  input_tokens: 'tokens',
  output_tokens: 'tokens',
  total_tokens: 'tokens',
  total_cost: 'USD',
}

/** Tokens and cost of the run for each model that it called, judges among them: the slice `model` tells them apart. */
export function usageRows(document: JsonValue, facts: ScoreFacts): readonly ReportRow[] {
  const usage = mapAt(mapAt(document, 'stats'), 'model_usage')
  return Object.entries(usage).flatMap(([model, counts]) => {
    if (!isJsonObject(counts)) return []
    return Object.entries(UNITS).flatMap(([metric, unit]): readonly ReportRow[] => {
      const found = readNumber(counts[metric])
      if (found.value === null) return []
      const pointer = `${extendPointer('/stats/model_usage', model)}/${metric}`
      return [
        {
          metric,
          ...(facts.task === undefined ? {} : { task: facts.task }),
          slice: { model },
          value: found.value,
          unit,
          direction: 'lower_is_better',
          model,
          pointer,
        },
      ]
    })
  })
}
