import { isJsonObject, type JsonValue } from './json.ts'
import type { DatasetName, EvaluationReport } from './report.ts'

/** What reports of no fixed form say in their usual top-level keys: `commit`, `run`, `dataset`, `dataset_version`. */
export function statedFacts(document: JsonValue): Pick<EvaluationReport, 'commit' | 'run' | 'dataset'> {
  if (!isJsonObject(document)) return {}
  const commit = textOf(document['commit'])
  const run = textOf(document['run'])
  const dataset = datasetOf(document['dataset'], textOf(document['dataset_version']))
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(run === undefined ? {} : { run }),
    ...(dataset === undefined ? {} : { dataset }),
  }
}

/** A name with its version beside it, or a map of both. */
function datasetOf(value: JsonValue | undefined, beside: string | undefined): DatasetName | undefined {
  const name = isJsonObject(value) ? textOf(value['name']) : textOf(value)
  const version = (isJsonObject(value) ? textOf(value['version']) : undefined) ?? beside
  return name === undefined ? undefined : { name, ...(version === undefined ? {} : { version }) }
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
