import { evaluateEmergency } from '../checks/emergency.ts'
import type { PermissionOf, PullRequestFacts, RecordVersion, RegistryFacts, VersionFacts } from '../checks/facts.ts'
import { saysWhoHolds } from '../checks/moving-record.ts'
import type { Verdict } from '../checks/verdict.ts'
import { worst } from '../checks/verdict.ts'
import { evaluateWho } from '../checks/who.ts'
import type { ModelConfig, StageConfig } from '../config/gate-config.ts'
import { type EarlierHolder, earlierHolders, memberObstacle, wasLeft } from './last-good.ts'
import type { Move, Note } from './outcome.ts'
import { chainAfter, recordVersionOf } from './record.ts'
import { driftOf } from './standing.ts'

/** Everything that the decision on a rollback may use. */
export interface RollbackFacts {
  readonly registry: RegistryFacts
  readonly model: ModelConfig
  readonly stage: StageConfig
  /** The `version` input; null: the last known good one. */
  readonly asked: string | null
  /** Members of the collection by `vN`, as far as they were asked for. */
  readonly members: ReadonlyMap<string, VersionFacts | null>
  readonly startedBy: readonly string[]
  readonly permissionOf: PermissionOf
  /** Of the `pull-request` input: an emergency needs its approval. */
  readonly pullRequest: PullRequestFacts | null
  /** ISO 8601. */
  readonly now: string
}

export interface RollbackDecision {
  readonly verdict: Verdict
  readonly target: VersionFacts | null
  readonly moves: readonly Move[]
  /** Who holds the `keep_previous` alias and has to lose it, because no earlier version is left. */
  readonly dropPrevious: RecordVersion | null
  readonly notes: readonly Note[]
  /** Versions whose membership must be known to decide. */
  readonly wanted: readonly string[]
  readonly drift: string | null
  /** What differs after a second read; null: nothing that matters. */
  readonly changed: (before: RegistryFacts, after: RegistryFacts, stage: StageConfig) => string | null
}

/** Judges who asks, which version it goes back to, and why not to another one. */
export function judgeRollback(facts: RollbackFacts): RollbackDecision {
  const { registry, stage, model } = facts
  const earlier = earlierHolders(registry, stage.rollback, facts.now)
  const wanted = earlier.filter((each) => each.obstacle === null).map((each) => each.version.version)
  const found = facts.asked === null ? chooseLastGood(earlier, facts) : judgeAsked(facts.asked, facts)
  const who = evaluateWho({
    operation: 'rollback',
    rule: stage.may.get('rollback'),
    startedBy: facts.startedBy,
    permissionOf: facts.permissionOf,
  })
  const children = [who, ...found.verdicts]
  const status = worst(children.map((child) => child.status))
  const label = `${model.name} ${stage.name}`
  const { target } = found
  const previous = target === null ? null : previousFor(target, earlier, facts)
  return {
    verdict: { id: `${model.name}/${stage.name}`, kind: 'promotion', status, label, at: stage.at, children },
    target,
    moves: target === null ? [] : planMoves(target, previous, facts),
    dropPrevious:
      previous === null && registry.previousHolder !== null && stage.keepPrevious !== null && target !== null
        ? recordVersionOf(registry.previousHolder)
        : null,
    notes: found.notes,
    wanted,
    drift: driftOf(registry, stage.alias),
    changed: whatChanged,
  }
}

interface Found {
  readonly target: VersionFacts | null
  readonly verdicts: readonly Verdict[]
  readonly notes: readonly Note[]
}

/** The newest earlier holder without an obstacle; the others are listed with theirs. */
function chooseLastGood(earlier: readonly EarlierHolder[], facts: RollbackFacts): Found {
  const judged = earlier.map((each) => ({ each, obstacle: each.obstacle ?? obstacleNow(each, facts) }))
  const chosen = judged.find(({ obstacle }) => obstacle === null)?.each
  const target = chosen === undefined ? null : (facts.members.get(chosen.version.version) ?? null)
  const passedOver = judged.filter(
    ({ each, obstacle }) => obstacle !== null && (chosen === undefined || isNewer(each, chosen)),
  )
  const list = passedOver.map(({ each, obstacle }) => `${each.version.version}: ${obstacle}`).join('; ')
  const expected = `held ${facts.stage.alias} by record, is there, is not held, was not left by a rollback`
  const observed =
    target === null
      ? list === ''
        ? 'no record of an earlier version'
        : list
      : `${target.version}, in use until ${chosen?.record.finishedAt ?? 'then'}`
  const verdict: Verdict = {
    id: 'target',
    kind: 'version',
    label: 'last known good version',
    status: target === null ? 'fail' : 'pass',
    ...(target === null ? { reason: 'version-not-found' as const } : {}),
    detail: {
      type: 'fact',
      expected,
      observed,
      ...(list === '' || target === null ? {} : { note: `passed over: ${list}` }),
    },
    children: [],
  }
  if (target === null)
    return {
      target,
      verdicts: [verdict],
      notes: [{ level: 'warning', text: 'Name the version to go back to with the input `version`.' }],
    }
  const why = list === '' ? 'it is the newest one before' : `passed over: ${list}`
  return { target, verdicts: [verdict], notes: [{ level: 'info', text: `Chosen: ${target.version}, because ${why}.` }] }
}

