import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addRun, addVersion, linkVersion } from '../../sandbox/wandb/seed.ts'
import type { VersionEvidence } from '../../src/operations/ports.ts'
import { createVersionEvidence } from '../../src/registry/version-evidence.ts'
import { FakeVersionEvidence } from '../support/fake-version-evidence.ts'
import { type SandboxWorld, sandboxWorld } from '../support/registry-worlds.ts'

/** A version with metadata that two runs used, and one with neither. */
interface World {
  readonly port: VersionEvidence
  readonly used: string
  readonly bare: string
  close(): Promise<void>
}

const EVALS = { entity: 'research', project: 'evals' }
const EVAL = {
  entity: 'research',
  project: 'evals',
  id: 'eval1',
  state: 'finished',
  jobType: 'eval',
  createdBy: 'planner',
  createdAt: '2026-11-01T12:00:00.000Z',
}
const OWN = { ...EVAL, project: 'training', id: 'try', state: 'crashed', jobType: null, createdBy: 'viewer' }

async function fakeWorld(): Promise<World> {
  const port = new FakeVersionEvidence()
  port.add('used', '{"acc":0.9}')
  port.add('bare')
  port.use('used', EVAL)
  port.use('used', OWN)
  return { port, used: 'used', bare: 'bare', close: async () => {} }
}

async function realWorld(): Promise<World & { readonly world: SandboxWorld; readonly collection: () => void }> {
  const world = await sandboxWorld()
  const { state, source, registry, keys, collection } = world.world
  const evals = { ...source, id: 'evals', name: 'evals' }
  state.projects.push(evals)
  const artifact = addVersion(state, source, { name: 'llm', metadata: { acc: 0.9 } })
  const link = () => linkVersion(state, registry, { artifact, collection })
  addRun(state, evals, { name: 'eval1', jobType: 'eval', username: 'planner', inputs: [artifact.id] })
  addRun(state, source, { name: 'try', state: 'crashed', username: 'viewer', inputs: [artifact.id] })
  addRun(state, evals, { name: 'other', jobType: 'eval', inputs: [world.artifacts[0] ?? ''] })
  const port = createVersionEvidence(world.connect(keys.promoter))
  const bare = world.artifacts[2] ?? ''
  return { port, used: artifact.id, bare, world, collection: link, close: () => world.close() }
}

describe.each([
  ['the fake', fakeWorld],
  ['W&B', realWorld],
])('evidence of a version in %s', (_name, open: () => Promise<World>) => {
  let world: World
  beforeEach(async () => {
    world = await open()
  })
  afterEach(() => world.close())

  it('has metadata, or none', async () => {
    expect(JSON.parse((await world.port.metadata(world.used)) ?? '')).toEqual({ acc: 0.9 })
    expect(await world.port.metadata(world.bare)).toBeNull()
  })

  it('has every run that used it, whatever its state', async () => {
    const runs = [...(await world.port.runsUsing(world.used, EVALS))].sort((one, other) => (one.id < other.id ? -1 : 1))
    expect(runs).toEqual([EVAL, OWN])
    expect(await world.port.runsUsing(world.bare, EVALS)).toEqual([])
  })

  it('says of a version that cannot be seen that it cannot be seen, never that it has nothing', async () => {
    await expect(world.port.metadata('QXJ0aWZhY3Q6OTk5OQ==')).rejects.toMatchObject({ code: 'wandb-access' })
    const nowhere = world.port.runsUsing(world.used, { entity: 'research', project: 'nowhere' })
    await expect(nowhere).rejects.toMatchObject({ code: 'wandb-access', message: expect.stringContaining('nowhere') })
    await expect(world.port.runsUsing('QXJ0aWZhY3Q6OTk5OQ==', EVALS)).rejects.toMatchObject({ code: 'wandb-access' })
  })
})

describe('evidence of a version in W&B', () => {
  let opened: Awaited<ReturnType<typeof realWorld>>
  beforeEach(async () => {
    opened = await realWorld()
  })
  afterEach(() => opened.close())

  it('is read in one request each', async () => {
    await opened.port.metadata(opened.used)
    await opened.port.runsUsing(opened.used, EVALS)
    expect(opened.world.sandbox.requests.map((request) => request.operationName)).toEqual([
      'GateVersionMetadata',
      'GateRunsUsing',
    ])
  })

  it('is complete when the list has several pages', async () => {
    const { state, source } = opened.world.world
    const names = Array.from({ length: 120 }, (_, index) => `many${index}`)
    for (const name of names) addRun(state, source, { name, inputs: [opened.used] })
    const runs = await opened.port.runsUsing(opened.used, EVALS)
    expect(new Set(runs.map(({ id }) => id))).toEqual(new Set(['eval1', 'try', ...names]))
    expect(opened.world.sandbox.requests).toHaveLength(3)
  })

  it('is an error when the list has no end, or says neither', async () => {
    const { faults } = opened.world.sandbox
    const answer = (pageInfo: object | null) => ({
      json: {
        data: {
          viewer: { id: 'u' },
          project: { name: 'evals' },
          artifact: { id: 'a', usedBy: { edges: [], pageInfo } },
        },
      },
    })
    faults.add({ match: {}, action: answer({ hasNextPage: true, endCursor: null }) })
    await expect(opened.port.runsUsing(opened.used, EVALS)).rejects.toThrow('did not come to an end')
    faults.add({ match: {}, action: answer(null) })
    await expect(opened.port.runsUsing(opened.used, EVALS)).rejects.toMatchObject({ code: 'wandb-unavailable' })
  })

  it('leaves out runs of projects that may not be seen', async () => {
    const { state, source } = opened.world.world
    const hidden = { ...source, id: 'hidden', name: 'hidden', entity: 'outsider' }
    state.projects.push(hidden)
    addRun(state, hidden, { name: 'secret', inputs: [opened.used] })
    expect((await opened.port.runsUsing(opened.used, EVALS)).map(({ id }) => id)).not.toContain('secret')
  })

  it('is seen through the registry by an account that may not see the source project', async () => {
    opened.collection()
    const viewer = createVersionEvidence(opened.world.connect(opened.world.world.keys.viewer))
    expect(await viewer.metadata(opened.used)).toBe('{"acc":0.9}')
    await expect(viewer.runsUsing(opened.used, EVALS)).rejects.toMatchObject({ code: 'wandb-access' })
  })
})
