import { expect } from '@jest/globals'
import type { Acme, ActionResult, ActionRun } from '../../sandbox/acme.ts'
import { addProject, addRun, addUser } from '../../sandbox/wandb/seed.ts'
import type { Project } from '../../sandbox/wandb/state.ts'
import { openAcme } from './promotion-story.ts'

export const HOUR = 3_600_000

export const CANARY_GATES = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    reports:
      live: { wandb_lineage: { project: research/live, created_by: [monitor], job_type: live } }
    stages:
      candidate: { ungated: true }
      canary: { alias: production-canary, from: candidate, ungated: true }
      production:
        from: canary
        canary:
          bake: 24h
          min_samples: 500
          report: live
          samples: requests
          metrics:
            - { metric: error_rate, unit: fraction, direction: lower_is_better, margin: 0.02 }
            - { metric: latency_ms, stderr: latency_ms_se, direction: lower_is_better, margin: 10% }
          on_fail: rollback
`

export interface Live {
  readonly errors: number
  readonly requests?: number
  readonly latency?: number
}

/**
 * v11 is in production and v12 under `production-canary`, both by record; a monitor logs what each does as W&B runs that
 * used it. Time is that of W&B's clock.
 */
export class CanaryStory {
  readonly acme: Acme
  readonly #live: Project
  #offset = 0
  #runs = 0

  private constructor(acme: Acme) {
    this.acme = acme
    const { state } = acme.registry
    addUser(state, { username: 'monitor', teams: { research: 'member' }, service: true })
    this.#live = addProject(state, { entity: 'research', name: 'live' })
  }

  static async begin(): Promise<CanaryStory> {
    const aliases = [...Array.from({ length: 11 }, () => []), ['production', 'production-canary'], ['candidate']]
    const acme = await openAcme({ gates: CANARY_GATES, pins: '{}\n', aliases })
    const story = new CanaryStory(acme)
    const adopted = await story.look(
      { operation: 'verify', adopt: 'true', reason: 'it was in use before the gate' },
      { actor: 'chi' },
    )
    expect([adopted.exitCode, adopted.outputs['conclusion']]).toEqual([0, 'applied'])
    const put = await story.look({ stage: 'canary' })
    expect([put.exitCode, put.outputs['conclusion']]).toEqual([0, 'applied'])
    return story
  }

  advance(ms: number): void {
    this.#offset += ms
    this.acme.wandb.setClock(this.#offset)
  }

  /** What the monitor saw of both versions since they are side by side. */
  monitor(canary: Live, production: Live = { errors: 0.01 }): void {
    for (const [index, seen] of [
      [12, canary],
      [11, production],
    ] as const) {
      const { errors, requests = 5000, latency = 200 } = seen
      this.#runs += 1
      addRun(this.acme.registry.state, this.#live, {
        name: `live-${this.#runs}`,
        username: 'monitor',
        jobType: 'live',
        summary: { error_rate: errors, requests, latency_ms: latency, latency_ms_se: 40 / Math.sqrt(requests) },
        inputs: [this.acme.registry.versions[index]?.artifact.id ?? ''],
        at: Date.now() + this.#offset,
      })
    }
  }

  /** A run of the schedule. */
  look(inputs: Readonly<Record<string, string>> = {}, more: Partial<ActionRun> = {}): Promise<ActionResult> {
    const event = inputs['operation'] === undefined ? 'schedule' : 'workflow_dispatch'
    return this.acme.run({
      on:
        event === 'schedule'
          ? { event, schedule: '7 * * * *' }
          : { event: 'workflow_dispatch', ref: 'main', sender: more.actor ?? 'kim' },
      inputs: { model: 'support-llm', stage: 'production', 'comment-summary-in-pr': 'never', ...inputs },
      ...more,
    })
  }
}
