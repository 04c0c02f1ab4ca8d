import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addVersion, linkVersion } from '../../sandbox/wandb/seed.ts'
import type { AttestedRegistry } from '../../src/operations/attest-port.ts'
import { MOST_LISTED_FILES } from '../../src/promotion/version-manifest.ts'
import { createAttestedRegistry, MOST_FILES } from '../../src/registry/attested-registry.ts'
import { FakeAttestations } from '../support/fake-attestations.ts'
import { FakeRegistry } from '../support/fake-registry.ts'
import { ALIASES, type SandboxWorld, sandboxWorld } from '../support/registry-worlds.ts'

const REGISTRY = { entity: 'acme', project: 'wandb-registry-model' }
const RECORDS = { entity: 'ml-governance', project: 'model-promotions' }
const RUN = {
  runId: 'rec1',
  records: RECORDS,
  displayName: 'support-llm none → v0 production',
  model: 'support-llm',
  stage: 'production',
  config: { record: '{"a":1}' },
}
const CLOSED = { conclusion: 'applied', record_sha256: 'a'.repeat(64), finished_at: '2026-03-10T10:00:00Z' }

interface World {
  readonly port: AttestedRegistry
  /** Artifact id of v0. */
  readonly first: string
  close(): Promise<void>
  openAndClose(): Promise<void>
  run(): { readonly config: unknown; readonly summary: unknown; readonly state: string | undefined }
}

async function fakeWorld(): Promise<World> {
  const fake = new FakeRegistry()
  for (const [index, aliases] of ALIASES.entries()) fake.add({ artifactId: `artifact-${index}`, aliases })
  return {
    port: new FakeAttestations(fake),
    first: 'artifact-0',
    close: async () => {},
    openAndClose: async () => {
      await fake.openRecord(RUN, null)
      await fake.closeRecord(RUN, CLOSED, true)
    },
    run: () => {
      const { config, summary, state } = fake.runs.get(RUN.runId) ?? {}
      return { config, summary, state }
    },
  }
}

async function realWorld(): Promise<World & { readonly world: SandboxWorld }> {
  const world = await sandboxWorld()
  const { state, keys } = world.world
  return {
    port: createAttestedRegistry(world.connect(keys.promoter)),
    first: world.artifacts[0] ?? '',
    world,
    close: () => world.close(),
    openAndClose: async () => {
      await world.promoter.openRecord(RUN, null)
      await world.promoter.closeRecord(RUN, CLOSED, true)
    },
    run: () => {
      const run = state.runs.find(({ name }) => name === RUN.runId)
      const { value } = (run?.config['record'] ?? {}) as { readonly value?: unknown }
      return { config: { record: value }, summary: run?.summary, state: run?.state }
    },
  }
}

describe.each<[string, () => Promise<World>]>([
  ['the fake', fakeWorld],
  ['W&B', realWorld],
])('what attestations need of %s', (_name, open) => {
  let world: World
  beforeEach(async () => {
    world = await open()
  })
  afterEach(() => world.close())

  it('is what a member consists of', async () => {
    const contents = await world.port.contents({ registry: REGISTRY, collection: 'support-llm', version: 'v0' })
    expect(contents).toMatchObject({ artifactId: world.first, state: 'COMMITTED' })
    expect([contents?.fileCount, contents?.files?.length]).toEqual([1, 1])
    expect(contents?.files?.[0]).toEqual({
      path: expect.any(String),
      size: expect.any(Number),
      md5: expect.any(String),
    })
  })

  it('is nothing where there is no such member', async () => {
    const member = { registry: REGISTRY, collection: 'support-llm', version: 'v99' }
    expect(await world.port.contents(member)).toBeNull()
  })

  it('is that a summary is replaced, and the record beside it stays', async () => {
    await world.openAndClose()
    const summary = { ...CLOSED, attestation_id: '7' }
    await world.port.writeSummary(RUN, summary)
    expect(world.run()).toMatchObject({ config: { record: '{"a":1}' }, summary, state: 'finished' })
  })
})

describe('the adapter', () => {
  it('lists files up to the limit that the manifest knows, and says nothing of more', async () => {
    expect(MOST_FILES).toBe(MOST_LISTED_FILES)
    const { world, port } = await realWorld()
    try {
      const { state, source, registry, collection } = world.world
      const versions = [MOST_FILES, MOST_FILES + 1].map((count) => {
        const files = Object.fromEntries(Array.from({ length: count }, (_, index) => [`shard-${index}`, `${index}`]))
        const artifact = addVersion(state, source, { name: `big-${count}`, files })
        return `v${linkVersion(state, registry, { artifact, collection }).membership.versionIndex}`
      })
      const read = versions.map((version) => port.contents({ registry: REGISTRY, collection, version }))
      const [most, more] = await Promise.all(read)
      expect([most?.fileCount, most?.files?.length]).toEqual([MOST_FILES, MOST_FILES])
      expect([more?.fileCount, more?.files]).toEqual([MOST_FILES + 1, null])
    } finally {
      await world.close()
    }
  })

  it('names what the account may not see, and who may not write', async () => {
    const { world } = await realWorld()
    try {
      const { keys } = world.world
      const outsider = createAttestedRegistry(world.connect(keys.outsider))
      const member = { registry: REGISTRY, collection: 'support-llm', version: 'v0' }
      await expect(outsider.contents(member)).rejects.toMatchObject({ code: 'wandb-access' })
      await world.promoter.openRecord(RUN, null)
      const viewer = createAttestedRegistry(world.connect(keys.viewer))
      await expect(viewer.writeSummary(RUN, CLOSED)).rejects.toMatchObject({ code: 'wandb-access' })
    } finally {
      await world.close()
    }
  })
})
