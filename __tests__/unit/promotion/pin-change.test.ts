import { describe, expect, it } from '@jest/globals'
import {
  nextPinStep,
  type OpenPull,
  type PinBranch,
  type PinChange,
  type PinState,
  pinBranchNames,
} from '../../../src/promotion/pin-change.ts'

const CHANGE: PinChange = {
  file: 'model-pins.yml',
  branch: 'main',
  model: 'support-llm',
  stage: 'production',
  from: 'v12',
  to: 'v11',
  reason: null,
  actor: 'kim',
}
const NAMES = pinBranchNames(CHANGE)
const BASE = 'support-llm: { production: v12 }\n'
const WANTED = 'support-llm: { production: v11 }\n'
const PULL: OpenPull = { id: 'PR_1', url: 'https://g/pull/1', title: 't', body: 'b', isOurs: true }

function branch(change: Partial<PinBranch> = {}): PinBranch {
  const made = { head: 'c2', parents: ['c1'], changedFiles: 1, text: WANTED, pullRequests: [] }
  return { name: NAMES[0] ?? '', ...made, ...change }
}

function step(state: Partial<PinState> = {}, change: Partial<PinChange> = {}) {
  const read = { repositoryId: 'R_1', baseHead: 'c1', baseText: BASE, branches: [null, null, null, null], ...state }
  return nextPinStep({ ...CHANGE, ...change }, NAMES, read)
}

describe('branches of a pin', () => {
  it('have the same names in every run', () => {
    const first = 'model-pins/support-llm-production-v11'
    expect(NAMES).toEqual([first, `${first}-2`, `${first}-3`, `${first}-4`])
  })

  it.each([
    ['a space', 'my model', 'prod eu'],
    ['letters beyond ASCII', '模型', 'ß'],
    ['what git refuses', 'a..b~^?*[\\', '@{-1}.lock'],
    ['a leading dot', '.hidden', '-x'],
    ['a very long one', 'x'.repeat(128), 'y'.repeat(128)],
    ['nothing that is left', '???', '***'],
  ])('are safe for names with %s', (_, model, stage) => {
    for (const name of pinBranchNames({ model, stage, to: 'v1' })) {
      expect(name).toMatch(/^model-pins\/[A-Za-z0-9][A-Za-z0-9._-]*-v1(-\d)?$/)
      expect(name).not.toMatch(/\.\.|\.lock$/)
      expect(name.length).toBeLessThan(160)
    }
  })

  it('are different for names that only look alike when made safe', () => {
    const [a, b] = ['a b', 'a_?b'].map((model) => pinBranchNames({ model, stage: 's', to: 'v1' })[0])
    const c = pinBranchNames({ model: 'a-b', stage: 's', to: 'v1' })[0]
    expect(new Set([a, b, c]).size).toBe(3)
  })
})

describe('the next step', () => {
  it('is a branch where there is none', () => {
    expect(step()).toEqual({ kind: 'create', branch: NAMES[0], text: WANTED })
  })

  it.each([
    ['the file pins it already', { baseText: WANTED }, 'info', 'pins v11 already'],
    ['the file is gone', { baseText: null }, 'warning', 'is not a readable file on main'],
    [
      'the stage is not pinned any more',
      { baseText: 'support-llm: {}\n' },
      'warning',
      'does not pin support-llm production',
    ],
    [
      'somebody asked for another version meanwhile',
      { baseText: 'support-llm: { production: v13 }\n' },
      'warning',
      'pins v13 by now, not v12',
    ],
  ] as const)('is none when %s', (_, state, level, text) => {
    expect(step(state)).toEqual({ kind: 'stop', level, text: expect.stringContaining(text) })
  })

  it('is a commit on a branch that a dead run left without one', () => {
    const empty = branch({ head: 'c1', parents: ['c0'], text: BASE })
    expect(step({ branches: [empty] })).toEqual({ kind: 'commit', branch: empty, text: WANTED, pull: null })
  })

  it('is a pull request from a branch that a dead run left with nothing but this change', () => {
    expect(step({ branches: [branch()] })).toEqual({ kind: 'open', branch: NAMES[0] })
  })

  it.each([
    ['changes more than the pins file', { changedFiles: 2 }],
    ['cannot be counted', { changedFiles: null }],
    ['changes the pins file otherwise', { text: `${WANTED}# and more\n` }],
    ['starts from another commit', { parents: ['c0'] }],
    ['is a merge', { parents: ['c1', 'c9'] }],
    ["has somebody else's pull request", { pullRequests: [{ ...PULL, isOurs: false }] }],
  ])('is the next name when a branch of that name %s', (_, change) => {
    expect(step({ branches: [branch(change), null] })).toEqual({ kind: 'create', branch: NAMES[1], text: WANTED })
  })

  it('is a warning when every name is taken', () => {
    const branches = NAMES.map((name) => branch({ name, parents: ['c0'] }))
    expect(step({ branches })).toMatchObject({
      kind: 'stop',
      level: 'warning',
      text: expect.stringContaining('are taken'),
    })
  })

  it('keeps our open pull request, behind another name and beside other work, too', () => {
    const ours = branch({ name: NAMES[2] ?? '', parents: ['c0'], changedFiles: 5, pullRequests: [PULL] })
    expect(step({ branches: [null, null, ours, null] })).toEqual({ kind: 'keep', pull: PULL })
  })

  it('mends our open pull request, and leaves the rest of its file as people wrote it', () => {
    const ours = branch({ text: 'support-llm: { production: v12 } # mine\n', pullRequests: [PULL] })
    expect(step({ branches: [ours] })).toEqual({
      kind: 'commit',
      branch: ours,
      text: 'support-llm: { production: v11 } # mine\n',
      pull: PULL,
    })
  })

  it.each([
    ['no such file', null, 'is not a readable file'],
    ['no such pin', '{}', 'does not pin support-llm production'],
  ])('is a warning that names our pull request when it holds %s', (_, text, said) => {
    const stopped = step({ branches: [branch({ text, pullRequests: [PULL] })] })
    expect(stopped).toMatchObject({ kind: 'stop', level: 'warning', text: expect.stringContaining(said) })
    expect(stopped).toMatchObject({ text: expect.stringContaining(PULL.url) })
  })
})
