import { describe, expect, it } from '@jest/globals'
import type { FaultAction } from '../../sandbox/wandb/faults.ts'
import { keptRecords, MINUTE, mergedPin, mergePin, moves, openAcme, story, wandbLog } from '../support/promotion-story.ts'

const MOVE = { operation: 'GateMoveAlias' }
const HOLDER = { operation: 'GateHolder' }
const CLOSE = { operation: 'GateCloseRecord' }
/** A failure that the client does not take for a passing one, so that it does not try again. */
const BROKEN: FaultAction = { status: 501, body: 'not today' }

function reasons(outputs: Readonly<Record<string, string>>): readonly string[] {
  return (outputs['reason-codes'] ?? '').split(',')
}

describe('a move whose answer is bad although it was carried out', () => {
  it.each<[string, FaultAction]>([
    ['a lost answer', 'drop-after'],
    ['a 502 with a page', { status: 502, body: '<html>Bad gateway</html>', execute: true }],
    ['success: false', { json: { data: { addAliases: { success: false } } }, execute: true }],
    ['no payload', { json: { data: { addAliases: null }, errors: [{ message: 'boom' }] }, execute: true }],
    ['not JSON', { status: 200, body: 'OK', execute: true }],
  ])('is a success by the read-back: %s', async (_what, action) => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: MOVE, action })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([0, 'applied', 'true'])
    expect([acme.holder('production'), acme.holder('production-previous'), story(acme)]).toEqual(['v12', 'v11', ['applied v12']])
  })
})

describe('a move that passes at the second try', () => {
  it.each<[string, FaultAction]>([
    ['a reset connection', 'drop-before'],
    ['502', { status: 502, body: '<html>Bad gateway</html>' }],
    ['429', { status: 429, headers: { 'Retry-After': '0.2' } }],
    ['503 with a date', { status: 503, headers: { 'Retry-After': new Date(0).toUTCString() } }],
  ])('after %s', async (_what, action) => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: MOVE, action })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion']]).toEqual([0, 'applied'])
    expect([acme.holder('production'), moves(acme), story(acme)]).toEqual(['v12', 3, ['applied v12']])
  })
})

describe('a move that is not carried out', () => {
  it.each<[string, FaultAction]>([
    ['success: false', { json: { data: { addAliases: { success: false } } } }],
    ['a null payload with errors', { payload: null, errors: [{ message: 'boom' }] }],
  ])('leaves it open what W&B did, and the next attempt settles it: %s', async (_what, action) => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: MOVE, action })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'error', 'false'])
    expect(reasons(result.outputs)).toEqual(expect.arrayContaining(['unfinished', 'wandb-unavailable']))
    expect([acme.holder('production'), story(acme)]).toEqual(['v11', ['open v12']])
    const again = await promote({ rerunOf: result.runId })
    expect([again.exitCode, again.outputs['conclusion']]).toEqual([0, 'applied'])
    expect([acme.holder('production'), story(acme)]).toEqual(['v12', ['abandoned v12', 'applied v12']])
  })

  it('is an access error with what to do when a Member moves a protected alias', async () => {
    const { acme, promote } = await mergedPin({ protectedAliases: ['production'] })
    const result = await promote({ key: 'planner' })
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'error', 'false'])
    expect(reasons(result.outputs)[0]).toBe('wandb-access')
    expect(result.stdout).toMatch(/answered 403.*\n?.*a protected alias needs Admin/)
    // Refused for certain: the record is closed at once and stands in nobody's way.
    expect([acme.holder('production'), story(acme)]).toEqual(['v11', ['failed v12']])
    const [record] = keptRecords(acme)
    expect([record?.body['moves_made'], String(record?.body['note']).includes('403')]).toEqual([[], true])
    const admin = await promote({ rerunOf: result.runId })
    expect([admin.exitCode, acme.holder('production'), story(acme)]).toEqual([0, 'v12', ['failed v12', 'applied v12']])
  })

  it('is an access error when the account may only look', async () => {
    const { acme, promote } = await mergedPin()
    const result = await promote({ key: 'viewer' })
    expect([result.exitCode, result.outputs['conclusion'], reasons(result.outputs)[0]]).toEqual([1, 'error', 'wandb-access'])
    expect([acme.holder('production'), acme.records(), moves(acme)]).toEqual(['v11', [], 0])
  })
})

describe('the read-back', () => {
  it('names whoever got the alias at the same moment', async () => {
    const { acme, number, promote } = await mergedPin()
    acme.wandb.faults.add({ match: MOVE, action: { after: () => acme.moveByHand('production', 'v7') } })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'partial', 'false'])
    expect(reasons(result.outputs)[0]).toBe('conflict')
    for (const text of [result.stdout, result.summary, acme.comments(number)[0]]) expect(text).toContain('v7 holds it now')
    expect([acme.holder('production'), acme.holder('production-previous'), story(acme)]).toEqual(['v7', undefined, ['partial v12']])
    expect(moves(acme)).toBe(1)
  })

  it('says when nobody holds the alias any more', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: MOVE, action: { after: () => acme.moveByHand('production', undefined) } })
    const result = await promote()
    expect([result.outputs['conclusion'], result.stdout.includes('nobody holds it now'), story(acme)]).toEqual(['partial', true, ['partial v12']])
  })

  it('leaves the record open when it fails; the next attempt finds what is true', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: HOLDER, action: BROKEN })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion']]).toEqual([1, 'error'])
    expect(reasons(result.outputs)).toEqual(expect.arrayContaining(['unfinished', 'wandb-unavailable']))
    expect(result.stdout).toContain('It is not known whether the alias was moved')
    expect([acme.holder('production'), story(acme)]).toEqual(['v12', ['open v12']])
    const again = await promote({ rerunOf: result.runId })
    expect([again.exitCode, again.outputs['conclusion'], story(acme)]).toEqual([0, 'no-change', ['applied v12']])
    expect(acme.holder('production-previous')).toBe('v11')
  })
})

