import { afterEach, describe, expect, it } from '@jest/globals'
import type { FaultAction } from '../../sandbox/wandb/faults.ts'
import { addRun, linkVersion, SEED_TIME, seedRegistry } from '../../sandbox/wandb/seed.ts'
import { AccessError, GateError, RemoteError } from '../../src/errors.ts'
import type { RegistryQuery } from '../../src/operations/ports.ts'
import { createWandbRegistry } from '../../src/registry/wandb-registry.ts'
import { ALIASES, type SandboxWorld, sandboxWorld } from '../support/registry-worlds.ts'

const REGISTRY = { entity: 'acme', project: 'wandb-registry-model' }
const RECORDS = { entity: 'ml-governance', project: 'model-promotions' }
const PRODUCTION = { registry: REGISTRY, collection: 'support-llm', alias: 'production' }

const ASK: RegistryQuery = {
  registry: REGISTRY,
  collection: 'support-llm',
  candidate: { kind: 'version', version: 'v2' },
  alias: 'production',
  fromAlias: 'staging',
  keepPrevious: 'production-previous',
  records: RECORDS,
  model: 'support-llm',
  stage: 'production',
  ownAttempts: ['a1', 'a2'],
}

const RECORD = {
  runId: 'rec1',
  records: RECORDS,
  displayName: 'support-llm v2 production',
  model: 'support-llm',
  stage: 'production',
  config: { operation: 'promote', to_version: 'v2', pull_request: 7, actor: null },
}

const HTML = '<html><head><title>502 Bad Gateway</title></head><body><script>alert(1)</script></body></html>'

let open: SandboxWorld[] = []
afterEach(async () => {
  await Promise.all(open.map((world) => world.close()))
  open = []
})

async function start(options: Parameters<typeof sandboxWorld>[0] = {}): Promise<SandboxWorld> {
  const world = await sandboxWorld(options)
  open = [...open, world]
  return world
}

function failureOf(promise: Promise<unknown>): Promise<GateError> {
  return promise.then(
    () => {
      throw new Error('expected a failure')
    },
    (thrown: unknown) => {
      if (thrown instanceof GateError) return thrown
      throw thrown
    },
  )
}

describe('one request', () => {
  it('reads a version with everything in one request, an alias in two', async () => {
    const world = await start()
    await world.promoter.read(ASK)
    expect(world.sandbox.requests.map((request) => request.operationName)).toEqual(['GateRead'])
    await world.promoter.read({ ...ASK, candidate: { kind: 'alias', alias: 'candidate' } })
    expect(world.sandbox.requests.map((request) => request.operationName)).toEqual([
      'GateRead',
      'GateRead',
      'GateRecords',
    ])
  })

  it('says who we are, and nothing more', async () => {
    const world = await start()
    await world.promoter.holder(PRODUCTION)
    expect(world.sandbox.requests[0]?.headers).toMatchObject({
      'user-agent': 'model-promotion-gate/0.0.0',
      authorization: 'Basic',
    })
  })
})

describe('records of other registries', () => {
  it('do not hide ours, however many there are', async () => {
    const world = await start()
    const { state, records } = world.world
    const write = (index: number, registry: string) => {
      const body = {
        operation: 'promote',
        registry_path: registry,
        model: 'support-llm',
        stage: 'production',
        sequence: index,
      }
      const config = { operation: 'promote', record: JSON.stringify(body) }
      const about = { jobType: 'model-promotion', group: 'support-llm', tags: ['support-llm', 'production'] }
      addRun(state, records, {
        name: `r${index}`,
        config,
        summary: { record_sha256: 'x' },
        at: SEED_TIME + index * 1_000,
        ...about,
      })
    }
    write(0, 'acme/wandb-registry-model/support-llm')
    for (let index = 1; index <= 70; index += 1) write(index, 'acme/wandb-registry-other/support-llm')
    const facts = await world.promoter.read(ASK)
    expect(facts.records.map((record) => record.runId)).toEqual(['r0'])
    expect(world.sandbox.requests.map((request) => request.operationName)).toEqual([
      'GateRead',
      'GateRecords',
      'GateRecords',
    ])
  })
})

