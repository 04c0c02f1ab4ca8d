import { topLevelClaims } from '../claims.ts'
import { emptyMap, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { printedNonFinite, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { EvaluationReport, IdentityClaim, ReportRow, ReportStatus } from '../report.ts'
import { claimsBelow } from './load-report.ts'
import { type LoggedMetric, metricRows } from './mlflow-metrics.ts'
import { asMap, dateFromEpoch, type Fit, fits, lacks, mapAt, type ReportReader, textAt } from './reader.ts'

/**
 * MLflow: `metrics.json` of `EvaluationResult.save()` where its names have MLflow's own form (`toxicity/v1/mean`), and
 * what the REST API and `mlflow runs describe` say about runs and the history of a metric.
 */
export const mlflow: ReportReader = { detect, accepts, read }

/** Metrics made by a model that judges carry their version. */
const VERSIONED = /\/v\d+(?:\/[^/]+)?$/

function detect(document: JsonValue): Fit {
  if (runsIn(document).length > 0 || isHistory(historyIn(document).list)) return fits()
  if (isFlat(document) && Object.keys(document).some((key) => VERSIONED.test(key))) return fits()
  return lacks(
    'a run with "info" and "data", metrics with "key", "value" and "step", or names such as "toxicity/v1/mean"',
  )
}

/** Named by the user, a flat map of numbers is enough. */
function accepts(document: JsonValue): Fit {
  return isFlat(document) ? fits() : detect(document)
}

function isFlat(document: JsonValue): document is JsonObject {
  if (!isJsonObject(document)) return false
  const values = Object.values(document)
  const numbers = values.filter((value) => value === null || readNumber(value).missing !== 'text')
  return values.length > 0 && numbers.length === values.length && !values.some((value) => nests(value))
}

function nests(value: JsonValue): boolean {
  return isJsonArray(value) || isJsonObject(value) || typeof value === 'boolean'
}

function read(document: JsonValue): EvaluationReport {
  const runs = runsIn(document)
  const history = historyIn(document)
  const rows =
    runs.length > 0
      ? runs.flatMap((run) => runRows(run, runs))
      : isHistory(history.list)
        ? metricRows(loggedIn(history.list, history.pointer))
        : flatRows(document)
  const ended = runs.map(({ run }) => dateFromMilliseconds(mapAt(run, 'info')['end_time']))
  const createdAt = ended.includes(undefined) ? undefined : ended.toSorted()[0]
  return {
    format: 'mlflow',
    ...statusOf(runs, rows),
    rows,
    identity: [...topLevelClaims(document), ...runs.flatMap(tagClaims)],
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    warnings: [],
    document,
  }
}

interface Run {
  readonly run: JsonObject
  readonly pointer: string
}

/** `{"run": …}` (get), `{"runs": […]}` (search), or the run itself. */
function runsIn(document: JsonValue): readonly Run[] {
  if (!isJsonObject(document)) return []
  const { runs } = document
  const all: readonly Run[] = isJsonArray(runs)
    ? runs.map((run, index) => ({ run: asMap(run), pointer: `/runs/${index}` }))
    : [
        { run: mapAt(document, 'run'), pointer: '/run' },
        { run: document, pointer: '' },
      ].filter(({ run }) => isRun(run))
  return all.every(({ run }) => isRun(run)) ? all : []
}

function isRun(run: JsonObject): boolean {
  const info = mapAt(run, 'info')
  return ('run_id' in info || 'run_uuid' in info) && isJsonObject(run['data'])
}

function runRows({ run, pointer }: Run, all: readonly Run[]): readonly ReportRow[] {
  const { metrics } = mapAt(run, 'data')
  const place = `${pointer}/data/metrics`
  const logged = isJsonArray(metrics) ? loggedIn(metrics, place) : namedIn(metrics, place)
  const rows = metricRows(logged)
  if (all.length < 2) return rows
  const info = mapAt(run, 'info')
  const name = textAt(info, 'run_name') ?? textAt(info, 'run_id') ?? textAt(info, 'run_uuid') ?? ''
  return rows.map((row) => ({ ...row, slice: { ...row.slice, run: name } }))
}

/** `{"metrics": […]}` of a metric's history, or the list alone. */
function historyIn(document: JsonValue): { readonly list: JsonValue | undefined; readonly pointer: string } {
  if (isJsonArray(document)) return { list: document, pointer: '' }
  return { list: asMap(document)['metrics'], pointer: '/metrics' }
}

function isHistory(list: JsonValue | undefined): list is readonly JsonValue[] {
  if (!isJsonArray(list) || list.length === 0) return false
  return list.every((entry) => {
    const { key, value, timestamp } = asMap(entry)
    return typeof key === 'string' && key !== '' && isValue(value) && timestamp !== undefined
  })
}

/** Text is no value, unless it stands for NaN or an infinity. */
function isValue(value: JsonValue | undefined): boolean {
  if (typeof value === 'string') return printedNonFinite(value) !== null
  return value !== undefined
}

function loggedIn(list: readonly JsonValue[], pointer: string): readonly LoggedMetric[] {
  return list.flatMap((entry, index) => {
    const key = textAt(entry, 'key')
    if (key === undefined) return []
    const { value, step } = asMap(entry)
    return [{ key, value, step, pointer: `${pointer}/${index}/value` }]
  })
}

/** `mlflow runs describe` prints a map of names. */
function namedIn(metrics: JsonValue | undefined, pointer: string): readonly LoggedMetric[] {
  return Object.entries(asMap(metrics)).map(([key, value]) => ({ key, value, pointer: extendPointer(pointer, key) }))
}

function flatRows(document: JsonValue): readonly ReportRow[] {
  return metricRows(namedIn(document, ''))
}

const STATUSES: Readonly<Record<string, ReportStatus>> = {
  FINISHED: 'complete',
  FAILED: 'failed',
  KILLED: 'cancelled',
  RUNNING: 'partial',
  SCHEDULED: 'partial',
}

/** The worst of the runs: numbers of one that failed are no evidence. */
function statusOf(runs: readonly Run[], rows: readonly ReportRow[]): Pick<EvaluationReport, 'status' | 'status_note'> {
  if (rows.length === 0) return { status: 'failed', status_note: 'the file holds no metric' }
  const states = runs.map(({ run }) => textAt(mapAt(run, 'info'), 'status') ?? '')
  const bad = states.find((state) => Object.hasOwn(STATUSES, state) && STATUSES[state] !== 'complete')
  if (bad !== undefined) return { status: STATUSES[bad] ?? 'unknown', status_note: `MLflow says "status": "${bad}"` }
  const ended = states.length > 0 && states.every((state) => STATUSES[state] === 'complete')
  return ended
    ? { status: 'complete' }
    : { status: 'unknown', status_note: 'the file does not say whether the run finished' }
}

/** Tags are where a run says which version it evaluated. */
function tagClaims({ run, pointer }: Run): readonly IdentityClaim[] {
  const { tags } = mapAt(run, 'data')
  const map = emptyMap()
  if (isJsonArray(tags)) {
    for (const tag of tags) {
      const key = textAt(tag, 'key')
      if (key !== undefined) map[key] = asMap(tag)['value'] ?? null
    }
  } else Object.assign(map, asMap(tags))
  return claimsBelow(topLevelClaims(map), `${pointer}/data/tags`)
}

function dateFromMilliseconds(time: JsonValue | undefined): string | undefined {
  return dateFromEpoch(typeof time === 'number' ? time / 1000 : undefined)
}
