import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { countRow, type RunFacts, shareRow } from './deepeval-counts.ts'
import type { CaseResults } from './deepeval-rows.ts'
import { lacksScores, meanOfItems, unscoredWarning } from './item-mean.ts'
import { textAt } from './reader.ts'

/**
 * Rows of a file that holds aggregates but no test case. Where there are test cases they are counted instead:
 * "metricsScores" mixes the scores of spans with those of test cases.
 */
export function aggregateResults({
  run,
  scores,
  pointer,
  facts,
}: {
  readonly run: JsonObject
  readonly scores: readonly JsonValue[]
  readonly pointer: string
  readonly facts: RunFacts
}): CaseResults {
  const key = 'metricsScores' in run ? 'metricsScores' : 'metricScores'
  const rows: ReportRow[] = []
  const unscored: string[] = []
  scores.forEach((entry, index) => {
    const metric = textAt(entry, 'metric')
    if (metric === undefined || !isJsonObject(entry)) return
    const place = { ...facts, slice: {}, pointer: [key, index].reduce<string>(extendPointer, pointer) }
    rows.push(scoreRow(entry, metric, place, unscored), ...countRows(entry, metric, place))
  })
  const [passed, failed] = [nonNegative(run['testPassed']), nonNegative(run['testFailed'])]
  if (passed !== undefined && failed !== undefined && rows.length > 0) {
    const place = { ...facts, slice: {}, pointer: extendPointer(pointer, 'testPassed') }
    rows.push(shareRow('pass_rate', passed, passed + failed, place))
  }
  return { rows, items: [], unscored }
}

type Place = RunFacts & { readonly slice: Readonly<Record<string, string>>; readonly pointer: string }

function scoreRow(entry: JsonObject, metric: string, place: Place, unscored: string[]): ReportRow {
  const { scores } = entry
  // The oldest releases wrote one mean for each metric.
  if (!isJsonArray(scores)) {
    return buildRow({
      ...place,
      metric,
      found: readNumber(entry['score']),
      pointer: extendPointer(place.pointer, 'score'),
    })
  }
  const listed = meanOfItems(scores.map((score) => (typeof score === 'number' ? score : Number.NaN)))
  // A metric that failed leaves no trace in the list of scores.
  const mean = { ...listed, unscored: Math.max(listed.unscored, nonNegative(entry['errors']) ?? 0) }
  if (lacksScores(mean)) unscored.push(metric)
  const { found, stderr, counted: n } = mean
  const warnings = unscoredWarning(mean, 'test cases')
  return buildRow({ ...place, metric, found, stderr, n, warnings, pointer: extendPointer(place.pointer, 'scores') })
}

function countRows(entry: JsonObject, metric: string, place: Place): readonly ReportRow[] {
  const [passes, fails] = [nonNegative(entry['passes']), nonNegative(entry['fails'])]
  if (passes === undefined || fails === undefined) return []
  const errors = nonNegative(entry['errors']) ?? 0
  const total = passes + fails + errors
  const counted = { ...place, scorer: metric }
  return [shareRow('metric_pass_rate', passes, total, counted), countRow('metric_errors', errors, total, counted)]
}
