import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { countRow, type RunFacts, shareRow } from './deepeval-rows.ts'
import { meanOfItems, unscoredWarning } from './item-mean.ts'
import { textAt } from './reader.ts'

/**
 * Rows of a file that holds aggregates but no test case. Where there are test cases they are counted instead:
 * "metricsScores" mixes the scores of spans with those of test cases.
 */
export function aggregateRows({
  run,
  scores,
  pointer,
  facts,
}: {
  readonly run: JsonObject
  readonly scores: readonly JsonValue[]
  readonly pointer: string
  readonly facts: RunFacts
}): readonly ReportRow[] {
  const key = 'metricsScores' in run ? 'metricsScores' : 'metricScores'
  const rows = scores.flatMap((entry, index) =>
    metricRows(entry, { ...facts, slice: {}, pointer: [key, index].reduce<string>(extendPointer, pointer) }),
  )
  const [passed, failed] = [nonNegative(run['testPassed']), nonNegative(run['testFailed'])]
  if (passed === undefined || failed === undefined || rows.length === 0) return rows
  const place = { ...facts, slice: {}, pointer: extendPointer(pointer, 'testPassed') }
  return [...rows, shareRow('pass_rate', passed, passed + failed, place)]
}

type Place = RunFacts & { readonly slice: Readonly<Record<string, string>>; readonly pointer: string }

function metricRows(entry: JsonValue, place: Place): readonly ReportRow[] {
  const metric = textAt(entry, 'metric')
  if (metric === undefined || !isJsonObject(entry)) return []
  const { scores } = entry
  // The oldest releases wrote one mean for each metric.
  if (!isJsonArray(scores)) {
    return [
      buildRow({ ...place, metric, found: readNumber(entry['score']), pointer: extendPointer(place.pointer, 'score') }),
    ]
  }
  const mean = meanOfItems(scores.map((score) => (typeof score === 'number' ? score : Number.NaN)))
  const { found, stderr, counted: n } = mean
  const warnings = unscoredWarning(mean, 'scores')
  const rows = [
    buildRow({ ...place, metric, found, stderr, n, warnings, pointer: extendPointer(place.pointer, 'scores') }),
  ]
  const [passes, fails] = [nonNegative(entry['passes']), nonNegative(entry['fails'])]
  if (passes === undefined || fails === undefined) return rows
  const errors = nonNegative(entry['errors']) ?? 0
  const total = passes + fails + errors
  return [
    ...rows,
    shareRow('metric_pass_rate', passes, total, { ...place, scorer: metric }),
    countRow('metric_errors', errors, total, { ...place, scorer: metric }),
  ]
}
