import { describe, expect, it } from '@jest/globals'
import { InputError } from '../../../src/errors.ts'
import { parseHoldSubject } from '../../../src/promotion/hold-subject.ts'
import { gates } from './promotion-builder.ts'

const TEXT = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    stages:
      staging: { ungated: true }
      production: { ungated: true, alias: live }
      eu.production: { ungated: true }
`

function subject(given: { model?: string; stage?: string; version?: string }) {
  const inputs = { model: 'support-llm', stage: null, version: null, ...given }
  return parseHoldSubject(gates(TEXT), inputs).subject
}

describe('what a hold is about', () => {
  it('a version by its name', () => {
    const ask = { kind: 'version', version: 'v12' }
    expect(subject({ version: 'v12' })).toEqual({ kind: 'version', ask, heldStage: null })
  })

  it('whatever holds a stage, by the alias of the stage', () => {
    const ask = { kind: 'alias', alias: 'live' }
    expect(subject({ stage: 'production' })).toEqual({ kind: 'version', ask, heldStage: 'production' })
  })

  it('the stage itself only by `*`', () => {
    expect(subject({ stage: 'production', version: '*' })).toMatchObject({ kind: 'stage', stage: { alias: 'live' } })
  })

  it('the model', () => {
    expect(subject({})).toEqual({ kind: 'model' })
  })

  it.each([
    ['no model', { model: null }, /`model` must say/],
    ['an unknown model', { model: 'suport-llm' }, /Did you mean `support-llm`/],
    ['an unknown stage', { stage: 'prodution' }, /Did you mean `production`/],
    ['a version and a stage', { stage: 'production', version: 'v12' }, /cannot be told which one/],
    ['every version of no stage', { version: '*' }, /needs a stage/],
    ['a stage that W&B takes no tag of', { stage: 'eu.production', version: '*' }, /takes no tag/],
    ['a version that cannot be read', { version: 'a/b' }, /cannot be read/],
  ])('refuses %s', (_name, given, message) => {
    const inputs = { model: 'support-llm', stage: null, version: null, ...given }
    expect(() => parseHoldSubject(gates(TEXT), inputs)).toThrow(InputError)
    expect(() => parseHoldSubject(gates(TEXT), inputs)).toThrow(message)
  })
})
