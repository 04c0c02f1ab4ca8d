import { DomainError } from './domain-error.ts'
import type { ManifestEntry, WandbState } from './state.ts'
import { artifactFileKey, md5Base64, readBytes } from './storage.ts'

/**
 * The entries of an uploaded manifest, each checked against the bytes in storage.
 *
 * @throws DomainError 400 when the manifest or a file is missing or is not what it says.
 */
export function parseManifest(state: WandbState, artifactId: string, key: string): ManifestEntry[] {
  const bytes = readBytes(state, key)
  if (bytes === undefined) throw new DomainError(400, 'the artifact manifest was not uploaded')
  const parsed = JSON.parse(bytes.toString('utf8')) as {
    readonly contents: Record<
      string,
      { readonly digest: string; readonly size?: number; readonly ref?: string; readonly birthArtifactID?: string }
    >
  }
  return Object.entries(parsed.contents).map(([path, entry]) => {
    if (entry.ref !== undefined) return { path, digest: entry.digest, size: entry.size ?? 0, storageKey: null }
    const storageKey = artifactFileKey(entry.birthArtifactID || artifactId, entry.digest)
    const file = readBytes(state, storageKey)
    if (file === undefined) throw new DomainError(400, `file ${path} was not uploaded`)
    if (md5Base64(file) !== entry.digest) throw new DomainError(400, `file ${path} does not have its declared digest`)
    return { path, digest: entry.digest, size: file.length, storageKey }
  })
}

/** The manifest file of an artifact, in the form the official clients write and read. */
export function manifestJson(artifactId: string, entries: readonly ManifestEntry[]): string {
  const contents = entries.map((entry) => [
    entry.path,
    { digest: entry.digest, size: entry.size, birthArtifactID: artifactId },
  ])
  return JSON.stringify({
    version: 1,
    storagePolicy: 'wandb-storage-policy-v1',
    storagePolicyConfig: { storageLayout: 'V2' },
    contents: Object.fromEntries(contents),
  })
}