it('records of the same second are sorted by their own number', async () => {
  const world = await start()
  for (const sequence of [1, 3, 2]) {
    const body = { registry_path: 'acme/wandb-registry-model/support-llm', stage: 'production', sequence }
    const about = { jobType: 'model-promotion', group: 'support-llm', tags: ['production'] }
    const config = { record: JSON.stringify(body) }
    addRun(world.world.state, world.world.records, {
      name: `r${sequence}`,
      config,
      summary: { record_sha256: 'x' },
      ...about,
    })
  }
  expect((await world.promoter.read(ASK)).records.map((record) => record.sequence)).toEqual([3, 2, 1])
})

describe('passing trouble', () => {
  const troubles: readonly (readonly [string, FaultAction])[] = [
    [
      '429 with Retry-After',
      { status: 429, body: { error: 'rate limit exceeded' }, headers: { 'Retry-After': '0.5' } },
    ],
    [
      '429 with RateLimit-Reset',
      {
        status: 429,
        body: { error: 'rate limit exceeded' },
        headers: { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '1' },
      },
    ],
    [
      'a date as Retry-After',
      { status: 503, body: 'busy', headers: { 'Retry-After': new Date(Date.now() + 2_000).toUTCString() } },
    ],
    ['502 with a page', { status: 502, body: HTML }],
    ['408', { status: 408, body: '' }],
    ['a reset before', 'drop-before'],
    ['a reset after', 'drop-after'],
  ]
  it.each(troubles)('a read survives %s', async (_case, action) => {
    const world = await start()
    world.sandbox.faults.add({ match: { field: 'project' }, action, times: 2 })
    expect((await world.promoter.read(ASK)).candidate?.version).toBe('v2')
    expect(world.sandbox.requests).toHaveLength(3)
  })

  it.each(troubles)('so do alias moves and record writes: %s', async (_case, action) => {
    const world = await start()
    for (const field of ['addAliases', 'upsertBucket']) world.sandbox.faults.add({ match: { field }, action })
    await world.promoter.moveAlias(PRODUCTION, world.artifacts[2] ?? '')
    await world.promoter.openRecord(RECORD, { artifactId: world.artifacts[2] ?? '', registry: REGISTRY })
    world.sandbox.faults.add({ match: { path: '/files/' }, action })
    await world.promoter.closeRecord(RECORD, { conclusion: 'applied', record_sha256: 'x' }, true)
    expect(world.holderOf('production')).toBe('v2')
    expect(world.world.state.runs.filter((run) => run.name === 'rec1')).toHaveLength(1)
    expect(world.runState('rec1')).toBe('finished')
    expect(world.warnings).toEqual([])
  })

  it('does not wait longer than a try may take', async () => {
    const world = await start()
    world.sandbox.faults.add({ match: { field: 'project' }, action: { delayMs: 2_000 } })
    const connection = world.connect(world.world.keys.promoter, { answerTimeoutMs: 60 })
    const registry = createWandbRegistry({ ...connection, app: '', warn: () => {} })
    expect((await registry.holder(PRODUCTION))?.version).toBe('v0')
    expect(world.sandbox.requests).toHaveLength(2)
  })

  it('waits before the next request when a good answer says that the limit is spent', async () => {
    const world = await start()
    const waits: number[] = []
    const sleep = async (ms: number) => void waits.push(ms)
    const registry = createWandbRegistry({
      ...world.connect(world.world.keys.promoter, { sleep }),
      app: '',
      warn: () => {},
    })
    world.sandbox.faults.add({
      match: { nth: 1 },
      action: { headers: { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '7' } },
    })
    await registry.holder(PRODUCTION)
    await registry.holder(PRODUCTION)
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeGreaterThan(5_000)
    expect(waits[0]).toBeLessThanOrEqual(7_000)
  })
})

