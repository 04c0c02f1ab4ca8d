import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { accountFacts, projectFacts, workflowFile } from '../support/fake-doctor.ts'
import { CONFIG_FILE, GATES, type PlayOptions, type RunOptions, StagePlay, told } from './stage-play.ts'

const PROMOTE = '.github/workflows/promote.yml'
const EXAMPLE = readFileSync(new URL('../../examples/workflows/promote.yml', import.meta.url), 'utf8')

function play(options: PlayOptions = {}): StagePlay {
  const stage = new StagePlay(options)
  stage.doctor.files = [workflowFile(PROMOTE, EXAMPLE)]
  return stage
}

function ask(stage: StagePlay, options: RunOptions = {}): Promise<RunOutcome> {
  return stage.dispatch({ operation: 'doctor' }, options)
}

function rows({ listings }: RunOutcome, level: string): string[] {
  return (listings[0]?.rows ?? []).filter(([result]) => result === level).map(([, what]) => String(what))
}

describe('doctor', () => {
  it('passes where all is well, says what it cannot know, and writes nothing', async () => {
    const stage = play()
    const outcome = await ask(stage)
    expect(told(outcome)).toBe('no-change []')
    expect(outcome.decision).toBe('pass')
    expect(rows(outcome, 'problem')).toEqual([])
    expect(rows(outcome, 'unknown')).toEqual(['protected aliases', 'environment of promote.yml, job promote (promote)'])
    expect(stage.asked()).toEqual([])
    expect(stage.records()).toEqual([])
    expect(stage.doctor.asked[0]?.versions).toEqual([
      'support-llm:candidate',
      'support-llm:staging',
      'support-llm:production',
      'support-llm:v1',
      'support-llm:v0',
    ])
  })

  it('fails the job with the gravest reason, and shows all the others', async () => {
    const stage = play({ pins: '{ support-llm: { staging: v9 } }' })
    stage.doctor.facts = accountFacts({
      registry: projectFacts({ readOnly: true }),
      versions: new Map([['support-llm:v9', null]]),
    })
    stage.doctor.files = [workflowFile(PROMOTE, EXAMPLE.replace('actions: read', 'checks: read'))]
    const outcome = await ask(stage)
    expect(told(outcome)).toBe('refused [wandb-access github-access version-not-found]')
    expect(outcome.decision).toBe('fail')
    expect(rows(outcome, 'problem')).toHaveLength(3)
    expect(outcome.notes).toContainEqual(expect.objectContaining({ code: 'version-not-found', at: expect.anything() }))
  })

  it('goes on when W&B and the workflow files cannot be read', async () => {
    const stage = play()
    stage.doctor.fault = new RemoteError('wandb', 'W&B answered 503.')
    const outcome = await ask(stage)
    expect(told(outcome)).toBe('refused [wandb-unavailable]')
    expect(rows(outcome, 'unknown')).toEqual([
      'registry, records and source projects',
      'pins in model-pins.yml',
      'workflow files',
    ])
    expect(rows(outcome, 'ok')).toEqual(['people of the gate config'])
  })

  it('needs a credential to see W&B, except for a pull request from a fork', async () => {
    const stage = play()
    expect(told(await ask(stage, { hasCredentials: false }))).toBe('refused [no-credentials]')
    const number = stage.propose('{ support-llm: { staging: v2, production: v0 } }')
    const inputs = { operation: 'doctor' } as const
    expect(told(await stage.plan(number, { inputs, hasCredentials: false, withoutSecrets: true }))).toBe('no-change []')
  })

  it('names every mistake of the gate config and of the pins with its line', async () => {
    const broken = play({ gates: GATES.replace('count: 1', 'count: none').replace('min: 0.6 ', 'minn: 0.6 ') })
    const outcome = await ask(broken)
    expect(told(outcome)).toBe('refused [config-invalid]')
    expect(rows(outcome, 'problem').length).toBeGreaterThan(1)
    expect(outcome.notes.map(({ at }) => at?.file)).toContain(CONFIG_FILE)
    const pins = play({ pins: '{ support-llm: { prod: v1 }, other: { staging: v1 } }' })
    expect(rows(await ask(pins), 'problem')).toEqual(['pins in model-pins.yml', 'pins in model-pins.yml'])
  })

  it('after a push looks at the branch as it is, also where the push changed the gates', async () => {
    const stage = play()
    const before = stage.github.git.tip('main')
    stage.github.commit({ branch: 'main', author: 'dev', files: { [CONFIG_FILE]: GATES.replace('0.65', '0.66') } })
    const after = stage.github.git.tip('main')
    const pushed = { branch: 'main', before, after, commits: [after] }
    expect(told(await stage.push(pushed, { inputs: { operation: 'doctor' } }))).toBe('no-change []')
  })

  it('reads the pins that a pull request proposes', async () => {
    const stage = play()
    const number = stage.propose('{ support-llm: { staging: v7 } }')
    await stage.plan(number, { inputs: { operation: 'doctor' } })
    expect(stage.doctor.asked[0]?.versions).toContain('support-llm:v7')
  })

  it('is refused on a branch that is not listed, and for events that order nothing', async () => {
    const stage = play()
    stage.github.commit({ branch: 'side', author: 'dev', files: { 'README.md': 'x' } })
    const inputs = { operation: 'doctor' } as const
    const side = { kind: 'branch', name: 'workflow_dispatch', branch: 'side' } as const
    expect(told(await stage.run(side, { inputs }))).toBe('refused [untrusted-ref]')
    expect(told(await stage.run({ kind: 'other', name: 'issues' }, { inputs }))).toBe('refused [untrusted-event]')
  })
})
