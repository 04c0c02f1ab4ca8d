import { describe, expect, it } from '@jest/globals'
import type { FaultAction } from '../../sandbox/wandb/faults.ts'
import {
  BROKEN,
  MINUTE,
  mergedPin,
  mergePin,
  moves,
  openAcme,
  reasonCodes,
  story,
  wandbLog,
} from '../support/promotion-story.ts'

const MOVE = { operation: 'GateMoveAlias' }
const CLOSE = { operation: 'GateCloseRecord' }

describe('the close', () => {
  it.each(['the next attempt', 'a new run, once the lease is over'])(
    'leaves the record open when it fails; %s settles it',
    async (who) => {
      const { acme, number, promote } = await mergedPin()
      acme.wandb.faults.add({ match: CLOSE, action: BROKEN })
      const result = await promote()
      expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'partial', 'true'])
      expect(reasonCodes(result).slice(0, 2)).toEqual(['unfinished', 'wandb-unavailable'])
      expect([acme.holder('production'), acme.holder('production-previous'), story(acme)]).toEqual([
        'v12',
        undefined,
        ['open v12'],
      ])
      const request = { model: 'support-llm', stage: 'production', 'pull-request': String(number) }
      if (who !== 'the next attempt') {
        const early = await acme.dispatch(request)
        expect([early.exitCode, reasonCodes(early)[0], story(acme)]).toEqual([1, 'in-progress', ['open v12']])
        acme.wandb.setClock(5 * MINUTE + 1_000)
      }
      const again = who === 'the next attempt' ? await promote({ rerunOf: result.runId }) : await acme.dispatch(request)
      expect([again.exitCode, again.outputs['conclusion'], story(acme)]).toEqual([0, 'no-change', ['applied v12']])
      expect([acme.holder('production-previous'), acme.comments(number).length]).toEqual(['v11', 1])
    },
  )

  it('only warns when the run cannot be marked as finished', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { path: /\/file_stream$/ }, action: BROKEN })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], story(acme)]).toEqual([0, 'applied', ['applied v12']])
    expect(
      result.annotations.some(
        ({ level, message }) => level === 'warning' && message.includes('still shows as running'),
      ),
    ).toBe(true)
  })
})

describe('the alias that follows', () => {
  const failFollower = (action: FaultAction) => async () => {
    const merged = await mergedPin()
    const { acme } = merged
    acme.wandb.faults.add({ match: MOVE, action: { after: () => acme.wandb.faults.add({ match: MOVE, action }) } })
    return merged
  }

  it.each(['the next attempt', 'a new run'])(
    'makes the outcome partial when it fails; %s moves only what is left',
    async (who) => {
      const { acme, number, promote } = await failFollower(BROKEN)()
      const result = await promote()
      expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'partial', 'true'])
      expect([acme.holder('production'), acme.holder('production-previous'), story(acme)]).toEqual([
        'v12',
        undefined,
        ['applied v12'],
      ])
      expect(acme.comments(number)[0]).toContain('production-previous')
      const before = wandbLog(acme).length
      const again = await promote(who === 'a new run' ? {} : { rerunOf: result.runId })
      expect([again.exitCode, again.outputs['conclusion']]).toEqual([0, 'no-change'])
      expect(wandbLog(acme).slice(before)).toEqual(['GateRead', 'GateMoveAlias', 'GateHolder'])
      expect([acme.holder('production-previous'), story(acme)]).toEqual(['v11', ['applied v12']])
    },
  )

  it('is partial also when somebody else moved it at the same moment', async () => {
    const acme = await openAcme()
    const { promote } = mergePin(acme, 'v12')
    const steal = { after: () => acme.moveByHand('production-previous', 'v3') }
    acme.wandb.faults.add({
      match: MOVE,
      action: { after: () => acme.wandb.faults.add({ match: MOVE, action: steal }) },
    })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'partial', 'true'])
    expect(result.stdout).toContain('production-previous does not stand on v11 after the move')
  })
})

describe('a failure before the intent', () => {
  it.each(['GateRead', 'GateOpenRecord'])('writes nothing and says so: %s', async (operation) => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { operation }, action: BROKEN })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], reasonCodes(result)[0]]).toEqual([
      1,
      'error',
      'wandb-unavailable',
    ])
    expect([acme.holder('production'), story(acme), moves(acme)]).toEqual(['v11', [], 0])
    expect((await promote({ rerunOf: result.runId })).outputs['conclusion']).toBe('applied')
  })

  it('leaves what it could not settle as it was', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: CLOSE, action: BROKEN })
    const first = await promote()
    acme.wandb.faults.add({ match: CLOSE, action: BROKEN })
    const second = await promote({ rerunOf: first.runId })
    expect([second.exitCode, second.outputs['conclusion'], reasonCodes(second)[0]]).toEqual([
      1,
      'error',
      'wandb-unavailable',
    ])
    expect([story(acme), acme.holder('production'), moves(acme)]).toEqual([['open v12'], 'v12', 1])
    expect((await promote({ rerunOf: first.runId })).outputs['conclusion']).toBe('no-change')
    expect([story(acme), acme.holder('production-previous')]).toEqual([['applied v12'], 'v11'])
  })

  it('resumes the intent whose answer was lost, and makes no second record', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { operation: 'GateOpenRecord' }, action: 'drop-after' })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], story(acme)]).toEqual([0, 'applied', ['applied v12']])
  })
})

describe('a failure between the intent and the move', () => {
  it.each<['wandb' | 'github', string]>([
    ['wandb', 'the registry cannot be read again'],
    ['github', 'the pull request cannot be read again'],
  ])('moves nothing, and leaves no lease in the way: %s', async (server) => {
    const { acme, number, promote } = await mergedPin()
    if (server === 'wandb')
      acme.wandb.faults.add({
        match: { operation: 'GateOpenRecord' },
        action: { after: () => acme.wandb.faults.add({ match: { operation: 'GateRead' }, action: BROKEN }) },
      })
    else
      acme.github.faults.add({
        match: { graphql: 'query PullRequest(', nth: 2 },
        action: { kind: 'answer', status: 501 },
      })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'error', 'false'])
    expect(reasonCodes(result)).toContain(`${server}-unavailable`)
    expect(result.stdout).not.toContain('It is not known whether the alias was moved')
    expect([acme.holder('production'), moves(acme), story(acme)]).toEqual(['v11', 0, ['abandoned v12']])
    const another = await acme.dispatch({ model: 'support-llm', stage: 'production', 'pull-request': String(number) })
    expect([another.exitCode, another.outputs['conclusion'], story(acme)]).toEqual([
      0,
      'applied',
      ['abandoned v12', 'applied v12'],
    ])
  })
})

describe('a comment that cannot be written', () => {
  it('warns and changes nothing', async () => {
    const { acme, number, promote } = await mergedPin()
    acme.github.faults.add({
      match: { rest: 'POST /comments$' },
      action: { kind: 'answer', status: 403, body: { message: 'Resource not accessible by integration' } },
    })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['comment-url']]).toEqual([0, 'applied', ''])
    expect([acme.comments(number), story(acme)]).toEqual([[], ['applied v12']])
    expect(
      result.annotations.some(
        ({ level, message }) => level === 'warning' && message.includes('comment could not be written'),
      ),
    ).toBe(true)
  })
})
