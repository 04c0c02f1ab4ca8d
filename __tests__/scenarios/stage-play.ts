import type { ProjectPath } from '../../src/config/gate-config.ts'
import { ReportError } from '../../src/errors.ts'
import { parseLocation } from '../../src/evidence/location.ts'
import type { EvidenceLocation, EvidenceOrigin } from '../../src/evidence/report.ts'
import type { CodeHost, ModelRegistry } from '../../src/operations/ports.ts'
import type { PromoteInputs, PromotePorts } from '../../src/operations/promote-input.ts'
import { runOperation } from '../../src/operations/run-operation.ts'
import type { EvidencePack } from '../../src/promotion/evidence-pack.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import type { RecordSigner } from '../../src/promotion/record-trust.ts'
import type { EventFacts, RunContext } from '../../src/promotion/run-context.ts'
import { FakeAttestations } from '../support/fake-attestations.ts'
import { createFakeCodeHost } from '../support/fake-code-host.ts'
import { FakeDoctor } from '../support/fake-doctor.ts'
import { FakeRecordFiles } from '../support/fake-record-files.ts'
import { FakeRegistry } from '../support/fake-registry.ts'
import { FakeSurvey } from '../support/fake-survey.ts'
import { FakeTickets } from '../support/fake-tickets.ts'
import { FakeVersionEvidence } from '../support/fake-version-evidence.ts'
import { FakeWorkflowArtifacts } from '../support/fake-workflow-artifacts.ts'

export const CONFIG_FILE = '.github/model-gates.yml'
export const MINUTE = 60_000

export const GATES = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    reports:
      quality: { path: eval/quality.json }
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
        checks: [{ metric: accuracy, min: 0.6 }]
      production:
        from: staging
        checks: [{ metric: accuracy, min: 0.65, direction: higher_is_better }]
        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]
        keep_previous: production-previous
