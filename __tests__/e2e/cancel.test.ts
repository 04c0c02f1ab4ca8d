import { describe, expect, it } from '@jest/globals'
import type { Acme, ActionResult } from '../../sandbox/acme.ts'
import { OUTPUTS } from '../../src/action/input-table.ts'
import { expectOneChain, keptRecords, type Merged, mergedPin, reasonCodes, story } from '../support/promotion-story.ts'

/** A runner kills a step that is still there so many milliseconds after the first signal. */
const PATIENCE = 7_500

interface Cancelled extends ActionResult {
  /** False: the signal never came. */
  readonly signalled: boolean
}

/** Runs the promotion and cancels it as a runner does; `arm` says when, by calling what it is given. */
async function cancelled(
  { promote }: Merged,
  arm: (cancel: () => void) => void,
  signal: NodeJS.Signals = 'SIGINT',
): Promise<Cancelled> {
  const child = { kill: (_signal: NodeJS.Signals) => {} }
  const state: { killer?: NodeJS.Timeout } = {}
  arm(() => {
    child.kill(signal)
    state.killer ??= setTimeout(() => child.kill('SIGKILL'), PATIENCE)
  })
  const result = await promote({
    onStart: (kill) => {
      child.kill = kill
    },
  })
  clearTimeout(state.killer)
  return { ...result, signalled: state.killer !== undefined }
}

/** Cancels when the request arrives, or when it has been carried out; the answer waits until the signal was noticed. */
function at(acme: Acme, when: 'before' | 'after', operation: string, nth = 1): (cancel: () => void) => void {
  return (cancel) => {
    const strike = () => {
      acme.wandb.faults.add({
        match: { operation },
        action: when === 'before' ? { before: cancel } : { after: cancel },
      })
      if (when === 'before') acme.wandb.faults.add({ match: { operation }, action: { delayMs: 100 } })
    }
    if (nth === 1) strike()
    else acme.wandb.faults.add({ match: { operation }, action: { after: strike } })
  }
}

function expectReported(result: Cancelled): void {
  expect({ signalled: result.signalled, signal: result.signal, stderr: result.stderr }).toEqual({
    signalled: true,
    signal: null,
    stderr: '',
  })
  expect(Object.keys(result.outputs)).toEqual(expect.arrayContaining([...OUTPUTS]))
  expect(result.outputs['conclusion']).not.toBe('')
  expect(result.summary).not.toBe('')
}

async function expectConverges({ acme, promote }: Merged, { runId }: Cancelled): Promise<void> {
  const next = await promote({ rerunOf: runId })
  expect([next.exitCode, acme.holder('production'), acme.holder('production-previous')]).toEqual([0, 'v12', 'v11'])
  expect(keptRecords(acme).filter((record) => record.conclusion === 'applied')).toHaveLength(1)
  expect(story(acme).filter((each) => each.startsWith('open'))).toEqual([])
  expectOneChain(acme)
}

describe('a cancelled promotion', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('begins nothing when %s comes before the intent', async (signal) => {
    const merged = await mergedPin()
    const { acme } = merged
    const result = await cancelled(merged, at(acme, 'before', 'GateRead'), signal)
    expectReported(result)
    expect([result.exitCode, result.outputs['conclusion'], reasonCodes(result)[0]]).toEqual([1, 'error', 'cancelled'])
    expect([acme.holder('production'), acme.records()]).toEqual(['v11', []])
    await expectConverges(merged, result)
  })

  it.each([
    ['before', 'GateOpenRecord', 1],
    ['after', 'GateOpenRecord', 1],
    ['before', 'GateRead', 2],
  ] as const)(
    'closes its record and moves nothing when it comes between intent and move: %s %s #%i',
    async (when, operation, nth) => {
      const merged = await mergedPin()
      const { acme, number } = merged
      const result = await cancelled(merged, at(acme, when, operation, nth))
      expectReported(result)
      expect([result.exitCode, result.outputs['conclusion'], reasonCodes(result)[0]]).toEqual([1, 'error', 'cancelled'])
      expect([acme.holder('production'), story(acme)]).toEqual(['v11', ['abandoned v12']])
      expect(acme.comments(number)[0]).toContain('cancelled before the alias was moved')
      await expectConverges(merged, result)
    },
  )

  it.each([
    ['before', 'GateMoveAlias', 1],
    ['before', 'GateHolder', 1],
    ['before', 'GateCloseRecord', 1],
    ['before', 'GateMoveAlias', 2],
    ['before', 'GateHolder', 2],
  ] as const)(
    'finishes what it began when it comes with or after the move: %s %s #%i',
    async (when, operation, nth) => {
      const merged = await mergedPin()
      const { acme, number } = merged
      const result = await cancelled(merged, at(acme, when, operation, nth))
      expectReported(result)
      expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([0, 'applied', 'true'])
      expect([acme.holder('production'), acme.holder('production-previous'), story(acme)]).toEqual([
        'v12',
        'v11',
        ['applied v12'],
      ])
      expect(acme.comments(number)).toHaveLength(1)
      await expectConverges(merged, result)
    },
  )

  // All at once, because each one takes as long as a runner waits.
  it('is done in time wherever a service does not answer, and says what it did', async () => {
    const hangings = [
      ['GateRead', 'error', 'v11', []],
      ['GateOpenRecord', 'error', 'v11', []],
      ['GateMoveAlias', 'error', 'v11', ['open v12']],
      ['GateCloseRecord', 'partial', 'v12', ['open v12']],
      ['comment', 'applied', 'v12', ['applied v12']],
    ] as const
    const ends = await Promise.all(
      hangings.map(async ([operation]) => {
        const merged = await mergedPin()
        const result = await cancelled(merged, hang(merged.acme, operation))
        expectReported(result)
        const end = [operation, result.outputs['conclusion'], merged.acme.holder('production'), story(merged.acme)]
        await expectConverges(merged, result)
        return end
      }),
    )
    expect(ends).toEqual(hangings)
  })
})

/** The service takes the request, the job is cancelled, and no answer ever comes. */
function hang({ wandb, github }: Acme, operation: string): (cancel: () => void) => void {
  return (cancel) => {
    if (operation === 'comment') {
      const match = { rest: 'POST /comments$' }
      github.faults.add({ match, action: { kind: 'callback', when: 'before', run: cancel } })
      github.faults.add({ match, action: { kind: 'delay', ms: PATIENCE } })
      github.faults.add({ match, action: { kind: 'drop-before' } })
      return
    }
    wandb.faults.add({ match: { operation }, action: { before: cancel } })
    wandb.faults.add({ match: { operation }, action: { delayMs: PATIENCE } })
    wandb.faults.add({ match: { operation }, action: 'drop-before' })
  }
}
