import { afterEach, describe, expect, it } from '@jest/globals'
import { AccessError } from '../../src/errors.ts'
import { readAccount } from '../../src/registry/doctor-account.ts'
import { type SandboxWorld, sandboxWorld } from '../support/registry-worlds.ts'

const QUERY = {
  registry: { entity: 'acme', project: 'wandb-registry-model' },
  records: { entity: 'ml-governance', project: 'model-promotions' },
  versions: ['support-llm:production', 'support-llm:v2', 'support-llm:v77', 'no-such-model:v0'],
}
const SOURCE = { entity: 'research', project: 'training' }
/** What only newer servers know of members, roles and access. */
const RECENT = [
  'Project.readOnly',
  'Project.access',
  'Project.members',
  'Project.teamMembers',
  'Member.role',
  'User.teams',
]

let open: SandboxWorld[] = []
afterEach(async () => {
  await Promise.all(open.map((world) => world.close()))
  open = []
})

async function start(): Promise<SandboxWorld> {
  const world = await sandboxWorld()
  open = [...open, world]
  return world
}

describe('what W&B tells of an account', () => {
  it('names it, its teams, roles, and what it may write', async () => {
    const world = await start()
    const account = await readAccount(world.connect(world.world.keys.promoter), QUERY)
    expect(account).toMatchObject({
      base: world.sandbox.url,
      by: 'api-key',
      claims: null,
      username: 'promoter',
      registry: {
        visible: true,
        readOnly: false,
        access: 'PRIVATE',
        members: [
          { name: 'promoter', role: 'admin' },
          { name: 'planner', role: 'member' },
          { name: 'viewer', role: 'viewer' },
        ],
        teams: [],
        owners: null,
      },
      records: { visible: true, readOnly: false, owners: [{ name: 'promoter' }, { name: 'planner' }] },
    })
    expect([...(account.teams ?? [])].sort()).toEqual(['ml-governance', 'research'])
    expect([...(account.versions ?? [])]).toEqual([
      ['support-llm:production', { version: 'v0', state: 'COMMITTED', source: SOURCE }],
      ['support-llm:v2', { version: 'v2', state: 'COMMITTED', source: SOURCE }],
      ['support-llm:v77', null],
      ['no-such-model:v0', null],
    ])
    expect(account.sources).toMatchObject([{ path: SOURCE, visible: true, readOnly: false }])
  })

  it('says of a viewer that it may only read, and hides what is not for it', async () => {
    const world = await start()
    const account = await readAccount(world.connect(world.world.keys.viewer), QUERY)
    expect(account).toMatchObject({ username: 'viewer', registry: { readOnly: true }, records: { visible: false } })
  })

  it('shows no registry to an outsider', async () => {
    const world = await start()
    const account = await readAccount(world.connect(world.world.keys.outsider), QUERY)
    expect(account).toMatchObject({ registry: { visible: false, readOnly: null, members: null }, versions: null })
  })

  it('on an old server knows less, and never fails for it', async () => {
    const world = await start()
    world.world.state.switches.removedFields = RECENT
    const account = await readAccount(world.connect(world.world.keys.promoter), QUERY)
    const unknown = { readOnly: null, access: null, members: null, teams: null }
    expect(account).toMatchObject({
      username: 'promoter',
      teams: null,
      registry: { visible: true, ...unknown },
      records: {
        visible: true,
        ...unknown,
        owners: [
          { name: 'promoter', role: null },
          { name: 'planner', role: null },
        ],
      },
    })
    world.world.state.switches.removedFields = [...RECENT, 'Entity.members', 'Project.artifactCollectionMembership']
    const older = await readAccount(world.connect(world.world.keys.promoter), QUERY)
    expect(older).toMatchObject({ records: { owners: null }, versions: null, sources: [] })
  })

  it('asks for many versions in few requests', async () => {
    const world = await start()
    const versions = Array.from({ length: 120 }, (_, index) => `support-llm:v${index}`)
    const account = await readAccount(world.connect(world.world.keys.promoter), { ...QUERY, versions })
    expect([...(account.versions?.values() ?? [])].filter((each) => each !== null)).toHaveLength(3)
    expect(world.sandbox.requests.length).toBeLessThan(30)
  })

  it('writes nothing', async () => {
    const world = await start()
    const before = JSON.stringify(world.world.state)
    await readAccount(world.connect(world.world.keys.promoter), QUERY)
    expect(JSON.stringify(world.world.state)).toBe(before)
  })

  it('throws where W&B does not know who we are', async () => {
    const world = await start()
    await expect(readAccount(world.connect('f'.repeat(40)), QUERY)).rejects.toThrow(AccessError)
  })
})
