import { describe, expect, it } from '@jest/globals'
import { evaluatePullRequest, type PullRequestInput } from '../../../src/checks/pull-request.ts'
import type { Status } from '../../../src/checks/verdict.ts'
import type { ReasonCode } from '../../../src/reason-codes.ts'
import { pullRequest } from './facts-builder.ts'

function judge(over: Partial<PullRequestInput> = {}) {
  return evaluatePullRequest({
    pullRequest: pullRequest(),
    asked: 12,
    branches: ['main', 'release'],
    mustBeMerged: false,
    ...over,
  })
}

describe('evaluatePullRequest', () => {
  it.each<[string, Parameters<typeof pullRequest>[0], boolean, Status, ReasonCode | undefined]>([
    ['open', {}, false, 'pass', undefined],
    ['open against another listed branch', { baseBranch: 'release' }, false, 'pass', undefined],
    ['merged', { state: 'MERGED' }, false, 'pass', undefined],
    ['merged where it must be', { state: 'MERGED' }, true, 'pass', undefined],
    ['mergeability not known yet', { mergeable: 'UNKNOWN' }, false, 'pass', undefined],
    ['draft', { isDraft: true }, false, 'pending', 'pull-request-draft'],
    ['in conflict', { mergeable: 'CONFLICTING' }, false, 'pending', 'pull-request-conflict'],
    ['draft once, merged since', { state: 'MERGED', isDraft: true, mergeable: 'CONFLICTING' }, true, 'pass', undefined],
    ['closed', { state: 'CLOSED' }, false, 'fail', 'pull-request-not-found'],
    ['closed where it must be merged', { state: 'CLOSED' }, true, 'fail', 'pull-request-not-found'],
    ['open where it must be merged', {}, true, 'fail', 'pull-request-not-found'],
    ['against another branch', { baseBranch: 'dev' }, false, 'fail', 'pull-request-base'],
    ['against a branch in another case', { baseBranch: 'Main' }, false, 'fail', 'pull-request-base'],
    ['merged into another branch', { state: 'MERGED', baseBranch: 'dev' }, true, 'fail', 'pull-request-base'],
  ])('%s', (_name, over, mustBeMerged, status, reason) => {
    const verdict = judge({ pullRequest: pullRequest(over), mustBeMerged })
    expect([verdict.status, verdict.reason]).toEqual([status, reason])
    expect(verdict.id).toBe('pull-request/12')
  })

  it('tells all that is wrong; what cannot mend itself leads', () => {
    const verdict = judge({ pullRequest: pullRequest({ isDraft: true, mergeable: 'CONFLICTING', baseBranch: 'dev' }) })
    expect(verdict).toMatchObject({ status: 'fail', reason: 'pull-request-base' })
    expect(verdict.detail).toMatchObject({
      observed: 'open, base dev',
      note: 'dev is not a branch that may promote; draft; conflicts with its base',
    })
  })

  it('names the number that was not found', () => {
    expect(judge({ pullRequest: null })).toMatchObject({
      id: 'pull-request/12',
      label: 'pull request #12',
      status: 'fail',
      reason: 'pull-request-not-found',
      detail: { note: '#12 does not exist or cannot be seen' },
    })
  })

  it('fails where none was asked for', () => {
    expect(judge({ pullRequest: null, asked: null, mustBeMerged: true })).toMatchObject({
      id: 'pull-request',
      label: 'pull request',
      status: 'fail',
      reason: 'pull-request-not-found',
      detail: { expected: 'merged, base main or release', observed: 'not found' },
    })
  })

  it('no branch listed lets none pass', () => {
    expect(judge({ branches: [] })).toMatchObject({ status: 'fail', reason: 'pull-request-base' })
  })
})
