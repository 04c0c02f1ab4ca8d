import { describe, expect, it } from '@jest/globals'
import { evaluateHold } from '../../../src/checks/hold.ts'
import type { Status } from '../../../src/checks/verdict.ts'
import type { ReasonCode } from '../../../src/reason-codes.ts'
import { version } from './facts-builder.ts'

type Row = [
  string,
  readonly string[] | null,
  readonly string[],
  readonly string[] | null,
  Status,
  ReasonCode | undefined,
]

describe('evaluateHold', () => {
  it.each<Row>([
    ['nothing', [], [], [], 'pass', undefined],
    ['unrelated markers', ['fast'], ['staging'], ['team-a'], 'pass', undefined],
    ['a tag on the version', ['fast', 'regulatory-hold'], [], [], 'fail', 'version-held'],
    ['an alias', [], ['regulatory-hold'], [], 'fail', 'version-held'],
    ['an alias of the version', [], ['staging', 'regulatory-hold-v7'], [], 'fail', 'version-held'],
    ['an alias named after another version', [], ['regulatory-hold-v12'], [], 'fail', 'version-held'],
    ['an alias that only begins like one', [], ['regulatory-hold-released'], [], 'pass', undefined],
    ['an alias that only ends like one', [], ['no-regulatory-hold'], [], 'pass', undefined],
    ['a tag that only begins like one', ['regulatory-holds'], [], [], 'pass', undefined],
    ['a tag on the model', [], [], ['regulatory-hold'], 'fail', 'stage-held'],
    ['a tag on this stage', [], [], ['regulatory-hold production'], 'fail', 'stage-held'],
    ['a tag on another stage', [], [], ['regulatory-hold staging'], 'pass', undefined],
    ['a stage tag on the version', ['regulatory-hold production'], [], [], 'pass', undefined],
    ['a tag typed in a hurry', ['Regulatory-Hold '], [], [], 'fail', 'version-held'],
    ['a stage tag typed in a hurry', [], [], [' REGULATORY-HOLD   Production'], 'fail', 'stage-held'],
    ['version before stage', ['regulatory-hold'], [], ['regulatory-hold'], 'fail', 'version-held'],
    ['unreadable version tags', null, [], [], 'error', 'wandb-access'],
    ['unreadable collection tags', [], [], null, 'error', 'wandb-access'],
    ['unreadable tags beside a hold that is seen', null, ['regulatory-hold'], null, 'fail', 'version-held'],
    ['unreadable version tags beside a held model', null, [], ['regulatory-hold'], 'fail', 'stage-held'],
  ])('%s', (_name, tags, aliases, collectionTags, status, reason) => {
    const verdict = evaluateHold({
      candidate: version({ tags, aliases }),
      collectionTags,
      stage: 'production',
      records: [],
    })
    expect([verdict.status, verdict.reason]).toEqual([status, reason])
  })

  it('names every marker and all that it could not read', () => {
    const candidate = version({ tags: null, aliases: ['regulatory-hold-v7'] })
    const verdict = evaluateHold({ candidate, collectionTags: ['regulatory-hold'], stage: 'production', records: [] })
    expect(verdict.detail).toMatchObject({
      observed: 'alias regulatory-hold-v7, collection tag regulatory-hold',
      note: 'could not be read: tags of the version',
    })
  })

  it('says that there is no hold, and nothing more, when all could be read', () => {
    const verdict = evaluateHold({ candidate: version(), collectionTags: [], stage: 'production', records: [] })
    expect(verdict.detail).toEqual({ type: 'fact', expected: 'no hold', observed: 'no hold' })
  })

  it('claims to know nothing when it could read nothing', () => {
    const verdict = evaluateHold({
      candidate: version({ tags: null }),
      collectionTags: null,
      stage: 'production',
      records: [],
    })
    expect(verdict.detail).toMatchObject({
      observed: 'unknown',
      note: 'could not be read: tags of the version, tags of the collection',
    })
  })
})
