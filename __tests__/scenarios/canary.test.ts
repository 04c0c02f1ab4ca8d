import { describe, expect, it } from '@jest/globals'
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
