import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, startAcme } from '../../sandbox/acme.ts'
import { zipOf } from '../../scripts/fuzz/zip-builder.ts'
import { type Expected, expectOutcome } from './expectations.ts'

const VERSION = 'acme/wandb-registry-model/support-llm:v12'
const PLANNED: Expected = { conclusion: 'planned', exit: 0, reasons: [] }

let acme: Acme

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

/** A gate config with one report and its checks. */
async function start(report: string, checks: readonly string[]): Promise<void> {
  const gates = `version: 1
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
        checks: [${checks.join(', ')}]
`
  const aliases = [...Array.from({ length: 11 }, () => []), ['staging'], ['candidate']]
  acme = await startAcme({ aliases, gates, pins: 'support-llm: {}\n' })
}

function write(name: string, bytes: Uint8Array | string): void {
  mkdirSync(join(acme.workspace, 'eval'), { recursive: true })
  writeFileSync(join(acme.workspace, 'eval', name), bytes)
}

const plan = () => acme.dispatch({ model: 'support-llm', stage: 'staging', version: 'v12', operation: 'plan' })

/** An Inspect log as its tool packs it: zstd, with samples that nobody needs to read. */
function inspectLog(change: Readonly<Record<string, unknown>> = {}): Uint8Array {
  const score = {
    name: 'match',
    scorer: 'match',
    scored_samples: 4,
    unscored_samples: 0,
    metrics: { accuracy: { name: 'accuracy', value: 0.75 }, stderr: { name: 'stderr', value: 0.25 } },
  }
  const header = {
    version: 2,
    status: 'success',
    eval: { run_id: 'r', task: 'support', model: 'm', metadata: { model_version: VERSION } },
    results: { total_samples: 4, completed_samples: 4, scores: [score] },
    ...change,
  }
  const members = { 'samples/1_epoch_1.json': '{"id":1}', 'header.json': JSON.stringify(header) }
  return zipOf(Object.entries(members).map(([name, text]) => ({ name, text, method: 93 })))
}

describe('the forms of evidence, on the bundle', () => {
  it('an Inspect archive: judged by its header, refused before any limit when the run was cancelled', async () => {
    await start('{ path: eval/*.eval }', ['{ metric: accuracy, task: support, scorer: match, min: 0.7 }'])
    write('log.eval', inspectLog())
    expectOutcome(await plan(), PLANNED)
    write('log.eval', inspectLog({ status: 'cancelled' }))
    expectOutcome(await plan(), { conclusion: 'refused', exit: 1, including: ['report-incomplete'] })
    write('log.eval', inspectLog().subarray(0, 200))
    expectOutcome(await plan(), { conclusion: 'error', exit: 1, including: ['report-unreadable'] })
  })

  it('JUnit XML: named tests have to pass, and a skipped one has not passed', async () => {
    await start('{ path: eval/junit.xml }', [
      '{ metric: passed, slice: { test: test_no_secrets }, min: 1 }',
      '{ metric: pass_rate, min: 0.9 }',
    ])
    const junit = (inside: string) =>
      `<testsuite name="s"><properties><property name="model_version" value="${VERSION}"/></properties><testcase name="test_no_secrets">${inside}</testcase><testcase name="other"/></testsuite>`
    write('junit.xml', junit(''))
    expectOutcome(await plan(), PLANNED)
    write('junit.xml', junit('<failure/>'))
    expectOutcome(await plan(), { conclusion: 'refused', exit: 1, reasons: ['metric-below-min'] })
    write('junit.xml', junit('<skipped/>'))
    expectOutcome(await plan(), { conclusion: 'refused', exit: 1, reasons: ['metric-missing'] })
    write('junit.xml', `<!DOCTYPE testsuite [<!ENTITY x SYSTEM "file:///etc/passwd">]>${junit('')}`)
    expectOutcome(await plan(), { conclusion: 'error', exit: 1, including: ['report-unreadable'] })
  })

  it('CSV with a map of its columns, also compressed; without the map it says what to write', async () => {
    const csv = `name,score,language,model_version\nacc,0.91,de,${VERSION}\nacc,0.89,en,${VERSION}\n`
    const checks = ['{ metric: acc, slice: { language: de }, min: 0.9 }']
    await start('{ path: eval/scores.csv*, columns: { metric: name, value: score, slice: [language] } }', checks)
    write('scores.csv.gz', gzipSync(csv))
    expectOutcome(await plan(), PLANNED)
    await acme.close()
    await start('{ path: eval/scores.csv }', checks)
    write('scores.csv', csv)
    const run = await plan()
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['report-format-unknown'] })
    expect(`${run.stdout}${run.summary}`).toContain('columns: { metric: metric, value: value')
  })
})
