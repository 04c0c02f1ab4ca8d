import { evaluateEmergency } from '../checks/emergency.ts'
import type { Verdict, VerdictKind } from '../checks/verdict.ts'
import { worst } from '../checks/verdict.ts'
import { type Judgement, judge } from './judge.ts'
import type { PromotionFacts } from './promotion-facts.ts'
import { boundTo } from './requesting.ts'
import { isAdoption } from './requests.ts'

/**
 * What the emergency rule stands in for: evidence, people, lineage and the way through the stages. Never who may
 * adopt, a hold, an incomplete version, or a newer order.
 */
const OF_GATE: Readonly<Record<VerdictKind, boolean>> = {
  plan: false,
  promotion: false,
  version: false,
  hold: false,
  request: false,
  group: true,
  'stage-order': true,
  'rolled-back': true,
  report: true,
  binding: true,
  metric: true,
  lineage: true,
  'pull-request': true,
  approvals: true,
  canary: true,
  ticket: true,
}

/** Judges a promotion, or the adoption of what was moved by hand. */
export function judgeRequested(facts: PromotionFacts): Judgement {
  return isAdoption(facts.request) ? judgeAdoption(facts) : judge(facts)
}

/**
 * The version that holds the stage is judged by the whole gate, as if it were to be promoted. Where it does not pass, the
 * stage's emergency rule may stand in for the gate; its findings then stay as warnings, and its numbers stay out of the
 * record, because no later version may be compared with them.
 */
function judgeAdoption(facts: PromotionFacts): Judgement {
  const judgement = judge(facts)
  const children = [...expectedVersion(facts), ...judgement.verdict.children]
  const { emergency } = facts.request.stage
  const isMissed = children.some((child) => isOfGate(child) && isBad(child))
  if (emergency === null || !isMissed) return withChildren(judgement, children)
  const met = evaluate(facts)
  if (met === null) return withChildren(judgement, children)
  if (met.status !== 'warn') return withChildren(judgement, [...children, met])
  const softened = children.map((child) => (isOfGate(child) ? soften(child) : child))
  return { ...withChildren(judgement, [...softened, met]), rows: [] }
}

function withChildren(judgement: Judgement, children: readonly Verdict[]): Judgement {
  const status = worst(children.map((child) => child.status))
  return { ...judgement, verdict: { ...judgement.verdict, status, children } }
}

/** Who names the version wants that one adopted, not what somebody has put there since. */
function expectedVersion({ request, registry }: PromotionFacts): readonly Verdict[] {
  const { asked, stage } = request
  const { candidate } = registry
  if (!/^v\d+$/.test(asked) || candidate === null || candidate.version === asked) return []
  return [
    {
      id: 'expected',
      kind: 'version',
      label: 'the version that was looked at',
      status: 'fail',
      reason: 'version-not-in-stage',
      detail: { type: 'fact', expected: `${asked} holds ${stage.alias}`, observed: `${candidate.version} does` },
      children: [],
    },
  ]
}

function evaluate(facts: PromotionFacts): Verdict | null {
  const { request, registry, config, startedBy, permissionOf, people } = facts
  const { model, stage } = request
  const { candidate } = registry
  if (candidate === null) return null
  const [pullRequest = null] = facts.pullRequests
  return evaluateEmergency({
    rule: stage.emergency,
    pullRequest: pullRequest === null ? null : boundTo(candidate.version, pullRequest, { config, model, stage }),
    startedBy,
    permissionOf,
    teamsOf: people.teamsOf,
    version: candidate.version,
    usedBy: registry.recordsOfVersion.filter((record) => record.stage === stage.name),
    adopting: true,
  })
}

function isOfGate({ kind, id }: Verdict): boolean {
  return OF_GATE[kind] || id === 'pin'
}

function isBad({ status }: Verdict): boolean {
  return status !== 'pass' && status !== 'warn'
}

function soften(verdict: Verdict): Verdict {
  const children = verdict.children.map(soften)
  return isBad(verdict) ? { ...verdict, status: 'warn', children } : { ...verdict, children }
}
