import { randomBytes } from 'node:crypto'
import { harnessReport } from '../../sandbox/demo/reports.ts'
import { zipOf } from '../fuzz/zip-builder.ts'

export type Shape = 'lm-eval' | 'json' | 'inspect'

const ARTIFACT = 'acme/wandb-registry-model/support-llm:v12'
const DATE = new Date('2026-01-05T10:00:00Z')
const SCORE = 0.7012

/**
 * A report of just under `bytes`: a harness run of very many tasks, nested maps of numbers, or an Inspect log (`.eval`) of
 * which a third is the scores of single samples, to be read, and the rest whole samples, which are not.
 */
export function bigReport(shape: Shape, bytes: number): string | Uint8Array {
  if (shape === 'inspect') return inspect(bytes)
  const make = shape === 'lm-eval' ? harness : nested
  // Every item is as long as every other, so two small reports tell how many fit.
  const [small, large] = [make(100).length, make(300).length]
  return make(Math.floor(100 + ((bytes - small) * 200) / (large - small)))
}

/** The check that reads one number of such a report. */
export function checkOf(shape: Shape): string {
  if (shape === 'inspect') return '{ metric: accuracy, min: 0.62, confidence: 0.95 }'
  return shape === 'lm-eval'
    ? '{ metric: acc, task: task_000000, min: 0.62 }'
    : '{ metric: accuracy, task: groups/group_000000/all, min: 0.62 }'
}

function harness(tasks: number): string {
  const one = (_: unknown, index: number) => ({
    task: numbered('task', index),
    dataset: numbered('acme/dataset', index),
    samples: 2376,
    scores: { 'acc,none': SCORE, 'acc_norm,none': SCORE - 0.0185 },
  })
  return harnessReport({ artifact: ARTIFACT, tasks: Array.from({ length: tasks }, one), at: DATE, chatTemplate: null })
}

function nested(groups: number): string {
  const slice = {
    accuracy: SCORE,
    precision: 0.7123,
    recall: 0.6904,
    f1: 0.7011842,
    latency: { p50_ms: 321.5, p95_ms: 842.4 },
  }
  const one = (_: unknown, index: number) => [numbered('group', index), { all: slice, de: slice, en: slice }]
  const body = {
    artifact: ARTIFACT,
    created_at: DATE.toISOString(),
    groups: Object.fromEntries(Array.from({ length: groups }, one)),
  }
  return JSON.stringify(body, null, 2)
}

function inspect(bytes: number): Uint8Array {
  const one = (_: unknown, index: number) => ({
    sample_id: numbered('sample', index),
    value: index % 10 < 7 ? 'C' : 'I',
  })
  const samples = Array.from({ length: Math.floor(bytes / 3 / 45) }, one)
  const reductions = JSON.stringify([{ scorer: 'match', reducer: 'mean', samples }])
  const score = {
    name: 'match',
    scorer: 'match',
    reducer: 'mean',
    scored_samples: samples.length,
    unscored_samples: 0,
    metrics: { accuracy: { name: 'accuracy', value: SCORE }, stderr: { name: 'stderr', value: 0.001 } },
  }
  const header = {
    version: 2,
    status: 'success',
    eval: {
      run_id: 'r',
      task: 'support',
      model: 'm',
      created: DATE.toISOString(),
      metadata: { model_version: ARTIFACT },
    },
    results: { total_samples: samples.length, completed_samples: samples.length, scores: [score] },
  }
  const filler = randomBytes(Math.max(0, Math.floor((bytes * 2) / 3 / 2) - 4_000)).toString('hex')
  return zipOf([
    { name: 'header.json', text: JSON.stringify(header), method: 93 },
    { name: 'reductions.json', text: reductions, method: 0 },
    { name: 'samples/1_epoch_1.json', text: filler, method: 0 },
  ])
}

function numbered(name: string, index: number): string {
  return `${name}_${String(index).padStart(6, '0')}`
}