describe('lasting trouble', () => {
  it.each([
    [400, RemoteError, 1],
    [401, AccessError, 1],
    [403, AccessError, 1],
    [404, AccessError, 1],
    [409, RemoteError, 1],
    [410, RemoteError, 1],
    [413, RemoteError, 1],
    [422, RemoteError, 1],
    [501, RemoteError, 1],
    [302, RemoteError, 1],
    [429, RemoteError, 8],
    [500, RemoteError, 8],
    [504, RemoteError, 8],
  ])('status %i leads to the right error after the right number of tries (%p, %i)', async (status, kind, tries) => {
    const world = await start()
    const headers = { Location: 'https://elsewhere.test/graphql' }
    world.sandbox.faults.add({
      match: { field: 'project' },
      action: { status, body: { errors: [{ message: 'no luck' }] }, headers },
      times: 99,
    })
    const error = await failureOf(world.promoter.read(ASK))
    expect(error).toBeInstanceOf(kind)
    expect(error.message).toBe(`Could not read the registry: Weights & Biases answered ${status}: no luck`)
    expect(world.sandbox.requests).toHaveLength(tries)
    if (error instanceof RemoteError) expect(error).toMatchObject({ attempts: tries, ambiguous: false })
  })

  it("shows one line of a proxy's page", async () => {
    const world = await start()
    world.sandbox.faults.add({ match: {}, action: { status: 502, body: HTML }, times: 99 })
    const error = await failureOf(world.promoter.read(ASK))
    expect(error.message).toBe('Could not read the registry: Weights & Biases answered 502: 502 Bad Gateway')
  })

  it('names the address where there is no API', async () => {
    const world = await start({ basePath: '/wandb' })
    const wrong = { ...world.connect(world.world.keys.promoter), base: world.sandbox.url.replace('/wandb', '') }
    const registry = createWandbRegistry({ ...wrong, app: '', warn: () => {} })
    world.sandbox.faults.add({ match: {}, action: { status: 404, body: HTML } })
    expect((await failureOf(registry.read(ASK))).hint).toContain(`There is no W&B API at ${wrong.base}`)
  })

  it.each([
    ['not JSON', { status: 200, body: HTML }, 'not a GraphQL answer'],
    ['no data', { json: {} }, 'not a GraphQL answer'],
    [
      'partial data',
      { json: { data: { project: null }, errors: [{ message: 'context deadline exceeded' }] } },
      'context deadline exceeded',
    ],
    [
      'a membership of another shape',
      { json: { data: { viewer: { id: 'x' }, project: { artifactCollectionMembership: { id: 1 } } } } },
      'artifactCollectionMembership',
    ],
    [
      'an artifact that is withheld',
      { json: { data: { viewer: { id: 'x' }, project: { artifactCollectionMembership: { artifact: null } } } } },
      'without its artifact',
    ],
  ] as const)('never believes %s', async (_case, action, text) => {
    const world = await start()
    world.sandbox.faults.add({ match: {}, action })
    const error = await failureOf(world.promoter.holder(PRODUCTION))
    expect(error).toBeInstanceOf(RemoteError)
    expect(error.message).toContain(text)
  })

  it('tells a wrong registry, a wrong source and a wrong collection apart', async () => {
    const world = await start()
    const nowhere = { entity: 'acme', project: 'nowhere' }
    const source = { kind: 'source', entity: 'research', project: 'nowhere', artifact: 'a', version: 'v0' } as const
    const cases = [{ registry: nowhere }, { candidate: source }, { collection: 'nowhere' }]
    const errors = await Promise.all(cases.map((change) => failureOf(world.promoter.read({ ...ASK, ...change }))))
    expect(errors.map((error) => error.message)).toEqual([
      expect.stringContaining('the registry acme/nowhere was not found'),
      expect.stringContaining('the source project research/nowhere was not found'),
      expect.stringContaining('the collection `nowhere` of acme/wandb-registry-model was not found'),
    ])
    for (const error of errors) expect(error).toBeInstanceOf(AccessError)
  })

  it('says that the records project is not there, or may not be seen', async () => {
    const world = await start()
    const facts = await world.promoter.read({ ...ASK, records: { entity: 'acme', project: 'nowhere' } })
    expect(facts).toMatchObject({ recordsVisible: false, records: [], ownAttempts: [], holder: { version: 'v0' } })
    expect((await world.promoter.read(ASK)).recordsVisible).toBe(true)
  })

  it('nobody holding an alias is not the same as a registry that cannot be seen', async () => {
    const world = await start()
    const nowhere = { entity: 'acme', project: 'nowhere' }
    expect(await failureOf(world.promoter.holder({ ...PRODUCTION, registry: nowhere }))).toBeInstanceOf(AccessError)
    expect(await world.promoter.holder({ ...PRODUCTION, alias: 'nobody' })).toBeNull()
  })

  it('notices that the server does not know us, though it answers', async () => {
    const world = await start()
    const token = 'wb_at_0123456789012345678901234567890123456789'
    world.world.state.tokens.push({ token, username: 'promoter', expiresAt: Date.now() + 3_600_000 })
    const registry = createWandbRegistry({ ...world.connect(token), app: '', warn: () => {} })
    const error = await failureOf(registry.read(ASK))
    expect(error).toBeInstanceOf(AccessError)
    expect(error.message).toContain('does not know who we are')
  })
})

