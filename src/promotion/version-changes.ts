import type { RunFacts, VersionFacts } from '../checks/facts.ts'
import type { MovedMetric } from './moved-metrics.ts'
import { type SettingChanges, settingChanges } from './setting-changes.ts'

/** What differs between a version and the one that it replaces. */
export interface VersionChanges {
  readonly from: string
  readonly to: string
  /** Artifacts that the producing runs used; null: not known of both. */
  readonly inputs: readonly InputChange[] | null
  /** Commits of the producing runs; null: not known of both. */
  readonly commits: CommitRange | null
  /** Config of the producing runs; null: not known of both. */
  readonly settings: SettingChanges | null
  /** Metrics of the reports that no check reads, those that moved most first. */
  readonly metrics: readonly MovedMetric[]
}

export interface InputChange {
  /** `entity/project/name`, without version. */
  readonly name: string
  readonly type: string
  /** `vN`, several joined; null: not used. */
  readonly from: string | null
  readonly to: string | null
}

export interface CommitRange {
  readonly from: string
  readonly to: string
  /** `https://HOST/OWNER/NAME` that both runs name; null: they name none, or two. */
  readonly repository: string | null
}

/** The W&B listing of a run's inputs is read so far; behind it nothing can be called gone. */
const LISTED_INPUTS = 100

export function versionChanges(
  previous: VersionFacts,
  candidate: VersionFacts,
  metrics: readonly MovedMetric[],
): VersionChanges {
  const [before, after] = [previous.producer, candidate.producer]
  const known = before !== null && after !== null
  return {
    from: previous.version,
    to: candidate.version,
    inputs: known ? inputChanges(before, after) : null,
    commits: known ? commitRange(before, after) : null,
    settings: known && before.settings && after.settings ? settingChanges(before.settings, after.settings) : null,
    metrics,
  }
}

function inputChanges(before: RunFacts, after: RunFacts): readonly InputChange[] | null {
  if (before.inputs.length >= LISTED_INPUTS || after.inputs.length >= LISTED_INPUTS) return null
  const [old, now] = [usedVersions(before), usedVersions(after)]
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)]
    const { name, type } = is ?? was ?? { name: key, type: '' }
    // A version that cannot be seen is known by its digest only.
    if (was?.identity === is?.identity) return []
    return [{ name, type, from: was?.versions ?? null, to: is?.versions ?? null }]
  })
}

interface UsedVersions {
  readonly name: string
  readonly type: string
  readonly versions: string
  readonly identity: string
}

function usedVersions({ inputs }: RunFacts): ReadonlyMap<string, UsedVersions> {
  const used = new Map<string, { name: string; type: string; versions: string[]; digests: string[] }>()
  for (const { path, type, digest } of inputs) {
    const at = path.search(/:v\d+$/u)
    const name = at < 0 ? path : path.slice(0, at)
    const key = JSON.stringify([type, name])
    const known = used.get(key) ?? { name, type, versions: [], digests: [] }
    used.set(key, known)
    known.versions.push(at < 0 ? digest.slice(0, 8) : path.slice(at + 1))
    known.digests.push(digest)
  }
  return new Map(
    [...used].map(([key, { name, type, versions, digests }]) => [
      key,
      { name, type, versions: [...new Set(versions)].toSorted().join(', '), identity: digests.toSorted().join(' ') },
    ]),
  )
}

function commitRange(before: RunFacts, after: RunFacts): CommitRange | null {
  if (before.commit === null || after.commit === null) return null
  const same = before.repository?.toLowerCase() === after.repository?.toLowerCase()
  return { from: before.commit, to: after.commit, repository: same ? (after.repository ?? null) : null }
}
