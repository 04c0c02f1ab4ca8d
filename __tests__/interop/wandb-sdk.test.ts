import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse, validate } from 'graphql'
import { addRun, aliasHolder, type RegistryWorld, seedRegistry } from '../../sandbox/wandb/seed.ts'
import { startWandb, type WandbSandbox, wandbSchema } from '../../sandbox/wandb/server.ts'
import { readReport } from '../../src/evidence/read-report.ts'
import type { RecordFiles } from '../../src/operations/record-files-port.ts'
import { createCredentials } from '../../src/registry/credentials.ts'
import { createWandbEvidence } from '../../src/registry/evidence.ts'
import { createRecordFiles } from '../../src/registry/record-files.ts'
import { createVersionEvidence } from '../../src/registry/version-evidence.ts'
import { performanceClock, testHttp } from '../support/registry-worlds.ts'

const RECORD = { records: { entity: 'ml-governance', project: 'model-promotions' }, runId: 'record1' }
const REPORT = '{"results": {"arc_easy": {"acc": 0.7}}, "note": "ü"}'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** SDK texts about things that the sandbox does not have: sweeps, and the administration of teams and users. */
const OUTSIDE = /SWEEP|AGENT|INVITE|API_KEY|CREATE_TEAM|SERVICE_ACCOUNT|SEARCH_USERS|CREATE_USER/

interface Seen extends Readonly<Record<string, unknown>> {
  readonly documents: Readonly<Record<string, string>>
}

const setup = spawnSync(path.join(root, 'scripts/setup-python.sh'), { encoding: 'utf8' })
if (setup.status === 3) process.stderr.write(`wandb-sdk.test.ts is skipped: ${setup.stderr}`)
const describeWithPython = setup.status === 3 ? describe.skip : describe

