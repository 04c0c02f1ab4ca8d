import { emptyMap, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { Level } from './load-rows.ts'
import { loadSlice, settingText, workloadText } from './load-workload.ts'
import { mapAt, textAt } from './reader.ts'

/** Load, model and workload in `input_config`, whose form differs between releases: whatever is missing is left out. */
export function aiperfLevel(top: JsonObject, tool: string): Level {
  const config = mapAt(top, 'input_config')
  const loadgen = mapAt(config, 'loadgen')
  const stimulus = { ...mapAt(config, 'stimulus'), ...mapAt(mapAt(config, 'perf_analyzer'), 'stimulus') }
  const model = modelOf(config)
  const given = (key: string): JsonValue | undefined => loadgen[key] ?? stimulus[key] ?? config[key] ?? undefined
  const dataset = textAt(mapAt(config, 'input'), 'public_dataset') ?? textAt(mapAt(config, 'input'), 'file')
  return {
    slice: loadSlice({ request_rate: given('request_rate'), concurrency: given('concurrency') }),
    ...(model === undefined ? {} : { model }),
    ...(dataset === undefined ? {} : { dataset }),
    dataset_version: workloadText(tool, [
      ['endpoint', mapAt(config, 'endpoint')['type']],
      ['streaming', mapAt(config, 'endpoint')['streaming']],
      ['input', filled(mapAt(config, 'input'))],
      ['loadgen', filled(withoutLevel(loadgen))],
    ]),
  }
}

function withoutLevel(loadgen: JsonObject): JsonObject {
  const rest = emptyMap()
  for (const [key, value] of Object.entries(loadgen)) {
    if (key !== 'request_rate' && key !== 'concurrency') rest[key] = value
  }
  return rest
}

function filled(map: JsonObject): JsonObject | undefined {
  return Object.keys(map).length === 0 ? undefined : map
}

/** A list of names, one name, or (early GenAI-Perf) a map of numbered names. */
function modelOf(config: JsonObject): string | undefined {
  const names = mapAt(config, 'endpoint')['model_names'] ?? config['model_names'] ?? config['model'] ?? null
  if (typeof names === 'string') return names === '' ? undefined : names
  const list = isJsonArray(names) ? names : isJsonObject(names) ? Object.values(names) : []
  return list.length === 0 ? undefined : list.map(settingText).join(', ')
}
