import { describe, expect, it } from '@jest/globals'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { evaluateStageOrder } from '../../../src/checks/stage-order.ts'
import { record, version } from './facts-builder.ts'

const FROM = { stage: 'staging', alias: 'staging-llm' }

function judge(aliases: readonly string[], recordsOfVersion: readonly RecordFacts[] = []) {
  return evaluateStageOrder({ candidate: version({ aliases }), from: FROM, recordsOfVersion })
}

describe('evaluateStageOrder', () => {
  it('passes the version that holds the alias now', () => {
    expect(judge(['latest', 'staging-llm'])).toMatchObject({
      status: 'pass',
      detail: { observed: 'holds staging-llm' },
    })
  })

  it.each<[string, readonly string[], string]>([
    ['no alias', [], 'holds no alias'],
    ['the name of the stage instead of its alias', ['staging'], 'holds staging'],
    ['another case', ['Staging-LLM'], 'holds Staging-LLM'],
    ['an alias that contains it', ['staging-llm-previous'], 'holds staging-llm-previous'],
  ])('fails a version with %s', (_name, aliases, observed) => {
    expect(judge(aliases)).toMatchObject({ status: 'fail', reason: 'version-not-in-from-stage', detail: { observed } })
  })

  it.each<[string, Partial<RecordFacts>, 'pass' | 'fail']>([
    ['a promotion that was applied', {}, 'pass'],
    ['one by hand that was adopted', { operation: 'adopt', conclusion: 'adopted' }, 'pass'],
    ['a rollback to it', { operation: 'rollback' }, 'pass'],
    ['an unfinished one', { conclusion: null, sha256: null, intact: false }, 'fail'],
    ['one without a hash', { sha256: null }, 'fail'],
    ['an altered one', { intact: false }, 'fail'],
    ['an abandoned one', { conclusion: 'abandoned' }, 'fail'],
    ['a conflict', { conclusion: 'conflict' }, 'fail'],
    ['a failed one', { conclusion: 'failed' }, 'fail'],
    ['one of another stage', { stage: 'candidate' }, 'fail'],
    ['a hold in that stage', { operation: 'hold' }, 'fail'],
    ['one of another version', { to: { version: 'v7', artifactId: 'other', digest: 'd' } }, 'fail'],
    ['one that moved nothing to anywhere', { to: null }, 'fail'],
  ])('%s: record proves that it was there, or not', (_name, over, status) => {
    const verdict = judge(['latest'], [record({ stage: 'other' }), record(over)])
    expect(verdict.status).toBe(status)
  })

  it('shows the record that proves it', () => {
    expect(judge([], [record()]).detail).toMatchObject({ observed: expect.stringContaining('f'.repeat(64)) })
    expect(judge([], [record({ finishedAt: null })]).detail).toMatchObject({
      observed: expect.stringContaining('2026-03-02T08:00:00Z'),
    })
  })
})
