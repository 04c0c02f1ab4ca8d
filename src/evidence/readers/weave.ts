import { topLevelClaims } from '../claims.ts'
import { isJsonObject, type JsonObject, type JsonValue, NonFiniteMarker } from '../json.ts'
import { nonNegative, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport, ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { type Fit, fits, lacks, mapAt, type ReportReader } from './reader.ts'

/** Summary that `weave.Evaluation.evaluate` returns: scorer → fields → `{mean}` or `{true_count, true_fraction}`. */
export const weave: ReportReader = { detect, accepts, read }

const LATENCY = 'model_latency'

function detect(document: JsonValue): Fit {
  if (!isJsonObject(document)) return lacks('a map at the top')
  // A run summary may hold the same maps; it is W&B's own format.
  if ('_wandb' in document || '_runtime' in document || '_step' in document)
    return lacks('a summary that is not a run summary')
  // A walk through the whole of a large report of another format would cost as much as reading it.
  if (Object.keys(document).length > MOST_SCORERS) return lacks('a map of scorers')
  const scorers = Object.keys(document).filter((key) => key !== LATENCY)
  if (scorers.some((key) => holdsShare(document[key], NEAR))) return fits()
  if (!isNumber(mapAt(document, LATENCY)['mean'])) return lacks('"model_latency" with its "mean", or a "true_fraction"')
  return scorers.some((key) => isNumber(mapAt(document, key)['mean']) || summaryRows(document[key] ?? null).length > 0)
    ? fits()
    : lacks('a scorer with "true_fraction" or "mean"')
}

const MOST_SCORERS = 1000
/** Levels below a scorer in which the marks of this format are looked for. */
const NEAR = 3

function holdsShare(value: JsonValue | undefined, levels: number): boolean {
  if (!isJsonObject(value)) return false
  if (typeof value['true_count'] === 'number' && 'true_fraction' in value) return true
  if (levels === 0) return false
  for (const key in value) if (holdsShare(value[key], levels - 1)) return true
  return false
}

/** Named by the user, one mean or one share is enough. */
function accepts(document: JsonValue): Fit {
  return summaryRows(document).length > 0 ? fits() : lacks('a scorer with "true_fraction" or "mean"')
}

function read(document: JsonValue): EvaluationReport {
  return {
    format: 'weave',
    status: 'unknown',
    status_note: 'an evaluation summary does not say how many examples failed',
    rows: summaryRows(document),
    identity: topLevelClaims(document),
    warnings: [],
    document,
  }
}

function summaryRows(document: JsonValue): readonly ReportRow[] {
  const rows: ReportRow[] = []
  if (isJsonObject(document)) collect(document, [], rows)
  return rows
}

function collect(map: JsonObject, path: readonly string[], rows: ReportRow[]): void {
  for (const key in map) {
    const value = map[key]
    if (!isJsonObject(value)) continue
    const place = [...path, key]
    if (isPlace(value['true_fraction']) && 'true_count' in value) rows.push(shareRow(value, place))
    if (isPlace(value['mean'])) rows.push(meanRow(value, place))
    // A field that is itself named "mean" is a map, and its parent may have other fields.
    collect(value, place, rows)
  }
}

function isNumber(value: JsonValue | undefined): boolean {
  return typeof value === 'number' || value instanceof NonFiniteMarker
}

/** A place where a number should stand. */
function isPlace(value: JsonValue | undefined): boolean {
  return value === null || isNumber(value)
}

function shareRow(map: JsonObject, path: readonly string[]): ReportRow {
  const [count, share] = [nonNegative(map['true_count']), nonNegative(map['true_fraction'])]
  const n = count === undefined || share === undefined ? undefined : examples(count, share)
  return buildRow({
    ...addressOf(path),
    found: readNumber(map['true_fraction']),
    n,
    unit: 'fraction',
    pointer: pointerOf([...path, 'true_fraction']),
  })
}

function meanRow(map: JsonObject, path: readonly string[]): ReportRow {
  const isLatency = path.length === 1 && path[0] === LATENCY
  return buildRow({
    ...addressOf(path),
    found: readNumber(map['mean']),
    ...(isLatency ? { unit: 's', direction: 'lower_is_better' as const } : {}),
    pointer: pointerOf([...path, 'mean']),
  })
}

/** The number of examples is the one whole number that fits both; none when nothing was true. */
function examples(count: number, share: number): number | undefined {
  const n = Math.round(count / share)
  return Number.isSafeInteger(n) && Math.abs(count / n - share) < 1e-9 ? n : undefined
}

/** A scorer that gives one value is the metric itself; of one that gives several, each field is. */
function addressOf(path: readonly string[]): Pick<ReportRow, 'metric' | 'scorer' | 'task'> {
  const metric = path.at(-1) ?? ''
  const [scorer] = path
  if (path.length === 1 || scorer === undefined) return { metric }
  const between = path.slice(1, -1).join('/')
  return between === '' ? { metric, scorer } : { metric, scorer, task: between }
}

function pointerOf(path: readonly string[]): string {
  return path.reduce(extendPointer, '')
}
