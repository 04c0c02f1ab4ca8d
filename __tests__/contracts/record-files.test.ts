import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { signature } from '../../sandbox/wandb/storage.ts'
import { AccessError } from '../../src/errors.ts'
import type { ModelRegistry } from '../../src/operations/ports.ts'
import type { RecordFiles } from '../../src/operations/record-files-port.ts'
import { createRecordFiles } from '../../src/registry/record-files.ts'
import { FakeRecordFiles } from '../support/fake-record-files.ts'
import { FakeRegistry } from '../support/fake-registry.ts'
import { type SandboxWorld, sandboxWorld } from '../support/registry-worlds.ts'

const RECORDS = { entity: 'ml-governance', project: 'model-promotions' }
const RUN = { records: RECORDS, runId: 'rec1' }
const RECORD = { ...RUN, displayName: 'record', model: 'support-llm', stage: 'production', config: {} }
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (held: Uint8Array | null) => (held === null ? null : new TextDecoder().decode(held))

interface World {
  readonly registry: ModelRegistry
  readonly promoter: RecordFiles
  readonly viewer: RecordFiles
  readonly runState: () => string | undefined
  readonly close: () => Promise<void>
}

function fake(): World {
  const registry = new FakeRegistry()
  const promoter = new FakeRecordFiles(registry)
  return {
    registry,
    promoter,
    viewer: promoter.as('viewer'),
    runState: () => registry.runs.get('rec1')?.state,
    close: async () => undefined,
  }
}

async function adapter(): Promise<World> {
  const world = await sandboxWorld()
  const { promoter, viewer } = world.world.keys
  return {
    registry: world.promoter,
    promoter: createRecordFiles(world.connect(promoter)),
    viewer: createRecordFiles(world.connect(viewer)),
    runState: () => world.runState('rec1'),
    close: () => world.close(),
  }
}

describe.each([
  ['in memory', async () => fake()],
  ['against the sandbox', adapter],
])('files beside a record, %s', (_, open) => {
  let world: World
  beforeEach(async () => {
    world = await open()
    await world.registry.openRecord(RECORD, null)
    await world.registry.closeRecord(RECORD, { record_sha256: 'a' }, true)
  })
  afterEach(() => world.close())

  it('are listed and come back byte for byte, and the run stays finished', async () => {
    const files = [
      { name: 'evidence/quality/results #1 ü.json', bytes: bytes('{"acc": 0.9}') },
      { name: 'gate-config.yml', bytes: new Uint8Array([0, 255, 10, 13]) },
      { name: 'empty', bytes: new Uint8Array() },
    ]
    expect(await world.promoter.upload(RUN, files)).toEqual([])
    const listed = [...(await world.promoter.list(RUN))].sort((a, b) => (a.name < b.name ? -1 : 1))
    expect(listed).toEqual([
      { name: 'empty', bytes: 0 },
      { name: 'evidence/quality/results #1 ü.json', bytes: 12 },
      { name: 'gate-config.yml', bytes: 4 },
    ])
    for (const file of files) {
      expect([...((await world.promoter.download(RUN, file.name, 1_000)) ?? [])]).toEqual([...file.bytes])
    }
    expect(world.runState()).toBe('finished')
  })

  it('are replaced when they are put there again', async () => {
    await world.promoter.upload(RUN, [{ name: 'a.json', bytes: bytes('one') }])
    await world.promoter.upload(RUN, [{ name: 'a.json', bytes: bytes('two') }])
    expect(await world.promoter.list(RUN)).toEqual([{ name: 'a.json', bytes: 3 }])
    expect(text(await world.promoter.download(RUN, 'a.json', 3))).toBe('two')
  })

  it('may be none', async () => {
    expect(await world.promoter.upload(RUN, [])).toEqual([])
    expect(await world.promoter.list(RUN)).toEqual([])
  })

  it('are not fetched when they are not there, or larger than allowed', async () => {
    await world.promoter.upload(RUN, [{ name: 'a.json', bytes: bytes('four') }])
    expect(await world.promoter.download(RUN, 'b.json', 1_000)).toBeNull()
    expect(await world.promoter.download(RUN, 'a.json', 3)).toBeNull()
    const elsewhere = { ...RUN, runId: 'other' }
    expect([await world.promoter.list(elsewhere), await world.promoter.download(elsewhere, 'a.json', 9)]).toEqual([
      [],
      null,
    ])
  })

  it('can only be put there by who may write records', async () => {
    const file = { name: 'a.json', bytes: bytes('x') }
    await expect(world.viewer.upload(RUN, [file])).rejects.toBeInstanceOf(AccessError)
    await expect(world.promoter.upload({ ...RUN, runId: 'other' }, [file])).rejects.toBeInstanceOf(AccessError)
    expect(await world.promoter.list(RUN)).toEqual([])
  })
})

