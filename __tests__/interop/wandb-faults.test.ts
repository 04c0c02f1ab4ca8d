import { describe, expect, it } from '@jest/globals'
import type { Fault } from '../../sandbox/wandb/faults.ts'
import { aliasHolder, setAlias } from '../../sandbox/wandb/seed.ts'
import { LEGACY_FIELDS } from '../../sandbox/wandb/server.ts'
import { ask, changeAlias, openScene, type Reply, type Scene } from './wandb-ask.ts'

const VIEWER = 'query Who { me: viewer { username } }'

async function struck(
  fault: Fault,
  act: (scene: Scene) => Promise<Reply>,
): Promise<{ scene: Scene; reply: Reply | 'reset' }> {
  const scene = await openScene()
  scene.sandbox.faults.add(fault)
  const reply = await act(scene).catch((): 'reset' => 'reset')
  await scene.sandbox.close()
  return { scene, reply }
}

function promote(scene: Scene): Promise<Reply> {
  return changeAlias(scene, { mutation: 'addAliases', key: scene.world.keys.promoter, version: 1, alias: 'production' })
}

function producer({ world }: Scene): string | undefined {
  return aliasHolder(world.state, world.registry, world.collection, 'production')
}

describe('what a fault does to a mutation', () => {
  it.each<[string, Fault['action'], Reply['status'] | 'reset', string]>([
    ['a gateway error with HTML', { status: 502, body: '<html>Bad Gateway</html>' }, 502, 'v0'],
    [
      'too many requests',
      { status: 429, body: { error: 'rate limit exceeded' }, headers: { 'Retry-After': '1' } },
      429,
      'v0',
    ],
    ['unauthorized', { status: 401, body: { errors: [{ message: 'unauthorized' }] } }, 401, 'v0'],
    ['a reset before it is applied', 'drop-before', 'reset', 'v0'],
    ['a reset after it is applied', 'drop-after', 'reset', 'v1'],
    ['an error after it is applied', { status: 500, body: 'context deadline exceeded', execute: true }, 500, 'v1'],
    ['a given answer', { json: { data: { done: { success: false } } } }, 200, 'v0'],
    ['success that is false', { payload: { success: false } }, 200, 'v0'],
    ['a payload that is null', { payload: null, errors: [{ message: 'no' }] }, 200, 'v0'],
    ['only a delay', { delayMs: 20 }, 200, 'v1'],
    ['only headers', { headers: { 'RateLimit-Remaining': '0' } }, 200, 'v1'],
  ])('%s', async (_what, action, outcome, holder) => {
    const { scene, reply } = await struck({ match: { field: 'addAliases' }, action }, promote)
    expect(reply === 'reset' ? 'reset' : reply.status).toBe(outcome)
    expect(producer(scene)).toBe(holder)
    expect(scene.sandbox.requests.at(-1)?.status).toBe(outcome === 'reset' ? 0 : outcome)
  })

  it('headers and bodies arrive as they were given', async () => {
    const date = 'Mon, 23 Nov 2026 12:00:00 GMT'
    const action = { status: 429, body: { error: 'rate limit exceeded' }, headers: { 'Retry-After': date } }
    const { reply } = await struck({ match: {}, action }, promote)
    expect(reply).toMatchObject({ status: 429, text: '{"error":"rate limit exceeded"}' })
    expect(reply !== 'reset' && reply.headers.get('retry-after')).toBe(date)
    const zero = await struck({ match: {}, action: { headers: { 'RateLimit-Remaining': '0' } } }, promote)
    expect(zero.reply !== 'reset' && zero.reply.headers.get('ratelimit-remaining')).toBe('0')
  })

  it('a payload is given to every root field, under the names of the document', async () => {
    const { reply } = await struck({ match: { field: 'viewer' }, action: { payload: null } }, ({ sandbox, world }) =>
      ask(sandbox, world.keys.promoter, '{ a: viewer { id } b: viewer { id } }'),
    )
    expect(reply).toMatchObject({ data: { a: null, b: null } })
  })
})

