import { harnessReport } from '../../sandbox/demo/reports.ts'

export type Shape = 'lm-eval' | 'json'

const ARTIFACT = 'acme/wandb-registry-model/support-llm:v12'
const DATE = new Date('2026-01-05T10:00:00Z')
const SCORE = 0.7012

/** A report of just under `bytes`: a harness run of very many tasks, or nested maps of numbers. */
export function bigReport(shape: Shape, bytes: number): string {
  const make = shape === 'lm-eval' ? harness : nested
  // Every item is as long as every other, so two small reports tell how many fit.
  const [small, large] = [make(100).length, make(300).length]
  return make(Math.floor(100 + ((bytes - small) * 200) / (large - small)))
}

/** The check that reads one number of such a report. */
export function checkOf(shape: Shape): string {
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

function numbered(name: string, index: number): string {
  return `${name}_${String(index).padStart(6, '0')}`
}