describe('the adapter', () => {
  const opened: SandboxWorld[] = []
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((world) => world.close()))
  })

  async function start() {
    const world = await sandboxWorld()
    opened.push(world)
    await world.promoter.openRecord(RECORD, null)
    await world.promoter.closeRecord(RECORD, { record_sha256: 'a' }, true)
    const asked = world.sandbox.requests.length
    return {
      ...world,
      files: createRecordFiles(world.connect(world.world.keys.promoter)),
      since: () => world.sandbox.requests.slice(asked),
    }
  }

  const TWO = [
    { name: 'a.json', bytes: bytes('one') },
    { name: 'b.json', bytes: bytes('two') },
  ]

  it('asks once for all places, sends storage no credential, and declares what arrived', async () => {
    const { files, since } = await start()
    await files.upload(RUN, TWO)
    const requests = since().map(({ method, operationName }) => operationName ?? method)
    expect(requests).toEqual(['GateCreateFiles', 'PUT', 'PUT', 'GateMarkFiles'])
    const puts = since().filter(({ method }) => method === 'PUT')
    expect(puts.filter(({ headers }) => 'authorization' in headers)).toEqual([])
  })

  it('gives a server that stores files itself the credential that it wants', async () => {
    const { files, since, world } = await start()
    world.state.switches.rootRelativeUploads = true
    expect(await files.upload(RUN, TWO)).toEqual([])
    const puts = since().filter(({ method }) => method === 'PUT')
    expect(puts.map(({ headers, status }) => [headers['authorization'], status])).toEqual([
      ['Basic', 200],
      ['Basic', 200],
    ])
    world.state.switches.rootRelativeUploads = false
    expect(text(await files.download(RUN, 'b.json', 9))).toBe('two')
  })

  it('tells an older server by the file stream, and the run stays finished', async () => {
    const { files, since, world, runState } = await start()
    world.state.switches.removedFields.push('Mutation.markRunFilesUploaded')
    expect(await files.upload(RUN, TWO)).toEqual([])
    expect(since().at(-1)?.path).toBe('/files/ml-governance/model-promotions/rec1/file_stream')
    expect(await files.list(RUN)).toHaveLength(2)
    expect(runState('rec1')).toBe('finished')
  })

  it('says which file did not arrive, and keeps the others', async () => {
    const { files, sandbox } = await start()
    sandbox.faults.add({ match: { method: 'PUT', path: /b\.json/ }, action: { status: 403, body: 'SignatureExpired' } })
    const failed = await files.upload(RUN, TWO)
    expect(failed.map(({ name, error }) => [name, error.code, error.message])).toEqual([
      ['b.json', 'wandb-access', 'Could not upload b.json: storage answered 403: SignatureExpired'],
    ])
    expect(await files.list(RUN)).toEqual([{ name: 'a.json', bytes: 3 }])
  })

  it('tries again when storage is down for a moment', async () => {
    const { files, sandbox, since } = await start()
    sandbox.faults.add({ match: { method: 'PUT' }, action: { status: 503, body: 'SlowDown' } })
    expect(await files.upload(RUN, TWO)).toEqual([])
    expect(since().filter(({ method }) => method === 'PUT')).toHaveLength(3)
  })

  it('puts nothing to an address that is none', async () => {
    const { files, sandbox } = await start()
    const places = [{ name: 'a.json', uploadUrl: 'file:///etc/passwd' }]
    const payload = { runID: 'x', uploadHeaders: [], files: places }
    sandbox.faults.add({ match: { field: 'createRunFiles' }, action: { payload } })
    const failed = await files.upload(RUN, TWO)
    expect(failed.map(({ error }) => error.message)).toEqual([
      'Weights & Biases gave no usable address to put a.json to.',
      'Weights & Biases gave no usable address to put b.json to.',
    ])
  })

  it('passes on the headers that the server asks for: storage refuses bytes with another MD5', async () => {
    const { files, sandbox, since } = await start()
    await files.upload(RUN, [{ name: 'a.json', bytes: bytes('one') }])
    const put = since().find(({ method }) => method === 'PUT')
    const uploadUrl = `${put?.headers['host'] === undefined ? '' : `http://${put.headers['host']}`}${put?.path ?? ''}`
    const signed = `${uploadUrl}?signature=${signature(put?.path.slice('/storage/'.length) ?? '')}`
    const md5 = Buffer.from('0123456789abcdef').toString('base64')
    const places = [{ name: 'a.json', uploadUrl: signed }]
    const payload = { runID: 'x', uploadHeaders: [`Content-MD5:${md5}`], files: places }
    sandbox.faults.add({ match: { field: 'createRunFiles' }, action: { payload } })
    const failed = await files.upload(RUN, [{ name: 'a.json', bytes: bytes('two') }])
    expect(failed.map(({ error }) => error.message)).toEqual([
      'Could not upload a.json: storage answered 400: BadDigest',
    ])
  })

  it('refuses a download that is not what W&B describes', async () => {
    const { files, sandbox } = await start()
    await files.upload(RUN, [{ name: 'a.json', bytes: bytes('one') }])
    sandbox.faults.add({ match: { method: 'GET', path: '/storage/' }, action: { status: 200, body: 'two' } })
    await expect(files.download(RUN, 'a.json', 9)).rejects.toThrow('is not the one that W&B describes')
  })

  it('reads a long list to its end', async () => {
    const { files } = await start()
    const many = Array.from({ length: 203 }, (_, index) => ({ name: `f${index}`, bytes: bytes('x') }))
    expect(await files.upload(RUN, many)).toEqual([])
    expect(await files.list(RUN)).toHaveLength(203)
  }, 60_000)
})
