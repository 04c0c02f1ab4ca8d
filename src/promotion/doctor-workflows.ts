import { isUnanswered, type WorkflowsRead } from './doctor-facts.ts'
import { type Finding, namesOf, ok, problem, unknown, warning } from './doctor-finding.ts'
import { permissionFindings } from './doctor-permissions.ts'
import { type GateStep, readWorkflow, type WorkflowFacts } from './doctor-workflow.ts'

const READING = ['plan', 'status', 'history', 'doctor', 'verify']
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_target', 'merge_group']

/** What the workflow files say of the jobs that run this Action: what is missing, what is too much. */
export function workflowFindings(read: WorkflowsRead): readonly Finding[] {
  if (isUnanswered(read.files)) {
    const { message, hint } = read.files
    return [unread('workflow files', message, hint ?? 'Grant the job `contents: read`.')]
  }
  const all = read.files.map(readWorkflow)
  const readable = all.filter((workflow) => 'steps' in workflow)
  const lost = all.flatMap((workflow) => ('unreadable' in workflow ? [workflow] : []))
  const writing = readable.flatMap((workflow) => stepsThatWrite(workflow).map((step) => ({ workflow, step })))
  return [
    ...ownFindings(read, readable),
    ...lost.map(({ path, unreadable }) => unread(path, `It cannot be read: ${unreadable}.`, 'Look at it by hand.')),
    ...readable.flatMap((workflow) => oneWorkflow(workflow, read)),
    ...identityFindings(readable, writing),
  ]
}

function unread(what: string, found: string, remedy: string): Finding {
  const why = 'Its permissions, environment and concurrency are not known.'
  return unknown({ what, found, why, remedy })
}

function ownFindings({ own }: WorkflowsRead, readable: readonly WorkflowFacts[]): readonly Finding[] {
  if (own === null) return [unread('this workflow', 'The runner does not name its file.', 'Look at it by hand.')]
  const workflow = readable.find(({ path }) => path === own)
  if (workflow !== undefined && workflow.steps.length > 0) return []
  const found =
    workflow === undefined
      ? `${own} was not found among the workflow files of this commit.`
      : `${own} has no step that can be told to run this Action${workflow.calls.length > 0 ? `; its jobs ${namesOf(workflow.calls)} call other workflows` : ''}.`
  return [unread('this workflow', found, 'Look at the called workflow or composite action by hand.')]
}

function stepsThatWrite({ events, steps }: WorkflowFacts): readonly GateStep[] {
  if (events.length > 0 && events.every((event) => PULL_REQUEST_EVENTS.includes(event))) return []
  return steps.filter(({ operation }) => operation === null || !READING.includes(operation))
}

function oneWorkflow(workflow: WorkflowFacts, read: WorkflowsRead): readonly Finding[] {
  const writing = stepsThatWrite(workflow)
  return [
    ...targetFindings(workflow),
    ...workflow.steps.flatMap((step) => permissionFindings(place(workflow, step), step, read.isPrivate)),
    ...writing.flatMap((step) => writerFindings(place(workflow, step), step, read)),
  ]
}

function place({ path }: WorkflowFacts, { job, operation }: GateStep): string {
  return `${path.split('/').at(-1)}, job ${job} (${operation ?? 'any operation'})`
}

/** pull_request_target runs with secrets for pull requests of strangers. */
function targetFindings({ path, events, steps }: WorkflowFacts): readonly Finding[] {
  if (!events.includes('pull_request_target') || steps.length === 0) return []
  const what = `events of ${path.split('/').at(-1)}`
  if (steps.some((step) => step.checksOutHead)) {
    return [
      problem('untrusted-event', {
        what,
        found: '`pull_request_target` together with a checkout of what the pull request proposes.',
        why: 'Code and reports of strangers then run and count beside the secrets of this repository.',
        remedy: 'Use `pull_request`; a pull request from a fork then waits until a maintainer plans it.',
      }),
    ]
  }
  return [
    warning({
      what,
      found: '`pull_request_target`.',
      why: 'It runs with secrets for pull requests from forks. This Action only plans there, other steps may do more.',
      remedy: 'Use `pull_request` unless pull requests from forks must be judged.',
    }),
  ]
}

