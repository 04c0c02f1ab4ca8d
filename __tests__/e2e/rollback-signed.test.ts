import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { GATES } from '../../sandbox/acme.ts'
import { isSignedBy, publicKeyOf } from '../../src/promotion/record-trust.ts'
import { configValue, everythingSaid, mergePin, openAcme, story } from '../support/promotion-story.ts'
import { expectOutcome } from './expectations.ts'

const ORDER = { operation: 'rollback', model: 'support-llm', stage: 'production', reason: 'it answers nonsense' }

const PEM = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const OTHER = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const KEY = { 'record-signing-key': PEM }
const SECRET = PEM.split('\n')[1] ?? ''

/** Production went from v0 to v1, v2 and v3 by signed records. */
async function signedReleases() {
  const acme = await openAcme({
    aliases: [['production'], [], [], ['staging', 'candidate']],
    pins: 'support-llm: { production: v0 }\n',
    gates: GATES.replace('models:', `record_keys: ["${publicKeyOf(OTHER)}", "${publicKeyOf(PEM)}"]\nmodels:`),
  })
  for (const version of ['v1', 'v2', 'v3']) {
    acme.moveByHand('staging', version)
    expectOutcome(await mergePin(acme, version).promote({}, KEY), { conclusion: 'applied', exit: 0 })
  }
  return acme
}

describe('signed records', () => {
  it('carry a signature over their exact bytes, and the key shows up nowhere', async () => {
    const acme = await signedReleases()
    const result = await acme.dispatch({ ...ORDER, ...KEY })
    expectOutcome(result, { conclusion: 'applied', exit: 0 })
    for (const { config, summary } of acme.records()) {
      const text = String(configValue(config, 'record'))
      expect(isSignedBy(text, String(summary['signature']), [publicKeyOf(PEM)])).toBe(true)
    }
    const said = everythingSaid(acme, result).replaceAll(`::add-mask::${SECRET}`, '')
    const sent = JSON.stringify([acme.wandb.requests, acme.github.requests])
    expect([SECRET.length > 20, said.includes(SECRET), sent.includes(SECRET)]).toEqual([true, false, false])
    expect(result.stdout).toContain(`::add-mask::${SECRET}`)
  })

  it('that lost theirs, or were altered, are not gone back to', async () => {
    const acme = await signedReleases()
    const second = acme.registry.state.runs.filter((run) => run.projectId === acme.registry.records.id)[1]
    if (second === undefined) throw new Error('no record')
    Object.assign(second.summary, { signature: null })
    expectOutcome(await acme.dispatch({ ...ORDER, ...KEY }), { conclusion: 'applied', exit: 0 })
    expect(acme.holder('production')).toBe('v1')
  })

  it.each([
    ['no key', {}, 'there is no `record-signing-key`'],
    ['no PEM', { 'record-signing-key': SECRET }, 'is not a private key in PEM'],
  ])('cannot be written with %s', async (_, inputs, message) => {
    const acme = await signedReleases()
    const before = story(acme)
    const result = await acme.dispatch({ ...ORDER, ...inputs })
    expectOutcome(result, { conclusion: 'error', exit: 1, including: ['invalid-input'] })
    expect(result.stdout).toContain(message)
    expect(everythingSaid(acme, result).replaceAll(`::add-mask::${SECRET}`, '')).not.toContain(SECRET)
    expect([acme.holder('production'), story(acme)]).toEqual(['v3', before])
  })
})
