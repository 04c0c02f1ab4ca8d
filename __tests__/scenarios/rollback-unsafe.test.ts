import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import { notesOf, RollbackPlay } from './rollback-play.ts'
import { MINUTE, told } from './stage-play.ts'

const LOST = new RemoteError('wandb', 'No answer.', { ambiguous: true })

/** v3 is in production, and the rollback from it dies, `moved` or not. */
async function crashed({ moved }: { moved: boolean }): Promise<RollbackPlay> {
  const play = await new RollbackPlay().promoted('v1', 'v2', 'v3')
  play.registry.fault(moved ? 'closeRecord' : 'moveAlias', { throws: LOST })
  const first = await play.rollback()
  expect(told(first)).toMatch(/production v2: (partial|error) \[unfinished wandb-unavailable\]/)
  return play
}

describe('a rollback that dies', () => {
  it.each([true, false])('is made good by its next attempt, and goes back once (moved: %s)', async (moved) => {
    const play = await crashed({ moved })
    const outcome = await play.again(2)
    expect(told(outcome)).toBe(`production v2: ${moved ? 'no-change' : 'applied'} []`)
    expect(play.holders()).toEqual(['v2', 'v1'])
    expect(told(await play.again(3))).toBe('production v2: no-change []')
    expect(play.holders()).toEqual(['v2', 'v1'])
    expect(play.records().filter((each) => each['conclusion'] === 'applied')).toHaveLength(4)
  })

  it.each([true, false])('holds others off while its lease lives, then goes back once (moved: %s)', async (moved) => {
    const play = await crashed({ moved })
    const early = await play.rollback()
    expect(told(early)).toBe('production ?: refused [in-progress]')
    expect(notesOf(early)[0]).toMatch(/is moving production right now\. .* in 240 s\.$/)
    play.advance(5 * MINUTE)
    const late = await play.rollback()
    expect(told(late)).toBe(`production v2: ${moved ? 'no-change' : 'applied'} []`)
    expect(play.holders()).toEqual(['v2', 'v1'])
    if (moved) expect(notesOf(late)).toContainEqual(expect.stringMatching(/has rolled production back to v2 already/))
    // Whoever asks once more means it.
    expect(told(await play.rollback())).toBe('production v1: applied []')
  })

  it('is only spoken of by a dry run', async () => {
    const play = await crashed({ moved: false })
    const outcome = await play.rollback({ dryRun: true })
    expect(told(outcome)).toBe('production v2: planned []')
    expect(outcome.promotions[0]?.notes[0]).toMatchObject({ code: 'in-progress' })
  })

  it('may be a promotion: what it moved is settled first, then left', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    play.registry.fault('closeRecord', { throws: LOST })
    await play.promoting('v3')
    play.advance(5 * MINUTE)
    expect(told(await play.rollback())).toBe('production v2: applied []')
    expect(play.records().map((each) => each['conclusion'])).toEqual(['applied', 'applied', 'applied', 'applied'])
  })
})

describe('the alias that follows', () => {
  it.each([
    ['moves', ['v1', 'v2', 'v3'], 'v1'],
    ['is removed', ['v1', 'v2'], undefined],
  ] as const)('when it fails: partial, and the next attempt %s it', async (_, versions, follower) => {
    const play = await new RollbackPlay().promoted(...versions)
    const method = follower === undefined ? 'removeAlias' : 'moveAlias'
    const strike = () => play.registry.fault(method, { throws: LOST })
    if (method === 'removeAlias') strike()
    else play.registry.fault('moveAlias', { before: strike })
    const outcome = await play.rollback()
    expect([outcome.conclusion, outcome.reasons]).toEqual(['partial', ['wandb-unavailable']])
    expect(outcome.promotions[0]?.record?.sha256).toEqual(expect.any(String))
    expect((await play.again(2)).conclusion).toBe('no-change')
    expect(play.registry.holderOf('production-previous')).toBe(follower)
  })

  it('that somebody puts back at once is partial', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    play.registry.fault('removeAlias', { after: (registry) => registry.setAlias('production-previous', 'v4') })
    const outcome = await play.rollback()
    expect(outcome.promotions[0]?.error?.message).toMatch(/production-previous still stands on v4/)
    expect(outcome.conclusion).toBe('partial')
  })
})

