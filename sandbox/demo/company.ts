import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Acme, startAcme } from '../acme.ts'
import { addRun, addVersion, linkVersion } from '../wandb/seed.ts'
import { promptfooReport } from './promptfoo-report.ts'
import { harnessReport, loadReport } from './reports.ts'

export const MODEL = 'support-llm'
const COLLECTION = `acme/wandb-registry-model/${MODEL}`

/** Rules of the demo: three checks on three kinds of report, one of which only warns, and two people. */
export const DEMO_GATES = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions

models:
  ${MODEL}:
    owners: ["@acme/support-ml"]
    reports:
      quality: { path: eval/results_*.json, format: lm-eval, identity: { select: "$.configs.*.metadata.artifact" } }
      load: { path: eval/load.json }
      style: { path: eval/promptfoo.json, format: promptfoo, identity: { select: /config/tags/artifact } }
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
        checks:
          - { report: quality, metric: acc, task: arc_easy, min: 0.6 }
      production:
        from: staging
        checks:
          - { report: quality, metric: acc, task: arc_easy, min: 0.65, max_regression: 0.01 }
          - report: load
            select: /latency/p95_ms
            name: p95 latency (ms)
            direction: lower_is_better
            max: 900
            max_regression: 5%
          - { report: style, metric: pass_rate, name: short answers, min: 0.8, severity: warn }
        approvals:
          - { role: model steward, count: 2, users: [ana, bo, chi] }
        lineage: { require: [run, commit] }
        keep_previous: production-previous
`

/** Nobody is in production yet; v11 waits in staging, v12 has just been trained. */
export function startCompany(): Promise<Acme> {
  const untouched: readonly string[][] = Array.from({ length: 11 }, () => [])
  return startAcme({
    gates: DEMO_GATES,
    pins: '{}\n',
    aliases: [...untouched, ['staging'], ['candidate']],
    github: { publicUrl: 'https://github.example' },
    env: {
      WANDB_APP_URL: 'https://wandb.example',
      GITHUB_ACTION_REPOSITORY: 'acme/model-promotion-gate',
      GITHUB_ACTION_REF: 'v1',
    },
  })
}

/** What the evaluation job of one version measured. */
export interface Measured {
  readonly version: string
  readonly arcEasy: number
  readonly p95: number
  readonly questions: readonly string[]
  readonly chatTemplate: string | null
}

const TEMPLATE = "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] }}{% endfor %}"
const SHORT = ['How do I return a lamp?', 'Is a gift refundable?', 'When is it paid?']

export const V11: Measured = {
  version: 'v11',
  arcEasy: 0.6797,
  p95: 861.2,
  questions: [...SHORT, 'Who pays the parcel?'],
  chatTemplate: TEMPLATE,
}
export const V12: Measured = {
  version: 'v12',
  arcEasy: 0.7012,
  p95: 842.4,
  questions: [...SHORT, 'I bought two lamps, sent one back, and lost the receipt: what now?'],
  chatTemplate: TEMPLATE,
}
/** The same version, evaluated without its chat template: the numbers are real, and wrong. */
export const V12_WITHOUT_TEMPLATE: Measured = { ...V12, arcEasy: 0.6557, chatTemplate: null }

/** Trained anew, with more short answers. */
export const V13: Measured = { ...V11, version: 'v13', arcEasy: 0.6953, p95: 850.1 }

export const V14: Measured = { ...V11, version: 'v14', arcEasy: 0.7003, p95: 838.6 }

export const V15: Measured = { ...V11, version: 'v15', arcEasy: 0.7041, p95: 835.9 }

/** A training job logs a new version and makes it the candidate. */
export function train(acme: Acme, version: string): void {
  const { state, source, registry, collection, dataset } = acme.registry
  const at = Date.now()
  const run = addRun(state, source, {
    name: `train${version.slice(1)}`,
    jobType: 'train',
    commit: createHash('sha1').update(version).digest('hex'),
    config: { learning_rate: 0.0005 },
    inputs: [dataset.id],
    at,
  })
  const artifact = addVersion(state, source, { name: `${collection}-source`, run, at })
  linkVersion(state, registry, { artifact, collection, at })
  acme.moveByHand('candidate', version)
}

/** Replaces the reports in the workspace, as a fresh evaluation job would. */
export function evaluate(acme: Acme, measured: Measured): void {
  const { version, arcEasy, p95, questions, chatTemplate } = measured
  const artifact = `${COLLECTION}:${version}`
  const at = new Date()
  rmSync(join(acme.workspace, 'eval'), { recursive: true, force: true })
  const tasks = [
    {
      task: 'arc_easy',
      dataset: 'allenai/ai2_arc',
      samples: 2376,
      scores: { 'acc,none': arcEasy, 'acc_norm,none': arcEasy - 0.0185 },
    },
    {
      task: 'hellaswag',
      dataset: 'Rowan/hellaswag',
      samples: 10042,
      scores: { 'acc,none': arcEasy - 0.0921, 'acc_norm,none': arcEasy + 0.0874 },
    },
    {
      task: 'gsm8k',
      dataset: 'openai/gsm8k',
      samples: 1319,
      scores: { 'exact_match,strict-match': arcEasy - 0.1312, 'exact_match,flexible-extract': arcEasy - 0.1206 },
    },
  ]
  const stamp = at.toISOString().replaceAll(':', '-').replace('Z', '000')
  acme.write(`eval/results_${stamp}.json`, harnessReport({ artifact, tasks, at, chatTemplate }))
  acme.write('eval/load.json', loadReport({ artifact, p95, at }))
  acme.write('eval/promptfoo.json', promptfooReport({ artifact, questions, at }))
}
