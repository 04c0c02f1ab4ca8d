import { describe, expect, it } from '@jest/globals'
import type { EventFacts } from '../../../src/promotion/run-context.ts'
import { isWithoutBranch, trustEvent } from '../../../src/promotion/trust.ts'

const ZEROES = '0'.repeat(40)

function pullRequestEvent(name: string, over: Partial<Extract<EventFacts, { kind: 'pull-request' }>> = {}): EventFacts {
  return { kind: 'pull-request', name, number: 12, closed: false, merged: false, withoutSecrets: false, ...over }
}

function push(over: Partial<Extract<EventFacts, { kind: 'push' }>> = {}): EventFacts {
  const plain = { created: false, deleted: false, forced: false, commits: ['b'.repeat(40)] }
  return {
    kind: 'push',
    name: 'push',
    branch: 'main',
    before: 'a'.repeat(40),
    after: 'b'.repeat(40),
    ...plain,
    ...over,
  }
}

describe('trustEvent', () => {
  it.each(['pull_request', 'pull_request_review', 'pull_request_target', 'merge_group'])(
    '%s only plans, with or without secrets',
    (name) => {
      for (const withoutSecrets of [true, false]) {
        const trust = trustEvent(pullRequestEvent(name, { withoutSecrets }))
        expect(trust).toEqual({ mode: 'plan', pullRequest: 12 })
      }
    },
  )

  it.each(['workflow_dispatch', 'repository_dispatch', 'workflow_run', 'schedule'])(
    '%s on a branch may write',
    (name) => {
      expect(trustEvent({ kind: 'branch', name, branch: 'release/1' })).toEqual({
        mode: 'write',
        by: 'branch',
        branch: 'release/1',
      })
    },
  )

  it('a push to a branch may write', () => {
    expect(trustEvent(push())).toEqual({ mode: 'write', by: 'push', branch: 'main' })
  })

  it.each<[string, EventFacts, string, RegExp]>([
    [
      'a closed, merged pull request does nothing',
      pullRequestEvent('pull_request', { closed: true, merged: true }),
      'nothing not-requested',
      /#12 is merged/,
    ],
    [
      'a closed, unmerged one is refused',
      pullRequestEvent('pull_request', { closed: true }),
      'refuse untrusted-event',
      /#12 was closed/,
    ],
    ['a pushed tag', push({ branch: null }), 'refuse untrusted-ref', /^A tag was pushed: no registry write/],
    ['a deleted branch', push({ deleted: true }), 'refuse untrusted-ref', /`main` was deleted/],
    ['a created branch', push({ created: true }), 'refuse untrusted-ref', /created the branch `main`/],
    ['a push from nothing, whatever its flags', push({ before: ZEROES }), 'refuse untrusted-ref', /created the branch/],
    ['a push from nothing, SHA-256', push({ before: '0'.repeat(64) }), 'refuse untrusted-ref', /created the branch/],
    ['a forced push', push({ forced: true }), 'refuse untrusted-ref', /rewrote the history/],
    [
      'a dispatch on a tag',
      { kind: 'branch', name: 'workflow_dispatch', branch: null },
      'refuse untrusted-ref',
      /`workflow_dispatch` ran on a tag/,
    ],
    ['any other event', { kind: 'other', name: 'issue_comment' }, 'refuse untrusted-event', /`issue_comment`/],
    [
      'an event with the name of a trusted one, read as another kind',
      { kind: 'other', name: 'push' },
      'refuse untrusted-event',
      /./,
    ],
  ])('%s', (_, event, expected, message) => {
    const trust = trustEvent(event)
    if (trust.mode === 'plan' || trust.mode === 'write') throw new Error(`trusted: ${trust.mode}`)
    expect(`${trust.mode} ${trust.code}`).toBe(expected)
    expect(trust.message).toMatch(message)
    if (trust.mode === 'refuse') expect(trust.hint).toMatch(/\.$/)
  })
})

describe('an event without a branch', () => {
  it.each<[string, EventFacts, boolean]>([
    ['a pushed tag', push({ branch: null }), true],
    ['a tag that was taken away', push({ branch: null, deleted: true }), false],
    ['a pushed branch', push(), false],
    ['a run that was started on a tag', { kind: 'branch', name: 'workflow_dispatch', branch: null }, true],
    ['a run that was started on a branch', { kind: 'branch', name: 'workflow_dispatch', branch: 'main' }, false],
    ['a release', { kind: 'other', name: 'release' }, true],
    ['a deployment', { kind: 'other', name: 'deployment' }, true],
    ['a comment', { kind: 'other', name: 'issue_comment' }, false],
    ['a pull request', pullRequestEvent('pull_request'), false],
  ])('%s', (_, event, expected) => {
    expect(isWithoutBranch(event)).toBe(expected)
    if (expected) expect(trustEvent(event).mode).toBe('refuse')
  })
})
