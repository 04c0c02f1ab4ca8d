import type { PermissionOf, PullRequestFacts } from '../checks/facts.ts'
import { didYouMean } from '../config/did-you-mean.ts'
import type { ReportSource } from '../config/gate-config.ts'
import { InputError } from '../errors.ts'
import type { Evidence } from '../evidence/report.ts'
import { usedReports } from '../promotion/judge-evidence.ts'
import type { PromotionFacts } from '../promotion/promotion-facts.ts'
import { MOST_FILE_BYTES } from '../promotion/record-files.ts'
import { ownRecordRunIds } from '../promotion/record-id.ts'
import { requestingPullRequests } from '../promotion/requesting.ts'
import { isAdoption, type PromotionRequest, recordOperation } from '../promotion/requests.ts'
import type { RunContext } from '../promotion/run-context.ts'
import type { Gate, Working } from './gate.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { gatherTickets } from './gather-tickets.ts'
import { checkReplaced, locationOf } from './given-location.ts'
import type { CodeHost, EvidenceSource, RegistryQuery } from './ports.ts'
import type { NamedLocation, PromoteInputs, PromotePorts } from './promote-input.ts'
import { readCanary } from './read-canary.ts'
import { type PeopleAsked, readPeople, readRoles } from './read-people.ts'
import { readRegistry } from './read-registry.ts'
import { withWorkflowArtifacts } from './workflow-artifacts.ts'

export interface GatherInput {
  readonly gate: Gate
  readonly trust: Working
  readonly inputs: PromoteInputs
  readonly context: RunContext
  readonly request: PromotionRequest
  /** When the run was first started, by GitHub; awaited only where no merge tells the time of the request. */
  readonly runCreatedAt: Promise<string | Error> | null
  readonly pullRequests: Promise<readonly PullRequestFacts[]>
}

/** One parallel read of all that the decision on one promotion uses. */
export async function gather(input: GatherInput, ports: PromotePorts): Promise<PromotionFacts> {
  const { gate, inputs, context, trust } = input
  const sources = withInputs(input.request, inputs)
  const request = { ...input.request, stage: { ...input.request.stage, reports: byName(sources) } }
  const by = trust.mode === 'plan' ? ('pull-request' as const) : trust.by
  const maxBytes = gate.config.maxReportMb * 1_000_000
  const startedBy = by === 'branch' ? [...new Set([context.actor, context.triggeringActor])] : []
  const registryRead = readRegistry(registryQuery(gate, request, context), ports.registry, gate.config.recordKeys)
  const baselines = baselineSources(input.request, inputs)
  const limits = { maxBytes, keepBytes: bytesToKeep(input) }
  const evidencePorts = { ...ports, evidence: evidenceFor(input, ports) }
  const ticketSearch = { request, config: gate.config, given: inputs.ticket, byPush: by === 'push' }
  const [registry, reports, canary, baselineReports, pullRequests, rolesOfStarters, tickets] = await Promise.all([
    registryRead,
    gatherEvidence(usedReports({ request }), { of: 'candidate', registry: registryRead, limits }, evidencePorts),
    isAdoption(request) ? null : readCanary({ gate, request, context, registry: registryRead, limits }, evidencePorts),
    gatherEvidence(
      baselines,
      { of: 'holder', registry: registryRead, limits: { maxBytes, keepBytes: 0 } },
      evidencePorts,
    ),
    input.pullRequests,
    readStarters(request, startedBy, ports.host),
    gatherTickets({ ...ticketSearch, pullRequests: input.pullRequests }, ports.tickets),
  ])
  const asked = peopleAsked(gate, request, { pullRequests, startedBy, by })
  const reading = readPeople(asked, ports.host)
  const [people, roles] = await Promise.all([reading, readRoles(asked, reading, ports.host)])
  const facts: PromotionFacts = {
    request,
    config: gate.config,
    branches: gate.branches,
    registry,
    reports,
    baselineReports,
    ...(canary === null ? {} : { canary }),
    fromSameChange: new Set(),
    reportVersion: inputs.reportVersion,
    by,
    pullRequests,
    pullRequestAsked:
      by === 'branch' ? inputs.pullRequest : by === 'pull-request' ? (gate.pullRequest?.number ?? null) : null,
    permissionOf: new Map([...rolesOfStarters, ...roles]),
    people,
    tickets,
    startedBy,
    reason: inputs.reason,
    requestedAt: trust.mode === 'plan' ? null : await requestTime(pullRequests, by, input.runCreatedAt),
    workflowRunId: context.run.id,
    now: new Date(ports.clock.now()).toISOString(),
  }
  return { ...facts, fromSameChange: await fromSameChange(facts, ports.host) }
}

