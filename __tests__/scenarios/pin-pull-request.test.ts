import { describe, expect, it } from '@jest/globals'
import { AccessError, RemoteError } from '../../src/errors.ts'
import { withPinPullRequests } from '../../src/operations/pin-pull-request.ts'
import type { PromoteInputs } from '../../src/operations/promote-input.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { pinMarker, renderPinPullRequest } from '../../src/render/pin-pull-request.ts'
import { FakePins } from '../support/fake-pins.ts'
import { AdoptPlay } from './adopt-play.ts'
import { KEEP, notesOf, RollbackPlay } from './rollback-play.ts'
import { told } from './stage-play.ts'

const PINS = 'support-llm:\n  production: v2 # the good one\n'
const BRANCH = 'model-pins/support-llm-production-v1'

/** Production went to v1, then to v2, and the pins say v2. */
async function played(pins = PINS) {
  const play = await new RollbackPlay(KEEP, '', pins).promoted('v1', 'v2')
  return { play, pins: new FakePins(play.github) }
}

async function proposed(outcome: RunOutcome, pins: FakePins): Promise<RunOutcome> {
  return withPinPullRequests(outcome, {
    pins,
    textOf: (change, promotion) => renderPinPullRequest(change, promotion, outcome.operation),
    markerOf: pinMarker,
  })
}

async function rolledBack(inputs: Partial<PromoteInputs> = {}) {
  const stage = await played()
  const outcome = await stage.play.rollback(inputs)
  return { ...stage, outcome }
}

function textOn(play: RollbackPlay, branch: string): string | null | undefined {
  const { git } = play.github
  return git.files(git.tip(branch), ['model-pins.yml']).get('model-pins.yml')?.text
}

