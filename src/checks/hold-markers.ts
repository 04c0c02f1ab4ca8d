import type { VersionFacts } from './facts.ts'

/** Tag of a version or of a collection, and the first part of every other marker. */
export const HOLD_MARKER = 'regulatory-hold'
const HOLD_ALIAS = /^regulatory-hold(-v\d+)?$/

/** Tags of the version that hold it, as they are spelled. */
export function holdTagsOf(version: Pick<VersionFacts, 'tags'>): readonly string[] {
  return (version.tags ?? []).filter((tag) => plain(tag) === HOLD_MARKER)
}

/** Aliases on the version that hold it. */
export function holdAliasesOf(version: Pick<VersionFacts, 'aliases'>): readonly string[] {
  return version.aliases.filter((alias) => HOLD_ALIAS.test(plain(alias)))
}

/** Tags of the collection that hold the whole model. */
export function modelHoldTags(collectionTags: readonly string[] | null): readonly string[] {
  return (collectionTags ?? []).filter((tag) => plain(tag) === HOLD_MARKER)
}

/** Tags of the collection that hold one stage. */
export function stageHoldTags(collectionTags: readonly string[] | null, stage: string): readonly string[] {
  return (collectionTags ?? []).filter((tag) => plain(tag) === plain(stageHoldTag(stage)))
}

export function stageHoldTag(stage: string): string {
  return `${HOLD_MARKER} ${stage}`
}

/** Markers are set by people in a hurry: case and spacing do not matter. */
function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
}
