import { describe, expect, it } from '@jest/globals'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import { reasonsOf } from '../../../src/checks/verdict.ts'
import { judge } from '../../../src/promotion/judge.ts'
import type { PromotionFacts } from '../../../src/promotion/promotion-facts.ts'
import { HEAD, record, review } from '../checks/facts-builder.ts'
import {
  GATES,
  gates,
  loaded,
  named,
  pinningPullRequest,
  promotionFacts,
  registryFacts,
  requestOf,
  V6,
  V7,
  V8,
} from './promotion-builder.ts'

const approved = (over: Parameters<typeof pinningPullRequest>[0] = {}) =>
  pinningPullRequest({ reviews: [review('ana')], ...over })

function facts(over: Partial<PromotionFacts> = {}): PromotionFacts {
  return promotionFacts({ pullRequests: [approved()], ...over })
}

function ids(verdict: Verdict): readonly string[] {
  return [
    `${verdict.id}: ${verdict.status}${verdict.reason === undefined ? '' : ` ${verdict.reason}`}`,
    ...verdict.children.flatMap(ids).map((line) => `  ${line}`),
  ]
}

function found(verdict: Verdict, id: string): Verdict | undefined {
  return verdict.id === id
    ? verdict
    : verdict.children.map((child) => found(child, id)).find((each) => each !== undefined)
}

function verdictOf(over: Partial<PromotionFacts>): Verdict {
  return judge(facts(over)).verdict
}

describe('the verdict tree', () => {
  it('holds every rule that guards a stage', () => {
    const { verdict, drift } = judge(facts())
    expect(ids(verdict)).toEqual([
      'support-llm/production: pass',
      '  version: pass',
      '  stage-order: pass',
      '  hold: pass',
      '  rolled-back: pass',
      '  lineage: pass',
      '    lineage/run: pass',
      '  reports: pass',
      '    reports/quality: pass',
      '  checks: pass',
      '    checks/0: pass',
      '  pull-request/12: pass',
      '  approvals: pass',
      '    approvals/0: pass',
    ])
    expect(drift).toBeNull()
  })

  it('is complete when everything is wrong at once: nothing stops early', () => {
    const held = { ...V7, state: 'PENDING', aliases: [], tags: ['regulatory-hold'], source: null }
    const rollback = record({ operation: 'rollback', stage: 'production', from: named(V7), to: named(V6) })
    const bad = facts({
      request: requestOf('support-llm', 'production', gates(), 'v8'),
      registry: registryFacts({ candidate: held, rollbacks: [rollback] }),
      reports: new Map([['quality', loaded({ artifact_id: 'artifact-8', accuracy: 0.1 })]]),
      pullRequests: [pinningPullRequest({ baseBranch: 'topic' })],
    })
    expect(ids(judge(bad).verdict)).toEqual([
      'support-llm/production: error',
      '  pin: fail version-not-bound',
      '  version: fail version-not-committed',
      '  stage-order: fail version-not-in-from-stage',
      '  hold: fail version-held',
      '  rolled-back: fail rolled-back',
      '  lineage: error',
      '    lineage/run: error source-not-visible',
      '  reports: fail',
      '    reports/quality: fail report-other-version',
      '  checks: fail',
      '    checks/0: fail metric-below-min',
      '  pull-request/12: fail pull-request-base',
      '  approvals: fail',
      '    approvals/0: fail approvals-missing',
    ])
  })

  it('of a version that does not exist holds what can be said without it', () => {
    const verdict = verdictOf({ registry: registryFacts({ candidate: null }) })
    expect(ids(verdict)).toEqual([
      'support-llm/production: fail',
      '  version: fail version-not-found',
      '  reports: fail',
      '    reports/quality: fail report-unbound',
      '  checks: pass',
      '    checks/0: pass',
      '  pull-request/12: pass',
      '  approvals: fail',
      '    approvals/0: fail version-not-bound',
    ])
  })

  it('of an ungated stage without a stage before it holds version, holds and rollbacks only', () => {
    const verdict = verdictOf({
      request: requestOf('support-llm', 'candidate'),
      pullRequests: [],
      registry: registryFacts({ holder: null }),
    })
    expect(ids(verdict)).toEqual([
      'support-llm/candidate: pass',
      '  version: pass',
      '  hold: pass',
      '  rolled-back: pass',
    ])
  })
})

