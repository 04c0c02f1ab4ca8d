import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import { notesOf, RollbackPlay } from './rollback-play.ts'
import { told } from './stage-play.ts'

describe('a rollback', () => {
  it('goes back to the last known good version, recorded, and the follower to the one before', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2', 'v3')
    const outcome = await play.rollback()
    expect(told(outcome)).toBe('production v2: applied []')
    expect(play.holders()).toEqual(['v2', 'v1'])
    const [, , third, back] = play.records()
    expect(back).toMatchObject({
      operation: 'rollback',
      from: { version: 'v3' },
      to: { version: 'v2' },
      undoes: third?.['sha256'],
      previous_record: third?.['sha256'],
      sequence: 4,
      reason: 'it answers nonsense',
      actor: 'dev',
      triggering_actor: 'dev',
      pins: { version: 'v2' },
      conclusion: 'applied',
    })
    expect(outcome.promotions[0]).toMatchObject({ previous: { version: 'v3' }, asked: 'the last known good version' })
  })

  it('takes the alias that follows away when nothing good is left for it', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    const outcome = await play.rollback()
    expect(told(outcome)).toBe('production v1: applied []')
    expect(play.holders()).toEqual(['v1', undefined])
    expect(notesOf(outcome)).toContainEqual('production-previous was removed from v1: no earlier good version is left.')
  })

  it('asks the registry for the least: read, members, intent, read, move, read back, close', async () => {
    const play = await new RollbackPlay('').promoted('v1', 'v2')
    const before = play.asked().length
    await play.rollback()
    const asked = play.asked().slice(before)
    expect(asked).toEqual([
      'read',
      'versions',
      'open',
      'read',
      'move production to artifact-staging',
      'holder production',
      'close applied',
    ])
  })

  it('ends with how the pins should read', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    expect(notesOf(await play.rollback()).at(-1)).toBe(
      'model-pins.yml should now read `support-llm: { production: v1 }` (it pins v2 for production).',
    )
  })

  it('says which version was chosen, and why', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2', 'v3')
    play.registry.setTags('v2', ['regulatory-hold'])
    const outcome = await play.rollback()
    expect(told(outcome)).toBe('production v1: applied []')
    expect(notesOf(outcome)[0]).toBe(
      'Chosen: v1, because in use until 2026-03-10T10:02:00.000Z; passed over: v2: it is held.',
    )
  })

  it('twice goes further back, and never to what was left', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2', 'v3')
    expect(told(await play.rollback())).toBe('production v2: applied []')
    expect(told(await play.rollback())).toBe('production v1: applied []')
    const third = await play.rollback()
    expect(told(third)).toBe('production ?: refused [rolled-back]')
    expect(notesOf(third)).toContainEqual('Name the version to go back to with the input `version`.')
    expect(play.holders()).toEqual(['v1', undefined])
  })

  it('is not undone by the next promotion of what it left', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    await play.rollback()
    expect(told(await play.promoting('v2'))).toBe('production v2: refused [rolled-back]')
    expect(told(await play.promoting('v3'))).toBe('production v3: applied []')
    expect(told(await play.rollback())).toBe('production v1: applied []')
  })

  it('may leave a version that is held, and that somebody put there by hand', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    play.registry.setAlias('production', 'v4')
    play.registry.setTags('v4', ['regulatory-hold'])
    const outcome = await play.rollback()
    expect(told(outcome)).toBe('production v2: applied []')
    expect(notesOf(outcome)[0]).toBe('production is held by v4, but the newest record says v2.')
    expect(play.records().at(-1)).toMatchObject({ from: { version: 'v4' }, undoes: null, drift: expect.any(String) })
    expect(told(await play.promoting('v4'))).toMatch(/refused \[.*rolled-back/)
  })

  it('goes as far as the stage allows', async () => {
    const play = await new RollbackPlay('        rollback: { within: 1, days: 90 }\n').promoted('v1', 'v2', 'v3')
    play.registry.setTags('v2', ['regulatory-hold'])
    const outcome = await play.rollback()
    expect(told(outcome)).toBe('production ?: refused [version-not-found]')
    expect(outcome.promotions[0]?.verdict.children.at(-1)?.detail).toMatchObject({
      observed: 'v2: it is held; v1: more than 1 version back',
    })
  })

  it('dry: writes nothing, and says what would follow', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    const before = play.writes().length
    const outcome = await play.rollback({ dryRun: true })
    expect(told(outcome)).toBe('production v1: planned []')
    expect(outcome.promotions[0]).toMatchObject({ dryRun: 'input', moves: [{ alias: 'production' }] })
    expect(notesOf(outcome)).toContainEqual(
      'production-previous would be removed from v1: no earlier good version is left.',
    )
    expect(play.writes().slice(before)).toEqual(['versions'])
    expect(play.holders()).toEqual(['v2', 'v1'])
  })

  it('of a stage in dry run writes nothing either', async () => {
    const play = new RollbackPlay('        mode: dry_run\n')
    const outcome = await play.rollback({ version: 'v1' })
    expect(outcome.promotions[0]?.dryRun).toBe('stage')
    expect(play.writes()).toEqual([])
  })
})

