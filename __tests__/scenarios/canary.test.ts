import { describe, expect, it } from '@jest/globals'
import { AccessError, RemoteError } from '../../src/errors.ts'
import { CanaryPlay, canaryGates, HOUR } from './canary-play.ts'

describe('a canary on a schedule', () => {
  it('bakes, waits for samples, and is promoted', async () => {
    const play = new CanaryPlay()
    await play.begin()
    expect([play.registry.holderOf('production-canary'), play.registry.holderOf('production')]).toEqual(['v2', 'v0'])

    const first = await play.look()
    expect([first.decision, first.conclusion, first.reasons]).toEqual([
      'pending',
      'pending',
      ['canary-baking', 'report-missing'],
    ])

    play.advance(10 * HOUR)
    play.monitor({ errors: 0.011 })
    const baking = await play.look()
    expect([baking.conclusion, baking.reasons]).toEqual(['pending', ['canary-baking']])
    expect(JSON.stringify(baking.promotions[0]?.verdict)).toContain('14 h left')

    play.advance(15 * HOUR)
    play.monitor({ errors: 0.01, n: 200 })
    const few = await play.look()
    expect([few.conclusion, few.reasons]).toEqual(['pending', ['insufficient-data']])
    expect(play.registry.holderOf('production')).toBe('v0')

    play.advance(HOUR)
    play.monitor({ errors: 0.011 })
    const last = await play.look()
    expect([last.conclusion, last.reasons]).toEqual(['applied', []])
    expect(play.registry.holderOf('production')).toBe('v2')
    const [record] = play.records().slice(-1)
    expect(record).toMatchObject({
      operation: 'promote',
      stage: 'production',
      conclusion: 'applied',
      evidence: [{ name: 'canary-live' }, { name: 'production-live of v0' }],
      rows: [{ report: 'canary-live', metric: 'error_rate', value: 0.011, n: 5000 }],
    })

    const after = await play.look()
    expect([after.conclusion, after.decision]).toEqual(['no-change', 'pass'])
  })

  it('is taken back while it bakes when it is worse beyond doubt', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(2 * HOUR)
    play.monitor({ errors: 0.08 })
    const bad = await play.look()
    expect([bad.decision, bad.conclusion, bad.reasons[0]]).toEqual(['fail', 'refused', 'canary-inferior'])
    expect([play.registry.holderOf('production-canary'), play.registry.holderOf('production')]).toEqual([
      undefined,
      'v0',
    ])
    expect(play.writes().slice(-3)).toEqual(['open', 'removeAlias', 'close applied'])
    const [record] = play.records().slice(-1)
    expect(record).toMatchObject({
      operation: 'rollback',
      stage: 'canary',
      alias: 'production-canary',
      from: { version: 'v2' },
      to: null,
      moves_made: [{ alias: 'production-canary', from: { version: 'v2' }, to: null }],
      conclusion: 'applied',
      reason: 'the canary is worse than v0 beyond doubt: error_rate',
      sequence: 2,
    })
    expect(bad.promotions[0]?.record).toMatchObject({ sha256: record?.['sha256'] })

    const next = await play.look()
    expect([next.conclusion, next.reasons]).toEqual(['no-change', ['not-requested']])

    const again = await play.look({ inputs: { stage: 'canary' } })
    expect([again.conclusion, again.reasons]).toEqual(['refused', ['rolled-back']])
    const verified = await play.look({ inputs: { operation: 'verify', stage: null } })
    expect(verified.conclusion).toBe('no-change')
    const status = await play.look({ inputs: { operation: 'history', stage: 'canary' } })
    expect(JSON.stringify(status.listings)).toContain('canary nobody by rollback')
  })

  it('keeps the alias without `on_fail: rollback`, and says so', async () => {
    const play = new CanaryPlay(canaryGates(''))
    await play.begin()
    play.advance(2 * HOUR)
    play.monitor({ errors: 0.08 })
    const bad = await play.look()
    expect([bad.conclusion, bad.reasons[0]]).toEqual(['refused', 'canary-inferior'])
    expect(play.registry.holderOf('production-canary')).toBe('v2')
  })
})