describe('approvals', () => {
  it.each<[string, Partial<PromotionFacts>, string]>([
    [
      'missing on a pull request may still come',
      { by: 'pull-request', pullRequests: [pinningPullRequest({ state: 'OPEN' })], requestedAt: null },
      'pending approvals-missing',
    ],
    ['missing after the merge are a refusal', { pullRequests: [pinningPullRequest()] }, 'fail approvals-missing'],
    ['cannot come without a pull request', { pullRequests: [] }, 'fail pull-request-not-found approvals-missing'],
    [
      'of a pull request that did not change this pin do not count on a push',
      { pullRequests: [approved({ files: [] })] },
      'fail pull-request-not-found approvals-missing',
    ],
    ['of whoever dispatched the run do not count', { by: 'branch', startedBy: ['Ana'] }, 'fail approvals-missing'],
    [
      'serve one record only',
      {
        registry: registryFacts({
          recordsOfVersion: [record({ stage: 'production', pullRequests: [12], to: named(V7) })],
        }),
      },
      'fail approvals-missing',
    ],
    [
      'are not used up by a record of another stage',
      { registry: registryFacts({ recordsOfVersion: [record({ pullRequests: [12], to: named(V7) })] }) },
      'pass',
    ],
  ])('%s', (_, over, expected) => {
    const verdict = verdictOf(over)
    expect([verdict.status, ...reasonsOf(verdict)].join(' ')).toBe(expected)
  })

  it('count in none of several pull requests unless in each', () => {
    const verdict = verdictOf({ pullRequests: [approved(), pinningPullRequest({ number: 13 })] })
    expect(found(verdict, 'approvals/0/12')?.status).toBe('pass')
    expect(found(verdict, 'approvals/0/13')?.status).toBe('fail')
    expect(found(verdict, 'pull-request/13')?.status).toBe('pass')
  })

  it('are not needed by a stage without rules, but a named pull request must be there', () => {
    const staging = {
      request: requestOf('support-llm', 'staging'),
      registry: registryFacts({ candidate: { ...V7, aliases: ['candidate'] } }),
    }
    expect(verdictOf({ ...staging, pullRequests: [] }).status).toBe('pass')
    const asked = verdictOf({ ...staging, by: 'branch', pullRequestAsked: 99, pullRequests: [] })
    expect(found(asked, 'pull-request/99')?.reason).toBe('pull-request-not-found')
  })
})

describe('an approval that names no version', () => {
  const config = gates(GATES.replace('count: 1, users: [ana, bo] }', 'count: 1, users: [ana, bo], bind: head }'))
  const request = requestOf('support-llm', 'production', config, null)
  const since = (over: Partial<RecordFacts>) =>
    found(
      verdictOf({
        config,
        request,
        by: 'branch',
        pullRequests: [
          approved({
            files: ['README.md'],
            reviews: [review('ana', { submittedAt: '2026-03-03T10:00:00Z', commit: HEAD })],
          }),
        ],
        registry: registryFacts({ recordsOfVersion: [record({ to: named(V7), ...over })] }),
      }),
      'approvals/0',
    )?.status

  it.each<[string, Partial<RecordFacts>, 'pass' | 'fail']>([
    ['counts after the version got the stage before', {}, 'pass'],
    ['does not count before that', { finishedAt: '2026-03-03T10:00:00Z' }, 'fail'],
    ['does not count when the record is of another stage', { stage: 'production' }, 'fail'],
    ['does not count when the record moved nothing', { conclusion: 'abandoned' }, 'fail'],
    ['does not count by a hold', { operation: 'hold' }, 'fail'],
    ['does not count by an altered record', { intact: false }, 'fail'],
    ['does not count by a record of another version', { to: named(V8) }, 'fail'],
    ['is dated by the server when the record has no end', { finishedAt: null }, 'pass'],
    ['is dated by the server when the end is no time', { finishedAt: 'yesterday' }, 'pass'],
    [
      'is not dated before the server did',
      { createdAt: '2026-03-04T08:00:00Z', finishedAt: '2020-01-01T00:00:00Z' },
      'fail',
    ],
  ])('%s', (_, over, status) => {
    expect(since(over)).toBe(status)
  })

  it('needs no pin', () => {
    expect(found(verdictOf({ config, request, by: 'branch' }), 'pin')).toBeUndefined()
  })
})

