import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { AccessError, GateError } from '../../src/errors.ts'
import type { RecordRun, RegistryQuery } from '../../src/operations/ports.ts'
import { type ContractWorld, fakeWorld, SOURCE, sandboxWorld } from '../support/registry-worlds.ts'

const REGISTRY = { entity: 'acme', project: 'wandb-registry-model' }
const RECORDS = { entity: 'ml-governance', project: 'model-promotions' }
const COLLECTION = 'support-llm'

function ask(change: Partial<RegistryQuery> = {}): RegistryQuery {
  return {
    registry: REGISTRY,
    collection: COLLECTION,
    candidate: { kind: 'alias', alias: 'candidate' },
    alias: 'production',
    fromAlias: 'staging',
    keepPrevious: null,
    records: RECORDS,
    model: COLLECTION,
    stage: 'production',
    ownAttempts: [],
    ...change,
  }
}

function target(alias: string) {
  return { registry: REGISTRY, collection: COLLECTION, alias }
}

interface Body {
  readonly operation?: string
  readonly stage?: string
  readonly registryPath?: string
  readonly from?: readonly [string, string]
  readonly to: readonly [string, string]
  readonly sequence?: number
}

/** A record run as operations write it: the intent, and its final form with the summary that closes it. */
function makeRecord(runId: string, body: Body) {
  const { operation = 'promote', stage = 'production', sequence = 1 } = body
  const version = (pair: readonly [string, string] | undefined) =>
    pair === undefined ? null : { version: pair[0], artifact_id: pair[1], digest: `d-${pair[1]}` }
  const intent = {
    operation,
    registry_path: body.registryPath ?? `${REGISTRY.entity}/${REGISTRY.project}/${COLLECTION}`,
    model: COLLECTION,
    stage,
    alias: stage,
    from: version(body.from),
    to: version(body.to),
    sequence,
    previous_record: null,
    pull_requests: [7],
    run: { id: '4711', attempt: 2 },
  }
  const bytes = JSON.stringify({ ...intent, conclusion: 'applied', finished_at: '2026-11-01T12:00:00Z' })
  const flat = { operation, model: COLLECTION, stage, alias: stage, to_version: body.to[0] }
  const run = (config: RecordRun['config']): RecordRun => ({
    runId,
    records: RECORDS,
    displayName: `${COLLECTION} → ${body.to[0]} ${stage}`,
    model: COLLECTION,
    stage,
    config,
  })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    open: run({ ...flat, intent: JSON.stringify(intent) }),
    closed: run({ ...flat, record: bytes }),
    summary: { conclusion: 'applied', record_sha256: sha256, finished_at: '2026-11-01T12:00:00Z' },
    sha256,
  }
}

