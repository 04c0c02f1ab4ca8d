import { createHash } from 'node:crypto'
import type { Context } from './context.ts'
import type { WandbState } from './state.ts'

export interface FileFacts {
  readonly name: string
  readonly key: string
  /** Base64 MD5, as artifact manifests have it. */
  readonly digest: string
  readonly size: number
  readonly updatedAt: number
}

/** A pre-signed URL: whoever has it may use it, and nobody may add credentials. */
export function signedUrl(context: Context, key: string): string {
  const path = key.split('/').map(encodeURIComponent).join('/')
  return `${context.storageUrl}/storage/${path}?signature=${signature(key)}`
}

/** Where to PUT a file; a path relative to the base URL where the server is self-managed without a bucket. */
export function uploadUrl(context: Context, key: string): string {
  const url = signedUrl(context, key)
  return context.state.switches.rootRelativeUploads ? url.slice(context.storageUrl.length) : url
}

export function signature(key: string): string {
  return createHash('sha256').update(`sandbox ${key}`).digest('hex').slice(0, 32)
}

export function md5Base64(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('base64')
}

export function readBytes(state: WandbState, key: string): Buffer | undefined {
  const stored = Object.hasOwn(state.storage, key) ? state.storage[key] : undefined
  return stored === undefined ? undefined : Buffer.from(stored, 'base64')
}

export function storeBytes(state: WandbState, key: string, bytes: Uint8Array): void {
  state.storage[key] = Buffer.from(bytes).toString('base64')
}

/** W&B's digest of a whole artifact: hex MD5 of the sorted `path:digest` lines of its manifest. */
export function artifactDigest(entries: readonly { readonly path: string; readonly digest: string }[]): string {
  const hash = createHash('md5').update('wandb-artifact-manifest-v1\n')
  const sorted = [...entries].sort((left, right) => (left.path < right.path ? -1 : 1))
  for (const entry of sorted) hash.update(`${entry.path}:${entry.digest}\n`)
  return hash.digest('hex')
}

export function artifactFileKey(artifactId: string, digest: string): string {
  return `wandb_artifacts/${Buffer.from(artifactId, 'base64').toString().replace(':', '-')}/${Buffer.from(digest, 'base64').toString('hex')}`
}

export function manifestKey(artifactId: string, manifestId: string): string {
  return `wandb_manifests/${Buffer.from(artifactId, 'base64').toString().replace(':', '-')}/${Buffer.from(manifestId, 'base64').toString('hex')}`
}

export function runFileKey(runId: string, name: string): string {
  return `runs/${Buffer.from(runId, 'base64').toString().replace(':', '-')}/${name}`
}