describe('the request itself', () => {
  it('is warned where no records can be seen, by the name of their project', () => {
    const verdict = verdictOf({ registry: registryFacts({ recordsVisible: false }) })
    expect(found(verdict, 'records')).toMatchObject({
      status: 'warn',
      reason: 'wandb-access',
      detail: { expected: 'the records project ml-governance/model-promotions' },
    })
    expect(found(verdictOf({}), 'records')).toBeUndefined()
  })

  it('is warned of drift, which stops nothing', () => {
    const registry = registryFacts({ records: [record({ to: named(V8), stage: 'production' })] })
    const { verdict, drift } = judge(facts({ registry, requestedAt: '2026-03-10T08:00:00Z' }))
    expect(found(verdict, 'drift')).toMatchObject({ status: 'warn', reason: 'drift' })
    expect(verdict.status).toBe('warn')
    expect(drift).toMatch(/held by v6, but the newest record says v8/)
  })

  it.each<[string, PromotionFacts['by'], string | null, string | undefined]>([
    ['another pin after the merge', 'push', 'v6', 'it pins v6'],
    ['no pin on dispatch', 'branch', null, 'no pin'],
    ['another pin on a pull request, which only plans', 'pull-request', 'v6', undefined],
    ['the same pin', 'push', 'v7', undefined],
  ])('and the pin: %s', (_, by, pinned, observed) => {
    const request = {
      ...requestOf('support-llm', 'production'),
      pin: requestOf('support-llm', 'production', gates(), pinned).pin,
    }
    const detail = found(verdictOf({ by, request }), 'pin')?.detail
    expect(detail?.type === 'fact' ? detail.observed : undefined).toBe(observed)
  })

  const newer = { stage: 'production', to: named(V6), workflowRunId: '901', createdAt: '2026-03-10T09:00:00Z' }
  it.each<[string, Partial<RecordFacts>, Partial<PromotionFacts>, boolean]>([
    ['a later order of another version', newer, {}, true],
    [
      'one that was ordered earlier and carried out later',
      { ...newer, body: { requested_at: '2026-03-10T07:00:00Z' } },
      {},
      false,
    ],
    [
      'one that was ordered later and dated earlier',
      { ...newer, createdAt: '2026-03-01T00:00:00Z', body: { requested_at: '2026-03-10T08:00:01Z' } },
      {},
      true,
    ],
    ['one ordered at the same moment', { ...newer, body: { requested_at: '2026-03-10T08:00:00Z' } }, {}, false],
    ['one with a forged time falls back on the server', { ...newer, body: { requested_at: 'never' } }, {}, true],
    ['one with a time that is no text', { ...newer, body: { requested_at: 0 } }, {}, true],
    ['our own run', { ...newer, workflowRunId: '900' }, {}, false],
    ['a later order of the same version', { ...newer, to: named(V7) }, {}, false],
    ['a later run that moved nothing', { ...newer, conclusion: 'abandoned' }, {}, false],
    ['a plan is never stale', newer, { requestedAt: null, by: 'pull-request' }, false],
  ])('is stale by %s', (_, over, more, stale) => {
    const verdict = verdictOf({ registry: registryFacts({ records: [record(over)] }), ...more })
    expect(found(verdict, 'order')?.reason).toBe(stale ? 'stale-run' : undefined)
  })
})

