import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport } from '../report.ts'
import { mapAt, textAt } from './reader.ts'

type Status = Pick<EvaluationReport, 'status' | 'status_note'>

/** More unscored samples than one in twenty make a report partial: metrics leave them out, which flatters. */
const MOST_UNSCORED = 0.05

/** What the log says of its own run. A log may look complete, with numbers, and be cancelled. */
export function inspectStatus(document: JsonValue, rows: number): Status {
  if (isJsonObject(document) && document['invalidated'] === true)
    return { status: 'failed', status_note: 'the log, or a sample of it, was invalidated after the run' }
  const status = textAt(document, 'status')
  if (status === 'started') return { status: 'partial', status_note: 'the run has not ended: the log says "started"' }
  if (status === 'cancelled') return { status: 'cancelled', status_note: 'the run was cancelled' }
  if (status === 'error') return { status: 'failed', status_note: errorNote(document) }
  if (status !== 'success')
    return { status: 'partial', status_note: `the log says "status": ${JSON.stringify(status)}` }
  if (rows === 0) return { status: 'failed', status_note: 'the log holds no score' }
  const note = partialNote(document)
  return note === undefined ? { status: 'complete' } : { status: 'partial', status_note: note }
}

function errorNote(document: JsonValue): string {
  const message = textAt(mapAt(document, 'error'), 'message')?.split('\n')[0]?.slice(0, 200)
  return message === undefined ? 'the run ended with an error' : `the run ended with an error: ${message}`
}

function partialNote(document: JsonValue): string | undefined {
  const run = mapAt(document, 'eval')
  const limit = mapAt(run, 'config')['limit'] ?? null
  if (limit !== null) return `the run was limited to a part of the dataset${shown(limit)}`
  const dataset = mapAt(run, 'dataset')
  const { sample_ids: ids, samples } = dataset
  if (isJsonArray(ids) && typeof samples === 'number' && ids.length < samples)
    return `the run took ${ids.length} of the ${samples} samples of the dataset`
  return unfinishedNote(mapAt(document, 'results'))
}

function shown(limit: JsonValue): string {
  if (isJsonArray(limit)) return ` (limit ${limit.map(String).join('-')})`
  return typeof limit === 'number' || typeof limit === 'string' ? ` (limit ${limit})` : ''
}

function unfinishedNote(results: JsonObject): string | undefined {
  const { total_samples: total, completed_samples: completed, logged_samples: logged } = results
  for (const done of [completed, logged])
    if (typeof total === 'number' && typeof done === 'number' && done < total)
      return `${done} of ${total} samples were completed`
  const { scores } = results
  for (const score of isJsonArray(scores) ? scores : []) {
    const { scored_samples: scored, unscored_samples: unscored } = isJsonObject(score) ? score : {}
    if (typeof unscored !== 'number' || typeof scored !== 'number') continue
    if (unscored > MOST_UNSCORED * (scored + unscored))
      return `the scorer ${textAt(score, 'name') ?? ''} left ${unscored} of ${scored + unscored} samples unscored`
  }
  return undefined
}
