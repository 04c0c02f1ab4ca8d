import { describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, GATES } from '../../sandbox/acme.ts'
import { mergePin, openAcme } from '../support/promotion-story.ts'
import { guard, type Stopped } from './attack.ts'

const FILE = 'eval/q.json'
const VERSION = 'acme/wandb-registry-model/support-llm:v12'

/** Production with these checks on one JSON report that names its version; nobody has to approve. */
function gates(...checks: readonly string[]): string {
  return GATES.replace(
    GATES.slice(GATES.indexOf('    reports:')),
    `    reports:
      quality: { path: ${FILE}, format: json, identity: { select: /artifact } }
    stages:
      candidate: { ungated: true }
      staging: { from: candidate, ungated: true }
      production:
        from: staging
        checks:
${checks.map((check) => `          - ${check}`).join('\n')}
`,
  )
}

const CEILING = '{ select: /toxicity, name: toxicity, direction: lower_is_better, max: 0.02 }'
const FLOOR = '{ select: /acc, name: acc, direction: higher_is_better, min: 0.65 }'

/** The push of a pin that everybody wants, judged by this report. */
async function judge(text: string, ...checks: readonly string[]): Promise<{ acme: Acme; run: ActionResult }> {
  const acme = await openAcme({ gates: gates(...checks) })
  acme.write(FILE, text)
  return { acme, run: await mergePin(acme, 'v12').promote() }
}

async function expectStopped(text: string, checks: readonly string[], stopped: Stopped): Promise<void> {
  const acme = await openAcme({ gates: gates(...checks) })
  acme.write(FILE, text)
  const { promote } = mergePin(acme, 'v12')
  guard(acme)(await promote(), stopped)
}

const report = (fields: string) => `{"artifact":"${VERSION}",${fields}}`

describe('numbers that are none', () => {
  it.each([
    ['at the top', '"__proto__":{"toxicity":0,"acc":1}'],
    ['as a constructor', '"constructor":{"prototype":{"toxicity":0,"acc":1}}'],
  ])('threat 13: a prototype in a report, %s, gives no number to anybody', async (_what, fields) => {
    await expectStopped(report(fields), [CEILING, FLOOR], {
      conclusion: 'refused',
      exit: 1,
      reasons: ['metric-missing'],
      said: 'toxicity: a metric that the gate asks for is not in the report',
    })
  })

  it.each(['toString', 'hasOwnProperty/length', '__proto__/x', 'constructor/length'])(
    'threat 13: a selector into /%s finds what the report says, never what every object has',
    async (pointer) => {
      const check = `{ select: /${pointer}, name: x, direction: lower_is_better, max: 10 }`
      await expectStopped(report('"acc":1'), [check], {
        conclusion: 'refused',
        exit: 1,
        including: ['metric-missing'],
        said: 'x',
      })
    },
  )

  it.each([
    ['NaN below a ceiling', '"toxicity":NaN', CEILING, 'metric-not-finite'],
    ['NaN above a floor', '"acc":NaN', FLOOR, 'metric-not-finite'],
    ['Infinity above a floor', '"acc":Infinity', FLOOR, 'metric-not-finite'],
    ['1e999 above a floor', '"acc":1e999', FLOOR, 'metric-not-finite'],
    ['-Infinity below a ceiling', '"toxicity":-Infinity', CEILING, 'metric-not-finite'],
  ])('threat 15: %s does not pass', async (_what, fields, check, code) => {
    await expectStopped(report(fields), [check], {
      conclusion: 'refused',
      exit: 1,
      including: [code],
      said: /NaN|infinite/,
    })
  })

  it.each([
    ['a text', '"acc":"0.95"', FLOOR],
    ['a hexadecimal text', '"acc":"0x1F"', FLOOR],
    ['a text with a comma', '"toxicity":"0,92"', CEILING],
    ['an empty text', '"toxicity":""', CEILING],
    ['null', '"toxicity":null', CEILING],
    ['false', '"toxicity":false', CEILING],
    ['true', '"acc":true', FLOOR],
    ['a list of one', '"acc":[1]', FLOOR],
    ['an empty list', '"toxicity":[]', CEILING],
    ['an empty map', '"toxicity":{}', CEILING],
  ])('threat 16: %s is not a number', async (_what, fields, check) => {
    await expectStopped(report(fields), [check], {
      conclusion: 'refused',
      exit: 1,
      including: ['metric-missing'],
      said: /acc|toxicity/,
    })
  })

  it('threat 16: 92 is not 92 % where the gate speaks of fractions', async () => {
    const check = '{ select: /acc, name: acc, direction: higher_is_better, unit: fraction, min: 0.95 }'
    await expectStopped(report('"acc":92'), [check], {
      conclusion: 'error',
      exit: 1,
      including: ['unit-conflict'],
      said: 'fraction',
    })
  })
})

