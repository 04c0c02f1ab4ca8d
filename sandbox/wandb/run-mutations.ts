import { canSeeArtifact, effectiveRole, forbidden, hasRole, requireRole, requireUser } from './access.ts'
import type { Context } from './context.ts'
import { DomainError, found } from './domain-error.ts'
import { byId, findEntity, findProject, findRun, projectOf } from './lookup.ts'
import { checkProjectName, checkRunName } from './name-rules.ts'
import { newId, type Project, type Run } from './state.ts'
import { runFileKey, uploadUrl } from './storage.ts'
import { type View, viewArtifact } from './views-artifact.ts'
import { viewRun } from './views-run.ts'

interface BucketInput {
  readonly id?: string | null
  readonly name?: string | null
  readonly modelName?: string | null
  readonly entityName?: string | null
  readonly displayName?: string | null
  readonly description?: string | null
  readonly notes?: string | null
  readonly commit?: string | null
  readonly jobRepo?: string | null
  readonly jobProgram?: string | null
  readonly jobType?: string | null
  readonly groupName?: string | null
  readonly host?: string | null
  readonly tags?: readonly string[] | null
  readonly config?: string | null
  readonly summaryMetrics?: string | null
}

/** The parts of a run that arrive as JSON text; read before anything is made, so that a refusal leaves no run. */
type RunData = Partial<Pick<Run, 'config' | 'summary'>>

interface RunFilesInput {
  readonly entityName?: string | null
  readonly projectName?: string | null
  readonly runName: string
  readonly files: readonly string[]
}

/** `upsertBucket`: creates a run or resumes the one of that name; only the fields that are given change. */
export function upsertBucket({ input }: { readonly input: BucketInput }, context: Context): View {
  const user = requireUser(context)
  const data: RunData = {
    ...(input.config ? { config: parseObject(input.config, 'config') } : {}),
    ...(input.summaryMetrics ? { summary: parseObject(input.summaryMetrics, 'summaryMetrics') } : {}),
  }
  if (input.id) {
    const run = found(
      context.state.runs.find((each) => each.id === input.id),
      'run',
    )
    requireRole(context, projectOf(context.state, run), 'member')
    applyInput(run, input, data)
    return { bucket: viewRun(run), inserted: false }
  }
  const project = ensureProject(context, input.entityName ?? user.defaultEntity, input.modelName ?? 'uncategorized')
  const name = input.name ?? Math.abs(context.state.nextId * 2654435761).toString(36)
  checkRunName(name)
  const existing = findRun(context.state, project, name)
  const run = existing ?? createRun(context, project, name)
  applyInput(run, input, data)
  run.heartbeatAt = Math.max(run.heartbeatAt, context.now)
  return { bucket: viewRun(run), inserted: existing === undefined }
}

/** `useArtifact`: the run now has the version among its inputs. */
export function useArtifact(
  {
    input,
  }: {
    readonly input: {
      readonly entityName: string
      readonly projectName: string
      readonly runName: string
      readonly artifactID: string
      readonly artifactEntityName?: string | null
      readonly artifactProjectName?: string | null
    }
  },
  context: Context,
): View {
  const run = writableRun(context, input.entityName, input.projectName, input.runName)
  const artifact = found(
    context.state.artifacts.find((each) => each.id === input.artifactID),
    'artifact',
  )
  if (!canSeeArtifact(context, artifact)) throw new DomainError(404, 'artifact not found')
  // The path of use decides: somebody who sees only the registry may use a version through it.
  const source = projectOf(context.state, byId(context.state.collections, artifact.sequenceId))
  const path =
    input.artifactEntityName && input.artifactProjectName
      ? found(findProject(context.state, input.artifactEntityName, input.artifactProjectName), 'project')
      : source
  if (!hasRole(context, path, 'viewer')) throw forbidden(context)
  if (!run.inputs.includes(artifact.id)) run.inputs.push(artifact.id)
  return { artifact: viewArtifact(artifact) }
}

export function createRunFiles({ input }: { readonly input: RunFilesInput }, context: Context): View {
  const run = writableRun(context, input.entityName, input.projectName, input.runName)
  const files = input.files.map((name) => ({ name, uploadUrl: uploadUrl(context, runFileKey(run.id, name)) }))
  return { runID: run.id, uploadHeaders: [], files }
}

/** `markRunFilesUploaded`: without this (or `uploaded` in the file stream) a file stays unknown to the run. */
export function markRunFilesUploaded({ input }: { readonly input: RunFilesInput }, context: Context): View {
  const run = writableRun(context, input.entityName, input.projectName, input.runName)
  declareUploaded(context, run, input.files)
  return { success: true }
}

