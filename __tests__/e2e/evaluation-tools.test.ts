import { readFileSync } from 'node:fs'
import { afterEach, describe, it } from '@jest/globals'
import { type Acme, startAcme } from '../../sandbox/acme.ts'
import { type Expected, expectOutcome } from './expectations.ts'

const PLANNED: Expected = { conclusion: 'planned', exit: 0, reasons: [] }
const refused = (reason: string): Expected => ({ conclusion: 'refused', exit: 1, reasons: [reason] })
const VERSION = 'acme/wandb-registry-model/support-llm:v12'

let acme: Acme

afterEach(async () => {
  await acme.close()
})

function gates(check: string): string {
  return `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    reports:
      quality: { path: eval/report.json }
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
        checks:
          - ${check}
`
}

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/reports/${name}`, import.meta.url), 'utf8')
}

/** The candidate judged by one check on one report. */
async function judge(text: string, check: string, inputs: Readonly<Record<string, string>>) {
  const aliases = [...Array.from({ length: 11 }, () => []), ['staging'], ['candidate']]
  acme = await startAcme({ aliases, gates: gates(check), pins: 'support-llm: {}\n' })
  acme.write('eval/report.json', text)
  return acme.dispatch({ model: 'support-llm', stage: 'staging', version: 'v12', operation: 'plan', ...inputs })
}

describe('a gate on the file of an evaluation tool', () => {
  it.each<readonly [string, string, Expected]>([
    ['deepeval-3.9-latest.json', '{ metric: Bias, max: 0.4 }', PLANNED],
    ['deepeval-3.9-latest.json', '{ metric: Bias, max: 0.2 }', refused('metric-above-max')],
    ['deepeval-4.3-run.json', '{ metric: Role Adherence, min: 0.5 }', refused('report-incomplete')],
    ['evidently-0.7-snapshot.json', '{ metric: pass_rate, min: 0.5 }', refused('metric-below-min')],
    ['helm-0.5-stats.json', '{ metric: exact_match, slice: { split: test, perturbation: none }, min: 0.7 }', PLANNED],
    ['lighteval-0.13.json', '{ metric: acc, task: "mmlu:anatomy|0", min: 0.4 }', PLANNED],
    ['mteb-2.1-task.json', '{ metric: main_score, slice: { split: test, subset: en-de }, min: 0.7 }', PLANNED],
    ['mteb-2.1-task.json', '{ metric: nauc_map_at_1_max, min: 0 }', refused('metric-not-finite')],
    ['ragas-0.4-records.json', '{ metric: faithfulness, min: 0.4 }', refused('report-incomplete')],
    ['sklearn-1.7.json', '{ metric: f1-score, slice: { average: macro }, min: 0.7 }', PLANNED],
    [
      'sklearn-1.7.json',
      '{ metric: f1-score, min: 0.7 }',
      { conclusion: 'error', exit: 1, reasons: ['metric-ambiguous'] },
    ],
    ['weave-0.52.json', '{ metric: exact_match, unit: fraction, min: 0.3 }', PLANNED],
  ])('%s and %s', async (file, check, expected) => {
    expectOutcome(await judge(fixture(file), check, { 'report-version': 'v12' }), expected)
  })

  it.each<readonly [string, Expected]>([
    [VERSION, PLANNED],
    ['acme/models/support-llm:v12', refused('report-other-version')],
  ])('Every Eval Ever names the version itself: %s', async (artifact, expected) => {
    const text = fixture('every-eval-ever-0.3.json').replace('acme/models/support-llm:v12', artifact)
    expectOutcome(await judge(text, '{ metric: accuracy, task: acme_qa, min: 0.8 }', {}), expected)
  })
})
