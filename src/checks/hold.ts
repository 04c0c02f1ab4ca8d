import type { ReasonCode } from '../reason-codes.ts'
import type { RecordFacts, VersionFacts } from './facts.ts'
import { holdAliasesOf, holdTagsOf, modelHoldTags, stageHoldTags } from './hold-markers.ts'
import { standingHold, versionScope } from './hold-records.ts'
import type { Status, Verdict } from './verdict.ts'

export interface HoldInput {
  readonly candidate: VersionFacts
  /** null: could not be read. */
  readonly collectionTags: readonly string[] | null
  readonly stage: string
  /** The model's hold chain, newest first. */
  readonly records: readonly RecordFacts[]
}

/**
 * No hold freezes the version, the model or the stage: a tag of the version, an alias on it, or a tag of the
 * collection, whoever set it, or a hold record without a release. Tags that cannot be read are an error, because a hold may
 * be among them.
 */
export function evaluateHold({ candidate, collectionTags, stage, records }: HoldInput): Verdict {
  const onVersion = [
    ...holdTagsOf(candidate).map((tag) => `version tag ${tag}`),
    ...holdAliasesOf(candidate).map((alias) => `alias ${alias}`),
    ...recorded([standingHold(records, versionScope(candidate))]),
  ]
  const onStage = [
    ...[...modelHoldTags(collectionTags), ...stageHoldTags(collectionTags, stage)].map(
      (tag) => `collection tag ${tag}`,
    ),
    ...recorded([standingHold(records, { kind: 'model' }), standingHold(records, { kind: 'stage', stage })]),
  ]
  const found = [...onVersion, ...onStage]
  const unread = [
    ...(candidate.tags === null ? ['tags of the version'] : []),
    ...(collectionTags === null ? ['tags of the collection'] : []),
  ]
  return {
    id: 'hold',
    kind: 'hold',
    label: 'hold',
    ...outcome(onVersion.length > 0, onStage.length > 0, unread.length > 0),
    detail: {
      type: 'fact',
      expected: 'no hold',
      observed: found.length > 0 ? found.join(', ') : unread.length > 0 ? 'unknown' : 'no hold',
      ...(unread.length === 0 ? {} : { note: `could not be read: ${unread.join(', ')}` }),
    },
    children: [],
  }
}

/** A hold that was seen is certain, whatever else could not be read. */
function outcome(version: boolean, stage: boolean, unread: boolean): { status: Status; reason?: ReasonCode } {
  if (version) return { status: 'fail', reason: 'version-held' }
  if (stage) return { status: 'fail', reason: 'stage-held' }
  return unread ? { status: 'error', reason: 'wandb-access' } : { status: 'pass' }
}

function recorded(records: readonly (RecordFacts | null)[]): readonly string[] {
  return records.flatMap((record) =>
    record === null
      ? []
      : [`hold ${record.sha256 === null ? 'begun' : 'recorded'} by run ${record.workflowRunId} at ${record.createdAt}`],
  )
}
