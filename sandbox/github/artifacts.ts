/** What workflow runs upload: the REST operations, and the storage that they point to. */
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { zipOf } from '../../scripts/fuzz/zip-builder.ts'
import { type Answer, Refused, refusal } from './answer.ts'
import { listAnswer } from './pages.ts'
import type { RepoCall, RepoOperation } from './rest.ts'
import { repoApiUrl, type Shape } from './rest-shapes.ts'
import { repoNamed } from './seed.ts'
import { type Artifact, type GithubState, nextId, type Repo, timestamp, type World } from './state.ts'

export interface ArtifactOptions {
  readonly run: number
  readonly name: string
  /** Path in the archive → content. */
  readonly files?: Readonly<Record<string, string>>
  /** The archive itself, instead of `files`. */
  readonly archive?: Uint8Array
  /** Default: that of the archive; null: as from an old uploader. */
  readonly digest?: string | null
  readonly expired?: boolean
}

/** Uploads an artifact, as `actions/upload-artifact` does: a zip archive with its SHA-256. */
export function addArtifact(world: World, repoName: string, options: ArtifactOptions): Artifact {
  const repo = repoNamed(world, repoName)
  const members = Object.entries(options.files ?? {}).map(([name, text]) => ({ name, text }))
  const archive = Buffer.from(options.archive ?? zipOf(members))
  const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`
  const artifact: Artifact = {
    id: nextId(world.state),
    run: options.run,
    name: options.name,
    archive: archive.toString('base64'),
    digest: options.digest === undefined ? digest : options.digest,
    expired: options.expired ?? false,
    createdAt: timestamp(world),
  }
  repo.artifacts = { ...repo.artifacts, [artifact.id]: artifact }
  world.changed()
  return artifact
}

export const artifactOperations: Readonly<Record<string, RepoOperation>> = {
  'actions/list-workflow-run-artifacts': {
    oneOf: [{ actions: 'read' }],
    run: (call) => {
      const run = Number(call.params['run_id'])
      if (call.repo.runs[String(run)] === undefined) return refusal(404, 'Not Found')
      const named = (artifact: Artifact) => call.query['name'] === undefined || artifact.name === call.query['name']
      const found = Object.values(call.repo.artifacts ?? {}).filter((each) => each.run === run && named(each))
      const page = listAnswer(call, found, (artifact) => artifactShape(call, call.repo, artifact))
      return { ...page, body: { total_count: found.length, artifacts: page.body } }
    },
  },
  'actions/download-artifact': { oneOf: [{ actions: 'read' }], run: pointToStorage },
}

function pointToStorage(call: RepoCall): Answer {
  const artifact = call.repo.artifacts?.[call.params['artifact_id'] ?? '']
  if (artifact === undefined || call.params['archive_format'] !== 'zip') throw new Refused(refusal(404, 'Not Found'))
  if (artifact.expired) return refusal(410, 'Artifact has expired')
  return { status: 302, headers: { location: `${call.storageUrl}/artifacts/${artifact.id}?sig=${call.storageKey}` } }
}

function artifactShape(call: RepoCall, repo: Repo, artifact: Artifact): Shape {
  const url = `${repoApiUrl(call, repo)}/actions/artifacts/${artifact.id}`
  const run = repo.runs[String(artifact.run)]
  return {
    id: artifact.id,
    node_id: `A_${artifact.id}`,
    name: artifact.name,
    size_in_bytes: Buffer.from(artifact.archive, 'base64').length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    created_at: artifact.createdAt,
    expires_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    digest: artifact.digest,
    workflow_run: {
      id: artifact.run,
      repository_id: repo.id,
      head_repository_id: repo.id,
      head_branch: run?.head_branch ?? '',
      head_sha: run?.head_sha ?? '',
    },
  }
}

/** Where archives lie: another host than the API, which checks a signature in the address and refuses a token. */
export interface ArtifactStorage {
  readonly url: string
  readonly key: string
  /** Paths that were asked, and whether the request carried a token. */
  readonly requests: readonly { readonly path: string; readonly withToken: boolean }[]
  close(): Promise<void>
}

export async function startStorage(state: GithubState): Promise<ArtifactStorage> {
  const key = randomBytes(8).toString('hex')
  const requests: { path: string; withToken: boolean }[] = []
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://storage')
    const withToken = request.headers.authorization !== undefined
    requests.push({ path: pathname, withToken })
    const id = /^\/artifacts\/(\d+)$/.exec(pathname)?.[1] ?? ''
    const artifact = Object.values(state.repos).flatMap((repo) => repo.artifacts?.[id] ?? [])[0]
    // Azure answers 400 when an address with a signature comes with an Authorization header besides.
    const status = withToken ? 400 : searchParams.get('sig') !== key ? 403 : artifact === undefined ? 404 : 200
    response.writeHead(status, { 'content-type': 'application/zip' })
    response.end(status === 200 ? Buffer.from(artifact?.archive ?? '', 'base64') : '')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