describe('numbers that are not there', () => {
  it.each([
    ['a metric that is missing', '"other":1', CEILING, 'refused', 'metric-missing'],
    [
      'slices that are empty',
      '"acc":0.9',
      '{ metric: acc, direction: higher_is_better, slices: { by: language, min: 0.5, required: [de] } }',
      'refused',
      'slice-missing',
    ],
    [
      'a pattern that fits no task',
      '"acc":0.9',
      '{ metric: acc, task: "qa_*", each: task, direction: higher_is_better, min: 0.5 }',
      'refused',
      'metric-missing',
    ],
    [
      'an aggregate of nothing',
      '"requests":[]',
      '{ select: "$.requests[*].ms", reduce: max, name: ms, direction: lower_is_better, max: 10 }',
      'refused',
      'metric-missing',
    ],
  ] as const)('threat 17: %s does not pass', async (_what, fields, check, conclusion, code) => {
    await expectStopped(report(fields), [check], { conclusion, exit: 1, including: [code], said: /acc|toxicity|ms/ })
  })

  it('threat 17: a stage in which nothing blocks is refused by the config itself', async () => {
    const acme = await openAcme({ gates: gates(FLOOR.replace(' }', ', severity: warn }')) })
    const { promote } = mergePin(acme, 'v12')
    guard(acme)(await promote(), {
      conclusion: 'error',
      exit: 1,
      reasons: ['config-invalid'],
      said: 'Nothing blocks this stage',
    })
  })
})

describe('numbers to compare with', () => {
  /** v11 has this error rate, and v12, which asks for its place, another. */
  async function expectNotBetter(rates: readonly [string, number][], check: string, stopped: Stopped): Promise<void> {
    const acme = await openAcme({ gates: gates(check) })
    for (const [version, errors] of rates)
      acme.write(`eval/${version}.json`, JSON.stringify({ artifact: VERSION.replace('v12', version), errors }))
    const { promote } = mergePin(acme, 'v12')
    const inputs = { report: 'eval/v12.json', 'baseline-report': 'eval/v11.json' }
    guard(acme)(await promote({}, inputs), stopped)
  }

  const RELATIVE = '{ select: /errors, name: errors, direction: lower_is_better, max_regression: 5% }'

  it.each([
    ['zero', 0],
    ['negative', -0.5],
  ])('threat 18: five per cent of a baseline that is %s is no limit: an error says so', async (_what, baseline) => {
    const rates: [string, number][] = [
      ['v11', baseline],
      ['v12', 1_000],
    ]
    await expectNotBetter(rates, RELATIVE, {
      conclusion: 'error',
      exit: 1,
      reasons: ['baseline-not-comparable'],
      said: /absolute/,
    })
  })

  it('threat 18: an absolute limit still holds there', async () => {
    const rates: [string, number][] = [
      ['v11', 0],
      ['v12', 0.5],
    ]
    const stopped = { conclusion: 'refused', exit: 1, including: ['metric-regressed'], said: 'errors' } as const
    await expectNotBetter(rates, RELATIVE.replace('5%', '0.01'), stopped)
  })

  it.each([
    ['0.95', 0.95, 'applied'],
    ['0.9499999999', 0.9499999999, 'refused'],
    ['0.1 + 0.85, as a machine adds them', 0.1 + 0.85, 'applied'],
  ] as const)('threat 19: at the limit 0.95 decimals decide: %s', async (_what, value, conclusion) => {
    const check = '{ select: /acc, name: acc, direction: higher_is_better, min: 0.95 }'
    const { acme, run } = await judge(report(`"acc":${value}`), check)
    expect(run.outputs['conclusion']).toBe(conclusion)
    expect(acme.holder('production')).toBe(conclusion === 'applied' ? 'v12' : 'v11')
    if (conclusion === 'refused') expect(run.summary).toContain('0.9499999999')
  })
})
