import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addVersion, linkVersion } from '../../sandbox/wandb/seed.ts'
import { AccessError } from '../../src/errors.ts'
import type { RecordRun } from '../../src/operations/ports.ts'
import type { RecordsQuery, RegistrySurvey, SurveyModel, SurveyQuery } from '../../src/operations/survey-port.ts'
import { createWandbSurvey } from '../../src/registry/survey.ts'
import { FakeRegistry } from '../support/fake-registry.ts'
import { FakeSurvey } from '../support/fake-survey.ts'
import { type ContractWorld, fakeWorld, type SandboxWorld, sandboxWorld } from '../support/registry-worlds.ts'

const REGISTRY = { entity: 'acme', project: 'wandb-registry-model' }
const RECORDS = { entity: 'ml-governance', project: 'model-promotions' }
const COLLECTION = 'support-llm'
const SUPPORT: SurveyModel = {
  model: COLLECTION,
  collection: COLLECTION,
  stages: [
    { stage: 'production', alias: 'production' },
    { stage: 'next', alias: 'nobody-has-it' },
  ],
  chains: ['(hold)'],
}

function ask(change: Partial<SurveyQuery> = {}): SurveyQuery {
  return { registry: REGISTRY, records: RECORDS, models: [SUPPORT], mostRecords: 2, ...change }
}

function pageOf(change: Partial<RecordsQuery> = {}): RecordsQuery {
  const base = { registry: REGISTRY, records: RECORDS, collection: COLLECTION, model: COLLECTION, stage: null }
  return { ...base, until: null, first: 10, after: null, ...change }
}

interface World extends ContractWorld {
  readonly survey: RegistrySurvey
}

const worlds: readonly (readonly [string, () => Promise<World>])[] = [
  [
    'fake',
    async () => {
      const world = await fakeWorld()
      const fake = world.promoter
      // The proxy that sets the role passes everything else through.
      if (!(fake instanceof FakeRegistry)) throw new Error('not a fake')
      return { ...world, survey: new FakeSurvey(fake) }
    },
  ],
  ['sandbox', async () => surveyed(await sandboxWorld())],
]

function surveyed(world: SandboxWorld): SandboxWorld & World {
  const survey = createWandbSurvey({ ...world.connect(world.world.keys.promoter), app: 'https://wandb.test' })
  return { ...world, survey }
}

let made = 0

/** Writes a closed record as operations do. */
async function record(world: World, sequence: number, stage = 'production', registryPath?: string): Promise<void> {
  made += 1
  const version = { version: 'v0', artifact_id: world.artifacts[0] ?? '', digest: 'd' }
  const body = {
    operation: 'promote',
    registry_path: registryPath ?? `${REGISTRY.entity}/${REGISTRY.project}/${COLLECTION}`,
    model: COLLECTION,
    stage,
    to: version,
    sequence,
  }
  const run: RecordRun = {
    runId: `record-${made}`,
    records: RECORDS,
    displayName: 'a record',
    model: COLLECTION,
    stage,
    config: { operation: 'promote', model: COLLECTION, stage, record: JSON.stringify(body) },
  }
  await world.promoter.openRecord(run, { artifactId: world.artifacts[0] ?? '', registry: REGISTRY })
  await world.promoter.closeRecord(run, { conclusion: 'applied', record_sha256: 'f'.repeat(64) }, true)
}

