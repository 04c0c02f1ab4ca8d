import type { Position } from '../errors.ts'
import type { Aggregate } from '../evidence/aggregate.ts'
import type { ColumnMap } from '../evidence/column-map.ts'
import type { Reduction } from '../evidence/reduce.ts'
import type { DatasetName, Direction, EvidenceLocation } from '../evidence/report.ts'
import type { TicketRule } from './ticket-rule.ts'

/** The gate config after parsing: defaults filled in, names resolved, each part with its place in the file. */
export interface GateConfig {
  readonly file: string
  readonly version: 1
  /** W&B organisation entity and registry project, e.g. `acme` and `wandb-registry-model`. */
  readonly registry: ProjectPath
  /** Team entity and project that hold the promotion records. */
  readonly records: ProjectPath
  /** Branches that may promote; null: the default branch only. */
  readonly branches: readonly string[] | null
  /** Repository path of the pins file. */
  readonly pins: string
  /** Largest report, in megabytes (10^6 bytes). */
  readonly maxReportMb: number
  /** `ed25519:` and the base64 of the public key (SPKI, DER). Not empty: only records signed by one of them count. */
  readonly recordKeys: readonly string[]
  readonly models: ReadonlyMap<string, ModelConfig>
}

export interface ProjectPath {
  readonly entity: string
  readonly project: string
}

export interface ModelConfig {
  readonly name: string
  /** Name of the registry collection. */
  readonly collection: string
  readonly owners: readonly string[]
  /** In the order of the file. */
  readonly stages: ReadonlyMap<string, StageConfig>
  readonly at: Position
}

export interface StageConfig {
  readonly name: string
  readonly alias: string
  /** The stage a version must hold (or have held by record) first. */
  readonly from: string | null
  readonly protected: boolean
  readonly ungated: boolean
  readonly mode: 'enforce' | 'dry_run'
  /** The model's reports, with the stage's own added or put in their place. */
  readonly reports: ReadonlyMap<string, ReportSource>
  readonly checks: readonly MetricCheck[]
  /** Absent: each check stands for itself. */
  readonly correction?: Correction
  /** Comparison with the version in use that a version must stand first; absent: none. */
  readonly canary?: CanaryRule
  readonly approvals: readonly ApprovalRule[]
  /** Approval rules that a ticket answers; in the file they stand among the approvals. */
  readonly tickets: readonly TicketRule[]
  readonly lineage: readonly LineageDemand[]
  /** Alias that follows the replaced version. */
  readonly keepPrevious: string | null
  /** Every move of the alias gets a signed statement, stored with GitHub. */
  readonly attest: boolean
  /** Who may start what; an operation that is not named has its default rule. */
  readonly may: ReadonlyMap<MayOperation, MayRule>
  /** What lets a version through that never passed this stage's gate; null: nothing does. */
  readonly emergency: EmergencyRule | null
  /** How far back a rollback looks by itself. */
  readonly rollback: RollbackRule
  readonly at: Position
}

export const MAY_OPERATIONS = ['promote', 'rollback', 'hold', 'release', 'adopt'] as const
export type MayOperation = (typeof MAY_OPERATIONS)[number]

export interface MayRule {
  /** Logins; null with `teams` null: anyone with the permission. */
  readonly users: readonly string[] | null
  /** Teams as `org/slug` whose members may as well. */
  readonly teams: readonly string[] | null
  /** Least role; null: none is asked of the listed users and teams. */
  readonly permission: Permission | null
  readonly at: Position
}

/** A reason, and so many people besides the one who starts it, by an approving review. */
export interface EmergencyRule {
  readonly count: number
  readonly users: readonly string[] | null
  readonly teams: readonly string[] | null
  readonly permission: Permission
  readonly at: Position
}

export interface RollbackRule {
  /** At most so many versions back. */
  readonly within: number
  /** Only to a version that was in use within so many days. */
  readonly days: number
}

export type LineageDemand = 'run' | 'commit'

export interface ReportSource {
  readonly name: string
  readonly location: EvidenceLocation
  /** A reader's name, or `auto`. */
  readonly format: string
  /** Which columns of a CSV file hold what. */
  readonly columns?: ColumnMap
  /** JSON Pointer or JSONPath to the text that names the version. */
  readonly identitySelect: string | null
  /** What becomes of a report that names no version. */
  readonly unbound: 'fail' | 'warn'
  readonly maxAgeSeconds: number | null
  /** What else the report must be tied to; absent: nothing. */
  readonly bindings?: ReportBindings
  readonly at: Position
}

/** Ties that a report must have; each is a check of its own. */
export interface ReportBindings {
  /** The data that every number read from it must have been measured on. */
  readonly dataset?: Required<DatasetName>
  /** `head`: of the pull request that asks for the version. `version`: of the run that logged the version. */
  readonly commit?: 'head' | 'version'
  /** The run that logged the version. */
  readonly run?: 'producer'
}

export type Severity = 'block' | 'warn' | 'info'
export type OnMissing = 'fail' | 'warn' | 'pass'

/** Where a check finds its number: canonical address, whose values may hold wildcards, or a selector into the file. */
export type MetricAddress =
  | {
      readonly by: 'address'
      readonly metric: string
      readonly task?: string
      readonly filter?: string
      readonly scorer?: string
      readonly slice?: Readonly<Record<string, string>>
    }
  /** `reduce`: what one number is made of all that the selector finds; absent: it must find one. */
  | { readonly by: 'select'; readonly select: string; readonly reduce?: Reduction }

