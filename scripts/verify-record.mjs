#!/usr/bin/env node
// Checks promotion records and evidence packs offline, with nothing but Node 20 or newer: hashes, signatures, the chain
// of a stage, and of a pack each file that the record names.
// Usage: node verify-record.mjs FILE [--key ed25519:…]…      what FILE holds: docs/records.md
// Exit code: 0 all holds, 1 something does not, 2 the file or a key cannot be used.
import { Buffer } from 'node:buffer'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import process, { argv, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'

const SCHEME = 'ed25519:'
const PACK_FORMAT = 'model-promotion-evidence-pack'

class Unusable extends Error {}

function main() {
  const { files, keys } = readArguments()
  const report = new Report()
  const value = readJson(files)
  const given = value?.format === PACK_FORMAT ? readPack(value) : readRecords(value)
  // Who gives keys trusts these alone: what a file says of itself would let anybody in.
  const known = [...new Set(keys.length > 0 ? keys : given.keys)].map(readKey)
  const records = given.records.map((each, index) => checkRecord(each, index, known, report))
  if (given.pack) checkPack(given.pack, records[0], known, report)
  else if (records.length > 1) checkChains(records, report)
  if (known.length === 0) report.warn('no key was given: signatures were not checked')
  else if (keys.length === 0)
    report.warn('the keys come from the file itself: compare them with `record_keys` of your gate config')
  return report.end(given.pack ? 'evidence pack' : counted(records.length))
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

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Unusable(`${path} cannot be read: ${error.message}`)
  }
}

/** One record, a list of them, or `{ records, keys }`. */
function readRecords(value) {
  const list = Array.isArray(value) ? value : Array.isArray(value?.records) ? value.records : [value]
  const isRecord = (each) => typeof each?.record === 'string'
  if (list.length === 0 || !list.every(isRecord)) {
    throw new Unusable('expected an object with the text `record`, a list of such objects, or an evidence pack')
  }
  const keys = [...(Array.isArray(value) ? [] : (value.keys ?? [])), ...list.flatMap((each) => each.keys ?? [])]
  return { records: list, keys: keys.map(String) }
}

function readPack(pack) {
  if (pack.schema_version !== 1)
    throw new Unusable(`this script knows packs of schema_version 1, not ${pack.schema_version}`)
  const isFile = (each) => typeof each?.name === 'string' && typeof each?.sha256 === 'string'
  const whole =
    typeof pack.record?.record === 'string' &&
    typeof pack.record?.sha256 === 'string' &&
    Array.isArray(pack.record_keys) &&
    Array.isArray(pack.evidence) &&
    pack.evidence.every(isFile) &&
    [pack.config, pack.pins].every((each) => each === null || isFile(each)) &&
    Array.isArray(pack.chain?.records) &&
    pack.chain.records.every((each) => typeof each?.sha256 === 'string') &&
    Array.isArray(pack.chain?.concurrent)
  if (!whole) throw new Unusable('the evidence pack has not the form of its schema (schemas/evidence-pack.schema.json)')
  return { records: [pack.record], keys: pack.record_keys.map(String), pack }
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
  const signer = signerOf(record, signature, keys)
  report.check(signer !== undefined, `it is signed by ${signer?.text}`, 'none of the keys made its signature')
}

function signerOf(text, signature, keys) {
  const bytes = Buffer.from(signature.startsWith(SCHEME) ? signature.slice(SCHEME.length) : '', 'base64')
  return keys.find(({ key }) => verify(null, Buffer.from(text, 'utf8'), key, bytes))
}

/** Files and chain of a pack, against what its record says; the record has the last word. */
function checkPack(pack, subject, keys, report) {
  report.begin('files that the record names')
  checkFiles(pack.evidence, listOf(subject.body.evidence), report)
  checkRule(pack.config, subject.body.config, 'gate config', report)
  checkRule(pack.pins, subject.body.pins, 'pins', report)
  report.begin('chain of records')
  checkPackedChain(pack, subject, keys, report)
}

function listOf(value) {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : []
}

function checkFiles(packed, named, report) {
  const left = [...packed]
  for (const each of named) {
    const at = left.findIndex(({ name, location }) => name === each.name && location === each.resolved)
    const [file] = at < 0 ? [] : left.splice(at, 1)
    checkFile(file, each.sha256, `evidence ${each.name} (${each.resolved})`, report)
  }
  for (const { name, location } of left)
    report.check(false, '', `evidence ${name} (${location}) is in the pack, but the record names no such evidence`)
  if (named.length === 0 && packed.length === 0) report.warn('the record names no evidence')
}

