import type { RecordFacts, RecordVersion, RegistryFacts } from '../checks/facts.ts'
import { saysStanding, saysWhoHolds } from '../checks/moving-record.ts'
import type { StageConfig } from '../config/gate-config.ts'
import type { Move } from './outcome.ts'
import { recordVersionOf } from './record.ts'

/**
 * The newest record that says what holds the stage; null: none, or nobody by the newest. A later `abandoned` or `conflict`
 * changed nothing in the registry.
 */
export function newestStanding(records: readonly RecordFacts[]): RecordFacts | null {
  const newest = records.find(saysStanding)
  return newest !== undefined && saysWhoHolds(newest) ? newest : null
}

/** The candidate holds the stage, and the newest record says so: there is nothing to do (contract §2). */
export function isNoChange(facts: RegistryFacts): boolean {
  const { candidate, holder } = facts
  if (candidate === null || holder?.artifactId !== candidate.artifactId) return false
  return newestStanding(facts.records)?.to?.artifactId === candidate.artifactId
}

/** How the registry differs from the last record, in words; null: it does not. Without any record nothing can differ, unless the candidate got there by hand. */
export function driftOf(facts: RegistryFacts, alias: string): string | null {
  const { candidate, holder } = facts
  const recorded = newestStanding(facts.records)?.to ?? null
  if (recorded !== null && recorded.artifactId !== holder?.artifactId) {
    return `${alias} is held by ${holder?.version ?? 'nobody'}, but the newest record says ${recorded.version}`
  }
  if (recorded === null && holder !== null && holder.artifactId === candidate?.artifactId) {
    return `${alias} is held by ${holder.version}, and no record says how it got there`
  }
  return null
}

/**
 * The version that the candidate is compared with: who holds the stage now. Where the alias was taken away, or put on
 * the candidate itself, by hand, it is the version that the newest record names: a hand move never makes a gate easier.
 */
export function baselineVersion(facts: RegistryFacts): RecordVersion | null {
  const { candidate, holder } = facts
  if (holder !== null && holder.artifactId !== candidate?.artifactId) return recordVersionOf(holder)
  const recorded = newestStanding(facts.records)?.to ?? null
  return recorded !== null && recorded.artifactId !== candidate?.artifactId ? recorded : null
}

/** The alias moves that the promotion would make, each with its precondition; empty when the candidate is unknown. */
export function planMoves(facts: RegistryFacts, stage: StageConfig): readonly Move[] {
  const { candidate, holder, previousHolder } = facts
  if (candidate === null || holder?.artifactId === candidate.artifactId) return []
  const to = recordVersionOf(candidate)
  const from = holder === null ? null : recordVersionOf(holder)
  const moves: Move[] = [{ alias: stage.alias, from, to, purpose: 'stage' }]
  if (stage.keepPrevious !== null && from !== null && previousHolder?.artifactId !== from.artifactId) {
    const follower = previousHolder === null ? null : recordVersionOf(previousHolder)
    moves.push({ alias: stage.keepPrevious, from: follower, to: from, purpose: 'keep-previous' })
  }
  return moves
}

/** After a crash between the record and the alias that follows it: the move that is still owed, or null. */
export function owedKeepPrevious(facts: RegistryFacts, stage: StageConfig): Move | null {
  const record = newestStanding(facts.records)
  if (stage.keepPrevious === null || record?.operation !== 'promote' || record.from === null) return null
  if (facts.previousHolder?.artifactId === record.from.artifactId || record.from.artifactId === record.to?.artifactId)
    return null
  const from = facts.previousHolder === null ? null : recordVersionOf(facts.previousHolder)
  return { alias: stage.keepPrevious, from, to: record.from, purpose: 'keep-previous' }
}