describe.each(worlds)('the survey port (%s)', (_, open) => {
  let world: World

  beforeEach(async () => {
    world = await open()
  })

  afterEach(() => world.close())

  it('tells holders, tags and newest records of stages and chains', async () => {
    for (const sequence of [1, 2, 3]) await record(world, sequence)
    await record(world, 1, '(hold)')
    world.tagCollection('regulatory-hold')
    world.tagVersion('v0', 'fast')
    const { models, recordsVisible, serverTime } = await world.survey.survey(ask())
    const [model] = models
    const [production, next] = model?.stages ?? []
    expect(recordsVisible).toBe(true)
    expect(Number.isNaN(Date.parse(serverTime))).toBe(false)
    expect(model).toMatchObject({ model: COLLECTION, exists: true, collectionTags: ['regulatory-hold'] })
    expect(production?.holder).toMatchObject({
      version: 'v0',
      artifactId: world.artifacts[0],
      state: 'COMMITTED',
      tags: ['fast'],
    })
    expect(production?.records.map(({ sequence }) => sequence)).toEqual([3, 2])
    expect(production?.after).not.toBeNull()
    expect(next).toEqual({ stage: 'next', holder: null, records: [], after: null })
    expect(model?.chains.map(({ stage, records }) => [stage, records.length])).toEqual([['(hold)', 1]])
  })

  it('says which collections are not there', async () => {
    const missing = { ...SUPPORT, collection: 'no-such-model' }
    const { models } = await world.survey.survey(ask({ models: [missing, SUPPORT] }))
    expect(models.map(({ exists }) => exists)).toEqual([false, true])
    expect(models[0]?.stages.map(({ holder }) => holder)).toEqual([null, null])
  })

  it('pages through records, newest first, until there are no more', async () => {
    for (const sequence of [1, 2, 3]) await record(world, sequence)
    const first = await world.survey.records(pageOf({ first: 2 }))
    const second = await world.survey.records(pageOf({ first: 2, after: first.after }))
    expect([first, second].map(({ records }) => records.map(({ sequence }) => sequence))).toEqual([[3, 2], [1]])
    expect([first.visible, second.after]).toEqual([true, null])
  })

  it('takes records of one stage, and none that began later', async () => {
    await record(world, 1)
    await record(world, 1, 'staging')
    const staged = await world.survey.records(pageOf({ stage: 'staging' }))
    expect(staged.records.map(({ stage }) => stage)).toEqual(['staging'])
    const early = await world.survey.records(pageOf({ until: '2020-01-01T00:00:00.000Z' }))
    expect(early.records).toEqual([])
  })

  it('lists the aliases that are protected', async () => {
    expect(await world.survey.protectedAliases(REGISTRY)).toEqual(['production'])
  })

  it("leaves out another registry's model of the same name", async () => {
    await record(world, 1, 'production', 'other/registry/support-llm')
    const { models } = await world.survey.survey(ask())
    const { records } = await world.survey.records(pageOf())
    expect([models[0]?.stages[0]?.records, records]).toEqual([[], []])
  })
})

describe('the survey of the sandbox', () => {
  let world: SandboxWorld & World

  beforeEach(async () => {
    world = surveyed(await sandboxWorld())
  })

  afterEach(() => world.close())

  it('reads 51 models in three requests, at most 25 in each', async () => {
    const { state, registry, source } = world.world
    const models = Array.from({ length: 51 }, (_, index): SurveyModel => {
      const collection = `model-${index}`
      const artifact = addVersion(state, source, { name: `${collection}-source` })
      linkVersion(state, registry, { collection, artifact, aliases: ['production'] })
      return { ...SUPPORT, model: collection, collection }
    })
    const before = world.sandbox.requests.length
    const survey = await world.survey.survey(ask({ models }))
    expect(world.sandbox.requests.length - before).toBe(3)
    expect(survey.models.map(({ model }) => model)).toEqual(models.map(({ model }) => model))
    expect(survey.models.every(({ stages }) => stages[0]?.holder?.version === 'v0')).toBe(true)
  })

  it('knows no tags where the server knows none', async () => {
    world.sandbox.state.switches.removedFields = ['Artifact.tags', 'ArtifactCollection.tags']
    const { models } = await world.survey.survey(ask())
    expect(models[0]?.collectionTags).toBeNull()
    expect(models[0]?.stages[0]?.holder?.tags).toBeNull()
  })

  it('says that the records project is not there', async () => {
    const records = { entity: 'ml-governance', project: 'no-such-project' }
    expect(await world.survey.survey(ask({ records }))).toMatchObject({ recordsVisible: false })
    expect(await world.survey.records(pageOf({ records }))).toEqual({ visible: false, records: [], after: null })
  })

  it('refuses a registry that cannot be seen', async () => {
    const hidden = { entity: 'acme', project: 'wandb-registry-hidden' }
    await expect(world.survey.survey(ask({ registry: hidden }))).rejects.toThrow(AccessError)
  })

  it('does not know what is protected where the server does not say, or says it in another form', async () => {
    expect(await world.survey.protectedAliases({ ...REGISTRY, entity: 'nobody' })).toBeNull()
    const data = { viewer: { id: 'u' }, entity: { protectedAliases: [{ alias: 'production' }] } }
    const match = { operation: 'GateProtectedAliases' }
    world.sandbox.faults.add({ match, action: { status: 200, body: JSON.stringify({ data }) } })
    expect(await world.survey.protectedAliases(REGISTRY)).toBeNull()
    world.sandbox.state.switches.removedFields = ['Entity.protectedAliases']
    expect(await world.survey.protectedAliases(REGISTRY)).toBeNull()
  })

  it('tells who moved an alias, newest first, or that it cannot know', async () => {
    const target = { registry: REGISTRY, collection: COLLECTION, alias: 'production' }
    await world.promoter.moveAlias(target, world.artifacts[1] ?? '')
    const actions = await world.survey.aliasActions(target)
    expect(actions?.[0]).toMatchObject({ user: expect.any(String), targetArtifactId: world.artifacts[1] })
    world.sandbox.state.switches.removedFields = ['ArtifactCollection.aliasActionHistory']
    expect(await world.survey.aliasActions(target)).toBeNull()
    expect(await world.survey.aliasActions({ ...target, collection: 'no-such-model' })).toBeNull()
  })
})
