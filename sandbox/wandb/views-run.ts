import { hasRole } from './access.ts'
import type { PageArguments } from './connection.ts'
import { type Context, dateTime } from './context.ts'
import { byId, findEntity, projectOf } from './lookup.ts'
import { runState } from './run-list.ts'
import type { Artifact, Run } from './state.ts'
import { viewArtifacts } from './views-artifact.ts'
import { viewEntity } from './views-entity.ts'
import { viewRunFiles } from './views-file.ts'
import { viewProject } from './views-project.ts'
import { viewUser } from './views-user.ts'

export type RunView = Readonly<Record<string, unknown>>

export function viewRun(run: Run): RunView {
  return { ...storedFields(run), ...counters(run), ...relations(run) }
}

function storedFields(run: Run): RunView {
  return {
    __typename: 'Run',
    id: run.id,
    name: run.name,
    displayName: run.displayName,
    config: JSON.stringify(run.config),
    summaryMetrics: JSON.stringify(run.summary),
    tags: run.tags,
    group: run.group,
    jobType: run.jobType,
    commit: run.commit,
    github: run.remote,
    host: run.host,
    notes: run.notes,
    description: run.description,
    createdAt: dateTime(run.createdAt),
    heartbeatAt: dateTime(run.heartbeatAt),
    sweepName: null,
    stopped: false,
    systemMetrics: '{}',
    state: (_: unknown, { now }: Context) => runState(run, now),
    wandbConfig: ({ keys }: { readonly keys?: readonly string[] | null }) => wandbConfig(run, keys ?? null),
    runInfo: {
      git: { commit: run.commit, remote: run.remote },
      os: null,
      program: run.program,
      python: null,
      args: [],
    },
  }
}

function counters(run: Run): RunView {
  return {
    historyLineCount: run.history.length,
    logLineCount: 0,
    eventsLineCount: 0,
    historyTail: JSON.stringify(run.history.slice(-1)),
    eventsTail: '[]',
    history: run.history,
    events: [],
    historyKeys: { keys: {}, lastStep: run.history.length - 1 },
    sampledHistory: ({ specs }: { readonly specs: readonly string[] }) =>
      specs.map(() => run.history.map((line): unknown => JSON.parse(line))),
    fileCount: run.files.length,
  }
}

function relations(run: Run): RunView {
  return {
    user: (_: unknown, { state }: Context) => {
      const user = state.users.find((each) => each.username === run.username)
      return user === undefined ? null : viewUser(user)
    },
    project: (_: unknown, { state }: Context) => viewProject(projectOf(state, run)),
    // The bare number, unlike every other id: the SDK reads it as an integer.
    projectId: Buffer.from(run.projectId, 'base64').toString().split(':')[1] ?? null,
    entity: (_: unknown, { state }: Context) => {
      const entity = findEntity(state, projectOf(state, run).entity)
      return entity === undefined ? null : viewEntity(entity)
    },
    readOnly: (_: unknown, context: Context) => !hasRole(context, projectOf(context.state, run), 'member'),
    inputArtifacts: (page: PageArguments, { state }: Context) =>
      viewArtifacts(artifacts(state.artifacts, run.inputs), page),
    outputArtifacts: (page: PageArguments, { state }: Context) =>
      viewArtifacts(artifacts(state.artifacts, run.outputs), page),
    files: (page: Parameters<typeof viewRunFiles>[2], context: Context) => viewRunFiles(context, run, page),
  }
}

function artifacts(all: readonly Artifact[], ids: readonly string[]): Artifact[] {
  return ids.map((id) => byId(all, id))
}

/** W&B's own part of the config (`_wandb`), cut to the keys asked for. */
function wandbConfig(run: Run, keys: readonly string[] | null): string {
  const entry = run.config['_wandb']
  const value = typeof entry === 'object' && entry !== null && 'value' in entry ? entry.value : {}
  const own = Object.entries(typeof value === 'object' && value !== null ? value : {})
  return JSON.stringify(Object.fromEntries(own.filter(([key]) => keys === null || keys.includes(key))))
}
