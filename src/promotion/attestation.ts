import type { RecordFacts } from '../checks/facts.ts'
import type { Verdict } from '../checks/verdict.ts'
import { PromotionPredicate } from './attestation-schema.ts'
import { sha256Hex } from './canonical-json.ts'
import type { BodyVersion, RecordDraft } from './record.ts'
import { type VersionContents, type VersionManifest, versionManifest } from './version-manifest.ts'

/** Names the form of the predicate (in-toto); the address holds its description. A change that breaks readers gets a `v2`. */
export const PREDICATE_TYPE = 'https://github.com/model-promotion-gate/model-promotion-gate/attestations/promotion/v1'

/** What is to be signed: the parts of an in-toto Statement v1. */
export interface PromotionStatement {
  readonly subject: { readonly name: string; readonly sha256: string }
  readonly predicateType: string
  readonly predicate: PromotionPredicate
}

/** A record that was closed as applied, and says that a version holds the stage. */
export interface AttestedRecord {
  readonly draft: RecordDraft & { readonly to: BodyVersion }
  readonly runId: string
  readonly url: string
  readonly sha256: string
  /** ISO 8601. */
  readonly finishedAt: string
}

/**
 * The statement that a version was promoted: what moved, by which gates, on whose approval. The numbers stay in the record,
 * which `record.sha256` binds: on a public repository a statement is public for ever.
 */
export function promotionStatement(record: AttestedRecord, contents: VersionContents): PromotionStatement {
  const { draft } = record
  const manifest = versionManifest(contents)
  return {
    subject: { name: `${draft.registry_path}:${draft.to.version}`, sha256: manifest.sha256 },
    predicateType: PREDICATE_TYPE,
    predicate: wellFormed(predicateOf(record, manifest)),
  }
}

function predicateOf(record: AttestedRecord, manifest: VersionManifest): PromotionPredicate {
  const { draft } = record
  return {
    schemaVersion: 1,
    operation: draft.operation,
    registryPath: draft.registry_path,
    model: draft.model,
    stage: draft.stage,
    alias: draft.alias,
    from: draft.from === null ? null : versionOf(draft.from),
    to: versionOf(draft.to),
    record: {
      sha256: record.sha256,
      runId: record.runId,
      url: record.url,
      sequence: draft.sequence,
      previousRecord: draft.previous_record,
    },
    manifest: manifest.text,
    verdict: { status: draft.verdict.status, checks: leaves(draft.verdict, '') },
    evidence: draft.evidence.map(({ name, format, sha256 }) => ({ name, format, sha256 })),
    gateConfig: draft.config,
    approvals: draft.approvals.map(({ role, need, counted }) => ({
      role,
      need,
      counted: counted.map(({ login, pull_request: pullRequest, commit, at }) => ({ login, pullRequest, commit, at })),
    })),
    reason: draft.reason,
    actor: draft.actor,
    triggeringActor: draft.triggering_actor,
    repository: draft.repository,
    pullRequests: draft.pull_requests,
    mergeCommit: draft.merge_commit,
    workflowRef: draft.workflow_ref,
    run: draft.run,
    judgedAt: draft.judged_at,
    finishedAt: record.finishedAt,
    software: draft.software,
  }
}

function versionOf({ version, artifact_id: artifactId, digest }: BodyVersion): PromotionPredicate['to'] {
  return { version, artifactId, digest }
}

/** Checks without groups, by the path of ids that leads to each. */
function leaves(node: Verdict, path: string): PromotionPredicate['verdict']['checks'] {
  if (node.children.length > 0) {
    return node.children.flatMap((child) => leaves(child, path === '' ? child.id : `${path}/${child.id}`))
  }
  const { kind, status, reason } = node
  return [{ id: path === '' ? node.id : path, kind, status, ...(reason === undefined ? {} : { reason }) }]
}

/** Names of reports and logins are other people's texts; JSON cannot carry a lone surrogate safely. */
function wellFormed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) =>
    typeof member === 'string' ? member.toWellFormed() : member,
  ) as T
}

/** A statement that the attestation service keeps, as it stands there. */
export interface StoredStatement {
  /** SHA-256 of the subjects, in hex; those with other digests are left out. */
  readonly subjects: readonly string[]
  readonly predicateType: string
  readonly predicate: unknown
}

/** `attested`: a statement names exactly this record. `altered`: one names its run, with another hash. */
export type AttestationStanding = 'attested' | 'altered' | 'absent'

/** How a record compares with the statements that are kept for the version that it names. */
export function attestationStanding(
  record: RecordFacts,
  contents: VersionContents,
  stored: readonly StoredStatement[],
): AttestationStanding {
  const { sha256 } = versionManifest(contents)
  const about = stored
    .filter(({ subjects, predicateType }) => subjects.includes(sha256) && predicateType === PREDICATE_TYPE)
    .flatMap(({ predicate }) => PromotionPredicate.safeParse(predicate).data ?? [])
    .filter(({ manifest, registryPath, stage }) => {
      return sha256Hex(manifest) === sha256 && registryPath === record.registryPath && stage === record.stage
    })
    .filter((predicate) => predicate.record.runId === record.runId)
  const isExact = ({ record: named, to }: PromotionPredicate) =>
    named.sha256 === record.sha256 && to.artifactId === record.to?.artifactId
  if (about.some(isExact)) return 'attested'
  return about.length > 0 ? 'altered' : 'absent'
}
