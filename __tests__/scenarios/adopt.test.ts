import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import { toResult } from '../../src/promotion/result.ts'
import { AdoptPlay, PIN_V2 } from './adopt-play.ts'
import { MINUTE, told } from './stage-play.ts'

const EMERGENCY = '        emergency: { count: 1, users: [ana, bo] }\n'

describe('adopting what was moved by hand', () => {
  it('records the version that passes the whole gate, and moves nothing', async () => {
    const play = await new AdoptPlay().drifted()
    const pullRequest = play.meet()
    const outcome = await play.adopt({ pullRequest })
    expect(told(outcome)).toBe('production v2: applied [drift]')
    expect(play.writes()).toEqual(['open', 'close adopted'])
    expect(play.registry.holderOf('production-previous')).toBe('v0')
    const record = play.records().at(-1)
    expect(record).toMatchObject({
      operation: 'adopt',
      conclusion: 'adopted',
      from: { version: 'v1' },
      to: { version: 'v2' },
      moves: [],
      moves_made: [],
      emergency: false,
      reason: 'the canary went well',
      actor: 'mo',
      sequence: 2,
      previous_record: play.records()[0]?.['sha256'],
      pull_requests: [pullRequest],
      approvals: [{ counted: [{ login: 'ana' }] }],
      rows: [{ metric: 'accuracy' }],
    })
    const result = toResult(outcome, [])
    expect([result.applied, result.version, result.previous_version]).toEqual([true, 'v2', 'v1'])
  })

  it('settles the drift: verify and the check before a rollout are content, a rollback goes to the version before', async () => {
    const play = await new AdoptPlay().drifted()
    await play.adopt({ pullRequest: play.meet() })
    const looked = { operation: 'verify', model: 'support-llm', stage: 'production' } as const
    expect((await play.dispatch(looked)).conclusion).toBe('no-change')
    expect((await play.dispatch({ ...looked, version: 'v2' })).conclusion).toBe('no-change')
    expect(told(await play.adopt({ pullRequest: 2 }))).toBe('production v2: no-change []')
    play.advance(MINUTE)
    const startedAt = new Date(play.clock.now).toISOString()
    const back = await play.dispatch(
      { ...looked, operation: 'rollback', reason: 'bad after all' },
      { actor: 'dev', run: '3000', startedAt },
    )
    expect(told(back)).toBe('production v1: applied []')
    expect(play.records().at(-1)?.['undoes']).toBe(play.records()[1]?.['sha256'])
  })

  it('plans only with dry-run', async () => {
    const play = await new AdoptPlay().drifted()
    const outcome = await play.adopt({ pullRequest: play.meet(), dryRun: true })
    expect(told(outcome)).toBe('production v2: planned [drift]')
    expect(play.writes()).toEqual([])
  })

  it('may be told which version was looked at', async () => {
    const play = await new AdoptPlay().drifted()
    const pullRequest = play.meet()
    expect(told(await play.adopt({ pullRequest, version: 'v0' }))).toBe(
      'production v2: refused [version-not-in-stage drift]',
    )
    expect(told(await play.adopt({ pullRequest, version: 'v2' }))).toBe('production v2: applied [drift]')
  })

  it('serves an approval once, whichever record it was for', async () => {
    const play = await new AdoptPlay().drifted()
    const pullRequest = play.meet()
    await play.adopt({ pullRequest })
    play.registry.runs.delete([...play.registry.runs.keys()][0] ?? '')
    play.registry.setAlias('production', 'v0')
    const again = await play.dispatch(
      { operation: 'promote', model: 'support-llm', stage: 'production', version: 'v2', pullRequest },
      { run: '3000', startedAt: new Date(play.clock.now).toISOString() },
    )
    expect(told(again)).toContain('refused [approvals-missing')
  })
})

