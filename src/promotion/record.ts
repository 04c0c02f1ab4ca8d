import type { RecordFacts, RecordVersion, VersionFacts } from '../checks/facts.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { ReportRow } from '../evidence/report.ts'
import { canonicalJson, sha256Hex } from './canonical-json.ts'
import type { ApprovalSummary, EvidenceSummary, Move, RecordSummary } from './outcome.ts'
import type { RecordSigner } from './record-trust.ts'
import type { TicketSummary } from './ticket-summary.ts'

/**
 * How a record run ended. `adopted`: what a hand had moved is recorded; `abandoned`: nothing was moved; `conflict`:
 * somebody else changed what was judged.
 */
export type RecordConclusion = 'applied' | 'adopted' | 'abandoned' | 'conflict' | 'partial' | 'failed'

/** A row of the evidence as the record keeps it: the canonical row with the report's name, and the selector and reducer that found it. */
export interface RecordRow extends ReportRow {
  readonly report: string
  readonly select?: string
  readonly reduce?: string
}

/** A version as the record's body writes it (file contracts are snake_case). */
export interface BodyVersion {
  readonly version: string
  readonly artifact_id: string
  readonly digest: string
}

export interface BodyMove {
  readonly alias: string
  readonly from: BodyVersion | null
  /** null: the alias was taken away. */
  readonly to: BodyVersion | null
  readonly purpose: Move['purpose']
}

/** Where a version came from, as it was known when it was judged. Names are full paths; null: not known. */
export interface RecordLineage {
  readonly source: string | null
  readonly run: string | null
  readonly commit: string | null
  readonly inputs: readonly { readonly path: string; readonly type: string; readonly digest: string }[]
}

/**
 * Body of a record (contract §7). The draft is written with the intent, so that whoever finds it unfinished
 * can close it without knowing more; the closing part is added at the end and the whole is hashed.
 */
export interface RecordDraft {
  readonly schema_version: 1
  readonly operation: string
  readonly registry_path: string
  readonly model: string
  readonly stage: string
  readonly alias: string
  readonly from: BodyVersion | null
  /** null: nobody is to hold the alias (a rollback of a canary). */
  readonly to: BodyVersion | null
  readonly moves: readonly BodyMove[]
  readonly verdict: Verdict
  readonly rows: readonly RecordRow[]
  readonly evidence: readonly EvidenceSummary[]
  readonly config: { readonly path: string; readonly commit: string; readonly sha256: string }
  readonly pins: {
    readonly path: string
    readonly commit: string
    readonly version: string | null
    /** Of the pins file; null: there was none. */
    readonly sha256?: string | null
  }
  readonly approvals: readonly ApprovalSummary[]
  readonly tickets: readonly TicketSummary[]
  readonly lineage?: RecordLineage
  /** As the gate config lists them: who answers for the model. */
  readonly owners?: readonly string[]
  readonly reason: string | null
  /** Name of the GitHub event that started the run. */
  readonly event?: string
  readonly actor: string
  readonly triggering_actor: string
  readonly repository: { readonly name: string; readonly id: number }
  readonly pull_requests: readonly number[]
  readonly head_commits: readonly string[]
  readonly merge_commit: string
  readonly workflow_ref: string
  readonly run: { readonly id: string; readonly attempt: number; readonly job: string; readonly url: string }
  /** When the promotion was asked for: the merge, or the run's first attempt. Orders requests (stale runs). */
  readonly requested_at: string
  readonly judged_at: string
  readonly software: { readonly name: string; readonly version: string }
  readonly drift: string | null
  /** Of a rollback: sha256 of the record that put the version there which is left now. */
  readonly undoes?: string | null
  /** Of an adoption: the version did not pass the gate, the stage's emergency rule stood in for it. */
  readonly emergency?: boolean
  readonly sequence: number
  readonly previous_record: string | null
}

export interface ClosingFacts {
  readonly conclusion: RecordConclusion
  readonly moves_made: readonly BodyMove[]
  readonly finished_at: string
  /** Set when another run, or a later attempt, closed what this one had begun. */
  readonly settled_by?: { readonly run: string; readonly attempt: number }
  readonly note?: string
}

export interface ClosedRecord {
  /** The exact bytes that are hashed and signed. */
  readonly text: string
  readonly sha256: string
  /** null: no signing key was given. */
  readonly signature: string | null
}

/** Joins draft and closing facts, fixes their bytes and signs them. `draft` may come from an intent found unfinished. */
export function closeRecord(
  draft: Readonly<Record<string, unknown>> | RecordDraft,
  closing: ClosingFacts,
  signer: RecordSigner | null,
): ClosedRecord {
  const text = recordText({ ...draft, ...closing })
  return { text, sha256: sha256Hex(text), signature: signer === null ? null : signer(text) }
}

/**
 * The bytes of a record's body, or of its draft. Texts of reports and services may hold lone surrogates, which no
 * canonical JSON can: they are written as U+FFFD.
 */
export function recordText(body: Readonly<Record<string, unknown>> | RecordDraft): string {
  return canonicalJson(withoutLoneSurrogates(body))
}

function withoutLoneSurrogates(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(withoutLoneSurrogates)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.toWellFormed(), withoutLoneSurrogates(member)]),
  )
}

export function recordVersionOf(version: { artifactId: string; digest: string; version: string }): RecordVersion {
  return { version: version.version, artifactId: version.artifactId, digest: version.digest }
}

/** A record that was read, as outcomes name it. */
export function recordSummaryOf({ runId, sha256, sequence, previousRecord, url }: RecordFacts): RecordSummary {
  return { runId, sha256, sequence, previousRecord, url }
}

export function bodyVersion(version: RecordVersion): BodyVersion {
  return { version: version.version, artifact_id: version.artifactId, digest: version.digest }
}

export function bodyMove(move: Move): BodyMove {
  return {
    alias: move.alias,
    from: move.from === null ? null : bodyVersion(move.from),
    to: bodyVersion(move.to),
    purpose: move.purpose,
  }
}

/** Where the version came from, as W&B told it when it was judged: runs can be deleted, records stay. */
export function lineageOf({ source, producer }: VersionFacts): RecordLineage {
  return {
    source: source === null ? null : `${source.entity}/${source.project}/${source.collection}:${source.version}`,
    run: producer === null ? null : `${producer.entity}/${producer.project}/${producer.id}`,
    commit: producer?.commit ?? null,
    inputs: producer?.inputs ?? [],
  }
}

/** The chain goes on from the newest finished record; an unfinished one is settled before. */
export function chainAfter(records: readonly RecordFacts[]): { sequence: number; previousRecord: string | null } {
  const newest = records.find((record) => record.sha256 !== null && record.intact)
  if (newest === undefined) return { sequence: 1, previousRecord: null }
  return { sequence: newest.sequence + 1, previousRecord: newest.sha256 }
}