describe('a rollback that proposes the pin', () => {
  it('opens one pull request with this one change, on top of the branch as it is', async () => {
    const { play, pins, outcome } = await rolledBack()
    play.github.commit({ branch: 'main', author: 'dev', files: { 'other.md': 'meanwhile' } })
    const main = play.github.git.tip('main')
    const told = await proposed(outcome, pins)
    expect(told.promotions[0]?.pinPullRequest).toMatch(/\/pull\/1$/)
    expect(pins.open()).toMatchObject([{ from: BRANCH, into: 'main', title: 'Pin v1 for support-llm production' }])
    expect(textOn(play, BRANCH)).toBe('support-llm:\n  production: v1 # the good one\n')
    expect(play.github.git.parents(play.github.git.tip(BRANCH))).toEqual([main])
    expect(play.github.git.tip('main')).toBe(main)
    const sha256 = outcome.promotions[0]?.record?.sha256
    expect(pins.open()[0]?.body).toContain(String(sha256))
    expect(notesOf(told).at(-1)).toMatch(/^The pull request that pins v1 for production .* is opened: /)
    const { pinPullRequest: _, notes: __, ...rest } = told.promotions[0] ?? {}
    expect(outcome.promotions[0]).toMatchObject(rest)
  })

  it('asked again, writes nothing new and names the same one', async () => {
    const { play, pins, outcome } = await rolledBack()
    const first = await proposed(outcome, pins)
    const head = play.github.git.tip(BRANCH)
    const again = await proposed(await play.again(2), pins)
    expect(again.conclusion).toBe('no-change')
    expect(again.promotions[0]?.pinPullRequest).toBe(first.promotions[0]?.pinPullRequest)
    expect(play.github.git.tip(BRANCH)).toBe(head)
    expect(pins.open()).toHaveLength(1)
  })

  it('mends the one that is open when somebody wrote another version into it', async () => {
    const { play, pins, outcome } = await rolledBack()
    await proposed(outcome, pins)
    const theirs = 'support-llm:\n  production: v3 # the good one\n# and a word of mine\n'
    play.github.commit({ branch: BRANCH, author: 'dev', files: { 'model-pins.yml': theirs } })
    const told = await proposed(outcome, pins)
    expect(textOn(play, BRANCH)).toBe(theirs.replace('v3', 'v1'))
    expect(notesOf(told).at(-1)).toContain('is updated')
    expect(pins.open()).toHaveLength(1)
  })

  it('goes on where a dead run stopped: a branch, or a branch with its commit', async () => {
    for (const method of ['commitFile', 'openPull'] as const) {
      const { pins, outcome } = await rolledBack()
      pins.next(method, new RemoteError('github', 'no answer', { ambiguous: true }))
      const dead = await proposed(outcome, pins)
      expect(dead.promotions[0]?.pinPullRequest).toBeUndefined()
      const told = await proposed(outcome, pins)
      expect(told.promotions[0]?.pinPullRequest).toMatch(/\/pull\/1$/)
      expect(pins.open()).toMatchObject([{ from: BRANCH }])
    }
  })

  it('leaves a branch of that name alone that is not its own', async () => {
    const { play, pins, outcome } = await rolledBack()
    const files = {
      'model-pins.yml': 'support-llm:\n  production: v1 # the good one\n',
      '.github/model-gates.yml': 'x',
    }
    const theirs = play.github.commit({ branch: BRANCH, author: 'eve', files })
    await proposed(outcome, pins)
    expect(play.github.git.tip(BRANCH)).toBe(theirs)
    expect(pins.open()).toMatchObject([{ from: `${BRANCH}-2` }])
  })

  it('reads again once when the branch was made or moved meanwhile, then leaves it to people', async () => {
    const { play, pins, outcome } = await rolledBack()
    const rival = (name: string) => () => {
      play.github.commit({ branch: name, author: 'eve', files: { x: name } })
    }
    pins.next('createBranch', rival(BRANCH))
    const told = await proposed(outcome, pins)
    expect(pins.calls).toEqual(['readPins', 'createBranch', 'readPins', 'createBranch', 'commitFile', 'openPull'])
    expect(told.promotions[0]?.pinPullRequest).toMatch(/\/pull\/1$/)

    const other = await rolledBack()
    const moved = () => {
      other.play.github.commit({ branch: BRANCH, author: 'eve', files: { x: '1' } })
    }
    other.pins.next('commitFile', moved)
    other.pins.next('commitFile', () => {
      other.play.github.commit({ branch: `${BRANCH}-2`, author: 'eve', files: { x: '2' } })
    })
    const given = await proposed(other.outcome, other.pins)
    expect(other.pins.calls.filter((call) => call === 'commitFile')).toHaveLength(2)
    expect(given.promotions[0]?.pinPullRequest).toBeNull()
    expect(notesOf(given).at(-1)).toContain('its branch moved twice')
    expect(given).toMatchObject({ conclusion: 'applied', decision: 'pass', reasons: [] })
  })

  it.each([
    ['access', new AccessError('github', 'refused', { hint: 'The token needs `contents: write`.' }), 'github-access'],
    ['an answer', new RemoteError('github', 'no answer'), 'github-unavailable'],
    ['a bug', new Error('oops'), 'internal'],
  ])('without %s warns, and changes nothing else', async (_, fault, code) => {
    const { pins, outcome } = await rolledBack()
    pins.next('createBranch', fault)
    const told = await proposed(outcome, pins)
    const [promotion] = told.promotions
    expect(promotion?.notes.at(-1)).toMatchObject({ level: 'warning', code })
    expect(promotion?.notes.at(-1)?.text).toMatch(/^No pull request puts model-pins.yml right: .*by hand\.$/)
    expect({ ...told, promotions: [] }).toEqual({ ...outcome, promotions: [] })
    expect({ ...promotion, notes: [] }).toEqual({ ...outcome.promotions[0], notes: [] })
  })

  it('asks GitHub for nothing when nothing is to be proposed', async () => {
    const dry = await rolledBack({ dryRun: true })
    const right = await played('support-llm: { production: v1 }')
    const absent = await played('support-llm: {}')
    const refused = await played()
    const outcomes = [
      [dry.pins, dry.outcome],
      [right.pins, await right.play.rollback()],
      [absent.pins, await absent.play.rollback()],
      [refused.pins, await refused.play.rollback({ version: 'v4' })],
    ] as const
    expect(outcomes.map(([, { conclusion }]) => conclusion)).toEqual(['planned', 'applied', 'applied', 'refused'])
    for (const [pins, outcome] of outcomes) {
      expect(await proposed(outcome, pins)).toEqual(outcome)
      expect(pins.calls).toEqual([])
    }
  })

  it('says so when the branch is gone or the pin was changed meanwhile', async () => {
    const { play, pins, outcome } = await rolledBack()
    play.github.commit({
      branch: 'main',
      author: 'dev',
      files: { 'model-pins.yml': 'support-llm: { production: v3 }' },
    })
    expect(notesOf(await proposed(outcome, pins)).at(-1)).toContain('pins v3 by now, not v2')
    const elsewhere = outcome.promotions.map((each) =>
      each.pinChange == null ? each : { ...each, pinChange: { ...each.pinChange, branch: 'gone' } },
    )
    const told = await proposed({ ...outcome, promotions: elsewhere }, pins)
    expect(notesOf(told).at(-1)).toBe('No pull request: the branch gone is gone.')
  })
})

