import { describe, expect, it } from '@jest/globals'
import { AccessError, RemoteError } from '../../src/errors.ts'
import type { PromoteInputs } from '../../src/operations/promote-input.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { toResult } from '../../src/promotion/result.ts'
import { MINUTE, type RunOptions, StagePlay, told } from './stage-play.ts'

const GATES = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    stages:
      staging: { ungated: true }
      production: { ungated: true }
`
const MODEL = 'support-llm'

function newPlay(gates = GATES): StagePlay {
  const play = new StagePlay({ gates, pins: '{}', sources: true })
  play.github.setRole('cai', 'write')
  play.github.setRole('mai', 'maintain')
  return play
}

/** v0, then v1, then v2 was promoted to production; v1 stands in staging. */
async function released(gates = GATES): Promise<StagePlay> {
  const play = newPlay(gates)
  for (const version of ['v1', 'v0', 'v2']) {
    const outcome = await promote(play, version, 'production')
    expect(outcome.conclusion).toBe('applied')
  }
  play.registry.calls.length = 0
  play.advance(MINUTE)
  return play
}

/** Started now, unless said otherwise. */
function ask(play: StagePlay, inputs: Partial<PromoteInputs>, options: RunOptions): Promise<RunOutcome> {
  return play.dispatch(inputs, { startedAt: new Date(play.clock.now).toISOString(), ...options })
}

function promote(play: StagePlay, version: string, stage = 'staging'): Promise<RunOutcome> {
  play.advance(MINUTE)
  return ask(play, { model: MODEL, stage, version }, { run: `promote-${version}-${stage}` })
}

function hold(play: StagePlay, inputs: Partial<PromoteInputs>, options: RunOptions = {}): Promise<RunOutcome> {
  const asked = { operation: 'hold' as const, model: MODEL, reason: 'toxic answers', ...inputs }
  return ask(play, asked, { run: '7', ...options })
}

function release(play: StagePlay, inputs: Partial<PromoteInputs>, options: RunOptions = {}): Promise<RunOutcome> {
  const asked = { operation: 'release' as const, model: MODEL, reason: 'cleared by legal', ...inputs }
  return ask(play, asked, { run: '8', actor: 'mai', ...options })
}

function holdRecords(play: StagePlay) {
  return play.records().filter(({ operation }) => operation === 'hold' || operation === 'release')
}

function texts({ notes, promotions }: RunOutcome): string {
  return [...notes, ...promotions.flatMap((each) => each.notes)].map(({ text }) => text).join('\n')
}

const data = ({ listings }: RunOutcome) => listings[0]?.data as Readonly<Record<string, unknown>>

describe('hold', () => {
  it('tags the version, reads it back and records it', async () => {
    const play = await released()
    const inputs = { version: 'v1', ticket: 'RISK-7', until: '2026-06-01T00:00:00.000Z' }
    const outcome = await hold(play, inputs)
    expect([outcome.conclusion, outcome.decision, outcome.error]).toEqual(['applied', 'pass', null])
    expect(play.registry.version('v1').tags).toEqual(['regulatory-hold'])
    expect(play.writes()).toEqual(['open', 'tagVersion', 'close applied'])
    const [record] = holdRecords(play)
    expect(record).toMatchObject({
      operation: 'hold',
      stage: '(hold)',
      from: { version: 'v1' },
      to: null,
      reason: 'toxic answers',
      tickets: ['RISK-7'],
      actor: 'cai',
      conclusion: 'applied',
      sequence: 1,
      hold: { kind: 'version', until: '2026-06-01T00:00:00.000Z', markers: [{ name: 'regulatory-hold' }] },
    })
    expect(data(outcome)).toMatchObject({ held: true, version: 'v1', ticket: 'RISK-7' })
    expect(texts(outcome)).toContain('`operation: release`, `model: support-llm`, `version: v1`')
  })

  it('means whatever holds the stage, and says that it still stands there', async () => {
    const play = await released()
    const outcome = await hold(play, { stage: 'production' })
    expect(play.registry.version('v2').tags).toEqual(['regulatory-hold'])
    expect(play.registry.holderOf('production')).toBe('v2')
    expect(texts(outcome)).toContain('production still stands on it')
  })

  it.each([
    ['a model', {}, 'regulatory-hold'],
    ['a stage', { stage: 'production', version: '*' }, 'regulatory-hold production'],
  ])('tags the collection for %s', async (_name, inputs, tag) => {
    const play = await released()
    const outcome = await hold(play, inputs)
    expect([outcome.conclusion, play.registry.collectionTags]).toEqual(['applied', [tag]])
    const promoted = await promote(play, 'v0', 'production')
    expect(told(promoted)).toBe('production v0: refused [stage-held rolled-back]'.replace(' rolled-back', ''))
  })

  it('a held stage leaves the others free', async () => {
    const play = await released()
    await hold(play, { stage: 'production', version: '*' })
    const promoted = await promote(play, 'v0')
    expect(promoted.conclusion).toBe('applied')
  })

  it('a held version is neither promoted nor gone back to', async () => {
    const play = await released()
    await hold(play, { version: 'v0' })
    const promoted = await promote(play, 'v0')
    expect(told(promoted)).toBe('staging v0: refused [version-held]')
    const asked = { operation: 'rollback', model: MODEL, stage: 'production', reason: 'x' } as const
    const back = await ask(play, asked, { run: '10' })
    expect([back.conclusion, play.registry.holderOf('production')]).toEqual(['applied', 'v1'])
  })

  it('still holds by record when somebody took the marker away, and sets it again', async () => {
    const play = await released()
    await hold(play, { version: 'v0' })
    play.registry.setTags('v0', [])
    const promoted = await promote(play, 'v0')
    expect(told(promoted)).toBe('staging v0: refused [version-held]')
    const again = await hold(play, { version: 'v0' }, { run: '11' })
    expect([again.conclusion, play.registry.version('v0').tags]).toEqual(['applied', ['regulatory-hold']])
    expect(again.notes.map(({ code }) => code)).toContain('drift')
  })

  it('is the same when it is asked twice', async () => {
    const play = await released()
    await hold(play, { version: 'v1' })
    const again = await hold(play, { version: 'v1' }, { run: '9' })
    expect([again.conclusion, holdRecords(play)]).toMatchObject(['no-change', { length: 1 }])
  })

  it('takes an alias where the source project cannot be written', async () => {
    const play = await released()
    play.registry.sourceWritable = false
    const outcome = await hold(play, { version: 'v1' })
    expect([outcome.conclusion, play.registry.holderOf('regulatory-hold-v1')]).toEqual(['applied', 'v1'])
    expect(texts(await hold(play, { version: 'v1' }, { run: '9' }))).not.toContain('could not be set')
    expect(holdRecords(play)).toMatchObject([{ hold: { markers: [{ name: 'regulatory-hold-v1' }] } }])
  })

  it('writes nothing in a dry run', async () => {
    const play = await released()
    const outcome = await hold(play, { stage: 'production', fallback: true, dryRun: true })
    expect([outcome.conclusion, play.writes()]).toEqual(['planned', []])
    expect(texts(outcome)).toContain('would roll back: production')
  })

  it('writes nothing once the job was cancelled', async () => {
    const play = await released()
    play.cancellation.requested = true
    const outcome = await hold(play, { version: 'v1' })
    expect([outcome.conclusion, outcome.reasons, play.writes()]).toEqual(['error', ['cancelled'], []])
  })
})

describe('the outputs of a hold', () => {
  it.each<readonly [string, Partial<PromoteInputs>, Readonly<Record<string, unknown>>]>([
    ['of a version', { version: 'v1' }, { stage: '', version: 'v1', digest: 'digest-of-artifact-staging' }],
    ['of what holds a stage', { stage: 'production' }, { stage: 'production', version: 'v2' }],
    ['of a stage', { stage: 'production', version: '*' }, { stage: 'production', version: '', artifact: '' }],
    ['of a model', {}, { stage: '', version: '', digest: '', artifact: '' }],
  ])('%s name it and its record', async (_, inputs, expected) => {
    const play = await released()
    const held = toResult(await hold(play, inputs), [])
    const sha256 = holdRecords(play)[0]?.['sha256']
    expect(held).toMatchObject({ model: MODEL, applied: true, previous_version: '', record: { sha256 }, ...expected })
    expect(held.record_url).toContain(held.record?.run_id)
    if (expected['version'] !== '')
      expect(held).toMatchObject({
        artifact: `acme/wandb-registry-model/${MODEL}:${held.version}`,
        lineage_url: expect.stringContaining('https://'),
      })
    const again = toResult(await hold(play, inputs, { run: '9' }), [])
    expect(again).toMatchObject({
      ...held,
      conclusion: 'no-change',
      applied: false,
      notes: again.notes,
      listings: again.listings,
    })
    const freed = toResult(await release(play, inputs), [])
    expect(freed).toMatchObject({ model: MODEL, applied: true, version: held.version, stage: held.stage })
    expect(freed.record?.sha256).toBe(holdRecords(play)[1]?.['sha256'])
  })

  it('name what was to be held when it is refused', async () => {
    const play = await released()
    const refused = toResult(await release(play, { version: 'v1' }, { actor: 'cai' }), [])
    expect(refused).toMatchObject({ conclusion: 'refused', applied: false, model: MODEL, version: 'v1', record: null })
  })

  it('of a fallback are those of the stages that moved', async () => {
    const play = await released()
    const held = toResult(await hold(play, { stage: 'production', fallback: true }), [])
    expect(held).toMatchObject({ applied: true, stage: 'production', version: 'v0', previous_version: 'v2' })
  })
})

describe('reading a hold back', () => {
  /** Tags are written, and shown only after some time. */
  function lagging(play: StagePlay, ms: number): RunOptions {
    let shownAt = Number.POSITIVE_INFINITY
    return {
      registry: (registry) =>
        new Proxy(registry, {
          get(target, name) {
            const member: unknown = Reflect.get(target, name)
            if (name !== 'read') return typeof member === 'function' ? member.bind(target) : member
            return async (query: Parameters<typeof registry.read>[0]) => {
              const facts = await target.read(query)
              const { candidate } = facts
              if (candidate === null || candidate.tags?.length === 0) return facts
              if (shownAt === Number.POSITIVE_INFINITY) shownAt = play.clock.now + ms
              return play.clock.now < shownAt ? { ...facts, candidate: { ...candidate, tags: [] } } : facts
            }
          },
        }),
    }
  }

  it('waits for a tag that lags', async () => {
    const play = await released()
    const outcome = await hold(play, { version: 'v1' }, lagging(play, 4_000))
    expect([outcome.conclusion, play.registry.holderOf('regulatory-hold-v1')]).toEqual(['applied', undefined])
    expect(play.clock.waited).toBeGreaterThanOrEqual(4_000)
  })

  it('puts an alias beside a tag that does not show up', async () => {
    const play = await released()
    const outcome = await hold(play, { version: 'v1' }, lagging(play, MINUTE))
    expect([outcome.conclusion, play.registry.holderOf('regulatory-hold-v1')]).toEqual(['applied', 'v1'])
    expect(play.clock.waited).toBe(10_000)
    expect(texts(outcome)).toContain('cannot be seen after ten seconds')
  })

  it('takes a lost answer for done when the marker is there', async () => {
    const play = await released()
    play.registry.fault('tagVersion', { throwsAfter: new RemoteError('wandb', 'lost', { ambiguous: true }) })
    const outcome = await hold(play, { version: 'v1' })
    expect([outcome.conclusion, play.registry.holderOf('regulatory-hold-v1')]).toEqual(['applied', undefined])
  })

  it('says that nothing is held when nothing could be set', async () => {
    const play = await released()
    play.registry.fault('tagCollection', { throws: new AccessError('wandb', 'no right') })
    const outcome = await hold(play, {})
    expect([outcome.conclusion, outcome.reasons, data(outcome)['held']]).toEqual(['error', ['wandb-access'], false])
    expect(outcome.error?.message).toContain('could not be held: no right')
    expect(holdRecords(play)).toMatchObject([{ conclusion: 'failed' }])
    const promoted = await promote(play, 'v0')
    expect(promoted.conclusion).toBe('applied')
  })
})

describe('fallback', () => {
  it('moves every stage that the version holds to its last good one, each with its record', async () => {
    const play = await released()
    for (const version of ['v0', 'v2']) expect((await promote(play, version)).conclusion).toBe('applied')
    play.advance(MINUTE)
    const outcome = await hold(play, { stage: 'production', fallback: true })
    expect(told(outcome)).toBe('staging v0: applied [], production v0: applied []')
    expect([outcome.conclusion, outcome.reasons]).toEqual(['applied', []])
    expect([play.registry.holderOf('production'), play.registry.holderOf('staging')]).toEqual(['v0', 'v0'])
    const rollbacks = play.records().filter(({ operation }) => operation === 'rollback')
    expect(rollbacks).toMatchObject([
      { stage: 'staging', conclusion: 'applied', reason: 'toxic answers' },
      { stage: 'production', conclusion: 'applied', reason: 'toxic answers' },
    ])
    expect(data(outcome)['stages']).toMatchObject([
      { stage: 'staging', to: 'v0' },
      { stage: 'production', to: 'v0' },
    ])
  })

  it('passes over versions that are held', async () => {
    const play = await released()
    await hold(play, { version: 'v0' }, { run: '5' })
    await hold(play, { stage: 'production', fallback: true }, { run: '6' })
    expect(play.registry.holderOf('production')).toBe('v1')
  })

  it('leaves a stage without a safe fallback where it is, aloud', async () => {
    const play = await released()
    play.registry.setAlias('staging', 'v2')
    const outcome = await hold(play, { version: 'v2', fallback: true })
    expect([outcome.conclusion, outcome.reasons[0]]).toEqual(['partial', 'version-held'])
    expect([play.registry.holderOf('production'), play.registry.holderOf('staging')]).toEqual(['v0', 'v2'])
    const shouted = outcome.notes.filter(({ level }) => level === 'warning').map(({ text }) => text)
    expect(shouted).toHaveLength(1)
    expect(shouted[0]).toContain('support-llm staging STILL STANDS ON v2')
    expect(play.registry.version('v2').tags).toEqual(['regulatory-hold'])
  })

  it('goes on with what is left when it is asked again', async () => {
    const play = await released()
    await hold(play, { version: 'v2' }, { run: '5' })
    const outcome = await hold(play, { version: 'v2', fallback: true }, { run: '6' })
    expect([outcome.conclusion, play.registry.holderOf('production')]).toEqual(['applied', 'v0'])
    expect(holdRecords(play)).toHaveLength(1)
  })

  it('an attempt of the same run never freezes the version that took over', async () => {
    const play = await released()
    await hold(play, { stage: 'production', fallback: true })
    const again = await hold(play, { stage: 'production', fallback: true }, { attempt: 2 })
    expect([again.conclusion, data(again)['version']]).toEqual(['no-change', 'v2'])
    expect([play.registry.holderOf('production'), play.registry.version('v0').tags]).toEqual(['v0', []])
  })

  it('nor does a second order that was given before the first was carried out', async () => {
    const play = await released()
    const startedAt = new Date(play.clock.now).toISOString()
    play.advance(MINUTE)
    await hold(play, { stage: 'production', fallback: true }, { run: '5' })
    const second = await hold(play, { stage: 'production', fallback: true }, { run: '6', startedAt })
    expect([second.conclusion, second.reasons]).toEqual(['refused', ['stale-run']])
    expect([play.registry.holderOf('production'), play.registry.version('v0').tags]).toEqual(['v0', []])
    play.advance(MINUTE)
    const later = await hold(play, { stage: 'production', fallback: true }, { run: '7' })
    expect([later.conclusion, play.registry.holderOf('production')]).toEqual(['applied', 'v1'])
  })

  it('is refused without a version, and needs the right to roll back', async () => {
    const play = await released(
      GATES.replace(
        'production: { ungated: true }',
        'production: { ungated: true, may: { rollback: { users: [ana] } } }',
      ),
    )
    await expect(hold(play, { fallback: true })).rejects.toThrow(/needs a version/)
    const outcome = await hold(play, { stage: 'production', fallback: true })
    expect([outcome.conclusion, outcome.reasons]).toEqual(['partial', ['version-held', 'not-allowed']])
    expect([play.registry.holderOf('production'), play.registry.version('v2').tags]).toEqual([
      'v2',
      ['regulatory-hold'],
    ])
  })
})

describe('refusals of hold', () => {
  it.each<[string, Partial<PromoteInputs>, RunOptions, string]>([
    ['somebody without the role', { version: 'v1' }, { actor: 'eve' }, 'not-allowed'],
    ['a version that is not there', { version: 'v9' }, {}, 'version-not-found'],
  ])('%s', async (_name, inputs, options, code) => {
    const play = await released()
    const outcome = await hold(play, inputs, options)
    expect([outcome.conclusion, outcome.reasons, outcome.error?.code]).toEqual(['refused', [code], code])
    expect(play.writes()).toEqual([])
  })

  it('a pull request', async () => {
    const play = await released()
    const outcome = await play.plan(play.propose('{}'), { inputs: { operation: 'hold', model: MODEL, reason: 'x' } })
    expect([outcome.conclusion, outcome.reasons]).toEqual(['refused', ['untrusted-event']])
  })

  it('a moment that is over', async () => {
    const play = await released()
    await expect(hold(play, { version: 'v1', until: '2026-01-01T00:00:00Z' })).rejects.toThrow(/is over/)
  })
})

describe('release', () => {
  it('takes every marker away, whoever set it, and records which hold it ends', async () => {
    const play = await released()
    await hold(play, { version: 'v1' })
    play.registry.setTags('v1', ['fast', 'regulatory-hold', 'Regulatory-Hold'])
    play.registry.setAlias('regulatory-hold-v1', 'v1')
    const outcome = await release(play, { version: 'v1' })
    expect([outcome.conclusion, data(outcome)['held']]).toEqual(['applied', false])
    expect([play.registry.version('v1').tags, play.registry.holderOf('regulatory-hold-v1')]).toEqual([
      ['fast'],
      undefined,
    ])
    const [first, second] = holdRecords(play)
    expect(second).toMatchObject({ sequence: 2, undoes: first?.['sha256'], previous_record: first?.['sha256'] })
    const promoted = await promote(play, 'v1')
    expect(promoted.reasons).not.toContain('version-held')
  })

  it.each([
    ['a model', {}],
    ['a stage', { stage: 'production', version: '*' }],
  ])('frees %s', async (_name, inputs) => {
    const play = await released()
    await hold(play, inputs)
    const outcome = await release(play, inputs)
    expect([outcome.conclusion, play.registry.collectionTags]).toEqual(['applied', []])
  })

  it('ends a hold whose marker is gone, by its record', async () => {
    const play = await released()
    await hold(play, { version: 'v0' })
    play.registry.setTags('v0', [])
    expect((await release(play, { version: 'v0' })).conclusion).toBe('applied')
    const promoted = await promote(play, 'v0')
    expect(promoted.conclusion).toBe('applied')
  })

  it('says what it could not take away, and the hold stands', async () => {
    const play = await released()
    await hold(play, { version: 'v0' })
    play.registry.sourceWritable = false
    const outcome = await release(play, { version: 'v0' })
    expect([outcome.conclusion, outcome.reasons]).toEqual(['partial', ['wandb-access']])
    expect(outcome.error?.message).toContain('still held (left: version tag regulatory-hold)')
    play.registry.setTags('v0', [])
    const promoted = await promote(play, 'v0')
    expect(told(promoted)).toBe('staging v0: refused [version-held]')
  })

  it('has nothing to do for what is not held', async () => {
    const play = await released()
    const outcome = await release(play, { version: 'v1' })
    expect([outcome.conclusion, play.writes()]).toEqual(['no-change', []])
  })

  it('needs the role maintain', async () => {
    const play = await released()
    await hold(play, { version: 'v1' })
    const outcome = await release(play, { version: 'v1' }, { actor: 'cai' })
    expect([outcome.conclusion, outcome.reasons]).toEqual(['refused', ['not-allowed']])
    expect(play.registry.version('v1').tags).toEqual(['regulatory-hold'])
  })

  it('of a version says that the model is held too', async () => {
    const play = await released()
    await hold(play, {}, { run: '5' })
    await hold(play, { version: 'v1' }, { run: '6' })
    expect(texts(await release(play, { version: 'v1' }))).toContain('The whole model support-llm is still held')
  })
})

describe('a crash', () => {
  const lost = new RemoteError('wandb', 'gone')

  it('before the marker: the next run gives the record up and begins anew', async () => {
    const play = await released()
    play.registry.fault('tagVersion', { throws: lost })
    play.registry.fault('moveAlias', { throws: lost })
    play.registry.fault('closeRecord', { throws: lost })
    const crashed = await hold(play, { version: 'v1' })
    expect([crashed.conclusion, crashed.reasons]).toEqual(['error', ['unfinished', 'wandb-unavailable']])
    const blocked = await promote(play, 'v1')
    expect(blocked.reasons).not.toContain('internal')
    const again = await hold(play, { version: 'v1' }, { attempt: 2 })
    expect(again.conclusion).toBe('applied')
    expect(holdRecords(play)).toMatchObject([{ conclusion: 'abandoned' }, { conclusion: 'applied' }])
  })

  it('after the marker: the next run closes the record as applied', async () => {
    const play = await released()
    play.registry.fault('closeRecord', { throws: lost })
    const crashed = await hold(play, { version: 'v1' })
    expect([crashed.conclusion, data(crashed)['held']]).toEqual(['partial', true])
    const again = await hold(play, { version: 'v1' }, { attempt: 2 })
    expect([again.conclusion, again.notes[0]?.code]).toEqual(['no-change', 'unfinished'])
    expect(holdRecords(play)).toMatchObject([{ conclusion: 'applied', settled_by: { attempt: 2 } }])
  })

  it('of another run is settled after its lease, also by a release', async () => {
    const play = await released()
    play.registry.fault('closeRecord', { throws: lost })
    await hold(play, { version: 'v1' })
    expect(await release(play, { version: 'v1' })).toMatchObject({ conclusion: 'refused', reasons: ['in-progress'] })
    play.advance(6 * MINUTE)
    expect((await release(play, { version: 'v1' }, { run: '12' })).conclusion).toBe('applied')
    expect(holdRecords(play)).toMatchObject([{ conclusion: 'applied' }, { operation: 'release', sequence: 2 }])
  })

  it('a hold never waits for a live one', async () => {
    const play = await released()
    play.registry.fault('closeRecord', { throws: lost })
    await hold(play, { version: 'v1' })
    expect((await hold(play, { version: 'v2' }, { run: '9' })).conclusion).toBe('applied')
  })

  it('within the fallback, after the move: the next run closes its record and goes no further back', async () => {
    const play = await released()
    const startedAt = new Date(play.clock.now).toISOString()
    play.registry.fault('closeRecord', { after: () => play.registry.fault('closeRecord', { throws: lost }) })
    const crashed = await hold(play, { stage: 'production', fallback: true })
    expect([crashed.conclusion, play.registry.holderOf('production')]).toEqual(['partial', 'v0'])
    play.advance(MINUTE)
    const again = await hold(play, { stage: 'production', fallback: true }, { attempt: 2, startedAt })
    expect([again.conclusion, play.registry.holderOf('production')]).toEqual(['no-change', 'v0'])
    const [rollback] = play.records().filter(({ operation }) => operation === 'rollback')
    expect(rollback).toMatchObject({ conclusion: 'applied', settled_by: { attempt: 2 } })
  })

  it('between the hold and its fallback: the next run moves what is left', async () => {
    const play = await released()
    play.registry.fault('openRecord', { after: () => play.registry.fault('openRecord', { throws: lost }) })
    const crashed = await hold(play, { stage: 'production', fallback: true })
    expect([crashed.conclusion, play.registry.holderOf('production')]).toEqual(['partial', 'v2'])
    const again = await hold(play, { stage: 'production', fallback: true }, { attempt: 2 })
    expect([again.conclusion, play.registry.holderOf('production')]).toEqual(['applied', 'v0'])
  })
})
