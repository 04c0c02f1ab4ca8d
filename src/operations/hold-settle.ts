import type { RecordFacts, RegistryFacts, VersionFacts } from '../checks/facts.ts'
import { modelHoldTags, stageHoldTags } from '../checks/hold-markers.ts'
import { holdPart } from '../checks/hold-records.ts'
import { versionMarkers } from '../promotion/hold.ts'
import { openHolds } from '../promotion/hold-record.ts'
import type { Note } from '../promotion/outcome.ts'
import { isTrustedIntent } from '../promotion/record-trust.ts'
import { closeHoldRecord, draftOf } from './hold-record-run.ts'
import type { HoldWork } from './hold-work.ts'

export interface SettledHolds {
  /** Records that were closed here: the facts must be read again. */
  readonly closed: number
  /** Intents of other runs that are at work. */
  readonly live: readonly RecordFacts[]
  readonly notes: readonly Note[]
}

/**
 * Closes what earlier runs of `hold` and `release` began and did not end, by what is true in the registry: a hold is
 * `applied` when a marker is there, a release when none is; else, and where no record key signed the intent, it is
 * `abandoned`.
 */
export async function settleHolds(
  work: Pick<HoldWork, 'ports' | 'loaded' | 'model' | 'context'>,
  facts: RegistryFacts,
): Promise<SettledHolds> {
  const { ports, loaded, model, context } = work
  const { over, live } = openHolds(facts)
  if (over.length === 0) return { closed: 0, live, notes: [] }
  const { registry, records } = loaded.rules.config
  const names = [...new Set(over.flatMap(({ from }) => (from === null ? [] : [from.version])))]
  const members = await ports.registry.versions({ registry, collection: model.collection }, names)
  const memberOf = new Map(names.map((name, index) => [name, members[index] ?? null]))
  const notes: Note[] = []
  for (const record of over) {
    const held = isHeld(record, facts, record.from === null ? null : (memberOf.get(record.from.version) ?? null))
    // Our signature must not make a release, or a hold, of what somebody without a key wrote down.
    const trusted = isTrustedIntent(record, loaded.rules.config.recordKeys)
    const done = trusted && held !== null && held === (record.operation === 'hold')
    const conclusion = done ? ('applied' as const) : ('abandoned' as const)
    const settledBy = { run: context.run.id, attempt: context.run.attempt }
    await closeHoldRecord(
      { runId: record.runId, records, url: record.url },
      draftOf(record),
      { conclusion, settledBy },
      ports,
    )
    const text = `Run ${record.workflowRunId} (attempt ${record.workflowRunAttempt}) left a ${record.operation} unfinished; ${trusted ? `what it asked for is ${done ? '' : 'not '}in place` : 'none of the record keys signed it'}: its record is now closed as ${conclusion}.`
    ports.progress.warning(text)
    notes.push({ level: 'warning', code: 'unfinished', text })
  }
  return { closed: over.length, live, notes }
}

/** null: it cannot be told what the record is about, or a marker may be among tags that could not be read. */
function isHeld(record: RecordFacts, facts: RegistryFacts, member: VersionFacts | null): boolean | null {
  const part = holdPart(record)
  if (part?.['kind'] === 'version') {
    if (member === null || member.artifactId !== record.from?.artifactId) return null
    const found = versionMarkers(member).length > 0
    return found || member.tags !== null ? found : null
  }
  const { collectionTags } = facts
  if (collectionTags === null || part === null) return null
  const tags =
    part['kind'] === 'stage' ? stageHoldTags(collectionTags, String(part['stage'])) : modelHoldTags(collectionTags)
  return tags.length > 0
}