describe('doubtful writes', () => {
  it.each([
    ['success: false', { payload: { success: false } }],
    ['no payload', { payload: null }],
    ['no payload, with an error', { payload: null, errors: [{ message: 'something went wrong' }] }],
  ] as const)('an alias move is not believed after %s', async (_case, action) => {
    const world = await start()
    world.sandbox.faults.add({ match: { field: 'addAliases' }, action })
    const error = await failureOf(world.promoter.moveAlias(PRODUCTION, world.artifacts[2] ?? ''))
    expect(error).toBeInstanceOf(RemoteError)
    expect(error).toMatchObject({ ambiguous: true })
    expect(world.holderOf('production')).toBe('v0')
  })

  it('a link whose answer is lost is not sent again, and is called doubtful', async () => {
    const world = await start()
    world.sandbox.faults.add({ match: { field: 'linkArtifact' }, action: 'drop-after' })
    const act = world.promoter.link({
      registry: REGISTRY,
      collection: 'support-llm',
      artifactId: world.artifacts[3] ?? '',
    })
    expect(await failureOf(act)).toMatchObject({ ambiguous: true, attempts: 1 })
    expect(world.sandbox.requests).toHaveLength(1)
  })

  it('a link without a payload is doubtful', async () => {
    const world = await start()
    world.sandbox.faults.add({ match: { field: 'linkArtifact' }, action: { payload: null } })
    const act = world.promoter.link({ registry: REGISTRY, collection: 'support-llm', artifactId: 'x' })
    expect(await failureOf(act)).toMatchObject({ ambiguous: true })
  })

  it('a link that was turned away is sent again', async () => {
    const world = await start()
    world.sandbox.faults.add({
      match: { field: 'linkArtifact' },
      action: { status: 429, body: { error: 'rate limit exceeded' } },
    })
    await world.promoter.link({ registry: REGISTRY, collection: 'support-llm', artifactId: world.artifacts[3] ?? '' })
    expect(world.sandbox.requests).toHaveLength(2)
  })

  it('a move that may have happened stays doubtful though the repeated try was refused', async () => {
    const world = await start()
    world.sandbox.faults.add({ match: { nth: 1 }, action: 'drop-after' })
    world.sandbox.faults.add({
      match: { nth: 2 },
      action: { status: 403, body: { errors: [{ message: 'permission denied' }] } },
    })
    const error = await failureOf(world.promoter.moveAlias(PRODUCTION, world.artifacts[2] ?? ''))
    expect(error).toMatchObject({ ambiguous: true })
    expect(world.holderOf('production')).toBe('v2')
  })

  it('sees that somebody was quicker, before and after', async () => {
    const world = await start()
    world.sandbox.faults.add({
      match: { field: 'addAliases' },
      action: { after: () => world.setAlias('production', 'v1') },
    })
    await world.promoter.moveAlias(PRODUCTION, world.artifacts[2] ?? '')
    expect((await world.promoter.holder(PRODUCTION))?.version).toBe('v1')
  })

  it('explains the refusal of a link from a personal account', async () => {
    const world = await start()
    const message = "linking is only allowed within the same team or to a collection in your organization's registry"
    world.sandbox.faults.add({
      match: { field: 'linkArtifact' },
      action: { status: 400, body: { errors: [{ message }] } },
    })
    const error = await failureOf(
      world.promoter.link({ registry: REGISTRY, collection: 'support-llm', artifactId: 'x' }),
    )
    expect(error).toBeInstanceOf(AccessError)
    expect(error.hint).toContain('personal entity')
  })

  it('only warns when the run cannot be marked as finished', async () => {
    const world = await start()
    await world.promoter.openRecord(RECORD, { artifactId: world.artifacts[2] ?? '', registry: REGISTRY })
    world.sandbox.faults.add({
      match: { path: '/files/' },
      action: { status: 403, body: { error: 'permission denied' } },
    })
    await world.promoter.closeRecord(RECORD, { conclusion: 'applied', record_sha256: 'x' }, true)
    expect(world.warnings).toEqual([expect.stringContaining('answered 403: permission denied')])
    expect(world.runState('rec1')).toBe('running')
  })

  it('fails when the summary cannot be written, whatever became of the run', async () => {
    const world = await start()
    world.sandbox.faults.add({
      match: { field: 'upsertBucket' },
      action: { status: 403, body: { error: 'permission denied' } },
    })
    const error = await failureOf(world.promoter.closeRecord(RECORD, { record_sha256: 'x' }, true))
    expect(error).toBeInstanceOf(AccessError)
  })
})

