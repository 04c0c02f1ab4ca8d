import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { InputError } from '../errors.ts'
import type { EventFacts, RunContext } from '../promotion/run-context.ts'

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
  const attempt = Number(env['GITHUB_RUN_ATTEMPT'] ?? '1')
  return {
    event: readEvent(need('GITHUB_EVENT_NAME'), need('GITHUB_EVENT_PATH'), env),
    repository: { owner, name, id: Number(need('GITHUB_REPOSITORY_ID')) },
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

const BRANCH_EVENTS = ['workflow_dispatch', 'repository_dispatch', 'workflow_run', 'schedule']
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_target', 'pull_request_review']

function readEvent(name: string, path: string, env: Environment): EventFacts {
  const payload = readPayload(path)
  if (PULL_REQUEST_EVENTS.includes(name)) return pullRequestEvent(name, payload, env)
  if (name === 'merge_group') return mergeGroupEvent(name, payload)
  if (name === 'push') return pushEvent(name, payload)
  if (BRANCH_EVENTS.includes(name)) return { kind: 'branch', name, branch: branchOf(env['GITHUB_REF'] ?? '') }
  return { kind: 'other', name }
}

function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new InputError(`The event file ${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

function branchOf(ref: string): string | null {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null
}

const PullRequestPayload = z.object({
  pull_request: z.object({
    number: z.int().positive(),
    state: z.string(),
    merged_at: z.string().nullish(),
    merged: z.boolean().nullish(),
    head: z.object({ repo: z.object({ full_name: z.string() }).nullable() }),
    base: z.object({ repo: z.object({ full_name: z.string() }) }),
  }),
})

function pullRequestEvent(name: string, payload: unknown, env: Environment): EventFacts {
  const { pull_request: request } = parse(name, PullRequestPayload, payload)
  const isFork = request.head.repo?.full_name !== request.base.repo.full_name
  return {
    kind: 'pull-request',
    name,
    number: request.number,
    closed: request.state === 'closed',
    merged: request.merged === true || typeof request.merged_at === 'string',
    withoutSecrets: isFork || env['GITHUB_ACTOR'] === 'dependabot[bot]',
  }
}

const MergeGroupPayload = z.object({ merge_group: z.object({ head_ref: z.string() }) })

/** A queue branch names the last pull request of its group: `gh-readonly-queue/main/pr-12-<sha>`. Each one gets a group of its own. */
function mergeGroupEvent(name: string, payload: unknown): EventFacts {
  const { merge_group: group } = parse(name, MergeGroupPayload, payload)
  const [, number] = /\/pr-(\d+)-[0-9a-f]{7,64}$/.exec(group.head_ref) ?? []
  if (number === undefined) {
    throw new InputError(`The queue branch \`${group.head_ref}\` names no pull request.`, { code: 'untrusted-event' })
  }
  return { kind: 'pull-request', name, number: Number(number), closed: false, merged: false, withoutSecrets: false }
}

const PushPayload = z.object({
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  created: z.boolean(),
  deleted: z.boolean(),
  forced: z.boolean(),
  commits: z.array(z.object({ id: z.string() })).nullish(),
})

function pushEvent(name: string, payload: unknown): EventFacts {
  const push = parse(name, PushPayload, payload)
  const commits = (push.commits ?? []).map((commit) => commit.id)
  return {
    kind: 'push',
    name,
    branch: branchOf(push.ref),
    before: push.before,
    after: push.after,
    created: push.created,
    deleted: push.deleted,
    forced: push.forced,
    commits: commits.includes(push.after) || push.deleted ? commits : [...commits, push.after],
  }
}

function parse<T>(name: string, schema: z.ZodType<T>, payload: unknown): T {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InputError(`The event \`${name}\` is not of the documented form: ${issue?.path.join('.')}: ${issue?.message}.`)
}
