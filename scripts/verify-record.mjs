#!/usr/bin/env node
// Checks promotion records offline, with nothing but Node 20 or newer: hashes, signatures, and the chain of a stage.
// Usage: node verify-record.mjs FILE [--key ed25519:…]…      what FILE holds: docs/records.md
// Exit code: 0 all holds, 1 something does not, 2 the file or a key cannot be used.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import process, { argv, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'

const SCHEME = 'ed25519:'

class Unusable extends Error {}

function main() {
  const { files, keys } = readArguments()
  const report = new Report()
  const given = readInput(files)
  const known = [...new Set([...keys, ...given.keys])].map(readKey)
  const records = given.records.map((each, index) => checkRecord(each, index, known, report))
  if (records.length > 1) checkChains(records, report)
  if (known.length === 0) report.warn('no key was given: signatures were not checked')
  else if (keys.length === 0)
    report.warn('the keys come from the file itself: compare them with `record_keys` of your gate config')
  return report.end(records.length)
}

function readArguments() {
  try {
    const options = { key: { type: 'string', multiple: true, default: [] } }
    const { positionals, values } = parseArgs({ options, allowPositionals: true, args: argv.slice(2) })
    if (positionals.length !== 1) throw new Unusable('name one file: verify-record.mjs FILE [--key ed25519:…]…')
    return { files: positionals[0], keys: values.key }
  } catch (error) {
    throw new Unusable(error.message)
  }
}

/** One record, a list of them, or `{ records, keys }`. */
function readInput(path) {
  let value
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Unusable(`${path} cannot be read: ${error.message}`)
  }
  const list = Array.isArray(value) ? value : Array.isArray(value?.records) ? value.records : [value]
  const isRecord = (each) => typeof each?.record === 'string'
  if (list.length === 0 || !list.every(isRecord)) {
    throw new Unusable('expected an object with the text `record`, or a list of such objects')
  }
  const keys = [...(Array.isArray(value) ? [] : (value.keys ?? [])), ...list.flatMap((each) => each.keys ?? [])]
  return { records: list, keys: keys.map(String) }
}

function readKey(text) {
  try {
    if (!text.startsWith(SCHEME)) throw new Error('no scheme')
    const key = createPublicKey({ key: Buffer.from(text.slice(SCHEME.length), 'base64'), format: 'der', type: 'spki' })
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('not ed25519')
    return { text, key }
  } catch {
    throw new Unusable(`not a key: ${text} (expected ed25519: and the base64 of an Ed25519 public key, SPKI DER)`)
  }
}

/** Hash, form and signature of one record. Returns what the chain is checked by. */
function checkRecord(given, index, keys, report) {
  const sha256 = createHash('sha256').update(given.record, 'utf8').digest('hex')
  const body = parseObject(given.record)
  const name = nameOf(body, index)
  report.begin(name, sha256)
  report.check(body !== null, 'its text is a JSON object', 'its text is not a JSON object')
  if (body !== null) {
    const canonical = canonicalJson(body) === given.record
    report.check(
      canonical,
      'its text is canonical JSON (RFC 8785)',
      'its text is not canonical JSON (RFC 8785): it was rewritten',
    )
    const closed = typeof body.conclusion === 'string' && typeof body.finished_at === 'string'
    report.check(closed, `it is closed: ${body.conclusion}`, 'it is an intent, not a closed record')
  }
  if (given.sha256 !== undefined) {
    const same = String(given.sha256).toLowerCase() === sha256
    report.check(same, 'its hash is the one that was written down', `its hash is not ${given.sha256}: it was altered`)
  }
  if (keys.length > 0) checkSignature(given, keys, report)
  return { name, sha256, body: body ?? {} }
}

