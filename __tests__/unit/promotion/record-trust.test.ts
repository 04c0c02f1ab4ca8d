import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { closeRecord } from '../../../src/promotion/record.ts'
import {
  createRecordSigner,
  isSignedBy,
  isTrustedIntent,
  publicKeyOf,
  requireCountedSigner,
  signIntent,
  trustRecord,
  trustRecords,
} from '../../../src/promotion/record-trust.ts'
import { record } from '../checks/facts-builder.ts'
import { registryFacts } from './promotion-builder.ts'

// The key pair of RFC 8410, section 10.3.
const PEM = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----`
const PUBLIC = 'ed25519:MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE='

function pemOf(type: 'ed25519' | 'ed448'): string {
  const { privateKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ed448')
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

const OTHER = pemOf('ed25519')
const sign = createRecordSigner(PEM)
const text = '{"a":1}'

describe('a signing key', () => {
  it('gives the public key that the gate config lists', () => {
    expect(publicKeyOf(PEM)).toBe(PUBLIC)
  })

  it('signs the same bytes the same way, whatever the line ends of its PEM', () => {
    expect(sign(text)).toBe(sign(text))
    expect(createRecordSigner(PEM.replaceAll('\n', '\r\n'))(text)).toBe(sign(text))
    expect(sign(text)).toMatch(/^ed25519:[A-Za-z0-9+/]{86}==$/)
  })

  it.each([
    ['nothing', ''],
    ['no PEM', 'MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp'],
    [
      'a public key',
      '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----',
    ],
    ['a torn one', PEM.replace('MC4C', '')],
    ['another curve', pemOf('ed448')],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
  ])('that is %s is refused without a word of it', (_, pem) => {
    const thrown = (() => {
      try {
        return createRecordSigner(pem)
      } catch (error) {
        return error
      }
    })() as Error & { code: string; hint: string }
    expect(thrown.code).toBe('invalid-input')
    expect(thrown.message).toMatch(/`record-signing-key`/)
    const said = JSON.stringify([thrown.message, thrown.hint, thrown.stack, thrown.cause])
    expect(
      pem.split('\n').filter((line) => line.length > 20 && !line.startsWith('---') && said.includes(line)),
    ).toEqual([])
  })
})

describe('a signature', () => {
  const mine = sign(text)

  it.each<[string, string, string | null, readonly string[], boolean]>([
    ['of one of the keys', text, mine, [publicKeyOf(OTHER), PUBLIC], true],
    ['of no listed key', text, mine, [publicKeyOf(OTHER)], false],
    ['with no key listed', text, mine, [], false],
    ['over other bytes', `${text} `, mine, [PUBLIC], false],
    ['of another signer', text, createRecordSigner(OTHER)(text), [PUBLIC], false],
    ['that is missing', text, null, [PUBLIC], false],
    ['without its scheme', text, mine.slice(8), [PUBLIC], false],
    ['that is cut', text, mine.slice(0, -10), [PUBLIC], false],
    ['beside a key that cannot be read', text, mine, ['ed25519:AAAA', PUBLIC], true],
  ])('%s', (_, bytes, signature, keys, expected) => {
    expect(isSignedBy(bytes, signature, keys)).toBe(expected)
  })
})

describe('records under keys', () => {
  const closing = { conclusion: 'applied', moves_made: [], finished_at: '2026-03-10T10:00:00Z' } as const
  const closed = closeRecord({ b: 1 }, closing, sign)
  const facts = record({ text: closed.text, sha256: closed.sha256, signature: closed.signature })

  it('a record is signed over the bytes that are hashed', () => {
    expect(isSignedBy(closed.text, closed.signature, [PUBLIC])).toBe(true)
    expect(closeRecord({ b: 1 }, closing, null)).toEqual({ ...closed, signature: null })
  })

  it.each([
    ['signed', facts, [PUBLIC], true],
    ['signed by the old key of two', facts, [publicKeyOf(OTHER), PUBLIC], true],
    ['unsigned', { ...facts, signature: null }, [PUBLIC], false],
    ['of a key that was taken away', facts, [publicKeyOf(OTHER)], false],
    ['altered, and so not intact before', { ...facts, intact: false }, [PUBLIC], false],
    ['without its text', { ...facts, text: null }, [PUBLIC], false],
    ['unsigned, without keys', { ...facts, signature: null }, [], true],
  ])('%s', (_, given, keys, intact) => {
    expect(trustRecord(given, keys).intact).toBe(intact)
  })

  it('leaves open intents as they are', () => {
    const open = record({ sha256: null, intact: false })
    expect(trustRecord(open, [PUBLIC])).toBe(open)
  })

  it('judges every list of records', () => {
    const unsigned = [{ ...facts, signature: null }]
    const given = registryFacts({
      records: unsigned,
      recordsOfVersion: unsigned,
      rollbacks: unsigned,
      ownAttempts: unsigned,
    })
    const { records, recordsOfVersion, rollbacks, ownAttempts } = trustRecords(given, [PUBLIC])
    expect([records, recordsOfVersion, rollbacks, ownAttempts].flat().map(({ intact }) => intact)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(trustRecords(given, [])).toBe(given)
  })
})

describe('an intent', () => {
  const open = record({ sha256: null, intact: false, text, signature: signIntent(text, sign) })

  it.each([
    ['without keys', { ...open, signature: null }, [], true],
    ['signed', open, [PUBLIC], true],
    ['unsigned', { ...open, signature: null }, [PUBLIC], false],
    ['with the signature of a record', { ...open, signature: sign(text) }, [PUBLIC], false],
    ['altered', { ...open, text: '{"a":2}' }, [PUBLIC], false],
    ['unreadable', { ...open, text: null }, [PUBLIC], false],
  ])('%s', (_, given, keys, trusted) => {
    expect(isTrustedIntent(given, keys)).toBe(trusted)
  })

  it('gives no signature to a record of the same bytes', () => {
    expect(isSignedBy(text, open.signature, [PUBLIC])).toBe(false)
  })
})

describe('a run that writes records', () => {
  it.each([
    ['needs no key where none is listed', null, [], null],
    ['may sign where none is listed', sign, [], null],
    ['signs with a listed key', sign, [publicKeyOf(OTHER), PUBLIC], null],
    ['needs a key where some are listed', null, [PUBLIC], /there is no `record-signing-key`/],
    ['needs a listed one', createRecordSigner(OTHER), [PUBLIC], /not among the `record_keys`/],
  ])('%s', (_, signer, keys, message) => {
    const act = () => requireCountedSigner(signer, keys)
    if (message === null) expect(act).not.toThrow()
    else expect(act).toThrow(message)
  })
})
