import { describe, expect, it } from '@jest/globals'
import type { CountedApproval } from '../../../src/checks/detail.ts'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { evaluateRolledBack, type RolledBackInput } from '../../../src/checks/rolled-back.ts'
import { record, version } from './facts-builder.ts'

const CANDIDATE = { version: 'v7', artifactId: version().artifactId, digest: version().digest }
const OTHER = { version: 'v6', artifactId: 'other', digest: 'd6' }

function rollback(over: Partial<RecordFacts> = {}): RecordFacts {
  return record({
    operation: 'rollback',
    from: CANDIDATE,
    to: OTHER,
    sequence: 5,
    createdAt: '2026-03-05T10:00:00Z',
    finishedAt: '2026-03-05T10:00:10Z',
    ...over,
  })
}

function approval(at: string): CountedApproval {
  return { login: 'ana', pullRequest: 12, commit: 'a', at }
}

function judge(over: Partial<RolledBackInput>) {
  return evaluateRolledBack({ candidate: version(), rollbacks: [], records: [], approvals: [], ...over })
}

describe('evaluateRolledBack', () => {
  it('passes a version that no rollback left', () => {
    expect(judge({})).toMatchObject({ status: 'pass', detail: { observed: 'no standing rollback' } })
    expect(judge({ rollbacks: [rollback({ from: OTHER, to: CANDIDATE })] }).status).toBe('pass')
    expect(judge({ rollbacks: [rollback({ from: null })] }).status).toBe('pass')
  })

  it.each<[string, Partial<RecordFacts>, 'pass' | 'fail']>([
    ['applied', {}, 'fail'],
    ['partial: the alias moved', { conclusion: 'partial' }, 'fail'],
    ['unfinished: it may have moved', { conclusion: null, sha256: null, finishedAt: null }, 'fail'],
    ['altered', { intact: false }, 'fail'],
    ['abandoned before the move', { conclusion: 'abandoned' }, 'pass'],
    ['stopped by a conflict', { conclusion: 'conflict' }, 'pass'],
    ['failed', { conclusion: 'failed' }, 'pass'],
  ])('a rollback that is %s', (_name, over, status) => {
    const verdict = judge({ rollbacks: [rollback(over)] })
    expect([verdict.status, verdict.reason]).toEqual([status, status === 'fail' ? 'rolled-back' : undefined])
  })

  it.each<[string, Partial<RecordFacts>, 'pass' | 'fail']>([
    ['later', {}, 'pass'],
    ['earlier', { sequence: 4 }, 'fail'],
    ['concurrent', { sequence: 5 }, 'fail'],
    ['later, but of another stage', { stage: 'production' }, 'fail'],
    ['later, but of another version', { to: OTHER }, 'fail'],
    ['later, but not applied', { conclusion: 'partial' }, 'fail'],
    ['later, but altered', { intact: false }, 'fail'],
    ['later, but without a hash', { sha256: null }, 'fail'],
    ['later, but a rollback', { operation: 'rollback' }, 'fail'],
    ['an adoption later', { operation: 'adopt', conclusion: 'adopted', body: { emergency: false } }, 'pass'],
    ['an emergency adoption', { operation: 'adopt', conclusion: 'adopted', body: { emergency: true } }, 'fail'],
    ['an adoption that does not say how', { operation: 'adopt', conclusion: 'adopted', body: {} }, 'fail'],
    ['an adoption that was not closed as one', { operation: 'adopt', body: { emergency: false } }, 'fail'],
  ])('a promotion that is %s', (_name, over, status) => {
    expect(judge({ rollbacks: [rollback()], records: [record({ sequence: 6, ...over })] }).status).toBe(status)
  })

  it('passes a version that is brought back with a reason, and says which', () => {
    const verdict = judge({ rollbacks: [rollback()], statedReason: 'the cause was the feature store' })
    expect(verdict).toMatchObject({
      status: 'pass',
      detail: { note: 'brought back by hand: the cause was the feature store' },
    })
  })

  it.each<[string, readonly string[], 'pass' | 'fail']>([
    ['newer', ['2026-03-05T10:00:11Z'], 'pass'],
    ['at the same moment', ['2026-03-05T10:00:10Z'], 'fail'],
    ['older', ['2026-03-05T09:00:00Z'], 'fail'],
    ['older and newer', ['2026-03-05T09:00:00Z', '2026-03-06T09:00:00Z'], 'pass'],
    ['newer by the clock although smaller as text', ['2026-03-05T09:30:00-02:00'], 'pass'],
  ])('approvals that are %s', (_name, times, status) => {
    expect(judge({ rollbacks: [rollback()], approvals: times.map(approval) }).status).toBe(status)
  })

  it('the newest of several rollbacks counts, in any order', () => {
    const later = rollback({ sequence: 9, finishedAt: '2026-03-09T10:00:00Z' })
    const approvals = [approval('2026-03-07T10:00:00Z')]
    for (const rollbacks of [
      [later, rollback()],
      [rollback(), later],
    ]) {
      expect(judge({ rollbacks, approvals })).toMatchObject({
        status: 'fail',
        detail: { observed: 'left by a rollback at 2026-03-09T10:00:00Z' },
      })
    }
  })

  it('a promotion between two rollbacks lifts only the first', () => {
    const records = [record({ sequence: 6 })]
    expect(judge({ rollbacks: [rollback({ sequence: 7 }), rollback()], records }).status).toBe('fail')
  })
})
