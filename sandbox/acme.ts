import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type EventOptions, eventPayload } from './github/event-payload.ts'
import { addFork, addRepo, addToken, commit, type Files, repoNamed } from './github/seed.ts'
import {
  type MergeMethod,
  mergePullRequest,
  mergeQueue,
  openPullRequest,
  type Pushed,
  review,
} from './github/seed-pulls.ts'
import { rerun, startRun } from './github/seed-runs.ts'
import { type GithubOptions, type GithubSandbox, startGithub } from './github/server.ts'
import type { RunApproval } from './github/state.ts'
import { runStep, type StepResult } from './runner/run-action.ts'
import { aliasHolder, type RegistryWorld, seedRegistry, setAlias } from './wandb/seed.ts'
import { startWandb, type WandbOptions, type WandbSandbox } from './wandb/server.ts'

export const REPOSITORY = 'acme/models'
const OURS = 'github-actions[bot]'
const TOKEN = 'ghs_workflow'

export const GATES = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    owners: ["@acme/support-ml"]
    reports:
      quality: { path: eval/quality.json, format: lm-eval, unbound: warn }
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
        checks:
          - { report: quality, metric: acc, task: arc_easy, min: 0.62 }
      production:
        from: staging
        checks:
          - { report: quality, metric: acc, task: arc_easy, min: 0.65, max_regression: 0.01, on_missing_baseline: warn }
        approvals:
          - { role: model steward, count: 1, users: [ana, bo, chi] }
        lineage: { require: [run, commit] }
        keep_previous: production-previous