/** A tolerated or demanded change against the baseline, always in the good direction. Relative amounts are fractions (2% is 0.02). */
export interface Change {
  readonly kind: 'absolute' | 'relative'
  readonly amount: number
  /** As written, e.g. `2%`. */
  readonly text: string
}

/** At least one is set. `min` and `max` inclusive, `above` and `below` strict. */
export interface Limits {
  readonly min?: number
  readonly max?: number
  readonly above?: number
  readonly below?: number
  readonly maxRegression?: Change
  readonly minImprovement?: Change
  readonly maxImprovement?: Change
}

/** Limits of each slice, and of their difference. */
export interface SliceRule {
  /** Dimension of the slices. */
  readonly by: string
  readonly limits: Limits
  /** Largest difference between two slices. */
  readonly maxGap: number | null
  /** Samples that a slice needs to be judged. */
  readonly minSamples: number | null
  /** Slices that must be there. */
  readonly required: readonly string[]
  readonly onMissingSlice: OnMissing
}

/** How a check deals with chance; `point` compares numbers as they stand. */
export const METHODS = ['point', 'interval', 'non-inferiority', 'superiority', 'paired', 'mann-whitney'] as const
export type Method = (typeof METHODS)[number]

/** A check whose limits must be shown to hold, not only to hold for the numbers that happened to come out. */
export interface StatisticalRule {
  /** `sequential`, which a canary uses, holds however often one looks. */
  readonly method: Exclude<Method, 'point'> | 'sequential'
  /** One-sided: how sure it must be, between 0.5 and 1. */
  readonly confidence: number
}

/** Adjustment of the statistical checks of a stage for being many. */
export type Correction = 'holm' | 'bh'

export interface MetricCheck {
  /** Stable within the stage: `checks/0`. */
  readonly id: string
  /** Shown to people: `name`, else made from the address. */
  readonly label: string
  readonly severity: Severity
  /** Report name; null: the only report of the stage. */
  readonly report: string | null
  readonly address: MetricAddress
  /** Parts of the address, or dimensions of the slice, for each value of which the check stands once. */
  readonly each?: readonly string[]
  /** What one number is made of the several at the address. */
  readonly aggregate?: Aggregate
  readonly slices?: SliceRule
  readonly direction: Direction | null
  readonly unit: 'fraction' | 'percent' | null
  readonly limits: Limits
  readonly onMissingMetric: OnMissing
  readonly onMissingBaseline: OnMissing
  readonly onInconclusive: OnMissing | 'pending'
  /** Absent: numbers are compared as they stand. */
  readonly statistics?: StatisticalRule
  /** Least number of samples, where the config says it. */
  readonly minSamples?: number
  readonly at: Position
}

/**
 * A version under the alias of the stage's `from` is compared with the version in use while both are at work. It is
 * looked at again and again, so what it shows must hold however often one looks.
 */
export interface CanaryRule {
  /** Alias of the version that it is compared with; null: the stage's own. */
  readonly against: string | null
  readonly bakeSeconds: number
  /** What is undecided after so long fails; null: never. */
  readonly maxBakeSeconds: number | null
  readonly minSamples: number
  /** Names of the reports of the two versions; one name twice: each version has its own. null: the only report. */
  readonly reports: { readonly candidate: string; readonly baseline: string } | null
  readonly metrics: readonly CanaryMetric[]
  /** What becomes of the canary alias when the version is worse beyond doubt. */
  readonly onFail: 'keep' | 'rollback'
  readonly at: Position
}

export interface CanaryMetric {
  /** As a check on one number: its margin is `limits.maxRegression`. */
  readonly check: MetricCheck
  /** Where the number of samples stands, where the number itself does not have it. */
  readonly samples: MetricAddress | null
  /** Likewise its standard error. */
  readonly stderr: MetricAddress | null
}

/** Roles of a repository, from the least. */
export const PERMISSIONS = ['read', 'triage', 'write', 'maintain', 'admin'] as const
export type Permission = (typeof PERMISSIONS)[number]

export interface ApprovalRule {
  readonly id: string
  readonly role: string
  readonly count: number
  /** Eligible logins; null with `teams` null: anyone with the permission. */
  readonly users: readonly string[] | null
  /** Teams as `org/slug` whose members are eligible as well. */
  readonly teams: readonly string[] | null
  readonly permission: Permission
  /** `version`: the approved tree pins the version. `head`: approvals that name no version count (weaker). */
  readonly bind: 'version' | 'head'
  /** GitHub must demand, and have, the review of a code owner. */
  readonly codeOwners: boolean
  /** The approval is given to a run by the reviewers of this GitHub environment; null: by reviews of a pull request. */
  readonly environment: string | null
  /** An approval counts for so long; null: for ever. */
  readonly expires: { readonly seconds: number; readonly text: string } | null
  /** The people counted here may be counted for other roles too. */
  readonly mayShare: boolean
  readonly at: Position
}

/** The pins file after parsing: model → stage → `vN`, each with its place. */
export interface Pins {
  readonly file: string
  readonly entries: ReadonlyMap<string, ReadonlyMap<string, Pin>>
}

export interface Pin {
  readonly version: string
  readonly at: Position
}
