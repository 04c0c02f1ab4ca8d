import type { FileFacts, PullRequestFacts } from '../checks/facts.ts'
import type { GateConfig, Pins } from '../config/gate-config.ts'
import { parseGateConfig } from '../config/parse-gate-config.ts'
import { emptyPins, parsePins } from '../config/pins.ts'
import { ConfigError, GateError } from '../errors.ts'
import { sha256Hex } from '../promotion/canonical-json.ts'
import type { Note } from '../promotion/outcome.ts'
import type { PromotionRequest } from '../promotion/requests.ts'
import { lenientPins } from '../promotion/requesting.ts'
import { resolveRequests } from '../promotion/requests.ts'
import type { RunContext } from '../promotion/run-context.ts'
import type { Trust } from '../promotion/trust.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { ChangeFacts, ChangeQuery, CodeHost } from './ports.ts'
import type { PromoteInputs } from './promote-input.ts'

export type Working = Extract<Trust, { mode: 'plan' | 'write' }>

/** The gates that bind this run, read at the trusted commit, and what the change asks for. */
export interface Gate {
  readonly config: GateConfig
  readonly configFacts: { readonly path: string; readonly commit: string; readonly sha256: string }
  /** Branches that may promote, by the default branch's config. */
  readonly branches: readonly string[]
  readonly pins: Pins
  readonly pinsCommit: string
  readonly requests: readonly PromotionRequest[]
  readonly change: ChangeFacts
  /** The pull request that is judged or named; on a push they are read later, by number. */
  readonly pullRequest: PullRequestFacts | null
  readonly notes: readonly Note[]
}

/** The change itself forbids, or makes needless, any promotion. */
export interface Stopped {
  readonly stopped: 'refused' | 'no-change'
  readonly code: ReasonCode
  readonly message: string
  readonly hint?: string
}

const DEFAULT_PINS = 'model-pins.yml'

/**
 * Reads config and pins through the API, never from the workspace (contract §3), and resolves the requests.
 * @throws ConfigError, InputError, AccessError, RemoteError
 */
export async function loadGate(
  trust: Working,
  inputs: PromoteInputs,
  context: RunContext,
  host: CodeHost,
): Promise<Gate | Stopped> {
  const first = await host.readChange(changeQuery(trust, inputs, context, DEFAULT_PINS))
  const stopped = judgeTrees(trust, first, inputs)
  if (stopped !== null) return stopped
  const { config, branches, notes } = readConfigs(first, inputs, trust)
  if (trust.mode === 'write' && !branches.includes(trust.branch)) return unlistedBranch(trust.branch, branches, inputs)
  const change = config.pins === DEFAULT_PINS ? first : await host.readChange(changeQuery(trust, inputs, context, config.pins))
  const pullRequest = change.pullRequests[0] ?? null
  const trees = pinTrees(trust, change, pullRequest, config)
  const requests = resolveRequests({ by: requestedBy(trust), config, ...trees, inputs })
  const file = change.trusted?.config
  return {
    config,
    configFacts: { path: inputs.configFile, commit: change.trusted?.commit ?? '', sha256: sha256Hex(file?.text ?? '') },
    branches,
    pins: trees.pins,
    pinsCommit: trees.pinsCommit,
    requests,
    change,
    pullRequest,
    notes: [...notes, ...configChangeNotes(change, pullRequest, inputs.configFile)],
  }
}

function changeQuery(trust: Working, inputs: PromoteInputs, context: RunContext, pinsPath: string): ChangeQuery {
  const paths = { configPath: inputs.configFile, pinsPath }
  if (trust.mode === 'plan') return { ...paths, kind: 'pull-request', number: trust.pullRequest }
  const { event } = context
  if (event.kind === 'push') {
    const { before, after, commits } = event
    return { ...paths, kind: 'push', branch: trust.branch, before, after, commits, pullRequests: [] }
  }
  return { ...paths, kind: 'branch', branch: trust.branch, pullRequest: inputs.pullRequest }
}

function requestedBy(trust: Working): 'pull-request' | 'push' | 'branch' {
  return trust.mode === 'plan' ? 'pull-request' : trust.by
}

/** What the trees alone decide: a missing pull request, a first or a changed config. */
function judgeTrees(trust: Working, change: ChangeFacts, inputs: PromoteInputs): Stopped | null {
  if (trust.mode === 'plan' && change.pullRequests.length === 0) {
    throw new GateError({
      code: 'pull-request-not-found',
      message: `Pull request #${trust.pullRequest} is not there, or the token cannot see it.`,
      hint: 'The job needs `pull-requests: read`.',
    })
  }
  const { trusted } = change
  if (trusted === null) {
    throw new GateError({ code: 'untrusted-ref', message: 'The commit whose gates would bind this run is not there any more.' })
  }
  const introduced = trust.mode === 'plan' ? change.pullRequests[0]?.headFiles.get(inputs.configFile) : change.after?.config
  if (trusted.config === null && introduced != null) {
    return {
      stopped: 'no-change',
      code: 'config-introduced',
      message: `This change introduces ${inputs.configFile}: it binds from the next change on, nothing is promoted by it.`,
    }
  }
  if (trust.mode === 'write' && trust.by === 'push' && change.after?.config?.blob !== trusted.config?.blob) {
    return {
      stopped: 'refused',
      code: 'config-changed-in-this-change',
      message: `This push changes ${inputs.configFile}, so it promotes nothing: gates and promotions are changed one after the other.`,
      hint: 'Pin the version again in a change of its own, or start the workflow by hand.',
    }
  }
  return null
}

