import type { RecordFacts, VersionFacts } from './facts.ts'

/**
 * Records of holds and releases of one model stand in one chain, whatever they freeze, under this name in place of a
 * stage. No stage can have it: its characters are not those of an alias.
 */
export const HOLD_CHAIN = '(hold)'

/** What a hold freezes. A version is also known by its digest: the same files logged again are another artifact. */
export type HoldScope =
  | { readonly kind: 'version'; readonly artifactId: string; readonly digest: string }
  | { readonly kind: 'model' }
  | { readonly kind: 'stage'; readonly stage: string }

/** Conclusions after which no marker was ever asked for. */
const NOTHING_DONE: readonly (string | null)[] = ['abandoned', 'failed']

/**
 * The hold that stands by record: the newest one without a release after it; null: none. One that was begun and not
 * closed, or whose record was altered, holds; a release counts only when its record is intact and everything was
 * removed.
 * @param records of the hold chain, newest first
 */
export function standingHold(records: readonly RecordFacts[], scope: HoldScope): RecordFacts | null {
  for (const record of records) {
    if (!isAbout(record, scope)) continue
    if (record.operation === 'hold' && !NOTHING_DONE.includes(record.conclusion)) return record
    if (record.operation === 'release' && record.conclusion === 'applied' && record.intact && record.sha256 !== null)
      return null
  }
  return null
}

/** A version as a hold freezes it. */
export function versionScope({ artifactId, digest }: VersionFacts): HoldScope {
  return { kind: 'version', artifactId, digest }
}

/** `kind` and `stage` of a hold record's `hold` part; null: it has none that can be read. */
export function holdPart(record: RecordFacts): Readonly<Record<string, unknown>> | null {
  const part = record.body?.['hold']
  return typeof part === 'object' && part !== null ? (part as Readonly<Record<string, unknown>>) : null
}

function isAbout(record: RecordFacts, scope: HoldScope): boolean {
  const part = holdPart(record)
  if (part?.['kind'] !== scope.kind) return false
  if (scope.kind === 'version') return isSameContent(record.from, scope)
  return scope.kind === 'model' || part['stage'] === scope.stage
}

function isSameContent(held: RecordFacts['from'], { artifactId, digest }: Extract<HoldScope, { kind: 'version' }>) {
  if (held === null) return false
  return held.artifactId === artifactId || (digest !== '' && held.digest === digest)
}