describe('somebody else moves the alias', () => {
  it.each<[string, 'before' | 'after', string]>([
    ['before the write: ours wins', 'before', 'v1'],
    ['after the write: theirs wins', 'after', 'v2'],
  ])('%s', async (_what, moment, holder) => {
    const scene = await openScene()
    const { world } = scene
    const theirs = () =>
      setAlias(world.state, world.registry, { collection: 'support-llm', alias: 'production', version: 'v2' })
    const action = moment === 'before' ? { before: theirs } : { after: theirs }
    scene.sandbox.faults.add({ match: { field: 'addAliases' }, action })
    const reply = await promote(scene)
    await scene.sandbox.close()
    expect(reply.data).toEqual({ done: { success: true } })
    expect(producer(scene)).toBe(holder)
  })
})

describe('which request a fault strikes', () => {
  const dead = { status: 503, body: 'no' }

  it.each<[string, Fault['match'], number[]]>([
    ['the first that matches', {}, [503, 200, 200]],
    ['the nth since the start', { nth: 2 }, [200, 503, 200]],
    ['an operation by name', { operation: 'Who' }, [503, 200, 200]],
    ['another operation', { operation: 'Other' }, [200, 200, 200]],
    ['a root field, whatever its alias', { field: 'viewer' }, [503, 200, 200]],
    ['a path', { path: '/graphql' }, [503, 200, 200]],
    ['an expression', { path: /^\/storage/ }, [200, 200, 200]],
    ['a method', { method: 'PUT' }, [200, 200, 200]],
  ])('%s', async (_what, match, expected) => {
    const { sandbox, world } = await openScene({}, { basePath: '/w' })
    sandbox.faults.add({ match, action: dead })
    const statuses = []
    for (const _ of expected) statuses.push((await ask(sandbox, world.keys.promoter, VIEWER)).status)
    await sandbox.close()
    expect(statuses).toEqual(expected)
    expect(sandbox.faults.pending).toBe(expected.includes(503) ? 0 : 1)
  })

  it('as often as it says', async () => {
    const { sandbox, world } = await openScene()
    sandbox.faults.add({ match: {}, action: dead, times: 2 })
    const statuses = []
    for (const _ of [1, 2, 3]) statuses.push((await ask(sandbox, world.keys.promoter, VIEWER)).status)
    await sandbox.close()
    expect(statuses).toEqual([503, 503, 200])
  })
})

describe('a server of another age', () => {
  it.each([
    [
      'no feature list',
      'ServerInfo.features',
      '{ serverInfo { features { name } } }',
      'Cannot query field "features" on type "ServerInfo".',
    ],
    [
      'no list of memberships',
      'ArtifactCollection.artifactMemberships',
      '{ project(entityName: "acme", name: "wandb-registry-model") { artifactCollection(name: "support-llm") { artifactMemberships { totalCount } } } }',
      'Cannot query field "artifactMemberships" on type "ArtifactCollection".',
    ],
  ])('%s', async (_what, field, query, message) => {
    const { sandbox, world } = await openScene()
    const before = await ask(sandbox, world.keys.promoter, query)
    world.state.switches.removedFields.push(field)
    const after = await ask(sandbox, world.keys.promoter, query)
    await sandbox.close()
    expect([before.status, before.messages]).toEqual([200, []])
    expect([after.status, after.messages]).toEqual([400, [message]])
  })

  it('has everything else when all fields of 2023 are gone', async () => {
    const scene = await openScene()
    scene.world.state.switches.removedFields.push(...LEGACY_FIELDS)
    const reply = await promote(scene)
    await scene.sandbox.close()
    expect(reply.data).toEqual({ done: { success: true } })
  })

  it('gives errors of resolvers with 200 where the switch says so', async () => {
    const scene = await openScene()
    scene.world.state.switches.errorStatus = 200
    const key = scene.world.keys.viewer
    const reply = await changeAlias(scene, { mutation: 'addAliases', key, version: 1, alias: 'production' })
    await scene.sandbox.close()
    expect([reply.status, reply.data, reply.messages]).toEqual([200, { done: null }, ['permission denied']])
  })
})
