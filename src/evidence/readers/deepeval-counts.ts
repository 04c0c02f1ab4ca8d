import { isJsonObject, type JsonValue } from '../json.ts'
import type { ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { meanOfItems, unscoredWarning } from './item-mean.ts'

export interface RunFacts {
  readonly model: string | undefined
  readonly dataset: string | undefined
}

/** What all rows of a list have in common. */
export type Shared = RunFacts & {
  readonly slice: Readonly<Record<string, string | undefined>>
  readonly pointer: string
}

export function shareRow(
  metric: string,
  count: number,
  n: number,
  shared: Shared & { readonly scorer?: string },
): ReportRow {
  const found = n > 0 ? { value: count / n } : ({ value: null, missing: 'absent' } as const)
  return buildRow({ ...shared, metric, found, n, unit: 'fraction', direction: 'higher_is_better' })
}

export function countRow(
  metric: string,
  count: number,
  n: number,
  shared: Shared & { readonly scorer?: string },
): ReportRow {
  return buildRow({ ...shared, metric, found: { value: count }, n, direction: 'lower_is_better' })
}

/** What users may record of the model's own answers; the cost and duration of judging are not the model's. */
export function runRows(cases: readonly JsonValue[], shared: Shared): readonly ReportRow[] {
  const facts = [
    { keys: ['completionTime', 'completion_time'], metric: 'completion_time', unit: 's' },
    { keys: ['tokenCost', 'token_cost'], metric: 'token_cost', unit: 'USD' },
  ] as const
  return facts.flatMap(({ keys, metric, unit }) => {
    const values = cases.map((entry) => numberAt(entry, keys))
    const mean = meanOfItems(values)
    if (mean.counted === 0) return []
    const warnings = unscoredWarning(mean, 'test cases')
    const { found, stderr, counted: n } = mean
    return [buildRow({ ...shared, metric, found, stderr, n, unit, direction: 'lower_is_better', warnings })]
  })
}

function numberAt(entry: JsonValue, keys: readonly string[]): number {
  for (const key of keys) {
    const value = isJsonObject(entry) ? entry[key] : undefined
    if (typeof value === 'number') return value
  }
  return Number.NaN
}
