import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import { StagePlay, told } from './stage-play.ts'

const SOURCE = 'research/training/llm:v40'
const STAGING = { model: 'support-llm', stage: 'candidate', version: SOURCE }
const LOST = new RemoteError('wandb', 'No answer.', { ambiguous: true })

function withSource(): StagePlay {
  const play = new StagePlay({ pins: '{}' })
  play.registry.addSource(SOURCE, { artifactId: 'artifact-new', digest: 'digest-new' })
  return play
}

describe('a version that is only in its source project', () => {
  it('is not found without `link`, and the reader is told why', async () => {
    const play = withSource()
    const outcome = await play.dispatch(STAGING)
    expect(told(outcome)).toBe('candidate ?: refused [version-not-found]')
    expect(outcome.promotions[0]?.asked).toBe(SOURCE)
    expect(JSON.stringify(outcome.promotions[0]?.verdict)).toMatch(/is not linked into the collection/)
    expect(play.writes()).toEqual([])
  })

  it('is linked, judged and promoted', async () => {
    const play = withSource()
    const outcome = await play.dispatch({ ...STAGING, link: true })
    expect(told(outcome)).toBe('candidate v3: applied []')
    expect(play.asked()).toEqual([
      'read',
      'link',
      'read',
      'open',
      'read',
      'move candidate to artifact-new',
      'holder candidate',
      'close applied',
    ])
    expect(outcome.promotions[0]?.notes).toMatchObject([
      { level: 'info', text: `${SOURCE} was linked into support-llm as v3.` },
    ])
  })

  it('is not linked by a plan', async () => {
    const play = withSource()
    expect(told(await play.dispatch({ ...STAGING, link: true, dryRun: true }))).toBe(
      'candidate ?: refused [version-not-found]',
    )
    expect(play.writes()).toEqual([])
  })

  it('is not linked twice when the answer was lost', async () => {
    const play = withSource()
    play.registry.fault('link', { throwsAfter: LOST })
    expect(told(await play.dispatch({ ...STAGING, link: true }))).toBe('candidate v3: applied []')
    expect(play.asked().filter((call) => call === 'link')).toHaveLength(1)
  })

  it('that could not be linked is an error', async () => {
    const play = withSource()
    play.registry.fault('link', { throws: LOST })
    await expect(play.dispatch({ ...STAGING, link: true })).rejects.toMatchObject({ code: 'wandb-unavailable' })
    expect(play.writes()).toEqual(['link'])
  })
})

it('a version that is linked already is not linked again', async () => {
  const play = withSource()
  play.registry.add({ artifactId: 'artifact-new', digest: 'digest-new' })
  expect(told(await play.dispatch({ ...STAGING, link: true }))).toBe('candidate v3: applied []')
  expect(play.asked()).not.toContain('link')
})
