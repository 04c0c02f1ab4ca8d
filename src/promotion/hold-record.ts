import type { RecordFacts, RegistryFacts } from '../checks/facts.ts'
import { type HOLD_CHAIN, holdPart } from '../checks/hold-records.ts'
import type { Verdict } from '../checks/verdict.ts'
import { LEASE_MS } from './lease.ts'
import type { BodyVersion } from './record.ts'

/**
 * Body of a record of `hold` or `release`. `from` is the version that is frozen, where it is one; nothing is moved, so
 * `to` is null. A type and not an interface, so that it is a plain object for whoever closes it.
 */
export type HoldDraft = {
  readonly schema_version: 1
  readonly operation: 'hold' | 'release'
  readonly registry_path: string
  readonly model: string
  readonly stage: typeof HOLD_CHAIN
  readonly alias: ''
  readonly from: BodyVersion | null
  readonly to: null
  readonly moves: readonly never[]
  readonly verdict: Verdict
  readonly hold: HoldPart
  readonly config: { readonly path: string; readonly commit: string; readonly sha256: string }
  readonly tickets: readonly string[]
  readonly reason: string | null
  readonly actor: string
  readonly triggering_actor: string
  readonly repository: { readonly name: string; readonly id: number }
  readonly pull_requests: readonly never[]
  readonly workflow_ref: string
  readonly run: { readonly id: string; readonly attempt: number; readonly job: string; readonly url: string }
  readonly requested_at: string
  readonly judged_at: string
  readonly software: { readonly name: string; readonly version: string }
  /** Of a release: sha256 of the hold record that it ends. */
  readonly undoes: string | null
  readonly sequence: number
  readonly previous_record: string | null
}

export type HoldPart = {
  readonly kind: 'version' | 'model' | 'stage'
  /** The frozen stage; of a version: the stage by which it was named. */
  readonly stage: string | null
  /** Stages that the version held. */
  readonly held_stages: readonly string[]
  /** ISO 8601; a hold past it still holds. */
  readonly until: string | null
  readonly fallback: boolean
  /** What was set, or removed; of an intent: what is there already. */
  readonly markers: readonly { readonly kind: string; readonly name: string }[]
}

/** Records that an earlier run began and did not close: to be settled now, or another run's that is at work. */
export function openHolds(facts: Pick<RegistryFacts, 'records' | 'ownAttempts' | 'serverTime'>): {
  readonly over: readonly RecordFacts[]
  readonly live: readonly RecordFacts[]
} {
  const own = new Set(facts.ownAttempts.map(({ runId }) => runId))
  const all = new Map([...facts.records, ...facts.ownAttempts].map((record) => [record.runId, record]))
  const open = [...all.values()].filter((record) => record.sha256 === null)
  const isOver = (record: RecordFacts) =>
    own.has(record.runId) || Date.parse(facts.serverTime) - Date.parse(record.createdAt) >= LEASE_MS
  return { over: open.filter(isOver), live: open.filter((record) => !isOver(record)) }
}

/**
 * A hold of what then held this stage, with fallback, that ended after the given time: who asks again for "whatever
 * holds the stage" from before would freeze the version that took over.
 */
export function supersededBy(records: readonly RecordFacts[], stage: string, requestedAt: string): RecordFacts | null {
  return (
    records.find((record) => {
      const part = holdPart(record)
      return (
        record.operation === 'hold' &&
        part?.['kind'] === 'version' &&
        part['fallback'] === true &&
        Array.isArray(part['held_stages']) &&
        part['held_stages'].includes(stage) &&
        Date.parse(record.finishedAt ?? record.createdAt) > Date.parse(requestedAt)
      )
    }) ?? null
  )
}
