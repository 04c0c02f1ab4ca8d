import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { seedRegistry } from '../../sandbox/wandb/seed.ts'
import { HOLD_CHAIN } from '../../src/checks/hold-records.ts'
import { AccessError } from '../../src/errors.ts'
import type { RegistryQuery } from '../../src/operations/ports.ts'
import { createHoldMarkers } from '../../src/registry/hold-markers.ts'
import { ALIASES, type ContractWorld, fakeWorld, sandboxWorld } from '../support/registry-worlds.ts'

const REGISTRY = { entity: 'acme', project: 'wandb-registry-model' }
const RECORDS = { entity: 'ml-governance', project: 'model-promotions' }
const TARGET = { registry: REGISTRY, collection: 'support-llm' }

const QUERY: RegistryQuery = {
  ...TARGET,
  candidate: { kind: 'version', version: 'v1' },
  alias: 'production',
  fromAlias: null,
  keepPrevious: null,
  records: RECORDS,
  model: 'support-llm',
  stage: 'production',
  ownAttempts: [],
}

async function refusal(act: Promise<unknown>): Promise<unknown> {
  return act.then(
    () => null,
    (thrown: unknown) => thrown,
  )
}

describe.each([
  ['the in-memory fake', fakeWorld],
  ['Weights & Biases', sandboxWorld as () => Promise<ContractWorld>],
])('hold markers: %s', (_name, build) => {
  let world: ContractWorld
  beforeEach(async () => {
    world = await build()
  })
  afterEach(() => world.close())

  const tags = async () => {
    const { candidate, collectionTags } = await world.promoter.read(QUERY)
    return { version: candidate?.tags, collection: collectionTags }
  }

  it('tags a version and takes the tag away, and leaves other tags alone', async () => {
    world.tagVersion('v1', 'fast')
    const artifactId = world.artifacts[1] ?? ''
    const add = { add: ['regulatory-hold'], remove: [] }
    await world.holds.promoter.tagVersion(artifactId, add)
    await world.holds.promoter.tagVersion(artifactId, add)
    expect(await tags()).toEqual({ version: ['fast', 'regulatory-hold'], collection: [] })
    await world.holds.promoter.tagVersion(artifactId, { add: [], remove: ['regulatory-hold'] })
    expect((await tags()).version).toEqual(['fast'])
  })

  it('tags a collection and takes the tag away, twice as well as once', async () => {
    const add = { add: ['regulatory-hold production'], remove: [] }
    await world.holds.promoter.tagCollection(TARGET, add)
    await world.holds.promoter.tagCollection(TARGET, add)
    expect(await tags()).toEqual({ version: [], collection: ['regulatory-hold production'] })
    const remove = { add: [], remove: ['regulatory-hold production'] }
    await world.holds.promoter.tagCollection(TARGET, remove)
    await world.holds.promoter.tagCollection(TARGET, remove)
    expect((await tags()).collection).toEqual([])
  })

  it('does not let a viewer tag the collection', async () => {
    const error = await refusal(world.holds.viewer.tagCollection(TARGET, { add: ['regulatory-hold'], remove: [] }))
    expect(error).toBeInstanceOf(AccessError)
    expect((await tags()).collection).toEqual([])
  })

  it('opens a record that concerns no version, and lists holds apart from the stages', async () => {
    const intent = JSON.stringify({
      operation: 'hold',
      registry_path: 'acme/wandb-registry-model/support-llm',
      model: 'support-llm',
      stage: HOLD_CHAIN,
    })
    const run = { runId: 'h1', records: RECORDS, displayName: 'hold', model: 'support-llm', stage: HOLD_CHAIN }
    const config = { operation: 'hold', model: 'support-llm', stage: HOLD_CHAIN, intent }
    const opened = await world.promoter.openRecord({ ...run, config }, null)
    expect([opened.inserted, world.usedBy('h1')]).toEqual([true, []])
    const facts = await world.promoter.read(QUERY)
    expect([facts.records, facts.holdRecords.map(({ runId }) => runId)]).toEqual([[], ['h1']])
    const chain = await world.promoter.read({ ...QUERY, stage: HOLD_CHAIN })
    expect(chain.records.map(({ operation, sha256 }) => [operation, sha256])).toEqual([['hold', null]])
  })
})

describe('Weights & Biases alone', () => {
  it('keeps the metadata that others wrote', async () => {
    const world = await sandboxWorld()
    const artifact = world.world.versions[1]?.artifact
    if (artifact === undefined) throw new Error('no artifact')
    artifact.metadata = '{"owner":"ana"}'
    await world.holds.promoter.tagVersion(artifact.id, { add: ['regulatory-hold'], remove: [] })
    expect(artifact.metadata).toBe('{"owner":"ana"}')
    await world.close()
  })

  it('refuses the tag of a version whose source project cannot be written', async () => {
    const seeded = seedRegistry({ aliases: ALIASES, sourceAccess: false })
    const world = await sandboxWorld({ world: seeded })
    const holds = createHoldMarkers(world.connect(seeded.keys.promoter))
    const error = await refusal(holds.tagVersion(world.artifacts[1] ?? '', { add: ['regulatory-hold'], remove: [] }))
    expect(error).toBeInstanceOf(AccessError)
    expect((error as AccessError).hint).toContain('write access to the project that logged it')
    await world.close()
  })
})
