import { getInput } from '@actions/core'
import { didYouMean } from '../config/did-you-mean.ts'
import type { Issue } from '../errors.ts'
import { InputError, toGateError } from '../errors.ts'
import { parseLocation } from '../evidence/location.ts'
import type { EvidenceLocation } from '../evidence/report.ts'
import type { InputName, Operation } from './input-table.ts'
import { INPUTS, OPERATIONS } from './input-table.ts'
import { readTicketInputs, type TicketInputs } from './ticket-inputs.ts'

/** One line of the `report` or `baseline-report` input. */
export interface ReportInput {
  /** null: the only report of the stage. */
  readonly name: string | null
  readonly location: EvidenceLocation
}

const NEEDS_REASON: readonly Operation[] = ['rollback', 'hold', 'release']
/** What `verify` reads only where it adopts. */
const ADOPTING: readonly InputName[] = [
  'pin-pull-request',
  'report',
  'report-version',
  'report-format',
  'baseline-report',
  'pull-request',
  'reason',
]

export const COMMENT_MODES = ['always', 'on-failure', 'never'] as const
export const FAIL_ON = ['refused', 'pending', 'never'] as const

/** All inputs of a run, parsed once. */
export interface ActionInputs {
  readonly operation: Operation
  readonly model: string | null
  readonly stage: string | null
  readonly version: string | null
  readonly link: boolean
  readonly reports: readonly ReportInput[]
  readonly baselineReports: readonly ReportInput[]
  readonly reportVersion: string | null
  readonly reportFormat: string
  readonly configFile: string
  readonly pullRequest: number | null
  readonly reason: string | null
  readonly dryRun: boolean
  readonly commentMode: (typeof COMMENT_MODES)[number]
  readonly failOn: (typeof FAIL_ON)[number]
  readonly wandbApiKey: string | null
  readonly wandbBaseUrl: string | null
  readonly wandbAudience: string | null
  readonly githubToken: string
  /** null: teams are asked about with the other token, which as a rule cannot see them. */
  readonly teamToken: string | null
  /** Ed25519 private key in PEM; null: records are not signed. */
  readonly signingKey: string | null
  /** Credentials of Jira and ServiceNow. */
  readonly tickets: TicketInputs
  /** Of `plan` and `promote`: numbers of tickets that approve; of `hold`: kept in the record. */
  readonly ticket: string | null
  readonly until: string | null
  readonly fallback: boolean
  /** Of what moves an alias without a change of the pins: propose that change too. */
  readonly pinPullRequest: boolean
  /** Of `verify`. */
  readonly adopt: boolean
  /** Of `history`: ISO 8601; null: now. */
  readonly at: string | null
  /** Inputs that were given although the operation does not use them. */
  readonly warnings: readonly string[]
}

/**
 * Reads every input and reports all problems at once.
 * @throws InputError
 */
export function readInputs(env: Readonly<Record<string, string | undefined>>): ActionInputs {
  const problems: Issue[] = []
  const text = (name: InputName) => getInput(name) || null
  const operation = readOneOf('operation', OPERATIONS, 'promote', problems)
  for (const [name, use] of Object.entries(INPUTS)) {
    if (!use.available && getInput(name) !== '') {
      problems.push({
        message: `The input \`${name}\` is not available yet.`,
        hint: 'Remove it: it would have no effect in this release.',
      })
    }
  }
  const adopt = readBoolean('adopt', problems)
  const inputs: ActionInputs = {
    operation,
    model: text('model'),
    stage: text('stage'),
    version: text('version'),
    link: readBoolean('link', problems),
    reports: readReports('report', env, problems),
    baselineReports: readReports('baseline-report', env, problems),
    reportVersion: text('report-version'),
    reportFormat: text('report-format') ?? 'auto',
    configFile: readPath(text('config-file') ?? '.github/model-gates.yml', problems),
    pullRequest: readNumber('pull-request', problems),
    reason: text('reason'),
    dryRun: readBoolean('dry-run', problems),
    commentMode: readOneOf('comment-summary-in-pr', COMMENT_MODES, 'always', problems),
    failOn: readOneOf('fail-on', FAIL_ON, 'refused', problems),
    wandbApiKey: text('wandb-api-key') ?? (env['WANDB_API_KEY']?.trim() || null),
    wandbBaseUrl: text('wandb-base-url') ?? (env['WANDB_BASE_URL']?.trim() || null),
    wandbAudience: text('wandb-audience'),
    githubToken: text('github-token') ?? '',
    teamToken: text('team-token'),
    signingKey: text('record-signing-key'),
    tickets: readTicketInputs(env, problems),
    ticket: text('ticket'),
    until: readTime('until', problems),
    fallback: readBoolean('fallback', problems),
    pinPullRequest: readBoolean('pin-pull-request', problems),
    adopt,
    at: readTime('at', problems),
    warnings: [...unusedInputs(operation), ...adoptingOnly(operation, adopt)],
  }
  problems.push(...crossProblems(inputs))
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'An input is' : `${problems.length} inputs are`
    throw new InputError(`${count} not usable.`, { issues: problems })
  }
  return inputs
}