`

export interface AcmeOptions {
  readonly gates?: string
  readonly pins?: string
  /** Aliases of each version in the registry, oldest first. Default: v11 in production, v12 in staging. */
  readonly aliases?: readonly (readonly string[])[]
  readonly protectedAliases?: readonly string[]
  readonly sourceAccess?: boolean
  readonly collection?: string
  readonly subject?: string
  readonly wandb?: WandbOptions
  readonly github?: GithubOptions
  /** Environment of every step. */
  readonly env?: Readonly<Record<string, string>>
  /** Permissions of the workflow token. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>
}

/** One run of the Action: what starts it, as whom, with which inputs. */
export interface ActionRun {
  readonly on: EventOptions
  readonly inputs?: Readonly<Record<string, string>>
  /** Run id of an earlier run: this is its next attempt. */
  readonly rerunOf?: number
  readonly actor?: string
  readonly key?: 'promoter' | 'planner' | 'viewer' | 'outsider' | null
  readonly job?: string
  readonly env?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
  readonly ref?: string
  readonly runId?: number
  /** What reviewers of environments said to the run before its job started. */
  readonly approvals?: readonly RunApproval[]
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void
  /** A payload to use as it stands. */
  readonly payload?: unknown
}

export interface ActionResult extends StepResult {
  readonly runId: number
  readonly result: Readonly<Record<string, unknown>>
}

/**
 * The company of the demo and of the end-to-end tests: repository `acme/models`, organisation `acme` in W&B, model
 * `support-llm` with v0 … v12; people ana (admin), chi (maintain), bo and kim (write), eve (read).
 */
export class Acme {
  readonly wandb: WandbSandbox
  readonly github: GithubSandbox
  readonly registry: RegistryWorld
  readonly workspace: string
  private readonly env: Readonly<Record<string, string>>

  constructor(parts: {
    wandb: WandbSandbox
    github: GithubSandbox
    registry: RegistryWorld
    env?: Readonly<Record<string, string>>
  }) {
    this.env = parts.env ?? {}
    this.wandb = parts.wandb
    this.github = parts.github
    this.registry = parts.registry
    this.workspace = mkdtempSync(join(tmpdir(), 'acme-'))
  }

  async close(): Promise<void> {
    rmSync(this.workspace, { recursive: true, force: true })
    await Promise.all([this.wandb.close(), this.github.close()])
  }

  /** Writes a file into the runner's workspace. */
  write(path: string, content: string | Uint8Array): void {
    const full = join(this.workspace, path)
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, content)
  }

  /** `vN` that holds the alias now. */
  holder(alias: string): string | undefined {
    return aliasHolder(this.registry.state, this.registry.registry, this.registry.collection, alias)
  }

  /** Moves an alias behind the gate's back. */
  moveByHand(alias: string, version: string | undefined): void {
    setAlias(this.registry.state, this.registry.registry, { collection: this.registry.collection, alias, version })
  }

  /** Opens a pull request that changes files; returns its number. */
  propose(files: Files, options: { author?: string; branch?: string; draft?: boolean; body?: string } = {}): number {
    const author = options.author ?? 'kim'
    const branch = options.branch ?? `change-${Object.keys(repoNamed(this.github, REPOSITORY).branches).length}`
    commit(this.github, REPOSITORY, { branch, files, author, message: 'Change' })
    return openPullRequest(this.github, REPOSITORY, {
      head: branch,
      author,
      title: 'Promote',
      draft: options.draft ?? false,
      body: options.body ?? '',
    }).number
  }

  /** Pins a version in a pull request; returns its number. */
  proposePin(version: string, stage = 'production', options: { author?: string; body?: string } = {}): number {
    const pins = this.pins()
    pins[stage] = version
    const text = Object.entries(pins)
      .map(([name, pinned]) => `${name}: ${pinned}`)
      .join(', ')
    return this.propose({ 'model-pins.yml': `${this.registry.collection}: { ${text} }\n` }, options)
  }

  approve(number: number, by: string, options: { date?: string; oid?: string } = {}): void {
    review(this.github, REPOSITORY, number, { by, ...options })
  }

  merge(number: number, method: MergeMethod = 'squash', by = 'ana'): Pushed {
    return mergePullRequest(this.github, REPOSITORY, { number, method, by })
  }

  mergeTogether(numbers: readonly number[], by = 'ana'): Pushed {
    return mergeQueue(this.github, REPOSITORY, { numbers, by })
  }

  fork(owner: string): void {
    addFork(this.github, REPOSITORY, owner)
  }

  /** Bodies of our comments on a pull request. */
  comments(number: number): readonly string[] {
    return Object.values(repoNamed(this.github, REPOSITORY).comments)
      .filter((comment) => comment.issue === number && comment.author === OURS)
      .map((comment) => comment.body)
  }

  /** Record runs in W&B, oldest first. */
  records(): readonly {
    readonly name: string
    readonly config: Readonly<Record<string, unknown>>
    readonly summary: Readonly<Record<string, unknown>>
  }[] {
    return this.registry.state.runs
      .filter((run) => run.projectId === this.registry.records.id)
      .map(({ name, config, summary }) => ({ name, config, summary }))
  }

  async pullRequestEvent(
    number: number,
    inputs: Readonly<Record<string, string>> = {},
    more: Partial<ActionRun> = {},
  ): Promise<ActionResult> {
    return this.run({
      on: { event: 'pull_request', action: 'synchronize', number, sender: 'kim' },
      inputs,
      key: 'planner',
      ...more,
    })
  }

  async pushEvent(
    pushed: Pushed,
    inputs: Readonly<Record<string, string>> = {},
    more: Partial<ActionRun> = {},
  ): Promise<ActionResult> {
    return this.run({ on: { event: 'push', pushed }, inputs, ...more })
  }

  async dispatch(
    inputs: Readonly<Record<string, string>>,
    more: Partial<ActionRun> & { branch?: string } = {},
  ): Promise<ActionResult> {
    const ref = `refs/heads/${more.branch ?? 'main'}`
    return this.run({
      on: { event: 'workflow_dispatch', ref: more.branch ?? 'main', sender: more.actor ?? 'kim' },
      inputs,
      ref,
      ...more,
    })
  }

  async run(run: ActionRun): Promise<ActionResult> {
    const actor = run.actor ?? 'kim'
    const repo = repoNamed(this.github, REPOSITORY)
    const started =
      run.rerunOf === undefined
        ? startRun(this.github, REPOSITORY, {
            event: run.on.event,
            actor,
            ...(run.runId === undefined ? {} : { id: run.runId }),
            ...(run.approvals === undefined ? {} : { approvals: run.approvals }),
          })
        : rerun(this.github, REPOSITORY, run.rerunOf, actor)
    const payload = run.payload ?? eventPayload(this.github, REPOSITORY, run.on)
    const key = run.key === undefined ? 'promoter' : run.key
    const result = await runStep({
      event: run.on.event,
      payload,
      workspace: this.workspace,
      inputs: {
        'github-token': TOKEN,
        'wandb-base-url': this.wandb.url,
        ...(key === null ? {} : { 'wandb-api-key': this.registry.keys[key] }),
        ...run.inputs,
      },
      variables: {
        GITHUB_REPOSITORY: REPOSITORY,
        GITHUB_REPOSITORY_ID: String(repo.id),
        GITHUB_REPOSITORY_OWNER: 'acme',
        GITHUB_API_URL: this.github.apiUrl,
        GITHUB_GRAPHQL_URL: this.github.graphqlUrl,
        GITHUB_SERVER_URL: this.github.serverUrl,
        GITHUB_RUN_ID: String(started.id),
        GITHUB_RUN_ATTEMPT: String(started.run_attempt),
        GITHUB_RUN_NUMBER: String(started.run_number),
        GITHUB_JOB: run.job ?? 'promote',
        GITHUB_ACTION: '__self',
        GITHUB_ACTOR: started.actor,
        GITHUB_TRIGGERING_ACTOR: started.triggering_actor,
        GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/promote.yml@refs/heads/main`,
        GITHUB_REF: run.ref ?? (run.on.event === 'push' ? `refs/heads/${run.on.pushed.branch}` : 'refs/heads/main'),
        GITHUB_SHA: run.on.event === 'push' ? run.on.pushed.after : (repo.branches['main'] ?? ''),
        ...run.variables,
      },
      env: { ...this.env, ...run.env },
      ...(run.onStart === undefined ? {} : { onStart: run.onStart }),
    })
    const content = result.outputs['result-file-content'] ?? ''
    return { ...result, runId: started.id, result: content === '' ? {} : JSON.parse(content) }
  }

  private pins(): Record<string, string> {
    const repo = repoNamed(this.github, REPOSITORY)
    const entry = repo.commits[repo.branches['main'] ?? '']?.tree['model-pins.yml']
    const text = entry !== undefined && 'text' in entry ? String(entry.text) : ''
    return Object.fromEntries(
      [...text.matchAll(/(\w+): (v\d+)/g)].map(([, stage = '', version = '']) => [stage, version]),
    )
  }
}

