import { createHash } from 'node:crypto'
import { zipOf } from '../../scripts/fuzz/zip-builder.ts'
import type { ArtifactFacts, WorkflowRunFacts } from '../../src/evidence/workflow-artifact.ts'
import type { WorkflowArtifacts } from '../../src/operations/workflow-artifact-port.ts'

interface Stored extends ArtifactFacts {
  readonly archive: Uint8Array
}

/** Runs and what they uploaded, in memory, with a call log. */
export class FakeWorkflowArtifacts implements WorkflowArtifacts {
  readonly calls: (keyof WorkflowArtifacts)[] = []
  readonly #runs = new Map<string, WorkflowRunFacts>()
  readonly #artifacts = new Map<string, Stored>()
  readonly #onBranch = new Map<string, Set<string>>()

  addRun(run: WorkflowRunFacts): void {
    this.#runs.set(run.id, run)
    if (run.headBranch !== null) this.addCommit(run.headBranch, run.headCommit)
  }

  addCommit(branch: string, commit: string): void {
    this.#onBranch.set(branch, (this.#onBranch.get(branch) ?? new Set()).add(commit))
  }

  /** The branch was rewritten, or the run was started for a tag of its name. */
  forget(branch: string): void {
    this.#onBranch.delete(branch)
  }

  upload(run: string, name: string, files: Readonly<Record<string, string>>, change: Partial<Stored> = {}): string {
    const archive = change.archive ?? zipOf(Object.entries(files).map(([path, text]) => ({ name: path, text })))
    const id = String(this.#artifacts.size + 1)
    const facts = { id, name, runId: run, bytes: archive.byteLength, expired: false, createdAt: '2026-03-10T09:00:00Z' }
    const sha256 = createHash('sha256').update(archive).digest('hex')
    this.#artifacts.set(id, { ...facts, sha256, archive, ...change })
    return id
  }

  async run(id: string): Promise<WorkflowRunFacts | null> {
    this.calls.push('run')
    return this.#runs.get(id) ?? null
  }

  async contains(branch: string, commit: string): Promise<boolean> {
    this.calls.push('contains')
    return this.#onBranch.get(branch)?.has(commit) ?? false
  }

  async artifacts(run: string, name: string): Promise<readonly ArtifactFacts[]> {
    this.calls.push('artifacts')
    return [...this.#artifacts.values()].filter((each) => each.runId === run && each.name === name).map(factsOf)
  }

  async download(id: string, _maxBytes: number): Promise<Uint8Array | null> {
    this.calls.push('download')
    const found = this.#artifacts.get(id)
    return found === undefined || found.expired ? null : found.archive
  }
}

function factsOf({ archive: _, ...facts }: Stored): ArtifactFacts {
  return facts
}
