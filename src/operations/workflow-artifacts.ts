import { createHash } from 'node:crypto'
import type { PullRequestFacts } from '../checks/facts.ts'
import { ReportError } from '../errors.ts'
import { readArchiveFile } from '../evidence/containers/archive-file.ts'
import { type ArtifactFile, parseArtifactFile } from '../evidence/location.ts'
import type { EvidenceLocation } from '../evidence/report.ts'
import {
  type ArtifactFacts,
  type ArtifactProblem,
  type ArtifactRule,
  chooseArtifact,
  judgeRun,
  offBranch,
  type WorkflowRunFacts,
} from '../evidence/workflow-artifact.ts'
import type { EvidenceSource, FetchedReport } from './ports.ts'
import type { WorkflowArtifacts } from './workflow-artifact-port.ts'

/** What the runs are held against. */
export interface ArtifactContext {
  /** The run whose end started this one (`workflow_run`); null: another event did. */
  readonly triggeringRun: string | null
  readonly repositoryId: number
  readonly branches: readonly string[]
  readonly pullRequests: Promise<readonly PullRequestFacts[]>
}

/**
 * Adds `workflow-artifact:` to a source of evidence. Nothing of a run that the gate config does not trust is downloaded;
 * nothing that is downloaded is unpacked but the one file that was named.
 */
export function withWorkflowArtifacts(
  evidence: EvidenceSource,
  context: ArtifactContext,
  port: WorkflowArtifacts,
): EvidenceSource {
  return {
    expand: (location) =>
      location.kind === 'workflow-artifact' ? Promise.resolve([location]) : evidence.expand(location),
    fetch: (location, limits) =>
      location.kind === 'workflow-artifact'
        ? fetchFile(location, { context, port, maxBytes: limits.maxBytes })
        : evidence.fetch(location, limits),
  }
}

interface Fetching {
  readonly context: ArtifactContext
  readonly port: WorkflowArtifacts
  readonly maxBytes: number
}

async function fetchFile(location: EvidenceLocation, fetching: Fetching): Promise<FetchedReport> {
  const { port, maxBytes, context } = fetching
  const file = parseArtifactFile(location.text)
  const id = runOf(file, location, context)
  const run = await trustedRun(id, ruleOf(location), fetching)
  const chosen = chooseArtifact(await port.artifacts(id, file.name), { run: id, name: file.name, maxBytes })
  if ('problem' in chosen) throw asError(chosen.problem)
  const { artifact } = chosen
  const resolved = `workflow-artifact:${id}/${file.name}#${file.file}`
  const archive = await archiveOf(artifact, id, fetching)
  const bytes = readArchiveFile(archive, file.file, {
    file: `the artifact ${file.name} of workflow run ${id}`,
    maxBytes,
  })
  const choice = `artifact of workflow run ${id} (${run.path}, ${run.event} ${placeOf(run)}, started by ${run.actor})`
  const madeAt = artifact.createdAt === null ? {} : { madeAt: artifact.createdAt }
  return { resolved, bytes, claims: [], origin: { createdBy: run.actor, commit: run.headCommit, choice, ...madeAt } }
}

function placeOf({ event, headBranch, headCommit }: WorkflowRunFacts): string {
  return event === 'pull_request' ? `at ${headCommit.slice(0, 7)}` : `on ${headBranch ?? ''}`
}

function runOf({ run }: ArtifactFile, { text }: EvidenceLocation, { triggeringRun }: ArtifactContext): string {
  const id = run ?? triggeringRun
  if (id !== null) return id
  throw new ReportError('report-missing', `${text} names no run, and this run was not started by \`workflow_run\`.`, {
    hint: 'Name the run in the input: `report: NAME=workflow-artifact:RUN/ARTIFACT#FILE`.',
  })
}

function ruleOf({ artifact, text }: EvidenceLocation): ArtifactRule {
  if (artifact !== undefined) return artifact
  throw new ReportError('report-untrusted', `The gate config does not say which workflow may make ${text}.`, {
    hint: 'Write `workflow_artifact` and `workflow` of the report in the gate config.',
  })
}

async function trustedRun(id: string, rule: ArtifactRule, { context, port }: Fetching): Promise<WorkflowRunFacts> {
  const run = await port.run(id)
  if (run === null) {
    throw new ReportError('report-missing', `This repository has no workflow run ${id}.`, {
      hint: 'It is the number at the end of the address of the run.',
    })
  }
  const { repositoryId, branches } = context
  const heads = run.event === 'pull_request' ? (await context.pullRequests).map(headOf) : []
  const problem = judgeRun(run, rule, { repositoryId, branches, heads })
  if (problem !== null) throw asError(problem)
  const isOnBranch = run.event === 'pull_request' || (await port.contains(run.headBranch ?? '', run.headCommit))
  if (!isOnBranch) throw asError(offBranch(run))
  return run
}

function headOf({ number, headCommit, isCrossRepository, files, filesComplete }: PullRequestFacts) {
  return { number, commit: headCommit, isFork: isCrossRepository, changes: filesComplete ? files : null }
}

/** A different digest is an error and not a warning: somebody changed the bytes between upload and here. */
async function archiveOf(artifact: ArtifactFacts, run: string, { port, maxBytes }: Fetching): Promise<Uint8Array> {
  const archive = await port.download(artifact.id, maxBytes)
  const what = `The artifact ${artifact.name} of workflow run ${run}`
  if (archive === null) throw new ReportError('report-missing', `${what} is gone.`)
  const sha256 = createHash('sha256').update(archive).digest('hex')
  if (sha256 === artifact.sha256) return archive
  throw new ReportError('report-unreadable', `${what} has the SHA-256 ${sha256}; GitHub says ${artifact.sha256}.`, {
    hint: 'Run again; if it stays, the artifact was replaced or damaged: make the report anew.',
  })
}

function asError({ code, message, hint }: ArtifactProblem): ReportError {
  return new ReportError(code, message, hint === undefined ? {} : { hint })
}
