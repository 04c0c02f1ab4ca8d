import type { ArtifactFacts, WorkflowRunFacts } from '../evidence/workflow-artifact.ts'

/** Workflow runs of this repository and what they uploaded. Throws AccessError (names the permission) or RemoteError. */
export interface WorkflowArtifacts {
  /** null: no such run. */
  run(id: string): Promise<WorkflowRunFacts | null>
  /** Whether the commit is on the branch, as it is now. */
  contains(branch: string, commit: string): Promise<boolean>
  /** All artifacts of that name; none: there is none, or no such run. */
  artifacts(run: string, name: string): Promise<readonly ArtifactFacts[]>
  /** The archive as it was uploaded. The token goes to GitHub only, not to the storage that it points to. null: it is gone. */
  download(id: string, maxBytes: number): Promise<Uint8Array | null>
}
