import { describe, expect, it } from '@jest/globals'
import { addProject, addTeam, addVersion, aliasHolder, linkVersion } from '../../sandbox/wandb/seed.ts'
import type { WandbState } from '../../sandbox/wandb/state.ts'
import { ask, basic, changeAlias, openScene, type Scene } from './wandb-ask.ts'

type Who = keyof Scene['world']['keys']

async function within(seed: Parameters<typeof openScene>[0], story: (scene: Scene) => Promise<void>): Promise<void> {
  const scene = await openScene(seed)
  try {
    await story(scene)
  } finally {
    await scene.sandbox.close()
  }
}

function holder({ world }: Scene, alias: string): string | undefined {
  return aliasHolder(world.state, world.registry, world.collection, alias)
}

function membership(name: string): string {
  return `{ project(entityName: "acme", name: "wandb-registry-model") { m: artifactCollectionMembership(name: ${JSON.stringify(name)}) {
    versionIndex aliases { alias } artifact { artifactSequence { name project { name } } tags { name } } } } }`
}

describe('who is it', () => {
  it.each<[string, (key: string) => Record<string, string>, number, unknown]>([
    ['nobody', () => ({}), 200, null],
    ['an API key', (key) => ({ Authorization: basic(key) }), 200, { username: 'promoter' }],
    ['an API key as Bearer', (key) => ({ Authorization: `Bearer ${key}` }), 200, { username: 'promoter' }],
    ['an unknown key', () => ({ Authorization: basic('0'.repeat(40)) }), 401, undefined],
    ['another user name than api', (key) => ({ Authorization: `Basic ${btoa(`me:${key}`)}` }), 401, undefined],
  ])('%s', async (_what, headers, status, viewer) => {
    await within({}, async ({ sandbox, world }) => {
      const response = await fetch(`${sandbox.url}/graphql`, {
        method: 'POST',
        headers: headers(world.keys.promoter),
        body: JSON.stringify({ query: '{ viewer { username } }' }),
      })
      const body = (await response.json()) as { data?: { viewer: unknown } }
      expect([response.status, body.data?.viewer]).toEqual([status, viewer])
    })
  })
})

describe('reading a membership', () => {
  it.each<[string, Who, string, unknown]>([
    ['by alias', 'promoter', 'support-llm:staging', { versionIndex: 1, aliases: [{ alias: 'staging' }] }],
    ['by version', 'promoter', 'support-llm:v0', { versionIndex: 0, aliases: [{ alias: 'production' }] }],
    ['latest without a colon', 'promoter', 'support-llm', { versionIndex: 2 }],
    ['an alias that nobody holds', 'promoter', 'support-llm:archived', null],
    ['another collection', 'promoter', 'other:production', null],
    ['a viewer', 'viewer', 'support-llm:production', { versionIndex: 0 }],
  ])('%s', async (_what, who, name, expected) => {
    await within({}, async ({ sandbox, world }) => {
      const { status, data } = await ask(sandbox, world.keys[who], membership(name))
      expect(status).toBe(200)
      if (expected === null) expect(data).toEqual({ project: { m: null } })
      else expect(data).toMatchObject({ project: { m: expected } })
    })
  })

  it('by digest and by commit hash', async () => {
    await within({}, async ({ sandbox, world }) => {
      const artifact = world.versions[1]?.artifact
      for (const ref of [artifact?.digest, artifact?.commitHash]) {
        const { data } = await ask(sandbox, world.keys.promoter, membership(`support-llm:${ref}`))
        expect(data).toMatchObject({ project: { m: { versionIndex: 1 } } })
      }
    })
  })

  it('shows nobody else that the registry exists', async () => {
    await within({}, async ({ sandbox, world }) => {
      const { status, data } = await ask(sandbox, world.keys.outsider, membership('support-llm:production'))
      expect([status, data]).toEqual([200, { project: null }])
    })
  })

  it('hides the source project from a registry-only account', async () => {
    await within({ sourceAccess: false }, async ({ sandbox, world }) => {
      const { data } = await ask(sandbox, world.keys.promoter, membership('support-llm:production'))
      const source = { name: 'support-llm-source', project: null }
      expect(data).toMatchObject({ project: { m: { artifact: { artifactSequence: source } } } })
    })
  })

  it('follows a migrated registry to its new project', async () => {
    await within({}, async ({ sandbox, world }) => {
      world.state.redirects['research/model-registry'] = 'acme/wandb-registry-model'
      const query = '{ project(entityName: "research", name: "model-registry") { name entity { name } } }'
      const { data } = await ask(sandbox, world.keys.promoter, query)
      expect(data).toEqual({ project: { name: 'wandb-registry-model', entity: { name: 'acme' } } })
    })
  })
})