describe('the time side by side', () => {
  it('begins again when another version goes into use, and ends with it', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(20 * HOUR)
    // By hand: no record says it, so nothing is known of the time until somebody adopts it.
    play.registry.setAlias('production', 'v1')
    play.monitor({ errors: 0.01 }, undefined, { canary: 'v2', production: 'v1' })
    const unknown = await play.look()
    expect([unknown.conclusion, unknown.reasons[0]]).toEqual(['refused', 'canary-window-unknown'])
    play.survey.actions = [
      {
        action: 'moved',
        at: new Date(play.clock.now).toISOString(),
        user: 'kim',
        sourceArtifactId: play.registry.version('v0').artifactId,
        targetArtifactId: play.registry.version('v1').artifactId,
      },
    ]
    play.advance(10 * HOUR)
    play.monitor({ errors: 0.01 }, undefined, { canary: 'v2', production: 'v1' })
    const again = await play.look()
    expect([again.conclusion, again.reasons]).toEqual(['pending', ['canary-baking', 'drift']])
    expect(JSON.stringify(again.promotions[0]?.verdict)).toContain('counted from when production went to v1')
  })

  it("is told by records alone when W&B's history cannot be read", async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.survey.actions = new Error('no such field')
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.01 })
    expect((await play.look()).conclusion).toBe('applied')
  })

  it('is not known of a version that was put there by hand, and nothing is taken back', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.registry.setAlias('production-canary', 'v1')
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.2 }, undefined, { canary: 'v1', production: 'v0' })
    const hand = await play.look()
    expect([hand.conclusion, hand.reasons[0]]).toEqual(['refused', 'canary-window-unknown'])
    expect(play.registry.holderOf('production-canary')).toBe('v1')
  })

  it('fails when it has lasted too long without a decision', async () => {
    const play = new CanaryPlay(canaryGates('max_bake: 48h\n          on_fail: rollback'))
    await play.begin()
    play.advance(49 * HOUR)
    play.monitor({ errors: 0.03, n: 600 })
    const late = await play.look()
    expect([late.conclusion, late.reasons]).toEqual(['refused', ['canary-undecided']])
    expect(play.registry.holderOf('production-canary')).toBe('v2')
  })
})

describe('numbers', () => {
  it('of another version are waited for while it bakes, and refused after it', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(HOUR)
    play.monitor({ errors: 0.2 }, undefined, { canary: 'v1', production: 'v0' })
    const baking = await play.look()
    expect([baking.conclusion, baking.reasons]).toEqual(['pending', ['canary-baking', 'report-other-version']])
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.2 }, undefined, { canary: 'v2', production: 'v1' })
    const baked = await play.look()
    expect([baked.conclusion, baked.reasons]).toEqual(['refused', ['report-other-version']])
    expect(play.registry.holderOf('production-canary')).toBe('v2')
  })

  it('without their samples decide nothing', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.9, n: -1 })
    const none = await play.look()
    expect([none.conclusion, none.reasons]).toEqual(['pending', ['insufficient-data']])
  })
})

describe('who may act', () => {
  it('a dry run says what it would do', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(2 * HOUR)
    play.monitor({ errors: 0.08 })
    const before = play.writes().length
    const dry = await play.look({ inputs: { dryRun: true } })
    expect([dry.conclusion, dry.reasons[0]]).toEqual(['refused', 'canary-inferior'])
    expect(dry.promotions[0]?.notes.map(({ text }) => text)).toContain(
      'production-canary would be removed from v2: it is worse than the version in use.',
    )
    expect(play.writes()).toHaveLength(before)
  })

  it('whoever may not promote takes nothing back', async () => {
    const play = new CanaryPlay(canaryGates('on_fail: rollback', '        may: { promote: { users: [ana] } }\n'))
    await play.begin()
    play.advance(2 * HOUR)
    play.monitor({ errors: 0.08 })
    const refused = await play.look({ actor: 'eve' })
    expect(refused.reasons).toEqual(expect.arrayContaining(['not-allowed', 'canary-inferior']))
    expect(play.registry.holderOf('production-canary')).toBe('v2')
    const allowed = await play.look({ actor: 'ana' })
    expect(allowed.reasons[0]).toBe('canary-inferior')
    expect(play.registry.holderOf('production-canary')).toBeUndefined()
  })

  it('approvals are asked for on a pull request that waits for the bake; the push after it promotes', async () => {
    const approvals = '        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]\n'
    const play = new CanaryPlay(canaryGates('on_fail: rollback', approvals))
    await play.beginByHistory()
    play.advance(HOUR)
    const number = play.propose('{ support-llm: { production: v2 } }')
    play.approve(number)
    play.monitor({ errors: 0.01 })
    const early = await play.plan(number)
    expect([early.conclusion, early.reasons]).toEqual(['pending', ['canary-baking']])
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.01 })
    expect((await play.plan(number)).conclusion).toBe('planned')
    const pushed = play.github.merge(number, 'ana')
    const promoted = await play.push(pushed, { run: '900', startedAt: new Date(play.clock.now).toISOString() })
    expect([promoted.conclusion, promoted.reasons]).toEqual(['applied', []])
    expect(play.registry.holderOf('production')).toBe('v2')
  })

  it('a push that comes too early waits, and says so', async () => {
    const approvals = '        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]\n'
    const play = new CanaryPlay(canaryGates('on_fail: rollback', approvals))
    await play.beginByHistory()
    const { pushed } = play.merged('{ support-llm: { production: v2 } }')
    play.monitor({ errors: 0.01 })
    const early = await play.push(pushed, { run: '900' })
    expect([early.conclusion, early.reasons]).toEqual(['pending', ['canary-baking']])
    expect(play.registry.holderOf('production')).toBe('v0')
  })
})