describe('a rollback without records', () => {
  it('asks for the version', async () => {
    const play = new RollbackPlay()
    const outcome = await play.rollback()
    expect(told(outcome)).toBe('production ?: refused [version-not-found]')
    expect(outcome.promotions[0]?.verdict.children.at(-1)?.detail).toMatchObject({
      observed: 'no record of an earlier version',
    })
    expect(notesOf(outcome)).toEqual(['Name the version to go back to with the input `version`.'])
  })

  it("shows what W&B's own history says, and does not choose it", async () => {
    const play = new RollbackPlay('        emergency: { count: 1, users: [ana] }\n')
    play.registry.setAlias('production', 'v2')
    const at = '2026-03-10T09:00:00Z'
    const moved = {
      action: 'ADD',
      at,
      user: 'eve',
      sourceArtifactId: 'artifact-staging',
      targetArtifactId: 'artifact-candidate',
    }
    play.survey.actions = [moved]
    const outcome = await play.rollback()
    expect(told(outcome)).toBe('production ?: refused [version-not-found]')
    expect(notesOf(outcome).at(-1)).toContain('production was on v1 until 2026-03-10 09:00 UTC. No record')
    expect(notesOf(outcome).at(-1)).toContain('give `version: v1`')
    play.survey.actions = [{ ...moved, sourceArtifactId: 'deleted' }]
    expect(notesOf(await play.rollback()).at(-1)).toContain('whose version is not known (deleted)')
    expect(play.writes().filter((call) => call !== 'versions')).toEqual([])
  })

  it.each([
    ['the server keeps none', null, 'Name the version to go back to with the input `version`.'],
    [
      'it cannot be read',
      new RemoteError('wandb', 'not today'),
      "W&B's own history of production could not be read: not today",
    ],
  ])('asks for the version all the same where %s', async (_, actions, last) => {
    const play = new RollbackPlay()
    play.survey.actions = actions
    const outcome = await play.rollback()
    expect([told(outcome), notesOf(outcome).at(-1)]).toEqual(['production ?: refused [version-not-found]', last])
  })

  it('does not look there where a version is named, or a record tells of one', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    play.survey.actions = new RemoteError('wandb', 'asked for nothing')
    play.registry.setTags('v1', ['regulatory-hold'])
    expect(notesOf(await play.rollback()).join()).not.toContain('own history')
    expect(notesOf(await play.rollback({ version: 'v4' })).join()).not.toContain('own history')
  })

  it('says so when the records may not be seen', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    play.registry.canSeeRecords = false
    const outcome = await play.rollback()
    expect(outcome.promotions[0]?.verdict.children.at(-1)?.detail).toMatchObject({
      observed: 'the records project is not there yet, or this account may not see it',
    })
  })
})

describe('a rollback to a version that is named', () => {
  it('goes there when it passed the gate by record, with a word if a rollback had left it', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2', 'v3')
    expect(told(await play.rollback({ version: 'v1' }))).toBe('production v1: applied []')
    const back = await play.rollback({ version: 'v3' })
    expect(told(back)).toBe('production v3: applied []')
    expect(notesOf(back)).toContainEqual('v3 was itself left by a rollback; it is taken because `version` names it.')
  })

  it.each([
    ['v4', 'refused [not-allowed]'],
    ['v9', 'refused [version-not-found]'],
  ])('refuses %s', async (version, expected) => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    expect(told(await play.rollback({ version }))).toMatch(expected)
    expect(play.holders()).toEqual(['v2', 'v1'])
  })

  it('changes nothing when it holds the stage by record', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    const before = play.writes().length
    expect(told(await play.rollback({ version: 'v2' }))).toBe('production v2: no-change []')
    expect(play.writes().slice(before)).toEqual(['versions'])
  })

  it('refuses one that holds the stage by hand', async () => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    play.registry.setAlias('production', 'v1')
    expect(told(await play.rollback({ version: 'v1' }))).toBe('production v1: refused [drift]')
  })

  it.each([
    ['a hold', (play: RollbackPlay) => play.registry.setTags('v1', ['regulatory-hold']), 'refused [version-held]'],
    [
      'a hold of the stage',
      (play: RollbackPlay) => {
        play.registry.collectionTags = ['regulatory-hold production']
      },
      'refused [stage-held]',
    ],
    ['tags that cannot be read', (play: RollbackPlay) => play.registry.setTags('v1', null), 'error [wandb-access]'],
  ])('refuses it for %s', async (_, change, expected) => {
    const play = await new RollbackPlay().promoted('v1', 'v2')
    change(play)
    expect(told(await play.rollback({ version: 'v1' }))).toBe(`production v1: ${expected}`)
    expect(told(await play.rollback())).toBe(`production ?: ${expected}`)
  })
})
