import { setTimeout as wait } from 'node:timers/promises'
import { getIDToken, info, setSecret, warning } from '@actions/core'
import { BesideWork } from './action/beside-work.ts'
import { watchSignals } from './action/cancellation.ts'
import { Comments } from './action/comments.ts'
import { readContext } from './action/context.ts'
import type { ActionInputs } from './action/inputs.ts'
import { readInputs } from './action/inputs.ts'
import { InvariantError, toGateError } from './errors.ts'
import { createAttestationService } from './github/attestations.ts'
import { createGithubCodeHost } from './github/code-host.ts'
import { createWorkflowReader } from './github/doctor-workflows.ts'
import { createLazyWorkflowArtifacts } from './github/lazy-workflow-artifacts.ts'
import { createFetch } from './http/fetch.ts'
import { createHttp } from './http/request.ts'
import type { AttestedRegistry } from './operations/attest-port.ts'
import type { DoctorPort } from './operations/doctor-port.ts'
import type { HoldMarkers } from './operations/hold-port.ts'
import type { PinHost } from './operations/pin-port.ts'
import type { EvidenceSource, ModelRegistry, VersionEvidence } from './operations/ports.ts'
import type { PromotePorts } from './operations/promote-input.ts'
import type { RecordFiles } from './operations/record-files-port.ts'
import { runOperation } from './operations/run-operation.ts'
import { failedRun } from './operations/stopped-run.ts'
import type { RegistrySurvey } from './operations/survey-port.ts'
import type { TicketSystem } from './operations/ticket-port.ts'
import { failsJob } from './promotion/conclusion.ts'
import type { RunOutcome } from './promotion/outcome.ts'
import { createRecordSigner } from './promotion/record-trust.ts'
import type { RunContext } from './promotion/run-context.ts'
import { appUrlOf } from './registry/app-url.ts'
import { createAttestedRegistry } from './registry/attested-registry.ts'
import { DEFAULT_BASE_URL, parseBaseUrl } from './registry/base-url.ts'
import type { Credentials } from './registry/credentials.ts'
import { createCredentials } from './registry/credentials.ts'
import { readAccount } from './registry/doctor-account.ts'
import { createWandbEvidence } from './registry/evidence.ts'
import { createHoldMarkers } from './registry/hold-markers.ts'
import { createRecordFiles } from './registry/record-files.ts'
import { createWandbSurvey } from './registry/survey.ts'
import { createVersionEvidence } from './registry/version-evidence.ts'
import { createWandbRegistry } from './registry/wandb-registry.ts'
import type { RenderAddresses } from './render/context.ts'
import { createTicketCredentials, type TicketCredentials } from './services/ticket-credentials.ts'
import { SOFTWARE } from './version.ts'
import { createWorkspaceFiles } from './workspace/workspace-files.ts'

type Environment = Readonly<Record<string, string | undefined>>

const clock = { now: () => Date.now(), monotonic: () => performance.now() }

/** Composition root: inputs → adapters → operation → report. Returns the exit code. */
export async function main(env: Environment): Promise<number> {
  const addresses = readAddresses(env)
  const started = start(env)
  if (!started.ok) {
    const { report } = await loadReport()
    report({ outcome: started.outcome, commentUrls: [], warnings: [], addresses, env })
    return 1
  }
  const { inputs, context, adapters } = started
  const comments = new Comments(adapters.host, inputs.commentMode, addresses)
  const ports: PromotePorts = { ...adapters, onGateRead: (numbers, stages) => comments.expect(numbers, stages) }
  const outcome = await pinned(await outcomeOf(inputs, context, ports), inputs, adapters.pinHost)
  const written = await comments.write(outcome)
  const { report } = await loadReport()
  report({ outcome, commentUrls: written.urls, warnings: [...inputs.warnings, ...written.warnings], addresses, env })
  await adapters.finish()
  await adapters.close()
  return failsJob(outcome, inputs.failOn) ? 1 : 0
}

/** Rendering is not needed before the first request. */
function loadReport(): Promise<typeof import('./action/report.ts')> {
  return import('./action/report.ts')
}

/** The reason codes are explained in the repository that this Action was taken from, at the ref in use. */
function readAddresses(env: Environment): RenderAddresses {
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  const source = env['GITHUB_ACTION_REPOSITORY']
  const documentation = source
    ? `${server}/${source}/blob/${env['GITHUB_ACTION_REF'] || 'HEAD'}/docs/reason-codes.md`
    : null
  return { documentation, repositoryUrl: env['GITHUB_REPOSITORY'] ? `${server}/${env['GITHUB_REPOSITORY']}` : null }
}

