import type { ReasonCode } from '../reason-codes.ts'
import type { VersionFacts } from './facts.ts'
import type { Status, Verdict } from './verdict.ts'

export interface HoldInput {
  readonly candidate: VersionFacts
  /** null: could not be read. */
  readonly collectionTags: readonly string[] | null
  readonly stage: string
}

const MARKER = 'regulatory-hold'
const HOLD_ALIAS = /^regulatory-hold(-v\d+)?$/

/**
 * No hold freezes the version, the model or the stage: a tag of the version, an alias on it, or a tag of the
 * collection, whoever set it. Tags that cannot be read are an error, because a hold may be among them.
 */
export function evaluateHold({ candidate, collectionTags, stage }: HoldInput): Verdict {
  const onVersion = [
    ...(candidate.tags ?? []).filter((tag) => plain(tag) === MARKER).map((tag) => `version tag ${tag}`),
    ...candidate.aliases.filter((alias) => HOLD_ALIAS.test(plain(alias))).map((alias) => `alias ${alias}`),
  ]
  const ofStage = [MARKER, plain(`${MARKER} ${stage}`)]
  const onStage = (collectionTags ?? [])
    .filter((tag) => ofStage.includes(plain(tag)))
    .map((tag) => `collection tag ${tag}`)
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

/** Markers are set by people in a hurry: case and spacing do not matter. */
function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
}
