import { type Connection, connection, type PageArguments } from './connection.ts'
import type { Context } from './context.ts'
import { dateTime } from './context.ts'
import type { Artifact, Run } from './state.ts'
import { type FileFacts, manifestKey, md5Base64, readBytes, runFileKey, signedUrl, uploadUrl } from './storage.ts'

export type FileView = Readonly<Record<string, unknown>>
type FilePage = PageArguments & { readonly names?: readonly (string | null)[] | null }

/** A stored file; its URLs are made when asked for. */
export function viewFile(file: FileFacts): FileView {
  return {
    id: Buffer.from(`File:${file.key}`).toString('base64'),
    name: file.name,
    displayName: file.name,
    sizeBytes: file.size,
    storagePath: file.key,
    mimetype: file.name.endsWith('.json') ? 'application/json' : 'application/octet-stream',
    updatedAt: dateTime(file.updatedAt),
    digest: file.digest,
    md5: file.digest,
    url: (_: unknown, context: Context) => signedUrl(context, file.key),
    directUrl: (_: unknown, context: Context) => signedUrl(context, file.key),
    uploadUrl: (_: unknown, context: Context) => uploadUrl(context, file.key),
    uploadHeaders: file.digest === '' ? [] : [`Content-MD5:${file.digest}`, 'Content-Type:application/octet-stream'],
    uploadMultipartUrls: null,
    artifact: null,
  }
}

/** The file that holds an artifact's manifest; `digest` may be empty while it is only a draft. */
export function viewManifestFile(
  artifactId: string,
  manifest: { readonly id: string; readonly digest: string },
  updatedAt: number,
): FileView {
  const key = manifestKey(artifactId, manifest.id)
  return viewFile({ name: 'wandb_manifest.json', key, digest: manifest.digest, size: 0, updatedAt })
}

export function viewArtifactFiles(_context: Context, artifact: Artifact, page: FilePage): Connection<FileView> {
  const wanted = artifact.entries.filter((entry) => wants(page, entry.path))
  return connection(
    wanted,
    page,
    (entry) => entry.path,
    (entry) =>
      viewFile({
        name: entry.path,
        key: entry.storageKey ?? '',
        digest: entry.digest,
        size: entry.size,
        updatedAt: artifact.createdAt,
      }),
  )
}

/** Files of a run that were declared uploaded; with `upload`, places for the names asked for. */
export function viewRunFiles(
  context: Context,
  run: Run,
  page: FilePage & { readonly upload?: boolean | null; readonly pattern?: string | null },
): Connection<FileView> {
  const named = (page.names ?? []).filter((name) => name !== null)
  const names = page.upload ? named : run.files.filter((name) => wants(page, name) && like(page.pattern, name))
  return connection(
    names,
    page,
    (name) => name,
    (name) => {
      const key = runFileKey(run.id, name)
      const bytes = readBytes(context.state, key)
      const digest = bytes === undefined ? '' : md5Base64(bytes)
      return viewFile({ name, key, digest, size: bytes?.length ?? 0, updatedAt: run.heartbeatAt })
    },
  )
}

function wants(page: FilePage, name: string): boolean {
  return page.names === null || page.names === undefined || page.names.length === 0 || page.names.includes(name)
}

/** SQL LIKE, as far as `%` goes. */
function like(pattern: string | null | undefined, name: string): boolean {
  if (!pattern) return true
  const source = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${source.join('.*')}$`).test(name)
}