/** Starts both sandboxes with a small company in them. */
export async function startAcme(options: AcmeOptions = {}): Promise<Acme> {
  const aliases = options.aliases ?? [...Array.from({ length: 11 }, () => []), ['production'], ['candidate', 'staging']]
  const registry = seedRegistry({
    aliases,
    protectedAliases: options.protectedAliases ?? [],
    sourceAccess: options.sourceAccess ?? true,
    ...(options.collection === undefined ? {} : { collection: options.collection }),
    ...(options.subject === undefined ? {} : { subject: options.subject }),
  })
  const wandb = await startWandb({ ...options.wandb, state: registry.state })
  const github = await startGithub(options.github)
  addRepo(github, {
    name: REPOSITORY,
    collaborators: { ana: 'admin', chi: 'maintain', bo: 'write', kim: 'write', tri: 'triage', eve: 'read' },
    files: {
      'README.md': '# models\n',
      ...(options.gates === '' ? {} : { '.github/model-gates.yml': options.gates ?? GATES }),
      'model-pins.yml': options.pins ?? 'support-llm: { production: v11 }\n',
    },
  })
  addToken(github, TOKEN, {
    login: OURS,
    repositories: [REPOSITORY],
    permissions: options.permissions ?? { contents: 'read', pull_requests: 'write', actions: 'read' },
  })
  return new Acme({ wandb, github, registry, env: options.env ?? {} })
}

/** A report in the form of lm-evaluation-harness 0.4. */
export function lmEvalReport(task: string, acc: number, more: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify(
    {
      results: { [task]: { alias: task, 'acc,none': acc, 'acc_stderr,none': 0.0098 } },
      group_subtasks: { [task]: [] },
      configs: { [task]: { task, dataset_path: `allenai/${task}`, test_split: 'test', num_fewshot: 0 } },
      versions: { [task]: 1.0 },
      'n-shot': { [task]: 0 },
      higher_is_better: { [task]: { acc: true } },
      'n-samples': { [task]: { original: 2376, effective: 2376 } },
      config: { model: 'hf', model_args: 'pretrained=acme/support-llm', limit: null, bootstrap_iters: 100000 },
      git_hash: '1f84a09f',
      date: 1795600000.5,
      lm_eval_version: '0.4.9.2',
      ...more,
    },
    null,
    2,
  )}\n`
}
