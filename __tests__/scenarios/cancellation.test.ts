import { expect, it } from '@jest/globals'
import { PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

it('cancelled before the intent: nothing was written', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.fault('read', { after: () => Object.assign(play.cancellation, { requested: true }) })
  expect(told(await play.push(pushed))).toBe('production v1: error [cancelled]')
  expect(play.writes()).toEqual([])
})

it('cancelled between intent and move: the record is closed as abandoned', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.fault('openRecord', { after: () => Object.assign(play.cancellation, { requested: true }) })
  const outcome = await play.push(pushed)
  expect(told(outcome)).toBe('production v1: error [cancelled]')
  expect(play.writes()).toEqual(['open', 'close abandoned'])
  expect(play.registry.holderOf('production')).toBe('v0')
  expect(outcome.promotions[0]?.error).toMatchObject({
    code: 'cancelled',
    message: expect.stringMatching(/nothing was changed/),
  })
})

it('cancelled after the move: what was begun is finished and recorded', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.fault('moveAlias', { after: () => Object.assign(play.cancellation, { requested: true }) })
  expect(told(await play.push(pushed))).toBe('production v1: applied []')
  expect(play.records()).toMatchObject([{ conclusion: 'applied' }])
})

it('cancelled between two stages: what is not begun is not begun', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged('{ support-llm: { staging: v2, production: v1 } }')
  play.files.set('eval/quality.json', '{"accuracy": 0.9, "artifact_id": "artifact-staging"}')
  play.registry.fault('closeRecord', { after: () => Object.assign(play.cancellation, { requested: true }) })
  const outcome = await play.push(pushed)
  const applied = outcome.promotions.filter((each) => each.conclusion === 'applied')
  expect(applied.length).toBeLessThan(2)
  expect(play.asked().filter((call) => call === 'open').length).toBeLessThan(2)
})