describe('addAliases', () => {
  it.each<[string, Who, string, string[], number, string | undefined]>([
    ['moves an alias', 'planner', 'production', [], 200, 'v1'],
    ['sets a new alias', 'planner', 'canary', [], 200, 'v1'],
    ['an alias the version has already', 'planner', 'staging', [], 200, 'v1'],
    ['refuses a viewer', 'viewer', 'production', [], 403, 'v0'],
    ['knows no stranger', 'outsider', 'production', [], 404, 'v0'],
    ['a protected alias as member', 'planner', 'production', ['production'], 403, 'v0'],
    ['a protected alias as admin', 'promoter', 'production', ['production'], 200, 'v1'],
    ['a slash', 'promoter', 'a/b', [], 400, undefined],
    ['a colon', 'promoter', 'a:b', [], 400, undefined],
    ['a version token', 'promoter', 'v7', [], 400, undefined],
    ['129 characters', 'promoter', 'a'.repeat(129), [], 400, undefined],
    ['128 characters', 'promoter', 'a'.repeat(128), [], 200, 'v1'],
  ])('%s', async (_what, who, alias, protectedAliases, status, expected) => {
    await within({ protectedAliases }, async (scene) => {
      const key = scene.world.keys[who]
      const reply = await changeAlias(scene, { mutation: 'addAliases', key, version: 1, alias })
      expect(reply.status).toBe(status)
      expect(reply.data?.['done'] ?? null).toEqual(status === 200 ? { success: true } : null)
      expect(holder(scene, alias)).toBe(expected)
    })
  })

  it('refuses a version that is not in the collection', async () => {
    await within({}, async (scene) => {
      const { state, registry, source, keys } = scene.world
      linkVersion(state, registry, { artifact: addVersion(state, source, { name: 'other' }), collection: 'other' })
      const change = { mutation: 'addAliases', key: keys.promoter, version: 0, alias: 'production' } as const
      expect((await changeAlias(scene, { ...change, collection: 'other' })).status).toBe(400)
      expect((await changeAlias(scene, { ...change, collection: 'missing' })).status).toBe(404)
    })
  })

  it('answers a refusal with 404 where the switch says so', async () => {
    await within({}, async (scene) => {
      scene.world.state.switches.forbidden = 404
      const key = scene.world.keys.viewer
      const reply = await changeAlias(scene, { mutation: 'addAliases', key, version: 1, alias: 'production' })
      expect(reply.status).toBe(404)
    })
  })

  it('keeps a history with old and new holder', async () => {
    await within({}, async (scene) => {
      const { keys, versions } = scene.world
      await changeAlias(scene, { mutation: 'addAliases', key: keys.promoter, version: 2, alias: 'production' })
      const query = `{ project(entityName: "acme", name: "wandb-registry-model") { artifactCollection(name: "support-llm") {
        aliasActionHistory(alias: "production", first: 1) { edges { node { alias user { username } sourceArtifact { id } targetArtifact { id } } } } } } }`
      const { data } = await ask(scene.sandbox, keys.planner, query)
      const node = {
        alias: 'production',
        user: { username: 'promoter' },
        sourceArtifact: { id: versions[0]?.artifact.id },
        targetArtifact: { id: versions[2]?.artifact.id },
      }
      const expected = { edges: [{ node }] }
      expect(data).toEqual({ project: { artifactCollection: { aliasActionHistory: expected } } })
    })
  })
})

