import { readFileSync } from 'node:fs'
import { InputError } from '../errors.ts'
import type { EventFacts, RunContext } from '../promotion/run-context.ts'
import { EventFields } from './event-fields.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads what the runner says of this run: its variables and the event file.
 * @throws InputError when a variable is missing or the event is not of the form that GitHub documents.
 */
export function readContext(env: Environment): RunContext {
  const need = (name: string): string => {
    const value = env[name]
    if (value === undefined || value === '') {
      throw new InputError(`The variable ${name} is not set.`, { hint: 'Run this as a step of a GitHub Actions job.' })
    }
    return value
  }
  const [owner = '', name = ''] = need('GITHUB_REPOSITORY').split('/')
  const runId = need('GITHUB_RUN_ID')
  const attempt = positive('GITHUB_RUN_ATTEMPT', env['GITHUB_RUN_ATTEMPT'] || '1')
  const eventName = need('GITHUB_EVENT_NAME')
  const payload = new EventFields(eventName, readPayload(need('GITHUB_EVENT_PATH')))
  const defaultBranch = payload.textOrNull('repository.default_branch')
  return {
    event: readEvent(eventName, payload, env),
    ...(defaultBranch === null || defaultBranch === '' ? {} : { defaultBranch }),
    repository: { owner, name, id: positive('GITHUB_REPOSITORY_ID', need('GITHUB_REPOSITORY_ID')) },
    commit: need('GITHUB_SHA'),
    run: {
      id: runId,
      attempt,
      job: need('GITHUB_JOB'),
      url: `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${owner}/${name}/actions/runs/${runId}/attempts/${attempt}`,
    },
    workflowRef: env['GITHUB_WORKFLOW_REF'] ?? '',
    actor: need('GITHUB_ACTOR'),
    triggeringActor: env['GITHUB_TRIGGERING_ACTOR'] || need('GITHUB_ACTOR'),
  }
}

/** Both numbers go into the record and its id: anything else must not get that far. */
function positive(name: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new InputError(`The variable ${name} is not a positive whole number: ${text}.`)
}

const BRANCH_EVENTS = ['workflow_dispatch', 'repository_dispatch', 'workflow_run', 'schedule']
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_target', 'pull_request_review']

function readEvent(name: string, payload: EventFields, env: Environment): EventFacts {
  if (PULL_REQUEST_EVENTS.includes(name)) return pullRequestEvent(name, payload, env)
  if (name === 'merge_group') return mergeGroupEvent(name, payload)
  if (name === 'push') return pushEvent(name, payload)
  if (BRANCH_EVENTS.includes(name)) return branchEvent(name, payload, env)
  return { kind: 'other', name }
}

function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new InputError(
      `The event file ${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
}

function branchEvent(name: string, event: EventFields, env: Environment): EventFacts {
  const facts = { kind: 'branch', name, branch: branchOf(env['GITHUB_REF'] ?? '') } as const
  return name === 'workflow_run' ? { ...facts, triggeringRun: String(event.number('workflow_run.id')) } : facts
}

function branchOf(ref: string): string | null {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null
}

function pullRequestEvent(name: string, event: EventFields, env: Environment): EventFacts {
  const base = event.textOrNull('pull_request.base.repo.full_name') ?? env['GITHUB_REPOSITORY']
  const isFork = event.textOrNull('pull_request.head.repo.full_name') !== base
  return {
    kind: 'pull-request',
    name,
    number: event.number('pull_request.number'),
    closed: event.text('pull_request.state') === 'closed',
    merged: event.textOrNull('pull_request.merged_at') !== null,
    withoutSecrets: isFork || env['GITHUB_ACTOR'] === 'dependabot[bot]',
  }
}

/** A queue branch names the last pull request of its group: `gh-readonly-queue/main/pr-12-<sha>`. Each one gets a group of its own. */
function mergeGroupEvent(name: string, event: EventFields): EventFacts {
  const branch = event.text('merge_group.head_ref')
  const [, number] = /\/pr-(\d+)-[0-9a-f]{7,64}$/.exec(branch) ?? []
  if (number === undefined) {
    throw new InputError(`The queue branch \`${branch}\` names no pull request.`, { code: 'untrusted-event' })
  }
  return { kind: 'pull-request', name, number: Number(number), closed: false, merged: false, withoutSecrets: false }
}

function pushEvent(name: string, event: EventFields): EventFacts {
  const before = event.text('before')
  const after = event.text('after')
  const deleted = event.flag('deleted', isZero(after))
  const commits = event.texts('commits', 'id')
  return {
    kind: 'push',
    name,
    branch: branchOf(event.text('ref')),
    before,
    after,
    created: event.flag('created', isZero(before)),
    deleted,
    forced: event.flag('forced', false),
    commits: commits.includes(after) || deleted ? commits : [...commits, after],
  }
}

/** Git's "no commit". */
function isZero(commit: string): boolean {
  return /^0+$/.test(commit)
}
