import type { PromoteInputs } from '../../src/operations/promote-input.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { GATES, MINUTE, PIN_PRODUCTION, type RunOptions, StagePlay } from './stage-play.ts'

export const PIN_V2 = '{ support-llm: { staging: v1, production: v2 } }'

/**
 * v1 came to production by record #1, then somebody put v2 there by hand. mo has the role maintain. `meet` makes v2
 * pass the whole gate: it holds staging, its report is good, and a merged pull request with its pin is approved.
 */
export class AdoptPlay extends StagePlay {
  #run = 2_000

  constructor(more = '', gates = GATES) {
    super({ gates: `${gates}${more}` })
    this.github.setRole('mo', 'maintain')
  }

  async drifted(): Promise<this> {
    const { pushed } = this.merged(PIN_PRODUCTION)
    const outcome = await this.push(pushed, { run: '900' })
    if (outcome.conclusion !== 'applied') throw new Error(`${outcome.conclusion} ${outcome.reasons}`)
    this.advance(MINUTE)
    this.registry.setAlias('production', 'v2')
    this.registry.calls.length = 0
    return this
  }

  /** Returns the number of the pull request whose approvals serve. */
  meet(pins = PIN_V2): number {
    this.registry.setAlias('staging', 'v2')
    this.reportOn('v2')
    return this.merged(pins).number
  }

  adopt(inputs: Partial<PromoteInputs> = {}, options: RunOptions = {}): Promise<RunOutcome> {
    this.advance(MINUTE)
    this.#run += 1
    const startedAt = new Date(this.clock.now).toISOString()
    return this.dispatch(
      {
        operation: 'verify',
        adopt: true,
        model: 'support-llm',
        stage: 'production',
        reason: 'the canary went well',
        ...inputs,
      },
      { run: String(this.#run), startedAt, actor: 'mo', ...options },
    )
  }

  /** Once more, as another attempt of the run before. */
  again(attempt: number, inputs: Partial<PromoteInputs> = {}): Promise<RunOutcome> {
    this.#run -= 1
    return this.adopt(inputs, { attempt })
  }
}