async function outcomeOf(inputs: ActionInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  try {
    return await runOperation(inputs, context, ports)
  } catch (thrown) {
    const { event } = context
    const commentOn = event.kind === 'pull-request' && !event.closed && !event.withoutSecrets ? event.number : null
    return failedRun(inputs.operation, toGateError(thrown), commentOn)
  }
}

/** After the outcome is settled: what goes wrong with the pull request is a warning in it. */
async function pinned(outcome: RunOutcome, inputs: ActionInputs, pinHost: Adapters['pinHost']): Promise<RunOutcome> {
  if (!inputs.pinPullRequest || outcome.promotions.length === 0) return outcome
  const { withPinPullRequests } = await import('./operations/pin-pull-request.ts')
  const { pinMarker, renderPinPullRequest } = await import('./render/pin-pull-request.ts')
  return withPinPullRequests(outcome, {
    pins: await pinHost(),
    textOf: (change, promotion) => renderPinPullRequest(change, promotion, outcome.operation),
    markerOf: pinMarker,
  })
}

type Started =
  | { readonly ok: true; readonly inputs: ActionInputs; readonly context: RunContext; readonly adapters: Adapters }
  | { readonly ok: false; readonly outcome: RunOutcome }

function start(env: Environment): Started {
  try {
    const inputs = readInputs(env)
    setSecret(inputs.githubToken)
    if (inputs.teamToken !== null) setSecret(inputs.teamToken)
    for (const line of inputs.signingKey?.split('\n') ?? []) if (line.trim().length > 20) setSecret(line.trim())
    const context = readContext(env)
    return { ok: true, inputs, context, adapters: connect(inputs, context, env) }
  } catch (thrown) {
    return { ok: false, outcome: failedRun(env['INPUT_OPERATION'] || 'promote', toGateError(thrown), null) }
  }
}

/** Ends early, without throwing, when the signal fires. */
function sleep(ms: number, wake: AbortSignal | undefined): Promise<void> {
  return wait(ms, undefined, wake === undefined ? {} : { signal: wake }).catch(() => undefined)
}

interface Adapters extends Omit<PromotePorts, 'onGateRead'> {
  readonly pinHost: () => Promise<PinHost>
  /** Waits for what is done beside the operation, but not for ever. */
  finish(): Promise<void>
  close(): Promise<void>
}

function connect(inputs: ActionInputs, context: RunContext, env: Environment): Adapters {
  const signals = watchSignals(clock)
  const held: { credentials: Credentials | null } = { credentials: null }
  const ticketCredentials = createTicketCredentials(inputs.tickets, setSecret)
  const http = createHttp({
    version: SOFTWARE.version,
    clock,
    sleep,
    random: Math.random,
    environment: env,
    secrets: () => [
      inputs.githubToken,
      ...(inputs.teamToken === null ? [] : [inputs.teamToken]),
      ...(inputs.signingKey === null ? [] : [inputs.signingKey]),
      ...(held.credentials?.secrets() ?? []),
      ...ticketCredentials.secrets(),
    ],
    deadline: signals.deadline,
    hurry: signals.hurry,
  })
  const wandb = connectWandb(inputs, env, http, (credentials) => {
    held.credentials = credentials
  })
  const github = {
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    graphqlUrl: env['GITHUB_GRAPHQL_URL'] ?? 'https://api.github.com/graphql',
    token: inputs.githubToken,
    repository: context.repository,
    workflowRunId: context.run.id,
    fetch: createFetch(http, 'github'),
  }
  const beside = new BesideWork(warning)
  const workspace = createWorkspaceFiles(env['GITHUB_WORKSPACE'] ?? '.')
  return {
    registry: wandb.registry,
    survey: wandb.survey,
    holds: wandb.holds,
    files: wandb.files,
    packs: {
      write: async (pack) => (await import('./action/pack-files.ts')).writePack(pack, env),
    },
    host: createGithubCodeHost({ ...github, teamToken: inputs.teamToken }),
    workflowArtifacts: createLazyWorkflowArtifacts({ ...github, http }),
    pinHost: async () => (await import('./github/pins.ts')).createPinHost(github),
    attestations: {
      ...wandb.attested,
      ...createAttestationService({
        ...github,
        serverUrl: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
        mayAskForTokens: env['ACTIONS_ID_TOKEN_REQUEST_URL'] !== undefined,
      }),
    },
    doctor: { account: wandb.account, workflows: (commit) => createWorkflowReader(github)(commit) },
    evidence: {
      expand: (location) => (location.kind === 'path' ? workspace : wandb.evidence).expand(location),
      fetch: (location, limits) => (location.kind === 'path' ? workspace : wandb.evidence).fetch(location, limits),
    },
    versionEvidence: wandb.versionEvidence,
    tickets: connectTickets(http, ticketCredentials),
    clock: { ...clock, wait: (ms) => sleep(ms, signals.hurry) },
    cancellation: signals,
    signer: inputs.signingKey === null ? null : createRecordSigner(inputs.signingKey),
    progress: { info, warning },
    hasCredentials: wandb.hasCredentials,
    software: SOFTWARE,
    beside: (work) => beside.begin(work),
    finish: () => beside.finish(sleep),
    close: () => http.close(),
  }
}