// A client that nobody here wrote: where it works and leaves the right state, the sandbox is a fair W&B.
describeWithPython('the official W&B SDK against the sandbox', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wandb-sdk-'))
  const world: RegistryWorld = seedRegistry()
  const [version] = world.versions
  const run = {} as { sandbox: WandbSandbox; seen: Seen }

  beforeAll(async () => {
    expect({ status: setup.status, stderr: setup.stderr }).toMatchObject({ status: 0 })
    addRun(world.state, world.records, {
      name: 'record1',
      jobType: 'model-promotion',
      config: { model: 'chat-llm' },
      summary: { conclusion: 'applied' },
      inputs: version === undefined ? [] : [version.artifact.id],
    })
    run.sandbox = await startWandb({ state: world.state })
    await putBeside(run.sandbox.url, world.keys.promoter)
    run.seen = await runSdk(run.sandbox.url, world.keys.promoter, folder)
  }, 120_000)

  afterAll(async () => {
    await run.sandbox?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([
    ['a version used by its source path', 'used', 'v0'],
    ['equal content makes no second version', 'deduplicated', true],
    ['the second link is the second version of the collection', 'linked', 'v1'],
    ['an alias given while linking has moved', 'candidate', 'v1'],
    ['an alias appended and saved', 'production_before', 'v0'],
    ['the same alias appended to another version has moved', 'production_after', 'v1'],
    ['the old version lost it', 'old_aliases', []],
    ['the new version has it, and what was removed is gone', 'new_aliases', ['latest', 'production']],
    ['nobody holds a removed alias', 'candidate_gone', 'CommError'],
    ['tags of a linked version', 'tags', ['reviewed']],
    ['the bytes of a download', 'downloaded', 'second'],
    ['the digest of a download', 'verified', true],
    ['the run that made a version', 'logged_by', 'second'],
    ['the run that used a version', 'used_by', ['second']],
    ['the run that used a version through the registry', 'version_used_by', ['eval1']],
    ['metadata of a linked version', 'version_metadata', { text: 'second' }],
    ['runs by filter and order', 'records', [['record1', 'finished', { model: 'chat-llm' }, 'applied']]],
    ['what a record used', 'record_inputs', ['v0']],
    ['files that the gate put beside a record', 'beside', ['evidence/quality/results.json', 'gate-config.yml']],
    ['their bytes', 'beside_text', REPORT],
    ['a file that the SDK puts there', 'note', [['note.txt', 19]]],
    ['a record stays finished', 'record_state', 'finished'],
    ['config, summary and end of a run', 'trained', ['finished', 0.1, 0.75, 1.5]],
    ['collections of a registry', 'collections', ['support-llm', 'chat-llm']],
    ['tags of a collection', 'collection_tags', ['regulatory-hold']],
    ['an unlinked version is gone', 'unlinked', 'CommError'],
  ])('%s', (_what, key, expected) => {
    expect(run.seen[key]).toEqual(expected)
  })

  it('the gate reads back what the SDK put beside the record', async () => {
    await withFiles(run.sandbox.url, world.keys.promoter, async (files) => {
      expect((await files.list(RECORD)).map(({ name }) => name)).toContain('note.txt')
      const bytes = await files.download(RECORD, 'note.txt', 100)
      expect(new TextDecoder().decode(bytes ?? new Uint8Array())).toBe('seen by the auditor')
    })
  })

  it('what the SDK logged is what our adapter finds as evidence of the version', async () => {
    const http = testHttp()
    const base = run.sandbox.url
    const credentials = createCredentials({
      base,
      http,
      apiKey: world.keys.promoter,
      identity: null,
      mask: () => {},
      clock: performanceClock,
      sleep: async () => {},
    })
    const connection = { base, http, credentials }
    const id = String(run.seen['version_id'])
    const version = createVersionEvidence(connection)
    expect(JSON.parse((await version.metadata(id)) ?? '')).toEqual(run.seen['version_metadata'])
    expect(await version.runsUsing(id, { entity: 'research', project: 'evals' })).toEqual([
      {
        entity: 'research',
        project: 'evals',
        id: 'eval1',
        state: 'finished',
        jobType: 'eval',
        createdBy: 'promoter',
        createdAt: expect.any(String),
      },
    ])
    const location = { kind: 'wandb-run', text: 'wandb-run:research/evals/eval1' } as const
    const { bytes, claims } = await createWandbEvidence(connection).fetch(location, { maxBytes: 100_000 })
    expect(readReport({ bytes, file: 'summary', format: 'wandb-summary' }).rows).toMatchObject([
      { metric: 'acc', value: 0.875 },
    ])
    expect(claims).toContainEqual({ text: id, source: 'artifact used by the run', artifactType: 'model' })
    await http.close()
  })

  it('leaves the state that the same steps leave in W&B', () => {
    const { state, registry } = world
    expect(aliasHolder(state, registry, 'chat-llm', 'production')).toBe('v1')
    expect(aliasHolder(state, registry, 'chat-llm', 'candidate')).toBeUndefined()
    expect(aliasHolder(state, registry, 'support-llm', 'production')).toBe('v0')
    const chat = state.collections.find((each) => each.name === 'chat-source')
    const members = state.memberships.filter((each) => each.collectionId === chat?.id)
    expect(members.map((each) => each.versionIndex)).toEqual([0, 1])
    expect(state.artifacts.filter((each) => each.sequenceId === chat?.id).map((each) => each.digest)).toContain(
      run.seen['digest'],
    )
    expect(state.actions.map((each) => [each.type, each.alias])).toContainEqual(['REMOVE_ALIAS', 'candidate'])
  })

  it('every request was answered, and uploads carried no credentials', () => {
    expect(run.sandbox.requests.filter((each) => each.status < 200 || each.status > 299)).toEqual([])
    const uploads = run.sandbox.requests.filter((each) => each.method === 'PUT')
    expect(uploads.length).toBeGreaterThan(0)
    expect(uploads.filter((each) => 'authorization' in each.headers)).toEqual([])
  })

  it('every document of the SDK about artifacts, registries, projects and runs is valid in our schema', () => {
    const schema = wandbSchema()
    const documents = Object.entries(run.seen.documents).filter(([name]) => !OUTSIDE.test(name))
    expect(documents.length).toBeGreaterThan(50)
    const invalid = documents.flatMap(([name, text]) =>
      validate(schema, parse(text)).map((error) => `${name}: ${error.message}`),
    )
    expect(invalid).toEqual([])
  })
})

async function putBeside(url: string, key: string): Promise<void> {
  const bytes = (text: string) => new TextEncoder().encode(text)
  await withFiles(url, key, async (files) => {
    const given = [
      { name: 'evidence/quality/results.json', bytes: bytes(REPORT) },
      { name: 'gate-config.yml', bytes: bytes('version: 1\n') },
    ]
    expect(await files.upload(RECORD, given)).toEqual([])
  })
}

async function withFiles(url: string, key: string, use: (files: RecordFiles) => Promise<void>): Promise<void> {
  const http = testHttp()
  const credentials = createCredentials({
    base: url,
    http,
    apiKey: key,
    identity: null,
    mask: () => undefined,
    clock: performanceClock,
    sleep: async () => undefined,
  })
  await use(createRecordFiles({ base: url, http, credentials }))
  await http.close()
}

async function runSdk(url: string, key: string, folder: string): Promise<Seen> {
  const python = path.join(root, '.venv/bin/python')
  const script = path.join(root, '__tests__/interop/wandb_sdk_flow.py')
  const settings = {
    PATH: process.env['PATH'],
    HOME: folder,
    WANDB_API_KEY: key,
    WANDB_BASE_URL: url,
    WANDB_CACHE_DIR: folder,
    WANDB_CONFIG_DIR: folder,
    WANDB_DATA_DIR: folder,
    WANDB_DIR: folder,
    WANDB_ERROR_REPORTING: 'false',
    WANDB_SILENT: 'true',
  }
  const output = await new Promise<string>((resolve, reject) => {
    execFile(python, [script, folder], { env: settings, timeout: 100_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`the SDK failed: ${stderr}\n${stdout}`))
    })
  })
  const line = output.split('\n').find((each) => each.startsWith('RESULT ')) ?? ''
  return JSON.parse(line.slice('RESULT '.length)) as Seen
}