function evidenceFor({ gate, context, pullRequests }: GatherInput, ports: PromotePorts): EvidenceSource {
  const { event, repository } = context
  const triggeringRun = event.kind === 'branch' ? (event.triggeringRun ?? null) : null
  const around = { triggeringRun, repositoryId: repository.id, branches: gate.branches, pullRequests }
  return withWorkflowArtifacts(ports.evidence, around, ports.workflowArtifacts)
}

/** Only a run that may write leaves a record for files to lie beside. */
function bytesToKeep({ trust, inputs }: GatherInput): number {
  return trust.mode === 'write' && inputs.operation === 'promote' && !inputs.dryRun ? MOST_FILE_BYTES : 0
}

export function registryQuery(gate: Gate, request: PromotionRequest, context: RunContext): RegistryQuery {
  const { model, stage } = request
  const { registry, records } = gate.config
  const registryPath = `${registry.entity}/${registry.project}/${model.collection}`
  return {
    registry,
    collection: model.collection,
    candidate: request.ask,
    alias: stage.alias,
    fromAlias: stage.from === null ? null : (model.stages.get(stage.from)?.alias ?? null),
    keepPrevious: stage.keepPrevious,
    records,
    model: model.name,
    stage: stage.name,
    runSettings: true,
    ownAttempts: ownRecordRunIds(context, { operation: recordOperation(request), registryPath, stage: stage.name }),
  }
}

/** Whose people are asked about, by what this run and its rules are. */
export function peopleAsked(
  gate: Gate,
  request: PromotionRequest,
  { pullRequests, startedBy, by }: Pick<PromotionFacts, 'pullRequests' | 'startedBy' | 'by'>,
): PeopleAsked {
  const { config, change, pinsCommit } = gate
  const tree = by === 'push' ? change.after : change.trusted
  const pins = { path: config.pins, commit: pinsCommit, blob: tree?.pins?.blob ?? null }
  const isOrder = by !== 'pull-request'
  return { stage: request.stage, adopting: isAdoption(request), pullRequests, startedBy, isOrder, pins }
}

function byName(sources: readonly ReportSource[]): ReadonlyMap<string, ReportSource> {
  return new Map(sources.map((source) => [source.name, source]))
}

/** The stage's reports with those of the `report` input put in their place or added. */
function withInputs(request: PromotionRequest, inputs: PromoteInputs): readonly ReportSource[] {
  const sources = new Map(request.stage.reports)
  for (const given of inputs.reports) {
    const name = given.name ?? onlyReport(request, 'report')
    checkReplaced(sources.get(name), given)
    sources.set(name, sourceOf(name, given, request, inputs.reportFormat))
  }
  const format = (source: ReportSource) => (source.format === 'auto' ? inputs.reportFormat : source.format)
  return [...sources.values()].map((source) => ({ ...source, format: format(source) }))
}

function baselineSources(request: PromotionRequest, inputs: PromoteInputs): readonly ReportSource[] {
  return inputs.baselineReports.map((given) => {
    const name = given.name ?? onlyReport(request, 'baseline-report')
    return sourceOf(name, given, request, inputs.reportFormat)
  })
}

function sourceOf(name: string, given: NamedLocation, request: PromotionRequest, format: string): ReportSource {
  const known = request.stage.reports.get(name)
  const fresh = {
    name,
    format,
    identitySelect: null,
    unbound: 'fail' as const,
    maxAgeSeconds: null,
    at: request.stage.at,
  }
  return { ...(known ?? fresh), location: locationOf(given, known) }
}

