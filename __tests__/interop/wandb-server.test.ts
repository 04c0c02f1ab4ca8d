import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from '@jest/globals'
import { aliasHolder, seedRegistry } from '../../sandbox/wandb/seed.ts'
import { startWandb, type WandbState } from '../../sandbox/wandb/server.ts'
import { saveState } from '../../sandbox/wandb/state.ts'
import { artifactDigest, md5Base64 } from '../../sandbox/wandb/storage.ts'
import { ask, basic, changeAlias, openScene, type Scene } from './wandb-ask.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'wandb-sandbox-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the clock, the headers and the log', () => {
  it('answers with its own time and its rate limits', async () => {
    const { sandbox, world } = await openScene({}, { now: () => Date.UTC(2026, 10, 23, 12) })
    sandbox.setClock(90_000)
    const { headers } = await ask(sandbox, world.keys.promoter, '{ viewer { id } }')
    await sandbox.close()
    expect(headers.get('date')).toBe('Mon, 23 Nov 2026 12:01:30 GMT')
    expect(['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'].map((name) => headers.get(name))).toEqual([
      '1000',
      '999',
      '1',
    ])
  })

  it('logs requests in order, without credentials', async () => {
    const { sandbox, world } = await openScene({}, { basePath: '/w&b' })
    await ask(sandbox, world.keys.promoter, 'query First { a: viewer { id } }', { x: 1 })
    await fetch(`${sandbox.url}/nowhere`, { headers: { Authorization: basic(world.keys.promoter) } })
    await sandbox.close()
    expect(sandbox.requests).toMatchObject([
      {
        method: 'POST',
        path: '/graphql',
        operationName: 'First',
        fields: ['viewer'],
        variables: { x: 1 },
        status: 200,
      },
      { method: 'GET', path: '/nowhere', operationName: null, status: 404, headers: { authorization: 'Basic' } },
    ])
    expect(JSON.stringify(sandbox.requests)).not.toContain(basic(world.keys.promoter).slice(6))
  })

  it('serves nothing outside its base path', async () => {
    const { sandbox } = await openScene({}, { basePath: '/wandb' })
    const outside = await fetch(`${new URL(sandbox.url).origin}/graphql`, {
      method: 'POST',
      body: '{"query":"{ viewer { id } }"}',
    })
    const inside = await fetch(`${sandbox.url}/graphql`, { method: 'POST', body: '{"query":"{ viewer { id } }"}' })
    await sandbox.close()
    expect([outside.status, inside.status]).toEqual([404, 200])
  })
})

describe('names that need care', () => {
  it.each(['Golden Models #1', '100% real', '模型 🚀', 'a?b&c=d', '__proto__'])('%s', async (name) => {
    const scene = await openScene({ collection: name })
    const key = scene.world.keys.planner
    const reply = await changeAlias(scene, { mutation: 'addAliases', key, version: 1, alias: name })
    await scene.sandbox.close()
    expect(reply.data).toEqual({ done: { success: true } })
    expect(aliasHolder(scene.world.state, scene.world.registry, name, name)).toBe('v1')
  })
})

describe('logging an artifact', () => {
  const file = Buffer.from('{"accuracy":0.9}')

  it('has the digests of W&B', () => {
    expect(md5Base64(file)).toBe('44hImIFQHha4HkEkLPw+IQ==')
    expect(artifactDigest([{ path: 'report.json', digest: md5Base64(file) }])).toBe('a8510b0f588010625eab262b769acdc9')
  })

  async function create(scene: Scene, digest: string): Promise<{ id: string; state: string }> {
    const query = 'mutation C($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id state } } }'
    const input = {
      entityName: 'research',
      projectName: 'training',
      artifactTypeName: 'report',
      artifactCollectionName: 'report',
      digest,
      enableDigestDeduplication: true,
    }
    const { data } = await ask(scene.sandbox, scene.world.keys.promoter, query, { input })
    return (data as unknown as { createArtifact: { artifact: { id: string; state: string } } }).createArtifact.artifact
  }

  async function upload(scene: Scene, artifactID: string, bytes: Buffer): Promise<number> {
    const { promoter } = scene.world.keys
    const files = `mutation F($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { edges { node { uploadUrl } } } } }`
    const spec = { artifactID, name: 'report.json', md5: md5Base64(file) }
    const made = await ask(scene.sandbox, promoter, files, { input: { artifactFiles: [spec], storageLayout: 'V2' } })
    const { createArtifactFiles } = made.data as unknown as {
      createArtifactFiles: { files: { edges: { node: { uploadUrl: string } }[] } }
    }
    const url = createArtifactFiles.files.edges[0]?.node.uploadUrl ?? ''
    const put = await fetch(url, { method: 'PUT', headers: { 'Content-MD5': md5Base64(file) }, body: bytes })
    const manifest = JSON.stringify({
      contents: { 'report.json': { digest: md5Base64(file), size: file.length, birthArtifactID: artifactID } },
    })
    const query =
      'mutation M($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) { artifactManifest { file { uploadUrl } } } }'
    const input = {
      artifactID,
      name: 'wandb_manifest.json',
      digest: md5Base64(Buffer.from(manifest)),
      entityName: 'research',
      projectName: 'training',
      runName: '',
    }
    const second = await ask(scene.sandbox, promoter, query, { input })
    const { createArtifactManifest } = second.data as unknown as {
      createArtifactManifest: { artifactManifest: { file: { uploadUrl: string } } }
    }
    await fetch(createArtifactManifest.artifactManifest.file.uploadUrl, { method: 'PUT', body: manifest })
    return put.status
  }

  function commit(scene: Scene, artifactID: string) {
    const query =
      'mutation K($id: ID!) { commitArtifact(input: { artifactID: $id }) { artifact { versionIndex state } } }'
    return ask(scene.sandbox, scene.world.keys.promoter, query, { id: artifactID })
  }

  it('becomes v0 when all bytes are there; the same content again is no new version', async () => {
    const scene = await openScene()
    const draft = await create(scene, 'a8510b0f588010625eab262b769acdc9')
    const early = await commit(scene, draft.id)
    const put = await upload(scene, draft.id, file)
    scene.world.state.switches.commitConflicts = 1
    const conflict = await commit(scene, draft.id)
    const done = await commit(scene, draft.id)
    const again = await create(scene, 'a8510b0f588010625eab262b769acdc9')
    await scene.sandbox.close()
    expect([draft.state, early.status, put, conflict.status]).toEqual(['PENDING', 404, 200, 409])
    expect(done.data).toEqual({ commitArtifact: { artifact: { versionIndex: 0, state: 'COMMITTED' } } })
    expect(again).toEqual({ id: draft.id, state: 'COMMITTED' })
  })

  it.each([
    ['other bytes than announced', 'a8510b0f588010625eab262b769acdc9', Buffer.from('other'), 400],
    ['another digest than announced', '0'.repeat(32), file, 200],
  ])('refuses %s', async (_what, digest, bytes, put) => {
    const scene = await openScene()
    const draft = await create(scene, digest)
    const status = await upload(scene, draft.id, bytes)
    const reply = await commit(scene, draft.id)
    await scene.sandbox.close()
    expect([status, reply.status]).toEqual([put, 400])
  })
})

