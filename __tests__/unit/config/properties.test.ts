import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { parsePins } from '../../../src/config/pins.ts'
import { ConfigError } from '../../../src/errors.ts'
import { withStage } from './marked.ts'

const KEYS = [
  'version',
  'registry',
  'records',
  'models',
  'stages',
  'checks',
  'metric',
  'min',
  'from',
  'reports',
  'approvals',
  'users',
  'ungated',
  'record_keys',
  'may',
  'rollback',
  'emergency',
  'permission',
  'm',
  's',
  '__proto__',
  'constructor',
  '<<',
]
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(
      1,
      0,
      -1,
      true,
      null,
      'v1',
      'acme/wandb-registry-model',
      'gov/records',
      '',
      '2%',
      Number.NaN,
      's',
      'm',
    ),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom(...KEYS), tie('any')), { maxLength: 5 }).map((pairs) => new Map(pairs)),
  ),
})).any

describe('whatever the file holds', () => {
  it('arbitrary text throws nothing but ConfigError', () => {
    const token = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '  ',
      '-',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!x ',
      '"',
      "'",
      '|',
      '>',
      '#',
      '?',
      '%',
      '---\n',
      '...',
      'models:',
      '<<: ',
      '\t',
      '1',
      '~',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join('')),
    )
    fc.assert(
      fc.property(text, (input) => {
        refusesCleanly(() => parseGateConfig(input, 'f'))
        refusesCleanly(() => parsePins(input, 'f'))
      }),
      { numRuns: 500 },
    )
  })

  it('arbitrary structures throw nothing but ConfigError, with places inside the file', () => {
    fc.assert(
      fc.property(value, (input) => {
        const text = stringify(input)
        const lines = text.split('\n').length
        for (const call of [() => parseGateConfig(text, 'f'), () => parsePins(text, 'f')]) {
          for (const issue of refusesCleanly(call)) {
            expect(issue.at?.line).toBeGreaterThanOrEqual(1)
            expect(issue.at?.line).toBeLessThanOrEqual(lines)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a good file with one character changed is read or refused', () => {
    const good = withStage(
      'from: s2\nchecks: [{ metric: a, min: 1, max_regression: 2% }]\napprovals: [{ users: [a, b] }]',
    ).replace('    stages:\n', '    stages:\n      s2: { ungated: true }\n')
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.constantFrom('', ':', '\n', ' ', '{', ']', '"', '&', '*', '\u0000', 'x'),
        (at, put) => {
          refusesCleanly(() => parseGateConfig(good.slice(0, at) + put + good.slice(at + 1), 'f'))
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a good config', () => {
  const name = fc
    .stringMatching(/^[a-z][a-z0-9_.-]{0,11}$/)
    .filter((text) => text !== 'latest' && !/^v\d+$/.test(text) && text !== 'constructor' && text !== 'prototype')
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  const check = fc.record({
    metric: name,
    min: number,
    severity: fc.constantFrom('block', 'warn', 'info'),
    max_regression: fc.oneof(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.integer({ min: 0, max: 500 }).map((whole) => `${whole}%`),
    ),
  })
  const stage = fc.record({
    checks: fc.array(check, { maxLength: 3 }),
    approvals: fc.array(
      fc.record({ count: fc.integer({ min: 1, max: 3 }), bind: fc.constantFrom('version', 'head') }),
      { minLength: 1, maxLength: 2 },
    ),
  })
  const models = fc.dictionary(name, fc.record({ stages: fc.dictionary(name, stage, { minKeys: 1, maxKeys: 3 }) }), {
    minKeys: 1,
    maxKeys: 3,
  })

  it('comes through with its names, order and numbers, however it is written', () => {
    fc.assert(
      fc.property(models, fc.boolean(), (input, flow) => {
        const file = { version: 1, registry: 'acme/wandb-registry-model', records: 'gov/records', models: input }
        const text = stringify(file, { collectionStyle: flow ? 'flow' : 'block' })
        const { config } = parseGateConfig(text, 'f')
        expect([...config.models.keys()]).toEqual(Object.keys(input))
        for (const [modelName, model] of Object.entries(input)) {
          const stages = config.models.get(modelName)?.stages
          expect([...(stages?.keys() ?? [])]).toEqual(Object.keys(model.stages))
          for (const [stageName, written] of Object.entries(model.stages)) {
            const got = stages?.get(stageName)
            expect(
              got?.checks.map((each) => [each.label, each.severity, each.limits.min, each.limits.maxRegression?.text]),
            ).toEqual(written.checks.map((each) => [each.metric, each.severity, each.min, String(each.max_regression)]))
            expect(got?.approvals.map(({ count, bind }) => ({ count, bind }))).toEqual(written.approvals)
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})

function refusesCleanly(call: () => unknown): ConfigError['issues'] {
  try {
    call()
    return []
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown
    expect(thrown.issues.length).toBeGreaterThan(0)
    return thrown.issues
  }
}
