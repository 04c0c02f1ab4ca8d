import { generateKeyPairSync } from 'node:crypto'
import type { EvidencePack } from '../../src/promotion/evidence-pack.ts'
import { createRecordSigner, publicKeyOf } from '../../src/promotion/record-trust.ts'
import { GATES, MINUTE, type PlayOptions, StagePlay } from './stage-play.ts'

export const ASK = { operation: 'history', model: 'support-llm', stage: 'production' } as const
const PEM = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
/** Its public key, as the gate config lists it. */
export const KEY = publicKeyOf(PEM)
export const SIGNED = GATES.replace('models:', `record_keys: ["${KEY}"]\nmodels:`)

/** Production goes v0 → v1 → v2 → v1, one record each. */
export async function story(options: PlayOptions = {}, signed = false): Promise<StagePlay> {
  const play = new StagePlay(options)
  const signer = signed ? { signer: createRecordSigner(PEM) } : {}
  for (const [index, version] of ['v1', 'v2', 'v1'].entries()) {
    play.registry.setAlias('staging', version)
    play.reportOn(version, 0.9 + index / 100)
    const { pushed } = play.merged(`{ support-llm: { staging: v1, production: ${version} } }`)
    await play.push(pushed, { run: `90${index}`, ...signer })
    play.advance(10 * MINUTE)
  }
  return play
}

export async function packOf(play: StagePlay, inputs: object = { version: 'v1' }): Promise<EvidencePack> {
  const outcome = await play.dispatch({ ...ASK, ...inputs })
  const pack = play.packs.at(-1)
  if (pack === undefined) throw new Error(JSON.stringify(outcome.listings))
  return pack
}
