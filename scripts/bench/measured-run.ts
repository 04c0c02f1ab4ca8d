import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Acme, startAcme } from '../../sandbox/acme.ts'
import { expectConclusion } from './company.ts'
import { type Samples, summarise } from './samples.ts'

export interface MeasuredRun {
  /** Milliseconds from start to end of the process. */
  readonly elapsed: number
  /** Peak resident set in bytes. */
  readonly peak: number
  /** Milliseconds of processor time, of all threads. */
  readonly cpu: number
}

/** A promotion of v12 to staging with these gates and files, in a company of its own; nobody has to approve. */
export async function measuredRun(gates: string, prepare: (acme: Acme) => void): Promise<MeasuredRun> {
  const acme = await startAcme({
    gates,
    pins: '{}\n',
    aliases: [...Array.from({ length: 12 }, () => []), ['candidate']],
  })
  try {
    prepare(acme)
    const file = join(acme.workspace, 'usage.json')
    const probe = new URL('usage-probe.mjs', import.meta.url).href
    const env = { NODE_OPTIONS: `--import=${probe}`, BENCH_USAGE_FILE: file }
    const result = await acme.dispatch({ model: 'support-llm', stage: 'staging' }, { env })
    expectConclusion(result, 'applied')
    const usage = JSON.parse(readFileSync(file, 'utf8')) as Pick<MeasuredRun, 'peak' | 'cpu'>
    return { elapsed: result.elapsed, ...usage }
  } finally {
    await acme.close()
  }
}

/** A harness report; one task is enough to name the version. */
export const HARNESS_REPORT =
  '{ path: eval/report.json, format: lm-eval, identity: { select: /configs/task_000000/metadata/artifact } }'

/** All numbers of several runs of the same thing. */
export function summariseRuns(runs: readonly MeasuredRun[]): {
  readonly time: Samples
  readonly cpu: Samples
  readonly peak: number
} {
  return {
    time: summarise(runs.map((run) => run.elapsed)),
    cpu: summarise(runs.map((run) => run.cpu)),
    peak: Math.max(...runs.map((run) => run.peak)),
  }
}

/** Gates with a candidate stage and a staging stage; the lines of YAML stand in for the report and the checks. */
export function stagingGates(report: string, checks: readonly string[]): string {
  return `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    reports:
      quality: ${report}
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
        checks:
${checks.map((check) => `          - ${check}\n`).join('')}`
}
