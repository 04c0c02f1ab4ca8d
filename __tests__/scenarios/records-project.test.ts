import { expect, it } from '@jest/globals'
import { PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

it('a records project that the first record makes is a warning, and the promotion goes through', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.canSeeRecords = false
  play.registry.fault('openRecord', { after: (registry) => Object.assign(registry, { canSeeRecords: true }) })
  expect(told(await play.push(pushed))).toBe('production v1: applied [wandb-access]')
  expect(play.records()).toMatchObject([{ conclusion: 'applied', sequence: 1 }])
})

it('a records project that stays hidden after the intent stops the move: what earlier runs did cannot be told', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.canSeeRecords = false
  expect(told(await play.push(pushed))).toBe('production v1: refused [conflict wandb-access]')
  expect(play.writes()).toEqual(['open', 'close conflict'])
  expect(play.registry.holderOf('production')).toBe('v0')
})
