import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import { createRecordSigner, publicKeyOf, signIntent } from '../../src/promotion/record-trust.ts'
import { MINUTE, StagePlay } from './stage-play.ts'

function makeKey() {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { signer: createRecordSigner(pem), listed: publicKeyOf(pem) }
}

const KEY = makeKey()
const STRANGER = makeKey()
const LOST = new RemoteError('wandb', 'No answer.', { ambiguous: true })
const GATES = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
record_keys: ["${KEY.listed}"]
models:
  support-llm:
    stages:
      staging: { ungated: true }
`

/** mai may release. Started now. */
function begin() {
  const play = new StagePlay({ gates: GATES, pins: '{}', sources: true })
  play.github.setRole('mai', 'maintain')
  const ask = (operation: 'hold' | 'release', run: string, signer: typeof KEY.signer | null = KEY.signer) => {
    play.advance(MINUTE)
    const inputs = { operation, model: 'support-llm', version: 'v1', reason: 'toxic answers' }
    const startedAt = new Date(play.clock.now).toISOString()
    return play.dispatch(inputs, { run, actor: 'mai', startedAt, ...(signer === null ? {} : { signer }) })
  }
  const runAt = (index: number) => {
    const run = [...play.registry.runs.values()][index]
    if (run === undefined) throw new Error(`no record ${index}`)
    return run
  }
  return { play, ask, runAt }
}

/** A release whose tag is gone already, and whose record was never closed. */
async function releaseLeftOpen() {
  const story = begin()
  expect((await story.ask('hold', '1')).conclusion).toBe('applied')
  story.play.registry.fault('closeRecord', { throws: LOST })
  expect((await story.ask('release', '2')).conclusion).toBe('partial')
  return story
}

describe('with record keys', () => {
  it('the intent of a hold is signed like that of a promotion', async () => {
    const { play, ask, runAt } = begin()
    play.registry.fault('closeRecord', { throws: LOST })
    await ask('hold', '1')
    const { intent, intent_signature: signature } = runAt(0).config
    expect(signature).toBe(signIntent(String(intent), KEY.signer))
  })

  it('a release that was left open is finished when its intent is signed', async () => {
    const { play, ask, runAt } = await releaseLeftOpen()
    play.advance(6 * MINUTE)
    expect((await ask('release', '3')).conclusion).toBe('no-change')
    expect(runAt(1).summary).toMatchObject({ conclusion: 'applied', signature: expect.any(String) })
  })

  it.each<readonly [string, (intent: string) => Readonly<Record<string, string>>]>([
    ['nobody', () => ({})],
    ['a stranger', (intent) => ({ intent_signature: signIntent(intent, STRANGER.signer) })],
  ])('a release that %s signed is never finished: the hold stands by record', async (_, signed) => {
    const { play, ask, runAt } = await releaseLeftOpen()
    const { intent_signature: _signature, ...config } = runAt(1).config
    runAt(1).config = { ...config, ...signed(String(config['intent'])) }
    play.advance(6 * MINUTE)
    const outcome = await ask('release', '3')
    expect(runAt(1).summary).toMatchObject({ conclusion: 'abandoned' })
    expect(outcome.notes.map(({ text }) => text).join()).toContain('none of the record keys signed it')
    // It is released once more, by a record that counts.
    expect([outcome.conclusion, runAt(2).summary['conclusion']]).toEqual(['applied', 'applied'])
  })

  it('a release without a key removes nothing, because its record would not count', async () => {
    const { play, ask } = begin()
    await ask('hold', '1')
    await expect(ask('release', '2', null)).rejects.toThrow('no `record-signing-key`')
    await expect(ask('release', '2', STRANGER.signer)).rejects.toThrow('not among the `record_keys`')
    expect([play.registry.version('v1').tags, play.registry.runs.size]).toEqual([['regulatory-hold'], 1])
  })

  it('a hold without a key still holds: freezing waits for no key', async () => {
    const { play, ask } = begin()
    expect((await ask('hold', '1', null)).conclusion).toBe('applied')
    play.registry.setTags('v1', [])
    expect((await ask('hold', '2')).notes.map(({ code }) => code)).toContain('drift')
  })
})
