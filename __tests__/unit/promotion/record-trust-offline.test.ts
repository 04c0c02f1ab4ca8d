import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { closeRecord } from '../../../src/promotion/record.ts'
import { createRecordSigner, publicKeyOf } from '../../../src/promotion/record-trust.ts'
import { ROOT } from '../../meta/repository.ts'

function makeKey() {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { signer: createRecordSigner(pem), listed: publicKeyOf(pem) }
}

const OLD = makeKey()
const NEW = makeKey()
const place = { folder: '' }
beforeAll(() => {
  place.folder = mkdtempSync(join(tmpdir(), 'verify-record-'))
})
afterAll(() => rmSync(place.folder, { recursive: true, force: true }))

interface Entry {
  readonly record: string
  readonly sha256: string
  readonly signature: string | null
}

function entry(sequence: number, previous: string | null, signer = OLD.signer, over: object = {}): Entry {
  const version = (number: number) => ({ version: `v${number}`, artifact_id: `a${number}`, digest: `d${number}` })
  const draft = {
    operation: 'promote',
    registry_path: 'acme/wandb-registry-model/support-llm',
    model: 'support-llm',
    stage: 'production',
    from: version(sequence - 1),
    to: version(sequence),
    rows: [{ metric: 'acc', value: 0.1 + 0.2, text: 'ü \u2028 😀' }],
    sequence,
    previous_record: previous,
    ...over,
  }
  const closing = { conclusion: 'applied', moves_made: [], finished_at: '2026-03-10T10:00:00Z' } as const
  const { text, sha256, signature } = closeRecord(draft, closing, signer)
  return { record: text, sha256, signature }
}

const first = entry(1, null)
const second = entry(2, first.sha256)
const third = entry(3, second.sha256, NEW.signer)
const CHAIN = [first, second, third]
const KEYS = [OLD.listed, NEW.listed]

function run(given: unknown, keys: readonly string[] = KEYS): { status: number | null; said: string } {
  const file = join(place.folder, 'records.json')
  writeFileSync(file, typeof given === 'string' ? given : JSON.stringify(given))
  const script = join(ROOT, 'scripts/verify-record.mjs')
  const args = [script, file, ...keys.flatMap((key) => ['--key', key])]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

describe('what holds', () => {
  it.each<[string, unknown, readonly string[], string]>([
    ['one record', first, KEYS, '1 record: all holds.'],
    ['one that names its key', { ...first, keys: [OLD.listed] }, [], 'the keys come from the file itself'],
    ['without a key', { ...first, signature: null }, [], 'signatures were not checked'],
    ['a chain', CHAIN, KEYS, 'whole from its beginning: 3 records'],
    [
      'in any order, with keys',
      { records: [third, first, second], keys: KEYS },
      [],
      'whole from its beginning: 3 records',
    ],
    [
      'the end of a chain',
      [second, third],
      KEYS,
      `it begins before these: #2 promote support-llm v1 → v2 production follows ${first.sha256}`,
    ],
    ['two stages', [first, entry(1, null, OLD.signer, { stage: 'staging' })], KEYS, '2 records: all holds.'],
  ])('%s', (_, given, keys, expected) => {
    const { status, said } = run(given, keys)
    expect(said).toContain(expected)
    expect(said).not.toContain('FAIL')
    expect(status).toBe(0)
  })
})

describe('what does not', () => {
  const altered = { ...second, record: second.record.replace('"version":"v2"', '"version":"v9"') }
  const spaced = { ...first, record: `${first.record} ` }

  it.each<[string, unknown, readonly string[], string]>([
    ['an altered record', altered, KEYS, `its hash is not ${second.sha256}: it was altered`],
    ['its signature', altered, KEYS, 'none of the keys made its signature'],
    ['its place in the chain', [first, altered, third], KEYS, `follows ${second.sha256}, which is not among them`],
    ['a record that is missing', [first, third], KEYS, 'a record is missing or was altered'],
    ['an unsigned one', { ...first, signature: null }, KEYS, 'it is not signed'],
    ['one of a key that is not known', third, [OLD.listed], 'none of the keys made its signature'],
    [
      'one of a key that only the file itself names',
      { ...third, keys: [NEW.listed] },
      [OLD.listed],
      'none of the keys made',
    ],
    ['one written anew', spaced, KEYS, 'it is not canonical JSON'.replace('it is', 'its text is')],
    ['a key twice', { record: '{"a":1,"a":2}' }, [], 'not canonical JSON'],
    ['an intent', { record: '{"a":1}' }, [], 'it is an intent'],
    ['no object', { record: '[]' }, [], 'not a JSON object'],
    [
      'two with one predecessor',
      [first, second, entry(2, first.sha256, OLD.signer, { model: 'x' })],
      KEYS,
      'are concurrent',
    ],
    ['two beginnings', [first, entry(1, null, OLD.signer, { model: 'x' })], KEYS, 'both follow nothing'],
    ['a wrong number', [first, entry(7, first.sha256)], KEYS, 'has the number 7, but follows number 1'],
    ['no beginning', [entry(2, null), third], KEYS, 'names no record before it, but has the number 2'],
    ['the same twice', [first, first], KEYS, 'a record is there twice'],
  ])('%s', (_, given, keys, expected) => {
    const { status, said } = run(given, keys)
    expect(said).toContain(expected)
    expect(said).toContain('FAIL')
    expect(status).toBe(1)
  })

  it('is told without the control characters of a record', () => {
    const { said } = run(entry(1, null, OLD.signer, { model: '\u001b[2Jx\u202e' }))
    expect(said).toContain('promote �[2Jx�')
  })
})

describe('what cannot be used', () => {
  it.each<[string, unknown, readonly string[], string]>([
    ['no JSON', '{', KEYS, 'cannot be read'],
    ['no record', {}, KEYS, 'expected an object with the text `record`'],
    ['an empty list', [], KEYS, 'expected an object with the text `record`'],
    ['a bad key', first, ['ed25519:AAAA'], 'not a key: ed25519:AAAA'],
    ['a key without its scheme', first, [OLD.listed.slice(8)], 'not a key'],
  ])('%s', (_, given, keys, expected) => {
    const { status, said } = run(given, keys)
    expect(said).toContain(expected)
    expect(status).toBe(2)
  })
})
