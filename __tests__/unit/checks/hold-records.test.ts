import { describe, expect, it } from '@jest/globals'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { evaluateHold } from '../../../src/checks/hold.ts'
import { HOLD_CHAIN, type HoldScope, standingHold } from '../../../src/checks/hold-records.ts'
import { record, version } from './facts-builder.ts'

const V7: HoldScope = { kind: 'version', artifactId: version().artifactId, digest: version().digest }

function entry(operation: 'hold' | 'release', conclusion: string | null, over: Partial<RecordFacts> = {}): RecordFacts {
  const { artifactId, digest, version: name } = version()
  return record({
    operation,
    stage: HOLD_CHAIN,
    conclusion,
    sha256: conclusion === null ? null : 'f00d',
    from: { artifactId, digest, version: name },
    to: null,
    body: { hold: { kind: 'version', stage: null } },
    ...over,
  })
}

const named = { artifactId: 'a', version: 'v7', digest: 'd' }
const about = (kind: string, stage: string | null = null) => ({ from: null, body: { hold: { kind, stage } } })

describe('standingHold', () => {
  it.each<[string, readonly RecordFacts[], boolean]>([
    ['no record', [], false],
    ['a hold', [entry('hold', 'applied')], true],
    ['a hold whose marker may have been set', [entry('hold', 'partial')], true],
    ['a hold that was begun', [entry('hold', null)], true],
    ['a hold that was altered', [entry('hold', 'applied', { intact: false })], true],
    ['a hold that set nothing', [entry('hold', 'failed')], false],
    ['a hold that was given up', [entry('hold', 'abandoned')], false],
    ['a hold before one that was given up', [entry('hold', 'abandoned'), entry('hold', 'applied')], true],
    ['a released one', [entry('release', 'applied'), entry('hold', 'applied')], false],
    ['one held again', [entry('hold', 'applied'), entry('release', 'applied'), entry('hold', 'applied')], true],
    ['a release that left a marker', [entry('release', 'partial'), entry('hold', 'applied')], true],
    ['a release that was begun', [entry('release', null), entry('hold', 'applied')], true],
    ['a release that was altered', [entry('release', 'applied', { intact: false }), entry('hold', 'applied')], true],
    ['a hold of another version', [entry('hold', 'applied', { from: { ...named, artifactId: 'other' } })], false],
    // The same files logged or linked once more are the same model.
    ['a hold of the same content', [entry('hold', 'applied', { from: { ...named, digest: version().digest } })], true],
    [
      'a hold of the same content that was released',
      [
        entry('release', 'applied', { from: { ...named, digest: version().digest } }),
        entry('hold', 'applied', { from: { ...named, digest: version().digest } }),
      ],
      false,
    ],
    ['a hold without a digest', [entry('hold', 'applied', { from: { ...named, digest: '' } })], false],
    ['a release of another one', [entry('release', 'applied', about('model')), entry('hold', 'applied')], true],
    ['a hold of the model', [entry('hold', 'applied', about('model'))], false],
    ['a record without a readable body', [entry('hold', 'applied', { body: null })], false],
  ])('%s', (_name, records, held) => {
    expect(standingHold(records, V7) !== null).toBe(held)
  })

  it('tells model and stages apart', () => {
    const records = [entry('hold', 'applied', about('stage', 'production')), entry('hold', 'applied', about('model'))]
    expect(standingHold(records, { kind: 'stage', stage: 'production' })).toBe(records[0])
    expect(standingHold(records, { kind: 'stage', stage: 'staging' })).toBeNull()
    expect(standingHold(records, { kind: 'model' })).toBe(records[1])
  })
})

describe('evaluateHold by records alone', () => {
  const facts = { candidate: version(), collectionTags: [], stage: 'production' }

  it.each([
    ['the version', entry('hold', 'applied'), 'version-held'],
    ['the model', entry('hold', 'applied', about('model')), 'stage-held'],
    ['the stage', entry('hold', 'applied', about('stage', 'production')), 'stage-held'],
  ])('a vanished marker of %s still holds', (_name, held, reason) => {
    expect(evaluateHold({ ...facts, records: [held] })).toMatchObject({ status: 'fail', reason })
  })

  it('another stage stays free', () => {
    const held = entry('hold', 'applied', about('stage', 'staging'))
    expect(evaluateHold({ ...facts, records: [held] }).status).toBe('pass')
  })
})
