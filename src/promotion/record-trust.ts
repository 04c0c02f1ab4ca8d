import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { RecordFacts, RegistryFacts } from '../checks/facts.ts'
import { InputError } from '../errors.ts'

const PREFIX = 'ed25519:'

/** Signs the exact bytes of a record. Returns `ed25519:` and the base64 of the signature (RFC 8032). */
export type RecordSigner = (text: string) => string

/**
 * A signer from an Ed25519 private key in PEM (PKCS #8).
 * @throws InputError that never carries a part of the key
 */
export function createRecordSigner(pem: string): RecordSigner {
  const key = readPrivateKey(pem)
  return (text) => `${PREFIX}${sign(null, Buffer.from(text, 'utf8'), key).toString('base64')}`
}

function readPrivateKey(pem: string): KeyObject {
  const hint = 'Make one with `openssl genpkey -algorithm ed25519`.'
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    throw new InputError('The input `record-signing-key` is not a private key in PEM.', { hint })
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new InputError(
      `The input \`record-signing-key\` is a key of the type ${key.asymmetricKeyType}, not ed25519.`,
      { hint },
    )
  }
  return key
}

/** The public key of a PEM private key, as `record_keys` of the gate config wants it. */
export function publicKeyOf(pem: string): string {
  const der = createPublicKey(readPrivateKey(pem)).export({ type: 'spki', format: 'der' })
  return `${PREFIX}${der.toString('base64')}`
}

function readPublicKey(text: string): KeyObject | null {
  if (!text.startsWith(PREFIX)) return null
  try {
    const key = createPublicKey({ key: Buffer.from(text.slice(PREFIX.length), 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

/** True when one of the keys made the signature over the exact bytes. */
export function isSignedBy(text: string, signature: string | null, keys: readonly string[]): boolean {
  if (signature === null || !signature.startsWith(PREFIX)) return false
  const bytes = Buffer.from(signature.slice(PREFIX.length), 'base64')
  return keys.some((each) => {
    const key = readPublicKey(each)
    return key !== null && verify(null, Buffer.from(text, 'utf8'), key, bytes)
  })
}

/** An intent is signed over other bytes than a record: its signature never makes a closed record of it. */
const INTENT = 'model-promotion-gate intent\n'

/** Signs what a run is about to do. */
export function signIntent(text: string, signer: RecordSigner): string {
  return signer(`${INTENT}${text}`)
}

/**
 * Whether what an open intent says may be recorded as done, under the signature of the run that settles it: with
 * record keys only when one of them signed the intent.
 */
export function isTrustedIntent({ text, signature }: RecordFacts, keys: readonly string[]): boolean {
  return keys.length === 0 || (text !== null && isSignedBy(`${INTENT}${text}`, signature, keys))
}

/**
 * Records that nobody would count must not be begun.
 * @throws InputError when there are record keys and the signer's is not one of them
 */
export function requireCountedSigner(signer: RecordSigner | null, keys: readonly string[]): void {
  if (keys.length === 0) return
  const probe = `${INTENT}probe`
  if (signer === null) {
    throw new InputError('The gate config lists `record_keys`, but there is no `record-signing-key` to sign with.', {
      hint: 'Give the input `record-signing-key`: a record without a signature would not count.',
    })
  }
  if (!isSignedBy(probe, signer(probe), keys)) {
    throw new InputError('The public key of `record-signing-key` is not among the `record_keys` of the gate config.', {
      hint: 'List the public key there first: `openssl pkey -in key.pem -pubout -outform DER | base64 -w0`, behind `ed25519:`.',
    })
  }
}

/**
 * With record keys, a closed record that none of them signed does not count (contract §7): it stays visible, but
 * is not intact. Open intents are leases and need no signature.
 */
export function trustRecord(record: RecordFacts, keys: readonly string[]): RecordFacts {
  if (keys.length === 0 || record.sha256 === null || !record.intact) return record
  return { ...record, intact: record.text !== null && isSignedBy(record.text, record.signature, keys) }
}

export function trustRecords(facts: RegistryFacts, keys: readonly string[]): RegistryFacts {
  if (keys.length === 0) return facts
  const trust = (records: readonly RecordFacts[]) => records.map((record) => trustRecord(record, keys))
  return {
    ...facts,
    records: trust(facts.records),
    recordsOfVersion: trust(facts.recordsOfVersion),
    rollbacks: trust(facts.rollbacks),
    holdRecords: trust(facts.holdRecords),
    ownAttempts: trust(facts.ownAttempts),
  }
}
