import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addRun, SEED_TIME } from '../../sandbox/wandb/seed.ts'
import { ask, basic, openScene, type Scene } from './wandb-ask.ts'

const HOUR = 3_600_000

const LIST = `query L($filters: JSONString, $order: String, $first: Int, $after: String) {
  project(entityName: "ml-governance", name: "model-promotions") {
    runCount(filters: $filters)
    runs(filters: $filters, order: $order, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } edges { node { name } }
    } } }`

interface Listing {
  readonly project: {
    readonly runCount: number
    readonly runs: {
      readonly totalCount: number
      readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean }
      readonly edges: readonly { readonly node: { readonly name: string } }[]
    }
  }
}

describe('listing runs', () => {
  const open = {} as { scene: Scene }

  beforeAll(async () => {
    open.scene = await openScene()
    const { state, records } = open.scene.world
    const make = (name: string, hours: number, fields: Partial<Parameters<typeof addRun>[2]>) =>
      addRun(state, records, { name, at: SEED_TIME + hours * HOUR, jobType: 'model-promotion', ...fields })
    make('r1', 1, {
      config: { model: 'a', stage: 'staging', n: 1 },
      summary: { conclusion: 'applied', score: 0.5 },
      tags: ['a', 'staging'],
    })
    make('r2', 2, {
      config: { model: 'a', stage: 'production', n: 2 },
      summary: { conclusion: 'applied', score: 0.9 },
      tags: ['a', 'production'],
      group: 'a',
    })
    make('r3', 3, { config: { model: 'b', stage: 'production', opt: { lr: 0.1 } }, tags: ['b'], state: 'failed' })
    make('other', 4, { jobType: 'train', displayName: 'training of a' })
  })
  afterAll(async () => open.scene.sandbox.close())

  async function list(variables: Readonly<Record<string, unknown>>): Promise<Listing['project']> {
    const { data } = await ask(open.scene.sandbox, open.scene.world.keys.promoter, LIST, variables)
    return (data as unknown as Listing).project
  }

  it.each<[string, unknown, string[]]>([
    ['nothing', {}, ['r1', 'r2', 'r3', 'other']],
    ['job type', { jobType: 'model-promotion' }, ['r1', 'r2', 'r3']],
    ['config.x', { 'config.model': 'a' }, ['r1', 'r2']],
    ['config.x.value', { 'config.model.value': 'a' }, ['r1', 'r2']],
    ['nested config', { 'config.opt.lr': 0.1 }, ['r3']],
    ['several fields', { 'config.model': 'a', 'config.stage': 'production' }, ['r2']],
    ['summary', { 'summary_metrics.conclusion': 'applied' }, ['r1', 'r2']],
    ['summary compared', { 'summary_metrics.score': { $gt: 0.5 } }, ['r2']],
    ['summary absent', { 'summary_metrics.conclusion': { $exists: false } }, ['r3', 'other']],
    ['null is absent', { 'summary_metrics.conclusion': null }, ['r3', 'other']],
    ['$ne holds where it is absent', { 'config.model': { $ne: 'a' } }, ['r3', 'other']],
    ['tags $in', { tags: { $in: ['production', 'b'] } }, ['r2', 'r3']],
    ['tags $all', { tags: { $all: ['a', 'production'] } }, ['r2']],
    ['a single tag', { tags: 'staging' }, ['r1']],
    [
      '$and $or',
      { $and: [{ jobType: 'model-promotion' }, { $or: [{ group: 'a' }, { state: 'failed' }] }] },
      ['r2', 'r3'],
    ],
    ['$nor', { $nor: [{ jobType: 'train' }, { group: 'a' }] }, ['r1', 'r3']],
    ['$not', { name: { $not: { $regex: '^r' } } }, ['other']],
    ['$regex', { displayName: { $regex: '^training' } }, ['other']],
    ['$nin', { name: { $nin: ['r1', 'r2'] } }, ['r3', 'other']],
    ['createdAt from', { createdAt: { $gte: '2026-11-01T14:00:00Z' } }, ['r2', 'r3', 'other']],
    ['createdAt without a zone', { createdAt: { $lt: '2026-11-01T14:00:00' } }, ['r1']],
  ])('filtered by %s', async (_what, filters, expected) => {
    const { runs, runCount } = await list({ filters: JSON.stringify(filters) })
    expect(runs.edges.map((edge) => edge.node.name)).toEqual(expected)
    expect([runCount, runs.totalCount]).toEqual([expected.length, expected.length])
  })

  it.each<[string, string[]]>([
    ['+created_at', ['r1', 'r2', 'r3', 'other']],
    ['-created_at', ['other', 'r3', 'r2', 'r1']],
    ['-config.n.value', ['r2', 'r1', 'other', 'r3']],
    ['-summary_metrics.score', ['r2', 'r1', 'other', 'r3']],
  ])('ordered by %s', async (order, expected) => {
    const { runs } = await list({ order })
    expect(runs.edges.map((edge) => edge.node.name)).toEqual(expected)
  })

  it.each([
    ['text that is not JSON', '{', /not valid JSON/],
    ['an unknown operator', '{"name":{"$like":"x"}}', /unknown filter operator/],
    ['an unknown field', '{"job_typ":"x"}', /unknown run field/],
  ])('refuses %s', async (_what, filters, message) => {
    const reply = await ask(open.scene.sandbox, open.scene.world.keys.promoter, LIST, { filters })
    expect(reply.status).toBe(400)
    expect(reply.messages[0]).toMatch(message)
  })

  it('gives fifty a page by default, and the rest behind the cursor', async () => {
    const { state, records } = open.scene.world
    const many = Array.from({ length: 60 }, (_, index) => addRun(state, records, { name: `m${index}`, group: 'many' }))
    const filters = '{"group":"many"}'
    const first = (await list({ filters })).runs
    const rest = (await list({ filters, after: first.pageInfo.endCursor })).runs
    expect([first.edges.length, first.pageInfo.hasNextPage]).toEqual([50, true])
    expect([rest.edges.length, rest.pageInfo.hasNextPage]).toEqual([10, false])
    expect([...first.edges, ...rest.edges].map((edge) => edge.node.name)).toEqual(many.map((run) => run.name))
  })
})