describe('what changes at the last moment', () => {
  it('another version under the canary alias stops the promotion', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.01 })
    play.registry.fault('openRecord', { after: (registry) => registry.setAlias('production-canary', 'v1') })
    const stopped = await play.look()
    expect([stopped.conclusion, stopped.reasons[0]]).toEqual(['refused', 'conflict'])
    expect(play.registry.holderOf('production')).toBe('v0')
  })

  it.each([
    ['production-canary', 'production-canary was held by v2 when this was judged, and is held by v1 now.'],
    ['production', 'production was held by v0 when this was judged, and is held by v1 now.'],
  ])('another version under %s keeps the canary from being taken back', async (alias, text) => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(2 * HOUR)
    play.monitor({ errors: 0.08 })
    play.registry.fault('openRecord', { after: (registry) => registry.setAlias(alias, 'v1') })
    const stopped = await play.look()
    expect([stopped.conclusion, stopped.reasons[0]]).toEqual(['refused', 'conflict'])
    expect(stopped.promotions[0]?.notes.map((note) => note.text)).toContain(text)
    expect(play.writes().slice(-2)).toEqual(['open', 'close conflict'])
  })

  it('a version that is put there while it is taken away is left alone, and named', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(2 * HOUR)
    play.monitor({ errors: 0.08 })
    play.registry.fault('removeAlias', { after: (registry) => registry.setAlias('production-canary', 'v1') })
    const stopped = await play.look()
    expect([stopped.conclusion, stopped.reasons[0]]).toEqual(['refused', 'conflict'])
    expect(play.registry.holderOf('production-canary')).toBe('v1')
    expect(play.records().at(-1)).toMatchObject({ conclusion: 'conflict', moves_made: [] })
  })
})

describe('a canary that could not be taken back', () => {
  async function worse(): Promise<CanaryPlay> {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(2 * HOUR)
    play.monitor({ errors: 0.08 })
    return play
  }
  const LOST = new RemoteError('wandb', 'connection reset', { ambiguous: true })

  it('refused by W&B: it says why', async () => {
    const play = await worse()
    play.registry.fault('removeAlias', { throws: new AccessError('wandb', 'Could not remove the alias') })
    const refused = await play.look()
    expect([refused.decision, refused.conclusion, refused.reasons[0]]).toEqual(['error', 'error', 'wandb-access'])
    expect(play.records().at(-1)).toMatchObject({ conclusion: 'failed', moves_made: [] })
    expect((await play.look()).reasons[0]).toBe('canary-inferior')
    expect(play.registry.holderOf('production-canary')).toBeUndefined()
  })

  it('done, although the answer was lost', async () => {
    const play = await worse()
    play.registry.fault('removeAlias', { throwsAfter: LOST })
    expect((await play.look()).reasons[0]).toBe('canary-inferior')
    expect(play.records().at(-1)).toMatchObject({ conclusion: 'applied', to: null })
  })

  it.each([
    ['before the alias was removed', 'removeAlias', 'throws', 'abandoned'],
    ['before it was read back', 'holder', 'throws', 'applied'],
    ['before the record was closed', 'closeRecord', 'throws', 'applied'],
  ] as const)('stopped %s: the next run settles it', async (_, method, how, conclusion) => {
    const play = await worse()
    play.registry.fault(method, { [how]: LOST } as never)
    const broken = await play.look()
    expect(broken.reasons).toContain('unfinished')
    const waiting = await play.look()
    expect([waiting.conclusion, waiting.reasons[0]]).toEqual(['refused', 'in-progress'])
    play.advance(HOUR)
    play.monitor({ errors: 0.08 })
    const next = await play.look()
    const records = play.records().filter(({ stage }) => stage === 'canary')
    expect(records[1]).toMatchObject({ conclusion, to: null })
    expect(play.registry.holderOf('production-canary')).toBeUndefined()
    expect(records.filter((each) => each['conclusion'] === 'applied' && each['to'] === null)).toHaveLength(1)
    expect(next.reasons[0]).toBe(conclusion === 'abandoned' ? 'canary-inferior' : 'not-requested')
    expect((await play.look()).conclusion).toBe('no-change')
  })

  it('another attempt of the same run goes on at once', async () => {
    const play = await worse()
    play.registry.fault('closeRecord', { throws: LOST })
    await play.look({ run: '700' })
    const again = await play.look({ run: '700', attempt: 2 })
    expect([again.conclusion, again.reasons]).toEqual(['no-change', ['not-requested']])
    expect(play.records().at(-1)).toMatchObject({
      conclusion: 'applied',
      to: null,
      settled_by: { run: '700', attempt: 2 },
    })
  })
})