describe('who may promote by hand', () => {
  const config = gates(
    GATES.replace(
      '        from: candidate\n',
      '        from: candidate\n        may: { promote: { users: [kim, lee], permission: maintain } }\n',
    ),
  )
  const seen = registryFacts({ candidate: { ...V7, aliases: ['candidate'] }, holder: null })
  const staging: Partial<PromotionFacts> = {
    config,
    request: requestOf('support-llm', 'staging', config),
    registry: seen,
    pullRequests: [],
    by: 'branch',
    permissionOf: new Map([
      ['kim', 'maintain'],
      ['lee', 'write'],
      ['mia', 'admin'],
    ]),
  }
  const whoOf = (over: Partial<PromotionFacts>) => found(verdictOf({ ...staging, ...over }), 'who')

  it.each<[string, Partial<PromotionFacts>, string | undefined]>([
    ['a listed person with the role', { startedBy: ['kim'] }, 'pass'],
    ['a listed person without the role', { startedBy: ['lee'] }, 'fail'],
    ['an administrator who is not listed', { startedBy: ['mia'] }, 'fail'],
    ['one who may, run again by one who may not', { startedBy: ['kim', 'mia'] }, 'fail'],
    ['nobody who is known', { startedBy: [] }, 'fail'],
    ['a push, which its merge orders', { by: 'push', startedBy: [] }, undefined],
    ['a pull request, which orders nothing', { by: 'pull-request', startedBy: [], requestedAt: null }, undefined],
    [
      'anybody, where the stage has no rule',
      { request: requestOf('support-llm', 'staging'), startedBy: ['mia'] },
      undefined,
    ],
  ])('%s', (_, over, status) => {
    const who = whoOf(over)
    expect([who?.status, who?.reason]).toEqual([status, status === 'fail' ? 'not-allowed' : undefined])
  })

  it('decides the whole', () => {
    expect(verdictOf({ ...staging, startedBy: ['kim'] }).status).toBe('pass')
    expect(verdictOf({ ...staging, startedBy: ['mia'] }).status).toBe('fail')
  })

  const left = record({ operation: 'rollback', from: named(V7), to: named(V6) })
  it.each<[string, Partial<PromotionFacts>, string]>([
    ['comes back with a reason, by whom the rule names', { startedBy: ['kim'], reason: 'fixed' }, 'pass'],
    ['stays without a reason', { startedBy: ['kim'] }, 'fail'],
    ['stays whatever the reason of somebody else', { startedBy: ['mia'], reason: 'fixed' }, 'fail'],
    ['stays on a push, which has no starter', { by: 'push', startedBy: [], reason: 'fixed' }, 'fail'],
    [
      'stays where the stage names nobody',
      { request: requestOf('support-llm', 'staging'), startedBy: ['kim'], reason: 'fixed' },
      'fail',
    ],
  ])('a version that a rollback left %s', (_, over, status) => {
    const registry = { ...seen, rollbacks: [left] }
    expect(found(verdictOf({ ...staging, registry, ...over }), 'rolled-back')?.status).toBe(status)
  })
})

it('lets a version that a rollback left come back by an approval that is newer', () => {
  const rollback = (finishedAt: string) =>
    record({ operation: 'rollback', stage: 'production', from: named(V7), to: named(V6), finishedAt })
  const status = (finishedAt: string) =>
    found(verdictOf({ registry: registryFacts({ rollbacks: [rollback(finishedAt)] }) }), 'rolled-back')?.status
  expect([status('2026-03-03T09:59:59Z'), status('2026-03-03T10:00:01Z')]).toEqual(['pass', 'fail'])
})

it.each([
  ['that is no time', 'yesterday', 'pass'],
  ['before the server saw it begin', '2020-01-01T00:00:00Z', 'pass'],
  ['that is missing', null, 'pass'],
  ['after the approval', '2026-03-03T10:00:01Z', 'fail'],
])(
  'a rollback record with an end %s is judged, by the later of what it and the server say',
  (_, finishedAt, expected) => {
    const rollback = record({ operation: 'rollback', stage: 'production', from: named(V7), to: named(V6), finishedAt })
    const verdict = verdictOf({ registry: registryFacts({ rollbacks: [rollback] }) })
    expect(found(verdict, 'rolled-back')?.status).toBe(expected)
    const later = { ...rollback, createdAt: '2026-03-04T00:00:00Z' }
    expect(found(verdictOf({ registry: registryFacts({ rollbacks: [later] }) }), 'rolled-back')?.status).toBe('fail')
  },
)
