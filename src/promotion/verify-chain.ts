import type { RecordFacts } from '../checks/facts.ts'
import { isSignedBy, trustRecord } from './record-trust.ts'

export interface ChainRead {
  /** Newest first, before anything was asked of their signatures. */
  readonly records: readonly RecordFacts[]
  /** Nothing older is left to read. */
  readonly complete: boolean
}

/** What is wrong with a chain of records, or worth knowing. */
export interface ChainFinding {
  readonly kind: 'altered' | 'bad-signature' | 'unsigned' | 'missing' | 'concurrent'
  readonly text: string
}

/**
 * Checks hashes, signatures and links. With record keys only signed records count, so that the chain is looked at
 * from the first signed one on. Several records with one predecessor are told, not blamed: runs that met leave such.
 */
export function chainFindings({ records, complete }: ChainRead, keys: readonly string[]): readonly ChainFinding[] {
  const closed = records.filter((record) => record.sha256 !== null)
  const altered = closed.filter((record) => !record.intact)
  const hashed = closed.filter((record) => record.intact)
  const counted = hashed.filter((record) => trustRecord(record, keys).intact)
  const unsigned = keys.length === 0 ? [] : hashed.filter((record) => record.signature === null)
  const badlySigned = hashed.filter(
    ({ text, signature }) => keys.length > 0 && signature !== null && !isSignedBy(text ?? '', signature, keys),
  )
  return [
    ...altered.map((record) => finding('altered', `${nameOf(record)} is not what its hash says: it was altered.`)),
    ...badlySigned.map((record) => finding('bad-signature', `${nameOf(record)} is signed by none of the record keys.`)),
    ...(unsigned.length === 0
      ? []
      : [
          finding(
            'unsigned',
            `${unsigned.length} without a signature do not count: ${unsigned.map(nameOf).slice(0, 5).join(', ')}.`,
          ),
        ]),
    ...missingLinks(counted, complete),
    ...concurrent(counted),
  ]
}

function missingLinks(records: readonly RecordFacts[], complete: boolean): readonly ChainFinding[] {
  const known = new Set(records.map(({ sha256 }) => sha256))
  const oldest = Math.min(...records.map(({ sequence }) => sequence))
  return records.flatMap((record) => {
    const { previousRecord, sequence } = record
    if (previousRecord === null) {
      return sequence > 1
        ? [finding('missing', `${nameOf(record)} names no record before it, although it is no first one.`)]
        : []
    }
    // What came before the oldest one that was read is not known.
    if (known.has(previousRecord) || (!complete && sequence <= oldest + 1)) return []
    return [
      finding(
        'missing',
        `${nameOf(record)} follows ${previousRecord.slice(0, 12)}…, which is not there or was altered.`,
      ),
    ]
  })
}

function concurrent(records: readonly RecordFacts[]): readonly ChainFinding[] {
  const followers = Map.groupBy(records, ({ previousRecord }) => previousRecord)
  return [...followers.values()]
    .filter((each) => each.length > 1)
    .map((each) => finding('concurrent', `${each.map(nameOf).join(' and ')} follow the same record.`))
}

function finding(kind: ChainFinding['kind'], text: string): ChainFinding {
  return { kind, text }
}

function nameOf({ sequence, sha256, runId }: RecordFacts): string {
  return `record #${sequence} (${(sha256 ?? runId).slice(0, 12)})`
}
