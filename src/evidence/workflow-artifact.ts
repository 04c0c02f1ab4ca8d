import type { ReportCode } from '../errors.ts'

/**
 * Events whose runs may make evidence. `pull_request_target`, `issue_comment` and the like are not among them: such runs are
 * started by anybody, and may have worked on anybody's code.
 */
export const RUN_EVENTS = ['push', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'pull_request'] as const
export type RunEvent = (typeof RUN_EVENTS)[number]
export const DEFAULT_RUN_EVENTS: readonly RunEvent[] = ['push', 'schedule', 'workflow_dispatch']

/** Which runs' artifacts count; it stands in the gate config and nowhere else. */
export interface ArtifactRule {
  /** Path of the workflow file. */
  readonly workflow: string
  readonly events: readonly RunEvent[]
}

/** A workflow run of this repository, as GitHub's API tells it. */
export interface WorkflowRunFacts {
  readonly id: string
  /** Path of the workflow file, without a ref. */
  readonly path: string
  readonly event: string
  readonly status: string
  readonly conclusion: string | null
  /** null: GitHub names none. For a tag it is the tag's name. */
  readonly headBranch: string | null
  readonly headCommit: string
  readonly repositoryId: number
  /** null: it was deleted. */
  readonly headRepository: { readonly id: number; readonly name: string } | null
  readonly actor: string
}

export interface ArtifactFacts {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly expired: boolean
  /** Of the archive, as GitHub computed it when it was uploaded: lower-case hex; null: GitHub does not say. */
  readonly sha256: string | null
  /** ISO 8601. */
  readonly createdAt: string | null
  readonly runId: string | null
}

/** What a run is held against. */
export interface RunSurroundings {
  readonly repositoryId: number
  /** Branches that may promote. */
  readonly branches: readonly string[]
  /** Pull requests that are judged. */
  readonly heads: readonly JudgedHead[]
}

export interface JudgedHead {
  readonly number: number
  readonly commit: string
  readonly isFork: boolean
  /** Paths that it changes; null: not all are known. */
  readonly changes: readonly string[] | null
}

/** Why a run, or an artifact of it, is no evidence. */
export interface ArtifactProblem {
  readonly code: ReportCode
  readonly message: string
  readonly hint?: string
}

/**
 * Whether the run may have made evidence: this repository's own code, the workflow that the gate config names, an event that
 * it allows, for a branch that may promote or for the very commit that is judged, and ended well. null: it may.
 */
export function judgeRun(run: WorkflowRunFacts, rule: ArtifactRule, around: RunSurroundings): ArtifactProblem | null {
  const what = `Workflow run ${run.id}`
  if (run.repositoryId !== around.repositoryId) return untrusted(`${what} is one of another repository.`)
  if (run.headRepository === null || run.headRepository.id !== run.repositoryId) {
    const whose = run.headRepository === null ? 'a repository that is gone' : `the fork ${run.headRepository.name}`
    return untrusted(`${what} worked on the code of ${whose}: what it made is no evidence.`)
  }
  if (run.path !== rule.workflow) {
    return untrusted(
      `${what} is one of ${run.path}, not of ${rule.workflow}.`,
      'Name a run of the workflow that the gate config names.',
    )
  }
  if (!rule.events.some((event) => event === run.event)) {
    return untrusted(
      `${what} was started by \`${run.event}\`; the gate config takes ${rule.events.join(', ')}.`,
      'Name a run of such an event, or add the event to `events` of the report.',
    )
  }
  if (run.status !== 'completed' || run.conclusion !== 'success') {
    const state = run.status === 'completed' ? `ended as \`${run.conclusion ?? 'nothing'}\`` : `is \`${run.status}\``
    return { code: 'report-incomplete', message: `${what} ${state}; only a run that succeeded is evidence.` }
  }
  return run.event === 'pull_request' ? judgeHead(run, rule, around) : judgeBranch(run, around)
}

function judgeBranch({ id, headBranch }: WorkflowRunFacts, { branches }: RunSurroundings): ArtifactProblem | null {
  if (headBranch !== null && branches.includes(headBranch)) return null
  return untrusted(
    `Workflow run ${id} ran on ${headBranch ?? 'no branch'}, which may not promote.`,
    `Name a run on ${branches.join(' or ')}.`,
  )
}

/** A tag may bear the name of a branch, and a branch may have lost the commit. */
export function offBranch({ id, headBranch, headCommit }: WorkflowRunFacts): ArtifactProblem {
  return untrusted(
    `Workflow run ${id} worked on ${headCommit.slice(0, 12)}, which is not on the branch ${headBranch ?? ''}.`,
    'Was it started for a tag, or was the branch rewritten? Name a run on the branch as it is.',
  )
}

/** Such a run takes workflow and code from the pull request: it has to be the one that people look at. */
function judgeHead(run: WorkflowRunFacts, rule: ArtifactRule, { heads }: RunSurroundings): ArtifactProblem | null {
  const head = heads.find(({ commit, isFork }) => commit === run.headCommit && !isFork)
  if (head === undefined) {
    return untrusted(
      `Workflow run ${run.id} worked on ${run.headCommit.slice(0, 12)}, which is not the head of the judged pull request.`,
      'Let it run again on the newest commit of the pull request.',
    )
  }
  if (head.changes !== null && !head.changes.includes(rule.workflow)) return null
  return untrusted(
    `Pull request ${head.number} ${head.changes === null ? 'may change' : 'changes'} ${rule.workflow}, so a run for it proves nothing.`,
    'Change the workflow in a pull request of its own.',
  )
}

/**
 * The artifact of that name. Attempts of a run may each have one: the newest counts, as it does for GitHub's own download.
 */
export function chooseArtifact(
  artifacts: readonly ArtifactFacts[],
  wanted: { readonly run: string; readonly name: string; readonly maxBytes: number },
): { readonly artifact: ArtifactFacts } | { readonly problem: ArtifactProblem } {
  const { run, name, maxBytes } = wanted
  const found = artifacts.filter((each) => each.name === name && (each.runId === null || each.runId === run))
  const newest = found.toSorted((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1)).at(-1)
  const what = `The artifact ${name} of workflow run ${run}`
  if (newest === undefined) return missing(`Workflow run ${run} has no artifact ${name}.`)
  if (newest.expired) return missing(`${what} has expired: GitHub keeps artifacts for a limited time.`)
  if (newest.bytes > maxBytes) {
    const message = `${what} has ${newest.bytes} bytes; the limit is ${maxBytes}.`
    const hint = 'Raise `max_report_mb` in the gate config, or upload the report in an artifact of its own.'
    return { problem: { code: 'report-too-large', message, hint } }
  }
  if (newest.sha256 === null) {
    const hint = 'Upload it with actions/upload-artifact v4.6 or newer, on a GitHub that computes digests.'
    return { problem: { code: 'report-untrusted', message: `${what} has no digest to compare with.`, hint } }
  }
  return { artifact: newest }
}

function missing(message: string): { readonly problem: ArtifactProblem } {
  return { problem: { code: 'report-missing', message, hint: 'Name a run that uploaded it.' } }
}

function untrusted(message: string, hint?: string): ArtifactProblem {
  return { code: 'report-untrusted', message, ...(hint === undefined ? {} : { hint }) }
}