describe('an adoption is refused', () => {
  it.each<readonly [string, string, (play: AdoptPlay) => void]>([
    ['of a held version', 'version-held', (play) => play.registry.setTags('v2', ['regulatory-hold'])],
    ['when the stage is held', 'stage-held', (play) => play.registry.collectionTags?.push('regulatory-hold')],
    ['when the report is bad', 'metric-below-min', (play) => play.reportOn('v2', 0.1)],
    ['when the report is of another version', 'report-other-version', (play) => play.reportOn('v1')],
    [
      'when the version did not come from staging',
      'version-not-in-from-stage',
      (play) => play.registry.setAlias('staging', 'v1'),
    ],
    [
      'when the approval was taken back',
      'changes-requested',
      (play) => play.github.review(2, { by: 'ana', state: 'CHANGES_REQUESTED' }),
    ],
    ['to somebody without the role', 'not-allowed', (play) => play.github.setRole('mo', 'write')],
  ])('%s', async (_, code, act) => {
    const play = await new AdoptPlay(EMERGENCY.replace('count: 1', 'count: 2')).drifted()
    const pullRequest = play.meet()
    expect(pullRequest).toBe(2)
    act(play)
    const outcome = await play.adopt({ pullRequest })
    expect(outcome).toMatchObject({ conclusion: 'refused', decision: 'fail' })
    expect(outcome.reasons).toContain(code)
    expect(play.writes()).toEqual([])
  })

  it('with every reason when nothing was prepared', async () => {
    const play = await new AdoptPlay().drifted()
    const outcome = await play.adopt()
    expect(outcome.conclusion).toBe('refused')
    expect(outcome.reasons).toEqual(
      expect.arrayContaining([
        'version-not-bound',
        'version-not-in-from-stage',
        'report-other-version',
        'approvals-missing',
        'pull-request-not-found',
        'drift',
      ]),
    )
  })

  it('of what a rollback left, although a reason is given: that takes newer approvals', async () => {
    const play = await new AdoptPlay('        may: { promote: { users: [mo] } }\n').drifted()
    const pullRequest = play.meet()
    await play.adopt({ pullRequest })
    play.advance(MINUTE)
    const startedAt = new Date(play.clock.now).toISOString()
    const rollback = { operation: 'rollback', model: 'support-llm', stage: 'production', reason: 'bad' } as const
    expect((await play.dispatch(rollback, { actor: 'dev', run: '3000', startedAt })).conclusion).toBe('applied')
    play.advance(MINUTE)
    play.registry.setAlias('production', 'v2')
    const outcome = await play.adopt({ pullRequest })
    expect([outcome.conclusion, outcome.reasons.includes('rolled-back')]).toEqual(['refused', true])
    const other = play.propose('{ support-llm: { staging: v1, production: v1 } }')
    play.github.merge(other, 'ana')
    expect(told(await play.adopt({ pullRequest: play.meet() }))).toBe('production v2: applied [drift]')
    // It passed the gate again: the rollback does not stand against it any more.
    expect(
      told(
        await play.dispatch(
          { ...rollback, version: 'v2' },
          { actor: 'dev', run: '3001', startedAt: new Date(play.clock.now).toISOString() },
        ),
      ),
    ).toContain('no-change')
  })

  it('where nobody holds the alias any more, with the ways out', async () => {
    const play = await new AdoptPlay().drifted()
    play.registry.setAlias('production', null)
    const outcome = await play.adopt()
    expect(outcome).toMatchObject({ conclusion: 'refused', reasons: ['drift'] })
    expect(outcome.error?.message).toContain('taken away cannot be adopted')
    expect(outcome.error?.hint).toContain('`rollback` with `version: v1`')
    expect(toResult(outcome, [])).toMatchObject({ model: 'support-llm', stage: 'production', previous_version: 'v1' })
  })

  it.each([
    [
      'pull_request',
      { kind: 'pull-request', name: 'pull_request', number: 1, closed: false, merged: false, withoutSecrets: false },
    ],
    [
      'push',
      {
        kind: 'push',
        name: 'push',
        branch: 'main',
        before: 'a',
        after: 'b',
        created: false,
        deleted: false,
        forced: false,
        commits: [],
      },
    ],
    ['a tag', { kind: 'branch', name: 'workflow_dispatch', branch: null }],
    ['release', { kind: 'other', name: 'release' }],
  ] as const)('from %s', async (_, event) => {
    const play = await new AdoptPlay().drifted()
    const inputs = { operation: 'verify', adopt: true, model: 'support-llm', stage: 'production', reason: 'x' } as const
    const outcome = await play.run(event, { actor: 'mo', inputs })
    expect(outcome.conclusion).toBe('refused')
    expect(['untrusted-event', 'untrusted-ref']).toContain(outcome.reasons[0])
    expect(play.asked()).toEqual([])
  })

  it('without a reason, a model or a stage, before anything is read', async () => {
    const play = await new AdoptPlay().drifted()
    await expect(play.adopt({ reason: null })).rejects.toThrow('`reason`')
    await expect(play.adopt({ stage: null })).rejects.toThrow('`model` and `stage`')
    await expect(play.adopt({ version: 'production' })).rejects.toThrow('form `vN`')
    await expect(play.adopt({}, { hasCredentials: false })).rejects.toThrow('no W&B credential')
    expect(play.asked()).toEqual([])
  })
})

describe('nothing has drifted', () => {
  it.each<readonly [string, string, (play: AdoptPlay) => void]>([
    ['by record', 'production', (play) => play.registry.setAlias('production', 'v1')],
    ['where the stage has no gate', 'candidate', () => undefined],
    ['where nobody ever held it', 'staging', (play) => play.registry.setAlias('staging', null)],
  ])('%s', async (_, stage, act) => {
    const play = await new AdoptPlay().drifted()
    act(play)
    const outcome = await play.adopt({ stage })
    expect([outcome.conclusion, outcome.decision]).toEqual(['no-change', 'pass'])
    expect(play.writes()).toEqual([])
    expect(toResult(outcome, [])).toMatchObject({ applied: false, model: 'support-llm', stage })
  })
})

