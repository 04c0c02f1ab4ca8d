import type { PermissionOf, RecordFacts, RegistryFacts, VersionFacts } from '../checks/facts.ts'
import {
  HOLD_MARKER,
  holdAliasesOf,
  holdTagsOf,
  modelHoldTags,
  stageHoldTag,
  stageHoldTags,
} from '../checks/hold-markers.ts'
import { type HoldScope, standingHold, versionScope } from '../checks/hold-records.ts'
import type { TeamsOf } from '../checks/people-facts.ts'
import type { Verdict } from '../checks/verdict.ts'
import { worst } from '../checks/verdict.ts'
import { evaluateWho } from '../checks/who.ts'
import type { ModelConfig, StageConfig } from '../config/gate-config.ts'
import { describeSubject, type HoldSubject } from './hold-subject.ts'

export type HoldOperation = 'hold' | 'release'

/** One thing in the registry that holds. */
export interface HoldMarker {
  readonly kind: 'version-tag' | 'version-alias' | 'collection-tag'
  readonly name: string
}

export interface HoldFacts {
  readonly operation: HoldOperation
  readonly subject: HoldSubject
  readonly model: ModelConfig
  /** Read with the hold chain in place of a stage; the candidate is the version that is meant. */
  readonly registry: RegistryFacts
  readonly startedBy: readonly string[]
  readonly permissionOf: PermissionOf
  readonly teamsOf: TeamsOf
}

export interface HoldDecision {
  readonly verdict: Verdict
  /** Of a version's hold; null: not found, or not a version that is meant. */
  readonly version: VersionFacts | null
  /** What holds the subject now. */
  readonly markers: readonly HoldMarker[]
  /** The newest hold record without a release. */
  readonly standing: RecordFacts | null
  /** Stages of the config that the version holds. */
  readonly stages: readonly StageConfig[]
  /** Markers and record already say what is asked. */
  readonly nothingToDo: boolean
}

/** Judges who asks and what is meant, and says what holds it now. */
export function judgeHold(facts: HoldFacts): HoldDecision {
  const { operation, subject, model, registry } = facts
  const children = [...whoVerdicts(facts), subjectVerdict(subject, registry)]
  const status = worst(children.map((child) => child.status))
  const version = subject.kind === 'version' ? registry.candidate : null
  const markers = markersOf(subject, registry)
  const scope = scopeOf(subject, version)
  const standing = scope === null ? null : standingHold(registry.records, scope)
  const isHeld = markers.length > 0 && standing !== null
  const isFree = markers.length === 0 && standing === null && markersReadable(subject, registry)
  return {
    verdict: { id: model.name, kind: 'promotion', status, label: `${operation} ${model.name}`, children },
    version,
    markers,
    standing,
    stages: version === null ? [] : stagesHeldBy(version, model),
    nothingToDo: operation === 'hold' ? isHeld : isFree,
  }
}

/** What a hold is about, for the records; null: a version that is not there. */
export function scopeOf(subject: HoldSubject, version: VersionFacts | null): HoldScope | null {
  if (subject.kind === 'model') return { kind: 'model' }
  if (subject.kind === 'stage') return { kind: 'stage', stage: subject.stage.name }
  return version === null ? null : versionScope(version)
}

/** The markers that hold the subject, however they are spelled and whoever set them. */
export function markersOf(subject: HoldSubject, registry: RegistryFacts): readonly HoldMarker[] {
  const collectionTags = (names: readonly string[]) => names.map((name) => ({ kind: 'collection-tag' as const, name }))
  if (subject.kind === 'model') return collectionTags(modelHoldTags(registry.collectionTags))
  if (subject.kind === 'stage') return collectionTags(stageHoldTags(registry.collectionTags, subject.stage.name))
  return registry.candidate === null ? [] : versionMarkers(registry.candidate)
}

export function versionMarkers(version: VersionFacts): readonly HoldMarker[] {
  return [
    ...holdTagsOf(version).map((name) => ({ kind: 'version-tag' as const, name })),
    ...holdAliasesOf(version).map((name) => ({ kind: 'version-alias' as const, name })),
  ]
}

/** False: a marker may be among the tags that could not be read. */
export function markersReadable(subject: HoldSubject, registry: RegistryFacts): boolean {
  return subject.kind === 'version' ? registry.candidate?.tags != null : registry.collectionTags !== null
}

/** The marker to set, the better one first; an alias stands in for a tag that may not be written. */
export function markersToSet(subject: HoldSubject, version: VersionFacts | null): readonly HoldMarker[] {
  if (subject.kind === 'model') return [{ kind: 'collection-tag', name: HOLD_MARKER }]
  if (subject.kind === 'stage') return [{ kind: 'collection-tag', name: stageHoldTag(subject.stage.name) }]
  const alias = { kind: 'version-alias' as const, name: `${HOLD_MARKER}-${version?.version ?? ''}` }
  // Without the source project's name the account cannot see it, much less write to it.
  const tag = { kind: 'version-tag' as const, name: HOLD_MARKER }
  return version?.source == null ? [alias] : [tag, alias]
}

export function describeMarker({ kind, name }: HoldMarker): string {
  const words = { 'version-tag': 'version tag', 'version-alias': 'alias', 'collection-tag': 'collection tag' }
  return `${words[kind]} ${name}`
}

/** Stages of the config whose alias stands on the version. */
export function stagesHeldBy(version: VersionFacts, model: ModelConfig): readonly StageConfig[] {
  return [...model.stages.values()].filter((stage) => version.aliases.includes(stage.alias))
}

/**
 * A stage's hold is asked of that stage's rule. A version or a model stands in the way of every stage: all rules that
 * there are must be met, and where there is none the default one.
 */
function whoVerdicts({ operation, subject, model, startedBy, permissionOf, teamsOf }: HoldFacts): readonly Verdict[] {
  const who = { operation, startedBy, permissionOf, teamsOf }
  const concerned = subject.kind === 'stage' ? [subject.stage] : [...model.stages.values()]
  const ruled = concerned.filter((stage) => stage.may.has(operation))
  if (ruled.length === 0) return [evaluateWho({ ...who, rule: undefined })]
  return ruled.map((stage) => {
    const verdict = evaluateWho({ ...who, rule: stage.may.get(operation) })
    return { ...verdict, id: `who/${stage.name}`, label: `${verdict.label} (${stage.name})` }
  })
}

function subjectVerdict(subject: HoldSubject, { candidate }: RegistryFacts): Verdict {
  const base = { id: 'subject', kind: 'version', label: 'what is meant', children: [] } as const
  const expected = describeSubject(subject)
  if (subject.kind !== 'version' || candidate !== null) {
    const observed = candidate?.version ?? expected
    return { ...base, status: 'pass', detail: { type: 'fact', expected, observed } }
  }
  const observed = subject.heldStage === null ? 'not found' : `nobody holds ${subject.heldStage}`
  return { ...base, status: 'fail', reason: 'version-not-found', detail: { type: 'fact', expected, observed } }
}