describe('a rollback that comes too late', () => {
  it('after another promotion: who asked has not seen what stands there now', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    const startedAt = new Date(play.clock.now).toISOString()
    await play.promoted('v3')
    expect(told(await play.rollback({}, { startedAt }))).toBe('production v2: refused [stale-run]')
    expect(told(await play.rollback())).toBe('production v2: applied []')
  })

  it('run again long after: it does not move what came since', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    await play.rollback({}, { run: '77' })
    await play.promoted('v3')
    expect(told(await play.rollback({}, { run: '77', attempt: 2 }))).toBe('production v1: refused [stale-run]')
    expect(play.registry.holderOf('production')).toBe('v3')
  })

  it('may follow a promotion of its own run, when a smoke test failed', async () => {
    const play = await new RollbackPlay().promoted('v1')
    const startedAt = new Date(play.clock.now).toISOString()
    await play.promoting('v2', { run: '77', startedAt })
    expect(told(await play.rollback({}, { run: '77', startedAt }))).toBe('production v1: applied []')
  })

  it.each([
    ['another run moves', (play: RollbackPlay) => play.registry.setAlias('production', 'v4'), 'was held by v3'],
    ['a hold comes', (play: RollbackPlay) => play.registry.setTags('v2', ['regulatory-hold']), 'it is held'],
    [
      'the records vanish',
      (play: RollbackPlay) => {
        play.registry.canSeeRecords = false
      },
      'does not show them',
    ],
  ])('when %s between the reads: conflict, nothing moved', async (_, change, why) => {
    const play = await new RollbackPlay().promoted('v1', 'v2', 'v3')
    play.registry.fault('openRecord', { after: () => change(play) })
    const outcome = await play.rollback()
    expect(told(outcome)).toBe('production v2: refused [conflict]')
    expect(notesOf(outcome).join(' ')).toContain(why)
    play.registry.canSeeRecords = true
    expect(play.records().at(-1)).toMatchObject({ conclusion: 'conflict' })
  })
})

describe('who may', () => {
  it.each([
    [{ actor: 'dev' }, 'applied []'],
    [{ actor: 'ana' }, 'applied []'],
    [{ actor: 'eve' }, 'refused [not-allowed]'],
  ])('%j', async (options, expected) => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    expect(told(await play.rollback({}, options))).toBe(`production v1: ${expected}`)
  })

  it('as the stage says', async () => {
    const rule = '        may: { rollback: { users: [ana] } }\n'
    const play = await new RollbackPlay(rule).promoted('v1', 'v2')
    expect(told(await play.rollback())).toBe('production v1: refused [not-allowed]')
    expect(told(await play.rollback({}, { actor: 'ana' }))).toBe('production v1: applied []')
  })
})

describe('a service that fails', () => {
  it('before the intent: an error that belongs to the stage', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    play.registry.fault('openRecord', { throws: LOST })
    const outcome = await play.rollback()
    expect(told(outcome)).toBe('production v1: error [wandb-unavailable]')
    expect(play.holders()).toEqual(['v2', 'v1'])
  })

  it('cancelled before: nothing is written', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    play.cancellation.requested = true
    expect(told(await play.rollback())).toBe('production v1: error [cancelled]')
    expect(play.records()).toHaveLength(2)
  })

  it('a second step of the same attempt writes no second record', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2', 'v3')
    play.registry.fault('openRecord', { after: (registry) => registry.setTags('v2', ['regulatory-hold']) })
    expect(told(await play.rollback())).toBe('production v2: refused [conflict]')
    play.registry.setTags('v2', [])
    expect(told(await play.again(1))).toBe('production v2: refused [conflict]')
    expect(told(await play.again(2))).toBe('production v2: applied []')
  })
})

describe('an event that does not order a rollback', () => {
  it.each([
    [{ kind: 'pull-request', name: 'pull_request', number: 1, closed: false, merged: false, withoutSecrets: false }],
    [{ kind: 'other', name: 'issues' }],
    [{ kind: 'branch', name: 'workflow_dispatch', branch: 'feature' }],
    [{ kind: 'branch', name: 'workflow_dispatch', branch: null }],
  ] as const)('%j', async (event) => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    play.github.commit({ branch: 'feature', author: 'dev', files: { 'README.md': 'models' } })
    const before = play.asked().length
    const inputs = { operation: 'rollback', model: 'support-llm', stage: 'production', reason: 'r' } as const
    const outcome = await play.run(event, { inputs, actor: 'dev' })
    expect([outcome.conclusion, outcome.reasons[0]]).toEqual([
      'refused',
      event.kind === 'branch' ? 'untrusted-ref' : 'untrusted-event',
    ])
    expect(play.asked().length).toBe(before)
  })

  it('needs a credential', async () => {
    const play = new RollbackPlay()
    await expect(play.rollback({}, { hasCredentials: false })).rejects.toMatchObject({ code: 'no-credentials' })
  })
})
