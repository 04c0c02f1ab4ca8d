import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { OUTPUTS } from '../../src/action/input-table.ts'
import type { PromotionOutcome } from '../../src/promotion/outcome.ts'
import { toResult } from '../../src/promotion/result.ts'
import { Result } from '../../src/promotion/result-schema.ts'
import * as samples from '../support/outcomes.ts'
import { read } from './repository.ts'

const isValid = new Ajv2020({ strict: true }).compile(JSON.parse(read('schemas/result.schema.json')))

const PROMOTIONS: Readonly<Record<string, PromotionOutcome>> = {
  planned: samples.PLANNED,
  'with a warning': samples.PLANNED_WITH_WARNING,
  refused: samples.REFUSED,
  pending: samples.PENDING,
  error: samples.ERROR,
  applied: samples.APPLIED,
  partial: samples.PARTIAL,
  drift: samples.NO_CHANGE_DRIFT,
  'stage in dry run': samples.DRY_RUN_STAGE,
  'first promotion': samples.FIRST,
  'many checks': samples.LONG,
  'hostile names': samples.hostile('</summary> @acme/team `x` | ::error::'),
}

const OUTCOMES = [
  ...Object.entries(PROMOTIONS).map(([name, promotion]) => ({ name, outcome: samples.run([promotion]) })),
  { name: 'several', outcome: samples.run([samples.REFUSED, samples.APPLIED]) },
  { name: 'no promotion', outcome: samples.CONFIG_ERROR },
]

/** As users read it. */
function published(outcome: (typeof OUTCOMES)[number]['outcome']): Readonly<Record<string, unknown>> {
  return JSON.parse(
    JSON.stringify(
      toResult(
        outcome,
        outcome.promotions.map(() => ''),
      ),
    ),
  )
}

describe('the schema of the result', () => {
  it.each(OUTCOMES)('describes every property of: $name', ({ outcome }) => {
    const result = published(outcome)
    expect(Result.safeParse(result).error?.issues ?? []).toEqual([])
    isValid(result)
    expect(isValid.errors ?? []).toEqual([])
  })

  it.each([
    ['another version of the format', { schema_version: 2 }],
    ['an unknown conclusion', { conclusion: 'maybe' }],
    ['an unknown reason', { reason_codes: ['because'] }],
    ['a property left out', { promotions: undefined }],
  ])('refuses %s', (_, change) => {
    expect(isValid(JSON.parse(JSON.stringify({ ...published(samples.run([samples.PLANNED])), ...change })))).toBe(false)
  })

  it('accepts what a later release may add', () => {
    expect(isValid({ ...published(samples.run([samples.PLANNED])), added: 1 })).toBe(true)
  })

  it('has every output of the Action', () => {
    const own = ['result', 'result-file', 'summary-markdown']
    const names = OUTPUTS.filter((name) => !own.includes(name)).map((name) => name.replaceAll('-', '_'))
    expect(names.filter((name) => !(name in published(samples.run([samples.PLANNED]))))).toEqual([])
  })
})