describe('an adoption', () => {
  const EMERGENCY = '        emergency: { count: 1, users: [ana, bo] }\n'

  it('proposes the pin of what may stay, where the file asks for something else', async () => {
    const play = new AdoptPlay(EMERGENCY)
    await play.drifted()
    const number = play.propose('{ support-llm: { staging: v1, production: v2 } }', 'kim')
    play.approve(number)
    play.advance(60_000)
    play.github.merge(number, 'ana')
    play.github.commit({
      branch: 'main',
      author: 'dev',
      files: { 'model-pins.yml': 'support-llm: { production: v1 }' },
    })
    const pins = new FakePins(play.github)
    const outcome = await play.adopt({ pullRequest: number })
    expect(told(outcome)).toMatch(/^production v2: applied /)
    await proposed(outcome, pins)
    expect(pins.open()).toMatchObject([{ from: 'model-pins/support-llm-production-v2', into: 'main' }])
    expect(pins.open()[0]?.body).toContain('- why: verify, asked for by `mo`: the canary went well')
    const again = await proposed(await play.again(2, { pullRequest: number }), pins)
    expect(told(again)).toBe('production v2: no-change []')
    expect(again.promotions[0]?.pinPullRequest).toMatch(/\/pull\/\d+$/)
    expect(pins.open()).toHaveLength(1)
  })

  it('leaves it to the open pull request whose approvals serve', async () => {
    const play = new AdoptPlay(EMERGENCY)
    await play.drifted()
    const number = play.propose('{ support-llm: { staging: v1, production: v2 } }', 'kim')
    play.approve(number)
    const pins = new FakePins(play.github)
    const outcome = await play.adopt({ pullRequest: number })
    expect(told(outcome)).toMatch(/^production v2: applied /)
    expect(await proposed(outcome, pins)).toEqual(outcome)
    expect(pins.calls).toEqual([])
  })

  it('that is refused or dry proposes nothing', async () => {
    const play = await new AdoptPlay().drifted()
    const pins = new FakePins(play.github)
    for (const outcome of [await play.adopt(), await play.adopt({ pullRequest: play.meet(), dryRun: true })]) {
      expect(await proposed(outcome, pins)).toEqual(outcome)
    }
    expect(pins.calls).toEqual([])
  })
})

describe('a hold with fallback', () => {
  it('proposes the pin of each stage that it moved', async () => {
    const { play, pins } = await played()
    play.github.setRole('dev', 'admin')
    const outcome = await play.rollback({ operation: 'hold', version: 'v2', stage: null, fallback: true })
    expect(outcome.promotions.map(({ conclusion }) => conclusion)).toEqual(['applied'])
    await proposed(outcome, pins)
    expect(pins.open()).toMatchObject([{ from: BRANCH, title: 'Pin v1 for support-llm production' }])
    expect(pins.open()[0]?.body).toContain('- why: hold, asked for by `dev`')
  })
})
