import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import type { EventFacts } from '../../src/promotion/run-context.ts'
import { GATES, MINUTE, StagePlay } from './stage-play.ts'

const VERIFY = { operation: 'verify', model: 'support-llm', stage: 'production' } as const
const DEPLOY = { ...VERIFY, version: 'v1' } as const

/** v1 holds production by record #1. */
async function promoted(): Promise<StagePlay> {
  const play = new StagePlay()
  const { pushed } = play.merged('{ support-llm: { staging: v1, production: v1 } }')
  await play.push(pushed, { run: '900' })
  play.advance(MINUTE)
  return play
}

/** Then v0 again: record #2. */
async function movedTwice(): Promise<StagePlay> {
  const play = await promoted()
  const number = play.propose('{ support-llm: { staging: v1, production: v0 } }')
  play.approve(number)
  play.registry.setAlias('staging', 'v0')
  play.reportOn('v0')
  play.advance(MINUTE)
  await play.push(play.github.merge(number, 'ana'), { run: '901' })
  expect(play.registry.runs.size).toBe(2)
  return play
}

function edit(play: StagePlay, change: (text: string) => string): void {
  const run = [...play.registry.runs.values()][0]
  if (run === undefined) throw new Error('no record')
  run.config = { ...run.config, record: change(String(run.config['record'])) }
}

function said({ listings, error }: RunOutcome): string {
  return JSON.stringify([listings, error])
}

