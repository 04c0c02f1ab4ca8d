import { describe, expect, it } from '@jest/globals'
import type { FaultAction } from '../../sandbox/wandb/faults.ts'
import type { Switches } from '../../sandbox/wandb/state.ts'
import { BROKEN, keptRecords, mergedPin, moves, reasonCodes, story } from '../support/promotion-story.ts'

const MOVE = { operation: 'GateMoveAlias' }
const HOLDER = { operation: 'GateHolder' }

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
    expect([acme.holder('production'), acme.holder('production-previous'), story(acme)]).toEqual([
      'v12',
      'v11',
      ['applied v12'],
    ])
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
    expect(reasonCodes(result)).toEqual(expect.arrayContaining(['unfinished', 'wandb-unavailable']))
    expect([acme.holder('production'), story(acme)]).toEqual(['v11', ['open v12']])
    const again = await promote({ rerunOf: result.runId })
    expect([again.exitCode, again.outputs['conclusion']]).toEqual([0, 'applied'])
    expect([acme.holder('production'), story(acme)]).toEqual(['v12', ['abandoned v12', 'applied v12']])
  })

  it.each<[string, Partial<Switches>]>([
    ['403', {}],
    ['404', { forbidden: 404 }],
    ['200', { errorStatus: 200 }],
  ])(
    'is an access error with what to do when a Member moves a protected alias, refused with %s',
    async (status, switches) => {
      const { acme, promote } = await mergedPin({ protectedAliases: ['production'] })
      Object.assign(acme.registry.state.switches, switches)
      const result = await promote({ key: 'planner' })
      expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'error', 'false'])
      expect(reasonCodes(result)[0]).toBe('wandb-access')
      expect(result.stdout).toMatch(new RegExp(`answered ${status}.*\n?.*a protected alias needs Admin`))
      // Refused for certain: the record is closed at once and stands in nobody's way.
      expect([acme.holder('production'), story(acme)]).toEqual(['v11', ['failed v12']])
      const [record] = keptRecords(acme)
      expect([record?.body['moves_made'], String(record?.body['note']).includes(status)]).toEqual([[], true])
      const admin = await promote({ rerunOf: result.runId })
      expect([admin.exitCode, acme.holder('production'), story(acme)]).toEqual([
        0,
        'v12',
        ['failed v12', 'applied v12'],
      ])
    },
  )

  it('is an access error when the account may only look', async () => {
    const { acme, promote } = await mergedPin()
    for (const team of acme.registry.state.entities.filter((each) => each.kind === 'team'))
      team.members['viewer'] = 'viewer'
    const result = await promote({ key: 'viewer' })
    expect([result.exitCode, result.outputs['conclusion'], reasonCodes(result)[0]]).toEqual([
      1,
      'error',
      'wandb-access',
    ])
    expect([acme.holder('production'), acme.records(), moves(acme)]).toEqual(['v11', [], 0])
  })
})

describe('the read-back', () => {
  it('names whoever got the alias at the same moment', async () => {
    const { acme, number, promote } = await mergedPin()
    acme.wandb.faults.add({ match: MOVE, action: { after: () => acme.moveByHand('production', 'v7') } })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'partial', 'false'])
    expect(reasonCodes(result)[0]).toBe('conflict')
    for (const text of [result.stdout, result.summary, acme.comments(number)[0]])
      expect(text).toContain('v7 holds it now')
    expect([acme.holder('production'), acme.holder('production-previous'), story(acme)]).toEqual([
      'v7',
      undefined,
      ['partial v12'],
    ])
    expect(moves(acme)).toBe(1)
  })

  it('says when nobody holds the alias any more', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: MOVE, action: { after: () => acme.moveByHand('production', undefined) } })
    const result = await promote()
    expect([result.outputs['conclusion'], result.stdout.includes('nobody holds it now'), story(acme)]).toEqual([
      'partial',
      true,
      ['partial v12'],
    ])
  })

  it('leaves the record open when it fails; the next attempt finds what is true', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: HOLDER, action: BROKEN })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion']]).toEqual([1, 'error'])
    expect(reasonCodes(result)).toEqual(expect.arrayContaining(['unfinished', 'wandb-unavailable']))
    expect(result.stdout).toContain('It is not known whether the alias was moved')
    expect([acme.holder('production'), story(acme)]).toEqual(['v12', ['open v12']])
    const again = await promote({ rerunOf: result.runId })
    expect([again.exitCode, again.outputs['conclusion'], story(acme)]).toEqual([0, 'no-change', ['applied v12']])
    expect(acme.holder('production-previous')).toBe('v11')
  })
})
