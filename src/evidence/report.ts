import type { JsonValue } from './json.ts'
import type { RunRule } from './using-run.ts'
import type { ArtifactRule } from './workflow-artifact.ts'

export const DIRECTIONS = ['higher_is_better', 'lower_is_better'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** Why a place that should hold a number holds none. */
export const MISSING_KINDS = [
  'absent',
  'null',
  'nan',
  'infinity',
  'negative-infinity',
  'list',
  'text',
  'other',
] as const
export type MissingKind = (typeof MISSING_KINDS)[number]

/**
 * One number of an evaluation report in canonical form, whatever tool wrote it. The keys are those of the
 * published schema and of the record, hence snake_case.
 */
export interface ReportRow {
  readonly metric: string
  readonly task?: string
  /** lm-evaluation-harness: the answer filter, `none` or e.g. `strict-match`. */
  readonly filter?: string
  readonly scorer?: string
  /** Dimension → value, e.g. `{ language: 'de' }`. */
  readonly slice?: Readonly<Record<string, string>>
  /** Finite, or null when the place is there but holds no usable number (`missing` says why). */
  readonly value: number | null
  readonly missing?: MissingKind
  /** Standard error of the mean, in the unit of the value. */
  readonly stderr?: number
  readonly interval?: { readonly low: number; readonly high: number; readonly level: number }
  /** Number of samples. */
  readonly n?: number
  readonly unit?: string
  readonly direction?: Direction
  readonly model?: string
  readonly dataset?: string
  readonly dataset_version?: string
  /** Version of the task or scorer that made the number. */
  readonly task_version?: string
  readonly warnings?: readonly string[]
  /** JSON Pointer to the number in its source; with the file and `#` before it where a report has several files. */
  readonly pointer: string
}

/** `unknown`: the format does not say. Anything but `complete` or `unknown` is refused before any limit is read. */
export type ReportStatus = 'complete' | 'partial' | 'failed' | 'cancelled' | 'unknown'

/** What a report says it was made from: a text that should equal an artifact id, a digest or a full path with vN. */
export interface IdentityClaim {
  readonly text: string
  /** JSON Pointer in the report, or how else it was learnt. */
  readonly source: string
  /** Type of the artifact that is claimed, where that is known: a run uses and makes other things than models. */
  readonly artifactType?: string
}

/**
 * Scores of the single items behind a row, for paired comparisons and for samples of latencies. They are judged, never
 * recorded. The address is that of the row that they belong to.
 */
export interface ItemScores {
  readonly metric: string
  readonly task?: string
  readonly filter?: string
  readonly scorer?: string
  readonly slice?: Readonly<Record<string, string>>
  /** What tells an item apart (id, with a content hash where the format has one), in the order of `scores`; absent: items cannot be matched. */
  readonly ids?: readonly string[]
  /** In the unit of the row; NaN: the item has no score. */
  readonly scores: Float64Array
}

/** What a reader makes of one file. */
export interface EvaluationReport {
  /** Name of the reader. */
  readonly format: string
  readonly status: ReportStatus
  /** Why the status is not `complete`, in words. */
  readonly status_note?: string
  readonly rows: readonly ReportRow[]
  /** Where the format keeps them. */
  readonly items?: readonly ItemScores[]
  readonly identity: readonly IdentityClaim[]
  /** Git commit that was evaluated, when the report says it; never that of the evaluation tool. */
  readonly commit?: string
  /** The W&B run that the report was made by or is about, `entity/project/run`, when the report says it. */
  readonly run?: string
  /** The one data set of the whole report, when it names one; a row's own comes before it. */
  readonly dataset?: DatasetName
  /** ISO 8601, when the format has a real date. */
  readonly created_at?: string
  readonly warnings: readonly string[]
  /** The parsed file, for `select`; bare NaN and Infinity stand in it as markers (see `json.ts`). null: see `documents`. */
  readonly document: JsonValue
  /** The parsed files of a report made of several. */
  readonly documents?: readonly ReportDocument[]
  /** The form of the file has no numbers (CSV, XML): a selector takes printed ones. */
  readonly printsNumbers?: true
}

export interface ReportDocument {
  /** Workspace-relative path. */
  readonly file: string
  readonly document: JsonValue
}

export interface DatasetName {
  readonly name: string
  readonly version?: string
}

export const LOCATION_KINDS = [
  'path',
  'wandb-run',
  'wandb-artifact',
  'wandb-version',
  'wandb-lineage',
  'workflow-artifact',
] as const

export interface EvidenceLocation {
  readonly kind: (typeof LOCATION_KINDS)[number]
  /** As the user wrote it, without the digest. */
  readonly text: string
  /** Of `wandb-lineage`: which runs count. */
  readonly lineage?: RunRule
  /** Of `workflow-artifact`: which runs count; it comes from the gate config only. */
  readonly artifact?: ArtifactRule
  /** `#sha256=` demanded by the user, lower-case hex. */
  readonly sha256?: string
}

/** One file of a report that has several; what it says about itself is judged file by file. */
export interface EvidenceFile
  extends Pick<Evidence, 'resolved' | 'sha256' | 'bytes' | 'gitBlob' | 'locationClaims' | 'content'>,
    ReportDocument {
  readonly identity: readonly IdentityClaim[]
}

/** What W&B itself says of the place where a report lies. */
export interface EvidenceOrigin {
  /** `entity/project/run` that holds it, or that logged the artifact. */
  readonly run?: string
  /** User name of whoever made the run or the artifact. */
  readonly createdBy?: string
  /** Git commit of the run. */
  readonly commit?: string
  /** ISO 8601, by W&B's clock: when the run was last alive, or the artifact was made. */
  readonly madeAt?: string
  /** Data set artifacts that the run used: `entity/project/name`, `vN` and digest. */
  readonly datasets?: readonly (Required<DatasetName> & { readonly digest: string })[]
  /** How it was chosen among others, and what was not counted. */
  readonly choice?: string
}

/** A report with what is known about the bytes that it came from. */
export interface Evidence {
  /** Name in the gate config or the `report` input. */
  readonly name: string
  readonly location: EvidenceLocation
  /** The one file that the location led to: workspace-relative path, or the W&B path. Of several: the glob. */
  readonly resolved: string
  /** Of several files: of the list that `sha256sum` prints for them, in the order of `files`. */
  readonly sha256: string
  /** Of all files. */
  readonly bytes: number
  /** Git blob id of the bytes (SHA-1 of the git object), to compare with a commit's tree. Of several files: empty. */
  readonly gitBlob: string
  /** ISO 8601: when we read it. */
  readonly observedAt: string
  /** Identity claims that come from where the evidence lies (a W&B run's inputs), besides those in the file. */
  readonly locationClaims: readonly IdentityClaim[]
  /** Where the location led to several files: each of them, in name order. */
  readonly files?: readonly EvidenceFile[]
  /** The bytes themselves, where they are to lie beside the record; absent: too large, or nothing will be recorded. */
  readonly content?: Uint8Array
  /** Absent for files of the workspace. */
  readonly origin?: EvidenceOrigin
  readonly report: EvaluationReport
}
