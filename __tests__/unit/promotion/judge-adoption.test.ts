import { describe, expect, it } from '@jest/globals'
import { isEmergency } from '../../../src/checks/emergency.ts'
import type { PullRequestFacts } from '../../../src/checks/facts.ts'
import { reasonsOf, type Verdict } from '../../../src/checks/verdict.ts'
import { judge } from '../../../src/promotion/judge.ts'
import { judgeRequested } from '../../../src/promotion/judge-adoption.ts'
import type { PromotionFacts } from '../../../src/promotion/promotion-facts.ts'
import { record, review } from '../checks/facts-builder.ts'
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
} from './promotion-builder.ts'

const EMERGENCY = gates(
  GATES.replace('        keep_previous', '        emergency: { count: 1 }\n        keep_previous'),
)
const BY_HAND = { ...V7, aliases: ['staging', 'production'] }
const SAYS_V6 = record({ stage: 'production', alias: 'production', to: named(V6), body: {} })

interface Given {
  readonly config?: ReturnType<typeof gates>
  readonly asked?: string
  readonly over?: Partial<PromotionFacts>
  readonly registry?: Partial<PromotionFacts['registry']>
  readonly pullRequest?: Partial<PullRequestFacts> | null
}

/** v7 was put into production by hand, where v6 was by record; mo, who has the role maintain, wants it adopted. */
function facts({ config = gates(), asked = 'whatever', over = {}, registry = {}, pullRequest = {} }: Given = {}) {
  const request = { ...requestOf('support-llm', 'production', config), asked, origin: 'holder' as const }
  const approved = pullRequest === null ? [] : [pinningPullRequest({ reviews: [review('ana')], ...pullRequest })]
  return promotionFacts({
    request,
    config,
    by: 'branch',
    registry: registryFacts({
      candidate: BY_HAND,
      holder: BY_HAND,
      fromHolder: BY_HAND,
      records: [SAYS_V6],
      ...registry,
    }),
    pullRequests: approved,
    pullRequestAsked: pullRequest === null ? null : 12,
    startedBy: ['mo'],
    permissionOf: new Map([['mo', 'maintain']]),
    reason: 'it went well',
    ...over,
  })
}

const BAD = { reports: new Map([['quality', loaded({ artifact_id: 'artifact-7', accuracy: 0.1 })]]) }

function nodes(verdict: Verdict): readonly Verdict[] {
  return [verdict, ...verdict.children.flatMap(nodes)]
}

describe('what was moved by hand', () => {
  it('passes where the whole gate does; the drift stays as a warning', () => {
    const { verdict, rows, drift } = judgeRequested(facts())
    expect([verdict.status, reasonsOf(verdict), isEmergency(verdict)]).toEqual(['warn', ['drift'], false])
    expect(rows).toHaveLength(1)
    expect(drift).toContain('production is held by v7, but the newest record says v6')
  })

  it.each<readonly [string, Given, string]>([
    ['who may not adopt', { over: { permissionOf: new Map([['mo', 'write']]) } }, 'not-allowed'],
    ['nobody who is known', { over: { startedBy: [] } }, 'not-allowed'],
    ['a bad number', { over: BAD }, 'metric-below-min'],
    ['a missing approval', { pullRequest: { reviews: [] } }, 'approvals-missing'],
    ['no pull request', { pullRequest: null }, 'pull-request-not-found'],
    ['an open one', { pullRequest: { state: 'OPEN', mergedAt: null } }, 'pull-request-not-found'],
    [
      'a stage that it skipped',
      { registry: { candidate: { ...BY_HAND, aliases: ['production'] } } },
      'version-not-in-from-stage',
    ],
    ['a hold', { registry: { candidate: { ...BY_HAND, tags: ['regulatory-hold'] } } }, 'version-held'],
    ['another version than was looked at', { asked: 'v6' }, 'version-not-in-stage'],
    [
      'a rollback that left it, whatever the reason',
      {
        registry: {
          rollbacks: [
            record({
              operation: 'rollback',
              from: named(V7),
              to: named(V6),
              stage: 'production',
              finishedAt: '2026-03-09T00:00:00Z',
            }),
          ],
        },
      },
      'rolled-back',
    ],
  ])('does not pass for %s', (_, given, code) => {
    const { verdict } = judgeRequested(facts(given))
    expect(['fail', 'error']).toContain(verdict.status)
    expect(reasonsOf(verdict)).toContain(code)
    expect(verdict.children.map(({ id }) => id)).not.toContain('emergency')
  })

  it('may be named, and is the one', () => {
    expect(judgeRequested(facts({ asked: 'v7' })).verdict.status).toBe('warn')
  })

  it('goes by the rule of the stage about who may adopt', () => {
    const rule = (text: string) =>
      gates(GATES.replace('        keep_previous', `        may: { adopt: ${text} }\n        keep_previous`))
    const status = (config: ReturnType<typeof gates>) => judgeRequested(facts({ config })).verdict.children[0]?.status
    expect(status(rule('{ users: [mo] }'))).toBe('pass')
    expect(status(rule('{ users: [ana] }'))).toBe('fail')
    expect(status(rule('{ permission: admin }'))).toBe('fail')
  })

  it('is judged like a promotion in everything else', () => {
    const given = facts({ over: BAD, pullRequest: { reviews: [] } })
    const { verdict } = judge({ ...given, request: { ...given.request, origin: 'input' } })
    const adopted = judgeRequested(given).verdict.children.filter(({ id }) => id !== 'who')
    expect(adopted).toEqual(verdict.children)
  })
})