/** What one input says of another. */
function crossProblems(inputs: ActionInputs): readonly Issue[] {
  const { operation } = inputs
  const problems: Issue[] = []
  if (inputs.githubToken === '') {
    problems.push({ message: 'The input `github-token` is empty.', hint: 'Leave it away to use the workflow token.' })
  }
  if (NEEDS_REASON.includes(operation) && inputs.reason === null) {
    problems.push({
      message: `The operation \`${operation}\` needs the input \`reason\`.`,
      hint: 'Say in a sentence why; it stands in the record.',
    })
  }
  if (operation === 'verify' && inputs.adopt && inputs.reason === null) {
    problems.push({
      message: '`verify` with `adopt: true` needs the input `reason`.',
      hint: 'Say in a sentence why it is to stay; it stands in the record.',
    })
  }
  if (inputs.link && !(inputs.version ?? '').includes('/')) {
    problems.push({
      message: 'The input `link` needs a source path in `version`.',
      expected: 'entity/project/artifact:vN',
      found: inputs.version ?? 'nothing',
    })
  }
  return problems
}

function readOneOf<T extends string>(name: InputName, values: readonly T[], fallback: T, problems: Issue[]): T {
  const text = getInput(name)
  if (text === '') return fallback
  const value = values.find((each) => each === text)
  if (value === undefined) problems.push(wrongChoice(name, text, values))
  return value ?? fallback
}

function wrongChoice(name: string, text: string, values: readonly string[]): Issue {
  const nearest = didYouMean(text, values)
  return {
    message: `The input \`${name}\` does not know \`${text}\`.`,
    expected: values.join(', '),
    found: text,
    ...(nearest === null ? {} : { hint: `Did you mean \`${nearest}\`?` }),
  }
}

/** YAML 1.2 core spellings only; anything else is an error, never `false`. */
function readBoolean(name: InputName, problems: Issue[]): boolean {
  const text = getInput(name)
  if (['true', 'True', 'TRUE'].includes(text)) return true
  if (!['', 'false', 'False', 'FALSE'].includes(text)) {
    problems.push({ message: `The input \`${name}\` is not a boolean.`, expected: 'true or false', found: text })
  }
  return false
}

function readNumber(name: InputName, problems: Issue[]): number | null {
  const text = getInput(name)
  if (text === '') return null
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text)
  problems.push({
    message: `The input \`${name}\` is not a pull request's number.`,
    expected: 'a positive whole number',
    found: text,
  })
  return null
}

/** A day or a moment of ISO 8601; a day means its beginning in UTC. */
function readTime(name: InputName, problems: Issue[]): string | null {
  const text = getInput(name)
  if (text === '') return null
  const isIso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)
  const time = isIso ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) {
    problems.push({
      message: `The input \`${name}\` is not a moment.`,
      expected: '2026-05-03 or 2026-05-03T14:00:00Z',
      found: text,
    })
    return null
  }
  return new Date(time).toISOString()
}

function readPath(path: string, problems: Issue[]): string {
  const isInside =
    path !== '' &&
    !/^[/~]|\\|^[A-Za-z]:/.test(path) &&
    !path.split('/').some((part) => part === '..' || part === '.' || part === '')
  if (!isInside) {
    problems.push({
      message: 'The input `config-file` is not a path inside the repository.',
      expected: 'for example .github/model-gates.yml',
      found: path,
    })
  }
  return path
}

type Environment = Readonly<Record<string, string | undefined>>

/** `${{ github.workspace }}/…` is a path in the workspace like any other. */
function readReports(name: 'report' | 'baseline-report', env: Environment, problems: Issue[]): readonly ReportInput[] {
  const workspace = `${env['GITHUB_WORKSPACE'] ?? ''}/`
  const lines = getInput(name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const reports: ReportInput[] = []
  for (const line of lines) {
    const [, reportName, rest] = /^([\w.-]+)=(.*)$/.exec(line) ?? []
    try {
      reports.push({ name: reportName ?? null, location: parseLocation(withoutPrefix(rest ?? line, workspace)) })
    } catch (error) {
      const { message, hint } = toGateError(error)
      problems.push({
        message: `The input \`${name}\`: ${message}`,
        found: line,
        ...(hint === undefined ? {} : { hint }),
      })
    }
  }
  const names = reports.map((report) => report.name)
  const twice = names.find((each, index) => names.indexOf(each) !== index)
  if (twice !== undefined) {
    problems.push({
      message: `The input \`${name}\` names ${twice === null ? 'two reports without a name' : `\`${twice}\` twice`}.`,
      hint: 'Write NAME=LOCATION, each name once.',
    })
  }
  return reports
}

function withoutPrefix(text: string, prefix: string): string {
  return prefix.length > 1 && text.startsWith(prefix) ? text.slice(prefix.length) : text
}

function unusedInputs(operation: Operation): readonly string[] {
  const isUsed = (usedBy: 'all' | readonly Operation[]) => usedBy === 'all' || usedBy.includes(operation)
  return Object.entries(INPUTS)
    .filter(([name, use]) => use.available && !isUsed(use.usedBy) && !['', 'false'].includes(getInput(name)))
    .map(([name]) => `The input \`${name}\` is not used by \`${operation}\`.`)
}

function adoptingOnly(operation: Operation, adopt: boolean): readonly string[] {
  if (operation !== 'verify' || adopt) return []
  return ADOPTING.filter((name) => !['', 'false'].includes(getInput(name))).map(
    (name) => `The input \`${name}\` is used by \`verify\` only with \`adopt: true\`.`,
  )
}
