import type { RecordFacts, RecordVersion, RegistryFacts, VersionFacts } from '../checks/facts.ts'
import { evaluateHold } from '../checks/hold.ts'
import { saysWhoHolds } from '../checks/moving-record.ts'
import { evaluateRolledBack } from '../checks/rolled-back.ts'
import type { RollbackRule } from '../config/gate-config.ts'

/** A version that held the stage before, and whether a rollback may go there by itself. */
export interface EarlierHolder {
  readonly version: RecordVersion
  /** The record that put it there. */
  readonly record: RecordFacts
  /** Why not, in words; null: it may. */
  readonly obstacle: string | null
}

const DAY_MS = 86_400_000

/**
 * Versions that held the stage by an applied record, newest first and each once, without the present holder. Whether
 * one still exists and is not held is not known yet: that needs its membership.
 */
export function earlierHolders(facts: RegistryFacts, rule: RollbackRule, now: string): readonly EarlierHolder[] {
  const seen = new Set(facts.holder === null ? [] : [facts.holder.artifactId])
  const earlier: EarlierHolder[] = []
  for (const record of facts.records) {
    const { to } = record
    if (!saysWhoHolds(record) || to === null || seen.has(to.artifactId)) continue
    seen.add(to.artifactId)
    const days = (Date.parse(now) - Date.parse(record.finishedAt ?? record.createdAt)) / DAY_MS
    const position = earlier.length + 1
    earlier.push({ version: to, record, obstacle: obstacleOf(record, facts, { rule, days, position }) })
  }
  return earlier
}

function obstacleOf(
  record: RecordFacts,
  facts: RegistryFacts,
  { rule, days, position }: { readonly rule: RollbackRule; readonly days: number; readonly position: number },
): string | null {
  if (position > rule.within) return `more than ${rule.within} versions back`
  if (!(days <= rule.days)) return `older than ${rule.days} days`
  return wasLeft(record.to, facts) ? 'a rollback left it' : null
}

/** A rollback left the version, and no later promotion brought it back. */
export function wasLeft(version: RecordVersion | null, facts: RegistryFacts): boolean {
  if (version === null) return false
  const { rollbacks, records } = facts
  return evaluateRolledBack({ candidate: version, rollbacks, records, approvals: [] }).status !== 'pass'
}

/** What keeps a member of the collection from being rolled back to; null: nothing. */
export function memberObstacle(
  member: VersionFacts | null,
  wanted: RecordVersion,
  facts: RegistryFacts,
  stage: string,
): string | null {
  if (member === null) return 'it is not in the collection any more'
  if (member.artifactId !== wanted.artifactId || member.digest !== wanted.digest)
    return 'its name stands for another artifact now'
  if (member.state !== 'COMMITTED') return `its state is ${member.state}`
  const hold = evaluateHold({ candidate: member, collectionTags: facts.collectionTags, stage })
  if (hold.status === 'pass') return null
  return hold.reason === 'version-held'
    ? 'it is held'
    : hold.reason === 'stage-held'
      ? 'the model or the stage is held'
      : 'its holds cannot be read'
}
