import { describe, expect, it } from '@jest/globals'
import { mergedPin } from '../support/promotion-story.ts'

describe('a run that has said how it ended', () => {
  it('ends, whatever is still under way', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { operation: 'GateRead' }, action: { status: 401, body: { error: 'no' } } })
    // GitHub's answer would come long after W&B's refusal.
    acme.github.faults.add({ match: { graphql: 'query PullRequest(' }, action: { kind: 'delay', ms: 3_000 } })
    const state: { killer?: NodeJS.Timeout } = {}
    const result = await promote({
      onStart: (kill) => {
        state.killer = setTimeout(() => kill('SIGKILL'), 15_000)
      },
    })
    clearTimeout(state.killer)
    expect([result.signal, result.exitCode, result.outputs['reason-codes']]).toEqual([null, 1, 'wandb-access'])
  })
})
