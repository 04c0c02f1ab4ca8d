import { expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import { PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

const DOWN = new RemoteError('wandb', 'Down.')

/** The stage's own move goes through; the one that follows fails. */
async function leftBehind() {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.fault('moveAlias', { before: () => play.registry.fault('moveAlias', { throws: DOWN }) })
  return { play, pushed, outcome: await play.push(pushed) }
}

it('when the alias that follows fails, the promotion stands, recorded, and the outcome is partial', async () => {
  const { play, outcome } = await leftBehind()
  expect(told(outcome)).toBe('production v1: partial [wandb-unavailable]')
  expect(outcome.promotions[0]).toMatchObject({
    movesMade: [{ alias: 'production' }],
    record: { sha256: expect.any(String) },
  })
  expect(outcome.promotions[0]?.error?.message).toMatch(
    /production stands on v1 and is recorded, but production-previous could not follow: Down\./,
  )
  expect(play.records()).toMatchObject([{ conclusion: 'applied' }])
  expect(play.registry.holderOf('production-previous')).toBeUndefined()
})

it('the next run makes it good without another record', async () => {
  const { play, pushed } = await leftBehind()
  const before = play.asked().length
  const outcome = await play.push(pushed, { attempt: 2 })
  expect(told(outcome)).toBe('production v1: no-change []')
  expect(outcome.promotions[0]).toMatchObject({
    movesMade: [{ alias: 'production-previous', to: { version: 'v0' } }],
    notes: [{ code: 'unfinished' }],
  })
  expect(play.asked().slice(before)).toEqual([
    'read',
    'move production-previous to artifact-production',
    'holder production-previous',
  ])
  expect([play.registry.holderOf('production-previous'), play.records().length]).toEqual(['v0', 1])
})

it('when it fails once more, that is partial again', async () => {
  const { play, pushed } = await leftBehind()
  play.registry.fault('moveAlias', { throws: DOWN })
  const outcome = await play.push(pushed, { attempt: 2 })
  expect([outcome.conclusion, outcome.reasons]).toEqual(['partial', ['wandb-unavailable']])
  expect(told(await play.push(pushed, { attempt: 3 }))).toBe('production v1: no-change []')
})

it('an alias that does not stand there after its move is no success', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.fault('holder', {
    before: () =>
      play.registry.fault('holder', { before: (registry) => registry.setAlias('production-previous', 'v2') }),
  })
  const outcome = await play.push(pushed)
  expect(outcome.promotions[0]?.error?.message).toMatch(/production-previous does not stand on v0 after the move/)
  expect(outcome.conclusion).toBe('partial')
})

it('a plan repairs nothing', async () => {
  const { play, pushed } = await leftBehind()
  const before = play.asked().length
  expect(told(await play.push(pushed, { inputs: { operation: 'plan' } }))).toBe('production v1: no-change []')
  expect(play.asked().slice(before)).toEqual(['read'])
})
