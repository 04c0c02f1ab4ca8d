import { expect, it } from '@jest/globals'
import { PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

it('the same request run again changes nothing and names the record that stands', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  const applied = await play.push(pushed)
  const before = play.asked().length
  const again = await play.push(pushed, { attempt: 2 })
  expect(told(again)).toBe('production v1: no-change []')
  expect(again).toMatchObject({ decision: 'pass', conclusion: 'no-change' })
  expect(again.promotions[0]?.record).toEqual(applied.promotions[0]?.record)
  expect(again.promotions[0]).toMatchObject({ moves: [], movesMade: [], previous: null })
  expect(play.asked().slice(before)).toEqual(['read'])
})

it('is decided before anything is judged: neither the missing report nor a newer order matters', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  await play.push(pushed)
  play.files.clear()
  expect(told(await play.push(pushed, { run: '901' }))).toBe('production v1: no-change []')
})

it('a version put there by hand is judged as usual, reported as drift and recorded', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.setAlias('production', 'v1')
  const outcome = await play.push(pushed)
  expect(told(outcome)).toBe('production v1: applied [drift]')
  expect(play.asked()).toEqual(['read', 'open', 'read', 'holder production', 'close applied'])
  expect(play.records()[0]).toMatchObject({
    moves_made: [],
    drift: expect.stringMatching(/no record says how it got there/),
  })
})

it('a bad version put there by hand is refused', async () => {
  const play = new StagePlay()
  play.reportOn('v1', 0.1)
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.setAlias('production', 'v1')
  expect(told(await play.push(pushed))).toBe('production v1: refused [metric-below-min drift]')
  expect(play.writes()).toEqual([])
})
