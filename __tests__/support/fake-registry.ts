import type { RecordFacts, RegistryFacts, RunFacts, SourceFacts, VersionFacts } from '../../src/checks/facts.ts'
import { HOLD_CHAIN } from '../../src/checks/hold-records.ts'
import type { ProjectPath } from '../../src/config/gate-config.ts'
import { AccessError, RemoteError } from '../../src/errors.ts'
import type { HoldMarkers, TagChange } from '../../src/operations/hold-port.ts'
import type { AliasTarget, LinkSubject, ModelRegistry, RecordRun, RegistryQuery } from '../../src/operations/ports.ts'
import { createAppLinks } from '../../src/registry/links.ts'
import { encodeConfig, isAbout, parseRecord } from '../../src/registry/records.ts'
import { Node } from '../../src/registry/shape.ts'

export type FakeMethod =
  | 'read'
  | 'link'
  | 'openRecord'
  | 'moveAlias'
  | 'removeAlias'
  | 'versions'
  | 'holder'
  | 'closeRecord'
  | 'tagVersion'
  | 'tagCollection'

/** What happens to the next call of a method. */
export type FakeFault =
  /** Nothing is done, this is thrown. */
  | { readonly throws: Error }
  /** It is done, then this is thrown: a lost answer. */
  | { readonly throwsAfter: Error }
  /** Somebody else is quicker. */
  | { readonly before: (registry: FakeRegistry) => void }
  | { readonly after: (registry: FakeRegistry) => void }

export interface FakeCall {
  readonly method: FakeMethod
  readonly args: readonly unknown[]
}

export interface FakeVersion {
  readonly artifactId: string
  readonly digest?: string
  readonly state?: string
  readonly tags?: readonly string[] | null
  readonly source?: SourceFacts | null
  readonly producer?: RunFacts | null
  readonly aliases?: readonly string[]
}

interface Member extends Omit<VersionFacts, 'aliases' | 'tags'> {
  tags: readonly string[] | null
}

interface FakeRun {
  readonly record: RecordRun
  readonly createdAt: string
  config: RecordRun['config']
  summary: Readonly<Record<string, string | number | null>>
  state: 'running' | 'finished' | 'failed'
  readonly uses: Set<string>
}

export interface FakeOptions {
  readonly registry?: ProjectPath
  readonly collection?: string
  readonly records?: ProjectPath
  readonly organization?: string | null
  /** The server's clock, in milliseconds. */
  readonly now?: () => number
}

/**
 * One registry collection with its records project, in memory. It keeps the rules of the real one that matter to
 * operations: an alias is on one version, versions are counted from `v0`, writes need a role. Held to the same
 * contract suite as the adapter.
 */
export class FakeRegistry implements ModelRegistry, HoldMarkers {
  readonly calls: FakeCall[] = []
  readonly paths: { registry: ProjectPath; collection: string; records: ProjectPath }
  readonly protectedAliases = new Set<string>()
  readonly runs = new Map<string, FakeRun>()
  /** Of the caller, in the registry. */
  role: 'viewer' | 'member' | 'admin' = 'admin'
  collectionTags: string[] | null = []
  canSeeRecords = true
  /** May the caller write to the project that logged the versions? */
  sourceWritable = true
  readonly #organization: string | null
  readonly #now: () => number
  readonly #members: Member[] = []
  readonly #aliases = new Map<string, string>()
  readonly #sources = new Map<string, { artifactId: string; digest: string }>()
  readonly #faults = new Map<FakeMethod, FakeFault[]>()

  constructor(options: FakeOptions = {}) {
    const { registry = { entity: 'acme', project: 'wandb-registry-model' }, collection = 'support-llm' } = options
    this.paths = {
      registry,
      collection,
      records: options.records ?? { entity: 'ml-governance', project: 'model-promotions' },
    }
    this.#organization = options.organization === undefined ? 'Acme' : options.organization
    this.#now = options.now ?? Date.now
  }