describe('the close', () => {
  it.each(['the next attempt', 'a new run, once the lease is over'])('leaves the record open when it fails; %s settles it', async (who) => {
    const { acme, number, promote } = await mergedPin()
    acme.wandb.faults.add({ match: CLOSE, action: BROKEN })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'partial', 'true'])
    expect(reasons(result.outputs).slice(0, 2)).toEqual(['unfinished', 'wandb-unavailable'])
    expect([acme.holder('production'), acme.holder('production-previous'), story(acme)]).toEqual(['v12', undefined, ['open v12']])
    const request = { model: 'support-llm', stage: 'production', 'pull-request': String(number) }
    if (who !== 'the next attempt') {
      const early = await acme.dispatch(request)
      expect([early.exitCode, reasons(early.outputs)[0], story(acme)]).toEqual([1, 'in-progress', ['open v12']])
      acme.wandb.setClock(5 * MINUTE + 1_000)
    }
    const again = who === 'the next attempt' ? await promote({ rerunOf: result.runId }) : await acme.dispatch(request)
    expect([again.exitCode, again.outputs['conclusion'], story(acme)]).toEqual([0, 'no-change', ['applied v12']])
    expect([acme.holder('production-previous'), acme.comments(number).length]).toEqual(['v11', 1])
  })

  it('only warns when the run cannot be marked as finished', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { path: /\/file_stream$/ }, action: BROKEN })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], story(acme)]).toEqual([0, 'applied', ['applied v12']])
    expect(result.annotations.some(({ level, message }) => level === 'warning' && message.includes('still shows as running'))).toBe(true)
  })
})

describe('the alias that follows', () => {
  const failFollower = (action: FaultAction) => async () => {
    const merged = await mergedPin()
    const { acme } = merged
    acme.wandb.faults.add({ match: MOVE, action: { after: () => acme.wandb.faults.add({ match: MOVE, action }) } })
    return merged
  }

  it.each(['the next attempt', 'a new run'])('makes the outcome partial when it fails; %s moves only what is left', async (who) => {
    const { acme, number, promote } = await failFollower(BROKEN)()
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'partial', 'true'])
    expect([acme.holder('production'), acme.holder('production-previous'), story(acme)]).toEqual(['v12', undefined, ['applied v12']])
    expect(acme.comments(number)[0]).toContain('production-previous')
    const before = wandbLog(acme).length
    const again = await promote(who === 'a new run' ? {} : { rerunOf: result.runId })
    expect([again.exitCode, again.outputs['conclusion']]).toEqual([0, 'no-change'])
    expect(wandbLog(acme).slice(before)).toEqual(['GateRead', 'GateMoveAlias', 'GateHolder'])
    expect([acme.holder('production-previous'), story(acme)]).toEqual(['v11', ['applied v12']])
  })

  it('is partial also when somebody else moved it at the same moment', async () => {
    const acme = await openAcme()
    const { promote } = mergePin(acme, 'v12')
    const steal = { after: () => acme.moveByHand('production-previous', 'v3') }
    acme.wandb.faults.add({ match: MOVE, action: { after: () => acme.wandb.faults.add({ match: MOVE, action: steal }) } })
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
    expect([result.exitCode, result.outputs['conclusion'], reasons(result.outputs)[0]]).toEqual([1, 'error', 'wandb-unavailable'])
    expect([acme.holder('production'), story(acme), moves(acme)]).toEqual(['v11', [], 0])
    expect((await promote({ rerunOf: result.runId })).outputs['conclusion']).toBe('applied')
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
    if (server === 'wandb') acme.wandb.faults.add({ match: { operation: 'GateOpenRecord' }, action: { after: () => acme.wandb.faults.add({ match: { operation: 'GateRead' }, action: BROKEN }) } })
    else acme.github.faults.add({ match: { graphql: 'query PullRequest(', nth: 2 }, action: { kind: 'answer', status: 501 } })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'error', 'false'])
    expect(reasons(result.outputs)).toContain(`${server}-unavailable`)
    expect(result.stdout).not.toContain('It is not known whether the alias was moved')
    expect([acme.holder('production'), moves(acme), story(acme)]).toEqual(['v11', 0, ['abandoned v12']])
    const another = await acme.dispatch({ model: 'support-llm', stage: 'production', 'pull-request': String(number) })
    expect([another.exitCode, another.outputs['conclusion'], story(acme)]).toEqual([0, 'applied', ['abandoned v12', 'applied v12']])
  })
})

describe('a comment that cannot be written', () => {
  it('warns and changes nothing', async () => {
    const { acme, number, promote } = await mergedPin()
    acme.github.faults.add({ match: { rest: 'POST /comments$' }, action: { kind: 'answer', status: 403, body: { message: 'Resource not accessible by integration' } } })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['comment-url']]).toEqual([0, 'applied', ''])
    expect([acme.comments(number), story(acme)]).toEqual([[], ['applied v12']])
    expect(result.annotations.some(({ level, message }) => level === 'warning' && message.includes('comment could not be written'))).toBe(true)
  })
})