function checkRule(file, named, what, report) {
  const sha256 = named?.sha256
  if (typeof sha256 === 'string') checkFile(file ?? undefined, sha256, what, report)
  else if (file !== null) report.check(false, '', `${what} is in the pack, but the record names none`)
}

function checkFile(file, sha256, what, report) {
  if (file === undefined) report.check(false, '', `${what} is missing: the record names it`)
  else if (file.sha256 !== sha256) report.check(false, '', `${what} is another file than the record names`)
  else if (file.state === 'differs')
    report.check(false, '', `${what}: what lies beside the record is not what was judged (sha256 ${file.found_sha256})`)
  else if (file.state !== 'embedded' || typeof file.base64 !== 'string')
    report.warn(`${what} is not in the pack (${file.state}): compare it with sha256 ${sha256}`)
  else {
    const found = createHash('sha256').update(Buffer.from(file.base64, 'base64')).digest('hex')
    report.check(
      found === sha256,
      `${what}: its bytes are those that were judged`,
      `${what}: its bytes are not those that the record names`,
    )
  }
}

/** Links whose text is there are proven by it; the others only name their hashes. */
function checkPackedChain(pack, subject, keys, report) {
  const { records: links, complete, concurrent } = pack.chain
  let whole = true
  const fail = (text) => {
    whole = false
    report.check(false, '', text)
  }
  const bodies = [...links, ...concurrent].map((link) => checkLink(link, { pack, keys, fail }))
  for (const [index, link] of links.entries()) {
    const before = links[index - 1]
    if (before && link.previous_record !== before.sha256)
      fail(
        `#${link.sequence} follows ${link.previous_record ?? 'nothing'}, not #${before.sequence}: a record is missing or was altered`,
      )
    else if (before && link.sequence !== before.sequence + 1)
      fail(`#${link.sequence} follows #${before.sequence}: a number is out of turn`)
  }
  if (!links.some(({ sha256 }) => sha256 === subject.sha256)) fail('the record of this pack is not in its chain')
  const [first] = links
  if (first && complete !== (first.previous_record === null))
    fail(
      `it is said to be ${complete ? 'complete' : 'incomplete'}, but #${first.sequence} follows ${first.previous_record ?? 'nothing'}`,
    )
  if (first?.previous_record === null && first.sequence !== 1) fail(`#${first.sequence} names no record before it`)
  if (whole) report.check(true, `${counted(links.length)}, each names the one before it`, '')
  sayWhatIsNotProven({ links, concurrent, bodies, keys, first }, report)
}

/** Returns the parsed text, or null where there is none. */
function checkLink(link, { pack, keys, fail }) {
  const name = `#${link.sequence}`
  const text = link.sha256 === pack.record.sha256 ? pack.record.record : link.record
  if (typeof text !== 'string') return null
  const body = parseObject(text) ?? {}
  if (createHash('sha256').update(text, 'utf8').digest('hex') !== link.sha256)
    fail(`${name} is not what its hash ${link.sha256} says: it was altered`)
  if ((body.previous_record ?? null) !== link.previous_record || body.sequence !== link.sequence)
    fail(`${name} says another number or predecessor than is listed for it`)
  const subject = parseObject(pack.record.record) ?? {}
  if (body.registry_path !== subject.registry_path || body.stage !== subject.stage)
    fail(`${name} is a record of another chain: ${body.registry_path} ${body.stage}`)
  if (keys.length > 0 && typeof link.signature === 'string' && signerOf(text, link.signature, keys) === undefined)
    fail(`${name} is signed, but by none of the keys`)
  return body
}

function sayWhatIsNotProven({ links, concurrent, bodies, keys, first }, report) {
  const named = bodies.filter((body) => body === null).length
  const unsigned = links.filter(({ signature }) => typeof signature !== 'string').length
  if (named > 0) report.warn(`${named} are named by their hashes only; their texts are not in the pack`)
  if (keys.length > 0 && unsigned > 0) report.warn(`${unsigned} are not signed`)
  if (concurrent.length > 0) report.warn(`${concurrent.length} are concurrent: runs that met leave such`)
  if (first && first.previous_record !== null)
    report.warn(`it begins before these: #${first.sequence} follows ${first.previous_record}`)
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
  if (whole) report.check(true, `whole ${start}: ${counted(members.length)}, each names the one before it`, '')
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

function counted(records) {
  return records === 1 ? '1 record' : `${records} records`
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

  end(what) {
    this.#say(this.#failures === 0 ? `${what}: all holds.` : `${what}: ${this.#failures} of the checks FAILED.`)
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
