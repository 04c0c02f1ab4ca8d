import { isJsonObject, type JsonValue } from '../json.ts'
import type { EvaluationReport, ItemScores, ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { UNNAMED } from './every-eval-ever-rows.ts'
import { distinctIds, lacksScores, MOST_UNSCORED, meanOfItems, unscoredWarning } from './item-mean.ts'
import { mapAt, textAt } from './reader.ts'

/** One line of `<id>_samples.jsonl`. */
export function isSample(entry: JsonValue): boolean {
  if (!isJsonObject(entry) || !isJsonObject(entry['evaluation'])) return false
  return textAt(entry, 'evaluation_name') !== undefined && (textAt(entry, 'sample_id') ?? '') !== ''
}

interface Samples {
  readonly task: string
  readonly model: string | undefined
  readonly ids: string[]
  readonly scores: number[]
}

/** The mean score of each evaluation and model, with the scores themselves for paired tests. */
export function sampleReport(samples: readonly JsonValue[]): EvaluationReport {
  const groups = [...groupSamples(samples).values()]
  const severalModels = new Set(groups.map(({ model }) => model)).size > 1
  const rows: ReportRow[] = []
  const items: ItemScores[] = []
  const thin: string[] = []
  for (const { task, model, ids, scores } of groups) {
    const mean = meanOfItems(scores)
    const slice = severalModels ? { model: model ?? 'unknown' } : undefined
    const address = { metric: UNNAMED, task, ...(slice === undefined ? {} : { slice }) }
    const { found, stderr, counted: n } = mean
    rows.push(
      buildRow({ ...address, found, stderr, n, model, warnings: unscoredWarning(mean, 'samples'), pointer: '' }),
    )
    items.push({ ...address, ids: distinctIds(ids), scores: Float64Array.from(scores) })
    if (lacksScores(mean)) thin.push(`${task} (${mean.unscored} of ${scores.length})`)
  }
  return {
    format: 'every-eval-ever',
    ...(thin.length === 0
      ? { status: 'unknown' }
      : {
          status: 'partial',
          status_note: `more than ${MOST_UNSCORED * 100} % of the samples have no score: ${thin.join(', ')}`,
        }),
    rows,
    items,
    identity: [],
    warnings: [],
    document: samples,
  }
}

function groupSamples(samples: readonly JsonValue[]): ReadonlyMap<string, Samples> {
  const groups = new Map<string, Samples>()
  for (const sample of samples) {
    const task = textAt(sample, 'evaluation_name') ?? ''
    const model = textAt(sample, 'model_id')
    const key = JSON.stringify([task, model])
    const group = groups.get(key) ?? { task, model, ids: [], scores: [] }
    groups.set(key, group)
    const hash = textAt(sample, 'sample_hash')
    group.ids.push(`${textAt(sample, 'sample_id')}${hash === undefined ? '' : ` ${hash}`}`)
    const { score } = mapAt(sample, 'evaluation')
    group.scores.push(typeof score === 'number' ? score : typeof score === 'boolean' ? Number(score) : Number.NaN)
  }
  return groups
}