describe('deleteAliases', () => {
  it.each<[string, WandbState['switches']['deleteAlias'], number, string | undefined]>([
    ['of the holder', 'by-holder', 0, undefined],
    ['of somebody else, strict server', 'by-holder', 1, 'v0'],
    ['of somebody else, careless server', 'by-name', 1, undefined],
  ])('%s', async (_what, rule, version, expected) => {
    await within({}, async (scene) => {
      scene.world.state.switches.deleteAlias = rule
      const key = scene.world.keys.planner
      const reply = await changeAlias(scene, { mutation: 'deleteAliases', key, version, alias: 'production' })
      expect(reply.data).toEqual({ done: { success: true } })
      expect(holder(scene, 'production')).toBe(expected)
    })
  })

  it('a protected one needs an admin', async () => {
    await within({ protectedAliases: ['production'] }, async (scene) => {
      const change = { mutation: 'deleteAliases', version: 0, alias: 'production' } as const
      expect((await changeAlias(scene, { ...change, key: scene.world.keys.planner })).status).toBe(403)
      expect(holder(scene, 'production')).toBe('v0')
      expect((await changeAlias(scene, { ...change, key: scene.world.keys.promoter })).status).toBe(200)
    })
  })
})

const LINK = `mutation L($input: LinkArtifactInput!) { linkArtifact(input: $input) { versionIndex artifactMembership { id aliases { alias } } } }`

async function link(scene: Scene, who: Who, artifactID: string, collection: string, aliases: string[] = []) {
  const input = {
    artifactID,
    artifactPortfolioName: collection,
    entityName: 'acme',
    projectName: 'wandb-registry-model',
    aliases: aliases.map((alias) => ({ alias, artifactCollectionName: collection })),
  }
  return ask(scene.sandbox, scene.world.keys[who], LINK, { input })
}

