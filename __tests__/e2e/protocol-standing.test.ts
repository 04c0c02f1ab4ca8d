import { describe, expect, it } from '@jest/globals'
import { GATES } from '../../sandbox/acme.ts'
import {
  expectOneChain,
  keptRecords,
  MINUTE,
  mergedPin,
  mergePin,
  moves,
  openAcme,
  reasonCodes,
  story,
  wandbLog,
} from '../support/promotion-story.ts'

/** Any version may become production, so that two orders can follow each other. */
const OPEN_GATES = GATES.replace('        from: staging\n', '')
const VERSIONS = Array.from({ length: 13 }, (_, index) => (index === 11 ? ['production'] : []))

describe('the same request again', () => {
  it.each(['as the next attempt of the run', 'as a new run'])('is no change, %s', async (how) => {
    const { acme, number, promote } = await mergedPin()
    const first = await promote()
    const before = wandbLog(acme).length
    const again = await promote(how === 'as a new run' ? {} : { rerunOf: first.runId })
    expect([again.exitCode, again.outputs['conclusion'], again.outputs['applied']]).toEqual([0, 'no-change', 'false'])
    expect(wandbLog(acme).slice(before)).toEqual(['GateRead'])
    expect(again.outputs['record-url']).toBe(first.outputs['record-url'])
    expect([story(acme), acme.comments(number).length]).toEqual([['applied v12'], 1])
  })

  it('is no change when dispatched, although its approvals have served', async () => {
    const { acme, number, promote } = await mergedPin()
    await promote()
    const again = await acme.dispatch({ model: 'support-llm', stage: 'production', 'pull-request': String(number) })
    expect([again.exitCode, again.outputs['conclusion']]).toEqual([0, 'no-change'])
    expect(moves(acme)).toBe(2)
  })
})

describe('drift', () => {
  it('reports and records a version that somebody put there by hand', async () => {
    const { acme, promote } = await mergedPin()
    acme.moveByHand('production', 'v12')
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion']]).toEqual([0, 'applied'])
    expect(reasonCodes(result)).toContain('drift')
    expect(moves(acme)).toBe(0)
    const [record] = keptRecords(acme)
    expect(record?.body).toMatchObject({
      moves: [],
      moves_made: [],
      drift: expect.stringContaining('v12'),
      conclusion: 'applied',
    })
    expect((await promote()).outputs['conclusion']).toBe('no-change')
  })

  it('judges such a version as any other', async () => {
    const acme = await openAcme()
    acme.moveByHand('production', 'v12')
    const result = await acme.pushEvent(acme.merge(acme.proposePin('v12')))
    expect([result.exitCode, result.outputs['conclusion']]).toEqual([1, 'refused'])
    expect(reasonCodes(result)).toEqual(expect.arrayContaining(['drift', 'approvals-missing']))
    expect(acme.records()).toEqual([])
  })

  it('says when the holder is not what the newest record names, and goes on from what is true', async () => {
    const acme = await openAcme({ gates: OPEN_GATES, aliases: VERSIONS })
    await mergePin(acme, 'v12').promote()
    acme.moveByHand('production', 'v9')
    const result = await mergePin(acme, 'v10').promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['previous-version']]).toEqual([
      0,
      'applied',
      'v9',
    ])
    expect(reasonCodes(result)).toContain('drift')
    expect(keptRecords(acme)[1]?.body).toMatchObject({
      drift: 'production is held by v9, but the newest record says v12',
      from: { version: 'v9' },
    })
    expect([acme.holder('production'), acme.holder('production-previous')]).toEqual(['v10', 'v9'])
    expectOneChain(acme)
  })

  it('does not let the approvals of an applied promotion serve again after a move by hand', async () => {
    const { acme, promote } = await mergedPin()
    const { runId } = await promote()
    acme.moveByHand('production', 'v11')
    const again = await promote({ rerunOf: runId })
    expect([again.exitCode, again.outputs['conclusion']]).toEqual([1, 'refused'])
    expect(reasonCodes(again)).toEqual(expect.arrayContaining(['drift', 'approvals-missing']))
    expect([acme.holder('production'), story(acme)]).toEqual(['v11', ['applied v12']])
  })
})

describe('an older order', () => {
  it('is stale when a newer one was carried out, and not the other way round', async () => {
    const start = Date.now()
    const acme = await openAcme({ gates: OPEN_GATES, aliases: VERSIONS })
    acme.github.setClock(start)
    const older = mergePin(acme, 'v10')
    acme.github.setClock(start + MINUTE)
    const newer = mergePin(acme, 'v12')
    acme.github.setClock(start + 2 * MINUTE)
    const first = await older.promote()
    expect(first.outputs['conclusion']).toBe('applied')
    // The newer order waited: the older one's record was written after it, yet it is not stale.
    const second = await newer.promote()
    expect([second.exitCode, second.outputs['conclusion']]).toEqual([0, 'applied'])
    const late = await older.promote({ rerunOf: first.runId })
    expect([late.exitCode, late.outputs['conclusion']]).toEqual([1, 'refused'])
    expect(reasonCodes(late)).toContain('stale-run')
    expect([acme.holder('production'), story(acme)]).toEqual(['v12', ['applied v10', 'applied v12']])
  })

  it('is stale also when it never ran before', async () => {
    const start = Date.now()
    const acme = await openAcme({ gates: OPEN_GATES, aliases: VERSIONS })
    acme.github.setClock(start)
    const older = mergePin(acme, 'v10')
    acme.github.setClock(start + MINUTE)
    await mergePin(acme, 'v12').promote()
    const late = await older.promote()
    expect([late.exitCode, reasonCodes(late).includes('stale-run')]).toEqual([1, true])
    expect([acme.holder('production'), moves(acme)]).toEqual(['v12', 2])
  })
})
