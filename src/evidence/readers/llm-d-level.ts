import { emptyMap, isJsonArray, type JsonObject, type JsonValue } from '../json.ts'
import type { Level } from './load-rows.ts'
import { loadSlice, settingText, workloadText } from './load-workload.ts'
import { asMap, mapAt, textAt } from './reader.ts'

/** Settings of 0.1 that say how much load there was, among those that each load generator calls as it likes. */
const LEVEL_ARGS: Readonly<Record<string, string>> = {
  qps_values: 'request_rate',
  request_rate: 'request_rate',
  rate: 'request_rate',
  concurrency: 'concurrency',
  max_concurrency: 'concurrency',
}

/** Settings of 0.2 that say how much load there was. */
const LEVEL_KEYS: ReadonlySet<string> = new Set(['rate_qps', 'concurrency', 'stage'])

/** Load, model and workload of a scenario; the hardware is part of the workload. */
export function llmdLevel(scenario: JsonObject): Level {
  const load = mapAt(scenario, 'load')
  const standardized = mapAt(load, 'standardized')
  const args = mapAt(load, 'args')
  const model = modelOf(scenario)
  return {
    slice: loadSlice({
      ...argumentLevel(args),
      stage: standardized['stage'] ?? mapAt(load, 'metadata')['stage'],
      ...(standardized['rate_qps'] === undefined ? {} : { request_rate: standardized['rate_qps'] }),
      ...(standardized['concurrency'] === undefined ? {} : { concurrency: standardized['concurrency'] }),
    }),
    ...(model === undefined ? {} : { model }),
    dataset_version: workloadText('llm-d', [
      ['tool', load['name'] ?? standardized['tool']],
      ['type', load['type']],
      ['hardware', hardwareOf(scenario)],
      ['load', without(args, (key) => Object.hasOwn(LEVEL_ARGS, key))],
      ['standardized', without(standardized, (key) => LEVEL_KEYS.has(key))],
    ]),
  }
}

function argumentLevel(args: JsonObject): Readonly<Record<string, JsonValue | undefined>> {
  const level: Record<string, JsonValue | undefined> = {}
  for (const [key, dimension] of Object.entries(LEVEL_ARGS)) {
    if (args[key] !== undefined && typeof args[key] !== 'object') level[dimension] ??= args[key]
  }
  return level
}

function without(map: JsonObject, dropped: (key: string) => boolean): JsonObject | undefined {
  const rest = emptyMap()
  for (const [key, value] of Object.entries(map)) if (!dropped(key)) rest[key] = value
  return Object.keys(rest).length === 0 ? undefined : rest
}

function stackOf(scenario: JsonObject): readonly JsonObject[] {
  const { stack } = scenario
  return isJsonArray(stack) ? stack.map((component) => mapAt(component, 'standardized')) : []
}

function modelOf(scenario: JsonObject): string | undefined {
  const names = [scenario, ...stackOf(scenario)].flatMap((place) => textAt(mapAt(place, 'model'), 'name') ?? [])
  const unique = [...new Set(names)]
  return unique.length === 0 ? undefined : unique.join(', ')
}

function hardwareOf(scenario: JsonObject): string | undefined {
  const { accelerator } = mapAt(scenario, 'host')
  const listed = isJsonArray(accelerator) ? accelerator : accelerator === undefined ? [] : [accelerator]
  const all = [...listed, ...stackOf(scenario).map((component) => mapAt(component, 'accelerator'))]
  const names = all.flatMap((one) => {
    const model = textAt(one, 'model')
    return model === undefined ? [] : [`${settingText(asMap(one)['count'] ?? 1)} ${model}`]
  })
  return names.length === 0 ? undefined : names.join(' + ')
}
