import type { ProjectPath } from '../config/gate-config.ts'

export interface TagChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/**
 * Writes of hold markers that are no aliases; they are read with everything else. Twice is the same as once. Both throw
 * AccessError where the account may not, and RemoteError (`ambiguous` when it may have happened). Tags show up late:
 * the caller reads back.
 */
export interface HoldMarkers {
  /** Tags of the artifact itself, seen through every link; needs write access to the project that logged it. */
  tagVersion(artifactId: string, change: TagChange): Promise<void>
  /** Tags of the registry collection; needs the role Member in the registry. */
  tagCollection(
    target: { readonly registry: ProjectPath; readonly collection: string },
    change: TagChange,
  ): Promise<void>
}