describe('linkArtifact and unlinkArtifact', () => {
  it('makes the collection, numbers from v0, moves latest and ends the TTL', async () => {
    await within({}, async (scene) => {
      const artifact = addVersion(scene.world.state, scene.world.source, { name: 'fresh' })
      const { data } = await link(scene, 'planner', artifact.id, 'fresh', ['candidate'])
      const aliases = [{ alias: 'latest' }, { alias: 'candidate' }]
      expect(data).toMatchObject({ linkArtifact: { versionIndex: 0, artifactMembership: { aliases } } })
      expect(artifact.ttlSeconds).toBe(-2)
    })
  })

  it.each<[WandbState['switches']['duplicateLink'], number]>([
    ['existing', 1],
    ['second', 3],
  ])('a second link: %s', async (rule, versionIndex) => {
    await within({}, async (scene) => {
      scene.world.state.switches.duplicateLink = rule
      const { data } = await link(scene, 'planner', scene.world.versions[1]?.artifact.id ?? '', 'support-llm')
      expect(data).toMatchObject({ linkArtifact: { versionIndex } })
    })
  })

  it.each<[string, (scene: Scene) => string, Who, number, RegExp]>([
    ['another type', ({ world }) => world.dataset.id, 'planner', 400, /type "dataset" is not accepted/],
    [
      'a personal entity',
      ({ world }) => {
        const mine = addProject(world.state, { entity: 'viewer', name: 'mine', access: 'USER_READ' })
        return addVersion(world.state, mine, { name: 'x' }).id
      },
      'planner',
      400,
      /only allowed within the same team or to a collection in your organization's registry/,
    ],
    [
      'a team outside the organisation',
      ({ world }) => {
        addTeam(world.state, 'strangers', null)
        const theirs = addProject(world.state, { entity: 'strangers', name: 'p', access: 'USER_READ' })
        return addVersion(world.state, theirs, { name: 'x' }).id
      },
      'planner',
      400,
      /only allowed within/,
    ],
    ['a viewer', ({ world }) => world.versions[0]?.artifact.id ?? '', 'viewer', 403, /permission denied/],
    ['an unknown version', () => 'QXJ0aWZhY3Q6OTk5', 'planner', 404, /not found/],
  ])('refuses %s', async (_what, artifact, who, status, message) => {
    await within({}, async (scene) => {
      const reply = await link(scene, who, artifact(scene), 'elsewhere')
      expect(reply.status).toBe(status)
      expect(reply.messages.join()).toMatch(message)
      expect(scene.world.state.collections.map((each) => each.name)).not.toContain('elsewhere')
    })
  })

  it('refuses a personal entity even for its own collections', async () => {
    await within({}, async ({ sandbox, world }) => {
      const mine = addProject(world.state, { entity: 'viewer', name: 'mine' })
      const artifactID = addVersion(world.state, mine, { name: 'x' }).id
      const input = { artifactID, artifactPortfolioName: 'best', entityName: 'viewer', projectName: 'mine' }
      expect((await ask(sandbox, world.keys.viewer, LINK, { input })).status).toBe(400)
    })
  })

  it('unlinks, with the aliases, and never uses the number again', async () => {
    await within({}, async (scene) => {
      const { state, versions, keys } = scene.world
      const artifact = versions[2]?.artifact.id ?? ''
      const portfolio = state.collections.find((each) => each.kind === 'portfolio')?.id
      const unlink = 'mutation U($input: UnlinkArtifactInput!) { unlinkArtifact(input: $input) { success } }'
      const input = { artifactID: artifact, artifactPortfolioID: portfolio }
      expect((await ask(scene.sandbox, keys.planner, unlink, { input })).data).toEqual({
        unlinkArtifact: { success: true },
      })
      expect(holder(scene, 'candidate')).toBeUndefined()
      expect(holder(scene, 'latest')).toBeUndefined()
      expect((await link(scene, 'planner', artifact, 'support-llm')).data).toMatchObject({
        linkArtifact: { versionIndex: 3 },
      })
    })
  })

  it('a member may not unlink a version under a protected alias', async () => {
    await within({ protectedAliases: ['production'] }, async (scene) => {
      const portfolio = scene.world.state.collections.find((each) => each.kind === 'portfolio')?.id
      const input = { artifactID: scene.world.versions[0]?.artifact.id, artifactPortfolioID: portfolio }
      const unlink = 'mutation U($input: UnlinkArtifactInput!) { unlinkArtifact(input: $input) { success } }'
      expect((await ask(scene.sandbox, scene.world.keys.planner, unlink, { input })).status).toBe(403)
      expect(holder(scene, 'production')).toBe('v0')
    })
  })
})

const UPDATE = `mutation U($input: UpdateArtifactInput!) { updateArtifact(input: $input) { artifact { metadata ttlDurationSeconds tags { name } } } }`

describe('updateArtifact and deleteArtifact', () => {
  it.each<[string, boolean, Record<string, unknown>, number, unknown]>([
    ['adds a tag', true, { tagsToAdd: [{ tagName: 'regulatory-hold' }] }, 200, { tags: [{ name: 'regulatory-hold' }] }],
    ['keeps metadata that is not given', true, { description: 'x' }, 200, { metadata: '{"a":1}' }],
    ['sets a TTL', true, { ttlDurationSeconds: 60 }, 200, { ttlDurationSeconds: 60 }],
    ['refuses a bad tag', true, { tagsToAdd: [{ tagName: 'hold:GDPR' }] }, 400, null],
    ['is 404 without write access to the source', false, { description: 'x' }, 404, null],
  ])('%s', async (_what, sourceAccess, fields, status, expected) => {
    await within({ sourceAccess }, async ({ sandbox, world }) => {
      const artifact = world.versions[0]?.artifact
      if (artifact !== undefined) artifact.metadata = '{"a":1}'
      const reply = await ask(sandbox, world.keys.promoter, UPDATE, { input: { artifactID: artifact?.id, ...fields } })
      expect(reply.status).toBe(status)
      if (expected === null) expect(reply.data).toEqual({ updateArtifact: null })
      else expect(reply.data).toMatchObject({ updateArtifact: { artifact: expected } })
    })
  })

  it.each<[string, string[], boolean, number]>([
    ['with aliases', [], false, 409],
    ['with aliases, told to drop them', [], true, 200],
    ['under a protected alias, even so', ['production'], true, 403],
  ])('deletes a version %s', async (_what, protectedAliases, deleteAliases, status) => {
    await within({ protectedAliases }, async (scene) => {
      const artifact = scene.world.versions[0]?.artifact
      const remove =
        'mutation D($input: DeleteArtifactInput!) { deleteArtifact(input: $input) { artifact { id state } } }'
      const input = { artifactID: artifact?.id, deleteAliases }
      const reply = await ask(scene.sandbox, scene.world.keys.promoter, remove, { input })
      expect(reply.status).toBe(status)
      expect(artifact?.state).toBe(status === 200 ? 'DELETED' : 'COMMITTED')
      expect(holder(scene, 'production')).toBe(status === 200 ? undefined : 'v0')
    })
  })

  it('shows a written tag only after the lag', async () => {
    await within({}, async ({ sandbox, world }) => {
      world.state.switches.tagLagMs = 5000
      const input = { artifactID: world.versions[0]?.artifact.id, tagsToAdd: [{ tagName: 'regulatory-hold' }] }
      await ask(sandbox, world.keys.promoter, UPDATE, { input })
      const tags = async () =>
        JSON.stringify((await ask(sandbox, world.keys.promoter, membership('support-llm:production'))).data)
      expect(await tags()).not.toContain('regulatory-hold')
      sandbox.setClock(6000)
      expect(await tags()).toContain('regulatory-hold')
    })
  })
})

