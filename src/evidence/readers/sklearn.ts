import { topLevelClaims } from '../claims.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { nonNegative, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport, ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { type Fit, fits, lacks, mapAt, type ReportReader } from './reader.ts'

/** scikit-learn `classification_report(output_dict=True)`, written as JSON. */
export const sklearn: ReportReader = { detect, read }

const METRICS = ['precision', 'recall', 'f1-score'] as const
const AVERAGES: ReadonlyMap<string, string> = new Map([
  ['macro avg', 'macro'],
  ['weighted avg', 'weighted'],
  ['micro avg', 'micro'],
  ['samples avg', 'samples'],
])
/** By definition of these metrics. */
const SHARE = { unit: 'fraction', direction: 'higher_is_better' } as const

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const averages = [...AVERAGES.keys()].filter((key) => isJsonObject(document[key]))
  if (averages.length === 0) return lacks('"macro avg", "weighted avg" or "micro avg"')
  const maps = Object.keys(document).filter((key) => isJsonObject(document[key]))
  if (averages.length === maps.length) return lacks('a map for each class')
  return maps.every((key) => isScores(mapAt(document, key)))
    ? fits()
    : lacks('"precision", "recall", "f1-score" and "support" of each class')
}

function isScores(map: JsonObject): boolean {
  return 'support' in map && METRICS.every((metric) => metric in map)
}

function read(document: JsonValue): EvaluationReport {
  const report = mapAt({ report: document } as JsonObject, 'report')
  const rows: ReportRow[] = []
  for (const key in report) {
    const scores = report[key]
    if (isJsonObject(scores)) rows.push(...scoreRows(scores, key))
  }
  const { accuracy } = report
  if (accuracy !== undefined && !isJsonObject(accuracy)) {
    const n =
      nonNegative(mapAt(report, 'macro avg')['support']) ?? nonNegative(mapAt(report, 'weighted avg')['support'])
    rows.push(buildRow({ metric: 'accuracy', found: readNumber(accuracy), n, ...SHARE, pointer: '/accuracy' }))
  }
  return {
    format: 'sklearn',
    status: 'unknown',
    status_note: 'a classification report does not say whether it covers the whole data set',
    rows,
    identity: topLevelClaims(document),
    warnings: isJsonObject(accuracy) ? ['a class is named "accuracy": it hides the accuracy over all classes'] : [],
    document,
  }
}

function scoreRows(scores: JsonObject, key: string): readonly ReportRow[] {
  const average = AVERAGES.get(key)
  const slice = average === undefined ? { class: key } : { average }
  const n = nonNegative(scores['support'])
  return METRICS.map((metric) =>
    buildRow({
      metric,
      slice,
      found: readNumber(scores[metric]),
      n,
      ...SHARE,
      // A class without samples has no score; zero_division decides which number stands there.
      warnings: n === 0 ? ['no sample of this class: the number is a convention'] : [],
      pointer: extendPointer(extendPointer('', key), metric),
    }),
  )
}
