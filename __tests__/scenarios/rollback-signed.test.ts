import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import { createRecordSigner, publicKeyOf } from '../../src/promotion/record-trust.ts'
import { notesOf, RollbackPlay } from './rollback-play.ts'
import { MINUTE, told } from './stage-play.ts'

function makeKey() {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { signer: createRecordSigner(pem), listed: publicKeyOf(pem) }
}

const OLD = makeKey()
const NEW = makeKey()
const STRANGER = makeKey()
const LOST = new RemoteError('wandb', 'No answer.', { ambiguous: true })

/** Production went through v1, v2 and v3, each record signed. The gate config lists the old and the new key. */
async function signedPlay(): Promise<RollbackPlay> {
  const play = new RollbackPlay(undefined, `record_keys: ["${OLD.listed}", "${NEW.listed}"]\n`)
  for (const version of ['v1', 'v2', 'v3']) {
    expect((await play.promoting(version, { signer: OLD.signer })).conclusion).toBe('applied')
  }
  return play
}

/** The record run of the nth record, oldest first. */
function runAt(play: RollbackPlay, index: number) {
  const run = [...play.registry.runs.values()][index]
  if (run === undefined) throw new Error(`no record ${index}`)
  return run
}

describe('with record keys', () => {
  it('a rollback goes by signed records, and a new key goes on where the old one ended', async () => {
    const play = await signedPlay()
    expect(told(await play.rollback({}, { signer: NEW.signer }))).toBe('production v2: applied []')
    expect(runAt(play, 3).summary['signature']).toMatch(/^ed25519:/)
    expect(play.records()[3]).toMatchObject({ sequence: 4, previous_record: play.records()[2]?.['sha256'] })
    expect(told(await play.promoting('v2', { signer: NEW.signer }))).toBe('production v2: no-change []')
  })

  it.each([
    ['has no signature', { signature: null }],
    ['has the signature of another record', 'other'],
    ['is signed by a stranger', 'stranger'],
    ['was altered', 'altered'],
  ] as const)('a record that %s is not gone back to', async (_, what) => {
    const play = await signedPlay()
    const run = runAt(play, 1)
    const text = String(run.config['record'])
    if (what === 'altered') run.config = { ...run.config, record: text.replace('"actor":"dev"', '"actor":"ana"') }
    else if (what === 'other') run.summary = { ...run.summary, signature: runAt(play, 0).summary['signature'] ?? null }
    else if (what === 'stranger') run.summary = { ...run.summary, signature: STRANGER.signer(text) }
    else run.summary = { ...run.summary, ...what }
    expect(told(await play.rollback({}, { signer: OLD.signer }))).toBe('production v1: applied []')
  })

  it('an unsigned newest record does not count: what holds the stage is drift', async () => {
    const play = await signedPlay()
    runAt(play, 2).summary = { ...runAt(play, 2).summary, signature: null }
    const again = await play.promoting('v3', { signer: OLD.signer })
    expect(told(again)).toMatch(/^production v3: applied \[.*drift/)
    expect(play.records().at(-1)).toMatchObject({ sequence: 3 })
  })

  it.each([
    ['none', {}, /no `record-signing-key`/],
    ['one that is not listed', { signer: STRANGER.signer }, /not among the `record_keys`/],
  ])('and %s to sign with, nothing is begun', async (_, options, message) => {
    const play = await signedPlay()
    const before = play.writes().length
    for (const outcome of [await play.rollback({}, options), await play.promoting('v4', options)]) {
      expect([outcome.conclusion, outcome.reasons[0]]).toEqual(['error', 'invalid-input'])
      expect(outcome.promotions[0]?.error?.message).toMatch(message)
    }
    expect(play.writes().slice(before)).toEqual(['versions'])
  })

  it('what a run left open is finished when the intent is signed', async () => {
    const play = await signedPlay()
    play.registry.fault('closeRecord', { throws: LOST })
    await play.rollback({}, { signer: OLD.signer })
    expect(told(await play.again(2, {}, { signer: OLD.signer }))).toBe('production v2: no-change []')
    expect(runAt(play, 3).summary).toMatchObject({ conclusion: 'applied', signature: expect.any(String) })
  })

  it('an intent that nobody signed is never signed by whoever settles it', async () => {
    const play = await signedPlay()
    play.registry.fault('closeRecord', { throws: LOST })
    await play.rollback({}, { signer: OLD.signer })
    const { intent_signature: _, ...unsigned } = runAt(play, 3).config
    runAt(play, 3).config = unsigned
    play.advance(5 * MINUTE)
    const outcome = await play.rollback({}, { signer: OLD.signer })
    expect(notesOf(outcome)[0]).toMatch(/none of the record keys signed it: its record is now closed as abandoned/)
    expect(runAt(play, 3).summary).toMatchObject({ conclusion: 'abandoned' })
    expect(told(outcome)).toBe('production v3: applied []')
  })

  it('a signed intent is no signed record', async () => {
    const play = await signedPlay()
    play.registry.fault('moveAlias', { throws: LOST })
    await play.rollback({}, { signer: OLD.signer })
    const run = runAt(play, 3)
    const { createHash } = await import('node:crypto')
    const text = String(run.config['intent'])
    run.summary = {
      conclusion: 'applied',
      record_sha256: createHash('sha256').update(text).digest('hex'),
      signature: run.config['intent_signature'] ?? null,
    }
    run.config = { ...run.config, record: text }
    play.registry.setAlias('production', 'v2')
    const outcome = await play.promoting('v2', { signer: OLD.signer })
    expect(told(outcome)).toMatch(/drift/)
  })
})

it('without record keys, signatures are written but not asked for', async () => {
  const play = new RollbackPlay()
  await play.promoting('v1', { signer: OLD.signer })
  await play.promoted('v2')
  expect(told(await play.rollback())).toBe('production v1: applied []')
})