/** Loaded by the first rule that asks for a ticket, from a file of its own. */
function connectTickets(http: ReturnType<typeof createHttp>, credentials: TicketCredentials): TicketSystem {
  const lazy: { system: Promise<TicketSystem> | null } = { system: null }
  return {
    async read(number, rule) {
      lazy.system ??= import('./services/ticket-systems.ts').then(({ createTicketSystems }) =>
        createTicketSystems({ http, credentials }),
      )
      return (await lazy.system).read(number, rule)
    },
  }
}

interface Wandb {
  readonly registry: ModelRegistry
  readonly survey: RegistrySurvey
  readonly holds: HoldMarkers
  readonly files: RecordFiles
  readonly account: DoctorPort['account']
  readonly attested: AttestedRegistry
  readonly evidence: EvidenceSource
  readonly versionEvidence: VersionEvidence
  readonly hasCredentials: boolean
}

function connectWandb(
  inputs: ActionInputs,
  env: Environment,
  http: ReturnType<typeof createHttp>,
  hold: (credentials: Credentials) => void,
): Wandb {
  const base = parseBaseUrl(inputs.wandbBaseUrl ?? DEFAULT_BASE_URL)
  const mayAskForTokens = env['ACTIONS_ID_TOKEN_REQUEST_URL'] !== undefined && inputs.wandbAudience !== null
  if (inputs.wandbApiKey === null && !mayAskForTokens) return { ...WITHOUT_CREDENTIALS, hasCredentials: false }
  const audience = inputs.wandbAudience ?? ''
  const credentials = createCredentials({
    base,
    http,
    apiKey: inputs.wandbApiKey ?? '',
    identity: mayAskForTokens ? { audience, getIdToken: getIDToken } : null,
    mask: setSecret,
    clock,
    sleep: (ms) => wait(ms),
  })
  hold(credentials)
  const connection = { base, http, credentials }
  const app = appUrlOf(base, env['WANDB_APP_URL'])
  return {
    registry: createWandbRegistry({ ...connection, app, warn: warning }),
    survey: createWandbSurvey({ ...connection, app }),
    holds: createHoldMarkers(connection),
    files: createRecordFiles(connection),
    account: (query) => readAccount(connection, query),
    attested: createAttestedRegistry(connection),
    evidence: createWandbEvidence(connection),
    versionEvidence: createVersionEvidence(connection),
    hasCredentials: true,
  }
}

/** Never called: the operation ends before it would read the registry. */
function unreachable(): never {
  throw new InvariantError('The registry was used without a credential.')
}

const WITHOUT_CREDENTIALS = {
  registry: {
    read: unreachable,
    link: unreachable,
    openRecord: unreachable,
    moveAlias: unreachable,
    removeAlias: unreachable,
    versions: unreachable,
    holder: unreachable,
    links: unreachable,
    closeRecord: unreachable,
  },
  survey: { survey: unreachable, records: unreachable, aliasActions: unreachable, protectedAliases: unreachable },
  holds: { tagVersion: unreachable, tagCollection: unreachable },
  files: { upload: unreachable, list: unreachable, download: unreachable },
  account: unreachable,
  attested: { contents: unreachable, writeSummary: unreachable },
  evidence: { expand: unreachable, fetch: unreachable },
  versionEvidence: { metadata: unreachable, runsUsing: unreachable },
}