`

const RECORDS: ProjectPath = { entity: 'ml-governance', project: 'model-promotions' }

export interface PlayOptions {
  readonly gates?: string
  /** The pins on the main branch at the start. */
  readonly pins?: string
  /** The account sees the project that logged the versions. */
  readonly sources?: boolean
}

export interface RunOptions {
  readonly run?: string
  readonly attempt?: number
  readonly actor?: string
  readonly inputs?: Partial<PromoteInputs>
  readonly hasCredentials?: boolean
  /** Instead of the clock's own waiting, which takes no time. */
  readonly wait?: (ms: number) => Promise<void>
  /** As the event names it. */
  readonly defaultBranch?: string
  /** When GitHub started the run; default: a minute before the play. */
  readonly startedAt?: string
  readonly signer?: RecordSigner
  /** Stands between the operation and the registry. */
  readonly registry?: (registry: ModelRegistry) => ModelRegistry
}

type Pushed = ReturnType<ReturnType<typeof createFakeCodeHost>['merge']>

/**
 * A registry and a repository in memory, with a clock that stands still: v0 holds production, v1 staging, v2
 * candidate; the report in the workspace was made from v1 and is good.
 */
export class StagePlay {
  readonly clock = { now: Date.parse('2026-03-10T10:00:00Z'), monotonic: 1_000, waited: 0 }
  readonly registry = new FakeRegistry({ records: RECORDS, now: () => this.clock.now })
  readonly survey = new FakeSurvey(this.registry)
  /** Evidence packs that were written. */
  readonly packs: EvidencePack[] = []
  readonly recordFiles = new FakeRecordFiles(this.registry)
  readonly versionEvidence = new FakeVersionEvidence()
  readonly workflowArtifacts = new FakeWorkflowArtifacts()
  readonly doctor = new FakeDoctor()
  readonly tickets = new FakeTickets()
  readonly attestations = new FakeAttestations(this.registry)
  readonly github = createFakeCodeHost({ now: () => this.clock.now, runCreatedAt: '2026-03-10T09:59:00Z' })
  readonly files = new Map<string, string>()
  /** What W&B says of a place, by location. */
  readonly origins = new Map<string, EvidenceOrigin>()
  readonly said: string[] = []
  readonly cancellation = { requested: false }
  /** What the code that posts comments was told. */
  readonly announced: unknown[] = []
  readonly #beside: Promise<void>[] = []
  #branches = 0

  constructor({
    gates = GATES,
    pins = '{ support-llm: { staging: v1, production: v0 } }',
    sources = false,
  }: PlayOptions = {}) {
    const source = sources ? { entity: 'research', project: 'training', collection: 'runs', version: 'v0' } : null
    for (const alias of ['production', 'staging', 'candidate'])
      this.registry.add({ artifactId: `artifact-${alias}`, aliases: [alias], source })
    this.github.commit({ branch: 'main', author: 'dev', files: { [CONFIG_FILE]: gates, 'model-pins.yml': pins } })
    for (const login of ['ana', 'bo', 'dev']) this.github.setRole(login, 'write')
    this.reportOn('v1')
  }

  /** Writes the report that the evaluation made. */
  reportOn(version: string, accuracy = 0.9, path = 'eval/quality.json'): void {
    this.files.set(path, JSON.stringify({ artifact_id: this.registry.version(version).artifactId, accuracy }))
  }

  advance(ms: number): void {
    this.clock.now += ms
    this.clock.monotonic += ms
  }

  /** Opens a pull request that writes the pins. */
  propose(pins: string, author = 'dev', body = ''): number {
    this.#branches += 1
    const branch = `pin-${this.#branches}`
    this.github.commit({ branch, author, files: { 'model-pins.yml': pins } })
    return this.github.open({ head: branch, author, body })
  }

  approve(number: number, by = 'ana'): void {
    this.github.review(number, { by })
  }

  /** Proposes, approves and merges. */
  merged(pins: string): { readonly number: number; readonly pushed: Pushed } {
    const number = this.propose(pins)
    this.approve(number)
    this.advance(MINUTE)
    return { number, pushed: this.github.merge(number, 'ana') }
  }

  plan(number: number, options: RunOptions & { readonly withoutSecrets?: boolean } = {}): Promise<RunOutcome> {
    const { withoutSecrets = false } = options
    return this.run(
      { kind: 'pull-request', name: 'pull_request', number, closed: false, merged: false, withoutSecrets },
      options,
    )
  }

  push({ branch, ...range }: Pushed, options: RunOptions = {}): Promise<RunOutcome> {
    return this.run(
      { kind: 'push', name: 'push', branch, ...range, created: false, deleted: false, forced: false },
      options,
    )
  }

  dispatch(inputs: Partial<PromoteInputs>, options: RunOptions = {}): Promise<RunOutcome> {
    const event = { kind: 'branch', name: 'workflow_dispatch', branch: 'main' } as const
    return this.run(event, { ...options, inputs: { ...inputs, ...options.inputs } })
  }

  /** Ends when what is done beside it has ended too. */
  async run(event: EventFacts, options: RunOptions): Promise<RunOutcome> {
    const outcome = await runOperation(
      { ...INPUTS, ...options.inputs },
      contextOf(event, options),
      this.#ports(options),
    )
    await Promise.all(this.#beside.splice(0))
    return outcome
  }

  /** What the registry was asked, in order; writes say to which alias or with what conclusion. */
  asked(): readonly string[] {
    return this.registry.calls.map(({ method, args }) => {
      const [first, second] = args as readonly Readonly<Record<string, unknown>>[]
      if (method === 'moveAlias') return `move ${String(first?.['alias'])} to ${String(second)}`
      if (method === 'holder') return `holder ${String(first?.['alias'])}`
      if (method === 'closeRecord') return `close ${String(second?.['conclusion'])}`
      return method === 'openRecord' ? 'open' : method
    })
  }

  writes(): readonly string[] {
    return this.asked().filter((call) => !call.startsWith('read') && !call.startsWith('holder'))
  }

  githubAsked(): readonly string[] {
    return this.github.calls.map(({ method }) => method)
  }

  /** Parsed bodies of the records, oldest first; open ones by their intent. */
  records(): readonly Readonly<Record<string, unknown>>[] {
    return [...this.registry.runs.values()].map(({ config, summary }) => {
      const body = JSON.parse(String(config['record'] ?? config['intent'])) as Record<string, unknown>
      return { ...body, sha256: summary['record_sha256'] ?? null }
    })
  }

  #ports(options: RunOptions): PromotePorts {
    const { clock, files, origins, said } = this
    return {
      registry: options.registry?.(this.registry) ?? this.registry,
      survey: this.survey,
      doctor: this.doctor,
      workflowArtifacts: this.workflowArtifacts,
      tickets: this.tickets,
      attestations: this.attestations,
      holds: this.registry,
      host: options.startedAt === undefined ? this.github.host : startedAt(this.github.host, options.startedAt),
      evidence: {
        // As the workspace does, as far as plays need it: `*` in the last part of a path.
        expand: async (location: EvidenceLocation) => {
          const [before = '', behind] = location.text.split('*')
          const matches = [...files.keys()].filter((path) => path.startsWith(before) && path.endsWith(behind ?? ''))
          if (behind === undefined || matches.length === 0) return [location]
          return matches.sort().map((text) => ({ ...location, text }))
        },
        fetch: async ({ text }: EvidenceLocation) => {
          const file = files.get(text)
          if (file === undefined) throw new ReportError('report-missing', `No file matches ${text}.`)
          const origin = origins.get(text)
          const bytes = new TextEncoder().encode(file)
          return { resolved: text, bytes, claims: [], ...(origin === undefined ? {} : { origin }) }
        },
      },
      files: this.recordFiles,
      packs: {
        write: async (pack) => {
          this.packs.push(pack)
          return { json: '/tmp/pack.json', html: '/tmp/pack.html' }
        },
      },
      beside: (work) => this.#beside.push(work()),
      versionEvidence: this.versionEvidence,
      clock: {
        now: () => clock.now,
        monotonic: () => clock.monotonic,
        wait: async (ms) => {
          clock.waited += ms
          this.advance(ms)
          await options.wait?.(ms)
        },
      },
      cancellation: this.cancellation,
      signer: options.signer ?? null,
      progress: { info: (message) => said.push(message), warning: (message) => said.push(`warning: ${message}`) },
      hasCredentials: options.hasCredentials ?? true,
      onGateRead: (pullRequests, stages) =>
        this.announced.push({ pullRequests, stages: stages.map(({ stage }) => stage) }),
      software: { name: 'model-promotion-gate', version: '0.0.0' },
    }
  }
}

