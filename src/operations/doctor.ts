import type { GateConfig, Pins } from '../config/gate-config.ts'
import { emptyPins, parsePins } from '../config/pins.ts'
import { ConfigError, type GateError, type Issue, toGateError } from '../errors.ts'
import { diagnose, doctorListing, doctorNotes, reasonsToRefuse } from '../promotion/doctor.ts'
import type { AccountFacts, DoctorFacts, Unanswered } from '../promotion/doctor-facts.ts'
import { type Finding, problem } from '../promotion/doctor-finding.ts'
import { namedPeople } from '../promotion/doctor-people.ts'
import { pinnedMembers } from '../promotion/doctor-pins.ts'
import { namedTeams } from '../promotion/doctor-teams.ts'
import { workflowFindings } from '../promotion/doctor-workflows.ts'
import type { Note, RunOutcome } from '../promotion/outcome.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { trustEvent } from '../promotion/trust.ts'
import type { Stopped } from './gate.ts'
import { type LoadedRules, loadRules } from './load-gate.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { readTeams } from './read-people.ts'
import { configFactsOf } from './read-rules.ts'
import { stoppedRun } from './stopped-run.ts'

/**
 * Says in words what would fail on the day of need, and what cannot be known from here. Writes nothing.
 * @throws InputError, AccessError, RemoteError only where the gate config itself cannot be fetched
 */
export async function doctor(inputs: PromoteInputs, given: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  const context = asOfBranch(given)
  const trust = trustEvent(context.event)
  if (trust.mode === 'refuse' || trust.mode === 'nothing') {
    const { code, message } = trust
    return stoppedRun(inputs.operation, { stopped: trust.mode === 'refuse' ? 'refused' : 'no-change', code, message })
  }
  const files = answered(ports.doctor.workflows(context.commit))
  const loaded = await loadRules(trust, inputs, context, ports.host).catch(onlyConfig)
  if ('stopped' in loaded) return stoppedRun(inputs.operation, loaded)
  const workflows = {
    own: workflowPath(context),
    isPrivate: loaded instanceof ConfigError || loaded.change.isPrivate,
    files: await files,
    signed: loaded instanceof ConfigError ? null : loaded.rules.config.recordKeys.length > 0,
  }
  const findings = [
    ...(loaded instanceof ConfigError ? configProblems(loaded) : await examine(loaded, context, ports)),
    ...workflowFindings(workflows),
  ]
  return conclude(inputs, findings, loaded)
}

/** A push may change the gates: the doctor looks at the branch as it now is, not at what the push may do. */
function asOfBranch(context: RunContext): RunContext {
  const { event } = context
  if (event.kind !== 'push' || event.branch === null || event.deleted) return context
  return { ...context, event: { kind: 'branch', name: event.name, branch: event.branch } }
}

function onlyConfig(thrown: unknown): ConfigError | LoadedRules | Stopped {
  if (thrown instanceof ConfigError) return thrown
  throw thrown
}

function configProblems(error: ConfigError): readonly Finding[] {
  const issues: readonly Issue[] = error.issues.length > 0 ? error.issues : [{ message: error.message }]
  return issues.map((issue) =>
    problem(error.code, {
      what: 'gate config',
      found: issue.found === undefined ? issue.message : `${issue.message} (found: ${issue.found}).`,
      why: 'Without a valid gate config nothing is judged; registry, records and pins could not be looked at either.',
      remedy: issue.hint ?? issue.expected ?? 'Correct the line.',
      at: issue.at,
    }),
  )
}

/** `.github/workflows/x.yml` of `owner/name/.github/workflows/x.yml@refs/heads/main`. */
function workflowPath({ workflowRef }: RunContext): string | null {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(workflowRef)?.[1] ?? null
}

async function examine(loaded: LoadedRules, context: RunContext, ports: PromotePorts): Promise<readonly Finding[]> {
  const { config } = loaded.rules
  const pins = readPins(loaded, config)
  const [account, permissionOf, teamsOf] = await Promise.all([
    readAccount(config, pins.pins, context, ports),
    answered(ports.host.permissions(namedPeople(config))),
    answered(readTeams(namedTeams(config), [], ports.host)),
  ])
  const facts: DoctorFacts = { config, isPrivate: loaded.change.isPrivate, ...pins, account, permissionOf, teamsOf }
  return diagnose(facts)
}

function readPins(
  { change }: LoadedRules,
  config: GateConfig,
): { readonly pins: Pins | null; readonly pinIssues: readonly Issue[] } {
  const file = change.pullRequests[0]?.headFiles.get(config.pins) ?? change.trusted?.pins ?? null
  if (file === null) return { pins: null, pinIssues: [] }
  const nothing = emptyPins(config.pins)
  if (file.text === null) return { pins: nothing, pinIssues: [{ message: `${config.pins} is not a text file` }] }
  try {
    return { pins: parsePins(file.text, config.pins, config), pinIssues: [] }
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown
    const issues = thrown.issues.length > 0 ? thrown.issues : [{ message: thrown.message }]
    return { pins: nothing, pinIssues: issues }
  }
}

async function readAccount(
  config: GateConfig,
  pins: Pins | null,
  { event }: RunContext,
  ports: PromotePorts,
): Promise<AccountFacts | Unanswered> {
  if (!ports.hasCredentials) {
    const isForeign = event.kind === 'pull-request' && event.withoutSecrets
    return {
      code: 'no-credentials',
      isExpected: isForeign,
      message: isForeign
        ? 'Runs for pull requests from forks and by Dependabot have no W&B credential.'
        : 'There is no W&B credential: neither an API key nor a GitHub identity token.',
      hint: isForeign
        ? 'Run the doctor on a branch of this repository.'
        : 'Set `wandb-api-key`, or grant the job `id-token: write` and set `wandb-audience`.',
    }
  }
  const held = [...config.models.values()].flatMap(({ collection, stages }) =>
    [...stages.values()].map(({ alias }) => `${collection}:${alias}`),
  )
  const pinned = pins === null ? [] : pinnedMembers(config, pins.entries).map(({ member }) => member)
  const { registry, records } = config
  return answered(ports.doctor.account({ registry, records, versions: [...new Set([...held, ...pinned])] }))
}

/** The answer, or why there is none: one question that fails must not hide the others. */
async function answered<T>(question: Promise<T>): Promise<T | Unanswered> {
  try {
    return await question
  } catch (thrown) {
    const { code, message, hint }: GateError = toGateError(thrown)
    return { code, message, hint: hint ?? null }
  }
}

function conclude(inputs: PromoteInputs, findings: readonly Finding[], loaded: LoadedRules | ConfigError): RunOutcome {
  const reasons = reasonsToRefuse(findings)
  const refused = reasons.length > 0
  const rules: readonly Note[] = loaded instanceof ConfigError ? [] : loaded.rules.notes
  return {
    operation: inputs.operation,
    decision: refused ? 'fail' : 'pass',
    conclusion: refused ? 'refused' : 'no-change',
    reasons,
    promotions: [],
    listings: [doctorListing(findings)],
    error: null,
    notes: [...rules, ...doctorNotes(findings)],
    commentOn: null,
    config: loaded instanceof ConfigError ? null : configFactsOf(loaded.change, inputs),
  }
}