/** The report that a location without a name stands for. */
function onlyReport({ stage, model }: PromotionRequest, input: string): string {
  const names = [...new Set([...stage.reports.keys(), ...stage.checks.flatMap((check) => check.report ?? [])])]
  const [only, ...others] = names
  if (only === undefined) return 'report'
  if (others.length === 0) return only
  throw new InputError(
    `The input \`${input}\` names a location without saying for which report of ${model.name} ${stage.name}.`,
    {
      hint: `Write NAME=LOCATION with one of: ${names.join(', ')}.`,
    },
  )
}

/** Refuses a `report` name that no check of any requested stage reads: a typo would leave the old report in force. */
export function checkReportNames(requests: readonly PromotionRequest[], inputs: PromoteInputs): void {
  const known = new Set(
    requests.flatMap(({ stage }) => [
      ...stage.reports.keys(),
      ...stage.checks.flatMap((check) => check.report ?? []),
      ...Object.values(stage.canary?.reports ?? {}),
    ]),
  )
  if (known.size === 0) return
  for (const { name } of [...inputs.reports, ...inputs.baselineReports]) {
    if (name === null || known.has(name)) continue
    const nearest = didYouMean(name, [...known])
    throw new InputError(
      `No check reads a report named \`${name}\`.${nearest === null ? '' : ` Did you mean \`${nearest}\`?`}`,
      {
        hint: `Known: ${[...known].join(', ')}.`,
      },
    )
  }
}

/** Roles of those who started the run, where the stage says that only some roles may, or an adoption is asked for. */
async function readStarters(
  request: PromotionRequest,
  startedBy: readonly string[],
  host: CodeHost,
): Promise<PermissionOf> {
  const rule = request.stage.may.get(recordOperation(request))
  const byDefault = isAdoption(request) && (rule === undefined || (rule.users === null && rule.teams === null))
  const isAsked = byDefault || (rule?.permission ?? null) !== null
  return isAsked && startedBy.length > 0 ? host.permissions(startedBy) : new Map()
}

/** The merge, or the run's first attempt where no merge orders this. */
async function requestTime(
  pullRequests: readonly PullRequestFacts[],
  by: 'push' | 'branch' | 'pull-request',
  runCreatedAt: Promise<string | Error> | null,
): Promise<string> {
  const merges = by === 'push' ? pullRequests.flatMap(({ mergedAt }) => mergedAt ?? []) : []
  const newest = merges.toSorted().at(-1)
  if (newest !== undefined) return newest
  const created = await runCreatedAt
  if (typeof created === 'string') return created
  throw created ?? new InputError('This run was not started by GitHub.')
}

/**
 * Reports that are, byte for byte and each file of them, what the pinning pull request changed: that binds them, and says who
 * wrote them.
 */
async function fromSameChange(facts: PromotionFacts, host: CodeHost): Promise<ReadonlySet<string>> {
  const reports = usedReports(facts).flatMap((source) => {
    const loaded = facts.reports.get(source.name)
    return loaded?.ok === true && source.location.kind === 'path' ? [loaded.evidence] : []
  })
  const proven = new Map<string, Set<string>>()
  const files = reports.flatMap(filesOf)
  for (const pullRequest of requestingPullRequests(facts)) {
    if (!pullRequest.boundToVersion) continue
    const changed = files.filter(({ resolved }) => pullRequest.files.includes(resolved))
    if (changed.length === 0) continue
    const blobs = await host.blobs(
      pullRequest.headCommit,
      changed.map(({ resolved }) => resolved),
    )
    for (const { name, resolved, gitBlob } of changed)
      if (blobs.get(resolved) === gitBlob) proven.set(name, (proven.get(name) ?? new Set()).add(resolved))
  }
  const isProven = (evidence: Evidence): boolean =>
    filesOf(evidence).every(({ name, resolved }) => proven.get(name)?.has(resolved) === true)
  return new Set(reports.filter(isProven).map(({ name }) => name))
}

/** The files of a report, with its name. */
function filesOf({
  name,
  resolved,
  gitBlob,
  files,
}: Evidence): readonly Pick<Evidence, 'name' | 'resolved' | 'gitBlob'>[] {
  return (files ?? [{ resolved, gitBlob }]).map((file) => ({ name, resolved: file.resolved, gitBlob: file.gitBlob }))
}
