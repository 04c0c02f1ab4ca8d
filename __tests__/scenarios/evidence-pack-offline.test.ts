import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { EvidencePack, PackedFile, PackedLink } from '../../src/promotion/evidence-pack.ts'
import { packFindings } from '../../src/promotion/evidence-pack-findings.ts'
import { EvidencePack as Schema } from '../../src/promotion/evidence-pack-schema.ts'
import { publicKeyOf } from '../../src/promotion/record-trust.ts'
import { ROOT, read } from '../meta/repository.ts'
import { KEY, packOf, SIGNED, story } from './pack-play.ts'

type Writable<T> = { -readonly [Key in keyof T]: T[Key] extends object | null ? Writable<T[Key]> : T[Key] }
type Draft = Writable<EvidencePack>

const held = {} as { folder: string; pack: EvidencePack; middle: EvidencePack; unsigned: EvidencePack }
beforeAll(async () => {
  held.folder = mkdtempSync(join(tmpdir(), 'evidence-pack-'))
  const play = await story({ gates: SIGNED }, true)
  held.pack = await packOf(play)
  held.middle = await packOf(play, { version: 'v2' })
  held.unsigned = await packOf(await story())
})
afterAll(() => rmSync(held.folder, { recursive: true, force: true }))

function verify(pack: unknown, keys: readonly string[] = [KEY]): { status: number | null; said: string } {
  const file = join(held.folder, 'pack.json')
  writeFileSync(file, JSON.stringify(pack))
  const args = [join(ROOT, 'scripts/verify-record.mjs'), file, ...keys.flatMap((key) => ['--key', key])]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

function edited(edit: (pack: Draft) => void, pack = held.pack): EvidencePack {
  const copy = structuredClone(pack) as Draft
  edit(copy)
  return copy as EvidencePack
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const link = (pack: Draft, index: number) => pack.chain.records[index] as Writable<PackedLink>
const file = (pack: Draft) => pack.evidence[0] as Writable<PackedFile>
const OTHER = generateKeyPairSync('ed25519').privateKey
const OTHER_KEY = publicKeyOf(OTHER.export({ type: 'pkcs8', format: 'pem' }).toString())

describe('a pack as it was made', () => {
  it('holds, also in the middle of its chain, and without a signature where no key is listed', () => {
    for (const [pack, keys] of [
      [held.pack, [KEY]],
      [held.middle, [KEY]],
      [held.pack, []],
      [held.unsigned, []],
    ] as const) {
      const { status, said } = verify(pack, keys)
      expect(said).toContain('evidence pack: all holds.')
      expect(said).not.toContain('FAIL')
      expect(said).toContain('ok   3 records, each names the one before it')
      expect(said).toContain('evidence quality (eval/quality.json): its bytes are those that were judged')
      expect(status).toBe(0)
    }
  })

  it('says when the keys are its own, or when there are none', () => {
    expect(verify(held.pack, []).said).toContain('the keys come from the file itself')
    expect(verify(held.unsigned, []).said).toContain('signatures were not checked')
  })

  it('is what its published schema says', () => {
    const isValid = new Ajv2020({ strict: true }).compile(JSON.parse(read('schemas/evidence-pack.schema.json')))
    for (const pack of [held.pack, held.middle, held.unsigned]) {
      isValid(JSON.parse(JSON.stringify(pack)))
      expect(isValid.errors ?? []).toEqual([])
      expect(Schema.safeParse(pack).error?.issues ?? []).toEqual([])
    }
    expect(isValid({ ...held.pack, schema_version: 2 })).toBe(false)
    expect(isValid({ ...held.pack, chain: undefined })).toBe(false)
  })
})

/** What somebody might do to a pack, and what is said of it. */
const EDITS: readonly (readonly [string, (pack: Draft) => void, string])[] = [
  [
    'the record was edited',
    (pack) => Object.assign(pack.record, { record: pack.record.record.replace('"cai"', '"eve"') }),
    'it was altered',
  ],
  [
    'the record was edited, and its hash with it',
    (pack) => {
      pack.record.record = pack.record.record.replace('"cai"', '"eve"')
      pack.record.sha256 = sha256(pack.record.record)
      link(pack, 2).sha256 = pack.record.sha256
    },
    'none of the keys made its signature',
  ],
  [
    'the signature is that of another key',
    (pack) => {
      const signature = sign(null, Buffer.from(pack.record.record), OTHER).toString('base64')
      pack.record.signature = `ed25519:${signature}`
      pack.record_keys.push(OTHER_KEY)
    },
    'none of the keys made its signature',
  ],
  ['the signature was taken away', (pack) => Object.assign(pack.record, { signature: null }), 'it is not signed'],
  [
    'the evidence was swapped',
    (pack) => Object.assign(file(pack), { base64: base64('{"accuracy": 0.99}') }),
    'evidence quality (eval/quality.json): its bytes are not those that the record names',
  ],
  [
    'the evidence was swapped, and its hash with it',
    (pack) => Object.assign(file(pack), { base64: base64('{}'), sha256: sha256('{}') }),
    'evidence quality (eval/quality.json) is another file than the record names',
  ],
  ['the evidence was taken away', (pack) => pack.evidence.pop(), 'is missing: the record names it'],
  [
    'evidence was added',
    (pack) => pack.evidence.push({ ...file(pack), name: 'toxicity' }),
    'evidence toxicity (eval/quality.json) is in the pack, but the record names no such evidence',
  ],
  [
    'the evidence beside the record was another one',
    (pack) => Object.assign(file(pack), { state: 'differs', found_sha256: 'abc', base64: undefined }),
    'is not what was judged (sha256 abc)',
  ],
  [
    'the gate config was swapped',
    (pack) => Object.assign(pack.config ?? {}, { base64: base64('version: 1\n') }),
    'gate config: its bytes are not those that the record names',
  ],
  ['the gate config was taken away', (pack) => Object.assign(pack, { config: null }), 'gate config is missing'],
  [
    'the pins were swapped',
    (pack) => Object.assign(pack.pins ?? {}, { base64: '' }),
    'pins: its bytes are not those that the record names',
  ],
  [
    'a record was taken out of the chain',
    (pack) => pack.chain.records.splice(1, 1),
    'not #1: a record is missing or was altered',
  ],
  ['the first record was taken out', (pack) => pack.chain.records.shift(), 'it is said to be complete, but #2 follows'],
  [
    'the record itself was taken out',
    (pack) => pack.chain.records.pop(),
    'the record of this pack is not in its chain',
  ],
  [
    'a record of the chain was edited',
    (pack) => {
      link(pack, 1).record = (link(pack, 1).record ?? '').replace('"cai"', '"eve"')
    },
    '#2 is not what its hash',
  ],
  [
    'a record of the chain was edited, and its hash with it',
    (pack) => {
      link(pack, 1).record = (link(pack, 1).record ?? '').replace('"cai"', '"eve"')
      link(pack, 1).sha256 = sha256(link(pack, 1).record ?? '')
    },
    '#3 follows',
  ],
  [
    'a record of the chain says another predecessor than listed',
    (pack) => Object.assign(link(pack, 0), { previous_record: 'f'.repeat(64) }),
    '#1 says another number or predecessor than is listed for it',
  ],
  ['a number of the chain was changed', (pack) => Object.assign(link(pack, 0), { sequence: 7 }), 'out of turn'],
  [
    'a record of the chain is signed by somebody else',
    (pack) => {
      link(pack, 0).signature =
        `ed25519:${sign(null, Buffer.from(link(pack, 0).record ?? ''), OTHER).toString('base64')}`
    },
    '#1 is signed, but by none of the keys',
  ],
]

describe('a pack that was edited', () => {
  it.each(EDITS)('is refused when %s', (_, edit, expected) => {
    const { status, said } = verify(edited(edit))
    expect(said).toContain(expected)
    expect(said).toContain('FAIL')
    expect(status).toBe(1)
  })

  it('shows all that is wrong at once', () => {
    const all = edited((pack) => {
      for (const [what, edit] of EDITS) {
        if (
          ['the record was edited', 'the gate config was swapped', 'a record was taken out of the chain'].includes(what)
        )
          edit(pack)
      }
    })
    const { said } = verify(all)
    expect(said).toContain('it was altered')
    expect(said).toContain('gate config: its bytes are not')
    expect(said).toContain('a record is missing')
    expect(said).toMatch(/evidence pack: \d+ of the checks FAILED\./)
  })

  it.each<[string, (pack: Draft) => void, string]>([
    [
      'a file that was never there',
      (pack) => Object.assign(file(pack), { state: 'absent', base64: undefined }),
      'is not in the pack (absent)',
    ],
    [
      'texts of far records',
      (pack) => Object.assign(link(pack, 0), { record: null }),
      '1 are named by their hashes only',
    ],
    [
      'a chain that begins later',
      (pack) => {
        pack.chain.records.shift()
        pack.chain.complete = false
      },
      'it begins before these: #2 follows',
    ],
  ])('may lack %s, and says so', (_, edit, expected) => {
    const { status, said } = verify(edited(edit))
    expect(said).toContain(expected)
    expect(said).not.toContain('FAIL')
    expect(status).toBe(0)
  })

  it.each<[string, unknown, string]>([
    ['another version', { schema_version: 2 }, 'this script knows packs of schema_version 1, not 2'],
    ['no chain', { chain: null }, 'has not the form of its schema'],
    ['evidence of another form', { evidence: [1] }, 'has not the form of its schema'],
    ['a bad key', { record_keys: ['x'] }, 'not a key: x'],
  ])('cannot be used with %s', (_, change, expected) => {
    const { status, said } = verify({ ...held.pack, ...(change as object) }, [])
    expect(said).toContain(expected)
    expect(status).toBe(2)
  })
})

// The page is made from these; whoever reads it should read what the script says. The page is made of a pack that was
// just put together, so that what is missing from it is not looked for.
const NOT_LOOKED_FOR = [
  'the evidence was taken away',
  'evidence was added',
  'the gate config was taken away',
  'the signature is that of another key',
]

describe('what the page says is proven', () => {
  it('agrees with the script', () => {
    const fails = (pack: EvidencePack) => packFindings(pack).some(({ status }) => status === 'fail')
    expect([held.pack, held.middle, held.unsigned].map(fails)).toEqual([false, false, false])
    const missed = EDITS.filter(([what, edit]) => !NOT_LOOKED_FOR.includes(what) && !fails(edited(edit)))
    expect(missed.map(([what]) => what)).toEqual([])
  })
})
