import { describe, expect, it } from '@jest/globals'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { GATES, MINUTE, StagePlay } from './stage-play.ts'

const STATUS = { operation: 'status' } as const

/** v1 went to production by the book; everything else was never recorded. */
async function promoted(): Promise<StagePlay> {
  const play = new StagePlay()
  const { pushed } = play.merged('{ support-llm: { staging: v1, production: v1 } }')
  await play.push(pushed, { run: '900' })
  play.advance(MINUTE)
  return play
}

const NOTHING = { operation: 'promote', model: 'support-llm', stage: 'production', alias: 'production', sequence: 2 }

interface Row {
  readonly stage: string
  readonly version: string | null
  readonly state: string
  readonly since: string | null
  readonly by: string
  readonly held: boolean | null
  readonly record: { readonly trust: string; readonly sequence: number } | null
}

function rowsOf({ listings }: RunOutcome): readonly Row[] {
  return listings[0]?.data as readonly Row[]
}

function states(outcome: RunOutcome): readonly string[] {
  return rowsOf(outcome).map(({ stage, version, state }) => `${stage} ${version ?? '–'} ${state}`)
}

describe('status', () => {
  it('says who holds each stage, since when, by whom and by which record', async () => {
    const play = await promoted()
    const outcome = await play.dispatch(STATUS)
    expect(outcome).toMatchObject({ conclusion: 'no-change', decision: 'pass', reasons: [], error: null })
    expect(states(outcome)).toEqual(['candidate v2 ungated', 'staging v1 no-record', 'production v1 as-recorded'])
    expect(rowsOf(outcome)[2]).toMatchObject({
      by: 'cai',
      since: '2026-03-10T10:01:00.000Z',
      held: false,
      record: { trust: 'unsigned', sequence: 1 },
    })
    expect(outcome.listings[0]?.log).toEqual([
      'support-llm: candidate v2, staging v1 (drift: no record), production v1',
    ])
  })

  it('narrows to a stage, and refuses a name that the config does not have', async () => {
    const play = await promoted()
    expect(states(await play.dispatch({ ...STATUS, stage: 'production' }))).toEqual(['production v1 as-recorded'])
    await expect(play.dispatch({ ...STATUS, model: 'suport-llm' })).rejects.toThrow('Did you mean `support-llm`?')
  })

  it('writes nothing', async () => {
    const play = await promoted()
    const before = play.writes().length
    await play.dispatch(STATUS)
    expect(play.writes()).toHaveLength(before)
  })

  it.each([
    [
      'the holder is moved by hand',
      'production v2 moved-by-hand',
      (play: StagePlay) => play.registry.setAlias('production', 'v2'),
    ],
    [
      'the alias is taken away',
      'production – removed',
      (play: StagePlay) => play.registry.setAlias('production', null),
    ],
  ])('shows drift when %s', async (_, state, act) => {
    const play = await promoted()
    act(play)
    const outcome = await play.dispatch({ ...STATUS, stage: 'production' })
    expect(states(outcome)).toEqual([state])
    expect(outcome.notes.map(({ code }) => code)).toEqual(['drift'])
    expect(rowsOf(outcome)[0]).toMatchObject({ by: '', since: null, record: null })
  })

  it('finds the newest moving record behind many that say nothing', async () => {
    const play = await promoted()
    const { records, registry } = play.registry.paths
    for (const runId of ['a', 'b', 'c', 'd']) {
      const intent = { ...NOTHING, registry_path: `${registry.entity}/${registry.project}/support-llm` }
      const config = { intent: JSON.stringify(intent) }
      const run = { runId, records, displayName: '', model: 'support-llm', stage: 'production', config }
      await play.registry.openRecord(run, { artifactId: 'artifact-staging', registry })
    }
    play.advance(6 * MINUTE)
    expect(states(await play.dispatch(STATUS))[2]).toBe('production v1 as-recorded')
  })

  it('shows holds of version, model and stage, and says when tags cannot be read', async () => {
    const play = await promoted()
    play.registry.setTags('v1', ['regulatory-hold'])
    expect(rowsOf(await play.dispatch(STATUS)).map(({ held }) => held)).toEqual([false, true, true])
    play.registry.setTags('v1', null)
    expect(rowsOf(await play.dispatch(STATUS)).map(({ held }) => held)).toEqual([false, null, null])
    play.registry.collectionTags = ['regulatory-hold staging']
    expect(rowsOf(await play.dispatch(STATUS)).map(({ held }) => held)).toEqual([false, true, null])
  })

  it('names a model that the registry does not have', async () => {
    const gates = `${GATES}  chat-llm:\n    stages:\n      production: { ungated: true }\n`
    const outcome = await new StagePlay({ gates }).dispatch(STATUS)
    expect(states(outcome)).toContain('production – nobody')
    expect(outcome.notes.map(({ text }) => text)).toContain('Not in the registry: chat-llm.')
  })

  it('says that records cannot be seen', async () => {
    const play = await promoted()
    play.registry.canSeeRecords = false
    const outcome = await play.dispatch(STATUS)
    expect(outcome.notes[0]).toMatchObject({ code: 'wandb-access', level: 'warning' })
  })

  it.each(['pull request', 'push'])('reads the rules of the base branch on a %s', async (kind) => {
    const play = await promoted()
    const number = play.propose('{ support-llm: { production: v2 } }')
    const outcome =
      kind === 'push'
        ? await play.push(play.github.merge(number, 'ana'), { inputs: STATUS })
        : await play.plan(number, { inputs: STATUS })
    expect(outcome.conclusion).toBe('no-change')
    expect(states(outcome)).toHaveLength(3)
    expect(outcome.commentOn).toBeNull()
  })

  it('runs neither without a branch nor without a credential', async () => {
    const play = await promoted()
    const odd = await play.run({ kind: 'other', name: 'release' }, { inputs: STATUS })
    expect(odd).toMatchObject({ conclusion: 'refused', reasons: ['untrusted-event'] })
    await expect(play.dispatch(STATUS, { hasCredentials: false })).rejects.toThrow('no W&B credential')
    const number = play.propose('{ support-llm: { production: v2 } }')
    const forked = await play.plan(number, { inputs: STATUS, hasCredentials: false, withoutSecrets: true })
    expect(forked).toMatchObject({ conclusion: 'pending', reasons: ['no-credentials'] })
  })
})
