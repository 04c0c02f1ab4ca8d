import type { FileFacts } from '../checks/facts.ts'
import { GateError } from '../errors.ts'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../evidence/json.ts'
import { parseYaml } from '../evidence/yaml.ts'

/** One step of a workflow that runs this Action, with what its job and its workflow grant it. */
export interface GateStep {
  readonly job: string
  /** null: an expression decides when it runs. One that adopts writes, so it is told from a plain `verify`. */
  readonly operation: string | null
  /** null: neither job nor workflow says; the repository's default applies. */
  readonly permissions: Readonly<Record<string, string>> | 'read-all' | 'write-all' | null
  readonly hasEnvironment: boolean
  readonly hasConcurrency: boolean
  /** Whether a newer run cancels this one; an expression may. */
  readonly mayBeCancelled: boolean
  /** The expression that gives the API key, as written. */
  readonly apiKey: string | null
  readonly hasAudience: boolean
  readonly signs: boolean
  readonly comments: boolean
  /** It opens the pull request that puts a pin right; an expression may come out true. */
  readonly proposesPin: boolean
  /** The job checks out what a pull request proposes. */
  readonly checksOutHead: boolean
}

export interface WorkflowFacts {
  readonly path: string
  readonly events: readonly string[]
  readonly steps: readonly GateStep[]
  /** Jobs that call another workflow, whose steps are not in this file. */
  readonly calls: readonly string[]
}

export type ReadWorkflow = WorkflowFacts | { readonly path: string; readonly unreadable: string }

/** How a step is called that records what was moved by hand. */
export const ADOPTING = 'verify with adopt'

const OWN_INPUTS = ['wandb-api-key', 'wandb-audience', 'record-signing-key']

/** What a workflow file says of the steps that run this Action. Never throws: a file that cannot be read is named. */
export function readWorkflow(file: FileFacts): ReadWorkflow {
  if (file.text === null) return { path: file.path, unreadable: file.problem ?? 'not a text file' }
  try {
    const workflow = parseYaml(file.text, file.path)
    const jobs = isJsonObject(workflow) ? Object.entries(mapAt(workflow, 'jobs')) : []
    if (!isJsonObject(workflow)) return { path: file.path, unreadable: 'it is not a map' }
    return {
      path: file.path,
      events: eventsOf(workflow['on']),
      steps: jobs.flatMap(([name, job]) => (isJsonObject(job) ? gateSteps(name, job, workflow) : [])),
      calls: jobs.flatMap(([name, job]) => (isJsonObject(job) && job['uses'] !== undefined ? [name] : [])),
    }
  } catch (thrown) {
    if (!(thrown instanceof GateError)) throw thrown
    return { path: file.path, unreadable: thrown.message }
  }
}

function eventsOf(on: JsonValue | undefined): readonly string[] {
  if (typeof on === 'string') return [on]
  if (isJsonArray(on)) return on.filter((event) => typeof event === 'string')
  return isJsonObject(on) ? Object.keys(on) : []
}

function gateSteps(name: string, job: JsonObject, workflow: JsonObject): GateStep[] {
  const list = job['steps']
  const steps = isJsonArray(list) ? list.filter(isJsonObject) : []
  const concurrency = job['concurrency'] ?? workflow['concurrency']
  const shared = {
    job: name,
    permissions: permissionsOf(job['permissions'] ?? workflow['permissions']),
    hasEnvironment: isSet(job['environment']),
    hasConcurrency: isSet(concurrency),
    mayBeCancelled: isJsonObject(concurrency) && isOn(concurrency['cancel-in-progress']),
    checksOutHead: steps.some(checksOutHead),
  }
  return steps.filter(runsThisAction).map((step): GateStep => {
    const given = mapAt(step, 'with')
    const environment = { ...mapAt(workflow, 'env'), ...mapAt(job, 'env'), ...mapAt(step, 'env') }
    const apiKey = textOf(given['wandb-api-key']) ?? textOf(environment['WANDB_API_KEY'])
    const operation = textOf(given['operation']) ?? 'promote'
    return {
      ...shared,
      operation: operation.includes('${{') ? null : operation === 'verify' && adopts(given) ? ADOPTING : operation,
      apiKey,
      hasAudience: isSet(given['wandb-audience']),
      signs: isSet(given['record-signing-key']),
      comments: given['comment-summary-in-pr'] !== 'never',
      proposesPin: isTrue(given['pin-pull-request']),
    }
  })
}

function adopts({ adopt }: JsonObject): boolean {
  return isTrue(adopt)
}

function isTrue(value: JsonValue | undefined): boolean {
  return isOn(value) && textOf(value)?.toLowerCase() !== 'false'
}

/** By its name, or by inputs that no other action has: a fork may carry another name. */
function runsThisAction(step: JsonObject): boolean {
  const uses = textOf(step['uses'])
  if (uses === null) return false
  const name = uses.split('@')[0] ?? ''
  const given = mapAt(step, 'with')
  if (/(?:^|\/)model-promotion-gate$/.test(name) || OWN_INPUTS.some((input) => input in given)) return true
  return name.startsWith('./') && 'operation' in given
}

function checksOutHead(step: JsonObject): boolean {
  const ref = textOf(mapAt(step, 'with')['ref']) ?? ''
  return /^actions\/checkout@/.test(textOf(step['uses']) ?? '') && /pull_request\.head|head_ref|refs\/pull/.test(ref)
}

function permissionsOf(value: JsonValue | undefined): GateStep['permissions'] {
  if (value === 'read-all' || value === 'write-all') return value
  if (!isJsonObject(value)) return null
  return Object.fromEntries(Object.entries(value).flatMap(([name, level]) => [[name, textOf(level) ?? 'none']]))
}

/** An expression may come out true. */
function isOn(value: JsonValue | undefined): boolean {
  return isSet(value) && value !== false
}

function mapAt(value: JsonObject, key: string): JsonObject {
  const found = value[key]
  return isJsonObject(found) ? found : {}
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function isSet(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== ''
}