describe('the emergency rule', () => {
  const other = { reviews: [review('bo')], state: 'OPEN', mergedAt: null } as const

  it('stands in for the whole gate, whose findings stay as warnings; its numbers are not kept', () => {
    const registry = { candidate: { ...BY_HAND, aliases: ['production'] } }
    const { verdict, rows } = judgeRequested(facts({ config: EMERGENCY, over: BAD, registry, pullRequest: other }))
    expect([verdict.status, isEmergency(verdict), rows]).toEqual(['warn', true, []])
    expect(nodes(verdict).filter(({ status }) => status !== 'pass' && status !== 'warn')).toEqual([])
    expect(reasonsOf(verdict)).toEqual(
      expect.arrayContaining(['emergency', 'metric-below-min', 'version-not-in-from-stage', 'drift']),
    )
  })

  it('is not asked where the gate passes', () => {
    const { verdict, rows } = judgeRequested(facts({ config: EMERGENCY }))
    expect([verdict.children.some(({ id }) => id === 'emergency'), rows.length]).toEqual([false, 1])
  })

  it.each<readonly [string, Given, string]>([
    ['who may adopt', { over: { ...BAD, permissionOf: new Map([['mo', 'write']]) } }, 'not-allowed'],
    ['a hold', { over: BAD, registry: { candidate: { ...BY_HAND, tags: ['regulatory-hold'] } } }, 'version-held'],
    ['tags that cannot be read', { over: BAD, registry: { candidate: { ...BY_HAND, tags: null } } }, 'wandb-access'],
    [
      'an incomplete version',
      { over: BAD, registry: { candidate: { ...BY_HAND, state: 'PENDING' } } },
      'version-not-committed',
    ],
    ['another version than was looked at', { over: BAD, asked: 'v6' }, 'version-not-in-stage'],
    [
      'a newer order',
      {
        over: BAD,
        registry: {
          records: [{ ...SAYS_V6, workflowRunId: '901', body: { requested_at: '2026-03-10T09:00:00Z' } }],
        },
      },
      'stale-run',
    ],
  ])('never stands in for %s', (_, given, code) => {
    const { verdict } = judgeRequested(facts({ config: EMERGENCY, pullRequest: other, ...given }))
    expect(['fail', 'error']).toContain(verdict.status)
    expect(reasonsOf(verdict)).toContain(code)
  })

  it.each<readonly [string, Given]>([
    ['no pull request is named', { pullRequest: null }],
    ['nobody else approved', { pullRequest: { ...other, reviews: [] } }],
    ['only the one who started it did', { pullRequest: { ...other, reviews: [review('mo')] } }],
    ['the pull request pins another version', { pullRequest: { ...other, headFiles: new Map() } }],
  ])('is not met when %s, and then nothing is softened', (_, given) => {
    const { verdict, rows } = judgeRequested(facts({ config: EMERGENCY, over: BAD, ...given }))
    expect([verdict.status, isEmergency(verdict), rows.length]).toEqual(['fail', false, 1])
    expect(verdict.children.at(-1)).toMatchObject({ id: 'emergency', status: 'fail' })
    expect(reasonsOf(verdict)).toContain('metric-below-min')
  })

  it('has nothing to stand in for where nobody holds the alias', () => {
    const { verdict } = judgeRequested(
      facts({ config: EMERGENCY, over: BAD, registry: { candidate: null, holder: null } }),
    )
    expect(reasonsOf(verdict)).toContain('version-not-found')
    expect(verdict.children.map(({ id }) => id)).not.toContain('emergency')
  })
})
