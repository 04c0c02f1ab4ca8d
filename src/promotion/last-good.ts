import { counted } from '../checks/counted.ts'
import type { RecordFacts, RecordVersion, RegistryFacts, VersionFacts } from '../checks/facts.ts'
import { evaluateHold } from '../checks/hold.ts'
import { saysNobodyHolds, saysWhoHolds } from '../checks/moving-record.ts'
import { evaluateRolledBack } from '../checks/rolled-back.ts'
import type { RollbackRule } from '../config/gate-config.ts'
import type { ReasonCode } from '../reason-codes.ts'

/** Why a version is not gone back to. */
export interface Obstacle {
  readonly code: ReasonCode
  /** A clause whose subject is the version: `it is held`. */
  readonly text: string
}

/** A version that held the stage before, and whether a rollback may go there by itself. */
export interface EarlierHolder {
  readonly version: RecordVersion
  /** The record that put it there, the last time. */
  readonly record: RecordFacts
  /** When the stage left it; null: by record it never did, somebody moved the alias by hand. */
  readonly until: string | null
  /** null: none that the records tell. Whether it still exists and is not held needs its membership. */
  readonly obstacle: Obstacle | null
}

const DAY_MS = 86_400_000

/** Versions that held the stage by an applied record, newest first and each once, without the present holder. */
export function earlierHolders(facts: RegistryFacts, rule: RollbackRule, now: string): readonly EarlierHolder[] {
  const seen = new Set(facts.holder === null ? [] : [facts.holder.artifactId])
  const earlier: EarlierHolder[] = []
  let until: string | null = null
  for (const record of facts.records) {
    const { to } = record
    if (saysNobodyHolds(record)) until = endOf(record)
    if (!saysWhoHolds(record) || to === null) continue
    if (!seen.has(to.artifactId)) {
      seen.add(to.artifactId)
      const far: Obstacle | null =
        earlier.length < rule.within
          ? null
          : { code: 'version-not-found', text: `more than ${counted(rule.within, 'version')} back` }
      earlier.push({ version: to, record, until, obstacle: far ?? tooOld(until, rule, now) ?? left(to, facts) })
    }
    until = endOf(record)
  }
  return earlier
}

/** Counted from when it was left, not from when it came: the version in use until a moment ago is young. */
function tooOld(until: string | null, rule: RollbackRule, now: string): Obstacle | null {
  const days = (Date.parse(now) - Date.parse(until ?? now)) / DAY_MS
  return days <= rule.days
    ? null
    : { code: 'version-not-found', text: `not in use for more than ${counted(rule.days, 'day')}` }
}

function left(version: RecordVersion, facts: RegistryFacts): Obstacle | null {
  return wasLeft(version, facts) ? { code: 'rolled-back', text: 'a rollback left it' } : null
}

/** When a record ended: a time, whatever its text says, and never before the server dates its beginning. */
export function endOf({ finishedAt, createdAt }: RecordFacts): string {
  return finishedAt !== null && Date.parse(finishedAt) > Date.parse(createdAt) ? finishedAt : createdAt
}

/** A rollback left the version, and no later promotion brought it back. */
export function wasLeft(version: RecordVersion | null, facts: RegistryFacts): boolean {
  if (version === null) return false
  const { rollbacks, records } = facts
  return evaluateRolledBack({ candidate: version, rollbacks, records, approvals: [] }).status !== 'pass'
}

/** What keeps a member of the collection from being rolled back to; null: nothing. A hold that cannot be read blocks. */
export function memberObstacle(
  member: VersionFacts | null,
  wanted: RecordVersion,
  facts: RegistryFacts,
  stage: string,
): Obstacle | null {
  if (member === null) return { code: 'version-not-found', text: 'it is not in the collection any more' }
  if (member.artifactId !== wanted.artifactId || member.digest !== wanted.digest)
    return { code: 'version-not-found', text: 'its name stands for another artifact now' }
  if (member.state !== 'COMMITTED') return { code: 'version-not-committed', text: `its state is ${member.state}` }
  const { collectionTags, holdRecords } = facts
  const { status, reason } = evaluateHold({ candidate: member, collectionTags, stage, records: holdRecords })
  if (status === 'pass') return null
  if (reason === 'version-held') return { code: reason, text: 'it is held' }
  if (reason === 'stage-held') return { code: reason, text: 'the model or the stage is held' }
  return { code: 'wandb-access', text: 'its holds cannot be read' }
}