function writerFindings(where: string, step: GateStep, { signed }: WorkflowsRead): readonly Finding[] {
  return [environmentFinding(where, step), concurrencyFinding(where, step), ...signingFindings(where, step, signed)]
}

function environmentFinding(where: string, step: GateStep): Finding {
  const what = `environment of ${where}`
  if (step.hasEnvironment) {
    return unknown({
      what,
      found: 'The job has one. Its rules are in the settings of the repository, not in the file.',
      why: 'Without a limit to the default branch any branch reaches the credential; with required reviewers a rollback waits for them.',
      remedy:
        'Check Settings → Environments: deployment branches limited to the default branch; for rollback an environment without reviewers.',
    })
  }
  return warning({
    what,
    found: 'The job has no `environment`.',
    why: 'A credential that is not bound to an environment can be used by any workflow of any branch, past the gate.',
    remedy: 'Give the job an `environment` limited to the default branch, and keep the promote account there only.',
  })
}

function concurrencyFinding(where: string, { hasConcurrency, mayBeCancelled }: GateStep): Finding {
  const what = `concurrency of ${where}`
  if (!hasConcurrency) {
    return warning({
      what,
      found: 'Neither the job nor the workflow has `concurrency`.',
      why: 'Two runs at once refuse each other (`in-progress`, `conflict`) instead of waiting.',
      remedy: 'Add `concurrency` with a group per registry and collection, and `cancel-in-progress: false`.',
    })
  }
  if (!mayBeCancelled) return ok(what, 'One at a time, never cancelled.')
  return warning({
    what,
    found: '`cancel-in-progress` may cancel a run that is moving an alias.',
    why: 'A run killed between its intent and its record leaves a lease that the next one has to wait for.',
    remedy: 'Set `cancel-in-progress: false`.',
  })
}

function signingFindings(where: string, { signs }: GateStep, signed: boolean | null): readonly Finding[] {
  if (signed !== true || signs) return []
  return [
    problem('invalid-input', {
      what: `signature of ${where}`,
      found: 'The gate config has `record_keys`, but the step has no `record-signing-key`.',
      why: 'Only signed records count: what this job promotes would be taken for a move by hand, and rollback would not find it.',
      remedy: 'Give the step `record-signing-key` from a secret of its environment.',
    }),
  ]
}

interface Writer {
  readonly workflow: WorkflowFacts
  readonly step: GateStep
}

/** Pull-request jobs and promoting jobs should not share an account (README: two identities). */
function identityFindings(workflows: readonly WorkflowFacts[], writing: readonly Writer[]): readonly Finding[] {
  const what = 'two identities'
  const planning = workflows
    .filter(({ events }) => events.some((event) => PULL_REQUEST_EVENTS.includes(event)))
    .flatMap((workflow) => workflow.steps.map((step) => ({ workflow, step })))
  const keys = new Set(writing.flatMap(({ step }) => step.apiKey ?? []))
  const shared = planning.filter(({ step }) => step.apiKey !== null && keys.has(step.apiKey))
  if (shared.length > 0) {
    return [
      warning({
        what,
        found: `${namesOf(shared.map(({ workflow, step }) => place(workflow, step)))}: the same credential as a job that moves aliases.`,
        why: 'Whoever can open a pull request in this repository can then use the account that moves aliases.',
        remedy:
          'Use a plan account (registry Member) for pull requests, and a promote account (Admin) in the environment only.',
      }),
    ]
  }
  if (writing.length === 0) {
    return [
      warning({
        what: 'promoting job',
        found: 'No workflow of this commit has a job that promotes or rolls back.',
        why: 'On the day of need there would be nothing to start.',
        remedy: 'Add a workflow for `promote` and one for `rollback` (examples/workflows).',
      }),
    ]
  }
  if (planning.length === 0) return []
  return [ok(what, 'Pull-request jobs and promoting jobs name different credentials.')]
}
