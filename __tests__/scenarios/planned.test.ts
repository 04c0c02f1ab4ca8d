import { expect, it } from '@jest/globals'
import { PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

it('an approved pull request plans the move and writes nothing', async () => {
  const play = new StagePlay()
  const number = play.propose(PIN_PRODUCTION)
  play.approve(number)
  const outcome = await play.plan(number)
  expect(told(outcome)).toBe('production v1: planned []')
  expect(outcome).toMatchObject({ decision: 'pass', conclusion: 'planned', commentOn: number, error: null })
  expect(outcome.promotions[0]?.moves.map(({ alias, from, to }) => [alias, from?.version, to.version])).toEqual([
    ['production', 'v0', 'v1'],
    ['production-previous', undefined, 'v0'],
  ])
  expect(outcome.promotions[0]).toMatchObject({
    movesMade: [],
    record: null,
    pullRequests: [number],
    previous: { version: 'v0' },
  })
  expect(play.asked()).toEqual(['read'])
  expect(play.githubAsked()).toEqual(['readChange'])
  expect(play.announced).toEqual([{ pullRequests: [number], stages: ['candidate', 'staging', 'production'] }])
})

it('the operation `plan` and `dry-run` write nothing on a push either', async () => {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  expect(told(await play.push(pushed, { inputs: { operation: 'plan' } }))).toBe('production v1: planned []')
  const dry = await play.push(pushed, { inputs: { dryRun: true } })
  expect(told(dry)).toBe('production v1: planned []')
  expect(dry.promotions[0]?.dryRun).toBe('input')
  expect(play.asked()).toEqual(['read', 'read'])
  expect(play.registry.holderOf('production')).toBe('v0')
})

it('a fork waits for somebody with a credential, and nothing is asked of anybody', async () => {
  const play = new StagePlay()
  const number = play.propose(PIN_PRODUCTION)
  expect(told(await play.plan(number, { hasCredentials: false, withoutSecrets: true }))).toBe(
    'pending [no-credentials]',
  )
  expect([play.asked(), play.githubAsked()]).toEqual([[], []])
  await expect(play.plan(number, { hasCredentials: false })).rejects.toMatchObject({ code: 'no-credentials' })
})

it('a pull request that changes no pin asks for nothing', async () => {
  const play = new StagePlay()
  play.github.commit({ branch: 'docs', author: 'dev', files: { 'README.md': 'x' } })
  const outcome = await play.plan(play.github.open({ head: 'docs', author: 'dev' }))
  expect([told(outcome), outcome.decision]).toEqual(['no-change [not-requested]', 'pass'])
  expect(play.asked()).toEqual([])
})