const UPSERT = `mutation U($input: UpsertBucketInput!) { upsertBucket(input: $input) {
  inserted bucket { id name createdAt state config summaryMetrics jobType tags user { username } project { name entity { name } } } } }`
const RUN = `query R($name: String!) { project(entityName: "ml-governance", name: "model-promotions") { run(name: $name) {
  state summaryMetrics createdAt inputArtifacts { edges { node { id } } } files(names: ["report.json"]) { edges { node { name sizeBytes directUrl } } } } } }`

describe('a run', () => {
  const place = { entityName: 'ml-governance', modelName: 'model-promotions' }

  it('is made once and then resumed by its name, keeping what is not given', async () => {
    const { sandbox, world } = await openScene({}, { now: () => SEED_TIME })
    const upsert = (fields: object) =>
      ask(sandbox, world.keys.promoter, UPSERT, { input: { ...place, name: 'x1', ...fields } })
    const made = await upsert({ jobType: 'model-promotion', tags: ['a'], config: '{"model":{"value":"a"}}' })
    sandbox.setClock(60_000)
    const resumed = await upsert({ summaryMetrics: '{"conclusion":"applied"}' })
    await sandbox.close()
    const bucket = {
      name: 'x1',
      createdAt: '2026-11-01T12:00:00Z',
      state: 'running',
      config: '{"model":{"value":"a"}}',
      jobType: 'model-promotion',
      tags: ['a'],
      user: { username: 'promoter' },
      project: { name: 'model-promotions', entity: { name: 'ml-governance' } },
    }
    expect(made.data).toMatchObject({ upsertBucket: { inserted: true, bucket: { ...bucket, summaryMetrics: '{}' } } })
    const summaryMetrics = '{"conclusion":"applied"}'
    expect(resumed.data).toMatchObject({ upsertBucket: { inserted: false, bucket: { ...bucket, summaryMetrics } } })
    expect(resumed.headers.get('date')).toBe('Sun, 01 Nov 2026 12:01:00 GMT')
  })

  it.each([
    ['an id with a slash', { name: 'a/b' }, 400],
    ['a config that is not JSON', { name: 'a', config: '{' }, 400],
    ['a team of others', { name: 'a', entityName: 'research' }, 404],
    ['an unknown team', { name: 'a', entityName: 'nobody' }, 404],
  ])('is refused: %s', async (_what, fields, status) => {
    const { sandbox, world } = await openScene({ sourceAccess: false })
    const reply = await ask(sandbox, world.keys.promoter, UPSERT, { input: { ...place, ...fields } })
    await sandbox.close()
    expect(reply.status).toBe(status)
    expect(world.state.runs.some((run) => run.name === fields.name)).toBe(false)
  })

  it('makes a missing project of an own team, and names the human behind a service account', async () => {
    const { sandbox, world } = await openScene()
    const team = world.state.entities.find((each) => each.name === 'ml-governance')
    if (team !== undefined) team.members['viewer'] = 'member'
    const send = (username: string, name: string) =>
      fetch(`${sandbox.url}/graphql`, {
        method: 'POST',
        headers: { Authorization: basic(world.keys.promoter), 'X-Wandb-Username': username },
        body: JSON.stringify({
          query: UPSERT,
          variables: { input: { entityName: 'ml-governance', modelName: 'new', name } },
        }),
      })
    await send('viewer', 'one')
    await send('outsider', 'two')
    await sandbox.close()
    expect(world.state.runs.filter((run) => ['one', 'two'].includes(run.name)).map((run) => run.username)).toEqual([
      'viewer',
      'promoter',
    ])
    expect(world.state.projects.map((project) => project.name)).toContain('new')
  })

  it('shows in the lineage of what it used, through the registry', async () => {
    const { sandbox, world } = await openScene({ sourceAccess: false })
    const { promoter } = world.keys
    const artifactID = world.versions[0]?.artifact.id ?? ''
    await ask(sandbox, promoter, UPSERT, { input: { ...place, name: 'x1' } })
    const use = 'mutation A($input: UseArtifactInput!) { useArtifact(input: $input) { artifact { id } } }'
    const input = { entityName: 'ml-governance', projectName: 'model-promotions', runName: 'x1', artifactID }
    expect((await ask(sandbox, promoter, use, { input })).status).toBe(403)
    const path = { artifactEntityName: 'acme', artifactProjectName: 'wandb-registry-model' }
    await ask(sandbox, promoter, use, { input: { ...input, ...path } })
    await ask(sandbox, promoter, use, { input: { ...input, ...path } })
    const used = await ask(
      sandbox,
      promoter,
      `{ artifact(id: "${artifactID}") { usedBy { edges { node { name } } } } }`,
    )
    const run = await ask(sandbox, promoter, RUN, { name: 'x1' })
    await sandbox.close()
    expect(used.data).toEqual({ artifact: { usedBy: { edges: [{ node: { name: 'x1' } }] } } })
    expect(run.data).toMatchObject({ project: { run: { inputArtifacts: { edges: [{ node: { id: artifactID } }] } } } })
  })

  it.each([
    [0, 'finished'],
    [1, 'failed'],
  ])('ends through the file stream with exit code %i', async (exitcode, state) => {
    const { sandbox, world } = await openScene()
    const { promoter } = world.keys
    await ask(sandbox, promoter, UPSERT, { input: { ...place, name: 'x1' } })
    const stream = `${sandbox.url}/files/ml-governance/model-promotions/x1/file_stream`
    const content = ['{"gate":"pass"}']
    const body = { files: { 'wandb-summary.json': { offset: 0, content } }, complete: true, exitcode }
    const headers = { Authorization: basic(promoter) }
    const done = await fetch(stream, { method: 'POST', headers, body: JSON.stringify(body) })
    const missing = await fetch(stream.replace('x1', 'x2'), { method: 'POST', headers, body: JSON.stringify(body) })
    const run = await ask(sandbox, promoter, RUN, { name: 'x1' })
    await sandbox.close()
    expect([done.status, await done.json(), missing.status]).toEqual([200, {}, 404])
    expect(run.data).toMatchObject({ project: { run: { state, summaryMetrics: content[0] } } })
  })

  it('that stops sending is called crashed', async () => {
    const { sandbox, world } = await openScene()
    await ask(sandbox, world.keys.promoter, UPSERT, { input: { ...place, name: 'x1' } })
    sandbox.setClock(6 * 60_000)
    const run = await ask(sandbox, world.keys.promoter, RUN, { name: 'x1' })
    await sandbox.close()
    expect(run.data).toMatchObject({ project: { run: { state: 'crashed' } } })
  })

  it('can be read by name before it is listed', async () => {
    const { sandbox, world } = await openScene()
    world.state.switches.runListLagMs = 5000
    await ask(sandbox, world.keys.promoter, UPSERT, { input: { ...place, name: 'x1' } })
    const count = async () =>
      ((await ask(sandbox, world.keys.promoter, LIST)).data as unknown as Listing).project.runCount
    const before = await count()
    const run = await ask(sandbox, world.keys.promoter, RUN, { name: 'x1' })
    sandbox.setClock(6000)
    const after = await count()
    await sandbox.close()
    expect([before, after]).toEqual([0, 1])
    expect(run.data).toMatchObject({ project: { run: { state: 'running' } } })
  })
})