describe('other servers', () => {
  it('reads an old server without tags, and says that they are unknown', async () => {
    const world = await start()
    world.world.state.switches.removedFields = [
      'Artifact.tags',
      'ArtifactCollection.tags',
      'Entity.organization',
      'Run.inputArtifacts',
    ]
    const facts = await world.promoter.read(ASK)
    expect(facts).toMatchObject({ collectionTags: null, organization: null, candidate: { version: 'v2', tags: null } })
    expect(await world.promoter.holder(PRODUCTION)).toMatchObject({ version: 'v0', tags: null })
  })

  it('does without the fields of 2023', async () => {
    const { LEGACY_FIELDS } = await import('../../sandbox/wandb/server.ts')
    const world = await start()
    world.world.state.switches.removedFields = [...LEGACY_FIELDS]
    await world.promoter.read(ASK)
    await world.promoter.moveAlias(PRODUCTION, world.artifacts[2] ?? '')
    expect(world.sandbox.requests.map((request) => request.status)).toEqual([200, 200])
  })

  it('opens a record where the server does not know the path of use', async () => {
    const world = await start()
    const message =
      'Variable "$use" got invalid value; Field "artifactEntityName" is not defined by type "UseArtifactInput".'
    world.sandbox.faults.add({
      match: { field: 'useArtifact' },
      action: { status: 400, body: { errors: [{ message }] } },
    })
    await world.promoter.openRecord(RECORD, { artifactId: world.artifacts[2] ?? '', registry: REGISTRY })
    expect(world.usedBy('rec1')).toEqual([world.artifacts[2]])
    expect(world.sandbox.requests[1]?.variables).not.toHaveProperty('use.artifactEntityName')
  })

  it.each([403, 404] as const)('takes %i for a refusal of a protected alias', async (forbidden) => {
    const world = await start()
    world.world.state.switches.forbidden = forbidden
    const error = await failureOf(world.planner.moveAlias(PRODUCTION, world.artifacts[2] ?? ''))
    expect(error).toBeInstanceOf(AccessError)
    expect(error.hint).toContain('a protected alias needs Admin')
  })

  it('tells the path to which a migrated registry was moved', async () => {
    const world = await start()
    world.world.state.redirects['research/model-registry'] = 'acme/wandb-registry-model'
    const facts = await world.promoter.read({ ...ASK, registry: { entity: 'research', project: 'model-registry' } })
    expect(facts).toMatchObject({ ...REGISTRY, collection: 'support-llm', candidate: { version: 'v2' } })
  })

  it('reads with a registry-only account: the source is not visible, the version is', async () => {
    const world = await start({ world: seedRegistry({ aliases: ALIASES, sourceAccess: false }) })
    const facts = await world.promoter.read(ASK)
    expect(facts.candidate).toMatchObject({ version: 'v2', source: null })
  })

  it('keeps a path prefix', async () => {
    const world = await start({ basePath: '/tools/wandb' })
    expect((await world.promoter.read(ASK)).candidate?.version).toBe('v2')
    await world.promoter.openRecord(RECORD, { artifactId: world.artifacts[2] ?? '', registry: REGISTRY })
    await world.promoter.closeRecord(RECORD, { record_sha256: 'x' }, true)
    expect(world.runState('rec1')).toBe('finished')
  })

  it.each(['with space', '50% #1', 'modèle-🤖', '"quoted" {x}'])(
    'handles a collection named %s',
    async (collection) => {
      const world = await start()
      const { state, registry, versions } = world.world
      const artifact = versions[0]?.artifact
      if (artifact === undefined) throw new Error('no version')
      linkVersion(state, registry, { artifact, collection, aliases: ['candidate', 'production'] })
      const facts = await world.promoter.read({
        ...ASK,
        collection,
        model: collection,
        candidate: { kind: 'alias', alias: 'candidate' },
      })
      expect(facts).toMatchObject({ collection, holder: { version: 'v0' } })
      const run = { ...RECORD, model: collection }
      await world.promoter.openRecord(run, { artifactId: artifact.id, registry: REGISTRY })
      await world.promoter.closeRecord(run, { record_sha256: 'x' }, true)
      expect(world.runState('rec1')).toBe('finished')
      expect(world.warnings).toEqual([])
    },
  )

  it('accepts keys of 40 and of 86 characters', async () => {
    const world = await start()
    const long = `wandb_v1_${'Ab-_9'.repeat(16)}`.slice(0, 86)
    world.world.state.users.find((user) => user.username === 'promoter')?.keys.push(long)
    const registry = createWandbRegistry({ ...world.connect(long), app: '', warn: () => {} })
    expect(world.world.keys.promoter).toHaveLength(40)
    expect((await registry.read(ASK)).candidate?.version).toBe('v2')
    expect((await world.promoter.read(ASK)).candidate?.version).toBe('v2')
  })
})

it('no error ever shows a secret, whatever the server echoes', async () => {
  const world = await start()
  const key = world.world.keys.promoter
  const echo = `key=${key} basic=${Buffer.from(`api:${key}`).toString('base64')}`
  const bodies: unknown[] = [
    { errors: [{ message: echo }] },
    { error: echo },
    { error: { message: echo } },
    { errors: [echo] },
    echo,
    `<p>${echo}</p>`,
  ]
  for (const status of [200, 400, 401, 403, 404, 502]) {
    for (const body of bodies) {
      world.sandbox.faults.clear()
      world.sandbox.faults.add({ match: {}, action: { status, body }, times: 99 })
      const error = await failureOf(world.promoter.holder(PRODUCTION))
      const shown = `${error.message} ${error.hint ?? ''} ${String(error.stack)}`
      for (const secret of world.secrets) expect(shown).not.toContain(secret)
      if (status !== 200) expect(error.message).toContain('***')
    }
  }
  expect(world.secrets).toContain(key)
})
