import { describe, expect, it } from '@jest/globals'
import { GATES, PIN_PRODUCTION, report, StagePlay, told } from './stage-play.ts'

const UNAPPROVED = GATES.replace('        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]\n', '')
const PRODUCTION = { model: 'support-llm', stage: 'production' }

describe('a promotion is refused, and nothing is written,', () => {
  it.each<[string, (play: StagePlay) => void, string]>([
    ['by a metric', (play) => play.reportOn('v1', 0.64), 'refused [metric-below-min]'],
    ['by a report of another version', (play) => play.reportOn('v2'), 'refused [report-other-version]'],
    ['by a report that is not there', (play) => play.files.clear(), 'refused [report-missing metric-missing]'],
    ['by a hold', (play) => play.registry.setTags('v1', ['regulatory-hold']), 'refused [version-held]'],
    [
      'by a hold of the stage',
      (play) => play.registry.collectionTags?.push('regulatory-hold production'),
      'refused [stage-held]',
    ],
    [
      'by the stage before, that it never held',
      (play) => play.registry.setAlias('staging', 'v2'),
      'refused [version-not-in-from-stage]',
    ],
    [
      'by everything at once',
      (play) => {
        play.reportOn('v2', 0.1)
        play.registry.setTags('v1', ['regulatory-hold'])
        play.registry.setAlias('staging', null)
      },
      'refused [version-not-in-from-stage version-held report-other-version metric-below-min]',
    ],
    ['by tags that cannot be read, as an error', (play) => play.registry.setTags('v1', null), 'error [wandb-access]'],
  ])('%s', async (_, prepare, expected) => {
    const play = new StagePlay()
    const { pushed } = play.merged(PIN_PRODUCTION)
    prepare(play)
    expect(told(await play.push(pushed))).toBe(`production v1: ${expected}`)
    expect(play.asked()).toEqual(['read'])
    expect(play.registry.holderOf('production')).toBe('v0')
  })
})

it('a report that is not the one demanded by digest is an error, for nobody knows what is in it', async () => {
  const play = new StagePlay({ gates: UNAPPROVED })
  const outcome = await play.dispatch({
    ...PRODUCTION,
    version: 'v1',
    reports: [report(`eval/quality.json#sha256=${'0'.repeat(64)}`)],
  })
  expect(told(outcome)).toBe('production v1: error [report-unreadable metric-missing]')
  expect(play.writes()).toEqual([])
})

it('an older order is stale once another run recorded a newer one', async () => {
  const play = new StagePlay()
  const older = play.merged(PIN_PRODUCTION)
  play.registry.add({ artifactId: 'artifact-next', aliases: [] })
  play.registry.setAlias('staging', 'v3')
  const newer = play.merged('{ support-llm: { staging: v1, production: v3 } }')
  play.reportOn('v3')
  expect(told(await play.push(newer.pushed, { run: '901' }))).toBe('production v3: applied []')
  play.registry.setAlias('staging', 'v1')
  play.reportOn('v1')
  expect(told(await play.push(older.pushed))).toBe('production v1: refused [stale-run]')
  expect(play.registry.holderOf('production')).toBe('v3')
})

describe('on dispatch', () => {
  it('the pin must say the same where approvals bind the version', async () => {
    const play = new StagePlay()
    const { number } = play.merged(PIN_PRODUCTION)
    play.registry.add({ artifactId: 'artifact-next', aliases: ['staging'] })
    play.reportOn('v3')
    const outcome = await play.dispatch({ ...PRODUCTION, version: 'v3', pullRequest: number })
    expect(outcome.conclusion).toBe('refused')
    expect(outcome.reasons).toContain('version-not-bound')
  })

  it('the named pull request carries the request, merged and approved; whoever started the run does not count', async () => {
    const play = new StagePlay()
    const { number } = play.merged(PIN_PRODUCTION)
    expect(told(await play.dispatch({ ...PRODUCTION, pullRequest: number }, { actor: 'ana' }))).toBe(
      'production v1: refused [approvals-missing]',
    )
    expect(told(await play.dispatch({ ...PRODUCTION, pullRequest: number }))).toBe('production v1: applied []')
  })

  it('needs model and stage', async () => {
    await expect(new StagePlay().dispatch({})).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it.each([
    ['model', { model: 'suport-llm', stage: 'production' }],
    ['report name', { ...PRODUCTION, reports: [report('eval/quality.json', 'qualty')] }],
  ])('a misspelt %s is an error', async (_, inputs) => {
    const play = new StagePlay()
    await expect(play.dispatch(inputs)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/Did you mean/),
    })
    expect(play.asked()).toEqual([])
  })
})

describe('by the event', () => {
  it('a branch that is not listed', async () => {
    const play = new StagePlay()
    play.github.commit({ branch: 'topic', author: 'dev' })
    const outcome = await play.run(
      { kind: 'branch', name: 'workflow_dispatch', branch: 'topic' },
      { inputs: PRODUCTION },
    )
    expect([told(outcome), outcome.decision]).toEqual(['refused [untrusted-ref]', 'fail'])
    expect(play.asked()).toEqual([])
  })

  it('an event of no meaning asks nobody', async () => {
    const play = new StagePlay()
    expect(told(await play.run({ kind: 'other', name: 'issues' }, {}))).toBe('refused [untrusted-event]')
    expect([play.asked(), play.githubAsked()]).toEqual([[], []])
  })

  it('a closed pull request that was merged has nothing to do', async () => {
    const event = {
      kind: 'pull-request',
      name: 'pull_request',
      number: 1,
      closed: true,
      merged: true,
      withoutSecrets: false,
    } as const
    expect(told(await new StagePlay().run(event, {}))).toBe('no-change [not-requested]')
  })

  it('a push that changes the gates promotes nothing, whatever else it changes', async () => {
    const play = new StagePlay()
    play.github.commit({
      branch: 'both',
      author: 'dev',
      files: { 'model-pins.yml': PIN_PRODUCTION, '.github/model-gates.yml': GATES.replace('0.65', '0.1') },
    })
    const number = play.github.open({ head: 'both', author: 'dev' })
    play.approve(number)
    const plan = await play.plan(number)
    expect(told(plan)).toBe('production v1: planned []')
    expect(plan.notes).toMatchObject([{ level: 'warning', code: 'config-changed-in-this-change' }])
    expect(told(await play.push(play.github.merge(number, 'ana')))).toBe('refused [config-changed-in-this-change]')
    expect(play.writes()).toEqual([])
  })
})
