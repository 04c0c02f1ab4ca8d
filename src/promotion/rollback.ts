import type {
  PermissionOf,
  PullRequestFacts,
  RecordFacts,
  RecordVersion,
  RegistryFacts,
  VersionFacts,
} from '../checks/facts.ts'
import type { TeamsOf } from '../checks/people-facts.ts'
import type { Verdict } from '../checks/verdict.ts'
import { worst } from '../checks/verdict.ts'
import { evaluateWho } from '../checks/who.ts'
import type { GateConfig, ModelConfig, StageConfig } from '../config/gate-config.ts'
import { type EarlierHolder, earlierHolders } from './last-good.ts'
import type { Move, Note } from './outcome.ts'
import { recordVersionOf } from './record.ts'
import { evaluateOrder, wasDone } from './rollback-order.ts'
import { chooseLastGood, type Found, judgeAsked, obstacleNow } from './rollback-target.ts'
import { driftOf } from './standing.ts'

/** Everything that the decision on a rollback may use. */
export interface RollbackFacts {
  /** Names the pins file: the pull request of an emergency pins the version in it. */
  readonly config: GateConfig
  readonly registry: RegistryFacts
  readonly model: ModelConfig
  readonly stage: StageConfig
  /** The `version` input; null: the last known good one. */
  readonly asked: string | null
  /** Members of the collection by `vN`, as far as they were asked for. */
  readonly members: ReadonlyMap<string, VersionFacts | null>
  readonly startedBy: readonly string[]
  readonly permissionOf: PermissionOf
  /** Of the stage's rules for who may roll back and for an emergency. */
  readonly teamsOf: TeamsOf
  /** Of the `pull-request` input: an emergency needs its approval. */
  readonly pullRequest: PullRequestFacts | null
  /** When this run was first started, by GitHub. ISO 8601. */
  readonly requestedAt: string
  readonly workflowRunId: string
  /** The rollback that an earlier try of this run, or a run settled by this one, has carried out; null: none. */
  readonly done: RecordFacts | null
  /** ISO 8601. */
  readonly now: string
}

/** What moves when the verdict allows it. */
export interface RollbackPlan {
  readonly target: VersionFacts
  readonly moves: readonly Move[]
  /** Who holds the `keep_previous` alias and has to lose it, because no earlier version is left. */
  readonly dropPrevious: RecordVersion | null
}

export interface RollbackDecision {
  readonly verdict: Verdict
  /** null: no version can be gone back to. */
  readonly plan: RollbackPlan | null
  /** The version holds the stage and the newest record says so: only the `keep_previous` alias may be owed. */
  readonly noChange: boolean
  readonly notes: readonly Note[]
  readonly drift: string | null
}

/** Versions whose membership must be known to decide, newest first. */
export function wantedMembers({ registry, stage, asked, now }: Omit<RollbackFacts, 'members'>): readonly string[] {
  if (asked !== null && stage.keepPrevious === null) return []
  const open = earlierHolders(registry, stage.rollback, now).filter((each) => each.obstacle === null)
  return open.map((each) => each.version.version)
}

/** Judges who asks, which version it goes back to, and why not to another one. */
export function judgeRollback(facts: RollbackFacts): RollbackDecision {
  const { registry, stage, model } = facts
  const earlier = earlierHolders(registry, stage.rollback, facts.now)
  const who = evaluateWho({
    operation: 'rollback',
    rule: stage.may.get('rollback'),
    startedBy: facts.startedBy,
    permissionOf: facts.permissionOf,
    teamsOf: facts.teamsOf,
  })
  const drift = driftOf(registry, stage.alias)
  const driftNotes: readonly Note[] = drift === null ? [] : [{ level: 'warning', code: 'drift', text: `${drift}.` }]
  const noChange = wasDone(facts)
  const found = noChange ? standing(facts) : findTarget(earlier, facts)
  const order = noChange ? [] : evaluateOrder(facts)
  const children = [who, ...order, ...found.verdicts]
  const { target } = found
  return {
    verdict: {
      id: `${model.name}/${stage.name}`,
      kind: 'promotion',
      status: worst(children.map((child) => child.status)),
      label: `${model.name} ${stage.name}`,
      at: stage.at,
      children,
    },
    plan: target === null ? null : planOf(target, earlier, facts),
    noChange,
    notes: [...driftNotes, ...order.map(() => lookAgain(stage)), ...found.notes],
    drift,
  }
}

function lookAgain({ alias }: StageConfig): Note {
  const text = `Look at what holds ${alias} now. If it is still to be rolled back, start a new run; a re-run keeps the old time.`
  return { level: 'warning', code: 'stale-run', text }
}

function findTarget(earlier: readonly EarlierHolder[], facts: RollbackFacts): Found {
  return facts.asked === null ? chooseLastGood(earlier, facts) : judgeAsked(facts.asked, facts)
}

/** What was asked for is there already. */
function standing({ registry, stage, done }: RollbackFacts): Found {
  const { holder } = registry
  const version = holder?.version ?? ''
  const observed = `${version} holds ${stage.alias}, and the newest record says so`
  const detail = { type: 'fact', expected: version, observed } as const
  const notes: readonly Note[] =
    done === null
      ? []
      : [
          {
            level: 'info',
            text: `Run ${done.workflowRunId} has rolled ${stage.alias} back to ${version} already. To go further back, start a new run.`,
          },
        ]
  return {
    target: holder,
    verdicts: [{ id: 'target', kind: 'version', label: 'version', status: 'pass', detail, children: [] }],
    notes,
  }
}

function planOf(target: VersionFacts, earlier: readonly EarlierHolder[], facts: RollbackFacts): RollbackPlan {
  const { registry, stage } = facts
  const { holder, previousHolder } = registry
  const to = recordVersionOf(target)
  const moves: Move[] = []
  if (holder?.artifactId !== target.artifactId) {
    moves.push({ alias: stage.alias, from: holder === null ? null : recordVersionOf(holder), to, purpose: 'stage' })
  }
  if (stage.keepPrevious === null) return { target, moves, dropPrevious: null }
  const previous = previousFor(target, earlier, facts)
  const follower = previousHolder === null ? null : recordVersionOf(previousHolder)
  if (previous === null) return { target, moves, dropPrevious: follower }
  if (follower?.artifactId !== previous.artifactId) {
    moves.push({ alias: stage.keepPrevious, from: follower, to: previous, purpose: 'keep-previous' })
  }
  return { target, moves, dropPrevious: null }
}

/** The last good version before the target, for the `keep_previous` alias. */
function previousFor(
  target: VersionFacts,
  earlier: readonly EarlierHolder[],
  facts: RollbackFacts,
): RecordVersion | null {
  const at = earlier.findIndex((each) => each.version.artifactId === target.artifactId)
  return earlier.slice(at + 1).find((each) => obstacleNow(each, facts) === null)?.version ?? null
}
