import type { JsonObject, JsonValue } from '../json.ts'
import type { Level } from './load-rows.ts'
import { loadSlice, settingText, workloadText } from './load-workload.ts'
import { mapAt, textAt } from './reader.ts'

/** Strategies whose `max_concurrency` is the load itself; elsewhere it is a bound of the tool. */
const BY_CONCURRENCY: ReadonlySet<string> = new Set(['concurrent', 'throughput'])

/** Load, model and workload of one benchmark; releases differ in where they keep them. */
export function guidellmLevel(top: JsonObject, benchmark: JsonObject): Level {
  const config = mapAt(benchmark, 'config')
  const strategy = { ...mapAt(mapAt(benchmark, 'args'), 'strategy'), ...mapAt(config, 'strategy') }
  const kind = textAt(strategy, 'type_') ?? ''
  const model = modelOf(top, benchmark)
  const bound = BY_CONCURRENCY.has(kind) ? strategy['max_concurrency'] : undefined
  return {
    slice: loadSlice({
      strategy: kind,
      request_rate: strategy['rate'],
      concurrency: strategy['streams'] ?? bound,
    }),
    ...(model === undefined ? {} : { model }),
    dataset_version: workloadText('guidellm', [
      ['data', setting(top, benchmark, ['data'])],
      ['max_requests', setting(top, benchmark, ['max_requests', 'max_number'])],
      ['max_seconds', setting(top, benchmark, ['max_seconds', 'max_duration'])],
    ]),
  }
}

/** Whether the test was to end after some time, so that requests under way were cut off as planned. */
export function isTimeLimited(top: JsonObject, benchmark: JsonObject): boolean {
  const names = ['max_seconds', 'max_duration']
  return setting(top, benchmark, names) !== undefined
}

/** A setting that is stated for the benchmark or for the whole file, under any of its names. */
function setting(top: JsonObject, benchmark: JsonObject, names: readonly string[]): JsonValue | undefined {
  const config = mapAt(benchmark, 'config')
  const args = mapAt(benchmark, 'args')
  const places = [
    mapAt(config, 'constraints'),
    mapAt(config, 'requests'),
    mapAt(mapAt(config, 'profile'), 'constraints'),
    config,
    args,
    mapAt(benchmark, 'request_loader'),
    mapAt(top, 'args'),
    mapAt(top, 'config'),
    mapAt(mapAt(top, 'config'), 'spec'),
  ]
  for (const place of places) {
    for (const name of names) {
      const value = place[name]
      if (value !== undefined && value !== null) return value
    }
  }
  return undefined
}

function modelOf(top: JsonObject, benchmark: JsonObject): string | undefined {
  const places: readonly (readonly [JsonObject, string])[] = [
    [mapAt(mapAt(benchmark, 'config'), 'backend'), 'model'],
    [mapAt(benchmark, 'worker'), 'backend_model'],
    [mapAt(benchmark, 'config'), 'model'],
    [mapAt(top, 'args'), 'model'],
    [mapAt(mapAt(top, 'args'), 'backend_kwargs'), 'model'],
    [mapAt(mapAt(top, 'config'), 'spec'), 'model'],
    [mapAt(top, 'config'), 'model'],
  ]
  for (const [map, key] of places) {
    const value = map[key]
    if (typeof value === 'string' && value !== '') return settingText(value)
  }
  return undefined
}