describe('the emergency rule', () => {
  it('stands in for the gate, and its record counts as no passed gate', async () => {
    const play = await new AdoptPlay(EMERGENCY).drifted()
    const pullRequest = play.propose(PIN_V2)
    play.approve(pullRequest, 'bo')
    const outcome = await play.adopt({ pullRequest })
    expect([outcome.conclusion, outcome.decision, outcome.reasons.includes('emergency')]).toEqual([
      'applied',
      'pass',
      true,
    ])
    const record = play.records().at(-1)
    expect(record).toMatchObject({ conclusion: 'adopted', emergency: true, rows: [] })
    expect(JSON.stringify(record?.['verdict'])).not.toMatch(/"status":"(fail|error|pending)"/)
    expect(
      (await play.dispatch({ operation: 'verify', model: 'support-llm', stage: 'production', version: 'v2' }))
        .conclusion,
    ).toBe('no-change')
    play.registry.setAlias('production', 'v1')
    play.advance(MINUTE)
    const back = await play.dispatch(
      { operation: 'rollback', model: 'support-llm', stage: 'production', reason: 'x', version: 'v2' },
      { actor: 'dev', run: '3000', startedAt: new Date(play.clock.now).toISOString() },
    )
    expect(told(back)).toContain('refused [approvals-missing')
  })

  it.each<readonly [string, string, (play: AdoptPlay) => void]>([
    ['a hold', 'version-held', (play) => play.registry.setTags('v2', ['regulatory-hold'])],
    ['a role that is missing', 'not-allowed', (play) => play.github.setRole('mo', 'write')],
    [
      'a version that is not complete',
      'version-not-committed',
      (play) => {
        play.registry.add({ artifactId: 'half', state: 'PENDING' })
        play.registry.setAlias('production', 'v3')
      },
    ],
  ])('never stands in for %s', async (_, code, act) => {
    const play = await new AdoptPlay(EMERGENCY).drifted()
    act(play)
    const holder = play.registry.holderOf('production') ?? ''
    const pullRequest = play.propose(PIN_V2.replace('v2', holder))
    play.approve(pullRequest, 'bo')
    const outcome = await play.adopt({ pullRequest })
    expect(outcome.conclusion).toBe('refused')
    expect(outcome.reasons).toContain(code)
    expect(play.writes()).toEqual([])
  })

  it.each<readonly [string, (play: AdoptPlay, number: number) => void]>([
    ['nobody', () => undefined],
    ['only the one who started it', (play, number) => play.approve(number, 'mo')],
  ])('is not met when %s approved', async (_, act) => {
    const play = await new AdoptPlay('        emergency: { count: 1 }\n').drifted()
    const pullRequest = play.propose(PIN_V2)
    act(play, pullRequest)
    const outcome = await play.adopt({ pullRequest })
    expect([outcome.conclusion, outcome.reasons.includes('approvals-missing')]).toEqual(['refused', true])
    expect(play.writes()).toEqual([])
  })
})

describe('what happens between judging and recording', () => {
  it.each<readonly [string, (play: AdoptPlay) => void]>([
    ['the alias is moved again', (play) => play.registry.setAlias('production', 'v0')],
    ['the version is held', (play) => play.registry.setTags('v2', ['regulatory-hold'])],
  ])('%s: a conflict, nothing adopted', async (_, act) => {
    const play = await new AdoptPlay().drifted()
    const pullRequest = play.meet()
    play.registry.fault('openRecord', { after: () => act(play) })
    const outcome = await play.adopt({ pullRequest })
    expect([outcome.conclusion, outcome.reasons[0]]).toEqual(['refused', 'conflict'])
    expect(play.writes()).toEqual(['open', 'close conflict'])
  })

  it('a record that was not closed is abandoned by the next attempt, which judges and adopts anew', async () => {
    const play = await new AdoptPlay().drifted()
    const pullRequest = play.meet()
    play.registry.fault('closeRecord', { throws: new RemoteError('wandb', 'gone') })
    const first = await play.adopt({ pullRequest })
    expect([first.conclusion, first.reasons[0]]).toEqual(['error', 'unfinished'])
    expect(told(await play.again(2, { pullRequest }))).toBe('production v2: applied [drift]')
    expect(play.records().map(({ conclusion }) => conclusion)).toEqual(['applied', 'abandoned', 'adopted'])
  })

  it('another run waits for its lease, and never finishes it: by then it may be held', async () => {
    const play = await new AdoptPlay().drifted()
    const pullRequest = play.meet()
    play.registry.fault('closeRecord', { throws: new RemoteError('wandb', 'gone') })
    await play.adopt({ pullRequest })
    expect(told(await play.adopt({ pullRequest }))).toContain('refused [in-progress')
    play.advance(6 * MINUTE)
    const looked = await play.dispatch({ operation: 'verify', model: 'support-llm', stage: 'production' })
    expect(looked.reasons).toEqual(['drift'])
    play.registry.setTags('v2', ['regulatory-hold'])
    const late = await play.adopt({ pullRequest })
    expect([late.conclusion, late.reasons.includes('version-held')]).toEqual(['refused', true])
    expect(play.records().map(({ conclusion }) => conclusion)).toEqual(['applied', 'abandoned'])
  })
})
