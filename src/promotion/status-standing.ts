import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import type { StageConfig } from '../config/gate-config.ts'
import { isRemoval, LEASE_MS } from './lease.ts'
import { newestStanding } from './standing.ts'

/**
 * How a stage's alias stands to its records. `ungated`: they differ, and nothing guards the stage, so anybody may move
 * it. `in-progress`: they differ while another run's lease is live.
 */
export const STANDING_STATES = [
  'as-recorded',
  'nobody',
  'ungated',
  'in-progress',
  'no-record',
  'moved-by-hand',
  'removed',
  'unfinished-move',
] as const
export type StandingState = (typeof STANDING_STATES)[number]

/** What was read of one stage. */
export interface StageRead {
  readonly holder: VersionFacts | null
  /** Newest first; those that do not count are not intact. */
  readonly records: readonly RecordFacts[]
}

export interface StageStanding {
  readonly state: StandingState
  readonly holder: VersionFacts | null
  /** The newest record that says who holds the stage. */
  readonly record: RecordFacts | null
  /** Begun and not closed, newest first: the lease of a run at work, or left behind by one. */
  readonly open: readonly (RecordFacts & { readonly live: boolean })[]
}

/** @param serverTime the server's clock, ISO 8601: leases are measured by it */
export function stageStanding(read: StageRead, stage: StageConfig, serverTime: string): StageStanding {
  const { holder, records } = read
  const record = newestStanding(records)
  const open = records
    .filter((each) => each.sha256 === null)
    .map((each) => ({ ...each, live: Date.parse(serverTime) - Date.parse(each.createdAt) < LEASE_MS }))
  return { state: stateOf({ holder, record, open }, stage), holder, record, open }
}

function stateOf({ holder, record, open }: Omit<StageStanding, 'state'>, stage: StageConfig): StandingState {
  if (holder === null && record === null) return 'nobody'
  if (holder !== null && record?.to?.artifactId === holder.artifactId) return 'as-recorded'
  if (open.some((each) => each.live)) return 'in-progress'
  if (holder !== null && open.some((each) => isMoveTo(each, holder))) return 'unfinished-move'
  if (holder === null && open.some(isRemoval)) return 'unfinished-move'
  if (stage.ungated) return 'ungated'
  if (holder === null) return 'removed'
  return record === null ? 'no-record' : 'moved-by-hand'
}

/** An adoption moves nothing: one that was not closed explains no holder. */
function isMoveTo(intent: RecordFacts, { artifactId }: VersionFacts): boolean {
  return intent.operation !== 'adopt' && intent.to?.artifactId === artifactId
}

/** These states mean that the alias was moved around the gate. */
export function isDrift(state: StandingState): boolean {
  return ['no-record', 'moved-by-hand', 'removed', 'unfinished-move'].includes(state)
}
