import { hasRole } from './access.ts'
import type { Context } from './context.ts'
import { byId, projectOf } from './lookup.ts'
import type { Artifact, Run } from './state.ts'

interface LineageGraph {
  readonly hitLimit: boolean
  readonly artifacts: readonly Readonly<Record<string, unknown>>[]
  readonly runs: readonly Readonly<Record<string, unknown>>[]
  readonly edges: readonly Readonly<Record<string, unknown>>[]
}

/** Everything reachable from an artifact over runs that the caller may see, at most `limit` artifacts. */
export function lineageOf(context: Context, start: Artifact, limit: number): LineageGraph {
  const runs = context.state.runs.filter((run) => hasRole(context, projectOf(context.state, run), 'viewer'))
  const reached = new Set([start.id])
  const used = new Set<Run>()
  for (const id of reached) {
    for (const run of runs.filter((each) => each.inputs.includes(id) || each.outputs.includes(id))) {
      used.add(run)
      for (const next of [...run.inputs, ...run.outputs]) reached.add(next)
    }
  }
  const ids = new Set([...reached].slice(0, limit))
  return {
    hitLimit: reached.size > limit,
    artifacts: [...ids].map((id) => artifactNode(context, byId(context.state.artifacts, id))),
    runs: [...used].map((run) => runNode(context, run)),
    edges: [...used].flatMap((run) => [
      ...edges(run, run.inputs, ids, 'AwayFromArtifact'),
      ...edges(run, run.outputs, ids, 'TowardArtifact'),
    ]),
  }
}

function edges(run: Run, artifacts: readonly string[], ids: ReadonlySet<string>, direction: string) {
  return artifacts
    .filter((id) => ids.has(id))
    .map((id) => ({ edgeID: `${run.id}-${id}-${direction}`, artifactNodeID: id, runNodeID: run.id, direction }))
}

function artifactNode(context: Context, artifact: Artifact) {
  const sequence = byId(context.state.collections, artifact.sequenceId)
  const project = projectOf(context.state, sequence)
  const membership = context.state.memberships.find(
    (each) => each.collectionId === sequence.id && each.artifactId === artifact.id,
  )
  return {
    artifactNodeID: artifact.id,
    entityName: project.entity,
    projectName: project.name,
    artifactTypeName: artifact.type,
    artifactSequenceName: sequence.name,
    artifactCommitHash: artifact.commitHash,
    versionIndex: membership?.versionIndex ?? null,
  }
}

function runNode(context: Context, run: Run) {
  const project = projectOf(context.state, run)
  return {
    runNodeID: run.id,
    entityName: project.entity,
    projectName: project.name,
    runName: run.name,
    displayName: run.displayName,
    jobType: run.jobType,
  }
}
