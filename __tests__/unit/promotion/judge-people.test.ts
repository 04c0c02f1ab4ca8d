import { describe, expect, it } from '@jest/globals'
import type { RunReviews } from '../../../src/checks/people-facts.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import { judge } from '../../../src/promotion/judge.ts'
import type { PromotionFacts } from '../../../src/promotion/promotion-facts.ts'
import { people, record, review } from '../checks/facts-builder.ts'
import {
  GATES,
  gates,
  named,
  pinningPullRequest,
  promotionFacts,
  registryFacts,
  requestOf,
  V7,
} from './promotion-builder.ts'

const RULE = '[{ role: model steward, count: 1, users: [ana, bo] }]'
const RUN: RunReviews = {
  attempt: 1,
  startedBy: [{ login: 'cai', id: 7, kind: 'user' }],
  commit: 'c'.repeat(40),
  pinsStand: true,
  url: 'https://github.test/run',
  reviews: [{ environments: ['production'], state: 'approved', person: { login: 'ana', id: 1, kind: 'user' } }],
}

/** A dispatched run without a pull request, under other approval rules. */
function facts(rules: string, over: Partial<PromotionFacts> = {}): PromotionFacts {
  const config = gates(GATES.replace(RULE, rules))
  return promotionFacts({
    config,
    request: requestOf('support-llm', 'production', config),
    by: 'branch',
    people: people({ runReviews: RUN }),
    ...over,
  })
}

function flat(verdict: Verdict): readonly Verdict[] {
  return [verdict, ...verdict.children.flatMap(flat)]
}

function said(given: PromotionFacts): readonly string[] {
  return flat(judge(given).verdict).flatMap(({ id, status, reason }) =>
    ['fail', 'error', 'pending'].includes(status) && reason !== undefined ? [`${id} ${reason}`] : [],
  )
}

const OPERATOR = '{ environment: production, permission: read }'

describe('a stage that only an environment guards', () => {
  it('needs no pull request', () => {
    const { verdict } = judge(facts(`[${OPERATOR}]`))
    expect(verdict.status).toBe('pass')
    expect(flat(verdict).some(({ kind }) => kind === 'pull-request')).toBe(false)
  })

  it('looks at the pull request that is named all the same', () => {
    expect(said(facts(`[${OPERATOR}]`, { pullRequestAsked: 12 }))).toEqual(['pull-request/12 pull-request-not-found'])
    const open = pinningPullRequest({ state: 'OPEN', mergedAt: null })
    expect(said(facts(`[${OPERATOR}]`, { pullRequestAsked: 12, pullRequests: [open] }))).toEqual([
      'pull-request/12 pull-request-not-found',
    ])
  })

  it('looks at those that a push has merged', () => {
    const other = pinningPullRequest({ baseBranch: 'other' })
    expect(said(facts(`[${OPERATOR}]`, { by: 'push', pullRequests: [other] }))).toEqual([
      'pull-request/12 pull-request-base',
    ])
  })

  it('needs the pin to name the version', () => {
    const config = gates(GATES.replace(RULE, `[${OPERATOR}]`))
    const unpinned = { config, request: requestOf('support-llm', 'production', config, null) }
    expect(said(facts(`[${OPERATOR}]`, unpinned))).toEqual(['pin version-not-bound'])
  })

  it('a second rule for reviews needs a pull request again', () => {
    expect(said(facts(`[${OPERATOR}, { role: steward }]`))).toEqual([
      'pull-request pull-request-not-found',
      'approvals/1 approvals-missing',
    ])
  })
})

describe('a version that a rollback left', () => {
  const left = (finishedAt: string) =>
    registryFacts({
      rollbacks: [
        record({
          operation: 'rollback',
          stage: 'production',
          from: named(V7),
          to: null,
          createdAt: finishedAt,
          finishedAt,
        }),
      ],
    })

  it.each([
    ['before the run was ordered', '2026-03-10T07:59:00Z', []],
    ['after it was ordered, however late its approval was seen', '2026-03-10T08:01:00Z', ['rolled-back rolled-back']],
  ])('%s', (_name, at, expected) => {
    expect(said(facts(`[${OPERATOR}]`, { registry: left(at) }))).toEqual(expected)
  })

  it('comes back by no approval of a run that nobody has ordered', () => {
    const registry = left('2026-03-10T07:59:00Z')
    expect(said(facts(`[${OPERATOR}]`, { registry, requestedAt: null }))).toEqual(['rolled-back rolled-back'])
  })
})

it('one person cannot be steward and operator of one promotion', () => {
  const ana = review('ana', { author: { login: 'ana', id: 1, kind: 'user' } })
  const merged = pinningPullRequest({ reviews: [ana] })
  const rules = `[{ role: steward, users: [ana, bo] }, ${OPERATOR}]`
  expect(said(facts(rules, { by: 'push', pullRequests: [merged] }))).toEqual(['approvals/1 approvals-missing'])
})

it('teams of who may promote are asked of the same facts', () => {
  const may = GATES.replace(RULE, `[${OPERATOR}]`).replace(
    '        keep_previous',
    '        may: { promote: { teams: [acme/on-call] } }\n        keep_previous',
  )
  const config = gates(may)
  const base = { config, request: requestOf('support-llm', 'production', config), startedBy: ['cai'] }
  const on = (members: readonly string[]) =>
    people({ runReviews: RUN, teamsOf: new Map([['acme/on-call', { seen: true, members: new Set(members) }]]) })
  expect(said(facts('[]', { ...base, people: on(['cai']) }))).toEqual([])
  expect(said(facts('[]', { ...base, people: on([]) }))).toEqual(['who not-allowed'])
  expect(said(facts('[]', base))).toEqual(['who team-not-visible'])
})
