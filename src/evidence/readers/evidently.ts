import { topLevelClaims } from '../claims.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport } from '../report.ts'
import { legacyReportRows, metricRows } from './evidently-metrics.ts'
import { testRows } from './evidently-tests.ts'
import { dateFromText, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/** Evidently: a snapshot (`save_json`, since 0.7), or a TestSuite or Report of the API before. */
export const evidently: ReportReader = { detect, read }

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const { metrics, tests } = document
  if (isNonEmptyListOf(metrics, isSnapshotMetric) && (tests === undefined || isJsonArray(tests))) return fits()
  if (isNonEmptyListOf(metrics, isLegacyMetric)) return fits()
  if (isNonEmptyListOf(tests, isSnapshotTest) && (metrics === undefined || isJsonArray(metrics))) return fits()
  const summarised = isJsonObject(document['summary']) && 'all_passed' in document['summary']
  if (isJsonArray(tests) && summarised) return fits()
  return lacks('"metrics" with "id" and "value", or "tests" with a "summary"')
}

function isNonEmptyListOf(value: JsonValue | undefined, isOne: (entry: JsonObject) => boolean): boolean {
  return isJsonArray(value) && value.length > 0 && value.every((entry) => isJsonObject(entry) && isOne(entry))
}

function isSnapshotMetric(entry: JsonObject): boolean {
  const named = 'metric_name' in entry || 'metric_id' in entry || isJsonObject(entry['config'])
  return named && 'value' in entry && typeof entry['id'] === 'string'
}

function isLegacyMetric(entry: JsonObject): boolean {
  return textAt(entry, 'metric') !== undefined && isJsonObject(entry['result'])
}

function isSnapshotTest(entry: JsonObject): boolean {
  return textAt(entry, 'status') !== undefined && isJsonObject(entry['metric_config'])
}

function read(document: JsonValue): EvaluationReport {
  const report = mapAt({ report: document }, 'report')
  const metrics = listAt(report, 'metrics')
  const tests = listAt(report, 'tests')
  const legacy = metrics.length > 0 && metrics.every((entry) => isJsonObject(entry) && isLegacyMetric(entry))
  const rows = [...(legacy ? legacyReportRows(metrics) : metricRows(metrics)), ...testRows(tests)]
  const written = textAt(document, 'timestamp')
  const createdAt = dateFromText(written)
  const warnings = [
    ...(written !== undefined && createdAt === undefined
      ? [`the date ${JSON.stringify(written)} states no time zone and was not used`]
      : []),
    ...countWarnings(report, tests.length),
  ]
  return {
    format: 'evidently',
    ...(rows.length === 0
      ? { status: 'failed', status_note: 'the report holds no metric and no test' }
      : { status: 'unknown' }),
    rows,
    identity: topLevelClaims(document),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings,
    document,
  }
}

function listAt(map: JsonObject, key: string): readonly JsonValue[] {
  const list = map[key]
  return isJsonArray(list) ? list : []
}

/** A suite that lost tests on the way still tells how many there were. */
function countWarnings(report: JsonObject, tests: number): readonly string[] {
  const total = mapAt(report, 'summary')['total_tests']
  return typeof total === 'number' && total !== tests
    ? [`the file lists ${tests} tests, its summary counts ${total}`]
    : []
}
