import type { RegistryFacts, VersionFacts } from './facts.ts'
import type { Verdict } from './verdict.ts'

export interface VersionInput {
  readonly candidate: VersionFacts | null
  /** As the user or the pin named it. */
  readonly asked: string
  /** With a source path: the artifact exists, but is not linked into the collection. */
  readonly unlinkedSource: RegistryFacts['unlinkedSource']
}

/** The version exists in the collection and all its files are there (`COMMITTED`). */
export function evaluateVersion({ candidate, asked, unlinkedSource }: VersionInput): Verdict {
  const base = { id: 'version', kind: 'version', label: 'version', children: [] } as const
  const fact = { type: 'fact', expected: `${asked}, COMMITTED` } as const
  if (candidate === null) {
    const note =
      unlinkedSource === null
        ? 'the registry answers the same for a version that does not exist and for one that this account may not see'
        : `${unlinkedSource.path} exists, but is not linked into the collection`
    return { ...base, status: 'fail', reason: 'version-not-found', detail: { ...fact, observed: 'not found', note } }
  }
  const detail = { ...fact, observed: `${candidate.version}, ${candidate.state}` }
  if (candidate.state === 'COMMITTED') return { ...base, status: 'pass', detail }
  return { ...base, status: 'fail', reason: 'version-not-committed', detail }
}