describe('verify', () => {
  it('is content when alias, record and pin agree', async () => {
    const outcome = await (await promoted()).dispatch(VERIFY)
    expect(outcome).toMatchObject({ conclusion: 'no-change', decision: 'pass', reasons: [], error: null })
  })

  it('fails when the alias was moved by hand, names who did it, and says the ways out', async () => {
    const play = await promoted()
    play.registry.setAlias('production', 'v2')
    const at = '2026-03-10T10:01:30.000Z'
    play.survey.actions = [
      {
        action: 'ADD',
        at,
        user: 'mallory',
        sourceArtifactId: 'artifact-staging',
        targetArtifactId: 'artifact-candidate',
      },
      {
        action: 'ADD',
        at: '2026-03-10T10:00:30.000Z',
        user: 'cai',
        sourceArtifactId: null,
        targetArtifactId: 'artifact-staging',
      },
    ]
    const outcome = await play.dispatch(VERIFY)
    expect(outcome).toMatchObject({ conclusion: 'refused', decision: 'fail', reasons: ['drift'] })
    expect(outcome.error?.message).toBe(
      'support-llm production: production: v2 holds it, but record #1 of 2026-03-10 10:01 UTC says v1. mallory changed it on 2026-03-10 10:01 UTC.',
    )
    expect(outcome.error?.hint).toContain('`rollback` with `version: v1`')
    expect(outcome.error?.hint).toContain('Or keep v2: start `verify` with `adopt: true`')
    expect(outcome.error?.issues).toHaveLength(1)
  })

  it.each([null, new RemoteError('wandb', 'not today')])(
    'goes on when nobody tells who did it (%s)',
    async (actions) => {
      const play = await promoted()
      play.registry.setAlias('production', null)
      play.survey.actions = actions
      const outcome = await play.dispatch(VERIFY)
      expect(outcome.reasons).toEqual(['drift'])
      expect(outcome.error?.message).toContain('nobody holds it')
      expect(outcome.error?.message).not.toContain('changed it')
    },
  )

  it('blames a version without any record, but not a stage without a gate', async () => {
    const outcome = await (await promoted()).dispatch({ operation: 'verify' })
    expect(outcome.error?.issues.map(({ message }) => message)).toEqual([
      'support-llm staging: staging: v1 holds it, but no record says how it got there.',
    ])
  })

  it('fails when the pin names another version than the registry', async () => {
    const play = await promoted()
    play.github.commit({
      branch: 'main',
      author: 'dev',
      files: { 'model-pins.yml': '{ support-llm: { production: v2 } }' },
    })
    const outcome = await play.dispatch(VERIFY)
    expect(outcome.reasons).toEqual(['drift'])
    expect(outcome.error?.message).toContain('model-pins.yml pins v2, but v1 holds production.')
    expect(outcome.error?.issues[0]?.at).toMatchObject({ file: 'model-pins.yml', line: 1 })
  })

  it('says that an unfinished run moved the alias, and waits for a live one', async () => {
    const play = await promoted()
    play.registry.fault('closeRecord', { throws: new RemoteError('wandb', 'gone') })
    const number = play.propose('{ support-llm: { staging: v1, production: v0 } }')
    play.approve(number)
    play.registry.setAlias('staging', 'v0')
    play.reportOn('v0')
    await play.push(play.github.merge(number, 'ana'), { run: '902' })
    const early = await play.dispatch(VERIFY)
    expect(early.reasons).not.toContain('unfinished')
    expect(early.notes.map(({ code }) => code)).toContain('in-progress')
    play.advance(6 * MINUTE)
    const late = await play.dispatch(VERIFY)
    expect(late.reasons).toEqual(['unfinished'])
    expect(late.error?.message).toContain('moved by run 902')
  })

  it.each([
    ['edited', (text: string) => text.replace('"cai"', '"eve"')],
    ['emptied', () => ''],
  ])('finds a record that was %s', async (_, change) => {
    const play = await movedTwice()
    edit(play, change)
    const outcome = await play.dispatch(VERIFY)
    expect(outcome).toMatchObject({ conclusion: 'refused' })
    expect(outcome.reasons).toContain('record-not-intact')
    expect(said(outcome)).toContain('altered')
  })

  it('finds a record that was taken away', async () => {
    const play = await movedTwice()
    const [oldest = ''] = play.registry.runs.keys()
    play.registry.runs.delete(oldest)
    const outcome = await play.dispatch(VERIFY)
    expect(outcome.reasons).toEqual(['record-not-intact'])
    expect(said(outcome)).toContain('is not there or was altered')
  })

  it('fails where the config says that an alias is protected and W&B lists others only', async () => {
    const play = new StagePlay({ gates: `${GATES}        protected: true\n`, pins: '{}' })
    play.registry.setAlias('staging', null)
    play.registry.setAlias('production', null)
    const ask = () => play.dispatch({ operation: 'verify', model: 'support-llm' })
    const notes = async () => (await ask()).notes.map(({ text }) => text).join()
    expect(await notes()).toContain('cannot be told: the list')
    play.survey.listsProtected = false
    expect(await notes()).toContain('cannot be read through its API')
    play.survey.listsProtected = new RemoteError('wandb', 'not today')
    expect(await notes()).toContain('could not be read: not today')
    play.survey.listsProtected = true
    play.registry.protectedAliases.add('prod')
    const outcome = await ask()
    expect([outcome.conclusion, outcome.reasons]).toEqual(['refused', ['drift']])
    expect(outcome.error?.issues[0]?.at).toMatchObject({ file: '.github/model-gates.yml' })
    play.registry.protectedAliases.add('production')
    expect((await ask()).conclusion).toBe('no-change')
  })

  it('reads the version strictly', async () => {
    const play = await promoted()
    await expect(play.dispatch({ ...VERIFY, version: 'production' })).rejects.toThrow('form `vN`')
    await expect(play.dispatch({ operation: 'verify', version: 'v1' })).rejects.toThrow('`model` and `stage`')
  })
})

