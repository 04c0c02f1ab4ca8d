import type { PromoteInputs } from '../../src/operations/promote-input.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { MINUTE, type RunOptions, StagePlay } from './stage-play.ts'

export const KEEP = '        keep_previous: production-previous\n'

/** Gates by which any version with a good report gets to production. */
export function gatesWith(more = KEEP, top = ''): string {
  return `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
${top}models:
  support-llm:
    reports:
      quality: { path: eval/quality.json }
    stages:
      production:
        checks: [{ metric: accuracy, min: 0.6 }]
${more}`
}

/** A play in which production went through versions by record, a minute apart each; `v0` had it before any record. */
export class RollbackPlay extends StagePlay {
  #run = 1_000

  constructor(more = KEEP, top = '', pins = '{ support-llm: { production: v2 } }') {
    super({ gates: gatesWith(more, top), pins })
    this.registry.add({ artifactId: 'artifact-3' })
    this.registry.add({ artifactId: 'artifact-4' })
  }

  async promoted(...versions: readonly string[]): Promise<this> {
    for (const version of versions) {
      const outcome = await this.promoting(version)
      if (outcome.conclusion !== 'applied') throw new Error(`${version}: ${outcome.conclusion} ${outcome.reasons}`)
    }
    return this
  }

  promoting(version: string, options: RunOptions = {}): Promise<RunOutcome> {
    this.reportOn(version)
    return this.#next({ operation: 'promote', version }, options)
  }

  rollback(inputs: Partial<PromoteInputs> = {}, options: RunOptions = {}): Promise<RunOutcome> {
    return this.#next({ operation: 'rollback', reason: 'it answers nonsense', ...inputs }, options)
  }

  /** A rollback once more, as another attempt of the run before. */
  again(attempt: number, inputs: Partial<PromoteInputs> = {}, options: RunOptions = {}): Promise<RunOutcome> {
    this.#run -= 1
    return this.rollback(inputs, { attempt, ...options })
  }

  #next(inputs: Partial<PromoteInputs>, options: RunOptions): Promise<RunOutcome> {
    this.advance(MINUTE)
    this.#run += 1
    const startedAt = new Date(this.clock.now).toISOString()
    return this.dispatch(
      { model: 'support-llm', stage: 'production', ...inputs },
      { run: String(this.#run), startedAt, actor: 'dev', ...options },
    )
  }

  /** Who holds production, and its follower. */
  holders(): readonly (string | undefined)[] {
    return ['production', 'production-previous'].map((alias) => this.registry.holderOf(alias))
  }
}

export function notesOf({ promotions }: RunOutcome): readonly string[] {
  return promotions.flatMap((each) => each.notes.map((note) => note.text))
}
