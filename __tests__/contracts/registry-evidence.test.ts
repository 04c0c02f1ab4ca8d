import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addRun, addVersion } from '../../sandbox/wandb/seed.ts'
import type { EvidenceSource } from '../../src/operations/ports.ts'
import { createWandbEvidence } from '../../src/registry/evidence.ts'
import { type SandboxWorld, sandboxWorld } from '../support/registry-worlds.ts'

const LIMIT = { maxBytes: 10_000 }

describe('evidence in Weights & Biases', () => {
  let world: SandboxWorld
  let evidence: EvidenceSource
  beforeEach(async () => {
    world = await sandboxWorld()
    evidence = createWandbEvidence(world.connect(world.world.keys.promoter))
    const { state, source, versions } = world.world
    const [, , candidate] = versions
    const golden = addVersion(state, source, { name: 'golden', type: 'dataset', files: { 'a.csv': 'a' } })
    const run = addRun(state, source, {
      name: 'eval2',
      jobType: 'eval',
      summary: { loss: 0.5, accuracy: 0.91, big: 1e21, _runtime: 12, ok: true, 'umlaut ä': 'NaN' },
      inputs: [candidate?.artifact.id ?? '', golden.id],
      commit: 'c0ffee',
      username: 'planner',
    })
    addRun(state, source, { name: 'eval3', state: 'crashed', summary: { accuracy: 0.99 } })
    addVersion(state, source, {
      name: 'eval-report',
      type: 'report',
      run,
      files: { 'out/quality #1.json': '{"accuracy": 0.91}', 'empty.json': '' },
    })
  })
  afterEach(() => world.close())

  const fetchRun = (text: string) => evidence.fetch({ kind: 'wandb-run', text }, LIMIT)
  const fetchFile = (text: string, maxBytes = 10_000) => evidence.fetch({ kind: 'wandb-artifact', text }, { maxBytes })

  it("reads a run's summary as canonical JSON, with the artifacts of the run as claims", async () => {
    const report = await fetchRun('wandb-run:research/training/eval2')
    expect(new TextDecoder().decode(report.bytes)).toBe(
      '{"_runtime":12,"accuracy":0.91,"big":1e+21,"loss":0.5,"ok":true,"umlaut ä":"NaN"}',
    )
    expect(report.resolved).toBe('wandb-run:research/training/eval2')
    expect(report.claims).toEqual([
      { text: world.artifacts[2], source: 'artifact used by the run', artifactType: 'model' },
      { text: expect.any(String), source: 'artifact used by the run', artifactType: 'dataset' },
      { text: expect.any(String), source: 'artifact made by the run', artifactType: 'report' },
    ])
    expect(report.origin).toEqual({
      run: 'research/training/eval2',
      createdBy: 'planner',
      commit: 'c0ffee',
      madeAt: '2026-11-01T12:00:00.000Z',
      datasets: [{ name: 'research/training/golden', version: 'v0', digest: expect.stringMatching(/^[0-9a-f]{32}$/) }],
    })
  })

  it.each([
    ['wandb-run:research/training/none', 'report-missing'],
    ['wandb-run:research/nowhere/eval2', 'report-missing'],
    ['wandb-run:research/training', 'report-missing'],
    ['wandb-run:research/training/eval3', 'report-incomplete'],
  ])('refuses %s as %s', async (text, code) => {
    await expect(fetchRun(text)).rejects.toMatchObject({ code })
  })

  it('refuses a summary that is larger than allowed', async () => {
    const location = { kind: 'wandb-run', text: 'wandb-run:research/training/eval2' } as const
    await expect(evidence.fetch(location, { maxBytes: 20 })).rejects.toMatchObject({ code: 'report-too-large' })
  })

  it('reads a file of a version, without credentials for the storage', async () => {
    const report = await fetchFile('wandb-artifact:research/training/eval-report:v0#out/quality #1.json')
    expect(new TextDecoder().decode(report.bytes)).toBe('{"accuracy": 0.91}')
    expect(report).toMatchObject({
      claims: [],
      resolved: 'wandb-artifact:research/training/eval-report:v0#out/quality #1.json',
      origin: { run: 'research/training/eval2', createdBy: 'planner', madeAt: '2026-11-01T12:00:00.000Z' },
    })
    expect(report.origin).not.toHaveProperty('commit')
    const storage = world.sandbox.requests.filter((request) => request.path.startsWith('/storage/'))
    expect(storage).toHaveLength(1)
    expect(storage[0]).toMatchObject({ status: 200 })
    expect(storage[0]?.headers).not.toHaveProperty('authorization')
  })

  it('knows a version that a person logged without a run', async () => {
    const { state, source } = world.world
    addVersion(state, source, { name: 'by-hand', type: 'report', files: { 'q.json': '{}' } })
    const { origin } = await fetchFile('wandb-artifact:research/training/by-hand:v0#q.json')
    expect(origin).toEqual({ createdBy: 'promoter', madeAt: '2026-11-01T12:00:00.000Z' })
  })

  it('reads an empty file', async () => {
    expect((await fetchFile('wandb-artifact:research/training/eval-report:v0#empty.json')).bytes).toHaveLength(0)
  })

  it.each([
    ['wandb-artifact:research/training/eval-report:v0#none.json', 'report-missing'],
    ['wandb-artifact:research/training/eval-report:v9#empty.json', 'report-missing'],
    ['wandb-artifact:research/training/none:v0#empty.json', 'report-missing'],
    ['wandb-artifact:research/training/eval-report:latest#empty.json', 'report-missing'],
    ['wandb-artifact:research/training/eval-report:v0', 'report-missing'],
  ])('refuses %s as %s', async (text, code) => {
    await expect(fetchFile(text)).rejects.toMatchObject({ code })
  })

  it('refuses what is larger than allowed before it is fetched', async () => {
    await expect(
      fetchFile('wandb-artifact:research/training/eval-report:v0#out/quality #1.json', 17),
    ).rejects.toMatchObject({ code: 'report-too-large' })
    expect(world.sandbox.requests).toHaveLength(1)
  })

  it.each([
    ['other bytes of the same length', '{"accuracy": 0.99}', 'MD5'],
    ['fewer bytes', '{}', 'size (2 bytes, not 18)'],
  ])('refuses %s', async (_case, body, what) => {
    world.sandbox.faults.add({ match: { path: '/storage/' }, action: { status: 200, body } })
    const fetched = fetchFile('wandb-artifact:research/training/eval-report:v0#out/quality #1.json')
    await expect(fetched).rejects.toThrow(`its ${what} differs`)
  })

  it('survives passing trouble of the storage and names the lasting one', async () => {
    const text = 'wandb-artifact:research/training/eval-report:v0#out/quality #1.json'
    world.sandbox.faults.add({ match: { path: '/storage/' }, action: { status: 503, body: 'SlowDown' } })
    expect((await fetchFile(text)).bytes).toHaveLength(18)
    world.sandbox.faults.add({
      match: { path: '/storage/' },
      action: { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' },
    })
    await expect(fetchFile(text)).rejects.toMatchObject({
      code: 'wandb-access',
      message: 'Could not download out/quality #1.json: storage answered 403: AccessDenied',
    })
  })

  describe('through a server that serves files itself', () => {
    let store: Server
    let seen: (string | undefined)[]
    beforeEach(async () => {
      seen = []
      store = createServer((request, response) => {
        seen.push(request.headers.authorization)
        response.end('{"accuracy": 0.91}')
      })
      await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve))
    })
    afterEach(() => new Promise((resolve) => store.close(resolve)))

    it('sends credentials to its own origin only, and drops them at a redirect', async () => {
      const elsewhere = `http://127.0.0.1:${(store.address() as AddressInfo).port}/file`
      const file = { name: 'f.json', directUrl: '/files/f.json', sizeBytes: 18, md5: null }
      const artifactMembership = { artifact: { id: 'a', state: 'COMMITTED' }, files: { edges: [{ node: file }] } }
      const data = {
        viewer: { id: 'u' },
        project: { name: 'p', artifactCollection: { name: 'c', artifactMembership } },
      }
      const { faults, requests } = world.sandbox
      faults.add({ match: { nth: 1 }, action: { json: { data } } })
      faults.add({ match: { nth: 2 }, action: { status: 401, body: '' } })
      faults.add({ match: { nth: 3 }, action: { status: 302, body: '', headers: { Location: elsewhere } } })
      const report = await fetchFile('wandb-artifact:e/p/c:v0#f.json')
      expect(report.bytes).toHaveLength(18)
      expect(requests.map((request) => request.headers['authorization'])).toEqual(['Basic', undefined, 'Basic'])
      expect(seen).toEqual([undefined])
    })
  })
})