describe('run files', () => {
  const create = `mutation C($files: [String!]!) { createRunFiles(input: { entityName: "ml-governance", projectName: "model-promotions", runName: "x1", files: $files }) { runID uploadHeaders files { name uploadUrl } } }`
  const mark = `mutation K($files: [String!]!) { markRunFilesUploaded(input: { entityName: "ml-governance", projectName: "model-promotions", runName: "x1", files: $files }) { success } }`
  const files = ['report.json']

  async function upload(scene: Scene, headers: Record<string, string>): Promise<Response> {
    const { data } = await ask(scene.sandbox, scene.world.keys.promoter, create, { files })
    const [file] = (data as unknown as { createRunFiles: { files: { uploadUrl: string }[] } }).createRunFiles.files
    const target = file?.uploadUrl ?? ''
    const url = target.startsWith('/') ? scene.sandbox.url + target : target
    return fetch(url, { method: 'PUT', headers, body: '{"a":1}' })
  }

  async function listed(scene: Scene): Promise<{ name: string; sizeBytes: number; directUrl: string }[]> {
    const { data } = await ask(scene.sandbox, scene.world.keys.promoter, RUN, { name: 'x1' })
    const { project } = data as unknown as { project: { run: { files: { edges: { node: never }[] } } } }
    return project.run.files.edges.map((edge) => edge.node)
  }

  it.each([
    ['the object store', false, {}, 200],
    ['the object store refuses credentials', false, { Authorization: 'Basic eA==' }, 400],
    ['a server without a bucket wants credentials', true, {}, 401],
  ])('%s', async (_what, rootRelative, headers, status) => {
    const scene = await openScene({}, { basePath: '/prefix' })
    scene.world.state.switches.rootRelativeUploads = rootRelative
    addRun(scene.world.state, scene.world.records, { name: 'x1' })
    const put = await upload(scene, headers)
    const unmarked = await listed(scene)
    await ask(scene.sandbox, scene.world.keys.promoter, mark, { files })
    const marked = await listed(scene)
    const download = marked[0] === undefined ? null : await (await fetch(marked[0].directUrl)).text()
    await scene.sandbox.close()
    expect([put.status, unmarked.length]).toEqual([status, 0])
    expect(download).toBe(status === 200 ? '{"a":1}' : null)
  })

  it('a server without a bucket takes the upload with the API key', async () => {
    const scene = await openScene({}, { basePath: '/prefix' })
    scene.world.state.switches.rootRelativeUploads = true
    addRun(scene.world.state, scene.world.records, { name: 'x1' })
    const put = await upload(scene, { Authorization: basic(scene.world.keys.promoter) })
    await ask(scene.sandbox, scene.world.keys.promoter, mark, { files })
    const marked = await listed(scene)
    await scene.sandbox.close()
    expect([put.status, marked.map((file) => [file.name, file.sizeBytes])]).toEqual([200, [['report.json', 7]]])
  })
})