describe('the check before a rollout', () => {
  it('lets the version through that holds the stage by record', async () => {
    const outcome = await (await promoted()).dispatch(DEPLOY)
    expect(outcome).toMatchObject({ conclusion: 'no-change', decision: 'pass' })
    expect(outcome.listings[0]?.title).toBe('May v1 be deployed?')
  })

  it.each<readonly [string, string, (play: StagePlay) => void]>([
    ['held', 'version-held', (play) => play.registry.setTags('v1', ['regulatory-hold'])],
    [
      'of a held model',
      'version-held',
      (play) => {
        play.registry.collectionTags = ['Regulatory-Hold']
      },
    ],
    ['of a registry whose tags cannot be read', 'wandb-access', (play) => play.registry.setTags('v1', null)],
    ['no longer the holder', 'version-not-in-stage', (play) => play.registry.setAlias('production', 'v2')],
    ['of a stage that nobody holds', 'version-not-in-stage', (play) => play.registry.setAlias('production', null)],
    ['without its record', 'drift', (play) => play.registry.runs.clear()],
    [
      'of records that cannot be seen',
      'drift',
      (play) => {
        play.registry.canSeeRecords = false
      },
    ],
    ['of an edited record', 'drift', (play) => edit(play, (text) => text.replace('"cai"', '"eve"'))],
  ])('stops a version that is %s', async (_, code, act) => {
    const play = await promoted()
    act(play)
    const outcome = await play.dispatch(DEPLOY)
    expect(outcome).toMatchObject({ conclusion: 'refused', decision: 'fail' })
    expect(outcome.reasons[0]).toBe(code)
    expect(outcome.error?.message).toContain('v1 must not be deployed.')
  })

  it('asks for a record where the stage has no gate, too', async () => {
    const play = await promoted()
    const outcome = await play.dispatch({ ...DEPLOY, stage: 'candidate', version: 'v2' })
    expect(outcome.reasons).toEqual(['version-not-in-stage'])
  })

  it('does not care for a pin that is not merged into the registry yet', async () => {
    const play = await promoted()
    play.github.commit({
      branch: 'main',
      author: 'dev',
      files: { 'model-pins.yml': '{ support-llm: { production: v2 } }' },
    })
    expect((await play.dispatch(DEPLOY)).conclusion).toBe('no-change')
  })
})

/** Events that say nothing of a branch. */
const WITHOUT_BRANCH: readonly (readonly [string, EventFacts])[] = [
  [
    'a tag',
    {
      kind: 'push',
      name: 'push',
      branch: null,
      before: '0',
      after: 'a',
      created: true,
      deleted: false,
      forced: false,
      commits: [],
    },
  ],
  ['a run on a tag', { kind: 'branch', name: 'workflow_dispatch', branch: null }],
  ['a release', { kind: 'other', name: 'release' }],
  ['a deployment', { kind: 'other', name: 'deployment' }],
]

describe('the check before a rollout that starts from a commit', () => {
  it.each(WITHOUT_BRANCH)('%s: by the gates of the default branch', async (_, event) => {
    const play = await promoted()
    const inputs = DEPLOY
    const before = play.writes().length
    expect((await play.run(event, { inputs, defaultBranch: 'main' })).conclusion).toBe('no-change')
    expect((await play.run(event, { inputs: { ...inputs, version: 'v0' }, defaultBranch: 'main' })).reasons).toEqual([
      'version-not-in-stage',
    ])
    for (const operation of ['status', 'history'] as const) {
      const told = await play.run(event, { inputs: { operation, model: 'support-llm' }, defaultBranch: 'main' })
      expect([told.conclusion, told.listings.length]).toEqual(['no-change', 1])
    }
    expect(play.writes().length).toBe(before)
  })

  it.each(WITHOUT_BRANCH)('%s: not by a branch that is not the default one, nor by none', async (_, event) => {
    const play = await promoted()
    play.github.commit({ branch: 'evil', author: 'dev', files: { 'x.txt': 'x' } })
    expect((await play.run(event, { inputs: DEPLOY, defaultBranch: 'evil' })).reasons).toEqual(['untrusted-ref'])
    expect((await play.run(event, { inputs: DEPLOY })).conclusion).toBe('refused')
  })

  it.each(WITHOUT_BRANCH)('%s: never promotes, rolls back, holds or adopts', async (_, event) => {
    const play = await promoted()
    const before = play.writes().length
    const target = { model: 'support-llm', stage: 'production', reason: 'x', version: 'v0' }
    for (const operation of ['promote', 'rollback', 'hold', 'release'] as const) {
      const outcome = await play.run(event, { inputs: { ...target, operation }, defaultBranch: 'main' })
      expect([operation, outcome.conclusion]).toEqual([operation, 'refused'])
    }
    expect(play.writes().length).toBe(before)
  })

  it('reads the gates of a default branch that may not promote itself', async () => {
    const play = new StagePlay({ gates: GATES.replace('models:', 'branches: [release]\nmodels:') })
    const [, event] = WITHOUT_BRANCH[0] ?? []
    if (event === undefined) throw new Error('no event')
    const outcome = await play.run(event, { inputs: { operation: 'status' }, defaultBranch: 'main' })
    expect(outcome.conclusion).toBe('no-change')
  })
})