function obstacleNow(each: EarlierHolder, { members, registry, stage }: RollbackFacts): string | null {
  return memberObstacle(members.get(each.version.version) ?? null, each.version, registry, stage.name)
}

function isNewer(one: EarlierHolder, other: EarlierHolder): boolean {
  return one.record.sequence > other.record.sequence
}

/** A version that the input names: it passed this gate by record, or the stage's emergency rule is met. */
function judgeAsked(asked: string, facts: RollbackFacts): Found {
  const { registry, stage } = facts
  const { candidate, holder } = registry
  const base = { id: 'target', kind: 'version', label: 'version', children: [] } as const
  if (candidate === null) {
    const detail = { type: 'fact', expected: asked, observed: 'not found' } as const
    return { target: null, verdicts: [{ ...base, status: 'fail', reason: 'version-not-found', detail }], notes: [] }
  }
  const expected = `${candidate.version}, COMMITTED, not held, not in use`
  const obstacle =
    holder?.artifactId === candidate.artifactId
      ? `it holds ${stage.alias} already`
      : memberObstacle(candidate, recordVersionOf(candidate), registry, stage.name)
  const passed = registry.recordsOfVersion.some((record) => saysWhoHolds(record) && record.stage === stage.name)
  const verdicts: Verdict[] = [
    obstacle === null
      ? { ...base, status: 'pass', detail: { type: 'fact', expected, observed: candidate.version } }
      : { ...base, status: 'fail', reason: reasonOf(obstacle), detail: { type: 'fact', expected, observed: obstacle } },
    passed
      ? passedGate(candidate)
      : evaluateEmergency({
          rule: stage.emergency,
          pullRequest: facts.pullRequest,
          startedBy: facts.startedBy,
          permissionOf: facts.permissionOf,
          version: candidate.version,
        }),
  ]
  const left = wasLeft(recordVersionOf(candidate), registry)
  const notes: Note[] = left
    ? [
        {
          level: 'warning',
          code: 'rolled-back',
          text: `${candidate.version} was itself left by a rollback; it is taken because \`version\` names it.`,
        },
      ]
    : []
  return { target: candidate, verdicts, notes }
}

function passedGate({ version }: VersionFacts): Verdict {
  return {
    id: 'gate',
    kind: 'rolled-back',
    label: 'passed the gate',
    status: 'pass',
    detail: { type: 'fact', observed: `${version} held this stage by record` },
    children: [],
  }
}

function reasonOf(obstacle: string): 'version-held' | 'stage-held' | 'version-not-committed' | 'not-requested' {
  if (obstacle === 'it is held') return 'version-held'
  if (obstacle.includes('held') && obstacle.includes('stage')) return 'stage-held'
  return obstacle.includes('already') ? 'not-requested' : 'version-not-committed'
}

/** The last good version before the target, for the `keep_previous` alias. */
function previousFor(
  target: VersionFacts,
  earlier: readonly EarlierHolder[],
  facts: RollbackFacts,
): RecordVersion | null {
  if (facts.stage.keepPrevious === null) return null
  const good = earlier.filter((each) => each.obstacle === null && obstacleNow(each, facts) === null)
  const at = good.findIndex((each) => each.version.artifactId === target.artifactId)
  return good.slice(at + 1).find((each) => each.version.artifactId !== target.artifactId)?.version ?? null
}

function planMoves(
  target: VersionFacts,
  previous: RecordVersion | null,
  { registry, stage }: RollbackFacts,
): readonly Move[] {
  const { holder, previousHolder } = registry
  const to = recordVersionOf(target)
  const moves: Move[] = [
    { alias: stage.alias, from: holder === null ? null : recordVersionOf(holder), to, purpose: 'stage' },
  ]
  if (stage.keepPrevious !== null && previous !== null && previousHolder?.artifactId !== previous.artifactId) {
    const from = previousHolder === null ? null : recordVersionOf(previousHolder)
    moves.push({ alias: stage.keepPrevious, from, to: previous, purpose: 'keep-previous' })
  }
  return moves
}

function whatChanged(before: RegistryFacts, after: RegistryFacts, stage: StageConfig): string | null {
  if (before.holder?.artifactId !== after.holder?.artifactId) {
    return `${stage.alias} was held by ${before.holder?.version ?? 'nobody'} when this was judged, and is held by ${after.holder?.version ?? 'nobody'} now.`
  }
  if (!after.recordsVisible) return 'The records project cannot be read any more.'
  if (chainAfter(after.records).previousRecord !== chainAfter(before.records).previousRecord) {
    return 'Another run recorded a change of this stage since this was judged.'
  }
  const { candidate } = after
  if (candidate === null) return 'The version to go back to is not there any more.'
  const obstacle = memberObstacle(candidate, recordVersionOf(candidate), after, stage.name)
  return obstacle === null ? null : `${candidate.version} cannot be gone back to any more: ${obstacle}.`
}