function checkSignature({ record, signature }, keys, report) {
  if (typeof signature !== 'string' || !signature.startsWith(SCHEME)) {
    report.check(false, '', 'it is not signed')
    return
  }
  const bytes = Buffer.from(signature.slice(SCHEME.length), 'base64')
  const signer = keys.find(({ key }) => verify(null, Buffer.from(record, 'utf8'), key, bytes))
  report.check(signer !== undefined, `it is signed by ${signer?.text}`, 'none of the keys made its signature')
}

/** Chains are per registry path and stage, in the order of their numbers. */
function checkChains(records, report) {
  const chains = new Map()
  for (const each of records) {
    const { registry_path: path, stage } = each.body
    const chain = `${path} ${stage}`
    chains.set(chain, [...(chains.get(chain) ?? []), each])
  }
  for (const [chain, members] of chains) {
    report.begin(`chain of ${chain}`)
    const sorted = members.toSorted?.(bySequence) ?? [...members].sort(bySequence)
    checkChain(sorted, report)
  }
}

function bySequence(a, b) {
  return Number(a.body.sequence) - Number(b.body.sequence)
}

function checkChain(members, report) {
  const byHash = new Map(members.map((each) => [each.sha256, each]))
  const [first] = members
  let whole = true
  const fail = (text) => {
    whole = false
    report.check(false, '', text)
  }
  if (byHash.size < members.length) fail('a record is there twice')
  for (const [index, each] of members.entries()) {
    const { previous_record: previous, sequence } = each.body
    const before = previous === null ? null : byHash.get(previous)
    const twin = members.find(
      (other, at) => at < index && other.body.previous_record === previous && other.sha256 !== each.sha256,
    )
    if (twin !== undefined) fail(`${each.name} and ${twin.name} are concurrent: both follow ${previous ?? 'nothing'}`)
    if (previous === null && sequence !== 1)
      fail(`${each.name} names no record before it, but has the number ${sequence}`)
    else if (before === undefined && index > 0)
      fail(`${each.name} follows ${previous}, which is not among them: a record is missing or was altered`)
    else if (before && before.body.sequence !== sequence - 1)
      fail(`${each.name} has the number ${sequence}, but follows number ${before.body.sequence}`)
  }
  const start = first.body.previous_record === null ? 'from its beginning' : `from number ${first.body.sequence} on`
  if (whole) report.check(true, `whole ${start}: ${members.length} records, each names the one before it`, '')
  if (first.body.previous_record !== null)
    report.warn(`it begins before these: ${first.name} follows ${first.body.previous_record}`)
}

function nameOf(body, index) {
  if (body === null) return `record ${index + 1}`
  const { sequence, operation, model, stage, from, to } = body
  return `#${sequence} ${operation} ${model} ${from?.version ?? 'none'} → ${to?.version ?? 'none'} ${stage}`
}

function parseObject(text) {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** RFC 8785. What a text had twice, or in another order, does not come back. */
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`
}

/** Collects what holds and what does not; texts of records go to a terminal only without control characters. */
class Report {
  #failures = 0

  begin(name, hash) {
    this.#say(name)
    if (hash !== undefined) this.#say(`  sha256 ${hash}`)
  }

  check(holds, yes, no) {
    if (!holds) this.#failures += 1
    this.#say(`  ${holds ? 'ok  ' : 'FAIL'} ${holds ? yes : no}`)
  }

  warn(text) {
    this.#say(`  note ${text}`)
  }

  end(count) {
    const records = count === 1 ? '1 record' : `${count} records`
    this.#say(this.#failures === 0 ? `${records}: all holds.` : `${records}: ${this.#failures} of the checks FAILED.`)
    return this.#failures === 0 ? 0 : 1
  }

  #say(line) {
    stdout.write(`${line.replace(/[\p{Cc}\p{Cf}]/gu, '�')}\n`)
  }
}

try {
  process.exitCode = main()
} catch (error) {
  if (!(error instanceof Unusable)) throw error
  stderr.write(`verify-record: ${error.message}\n`)
  process.exitCode = 2
}
