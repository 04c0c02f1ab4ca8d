import type { ProjectPath } from '../../src/config/gate-config.ts'
import { AccessError } from '../../src/errors.ts'
import type { UsingRun } from '../../src/evidence/using-run.ts'
import type { VersionEvidence } from '../../src/operations/ports.ts'

/** Metadata and using runs by artifact id; what was never added is not visible, as in W&B. */
export class FakeVersionEvidence implements VersionEvidence {
  readonly asked: string[] = []
  /** `entity/project` that the account may see. */
  readonly visible = new Set(['research/evals'])
  readonly #known = new Map<string, { metadata: string | null; readonly runs: UsingRun[] }>()

  add(artifactId: string, metadata: string | null = null): void {
    this.#known.set(artifactId, { metadata, runs: this.#known.get(artifactId)?.runs ?? [] })
  }

  /** A run starts and uses the version; by default a finished evaluation of `eval-bot` in research/evals. */
  use(artifactId: string, run: Partial<UsingRun> & Pick<UsingRun, 'id'>): void {
    if (!this.#known.has(artifactId)) this.add(artifactId)
    this.#known.get(artifactId)?.runs.push({
      entity: 'research',
      project: 'evals',
      state: 'finished',
      jobType: 'eval',
      createdBy: 'eval-bot',
      createdAt: '2026-03-09T10:00:00.000Z',
      ...run,
    })
  }

  async metadata(artifactId: string): Promise<string | null> {
    this.asked.push(`metadata ${artifactId}`)
    return this.#find(artifactId).metadata
  }

  async runsUsing(artifactId: string, { entity, project }: ProjectPath): Promise<readonly UsingRun[]> {
    this.asked.push(`runs using ${artifactId}`)
    if (!this.visible.has(`${entity}/${project}`)) throw new AccessError('wandb', `${project} is not visible`)
    return [...this.#find(artifactId).runs]
  }

  #find(artifactId: string) {
    const found = this.#known.get(artifactId)
    if (found === undefined) throw new AccessError('wandb', `${artifactId} was not found, or is not visible`)
    return found
  }
}
