import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import { saysNobodyHolds, saysWhoHolds } from '../checks/moving-record.ts'

/** An intent is a lease of five minutes by the server's clock (contract §6). */
export const LEASE_MS = 5 * 60_000
/** Its writer starts no move later than this after writing it. */
export const LATEST_MOVE_MS = 2 * 60_000

/** What is to be done about a record that was begun and not closed. */
export type Unfinished =
  | { readonly action: 'wait'; readonly record: RecordFacts; readonly leftMs: number }
  | { readonly action: 'finish'; readonly record: RecordFacts }
  | { readonly action: 'abandon'; readonly record: RecordFacts }

export interface LeaseFacts {
  readonly records: readonly RecordFacts[]
  /** Records of this very run's attempts, read by id. */
  readonly own: readonly RecordFacts[]
  readonly holder: VersionFacts | null
  readonly serverTime: string
}

/**
 * Judges every unfinished record, oldest first. Our own earlier attempts are over, whatever their lease says.
 * Finished or abandoned is told by what is true in the registry: the alias stands on the intent's version, or not.
 */
export function judgeUnfinished(facts: LeaseFacts): readonly Unfinished[] {
  const own = new Set(facts.own.map((record) => record.runId))
  const all = new Map([...facts.records, ...facts.own].map((record) => [record.runId, record]))
  return [...all.values()]
    .filter((record) => record.sha256 === null)
    .sort(byAge)
    .map((record) => judge(record, own.has(record.runId), { ...facts, records: [...all.values()] }))
}

/**
 * The unfinished record of another run that goes before ours: both may have written an intent at the same
 * moment and see each other now; the earlier by the server's clock (then the smaller id) goes on.
 */
export function olderRival(
  records: readonly RecordFacts[],
  ours: { runId: string; createdAt: string },
): RecordFacts | null {
  const rivals = records.filter((record) => record.sha256 === null && record.runId !== ours.runId)
  return rivals.sort(byAge).find((rival) => byAge(rival, ours) < 0) ?? null
}

/**
 * An unfinished record of another run with the very time of ours, behind which it stands: the server's times are coarse,
 * so that it may have looked before ours was there and be moving already. What became of it must be known first.
 */
export function tiedRival(
  records: readonly RecordFacts[],
  ours: { runId: string; createdAt: string },
): RecordFacts | null {
  const isTied = (each: RecordFacts) => Date.parse(each.createdAt) === Date.parse(ours.createdAt)
  return records.find((each) => each.sha256 === null && each.runId !== ours.runId && isTied(each)) ?? null
}

function judge(record: RecordFacts, isOwn: boolean, facts: LeaseFacts): Unfinished {
  const age = Date.parse(facts.serverTime) - Date.parse(record.createdAt)
  if (!isOwn && !(age >= LEASE_MS))
    return { action: 'wait', record, leftMs: LEASE_MS - (Number.isFinite(age) ? age : 0) }
  // Nothing was moved by it, and only the run that judged an adoption may say that it is one: it is judged again.
  if (record.operation === 'adopt') return { action: 'abandon', record }
  if (isRemoval(record)) return { action: isRemoved(record, facts) ? 'finish' : 'abandon', record }
  const moved = record.to !== null && facts.holder?.artifactId === record.to.artifactId
  return { action: moved && !isByAnother(record, facts.records) ? 'finish' : 'abandon', record }
}

/** The intent is to take the alias away, and to give it to no other version. */
export function isRemoval({ operation, from, to, body }: RecordFacts): boolean {
  return operation === 'rollback' && body !== null && from !== null && to === null
}

/** Nobody holds the alias now, and no other record says why. */
function isRemoved(intent: RecordFacts, { holder, records }: LeaseFacts): boolean {
  return holder === null && !records.some((each) => saysNobodyHolds(each) && each.sequence >= intent.sequence)
}

/** Another run, which began from the same state or later, has recorded that very move: it was not this intent's. */
function isByAnother(intent: RecordFacts, records: readonly RecordFacts[]): boolean {
  return records.some(
    (each) => saysWhoHolds(each) && each.to?.artifactId === intent.to?.artifactId && each.sequence >= intent.sequence,
  )
}

function byAge(a: { createdAt: string; runId: string }, b: { createdAt: string; runId: string }): number {
  const difference = Date.parse(a.createdAt) - Date.parse(b.createdAt)
  if (difference !== 0) return difference
  return a.runId < b.runId ? -1 : a.runId > b.runId ? 1 : 0
}
