import type { FileFacts, PullRequestFacts } from '../checks/facts.ts'
import type { GateConfig, Pins } from '../config/gate-config.ts'
import { parseGateConfig } from '../config/parse-gate-config.ts'
import { emptyPins, parsePins } from '../config/pins.ts'
import { ConfigError, GateError } from '../errors.ts'
import { sha256Hex } from '../promotion/canonical-json.ts'
import type { Note } from '../promotion/outcome.ts'
import { lenientPins } from '../promotion/requesting.ts'
import { resolveRequests } from '../promotion/requests.ts'
import type { Gate, Stopped, Working } from './gate.ts'
import type { ChangeFacts } from './ports.ts'
import type { PromoteInputs } from './promote-input.ts'

/** The gates that bind the run, before it is known what the change asks for. */
export interface Rules {
  readonly config: GateConfig
  readonly branches: readonly string[]
  readonly notes: readonly Note[]
}

interface Judged {
  readonly trust: Working
  readonly change: ChangeFacts
  readonly inputs: PromoteInputs
}

/**
 * The gate config of the trusted tree, or why this change promotes nothing.
 * @throws ConfigError, GateError
 */
export function readRules(trust: Working, change: ChangeFacts, inputs: PromoteInputs): Rules | Stopped {
  const stopped = judgeTrees(trust, change, inputs)
  if (stopped !== null) return stopped
  const rules = readConfigs(change, inputs, trust)
  if (trust.mode === 'write' && trust.readOnly !== true && !rules.branches.includes(trust.branch)) {
    return unlistedBranch(trust.branch, rules.branches, inputs)
  }
  return rules
}

/**
 * Rules and what is asked for. `change` was read with the pins file that the config names.
 * @throws ConfigError, InputError
 */
export function toGate({ config, branches, notes }: Rules, { trust, change, inputs }: Judged): Gate {
  const pullRequest = change.pullRequests[0] ?? null
  const trees = pinTrees(trust, change, pullRequest, config)
  return {
    config,
    configFacts: configFactsOf(change, inputs),
    branches,
    pins: trees.pins,
    pinsCommit: trees.pinsCommit,
    requests: resolveRequests({ by: requestedBy(trust), config, ...trees, inputs }),
    change,
    pullRequest,
    notes: [...notes, ...configChangeNotes(change, pullRequest, inputs.configFile)],
  }
}

/** Which config was used, as records and results name it. */
export function configFactsOf(change: ChangeFacts, inputs: PromoteInputs): Gate['configFacts'] {
  const { trusted } = change
  return { path: inputs.configFile, commit: trusted?.commit ?? '', sha256: sha256Hex(trusted?.config?.text ?? '') }
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
    throw new GateError({
      code: 'untrusted-ref',
      message: 'The commit whose gates would bind this run is not there any more.',
    })
  }
  const introduced =
    trust.mode === 'plan' ? introducedBy(change.pullRequests[0], inputs.configFile) : change.after?.config
  if (trusted.config === null && introduced != null) {
    return {
      stopped: 'no-change',
      code: 'config-introduced',
      message: `This change introduces ${inputs.configFile}: it binds from the next change on, nothing is promoted by it.`,
      notes: proposedProblems(introduced, inputs.configFile),
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

/** A pull request that merely still has the file, which its base has deleted meanwhile, introduces nothing. */
function introducedBy(pullRequest: PullRequestFacts | undefined, path: string): FileFacts | undefined {
  return pullRequest?.originFiles.has(path) === true ? undefined : pullRequest?.headFiles.get(path)
}

function readConfigs(change: ChangeFacts, inputs: PromoteInputs, trust: Working): Rules {
  const where =
    trust.mode === 'plan'
      ? 'the base branch'
      : trust.by === 'push'
        ? 'the commit before the push'
        : `the branch ${trust.branch}`
  const parsed = readConfig(change.trusted?.config ?? null, inputs.configFile, where)
  const isSame = change.defaultConfig?.blob === change.trusted?.config?.blob
  const main = isSame
    ? parsed
    : readConfig(change.defaultConfig, inputs.configFile, `the default branch ${change.defaultBranch}`)
  return {
    config: parsed.config,
    branches: main.config.branches ?? [change.defaultBranch],
    notes: parsed.warnings.map((warning) => ({
      level: 'warning',
      text: warning.message,
      ...(warning.at === undefined ? {} : { at: warning.at }),
    })),
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

function pinTrees(
  trust: Working,
  change: ChangeFacts,
  pullRequest: PullRequestFacts | null,
  config: GateConfig,
): PinTrees {
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
export function strictPins(file: FileFacts | null, config: GateConfig): Pins {
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
  if (
    pullRequest?.state !== 'OPEN' ||
    proposed === undefined ||
    proposed.blob === origin?.blob ||
    proposed.blob === change.trusted?.config?.blob
  ) {
    return []
  }
  const note: Note = {
    level: 'warning',
    code: 'config-changed-in-this-change',
    text: `This pull request changes ${path}. It is judged by the gates of its base branch; its push will promote nothing.`,
  }
  return [note, ...proposedProblems(proposed, path)]
}

/** What is wrong with a gate config that a pull request brings: told before it binds anybody. */
function proposedProblems({ text }: FileFacts, path: string): readonly Note[] {
  if (text === null)
    return [{ level: 'warning', code: 'config-invalid', text: `The proposed ${path} is not a text file.` }]
  try {
    parseGateConfig(text, path)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.issues.map(
      (issue): Note => ({
        level: 'warning',
        code: 'config-invalid',
        text: `Proposed config: ${issue.message}`,
        ...(issue.at === undefined ? {} : { at: issue.at }),
      }),
    )
  }
}