describe('downloading a file of a version', () => {
  it.each<[string, boolean]>([
    ['with the artifact id in the path', true],
    ['without it', false],
  ])('redirects to another origin %s', async (_what, withId) => {
    const { sandbox, world } = await openScene()
    const artifact = world.versions[0]?.artifact
    const entry = artifact?.entries[0]
    const ids = withId ? [artifact?.id, artifact?.id] : [artifact?.id]
    const hex = Buffer.from(entry?.digest ?? '', 'base64').toString('hex')
    const parts = ['artifactsV2', 'default', 'acme', 'wandb-registry-model', 'support-llm', ...ids, hex, entry?.path]
    const url = `${sandbox.url}/${parts.map((part) => encodeURIComponent(part ?? '')).join('/')}`
    const headers = { Authorization: basic(world.keys.viewer) }
    const redirect = await fetch(url, { headers, redirect: 'manual' })
    const location = redirect.headers.get('location') ?? ''
    const [plain, leaking, nobody] = await Promise.all([fetch(location), fetch(location, { headers }), fetch(url)])
    const text = await plain.text()
    const unsigned = await fetch(location.replace(/signature=..../, 'signature=0000'))
    await sandbox.close()
    expect([redirect.status, plain.status, leaking.status, nobody.status, unsigned.status]).toEqual([
      302, 200, 400, 401, 403,
    ])
    expect(new URL(location).origin).not.toBe(new URL(sandbox.url).origin)
    expect(md5Base64(Buffer.from(text))).toBe(entry?.digest)
  })

  it('is not for restricted viewers', async () => {
    const { sandbox, world } = await openScene()
    world.registry.roles['viewer'] = 'restricted_viewer'
    const query =
      '{ project(entityName: "acme", name: "wandb-registry-model") { artifactCollection(name: "support-llm") { artifactMembership(aliasName: "v0") { id files { totalCount } } } } }'
    const reply = await ask(sandbox, world.keys.viewer, query)
    await sandbox.close()
    expect([reply.status, reply.messages]).toEqual([403, ['permission denied']])
  })
})

describe('the state file', () => {
  it('is written after a change, whole, and read at the next start', async () => {
    const stateFile = path.join(folder, 'kept.json')
    const world = seedRegistry()
    const first = await startWandb({ state: world.state, stateFile })
    await changeAlias(
      { world, sandbox: first },
      { mutation: 'addAliases', key: world.keys.promoter, version: 1, alias: 'production' },
    )
    await first.close()
    const kept = JSON.parse(readFileSync(stateFile, 'utf8')) as WandbState
    const second = await startWandb({ stateFile })
    await second.close()
    expect(kept).toEqual(world.state)
    expect(aliasHolder(second.state, world.registry, 'support-llm', 'production')).toBe('v1')
    expect(readdirSync(folder)).toEqual(['kept.json'])
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('the command serves it and ends on %s', async (signal) => {
    const stateFile = path.join(folder, `${signal}.json`)
    const world = seedRegistry()
    saveState(stateFile, world.state)
    const main = fileURLToPath(new URL('../../sandbox/wandb/main.ts', import.meta.url))
    const child = spawn(process.execPath, [
      main,
      '--port',
      '0',
      '--state',
      stateFile,
      '--base-path',
      '/x',
      '--latency',
      '5',
    ])
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const url = line.replace('wandb sandbox listening on ', '')
    const headers = { Authorization: basic(world.keys.promoter) }
    const body = '{"query":"{ viewer { username } }"}'
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
    const text = await answer.text()
    child.kill(signal)
    const [code] = (await once(child, 'exit')) as [number]
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/x$/)
    expect([text, code]).toEqual(['{"data":{"viewer":{"username":"promoter"}}}', 0])
  })
})
