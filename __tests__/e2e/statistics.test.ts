import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, startAcme } from '../../sandbox/acme.ts'
import { expectNothingWritten, expectOutcome, holders, nodesOf } from './expectations.ts'

let acme: Acme

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

/** One stage `staging` without approvals; v11 holds it by hand, v12 is the candidate. */
async function start(checks: string): Promise<void> {
  const gates = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    reports: { quality: eval/q.json }
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
        checks: [${checks}]
`
  const aliases = [...Array.from({ length: 10 }, () => []), ['candidate'], ['staging'], []]
  acme = await startAcme({ aliases, gates, pins: 'support-llm: {}\n' })
  acme.moveByHand('candidate', 'v12')
}

function write(path: string, version: string, row: Readonly<Record<string, unknown>>): void {
  const report = {
    schema: 'model-promotion-gate/evaluation-report',
    schema_version: 1,
    status: 'complete',
    version: { path: `acme/wandb-registry-model/support-llm:${version}` },
    rows: [{ metric: 'acc', direction: 'higher_is_better', ...row }],
  }
  acme.write(path, JSON.stringify(report))
}

/** Right but for the first so many. */
function answers(n: number, wrong: number): Readonly<Record<string, unknown>> {
  const scores = Array.from({ length: n }, (_, index) => (index < wrong ? 0 : 1))
  return { value: (n - wrong) / n, items: { ids: scores.map((_, index) => `q${index}`), scores } }
}

function promote(inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> {
  return acme.dispatch({ model: 'support-llm', stage: 'staging', version: 'v12', ...inputs })
}

describe('a limit beyond chance, on the bundle', () => {
  const CHECK = '{ metric: acc, min: 0.9, confidence: 0.95 }'

  it('too few samples: refused, with what is known and what would suffice', async () => {
    await start(CHECK)
    write('eval/q.json', 'v12', { value: 0.93, n: 100, unit: 'fraction' })
    const before = holders(acme)
    const result = await promote()
    expectOutcome(result, { conclusion: 'refused', exit: 1, reasons: ['insufficient-data'] })
    expect(result.summary).toContain('at 95% confidence at least 0.8757, below the minimum of 0.9; about 280 samples')
    expect(nodesOf(result).get('checks/0')).toMatchObject({
      detail: { statistics: [{ method: 'wilson', result: 'not-shown', n: 100, neededN: expect.any(Number) }] },
    })
    expectNothingWritten(acme, before)
  })

  it('enough samples: promoted', async () => {
    await start(CHECK)
    write('eval/q.json', 'v12', { value: 0.93, n: 1000, unit: 'fraction' })
    expectOutcome(await promote(), { conclusion: 'applied', exit: 0, reasons: [] })
    expect(holders(acme)['staging']).toBe('v12')
  })
})

describe('the same items of both versions, on the bundle', () => {
  const CHECK = '{ metric: acc, method: paired, margin: 0.02 }'

  it('are compared one by one when the baseline was evaluated in the same job', async () => {
    await start(CHECK)
    write('eval/q.json', 'v12', answers(1000, 103))
    write('eval/base.json', 'v11', answers(1000, 100))
    expectOutcome(await promote({ 'baseline-report': 'eval/base.json' }), {
      conclusion: 'applied',
      exit: 0,
      reasons: [],
    })
  })

  it('cannot be when they are not the same', async () => {
    await start(CHECK)
    write('eval/q.json', 'v12', answers(1000, 103))
    write('eval/base.json', 'v11', answers(900, 90))
    const result = await promote({ 'baseline-report': 'eval/base.json' })
    expectOutcome(result, { conclusion: 'refused', exit: 1, reasons: ['insufficient-data'] })
    expect(result.summary).toContain('only 90.0 % of the items are on both sides')
  })
})
