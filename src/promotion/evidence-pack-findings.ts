import { createHash } from 'node:crypto'
import { sha256Hex } from './canonical-json.ts'
import type { EvidencePack, PackedFile, PackedLink, PackedRecord } from './evidence-pack.ts'
import { filesOfReports, readPackBody } from './evidence-pack-body.ts'
import { isSignedBy } from './record-trust.ts'

/** One thing that was checked. `note`: nothing is wrong, but it is worth knowing. */
export interface PackFinding {
  readonly what: string
  readonly status: 'ok' | 'note' | 'fail'
  readonly text: string
}

/**
 * What the pack proves, checked from its own bytes: the same questions as `scripts/verify-record.mjs`, which needs
 * nobody's word for it.
 */
export function packFindings(pack: EvidencePack): readonly PackFinding[] {
  const { record, record_keys: keys } = pack
  return [
    sha256Hex(record.record) === record.sha256
      ? finding('Record', 'ok', 'Its text has the SHA-256 that it is known by.')
      : finding('Record', 'fail', 'Its text has another SHA-256: it was altered.'),
    signature(record, keys),
    chain(pack),
    ...fileFindings(pack),
  ]
}

function finding(what: string, status: PackFinding['status'], text: string): PackFinding {
  return { what, status, text }
}

function signature({ record, signature: signed }: PackedRecord, keys: readonly string[]): PackFinding {
  if (signed === null) {
    return keys.length === 0
      ? finding('Signature', 'note', 'None. Who may write records is decided by W&B alone.')
      : finding('Signature', 'fail', 'None, although the gate config lists record keys.')
  }
  if (keys.length === 0)
    return finding('Signature', 'note', 'There is one, but the gate config lists no key to check it by.')
  const signer = keys.find((key) => isSignedBy(record, signed, [key]))
  return signer === undefined
    ? finding('Signature', 'fail', 'None of the record keys made it.')
    : finding('Signature', 'ok', `Made by ${signer}`)
}

/** Links with their text are proven by it; the others only name their hashes. */
function chain(pack: EvidencePack): PackFinding {
  const links = pack.chain.records
  const textOf = (link: PackedLink) => (link.sha256 === pack.record.sha256 ? pack.record.record : link.record)
  const broken = links.flatMap((link, index) => {
    const before = links[index - 1]
    const text = textOf(link)
    const said = text === null ? null : readPackBody(text)
    const problems = [
      text !== null && sha256Hex(text) !== link.sha256 ? 'was altered' : null,
      text !== null && isForeign(text, link.signature, pack.record_keys)
        ? 'is signed by none of the record keys'
        : null,
      said !== null && said.previous_record !== link.previous_record ? 'names another predecessor than listed' : null,
      before !== undefined && link.previous_record !== before.sha256 ? 'does not follow the one before it' : null,
      before !== undefined && link.sequence !== before.sequence + 1 ? 'has a number out of turn' : null,
    ]
    return problems.filter((each) => each !== null).map((problem) => `#${link.sequence} ${problem}`)
  })
  const [first] = links
  if (pack.chain.complete !== (first?.previous_record === null)) broken.push('it does not begin where it is said to')
  if (!links.some(({ sha256 }) => sha256 === pack.record.sha256)) broken.push('the record of this pack is not in it')
  if (broken.length > 0) return finding('Chain', 'fail', `${broken.join('; ')}.`)
  const named = links.filter((link) => textOf(link) === null).length
  const reach = pack.chain.complete ? 'from the first record of the stage' : 'but older records are not in this pack'
  const rest = named === 0 ? '' : ` ${named} of them are named by their hashes only.`
  const text = `${links.length === 1 ? '1 record' : `${links.length} records`}, each names the one before it, ${reach}.${rest}`
  return finding('Chain', pack.chain.complete && named === 0 ? 'ok' : 'note', text)
}

/** Records from before there were keys carry no signature; one that none of the keys made is another matter. */
function isForeign(text: string, signed: string | null, keys: readonly string[]): boolean {
  return keys.length > 0 && signed !== null && !isSignedBy(text, signed, keys)
}

/** The record has the last word on what each file should be. */
function fileFindings({ record, evidence, config, pins }: EvidencePack): readonly PackFinding[] {
  const body = readPackBody(record.record)
  const known = [...filesOfReports(body), body?.config, body?.pins].map((each) => each?.sha256)
  const reports = evidence.map((file) => ({ ...file, name: `Report ${file.name}` }))
  const files = [...reports, ...(config === null ? [] : [config]), ...(pins === null ? [] : [pins])]
  return files.map((file) => fileFinding(file, known.includes(file.sha256)))
}

function fileFinding(file: PackedFile, isNamed: boolean): PackFinding {
  if (!isNamed) return finding(file.name, 'fail', 'The record names no file with this SHA-256.')
  const what = file.state === 'embedded' ? checkBytes(file) : STATES[file.state]
  return finding(file.name, what.status, what.text)
}

function checkBytes({ base64, sha256 }: PackedFile): Omit<PackFinding, 'what'> {
  const found = createHash('sha256')
    .update(Buffer.from(base64 ?? '', 'base64'))
    .digest('hex')
  return found === sha256
    ? { status: 'ok', text: 'Its bytes are in the pack, and have the SHA-256 that the record names.' }
    : { status: 'fail', text: 'Its bytes in the pack are not those that the record names.' }
}

const STATES: Readonly<Record<Exclude<PackedFile['state'], 'embedded'>, Omit<PackFinding, 'what'>>> = {
  'too-large': { status: 'note', text: 'Too large to be kept beside the record; the record names its SHA-256.' },
  'left-out': { status: 'note', text: 'Left out of the pack for its size; it lies beside the record.' },
  absent: { status: 'note', text: 'Does not lie beside the record; the record names its SHA-256.' },
  differs: { status: 'fail', text: 'What lies beside the record is not what was judged.' },
  unreadable: { status: 'note', text: 'Could not be fetched when the pack was made.' },
}
