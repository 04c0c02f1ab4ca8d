import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import { holdAliasesOf, holdTagsOf, modelHoldTags, stageHoldTags } from '../checks/hold-markers.ts'
import { type HoldScope, holdPart, standingHold, versionScope } from '../checks/hold-records.ts'

/** What freezes a stage's version: markers in the registry, and hold records without a release. */
export interface HoldState {
  /** `version tag regulatory-hold`, … as they are spelled. */
  readonly markers: readonly string[]
  readonly records: readonly RecordFacts[]
  /** Hold records whose marker is gone. */
  readonly vanished: readonly RecordFacts[]
  /** False: tags that may hold a marker could not be read. */
  readonly readable: boolean
}

export interface HoldRead {
  readonly holder: VersionFacts | null
  readonly stage: string
  /** null: could not be read. */
  readonly collectionTags: readonly string[] | null
  /** The model's hold chain, newest first. */
  readonly holds: readonly RecordFacts[]
}

export function holdState({ holder, stage, collectionTags, holds }: HoldRead): HoldState {
  const onVersion =
    holder === null
      ? []
      : [
          ...holdTagsOf(holder).map((tag) => `version tag ${tag}`),
          ...holdAliasesOf(holder).map((alias) => `alias ${alias}`),
        ]
  const ofModel = modelHoldTags(collectionTags).map((tag) => `collection tag ${tag}`)
  const ofStage = stageHoldTags(collectionTags, stage).map((tag) => `collection tag ${tag}`)
  const tagsRead = collectionTags !== null
  const versionRead = holder === null || holder.tags !== null
  const scopes: readonly { scope: HoldScope; markers: readonly string[]; read: boolean }[] = [
    { scope: { kind: 'model' }, markers: ofModel, read: tagsRead },
    { scope: { kind: 'stage', stage }, markers: ofStage, read: tagsRead },
    ...(holder === null ? [] : [{ scope: versionScope(holder), markers: onVersion, read: versionRead }]),
  ]
  const standing = scopes.flatMap(({ scope, markers, read }) => {
    const record = standingHold(holds, scope)
    return record === null ? [] : [{ record, isGone: read && markers.length === 0 }]
  })
  return {
    markers: [...onVersion, ...ofModel, ...ofStage],
    records: standing.map(({ record }) => record),
    vanished: standing.filter(({ isGone }) => isGone).map(({ record }) => record),
    readable: tagsRead && versionRead,
  }
}

export function isHeld({ markers, records }: HoldState): boolean {
  return markers.length > 0 || records.length > 0
}

/** Hold records whose `until` has passed: they still hold, and somebody should look. */
export function overdueHolds({ records }: HoldState, now: string): readonly { record: RecordFacts; until: string }[] {
  return records.flatMap((record) => {
    const until = holdPart(record)?.['until']
    return typeof until === 'string' && Date.parse(until) < Date.parse(now) ? [{ record, until }] : []
  })
}

/** The hold in a few words for a table; empty: none. */
export function holdText(hold: HoldState): string {
  if (isHeld(hold)) return hold.markers.length > 0 ? hold.markers.join(', ') : 'held by record, marker gone'
  return hold.readable ? '' : 'unknown: tags cannot be read'
}
