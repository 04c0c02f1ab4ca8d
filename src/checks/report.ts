import type { ReportSource } from '../config/gate-config.ts'
import type { ReportCode } from '../errors.ts'
import type { IdentityResult } from '../evidence/identity.ts'
import type { Evidence } from '../evidence/report.ts'
import type { ReportDetail } from './detail.ts'
import { conclude, type Finding, notesOf } from './finding.ts'
import { instant } from './instant.ts'
import type { Verdict } from './verdict.ts'

export type { IdentityResult }

/** A report that could not be loaded; from a ReportError. */
export interface ReportFailure {
  readonly code: ReportCode
  readonly message: string
}

export interface ReportInput {
  readonly source: ReportSource
  readonly loaded: Evidence | ReportFailure
  /** From `identify`; not read when the report could not be loaded. */
  readonly identity: IdentityResult
  /** ISO 8601. */
  readonly now: string
}

/** How far ahead of us the clock of the evaluating machine may be. */
const CLOCK_SKEW_SECONDS = 300

/** Loading failures that are a plain no; the others mean that we cannot tell. */
const REFUSALS: readonly ReportCode[] = [
  'report-missing',
  'report-incomplete',
  'report-other-version',
  'report-unbound',
  'report-too-old',
]

/**
 * Judges whether a report may serve as evidence at all: its bytes, then status and completeness, then the version
 * that it was made from, then its age. All are evaluated; the first of the worst gives the reason.
 */
export function evaluateReport(input: ReportInput): Verdict {
  const { source, loaded } = input
  const failed = 'code' in loaded
  const findings = failed ? [failureOf(loaded)] : judge(input, loaded)
  return {
    id: `reports/${source.name}`,
    kind: 'report',
    ...conclude(findings),
    label: source.name,
    detail: {
      type: 'report',
      name: source.name,
      location: source.location.text,
      ...(failed ? { warnings: [] } : describe(loaded, input.identity)),
      ...notesOf(findings),
    },
    at: source.at,
    children: [],
  }
}

function failureOf({ code, message }: ReportFailure): Finding {
  return { status: REFUSALS.includes(code) ? 'fail' : 'error', reason: code, note: message }
}

function judge({ source, identity, now }: ReportInput, evidence: Evidence): readonly Finding[] {
  return [
    digestFinding(source, evidence),
    statusFinding(evidence),
    identityFinding(source, identity),
    ageFinding(source, evidence, now),
  ].filter((finding) => finding !== null)
}

function digestFinding(source: ReportSource, { sha256, location }: Evidence): Finding | null {
  const demanded = [source.location.sha256, location.sha256].find((digest) => digest !== undefined && digest !== sha256)
  if (demanded === undefined) return null
  return { status: 'error', reason: 'report-unreadable', note: `sha256 is ${sha256}, demanded ${demanded}` }
}

function statusFinding({ report }: Evidence): Finding | null {
  if (report.status === 'complete' || report.status === 'unknown') return null
  const note = report.status_note === undefined ? report.status : `${report.status}: ${report.status_note}`
  return { status: 'fail', reason: 'report-incomplete', note }
}

function identityFinding(source: ReportSource, identity: IdentityResult): Finding | null {
  if (identity.kind === 'match') return null
  if (identity.kind === 'other') {
    return { status: 'fail', reason: 'report-other-version', note: `the report names ${identity.claim}` }
  }
  return { status: source.unbound, reason: 'report-unbound', note: identity.note }
}

/** By the date of the report and by that of W&B, where it lies there: a new date in an old run makes nothing newer. */
function ageFinding(source: ReportSource, { report, origin }: Evidence, now: string): Finding | null {
  const { maxAgeSeconds } = source
  if (maxAgeSeconds === null) return null
  const refused = { status: 'fail', reason: 'report-too-old' } as const
  const dates = [report.created_at, origin?.madeAt].filter((date) => Number.isFinite(Date.parse(date ?? '')))
  if (dates.length === 0) return { ...refused, note: `the format ${report.format} gives no date` }
  const ageOf = (date: string | undefined) => (instant(now) - instant(date ?? '')) / 1000
  const wrong = dates.find((date) => !(ageOf(date) >= -CLOCK_SKEW_SECONDS && ageOf(date) <= maxAgeSeconds))
  if (wrong === undefined) return null
  const age = ageOf(wrong)
  const why = age < 0 ? 'in the future' : `${Math.floor(age)} s old, at most ${maxAgeSeconds} s`
  return { ...refused, note: `made ${wrong}: ${why}` }
}

function describe(evidence: Evidence, identity: IdentityResult): Omit<ReportDetail, 'type' | 'name' | 'location'> {
  const claims = [...new Set([...evidence.report.identity, ...evidence.locationClaims].map((claim) => claim.text))]
  return {
    resolved: evidence.resolved,
    format: evidence.report.format,
    sha256: evidence.sha256,
    bytes: evidence.bytes,
    ...(identity.kind === 'match' ? { identity: identity.by } : {}),
    ...(identity.kind === 'none' ? { identity: 'unbound' as const } : {}),
    ...(claims.length === 0 ? {} : { claims }),
    warnings: evidence.report.warnings,
  }
}