describe('the collection', () => {
  it('has tags that a member may add and take away', async () => {
    await within({}, async ({ sandbox, world }) => {
      const input = {
        entityName: 'acme',
        projectName: 'wandb-registry-model',
        artifactCollectionName: 'support-llm',
        tags: [{ tagName: 'regulatory-hold production' }],
      }
      const add = `mutation A($input: CreateArtifactCollectionTagAssignmentsInput!) { createArtifactCollectionTagAssignments(input: $input) { tags { name } } }`
      const remove = `mutation R($input: DeleteArtifactCollectionTagAssignmentsInput!) { deleteArtifactCollectionTagAssignments(input: $input) { success } }`
      expect((await ask(sandbox, world.keys.viewer, add, { input })).status).toBe(403)
      expect((await ask(sandbox, world.keys.planner, add, { input })).data).toEqual({
        createArtifactCollectionTagAssignments: { tags: [{ name: 'regulatory-hold production' }] },
      })
      await ask(sandbox, world.keys.planner, remove, { input })
      const query =
        '{ project(entityName: "acme", name: "wandb-registry-model") { artifactCollection(name: "support-llm") { tags { edges { node { name } } } } } }'
      const { data } = await ask(sandbox, world.keys.planner, query)
      expect(data).toEqual({ project: { artifactCollection: { tags: { edges: [] } } } })
    })
  })

  it('pages its versions, newest first, without gaps when a version arrives in between', async () => {
    await within({ aliases: [[], [], [], [], []] }, async (scene) => {
      const page = `query P($after: String) { project(entityName: "acme", name: "wandb-registry-model") { artifactCollection(name: "support-llm") {
        artifactMemberships(first: 2, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { versionIndex } } } } } }`
      const read = async (after: string | null) => {
        const { data } = await ask(scene.sandbox, scene.world.keys.planner, page, { after })
        const { project } = data as { project: { artifactCollection: { artifactMemberships: Page } } }
        return project.artifactCollection.artifactMemberships
      }
      const first = await read(null)
      const artifact = addVersion(scene.world.state, scene.world.source, { name: 'late' })
      await link(scene, 'planner', artifact.id, 'support-llm')
      const second = await read(first.pageInfo.endCursor)
      const third = await read(second.pageInfo.endCursor)
      const seen = [first, second, third].flatMap((each) => each.edges.map((edge) => edge.node.versionIndex))
      expect(seen).toEqual([4, 3, 2, 1, 0])
      expect(third.pageInfo.hasNextPage).toBe(false)
    })
  })
})

interface Page {
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean }
  readonly edges: readonly { readonly node: { readonly versionIndex: number } }[]
}