describe('the reports', () => {
  it('of the version in use is not bound by what the workflow says of the candidate', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.01 })
    expect((await play.look({ inputs: { reportVersion: 'v2' } })).conclusion).toBe('applied')
  })

  it('may be named by the workflow; one that nobody names is missing', async () => {
    const gates = canaryGates()
      .replace(/ {6}(?:canary|production)-live: .*\n/gu, '')
      .replace(/ {4}reports:\n.*\n/u, '')
    const play = new CanaryPlay(gates)
    const location = { kind: 'path', text: 'eval/quality.json' } as const
    const quality = { name: 'quality', location }
    await play.beginByHistory({ reports: [quality] })
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.01 })
    const live = (name: string, file: string) => ({
      name,
      location: { kind: 'path', text: `live/${file}.json` } as const,
    })
    const candidate = live('canary-live', 'canary')
    const missing = await play.look({ inputs: { reports: [candidate] } })
    expect([missing.conclusion, missing.reasons]).toEqual(['refused', ['report-missing']])
    const both = await play.look({ inputs: { reports: [candidate, live('production-live', 'production')] } })
    expect(both.conclusion).toBe('applied')
  })

  it('may be read with selectors, which the record keeps', async () => {
    const gates = canaryGates().replace('{ metric: error_rate,', '{ select: /error_rate,')
    const play = new CanaryPlay(gates)
    await play.begin()
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.01 })
    expect((await play.look()).conclusion).toBe('applied')
    expect(play.records().at(-1)).toMatchObject({ rows: [{ report: 'canary-live', select: '/error_rate', n: 5000 }] })
  })
})

describe('what a hand has moved', () => {
  it('into use without being tried out is not adopted: it was not compared', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.registry.setAlias('production', 'v2')
    const adopt = { operation: 'verify', adopt: true, reason: 'it looked good' } as const
    const refused = await play.look({ actor: 'dev', inputs: adopt })
    expect([refused.conclusion, refused.reasons]).toEqual(['refused', ['canary-window-unknown', 'drift']])
  })

  it('out of use is nothing to compare with', async () => {
    const play = new CanaryPlay()
    await play.begin()
    play.advance(25 * HOUR)
    play.monitor({ errors: 0.01 })
    play.registry.setAlias('production', null)
    const gone = await play.look()
    expect([gone.conclusion, gone.reasons[0]]).toEqual(['refused', 'baseline-missing'])
  })
})

describe('blue and green', () => {
  it('are compared at once', async () => {
    const play = new CanaryPlay(canaryGates().replace('bake: 24h', 'bake: 0'))
    await play.begin()
    play.monitor({ errors: 0.01, at: play.clock.now - 48 * HOUR })
    const promoted = await play.look()
    expect([promoted.conclusion, promoted.reasons]).toEqual(['applied', []])
  })

  it('may be compared with a third', async () => {
    const gates = canaryGates('on_fail: rollback', '').replace('bake: 24h', 'bake: 1h\n          against: candidate')
    const play = new CanaryPlay(gates)
    play.survey.actions = [
      {
        action: 'moved',
        at: new Date(play.clock.now - HOUR).toISOString(),
        user: 'kim',
        sourceArtifactId: null,
        targetArtifactId: play.registry.version('v1').artifactId,
      },
    ]
    await play.tryOut('v2')
    play.registry.setAlias('candidate', 'v1')
    play.advance(2 * HOUR)
    play.monitor({ errors: 0.01 }, undefined, { canary: 'v2', production: 'v1' })
    const promoted = await play.look()
    expect([promoted.conclusion, promoted.reasons]).toEqual(['applied', []])
    expect(play.records().at(-1)).toMatchObject({
      evidence: [{ name: 'canary-live' }, { name: 'production-live of v1' }],
    })
  })
})