/** Adds files whose bytes have arrived to the run's list. */
export function declareUploaded(context: Context, run: Run, names: readonly string[]): void {
  for (const name of names) {
    const arrived = Object.hasOwn(context.state.storage, runFileKey(run.id, name))
    if (arrived && !run.files.includes(name)) run.files.push(name)
  }
}

export function updateRunState(
  { input }: { readonly input: { readonly id: string; readonly state: string } },
  context: Context,
): View {
  const run = found(
    context.state.runs.find((each) => each.id === input.id),
    'run',
  )
  requireRole(context, projectOf(context.state, run), 'member')
  if (input.state !== 'pending' && input.state !== 'failed')
    throw new DomainError(400, 'state must be pending or failed')
  run.state = input.state
  return { success: true }
}

export function deleteRun({ input }: { readonly input: { readonly id: string } }, context: Context): View {
  const index = context.state.runs.findIndex((each) => each.id === input.id)
  const run = found(context.state.runs[index], 'run')
  requireRole(context, projectOf(context.state, run), 'member')
  context.state.runs.splice(index, 1)
  return { clientMutationId: null }
}

export function stopRun({ input }: { readonly input: { readonly id: string } }, context: Context): View {
  const run = found(
    context.state.runs.find((each) => each.id === input.id),
    'run',
  )
  requireRole(context, projectOf(context.state, run), 'member')
  return { success: true }
}

export function notifyScriptableRunAlert(
  {
    input,
  }: {
    readonly input: {
      readonly entityName?: string | null
      readonly projectName?: string | null
      readonly runName: string
      readonly title: string
      readonly text?: string | null
    }
  },
  context: Context,
): View {
  const run = writableRun(context, input.entityName, input.projectName, input.runName)
  run.alerts.push(`${input.title}: ${input.text ?? ''}`)
  return { success: true }
}

/** The run of that name, for a caller who may write to its project. */
export function writableRun(
  context: Context,
  entity: string | null | undefined,
  projectName: string | null | undefined,
  name: string,
): Run {
  const user = requireUser(context)
  const project = found(findProject(context.state, entity ?? user.defaultEntity, projectName ?? ''), 'project')
  requireRole(context, project, 'member')
  return found(findRun(context.state, project, name), 'run')
}

/** The project, made on the fly where the caller may write to the team. */
export function ensureProject(context: Context, entityName: string, name: string): Project {
  const existing = findProject(context.state, entityName, name)
  if (existing !== undefined) {
    requireRole(context, existing, 'member')
    return existing
  }
  checkProjectName(name)
  const entity = found(findEntity(context.state, entityName), 'entity')
  const project: Project = {
    id: newId(context.state, 'Project'),
    entity: entity.name,
    name,
    description: null,
    access: 'PRIVATE',
    readOnly: false,
    acceptedTypes: null,
    protectedAliases: [],
    roles: {},
    teamRoles: {},
    createdAt: context.now,
  }
  if (effectiveRole(context.state, context.user, project) === null) throw new DomainError(404, 'entity not found')
  requireRole(context, project, 'member')
  context.state.projects.push(project)
  return project
}

function createRun(context: Context, project: Project, name: string): Run {
  const run: Run = {
    id: newId(context.state, 'Run'),
    projectId: project.id,
    name,
    displayName: name,
    state: 'running',
    config: {},
    summary: {},
    tags: [],
    group: null,
    jobType: null,
    commit: null,
    remote: null,
    program: null,
    host: null,
    notes: null,
    description: null,
    username: context.attributedTo ?? context.user?.username ?? '',
    inputs: [],
    outputs: [],
    files: [],
    history: [],
    alerts: [],
    createdAt: context.now,
    heartbeatAt: context.now,
  }
  context.state.runs.push(run)
  return run
}

function applyInput(run: Run, input: BucketInput, data: RunData): void {
  Object.assign(run, data)
  run.displayName = input.displayName ?? run.displayName
  run.description = input.description ?? run.description
  run.notes = input.notes ?? run.notes
  run.commit = input.commit ?? run.commit
  run.remote = input.jobRepo ?? run.remote
  run.program = input.jobProgram ?? run.program
  run.jobType = input.jobType ?? run.jobType
  run.group = input.groupName ?? run.group
  run.host = input.host ?? run.host
  run.tags = input.tags === null || input.tags === undefined ? run.tags : [...input.tags]
}

function parseObject(text: string, what: string): Record<string, unknown> {
  const value = parseJson(text, what)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DomainError(400, `${what} must be a JSON object`)
  return value as Record<string, unknown>
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError(400, `${what} is not valid JSON`)
  }
}
