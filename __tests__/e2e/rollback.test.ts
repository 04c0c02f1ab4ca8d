import { describe, expect, it } from '@jest/globals'
import type { Acme } from '../../sandbox/acme.ts'
import { expectOneChain, keptRecords, mergePin, openAcme, story, wandbLog } from '../support/promotion-story.ts'
import { expectNothingWritten, expectOutcome, holders } from './expectations.ts'

const ORDER = { operation: 'rollback', model: 'support-llm', stage: 'production', reason: 'it answers nonsense' }
const FREE = [['production'], [], [], ['staging', 'candidate']]

/** A company whose production went from v0 through the versions, by record. */
async function released(versions: readonly string[], gates?: string): Promise<Acme> {
  const acme = await openAcme({
    aliases: FREE,
    pins: 'support-llm: { production: v0 }\n',
    ...(gates === undefined ? {} : { gates }),
  })
  for (const version of versions) {
    acme.moveByHand('staging', version)
    const { promote } = mergePin(acme, version)
    expectOutcome(await promote(), { conclusion: 'applied', exit: 0 })
  }
  return acme
}

describe('a rollback', () => {
  it('goes back to the last known good version, and the next push cannot undo it', async () => {
    const acme = await released(['v1', 'v2', 'v3'])
    const result = await acme.dispatch(ORDER)
    expectOutcome(result, { conclusion: 'applied', exit: 0, reasons: [] })
    expect(holders(acme)).toMatchObject({ production: 'v2', 'production-previous': 'v1' })
    expect(result.outputs).toMatchObject({ version: 'v2', 'previous-version': 'v3', applied: 'true' })
    expectOneChain(acme)
    const records = keptRecords(acme)
    expect(records.at(-1)?.body).toMatchObject({
      operation: 'rollback',
      undoes: acme.records()[2]?.summary['record_sha256'],
      reason: 'it answers nonsense',
      actor: 'kim',
      triggering_actor: 'kim',
    })
    expect(result.stdout).toContain('Chosen: v2, because it is the newest one before')
    expect(result.stdout).toContain('model-pins.yml should now read `support-llm: { production: v2 }`')

    acme.moveByHand('staging', 'v3')
    const { number, promote } = mergePin(acme, 'v2')
    expect((await promote()).outputs['conclusion']).toBe('no-change')
    const again = mergePin(acme, 'v3')
    expect(number).toBeLessThan(again.number)
    const back = await acme.dispatch({ model: 'support-llm', stage: 'production' })
    expect(back.outputs['reason-codes']).toContain('rolled-back')
    expect(acme.holder('production')).toBe('v2')
  })

  it('takes seven round trips without an alias that follows, nine with one that moves or goes', async () => {
    const plain = await released(['v1', 'v2'], undefined)
    const before = wandbLog(plain).length
    expectOutcome(await plain.dispatch(ORDER), { conclusion: 'applied', exit: 0 })
    const log = wandbLog(plain).slice(before)
    expect(log.slice(0, 5)).toEqual(['GateRead', 'GateVersions', 'GateOpenRecord', 'GateRead', 'GateMoveAlias'])
    expect(log[5]).toBe('GateHolder')
    expect(log.slice(6, 8).toSorted()).toEqual(['GateCloseRecord', 'file_stream'])
    expect(log.slice(8)).toEqual(['GateRemoveAlias', 'GateHolder'])
    expect(holders(plain)).toMatchObject({ production: 'v1', 'production-previous': undefined })
  })

  it('twice goes further back, then asks for a version', async () => {
    const acme = await released(['v1', 'v2', 'v3'])
    for (const version of ['v2', 'v1']) {
      expectOutcome(await acme.dispatch(ORDER), { conclusion: 'applied', exit: 0 })
      expect(acme.holder('production')).toBe(version)
    }
    const third = await acme.dispatch(ORDER)
    expectOutcome(third, { conclusion: 'refused', exit: 1, reasons: ['rolled-back'] })
    expect(third.stdout).toContain('Name the version to go back to with the input `version`.')
    expect(acme.holder('production')).toBe('v1')
  })

  it('to a named version: one that passed goes, one that never did is refused', async () => {
    const acme = await released(['v1', 'v2', 'v3'])
    expectOutcome(await acme.dispatch({ ...ORDER, version: 'v0' }), {
      conclusion: 'refused',
      exit: 1,
      reasons: ['not-allowed'],
    })
    expectOutcome(await acme.dispatch({ ...ORDER, version: 'v1' }), { conclusion: 'applied', exit: 0 })
    expect(holders(acme)).toMatchObject({ production: 'v1' })
    expectOutcome(await acme.dispatch({ ...ORDER, version: 'v1' }), { conclusion: 'no-change', exit: 0 })
    expect(story(acme)).toEqual(['applied v1', 'applied v2', 'applied v3', 'applied v1'])
  })
})

describe('a rollback is refused, and writes nothing,', () => {
  it('without records', async () => {
    const acme = await openAcme()
    const before = holders(acme)
    expectOutcome(await acme.dispatch(ORDER), { conclusion: 'refused', exit: 1, reasons: ['version-not-found'] })
    expectNothingWritten(acme, before)
  })

  it.each([
    ['to who may only read', {}, { actor: 'eve' }, 'refused', 'not-allowed'],
    ['to who may only triage', {}, { actor: 'tri' }, 'refused', 'not-allowed'],
    ['without a reason', { reason: '' }, {}, 'error', 'invalid-input'],
    ['without a stage', { stage: '' }, {}, 'error', 'invalid-input'],
    ['for a model that is not there', { model: 'support-lm' }, {}, 'error', 'invalid-input'],
    ['without a credential', {}, { key: null }, 'error', 'no-credentials'],
    ['with an account that does not see the records', {}, { key: 'viewer' }, 'refused', 'version-not-found'],
    ['with a version that cannot be read', { version: 'a/b' }, {}, 'error', 'invalid-input'],
  ] as const)('%s', async (_, inputs, more, conclusion, code) => {
    const acme = await released(['v1', 'v2'])
    const before = [holders(acme), story(acme)]
    const result = await acme.dispatch({ ...ORDER, ...inputs }, more)
    expect([result.exitCode, result.outputs['conclusion']]).toEqual([1, conclusion])
    expect(result.outputs['reason-codes']?.split(',')).toContain(code)
    expect([holders(acme), story(acme)]).toEqual(before)
  })

  it('dry: it says what would be done', async () => {
    const acme = await released(['v1', 'v2'])
    const before = [holders(acme), story(acme)]
    const result = await acme.dispatch({ ...ORDER, 'dry-run': 'true' })
    expectOutcome(result, { conclusion: 'planned', exit: 0 })
    expect(result.stdout).toContain('production-previous would be removed from v1')
    expect([holders(acme), story(acme)]).toEqual(before)
  })
})
