import { describe, expect, it } from '@jest/globals'
import { evaluateLineage } from '../../../src/checks/lineage.ts'
import type { Status } from '../../../src/checks/verdict.ts'
import { evaluateVersion } from '../../../src/checks/version.ts'
import type { ReasonCode } from '../../../src/reason-codes.ts'
import { AT, version } from './facts-builder.ts'

describe('evaluateVersion', () => {
  it('passes a committed version', () => {
    const verdict = evaluateVersion({ candidate: version(), asked: 'v7', unlinkedSource: null })
    expect(verdict).toMatchObject({ kind: 'version', status: 'pass', detail: { observed: 'v7, COMMITTED' } })
    expect(verdict).not.toHaveProperty('reason')
  })

  it.each(['PENDING', 'DELETED', 'committed', ''])('fails one in state %j', (state) => {
    const verdict = evaluateVersion({ candidate: version({ state }), asked: 'v7', unlinkedSource: null })
    expect(verdict).toMatchObject({ status: 'fail', reason: 'version-not-committed' })
  })

  it('says that it cannot tell a missing version from one it may not see', () => {
    const verdict = evaluateVersion({ candidate: null, asked: 'v99', unlinkedSource: null })
    expect(verdict).toMatchObject({
      status: 'fail',
      reason: 'version-not-found',
      detail: { expected: 'v99, COMMITTED' },
    })
    expect(verdict.detail).toMatchObject({ note: expect.stringContaining('may not see') })
  })

  it('names a source that is not linked yet', () => {
    const unlinkedSource = { artifactId: 'a', digest: 'd', path: 'ml/support/llm:v3' }
    const verdict = evaluateVersion({ candidate: null, asked: 'ml/support/llm:v3', unlinkedSource })
    expect(verdict).toMatchObject({ status: 'fail', reason: 'version-not-found' })
    expect(verdict.detail).toMatchObject({ note: 'ml/support/llm:v3 exists, but is not linked into the collection' })
  })
})

describe('evaluateLineage', () => {
  const { producer } = version()
  if (producer === null) throw new Error('the builder gives a producer')

  it.each<
    [string, 'run' | 'commit', Parameters<typeof version>[0], Status, ReasonCode | undefined, string | undefined]
  >([
    ['a run', 'run', {}, 'pass', undefined, 'ml/support/run1'],
    ['a commit', 'commit', {}, 'pass', undefined, 'c0ffee'],
    ['no run', 'run', { producer: null }, 'fail', 'lineage-missing', undefined],
    ['no run, so no commit', 'commit', { producer: null }, 'fail', 'lineage-missing', undefined],
    [
      'a run without commit',
      'commit',
      { producer: { ...producer, commit: null } },
      'fail',
      'lineage-missing',
      undefined,
    ],
    ['an empty commit', 'commit', { producer: { ...producer, commit: '' } }, 'fail', 'lineage-missing', undefined],
    [
      'a run without commit, run demanded',
      'run',
      { producer: { ...producer, commit: null } },
      'pass',
      undefined,
      'ml/support/run1',
    ],
    ['a source out of sight', 'run', { source: null, producer: null }, 'error', 'source-not-visible', undefined],
    ['a source out of sight, whatever else', 'commit', { source: null }, 'error', 'source-not-visible', undefined],
  ])('%s', (_name, demand, over, status, reason, found) => {
    const verdict = evaluateLineage({ demand, candidate: version(over), at: AT })
    expect([verdict.status, verdict.reason]).toEqual([status, reason])
    expect(verdict).toMatchObject({ id: `lineage/${demand}`, kind: 'lineage', at: AT })
    expect(verdict.detail).toEqual({ type: 'lineage', demand, ...(found === undefined ? {} : { found }) })
  })

  it('needs no place in the config', () => {
    expect(evaluateLineage({ demand: 'run', candidate: version() })).not.toHaveProperty('at')
  })
})
