import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { MINUTE, type RunOptions, StagePlay } from './stage-play.ts'

export const HOUR = 60 * MINUTE

/** Versions are tried out under `production-canary` for a day; nobody has to approve. */
export function canaryGates(more = 'on_fail: rollback', stage = ''): string {
  return `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    reports:
      quality: { path: eval/quality.json }
      canary-live: { path: live/canary.json }
      production-live: { path: live/production.json }
    stages:
      candidate: { ungated: true }
      canary:
        alias: production-canary
        from: candidate
        checks: [{ report: quality, metric: accuracy, min: 0.6 }]
      production:
        from: canary
${stage}        canary:
          bake: 24h
          min_samples: 500
          reports: { candidate: canary-live, baseline: production-live }
          samples: requests
          metrics:
            - { metric: error_rate, unit: fraction, direction: lower_is_better, margin: 0.02 }
          ${more}
`
}

/** v0 is in production since long, by record; v2 is the candidate. */
export class CanaryPlay extends StagePlay {
  #run = 200

  constructor(gates = canaryGates()) {
    super({ gates, pins: '{}' })
    this.reportOn('v2')
  }

  /** Records who holds production, then puts v2 beside it, by record. */
  async begin(version = 'v2'): Promise<void> {
    this.github.setRole('dev', 'maintain')
    this.registry.setAlias('production-canary', 'v0')
    const adopted = await this.look({
      actor: 'dev',
      inputs: { operation: 'verify', adopt: true, reason: 'it was there before the gate' },
    })
    if (adopted.conclusion !== 'applied') throw new Error(`not adopted: ${adopted.reasons.join(', ')}`)
    this.advance(HOUR)
    await this.tryOut(version)
  }

  /** W&B's own history says since when v0 is in production; v2 is put beside it, by record. */
  async beginByHistory(inputs: RunOptions['inputs'] = {}): Promise<void> {
    const { artifactId } = this.registry.version('v0')
    const at = new Date(this.clock.now - HOUR).toISOString()
    this.survey.actions = [{ action: 'moved', at, user: 'kim', sourceArtifactId: null, targetArtifactId: artifactId }]
    await this.tryOut('v2', inputs)
  }

  /** Puts a version under the canary alias, by record. */
  async tryOut(version: string, inputs: RunOptions['inputs'] = {}): Promise<void> {
    this.registry.setAlias('candidate', version)
    this.reportOn(version)
    const put = await this.look({ inputs: { stage: 'canary', ...inputs } })
    if (put.conclusion !== 'applied') throw new Error(`not tried out: ${put.reasons.join(', ')}`)
  }

  /** What the two versions did since they are at work side by side, as a monitor saw it now. */
  monitor(canary: Seen, production: Seen = { errors: 0.01 }, versions = { canary: 'v2', production: 'v0' }): void {
    this.#live('live/canary.json', versions.canary, canary)
    this.#live('live/production.json', versions.production, production)
  }

  /** A run of the schedule, or another one started on the branch. */
  look(options: RunOptions = {}): Promise<RunOutcome> {
    this.#run += 1
    const event = { kind: 'branch', name: 'schedule', branch: 'main' } as const
    return this.run(event, {
      run: String(this.#run),
      startedAt: new Date(this.clock.now).toISOString(),
      ...options,
      inputs: { model: 'support-llm', stage: 'production', ...options.inputs },
    })
  }

  #live(path: string, version: string, { errors, n = 5000, at = this.clock.now }: Seen): void {
    const { artifactId } = this.registry.version(version)
    const created = new Date(at).toISOString()
    this.files.set(
      path,
      JSON.stringify({ artifact_id: artifactId, created_at: created, error_rate: errors, requests: n }),
    )
  }
}

export interface Seen {
  readonly errors: number
  readonly n?: number
  /** Milliseconds since the epoch; default: now. */
  readonly at?: number
}
