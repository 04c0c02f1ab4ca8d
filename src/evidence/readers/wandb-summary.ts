import { topLevelClaims } from '../claims.ts'
import { emptyMap, isJsonObject, type JsonObject, type JsonValue, NonFiniteMarker } from '../json.ts'
import { printedNonFinite } from '../number.ts'
import type { EvaluationReport, ReportRow } from '../report.ts'
import { statedFacts } from '../stated.ts'
import { plainRows } from './plain.ts'
import { dateFromEpoch, type Fit, fits, lacks, type ReportReader } from './reader.ts'

/** Summary of a W&B run: `wandb-summary.json`, or `summaryMetrics` of the API. */
export const wandbSummary: ReportReader = { detect, accepts, read }

/** What `define_metric(summary=…)` puts in place of a plain number. */
const AGGREGATES: ReadonlySet<string> = new Set(['min', 'max', 'mean', 'first', 'last', 'best'])

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  const { _wandb, _step, _runtime, _timestamp } = document
  if (isJsonObject(_wandb)) return fits()
  const internal = [_step, _runtime, _timestamp].filter((value) => typeof value === 'number')
  return internal.length >= 2 ? fits() : lacks('"_wandb", or two of "_step", "_runtime" and "_timestamp"')
}

/** A run that only set its summary has none of W&B's marks. */
function accepts(document: JsonValue): Fit {
  return isJsonObject(document) ? { fit: 'maybe' } : lacks('a map at the top')
}

function read(document: JsonValue): EvaluationReport {
  const summary = isJsonObject(document) ? document : emptyMap()
  const logged = emptyMap()
  const aggregated: ReportRow[] = []
  for (const [key, value] of Object.entries(summary)) {
    // Keys with an underscore are W&B's own. A key such as `eval/acc` is one name: it is never split.
    if (key.startsWith('_') || isMedia(value)) continue
    if (isAggregate(value)) {
      for (const row of plainRows({ [key]: unprinted(value) })) aggregated.push(asScorer(row, key))
    } else logged[key] = unprinted(value)
  }
  const createdAt = dateFromEpoch(summary['_timestamp'])
  return {
    format: 'wandb-summary',
    status: 'unknown',
    status_note: 'a run summary does not say whether the run finished',
    rows: [...plainRows(logged), ...aggregated],
    identity: topLevelClaims(document),
    ...statedFacts(document),
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: [],
    document,
  }
}

/** Media and tables are maps with a `_type`. */
function isMedia(value: JsonValue): boolean {
  return isJsonObject(value) && '_type' in value
}

function isAggregate(value: JsonValue): value is JsonObject {
  if (!isJsonObject(value)) return false
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((key) => AGGREGATES.has(key))
}

function asScorer(row: ReportRow, metric: string): ReportRow {
  const { task: _parent, metric: aggregate, ...rest } = row
  return { ...rest, metric, scorer: aggregate }
}

/** W&B's Python helper writes `"NaN"` and `"Infinity"` as text; both become markers. */
function unprinted(value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    const missing = printedNonFinite(value)
    return missing === 'nan' || missing === 'infinity' || missing === 'negative-infinity'
      ? new NonFiniteMarker(missing)
      : value
  }
  if (!isJsonObject(value)) return value
  const map = emptyMap()
  for (const [key, inner] of Object.entries(value)) if (!isMedia(inner)) map[key] = unprinted(inner)
  return map
}
