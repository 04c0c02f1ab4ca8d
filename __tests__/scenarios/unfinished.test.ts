import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import { MINUTE, PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

const LOST = new RemoteError('wandb', 'No answer.', { ambiguous: true })

/** The first run dies after its intent, `moved` or not, and leaves its record open. */
async function crashed({ moved }: { moved: boolean }) {
  const play = new StagePlay()
  const { pushed } = play.merged(PIN_PRODUCTION)
  if (moved) play.registry.fault('closeRecord', { throws: LOST })
  else play.registry.fault('moveAlias', { throws: LOST })
  const first = await play.push(pushed)
  const before = play.asked().length
  return { play, pushed, first, since: () => play.asked().slice(before) }
}

describe('a run that dies', () => {
  it('before the move leaves an open record and says that it does not know', async () => {
    const { play, first } = await crashed({ moved: false })
    expect(told(first)).toBe('production v1: error [unfinished wandb-unavailable]')
    expect(first.promotions[0]?.error?.message).toMatch(/not known whether the alias was moved/)
    expect(play.records()).toMatchObject([{ sha256: null, to: { version: 'v1' } }])
  })

  it('after the move says that the alias was moved', async () => {
    const { play, first } = await crashed({ moved: true })
    expect(told(first)).toBe('production v1: partial [unfinished wandb-unavailable]')
    expect(first.promotions[0]).toMatchObject({ movesMade: [{ alias: 'production' }], record: { sha256: null } })
    expect(play.registry.holderOf('production')).toBe('v1')
  })
})

describe('while the lease lives', () => {
  it('another run is refused and writes nothing', async () => {
    const { play, pushed, since } = await crashed({ moved: false })
    play.advance(5 * MINUTE - 1)
    const outcome = await play.push(pushed, { run: '901' })
    expect(told(outcome)).toBe('production v1: refused [in-progress]')
    expect(outcome.decision).toBe('fail')
    expect(since()).toEqual(['read'])
  })

  it('a plan only mentions it', async () => {
    const { play, pushed, since } = await crashed({ moved: false })
    const outcome = await play.push(pushed, { run: '901', inputs: { operation: 'plan' } })
    expect(told(outcome)).toBe('production v1: planned []')
    expect(outcome.promotions[0]?.notes).toMatchObject([{ level: 'info', code: 'in-progress' }])
    expect(since()).toEqual(['read'])
  })

  it('the re-run of the same run settles it at once', async () => {
    const { play, pushed, since } = await crashed({ moved: false })
    expect(told(await play.push(pushed, { attempt: 2 }))).toBe('production v1: applied []')
    expect(since().slice(0, 4)).toEqual(['read', 'close abandoned', 'read', 'open'])
    const [old, fresh] = play.records()
    expect([old?.['conclusion'], fresh?.['conclusion']]).toEqual(['abandoned', 'applied'])
    expect(old).toMatchObject({ settled_by: { run: '900', attempt: 2 } })
    expect(fresh).toMatchObject({ sequence: 2, previous_record: old?.['sha256'] })
  })
})

describe('after the lease', () => {
  it('what had not moved is closed as abandoned by whoever comes, and the work is done', async () => {
    const { play, pushed } = await crashed({ moved: false })
    play.advance(5 * MINUTE)
    const outcome = await play.push(pushed, { run: '901' })
    expect(told(outcome)).toBe('production v1: applied []')
    expect(outcome.promotions[0]?.notes).toMatchObject([
      {
        code: 'unfinished',
        text: expect.stringMatching(/^Run 900 \(attempt 1\) left production unfinished; .* abandoned\.$/),
      },
    ])
    expect(play.records().map((each) => each['conclusion'])).toEqual(['abandoned', 'applied'])
  })

  it('what had moved is closed as applied, and the alias that follows is made good', async () => {
    const { play, pushed, since } = await crashed({ moved: true })
    play.advance(5 * MINUTE)
    const outcome = await play.push(pushed, { run: '901' })
    expect(told(outcome)).toBe('production v1: no-change []')
    expect(since()).toEqual([
      'read',
      'close applied',
      'read',
      'move production-previous to artifact-production',
      'holder production-previous',
    ])
    expect(play.records()).toMatchObject([
      { conclusion: 'applied', moves_made: [{ alias: 'production' }], settled_by: { run: '901', attempt: 1 } },
    ])
    expect(play.registry.holderOf('production-previous')).toBe('v0')
  })

  it('a plan says that the next promotion settles it, and leaves it', async () => {
    const { play, since } = await crashed({ moved: true })
    play.advance(5 * MINUTE)
    const number = play.propose('{ support-llm: { staging: v1, production: v2 } }')
    const outcome = await play.plan(number, { run: '901' })
    expect(outcome.promotions[0]?.notes).toMatchObject([{ level: 'warning', code: 'unfinished' }])
    expect(since()).toEqual(['read'])
  })

  it.each([
    ['nested too deeply', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['not well formed', '"\\ud800"'],
  ])('an intent with a part that is %s is settled too', async (_, part) => {
    const { play, pushed } = await crashed({ moved: false })
    const [run] = [...play.registry.runs.values()]
    if (run === undefined) throw new Error('no run')
    run.config = { ...run.config, intent: String(run.config['intent']).replace('"reason":null', `"reason":${part}`) }
    play.advance(5 * MINUTE)
    expect(told(await play.push(pushed, { run: '901' }))).toBe('production v1: applied []')
    expect(play.records()[0]).toMatchObject({ conclusion: 'abandoned', stage: 'production' })
  })
})