describe.each([
  ['the in-memory fake', fakeWorld],
  ['Weights & Biases', sandboxWorld as () => Promise<ContractWorld>],
])('model registry contract: %s', (_name, build) => {
  let world: ContractWorld
  beforeEach(async () => {
    world = await build()
  })
  afterEach(() => world.close())

  const write = async (runId: string, body: Body) => {
    const record = makeRecord(runId, body)
    await world.promoter.openRecord(record.open, { artifactId: body.to[1], registry: REGISTRY })
    await world.promoter.closeRecord(record.closed, record.summary, true)
    return record
  }

  it('reads candidate, holders and lineage at once', async () => {
    const facts = await world.promoter.read(ask())
    expect(facts).toMatchObject({ ...REGISTRY, collection: COLLECTION, organization: 'Acme', unlinkedSource: null })
    expect(facts.candidate).toMatchObject({
      version: 'v2',
      artifactId: world.artifacts[2],
      state: 'COMMITTED',
      artifactType: 'model',
      tags: [],
      source: { entity: 'research', project: 'training', collection: SOURCE.artifact, version: 'v2' },
      producer: {
        id: 'train2',
        state: 'finished',
        inputs: [{ path: 'research/training/tickets:v0', type: 'dataset' }],
      },
    })
    expect(facts.candidate?.aliases).toEqual(expect.arrayContaining(['candidate']))
    expect(facts.candidate?.producer?.commit).toMatch(/^[0-9a-f]+$/)
    expect(facts.holder?.version).toBe('v0')
    expect(facts.fromHolder?.version).toBe('v1')
    expect(facts.previousHolder).toBeNull()
    expect(facts.collectionTags).toEqual([])
    expect([facts.records, facts.recordsOfVersion, facts.rollbacks, facts.ownAttempts]).toEqual([[], [], [], []])
    expect(new Date(facts.serverTime).toISOString()).toBe(facts.serverTime)
  })

  it.each([
    ['a version', { kind: 'version', version: 'v2' }],
    ['a source path', { kind: 'source', ...SOURCE, version: 'v2' }],
  ] as const)('reads the config of the producing runs only where it is asked for: %s', async (_case, candidate) => {
    const settings = { values: new Map([['learning_rate', '0.001']]), complete: true }
    const asked = await world.promoter.read(ask({ candidate, runSettings: true }))
    expect(asked.candidate).toMatchObject({ version: 'v2', producer: { id: 'train2', settings, repository: null } })
    expect(asked.holder?.producer).toMatchObject({ id: 'train0', settings })
    const others = [asked.fromHolder, (await world.promoter.read(ask({ candidate }))).candidate]
    expect(others.map((each) => each?.producer === null || 'settings' in (each?.producer ?? {}))).toEqual([
      false,
      false,
    ])
  })

  it.each([
    ['a version', { kind: 'version', version: 'v1' }, 'v1'],
    ['a version that is not there', { kind: 'version', version: 'v99' }, undefined],
    ['an alias that nobody holds', { kind: 'alias', alias: 'nobody' }, undefined],
    ['a source path', { kind: 'source', ...SOURCE, version: 'v0' }, 'v0'],
    ['a source path that is not there', { kind: 'source', ...SOURCE, version: 'v99' }, undefined],
  ] as const)('finds the candidate by %s', async (_case, candidate, expected) => {
    const facts = await world.promoter.read(ask({ candidate }))
    expect(facts.candidate?.version).toBe(expected)
    expect(facts.unlinkedSource).toBeNull()
  })

  it('names a source version that is not linked, links it, and finds it then', async () => {
    const candidate = { kind: 'source', ...SOURCE, version: 'v3' } as const
    const before = await world.promoter.read(ask({ candidate }))
    expect(before.candidate).toBeNull()
    expect(before.unlinkedSource).toMatchObject({
      artifactId: world.artifacts[3],
      path: 'research/training/support-llm-source:v3',
    })
    await world.promoter.link({ registry: REGISTRY, collection: COLLECTION, artifactId: world.artifacts[3] ?? '' })
    const after = await world.promoter.read(ask({ candidate }))
    expect(after.candidate).toMatchObject({ version: 'v3', artifactId: world.artifacts[3] })
    expect(after.unlinkedSource).toBeNull()
  })

  it('moves an alias: the old holder loses it, all else stays', async () => {
    await world.promoter.moveAlias(target('production'), world.artifacts[2] ?? '')
    expect(await world.promoter.holder(target('production'))).toMatchObject({
      version: 'v2',
      artifactId: world.artifacts[2],
    })
    const facts = await world.promoter.read(ask({ candidate: { kind: 'version', version: 'v0' } }))
    expect(facts.candidate?.aliases).not.toContain('production')
    expect(['staging', 'candidate'].map(world.holderOf)).toEqual(['v1', 'v2'])
  })

  it('moving an alias to where it is changes nothing', async () => {
    await world.promoter.moveAlias(target('production'), world.artifacts[0] ?? '')
    expect(world.holderOf('production')).toBe('v0')
  })

  it('takes an alias away from its holder, and only from that one', async () => {
    await world.promoter.removeAlias(target('staging'), world.artifacts[1] ?? '')
    expect(world.holderOf('staging')).toBeUndefined()
    await world.promoter.removeAlias(target('staging'), world.artifacts[1] ?? '')
    await world.promoter.removeAlias(target('candidate'), world.artifacts[1] ?? '')
    expect(['production', 'candidate'].map(world.holderOf)).toEqual(['v0', 'v2'])
  })

  it('reads members of the collection by their names, in the order asked', async () => {
    world.tagVersion('v0', 'regulatory-hold')
    const found = await world.promoter.versions({ registry: REGISTRY, collection: COLLECTION }, ['v2', 'v99', 'v0'])
    expect(found).toMatchObject([
      { version: 'v2', artifactId: world.artifacts[2], state: 'COMMITTED', tags: [] },
      null,
      { version: 'v0', tags: ['regulatory-hold'], aliases: expect.arrayContaining(['production']) },
    ])
    expect(await world.promoter.versions({ registry: REGISTRY, collection: COLLECTION }, [])).toEqual([])
  })

  it('reads without a candidate', async () => {
    const facts = await world.promoter.read(ask({ candidate: null }))
    expect([facts.candidate, facts.recordsOfVersion, facts.holder?.version]).toEqual([null, [], 'v0'])
  })

  it('sees what others did, and that nobody holds an alias', async () => {
    world.setAlias('production', 'v1')
    expect((await world.promoter.holder(target('production')))?.version).toBe('v1')
    world.setAlias('production', null)
    expect(await world.promoter.holder(target('production'))).toBeNull()
    expect((await world.promoter.read(ask())).holder).toBeNull()
  })

  it('reads hold markers on version and collection', async () => {
    world.tagVersion('v2', 'regulatory-hold')
    world.tagCollection('regulatory-hold production')
    const facts = await world.promoter.read(ask({ keepPrevious: 'candidate' }))
    expect(facts.candidate?.tags).toEqual(['regulatory-hold'])
    expect(facts.previousHolder?.tags).toEqual(['regulatory-hold'])
    expect(facts.holder?.tags).toEqual([])
    expect(facts.collectionTags).toEqual(['regulatory-hold production'])
  })

  it.each([
    [
      'a member moves a protected alias',
      () => world.planner.moveAlias(target('production'), world.artifacts[1] ?? ''),
      'Admin',
    ],
    [
      'a member removes a protected alias',
      () => world.planner.removeAlias(target('production'), world.artifacts[0] ?? ''),
      'Admin',
    ],
    [
      'a viewer removes an alias',
      () => world.viewer.removeAlias(target('staging'), world.artifacts[1] ?? ''),
      'Member',
    ],
    ['a viewer moves an alias', () => world.viewer.moveAlias(target('staging'), world.artifacts[2] ?? ''), 'Member'],
  ])('refuses when %s', async (_case, act, hint) => {
    const error = await act().then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(AccessError)
    expect((error as AccessError).code).toBe('wandb-access')
    expect((error as AccessError).hint).toContain(hint)
    expect(['production', 'staging', 'candidate'].map(world.holderOf)).toEqual(['v0', 'v1', 'v2'])
  })

  it('does not put an alias on what is not in the collection', async () => {
    const error = await world.promoter
      .moveAlias(target('staging'), world.artifacts[3] ?? '')
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(GateError)
    expect(error).not.toMatchObject({ ambiguous: true })
    expect(world.holderOf('staging')).toBe('v1')
  })

  it('refuses to read a collection that is not there', async () => {
    await expect(world.promoter.read(ask({ collection: 'other' }))).rejects.toBeInstanceOf(AccessError)
  })

  it('opens a record as unfinished, marked as using the version', async () => {
    const record = makeRecord('aa11', { from: ['v0', 'a0'], to: ['v2', world.artifacts[2] ?? ''], sequence: 3 })
    const opened = await world.promoter.openRecord(record.open, {
      artifactId: world.artifacts[2] ?? '',
      registry: REGISTRY,
    })
    expect(opened.inserted).toBe(true)
    expect(opened.url).toBe('https://wandb.test/ml-governance/model-promotions/runs/aa11')
    expect(Math.abs(Date.parse(opened.serverTime) - Date.parse(opened.createdAt))).toBeLessThan(5_000)
    expect(world.usedBy('aa11')).toEqual([world.artifacts[2]])
    const facts = await world.promoter.read(ask({ ownAttempts: ['aa11', 'never-written'] }))
    const expected = {
      runId: 'aa11',
      createdAt: opened.createdAt,
      sha256: null,
      intact: false,
      conclusion: null,
      finishedAt: null,
      operation: 'promote',
      registryPath: 'acme/wandb-registry-model/support-llm',
      stage: 'production',
      from: { version: 'v0', artifactId: 'a0', digest: 'd-a0' },
      to: { version: 'v2', artifactId: world.artifacts[2] },
      sequence: 3,
      workflowRunId: '4711',
      workflowRunAttempt: 2,
      pullRequests: [7],
      url: opened.url,
    }
    expect(facts.ownAttempts).toHaveLength(1)
    expect(facts.ownAttempts[0]).toMatchObject(expected)
    expect(facts.records[0]).toMatchObject(expected)
    expect(facts.recordsOfVersion[0]).toMatchObject(expected)
  })

  it('resumes a record run that is there', async () => {
    const record = makeRecord('aa12', { to: ['v2', world.artifacts[2] ?? ''] })
    const uses = { artifactId: world.artifacts[2] ?? '', registry: REGISTRY }
    const first = await world.promoter.openRecord(record.open, uses)
    const second = await world.promoter.openRecord(record.open, uses)
    expect([first.inserted, second.inserted]).toEqual([true, false])
    expect(second.createdAt).toBe(first.createdAt)
    expect((await world.promoter.read(ask())).records).toHaveLength(1)
  })

  it('closes a record with hash, conclusion and run state', async () => {
    const record = await write('bb11', { to: ['v2', world.artifacts[2] ?? ''] })
    const [read] = (await world.promoter.read(ask())).records
    expect(read).toMatchObject({
      sha256: record.sha256,
      intact: true,
      conclusion: 'applied',
      finishedAt: '2026-11-01T12:00:00Z',
    })
    expect(world.runState('bb11')).toBe('finished')
    const failed = makeRecord('bb12', { to: ['v2', world.artifacts[2] ?? ''] })
    await world.promoter.openRecord(failed.open, { artifactId: world.artifacts[2] ?? '', registry: REGISTRY })
    await world.promoter.closeRecord(failed.closed, failed.summary, false)
    expect(world.runState('bb12')).toBe('failed')
  })

  it('shows an altered record as not intact', async () => {
    const record = makeRecord('cc11', { to: ['v2', world.artifacts[2] ?? ''] })
    await world.promoter.openRecord(record.open, { artifactId: world.artifacts[2] ?? '', registry: REGISTRY })
    const altered = {
      ...record.closed,
      config: { ...record.closed.config, record: `${record.closed.config['record']} ` },
    }
    await world.promoter.closeRecord(altered, record.summary, true)
    expect((await world.promoter.read(ask())).records[0]).toMatchObject({ sha256: record.sha256, intact: false })
  })

  it('keeps a record visible whose text cannot be read', async () => {
    const record = makeRecord('cc12', { to: ['v2', world.artifacts[2] ?? ''] })
    await world.promoter.openRecord(record.open, { artifactId: world.artifacts[2] ?? '', registry: REGISTRY })
    const broken = { ...record.closed, config: { ...record.closed.config, record: '{"half' } }
    await world.promoter.closeRecord(broken, record.summary, true)
    expect((await world.promoter.read(ask())).records[0]).toMatchObject({
      runId: 'cc12',
      body: null,
      intact: false,
      stage: 'production',
    })
  })

  it('sorts records by stage, version, operation and registry, newest first', async () => {
    const v1 = ['v1', world.artifacts[1] ?? ''] as const
    const v2 = ['v2', world.artifacts[2] ?? ''] as const
    await write('r1', { to: v1, sequence: 1 })
    await write('r2', { to: v2, sequence: 2 })
    await write('r3', { to: v1, from: v2, operation: 'rollback', sequence: 3 })
    await write('r4', { to: v2, stage: 'staging' })
    await write('r5', { to: v2, registryPath: 'acme/wandb-registry-other/support-llm' })
    // The same number in an earlier collection of the same name: another artifact.
    await write('r6', { to: ['v2', world.artifacts[0] ?? ''], stage: 'staging' })
    const ids = (records: readonly { runId: string }[]) => records.map((record) => record.runId).sort()
    for (const candidate of [
      { kind: 'alias', alias: 'candidate' },
      { kind: 'version', version: 'v2' },
    ] as const) {
      const facts = await world.promoter.read(ask({ candidate }))
      expect(ids(facts.records)).toEqual(['r1', 'r2', 'r3'])
      expect(ids(facts.recordsOfVersion)).toEqual(['r2', 'r4'])
      expect(ids(facts.rollbacks)).toEqual(['r3'])
    }
  })

  it('lists as many of the newest records as are asked for', async () => {
    const version = ['v2', world.artifacts[2] ?? ''] as const
    for (let sequence = 1; sequence <= 12; sequence += 1) await write(`n${sequence}`, { to: version, sequence })
    const sequences = async (change: Partial<RegistryQuery>) =>
      (await world.promoter.read(ask(change))).records.map((record) => record.sequence)
    expect(await sequences({})).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
    expect(await sequences({ mostRecords: 50 })).toHaveLength(12)
    expect(await sequences({ mostRecords: 2 })).toEqual([12, 11])
  })

  it('keeps the signature of an intent, and then that of the record', async () => {
    const record = makeRecord('sg11', { to: ['v2', world.artifacts[2] ?? ''] })
    const uses = { artifactId: world.artifacts[2] ?? '', registry: REGISTRY }
    const open = { ...record.open, config: { ...record.open.config, intent_signature: 'ed25519:intent' } }
    await world.promoter.openRecord(open, uses)
    const before = (await world.promoter.read(ask())).records[0]
    expect([before?.signature, before?.text]).toEqual(['ed25519:intent', record.open.config['intent']])
    await world.promoter.closeRecord(record.closed, { ...record.summary, signature: 'ed25519:record' }, true)
    const after = (await world.promoter.read(ask())).records[0]
    expect([after?.signature, after?.text]).toEqual(['ed25519:record', record.closed.config['record']])
  })

  it('links a source version to its lineage', async () => {
    const { candidate } = await world.promoter.read(ask())
    const subject = { registry: REGISTRY, organization: 'Acme', collection: COLLECTION, version: candidate }
    expect(world.promoter.links(subject)).toEqual({
      lineage: 'https://wandb.test/research/training/artifacts/model/support-llm-source/v2/lineage',
      registry:
        'https://wandb.test/orgs/Acme/registry/model?selectionPath=acme%2Fwandb-registry-model%2Fsupport-llm&view=membership&version=v2',
      producer: 'https://wandb.test/research/training/runs/train2',
    })
  })
})
