import type { RecordFacts } from '../checks/facts.ts'

/** A record as it lies in W&B, in the form that `scripts/verify-record.mjs` takes. */
export interface PackedRecord {
  /** The exact text that was hashed and signed. */
  readonly record: string
  readonly sha256: string
  /** null: it is not signed. */
  readonly signature: string | null
  readonly run_id: string
  readonly url: string
  /** When its intent was written, by the server's clock. */
  readonly began_at: string
}

/** A record before or after the one that the pack is about; far ones are named by their hashes alone. */
export interface PackedLink extends Omit<PackedRecord, 'record'> {
  /** null: left out, for its size or because it is the pack's own record. */
  readonly record: string | null
  readonly sequence: number
  readonly previous_record: string | null
}

/**
 * `embedded`: its bytes are here, and have the hash that the record names. `too-large`: over the limit of one file.
 * `left-out`: over the limit of the pack. `absent`: it does not lie beside the record. `differs`: what lies there is not
 * what was judged. `unreadable`: it could not be fetched.
 */
export const FILE_STATES = ['embedded', 'too-large', 'left-out', 'absent', 'differs', 'unreadable'] as const
export type FileState = (typeof FILE_STATES)[number]

export interface PackedFile {
  /** Name of the report; of the rules, `Gate config` and `Pins`. */
  readonly name: string
  /** Where it lay when it was judged. */
  readonly location: string
  /** Path beside the record, in its run. */
  readonly file: string
  /** As the record names it. */
  readonly sha256: string
  /** null: the record does not say. */
  readonly bytes: number | null
  readonly state: FileState
  /** Of what lies there, where it differs. */
  readonly found_sha256?: string
  readonly note?: string
  readonly base64?: string
}

/** Everything that shows how one promotion came about; `schemas/evidence-pack.schema.json` describes it. */
export interface EvidencePack {
  readonly schema_version: 1
  readonly format: 'model-promotion-evidence-pack'
  readonly made_at: string
  readonly made_by: { readonly name: string; readonly version: string; readonly run: string }
  readonly record: PackedRecord
  /** Of the gate config as it is now; empty: records count without a signature. */
  readonly record_keys: readonly string[]
  readonly evidence: readonly PackedFile[]
  /** null: the record names none. */
  readonly config: PackedFile | null
  readonly pins: PackedFile | null
  readonly chain: PackedChain
}

export interface PackedChain {
  /** True: the oldest of `records` is the first of its stage. */
  readonly complete: boolean
  /** Oldest first: those before the pack's record, itself, and those that follow it. */
  readonly records: readonly PackedLink[]
  /** Records that follow the same one as another of `records`: runs that met leave such. */
  readonly concurrent: readonly PackedLink[]
}

/** Links in each direction, and bytes of their texts. */
export interface ChainLimits {
  readonly before: number
  readonly after: number
  readonly textBytes: number
}

export const CHAIN_LIMITS: ChainLimits = { before: 1_000, after: 200, textBytes: 5_000_000 }

/** Follows the hashes from one record to the first and to the newest; the texts of the nearest are kept. */
export function chainAround(
  subject: RecordFacts,
  all: readonly RecordFacts[],
  limits: ChainLimits = CHAIN_LIMITS,
): PackedChain {
  // The subject may come from another read than the others.
  const closed = [subject, ...all.filter(({ sha256, runId }) => sha256 !== null && runId !== subject.runId)]
  const before = walkBack(subject, closed, limits.before)
  const after = walkOn(subject, closed, limits.after)
  const path = [...before.toReversed(), subject, ...after]
  const concurrent = closed.filter((each) => !path.includes(each) && path.some((other) => areTwins(each, other)))
  const kept = withinBudget([...interleaved(before, after), ...concurrent], limits.textBytes)
  const link = (each: RecordFacts) => packLink(each, kept.has(each))
  return {
    complete: path[0]?.previousRecord === null,
    records: path.map(link),
    concurrent: concurrent.map(link),
  }
}

function walkBack(from: RecordFacts, closed: readonly RecordFacts[], most: number): readonly RecordFacts[] {
  const found: RecordFacts[] = []
  let { previousRecord } = from
  while (previousRecord !== null && found.length < most) {
    const wanted = previousRecord
    const next = best(closed.filter((each) => each.sha256 === wanted))
    if (next === undefined || next === from || found.includes(next)) break
    found.push(next)
    previousRecord = next.previousRecord
  }
  return found
}

/** Where the chain forks, the way on is that of the record which others followed; among those, the older one. */
function walkOn(from: RecordFacts, closed: readonly RecordFacts[], most: number): readonly RecordFacts[] {
  const followers = (each: RecordFacts) => closed.filter((other) => other.previousRecord === each.sha256)
  const found: RecordFacts[] = []
  let current: RecordFacts | undefined = from
  while (current !== undefined && found.length < most) {
    const next: readonly RecordFacts[] = followers(current)
      .filter((each) => each !== from && !found.includes(each))
      .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    current = next.find((each) => followers(each).length > 0) ?? next[0]
    if (current !== undefined) found.push(current)
  }
  return found
}

function best(records: readonly RecordFacts[]): RecordFacts | undefined {
  return records.find(({ intact }) => intact) ?? records[0]
}

function areTwins(one: RecordFacts, other: RecordFacts): boolean {
  return one.sha256 === other.sha256 || one.previousRecord === other.previousRecord
}

/** Nearest first, one from each side in turn. */
function interleaved<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  const turns = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index)
  return turns.flatMap((index) => [...before.slice(index, index + 1), ...after.slice(index, index + 1)])
}

function withinBudget(records: readonly RecordFacts[], budget: number): ReadonlySet<RecordFacts> {
  const kept = new Set<RecordFacts>()
  let left = budget
  for (const record of records) {
    left -= record.text?.length ?? 0
    if (left < 0) break
    kept.add(record)
  }
  return kept
}

function packLink(record: RecordFacts, withText: boolean): PackedLink {
  return {
    sequence: record.sequence,
    previous_record: record.previousRecord,
    ...packRecord(record),
    record: withText ? record.text : null,
  }
}

export function packRecord(record: RecordFacts): PackedRecord {
  return {
    record: record.text ?? '',
    sha256: record.sha256 ?? '',
    signature: record.signature,
    run_id: record.runId,
    url: record.url,
    began_at: record.createdAt,
  }
}