  /** Adds the next version of the collection. */
  add(version: FakeVersion): VersionFacts {
    const name = `v${this.#members.length}`
    this.#members.push({
      artifactId: version.artifactId,
      digest: version.digest ?? `digest-of-${version.artifactId}`,
      version: name,
      state: version.state ?? 'COMMITTED',
      tags: version.tags === undefined ? [] : version.tags,
      artifactType: 'model',
      linkedAt: this.#time(),
      source: version.source ?? null,
      producer: version.producer ?? null,
    })
    for (const alias of ['latest', ...(version.aliases ?? [])]) this.#aliases.set(alias, version.artifactId)
    return this.version(name)
  }

  /** A version of a source project that is not linked yet. */
  addSource(path: string, artifact: { artifactId: string; digest: string }): void {
    this.#sources.set(path, artifact)
  }

  /** Moves an alias behind everybody's back; null takes it away. */
  setAlias(alias: string, version: string | null): void {
    if (version === null) this.#aliases.delete(alias)
    else this.#aliases.set(alias, this.#member(version).artifactId)
  }

  setTags(version: string, tags: readonly string[] | null): void {
    this.#member(version).tags = tags
  }

  version(name: string): VersionFacts {
    return this.#facts(this.#member(name))
  }

  /** `vN` of an alias's holder. */
  holderOf(alias: string): string | undefined {
    return this.#members.find((member) => member.artifactId === this.#aliases.get(alias))?.version
  }

  /** Queues a fault for the next call of a method. */
  fault(method: FakeMethod, fault: FakeFault): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), fault])
  }

  read(query: RegistryQuery): Promise<RegistryFacts> {
    return this.#call('read', [query], () => this.#read(query))
  }

  link(target: { registry: ProjectPath; collection: string; artifactId: string }): Promise<void> {
    return this.#call('link', [target], () => {
      this.#needsRole('link the version')
      const found = [...this.#sources.values()].find((source) => source.artifactId === target.artifactId)
      if (found === undefined) throw new AccessError('wandb', 'Could not link the version: artifact not found')
      this.add(found)
    })
  }

  openRecord(
    run: RecordRun,
    uses: { artifactId: string; registry: ProjectPath } | null,
  ): ReturnType<ModelRegistry['openRecord']> {
    return this.#call('openRecord', [run, uses], () => {
      const existing = this.runs.get(run.runId)
      const held: FakeRun = existing ?? {
        record: run,
        createdAt: this.#time(),
        config: {},
        summary: {},
        state: 'running',
        uses: new Set(),
      }
      held.config = run.config
      if (uses !== null) held.uses.add(uses.artifactId)
      this.runs.set(run.runId, held)
      return {
        createdAt: held.createdAt,
        serverTime: this.#time(),
        inserted: existing === undefined,
        url: this.#runUrl(run.runId),
      }
    })
  }

  moveAlias(target: AliasTarget, artifactId: string): Promise<void> {
    return this.#call('moveAlias', [target, artifactId], () => {
      this.#needsRole(`move the alias ${target.alias}`)
      if (this.protectedAliases.has(target.alias) && this.role !== 'admin')
        throw refused(`move the protected alias ${target.alias}`)
      if (!this.#members.some((member) => member.artifactId === artifactId)) {
        throw new RemoteError('wandb', 'Could not move the alias: the artifact is not a member of the collection')
      }
      this.#aliases.set(target.alias, artifactId)
    })
  }

  removeAlias(target: AliasTarget, artifactId: string): Promise<void> {
    return this.#call('removeAlias', [target, artifactId], () => {
      this.#needsRole(`remove the alias ${target.alias}`)
      if (this.protectedAliases.has(target.alias) && this.role !== 'admin')
        throw refused(`remove the protected alias ${target.alias}`)
      if (this.#aliases.get(target.alias) === artifactId) this.#aliases.delete(target.alias)
    })
  }

  versions(
    target: { registry: ProjectPath; collection: string },
    versions: readonly string[],
  ): Promise<readonly (VersionFacts | null)[]> {
    return this.#call('versions', [target, versions], () =>
      versions.map((name) => {
        const member = this.#members.find((each) => each.version === name)
        return member === undefined ? null : this.#facts(member)
      }),
    )
  }

  holder(target: AliasTarget): Promise<VersionFacts | null> {
    return this.#call('holder', [target], () => this.#holder(target.alias))
  }

  links(subject: LinkSubject): ReturnType<ModelRegistry['links']> {
    return createAppLinks('https://wandb.test').of(subject)
  }

  closeRecord(
    run: RecordRun,
    summary: Readonly<Record<string, string | number | null>>,
    succeeded: boolean,
  ): Promise<void> {
    return this.#call('closeRecord', [run, summary, succeeded], () => {
      const held: FakeRun = this.runs.get(run.runId) ?? {
        record: run,
        createdAt: this.#time(),
        config: {},
        summary: {},
        state: 'running',
        uses: new Set(),
      }
      held.config = run.config
      held.summary = summary
      held.state = succeeded ? 'finished' : 'failed'
      this.runs.set(run.runId, held)
    })
  }

  tagVersion(artifactId: string, change: TagChange): Promise<void> {
    return this.#call('tagVersion', [artifactId, change], () => {
      const member = this.#members.find((each) => each.artifactId === artifactId)
      // W&B answers a writer without rights as if the artifact were not there.
      if (member === undefined || !this.sourceWritable) throw refused('change the tags: artifact not found')
      member.tags = edited(member.tags, change)
    })
  }

  tagCollection(target: { registry: ProjectPath; collection: string }, change: TagChange): Promise<void> {
    return this.#call('tagCollection', [target, change], () => {
      this.#needsRole('tag the collection')
      this.collectionTags = [...edited(this.collectionTags, change)]
    })
  }

  #read(query: RegistryQuery): RegistryFacts {
    if (!this.#isOurs(query)) throw refused(`read the collection ${query.collection}: not found, or not visible`)
    const { candidate, unlinkedSource } = this.#candidate(query)
    const { registry, collection } = this.paths
    const paths = [`${registry.entity}/${registry.project}/${collection}`]
    const seen = this.canSeeRecords ? this.#records() : []
    const ofModel = seen.filter((record) => record.model === query.model && isAbout(record, paths))
    const ofStage = ofModel.filter((record) => isAbout(record, paths, query.stage))
    return {
      entity: registry.entity,
      project: registry.project,
      collection,
      organization: this.#organization,
      candidate: asAsked(candidate, query),
      unlinkedSource,
      holder: asAsked(this.#holder(query.alias), query),
      fromHolder: query.fromAlias === null ? null : asAsked(this.#holder(query.fromAlias), NOTHING_MORE),
      previousHolder: query.keepPrevious === null ? null : asAsked(this.#holder(query.keepPrevious), NOTHING_MORE),
      collectionTags: this.collectionTags,
      recordsVisible: this.canSeeRecords,
      records: ofStage.slice(0, query.mostRecords ?? 10),
      recordsOfVersion:
        candidate === null ? [] : ofModel.filter((record) => record.to?.artifactId === candidate.artifactId),
      rollbacks: ofStage.filter((record) => record.operation === 'rollback'),
      holdRecords: ofModel.filter((record) => isAbout(record, paths, HOLD_CHAIN)),
      ownAttempts: seen.filter((record) => query.ownAttempts.includes(record.runId)),
      serverTime: this.#time(),
    }
  }

  #candidate({ candidate: ask }: RegistryQuery): Pick<RegistryFacts, 'candidate' | 'unlinkedSource'> {
    if (ask === null) return { candidate: null, unlinkedSource: null }
    if (ask.kind === 'alias') return { candidate: this.#holder(ask.alias), unlinkedSource: null }
    if (ask.kind === 'version') {
      const member = this.#members.find((each) => each.version === ask.version)
      return { candidate: member === undefined ? null : this.#facts(member), unlinkedSource: null }
    }
    const path = `${ask.entity}/${ask.project}/${ask.artifact}:${ask.version}`
    const linked = this.#members.find(
      ({ source }) =>
        source !== null && path === `${source.entity}/${source.project}/${source.collection}:${source.version}`,
    )
    const artifact = this.#sources.get(path)
    const member = linked ?? this.#members.find((each) => each.artifactId === artifact?.artifactId)
    if (member !== undefined) return { candidate: this.#facts(member), unlinkedSource: null }
    return { candidate: null, unlinkedSource: artifact === undefined ? null : { ...artifact, path } }
  }

  #records(): RecordFacts[] {
    const runs = [...this.runs.values()].reverse()
    return runs.map(({ record, createdAt, config, summary }) => {
      const run = {
        name: record.runId,
        createdAt,
        config: encodeConfig(config),
        summaryMetrics: JSON.stringify(summary),
      }
      return parseRecord(new Node(run, 'run'), (id) => this.#runUrl(id))
    })
  }

  #holder(alias: string): VersionFacts | null {
    const member = this.#members.find((each) => each.artifactId === this.#aliases.get(alias))
    return member === undefined ? null : this.#facts(member)
  }

  #facts(member: Member): VersionFacts {
    const aliases = [...this.#aliases].filter(([, id]) => id === member.artifactId).map(([alias]) => alias)
    return { ...member, aliases }
  }

  #member(version: string): Member {
    const member = this.#members.find((each) => each.version === version)
    if (member === undefined) throw new Error(`the fake registry has no ${version}`)
    return member
  }

  #isOurs({ registry, collection }: RegistryQuery): boolean {
    const ours = this.paths
    return (
      registry.entity === ours.registry.entity &&
      registry.project === ours.registry.project &&
      collection === ours.collection
    )
  }

  #needsRole(what: string): void {
    if (this.role === 'viewer') throw refused(what)
  }

  #runUrl(id: string): string {
    return createAppLinks('https://wandb.test').run(this.paths.records.entity, this.paths.records.project, id)
  }

  #time(): string {
    return new Date(this.#now()).toISOString()
  }

  async #call<T>(method: FakeMethod, args: readonly unknown[], act: () => T): Promise<T> {
    this.calls.push({ method, args })
    const fault = this.#faults.get(method)?.shift()
    if (fault !== undefined && 'throws' in fault) throw fault.throws
    if (fault !== undefined && 'before' in fault) fault.before(this)
    const result = act()
    if (fault !== undefined && 'throwsAfter' in fault) throw fault.throwsAfter
    if (fault !== undefined && 'after' in fault) fault.after(this)
    return result
  }
}

function edited(tags: readonly string[] | null, { add, remove }: TagChange): readonly string[] {
  return [...new Set([...(tags ?? []), ...add])].filter((tag) => !remove.includes(tag))
}

function refused(what: string): AccessError {
  return new AccessError('wandb', `Could not ${what}`, {
    hint: 'The account needs the role Member; a protected alias needs Admin.',
  })
}

const NOTHING_MORE = { runSettings: false }

/** Config and repository of the producing run are told only where they were asked for. */
function asAsked(version: VersionFacts | null, { runSettings = false }: Pick<RegistryQuery, 'runSettings'>) {
  if (version === null || version.producer === null || runSettings) return version
  const { settings: _, repository: __, ...producer } = version.producer
  return { ...version, producer }
}
