import { describe, expect, it } from '@jest/globals'
import { AccessError, RemoteError } from '../../src/errors.ts'
import { PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

/** Something happens between the intent and the re-read. */
function meanwhile(play: StagePlay, act: () => void): void {
  play.registry.fault('openRecord', { after: act })
}

describe('what changes between judgement and move stops the move', () => {
  it.each<[string, (play: StagePlay, number: number) => void, RegExp]>([
    [
      'somebody moved the alias',
      (play) => play.registry.setAlias('production', 'v2'),
      /was held by v0 when .*, and is held by v2 now/,
    ],
    ['somebody took the alias away', (play) => play.registry.setAlias('production', null), /is held by nobody now/],
    ['the version is held', (play) => play.registry.setTags('v1', ['regulatory-hold']), /does not pass any more/],
    ['a review was taken back', (play, number) => play.github.dismissReviews(number), /does not pass any more/],
    ['the stage before lost the version', (play) => play.registry.setAlias('staging', 'v2'), /does not pass any more/],
  ])('%s', async (_, act, said) => {
    const play = new StagePlay()
    const { number, pushed } = play.merged(PIN_PRODUCTION)
    meanwhile(play, () => act(play, number))
    const outcome = await play.push(pushed)
    expect([outcome.conclusion, outcome.decision, outcome.reasons[0]]).toEqual(['refused', 'fail', 'conflict'])
    expect(outcome.promotions[0]?.notes.map(({ text }) => text).join()).toMatch(said)
    expect(play.asked()).toEqual(['read', 'open', 'read', 'close conflict'])
    expect(play.records()).toMatchObject([
      { conclusion: 'conflict', moves_made: [], note: expect.stringMatching(said) },
    ])
    expect(outcome.promotions[0]).toMatchObject({ movesMade: [], record: { sha256: expect.any(String) } })
  })
})

it('another holder at the read-back is partial, and named', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.fault('moveAlias', { after: (registry) => registry.setAlias('production', 'v2') })
  const outcome = await play.push(pushed)
  expect(told(outcome)).toBe('production v1: partial [conflict]')
  expect(outcome.promotions[0]?.error?.message).toMatch(
    /moved to v1, but somebody else moved it at the same moment: v2 holds it now/,
  )
  expect(play.asked()).toEqual([
    'read',
    'open',
    'read',
    'move production to artifact-staging',
    'holder production',
    'close partial',
  ])
  expect(play.registry.holderOf('production-previous')).toBeUndefined()
})

it('a version put there by hand that is taken away again was never moved by us', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.setAlias('production', 'v1')
  play.registry.fault('holder', { before: (registry) => registry.setAlias('production', 'v2') })
  const outcome = await play.push(pushed)
  expect([outcome.conclusion, outcome.reasons[0]]).toEqual(['refused', 'conflict'])
  expect(outcome.promotions[0]?.movesMade).toEqual([])
  expect(play.records()).toMatchObject([{ conclusion: 'conflict', moves_made: [] }])
})

it('a move that the registry refuses is an error, with the record closed as failed', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.fault('moveAlias', { throws: new AccessError('wandb', 'Not an admin.', { hint: 'Ask one.' }) })
  const outcome = await play.push(pushed)
  expect(told(outcome)).toBe('production v1: error [wandb-access]')
  expect(outcome.promotions[0]?.error).toMatchObject({ message: 'Not an admin.', hint: 'Ask one.' })
  expect(play.asked().slice(-3)).toEqual(['move production to artifact-staging', 'holder production', 'close failed'])
})

it('a failure before the intent is an error that leaves nothing behind', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  play.registry.fault('openRecord', { throws: new RemoteError('wandb', 'Down.') })
  expect(told(await play.push(pushed))).toBe('production v1: error [wandb-unavailable]')
  expect([play.records(), play.registry.holderOf('production')]).toEqual([[], 'v0'])
})

it('the same attempt asked twice never rewrites its closed record', async () => {
  const play = new StagePlay()
  play.reportOn('v2')
  const staging = { model: 'support-llm', stage: 'staging', version: 'v2' }
  expect(told(await play.dispatch(staging))).toBe('staging v2: applied []')
  const [kept] = play.records()
  play.registry.setAlias('staging', 'v1')
  const again = await play.dispatch(staging)
  expect(told(again)).toBe('staging v2: refused [conflict drift]')
  expect(again.promotions[0]?.notes).toMatchObject([
    { text: expect.stringMatching(/a closed record is never rewritten/) },
  ])
  expect(play.records()).toEqual([kept])
  expect(told(await play.dispatch(staging, { attempt: 2 }))).toBe('staging v2: applied [drift]')
})
