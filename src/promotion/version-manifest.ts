import { canonicalJson, sha256Hex } from './canonical-json.ts'

/** Files beyond this many are counted, not listed: the manifest is read in one request. */
export const MOST_LISTED_FILES = 500

/** What the registry says of one version. */
export interface VersionContents {
  readonly artifactId: string
  readonly digest: string
  readonly state: string
  /** Bytes. */
  readonly size: number
  readonly fileCount: number
  /** In any order; null: there are more than {@link MOST_LISTED_FILES}. */
  readonly files: readonly { readonly path: string; readonly size: number; readonly md5: string | null }[] | null
}

export interface VersionManifest {
  /** The exact bytes (RFC 8785) that are hashed. */
  readonly text: string
  readonly sha256: string
}

/**
 * The subject of an attestation. Weights & Biases knows a version by MD5 only, so there is no SHA-256 of the weights to
 * attest: the hash is that of this text, which names the version and says that the digests in it are MD5.
 */
export function versionManifest(contents: VersionContents): VersionManifest {
  const { files } = contents
  const text = canonicalJson({
    format: 'model-promotion-gate/version-manifest/v1',
    digests: 'MD5, as Weights & Biases made them: identity, not protection against forgery',
    artifactId: contents.artifactId,
    digest: contents.digest,
    size: contents.size,
    fileCount: contents.fileCount,
    files:
      files === null
        ? null
        : files
            .map(({ path, size, md5 }) => ({ path: path.toWellFormed(), size, md5 }))
            .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  })
  return { text, sha256: sha256Hex(text) }
}
