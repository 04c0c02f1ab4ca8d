/** Builders of workflow runs. */
import { repoNamed } from './seed.ts'
import { nextId, type RunApproval, timestamp, type WorkflowRun, type World } from './state.ts'

export interface RunOptions {
  readonly event: string
  readonly actor: string
  readonly id?: number
  readonly branch?: string
  /** Default: the branch's tip. */
  readonly sha?: string
  readonly name?: string
  readonly path?: string
  readonly pullRequests?: readonly number[]
  readonly approvals?: readonly RunApproval[]
  /** `owner/name` of the fork that it works for. */
  readonly headRepo?: string
}

/** Starts a run: its first attempt. */
export function startRun(world: World, repoName: string, options: RunOptions): WorkflowRun {
  const repo = repoNamed(world, repoName)
  const branch = options.branch ?? repo.defaultBranch
  const sha = options.sha ?? repo.branches[branch]
  if (sha === undefined) throw new Error(`sandbox: no branch ${branch}`)
  const at = timestamp(world)
  const run: WorkflowRun = {
    id: options.id ?? nextId(world.state),
    run_number: Object.keys(repo.runs).length + 1,
    run_attempt: 1,
    name: options.name ?? 'Promote',
    path: options.path ?? '.github/workflows/promote.yml',
    event: options.event,
    status: 'in_progress',
    conclusion: null,
    head_branch: branch,
    head_sha: sha,
    ...(options.headRepo === undefined ? {} : { head_repo: options.headRepo }),
    actor: options.actor,
    triggering_actor: options.actor,
    created_at: at,
    run_started_at: at,
    updated_at: at,
    pull_requests: [...(options.pullRequests ?? [])],
    earlier: [],
    approvals: [...(options.approvals ?? [])],
  }
  repo.runs[String(run.id)] = run
  world.changed()
  return run
}

/** Ends a run. */
export function endRun(world: World, repoName: string, id: number, conclusion = 'success'): WorkflowRun {
  const run = repoNamed(world, repoName).runs[String(id)]
  if (run === undefined) throw new Error(`sandbox: no run ${id}`)
  Object.assign(run, { status: 'completed', conclusion, updated_at: timestamp(world) })
  world.changed()
  return run
}

/** Starts the next attempt; `actor` and `created_at` stay those of the first. */
export function rerun(world: World, repoName: string, id: number, by: string): WorkflowRun {
  const run = repoNamed(world, repoName).runs[String(id)]
  if (run === undefined) throw new Error(`sandbox: no run ${id}`)
  const { run_attempt, run_started_at, triggering_actor } = run
  run.earlier.push({ run_attempt, run_started_at, triggering_actor })
  run.run_attempt += 1
  run.run_started_at = run.updated_at = timestamp(world)
  run.triggering_actor = by
  world.changed()
  return run
}
