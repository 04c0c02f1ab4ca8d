import { evaluateEmergency } from '../checks/emergency.ts'
import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import { saysPassedGate } from '../checks/moving-record.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { type EarlierHolder, memberObstacle, type Obstacle, wasLeft } from './last-good.ts'
import type { Note } from './outcome.ts'
import { recordVersionOf } from './record.ts'
import { boundTo } from './requesting.ts'
import type { RollbackFacts } from './rollback.ts'

/** The version to go back to, or why there is none. */
export interface Found {
  readonly target: VersionFacts | null
  readonly verdicts: readonly Verdict[]
  readonly notes: readonly Note[]
}

const TARGET = { id: 'target', kind: 'version', children: [] } as const

/** The newest earlier holder without an obstacle; newer ones are listed with theirs. */
export function chooseLastGood(earlier: readonly EarlierHolder[], facts: RollbackFacts): Found {
  const judged = earlier.map((each) => ({ each, obstacle: obstacleNow(each, facts) }))
  const at = judged.findIndex(({ obstacle }) => obstacle === null)
  const chosen = judged[at]?.each
  const target = chosen === undefined ? null : (facts.members.get(chosen.version.version) ?? null)
  const over = (at < 0 ? judged : judged.slice(0, at)).flatMap(({ each, obstacle }) =>
    obstacle === null ? [] : [{ version: each.version.version, obstacle }],
  )
  const list = over.map(({ version, obstacle }) => `${version}: ${obstacle.text}`).join('; ')
  if (target === null || chosen === undefined) return noneLeft(list, over, facts)
  const used = chosen.until === null ? 'the newest record says it is in use' : `in use until ${chosen.until}`
  const why = list === '' ? `it is the newest one before, ${used}` : `${used}; passed over: ${list}`
  return {
    target,
    verdicts: [
      {
        ...TARGET,
        label: 'last known good version',
        status: 'pass',
        detail: {
          type: 'fact',
          expected: expectation(facts),
          observed: `${target.version}, ${used}`,
          ...(list === '' ? {} : { note: `passed over: ${list}` }),
        },
      },
    ],
    notes: [{ level: 'info', text: `Chosen: ${target.version}, because ${why}.` }],
  }
}

function expectation({ stage }: RollbackFacts): string {
  return `held ${stage.alias} by record, is there, is not held, was not left by a rollback`
}

function noneLeft(list: string, over: readonly { readonly obstacle: Obstacle }[], facts: RollbackFacts): Found {
  const reason = commonReason(over.map(({ obstacle }) => obstacle.code))
  const none = facts.registry.recordsVisible
    ? 'no record of an earlier version'
    : 'the records project is not there yet, or this account may not see it'
  return {
    target: null,
    verdicts: [
      {
        ...TARGET,
        label: 'last known good version',
        status: reason === 'wandb-access' ? 'error' : 'fail',
        reason,
        detail: { type: 'fact', expected: expectation(facts), observed: list === '' ? none : list },
      },
    ],
    notes: [{ level: 'warning', text: 'Name the version to go back to with the input `version`.' }],
  }
}

/** What stands in the way of all of them, where that can be said in one word. What could not be read may hide a good one. */
function commonReason(codes: readonly ReasonCode[]): ReasonCode {
  const [first, ...others] = new Set(codes)
  if (codes.includes('wandb-access')) return 'wandb-access'
  if (codes.includes('stage-held')) return 'stage-held'
  return first === undefined || others.length > 0 ? 'version-not-found' : first
}

/** What keeps an earlier holder from being gone back to, its membership included; null: nothing. */
export function obstacleNow({ version, obstacle }: EarlierHolder, facts: RollbackFacts): Obstacle | null {
  const { members, registry, stage } = facts
  return obstacle ?? memberObstacle(members.get(version.version) ?? null, version, registry, stage.name)
}

/** A version that the input names: it passed this gate by record, or the stage's emergency rule is met. */
export function judgeAsked(asked: string, facts: RollbackFacts): Found {
  const { registry } = facts
  const { candidate } = registry
  const base = { ...TARGET, label: 'version' } as const
  if (candidate === null) {
    const found = registry.unlinkedSource === null ? 'not found' : 'not linked into the collection'
    const detail = { type: 'fact', expected: asked, observed: found } as const
    return { target: null, verdicts: [{ ...base, status: 'fail', reason: 'version-not-found', detail }], notes: [] }
  }
  const expected = `${candidate.version}, COMMITTED, not held, not in use`
  const obstacle = obstacleOfAsked(candidate, facts)
  const verdict: Verdict =
    obstacle === null
      ? { ...base, status: 'pass', detail: { type: 'fact', expected, observed: candidate.version } }
      : {
          ...base,
          status: obstacle.code === 'wandb-access' ? 'error' : 'fail',
          reason: obstacle.code,
          detail: { type: 'fact', expected, observed: obstacle.text },
        }
  const gate = passedBy(facts, candidate) ? passedGate(candidate) : judgeEmergency(candidate, facts)
  return {
    target: obstacle === null ? candidate : null,
    verdicts: [verdict, gate],
    notes: wasLeft(recordVersionOf(candidate), registry) ? [leftNote(candidate)] : [],
  }
}

function judgeEmergency({ version }: VersionFacts, facts: RollbackFacts): Verdict {
  const { stage, pullRequest, startedBy, permissionOf, teamsOf, registry } = facts
  return evaluateEmergency({
    rule: stage.emergency,
    pullRequest: pullRequest === null ? null : boundTo(version, pullRequest, facts),
    startedBy,
    permissionOf,
    teamsOf,
    version,
    usedBy: registry.recordsOfVersion.filter((record) => record.stage === stage.name),
  })
}

function obstacleOfAsked(candidate: VersionFacts, { registry, stage }: RollbackFacts): Obstacle | null {
  if (registry.holder?.artifactId === candidate.artifactId)
    return { code: 'drift', text: `it holds ${stage.alias} already, but not by the newest record` }
  return memberObstacle(candidate, recordVersionOf(candidate), registry, stage.name)
}

/** By a promotion or an adoption: a version that got here by an earlier emergency has not passed the gate by that. */
function passedBy({ registry, stage }: RollbackFacts, candidate: VersionFacts): boolean {
  const passes = (record: RecordFacts) =>
    saysPassedGate(record) &&
    record.stage === stage.name &&
    record.to?.artifactId === candidate.artifactId &&
    record.to.digest === candidate.digest
  return registry.recordsOfVersion.some(passes) || registry.records.some(passes)
}

function passedGate({ version }: VersionFacts): Verdict {
  return {
    id: 'gate',
    kind: 'rolled-back',
    label: 'passed the gate',
    status: 'pass',
    detail: { type: 'fact', observed: `${version} was promoted to this stage, or adopted in it, by record` },
    children: [],
  }
}

function leftNote({ version }: VersionFacts): Note {
  const text = `${version} was itself left by a rollback; it is taken because \`version\` names it.`
  return { level: 'warning', code: 'rolled-back', text }
}
