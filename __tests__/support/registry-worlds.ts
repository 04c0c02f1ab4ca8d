import { setTimeout as pause } from 'node:timers/promises'
import { addVersion, aliasHolder, type RegistryWorld, seedRegistry, setAlias } from '../../sandbox/wandb/seed.ts'
import { startWandb, type WandbOptions, type WandbSandbox } from '../../sandbox/wandb/server.ts'
import { createHttp, type Http, type HttpOptions } from '../../src/http/request.ts'
import type { HoldMarkers } from '../../src/operations/hold-port.ts'
import type { ModelRegistry } from '../../src/operations/ports.ts'
import { createCredentials } from '../../src/registry/credentials.ts'
import type { Connection } from '../../src/registry/graphql.ts'
import { createHoldMarkers } from '../../src/registry/hold-markers.ts'
import { createWandbRegistry } from '../../src/registry/wandb-registry.ts'
import { FakeRegistry } from './fake-registry.ts'

/** A registry of one collection `support-llm`: v0 production, v1 staging, v2 candidate; source version v3 unlinked. */
export interface ContractWorld {
  readonly promoter: ModelRegistry
  readonly planner: ModelRegistry
  readonly viewer: ModelRegistry
  /** Hold markers as the promoter and as the viewer. */
  readonly holds: { readonly promoter: HoldMarkers; readonly viewer: HoldMarkers }
  /** Artifact ids of v0, v1, v2 and of the unlinked source version. */
  readonly artifacts: readonly string[]
  holderOf(alias: string): string | undefined
  setAlias(alias: string, version: string | null): void
  tagVersion(version: string, tag: string): void
  tagCollection(tag: string): void
  runState(id: string): string | undefined
  usedBy(id: string): readonly string[]
  close(): Promise<void>
}

export const ALIASES = [['production'], ['staging'], ['candidate']]
export const SOURCE = { entity: 'research', project: 'training', artifact: 'support-llm-source' }

export async function fakeWorld(): Promise<ContractWorld> {
  const fake = new FakeRegistry()
  const run = {
    entity: 'research',
    project: 'training',
    displayName: null,
    state: 'finished',
    commit: 'c0ffee',
    inputs: [{ path: 'research/training/tickets:v0', type: 'dataset', digest: 'd' }],
    repository: null,
    settings: { values: new Map([['learning_rate', '0.001']]), complete: true },
  }
  ALIASES.forEach((aliases, index) => {
    const source = { entity: SOURCE.entity, project: SOURCE.project, collection: SOURCE.artifact, version: `v${index}` }
    fake.add({ artifactId: `artifact-${index}`, aliases, source, producer: { ...run, id: `train${index}` } })
  })
  fake.addSource('research/training/support-llm-source:v3', { artifactId: 'artifact-3', digest: 'digest-3' })
  fake.protectedAliases.add('production')
  const as = (role: FakeRegistry['role']) => withRole(fake, role)
  return {
    promoter: as('admin'),
    planner: as('member'),
    viewer: as('viewer'),
    holds: { promoter: as('admin'), viewer: as('viewer') },
    artifacts: [0, 1, 2, 3].map((index) => `artifact-${index}`),
    holderOf: (alias) => fake.holderOf(alias),
    setAlias: (alias, version) => fake.setAlias(alias, version),
    tagVersion: (version, tag) => fake.setTags(version, [tag]),
    tagCollection: (tag) => fake.collectionTags?.push(tag),
    runState: (id) => fake.runs.get(id)?.state,
    usedBy: (id) => [...(fake.runs.get(id)?.uses ?? [])],
    close: async () => {},
  }
}

function withRole(fake: FakeRegistry, role: FakeRegistry['role']): ModelRegistry & HoldMarkers {
  return new Proxy(fake, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => {
        target.role = role
        return Reflect.apply(member, target, args) as unknown
      }
    },
  })
}

/** The sandbox with the adapter in front of it. */
export interface SandboxWorld extends ContractWorld {
  readonly sandbox: WandbSandbox
  readonly world: RegistryWorld
  readonly warnings: string[]
  /** What was masked: every secret that the adapter knows. */
  readonly secrets: string[]
  connect(key: string, http?: Partial<HttpOptions>): Connection
}

export async function sandboxWorld(
  options: WandbOptions & { readonly world?: RegistryWorld } = {},
): Promise<SandboxWorld> {
  const world = options.world ?? seedRegistry({ aliases: ALIASES, protectedAliases: ['production'] })
  const { state, registry, source, collection, keys } = world
  const unlinked = addVersion(state, source, { name: SOURCE.artifact })
  const sandbox = await startWandb({ ...options, state })
  const opened: Http[] = []
  const warnings: string[] = []
  const secrets: string[] = []
  const connect = (key: string, overrides: Partial<HttpOptions> = {}): Connection => {
    const http = testHttp({ secrets: () => secrets, ...overrides })
    opened.push(http)
    const credentials = createCredentials({
      base: sandbox.url,
      http,
      apiKey: key,
      identity: null,
      mask: (secret) => secrets.push(secret),
      clock: performanceClock,
      sleep: quick,
    })
    return { base: sandbox.url, http, credentials }
  }
  const as = (key: string) =>
    createWandbRegistry({ ...connect(key), app: 'https://wandb.test', warn: (message) => warnings.push(message) })
  const tag = (name: string) => ({ id: `Tag:${name}`, name, visibleFrom: 0, hiddenFrom: null })
  const findRun = (id: string) => state.runs.find((run) => run.name === id)
  return {
    sandbox,
    world,
    warnings,
    secrets,
    connect,
    promoter: as(keys.promoter),
    planner: as(keys.planner),
    viewer: as(keys.viewer),
    holds: { promoter: createHoldMarkers(connect(keys.promoter)), viewer: createHoldMarkers(connect(keys.viewer)) },
    artifacts: [...world.versions.map((version) => version.artifact.id), unlinked.id],
    holderOf: (alias) => aliasHolder(state, registry, collection, alias),
    setAlias: (alias, version) => setAlias(state, registry, { collection, alias, version: version ?? undefined }),
    tagVersion: (version, name) => world.versions[Number(version.slice(1))]?.artifact.tags.push(tag(name)),
    tagCollection: (name) => state.collections.find((each) => each.name === collection)?.tags.push(tag(name)),
    runState: (id) => findRun(id)?.state,
    usedBy: (id) => findRun(id)?.inputs ?? [],
    close: async () => {
      await Promise.all(opened.map((http) => http.close()))
      await sandbox.close()
    },
  }
}

export const performanceClock = { now: () => Date.now(), monotonic: () => performance.now() }

/** Our request function with real time but hardly any waiting, and no proxy unless asked for. */
export function testHttp(overrides: Partial<HttpOptions> = {}): Http {
  return createHttp({
    version: '0.0.0',
    clock: performanceClock,
    sleep: quick,
    random: () => 0,
    environment: {},
    secrets: () => [],
    ...overrides,
  })
}

async function quick(ms: number): Promise<void> {
  await pause(Math.min(ms, 5))
}