function readConfigs(
  change: ChangeFacts,
  inputs: PromoteInputs,
  trust: Working,
): { config: GateConfig; branches: readonly string[]; notes: readonly Note[] } {
  const where = trust.mode === 'plan' ? 'the base branch' : trust.by === 'push' ? 'the commit before the push' : `the branch ${trust.branch}`
  const parsed = readConfig(change.trusted?.config ?? null, inputs.configFile, where)
  const isSame = change.defaultConfig?.blob === change.trusted?.config?.blob
  const main = isSame ? parsed : readConfig(change.defaultConfig, inputs.configFile, `the default branch ${change.defaultBranch}`)
  return {
    config: parsed.config,
    branches: main.config.branches ?? [change.defaultBranch],
    notes: parsed.warnings.map((warning) => ({ level: 'warning', text: warning.message, ...(warning.at === undefined ? {} : { at: warning.at }) })),
  }
}

function readConfig(file: FileFacts | null, path: string, where: string): ReturnType<typeof parseGateConfig> {
  if (file === null) {
    throw new ConfigError(
      `There is no ${path} on ${where}.`,
      [{ message: `${path} is missing`, hint: 'Add one there, or name its path with the input `config-file`.' }],
      'config-missing',
    )
  }
  if (file.text === null) {
    throw new ConfigError(`${path} on ${where} is not a text file (${file.problem ?? 'unreadable'}).`, [
      { message: `${path} must be a regular text file`, found: file.problem ?? 'unreadable' },
    ])
  }
  return parseGateConfig(file.text, path)
}

interface PinTrees {
  readonly pins: Pins
  readonly before: Pins
  readonly origin: Pins | null
  readonly pinsCommit: string
}

function pinTrees(trust: Working, change: ChangeFacts, pullRequest: PullRequestFacts | null, config: GateConfig): PinTrees {
  const before = lenientPins(change.trusted?.pins ?? null, config)
  if (trust.mode === 'plan' && pullRequest !== null) {
    return {
      pins: strictPins(pullRequest.headFiles.get(config.pins) ?? null, config),
      before,
      origin: lenientPins(pullRequest.originFiles.get(config.pins) ?? null, config),
      pinsCommit: pullRequest.headCommit,
    }
  }
  const tree = trust.mode === 'write' && trust.by === 'push' ? change.after : change.trusted
  return { pins: strictPins(tree?.pins ?? null, config), before, origin: null, pinsCommit: tree?.commit ?? '' }
}

/** Pins of the tree that is judged: every problem is an error. */
function strictPins(file: FileFacts | null, config: GateConfig): Pins {
  if (file === null) return emptyPins(config.pins)
  if (file.text === null) {
    throw new ConfigError(`${config.pins} is not a text file (${file.problem ?? 'unreadable'}).`, [
      { message: `${config.pins} must be a regular text file`, found: file.problem ?? 'unreadable' },
    ])
  }
  return parsePins(file.text, config.pins, config)
}

function unlistedBranch(branch: string, branches: readonly string[], inputs: PromoteInputs): Stopped {
  return {
    stopped: 'refused',
    code: 'untrusted-ref',
    message: `The branch \`${branch}\` may not promote: ${inputs.configFile} of the default branch lists ${branches.join(', ')}.`,
    hint: 'Start the workflow on a listed branch.',
  }
}

/** A pull request that changes the gate config is judged by the base; its own config is only looked over. */
function configChangeNotes(change: ChangeFacts, pullRequest: PullRequestFacts | null, path: string): readonly Note[] {
  const proposed = pullRequest?.headFiles.get(path)
  const origin = pullRequest?.originFiles.get(path)
  if (pullRequest?.state !== 'OPEN' || proposed === undefined || proposed.blob === origin?.blob || proposed.blob === change.trusted?.config?.blob) {
    return []
  }
  const note: Note = {
    level: 'warning',
    code: 'config-changed-in-this-change',
    text: `This pull request changes ${path}. It is judged by the gates of its base branch; its push will promote nothing.`,
  }
  if (proposed.text === null) return [note]
  try {
    parseGateConfig(proposed.text, path)
    return [note]
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const problems = error.issues.map((issue): Note => ({ level: 'warning', code: 'config-invalid', text: `Proposed config: ${issue.message}`, ...(issue.at === undefined ? {} : { at: issue.at }) }))
    return [note, ...problems]
  }
}