function startedAt(host: CodeHost, time: string): CodeHost {
  return { ...host, runCreatedAt: async () => time }
}

const INPUTS: PromoteInputs = {
  operation: 'promote',
  model: null,
  stage: null,
  version: null,
  link: false,
  reports: [],
  baselineReports: [],
  reportVersion: null,
  reportFormat: 'auto',
  configFile: CONFIG_FILE,
  pullRequest: null,
  reason: null,
  dryRun: false,
  ticket: null,
  until: null,
  fallback: false,
  adopt: false,
  at: null,
}

function contextOf(
  event: EventFacts,
  { run = '900', attempt = 1, actor = 'cai', defaultBranch }: RunOptions,
): RunContext {
  return {
    event,
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    repository: { owner: 'acme', name: 'models', id: 4242 },
    commit: event.kind === 'push' ? event.after : 'c0ffee',
    run: { id: run, attempt, job: 'promote', url: `https://github.test/runs/${run}` },
    workflowRef: 'acme/models/.github/workflows/promote.yml@refs/heads/main',
    actor,
    triggeringActor: actor,
  }
}

export function report(location: string, name: string | null = null): PromoteInputs['reports'][number] {
  return { name, location: parseLocation(location) }
}

/** The outcome in one line for each promotion: `production v1: applied [reasons]`. */
export function told({ promotions, conclusion, reasons }: RunOutcome): string {
  if (promotions.length === 0) return `${conclusion} [${reasons.join(' ')}]`
  return promotions
    .map((each) => `${each.stage} ${each.candidate?.version ?? '?'}: ${each.conclusion} [${each.reasons.join(' ')}]`)
    .join(', ')
}

export const PIN_PRODUCTION = '{ support-llm: { staging: v1, production: v1 } }'
