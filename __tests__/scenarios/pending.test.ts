import { expect, it } from '@jest/globals'
import { PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

it('a pull request waits for its approval; merged without one it is refused', async () => {
  const play = new StagePlay()
  const number = play.propose(PIN_PRODUCTION)
  expect(told(await play.plan(number))).toBe('production v1: pending [approvals-missing]')
  play.approve(number, 'dev')
  expect(told(await play.plan(number))).toBe('production v1: pending [approvals-missing]')
  const pushed = play.github.merge(number, 'dev')
  const outcome = await play.push(pushed)
  expect(told(outcome)).toBe('production v1: refused [approvals-missing]')
  expect(outcome).toMatchObject({ decision: 'fail', commentOn: null })
  expect(play.writes()).toEqual([])
})

it('changes requested by somebody who counts hold it up until they are taken back', async () => {
  const play = new StagePlay()
  const number = play.propose(PIN_PRODUCTION)
  play.approve(number, 'ana')
  play.github.review(number, { by: 'bo', state: 'CHANGES_REQUESTED' })
  expect(told(await play.plan(number))).toBe('production v1: pending [changes-requested]')
  play.advance(1000)
  play.approve(number, 'bo')
  expect(told(await play.plan(number))).toBe('production v1: planned []')
})

it('an approval of an older head does not count any more', async () => {
  const play = new StagePlay()
  const number = play.propose(PIN_PRODUCTION)
  play.approve(number)
  play.github.commit({ branch: 'pin-1', author: 'dev', files: { 'model-pins.yml': `${PIN_PRODUCTION} # more` } })
  expect(told(await play.plan(number))).toBe('production v1: pending [approvals-missing]')
})
