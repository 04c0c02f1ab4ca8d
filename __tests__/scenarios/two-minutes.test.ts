import { describe, expect, it } from '@jest/globals'
import { MINUTE, PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

/** The services take this long to answer the re-read. */
async function slow(ms: number) {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.fault('openRecord', { after: () => play.advance(ms) })
  return { play, outcome: await play.push(pushed) }
}

describe('a move is not started later than two minutes after the intent', () => {
  it('at two minutes it still is', async () => {
    const { play, outcome } = await slow(2 * MINUTE)
    expect(told(outcome)).toBe('production v1: applied []')
    expect(play.registry.holderOf('production')).toBe('v1')
  })

  it('a millisecond later it is not, and the record is closed', async () => {
    const { play, outcome } = await slow(2 * MINUTE + 1)
    expect(told(outcome)).toBe('production v1: error [wandb-unavailable]')
    expect(play.writes()).toEqual(['open', 'close abandoned'])
    expect(outcome.promotions[0]?.error?.message).toMatch(
      /answered too slowly \(120 s since the intent\): nothing was moved/,
    )
  })

  it('the wall clock has no say in it', async () => {
    const play = new StagePlay()
    const { pushed } = play.merged(PIN_PRODUCTION)
    play.registry.fault('openRecord', { after: () => Object.assign(play.clock, { now: play.clock.now + 60 * MINUTE }) })
    expect(told(await play.push(pushed))).toBe('production v1: applied []')
  })
})
