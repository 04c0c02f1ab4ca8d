import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { createRecordSigner, publicKeyOf, type RecordSigner } from '../../../src/promotion/record-trust.ts'
import { chainFindings } from '../../../src/promotion/verify-chain.ts'
import { parseRecord } from '../../../src/registry/records.ts'
import { Node } from '../../../src/registry/shape.ts'

function keyPair(): { readonly signer: RecordSigner; readonly key: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { signer: createRecordSigner(pem), key: publicKeyOf(pem) }
}

const [ours, theirs] = [keyPair(), keyPair()]

interface Written {
  readonly signer?: RecordSigner | null
  readonly sequence?: number
  readonly previous?: string | null
  /** After hashing. */
  readonly edit?: (text: string) => string
}

/** A chain as it would be read back: oldest first in, newest first out. */
function chain(...written: readonly Written[]): readonly RecordFacts[] {
  const records: RecordFacts[] = []
  for (const [index, { signer = null, edit = (text: string) => text, ...given }] of written.entries()) {
    const before = records.at(-1)?.sha256 ?? null
    const body = {
      operation: 'promote',
      sequence: given.sequence ?? index + 1,
      previous_record: given.previous === undefined ? before : given.previous,
      conclusion: 'applied',
      actor: 'cai',
    }
    const text = JSON.stringify(body)
    const summary = {
      record_sha256: createHash('sha256').update(text).digest('hex'),
      signature: signer === null ? null : signer(text),
    }
    const run = {
      name: `run-${index}`,
      createdAt: `2026-03-10T10:0${index}:00Z`,
      config: JSON.stringify({ record: { value: edit(text) } }),
      summaryMetrics: JSON.stringify(summary),
    }
    records.push(parseRecord(new Node(run, 'run'), (id) => id))
  }
  return records.reverse()
}

function kinds(records: readonly RecordFacts[], keys: readonly string[] = [], complete = true): readonly string[] {
  return chainFindings({ records, complete }, keys).map(({ kind }) => kind)
}

const edit = (text: string) => text.replace('cai', 'eve')
const signer = ours.signer

describe('the chain of records', () => {
  it.each<readonly [string, readonly RecordFacts[], readonly string[], readonly string[]]>([
    ['no record', [], [], []],
    ['three records in a row', chain({}, {}, {}), [], []],
    ['three signed ones', chain({ signer }, { signer }, { signer }), [ours.key], []],
    ['signatures that nobody asked for', chain({ signer: theirs.signer }), [], []],
    ['an edited newest one', chain({}, { edit }), [], ['altered']],
    ['an edited one in the middle', chain({}, { edit }, {}), [], ['altered', 'missing']],
    ['a first one that was taken away', chain({}, {}).slice(0, 1), [], ['missing']],
    [
      'one in the middle that was taken away',
      chain({}, {}, {}).filter(({ sequence }) => sequence !== 2),
      [],
      ['missing'],
    ],
    ['one that follows nothing, though not the first', chain({ sequence: 4, previous: null }), [], ['missing']],
    ['two behind the same one', chain({}, { previous: null, sequence: 1 }), [], ['concurrent']],
    [
      'an unsigned start before the keys came',
      chain({}, { signer, sequence: 1, previous: null }),
      [ours.key],
      ['unsigned'],
    ],
    ['one signed by a stranger', chain({ signer: theirs.signer }), [ours.key], ['bad-signature']],
    ['keys that changed', chain({ signer: theirs.signer }, { signer }), [ours.key, theirs.key], []],
    [
      'a record whose hash was made anew after the edit',
      chain({ signer }, { signer: () => signer('something else') }),
      [ours.key],
      ['bad-signature'],
    ],
  ])('%s', (_, records, keys, found) => {
    expect(kinds(records, keys)).toEqual(found)
  })

  it('does not miss what it did not read', () => {
    const [newest, middle] = chain({}, {}, {})
    const read = [newest, middle].filter((record) => record !== undefined)
    expect(kinds(read, [], false)).toEqual([])
    expect(kinds(read, [], true)).toEqual(['missing'])
  })

  it('leaves open intents alone', () => {
    const open = chain({}, {}).map((record) => ({ ...record, sha256: null, intact: false }))
    expect(kinds(open, [ours.key])).toEqual([])
  })
})
