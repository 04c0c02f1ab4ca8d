import type { MetricAddress, MetricCheck } from '../config/gate-config.ts'
import type { MissingKind, ReportRow } from '../evidence/report.ts'
import type { Found } from '../evidence/row-index.ts'
import { decimal, minus, toNumber } from './decimal.ts'
import type { MetricDetail } from './detail.ts'
import { resolveDirection } from './direction.ts'
import { conclude, type Finding, notesOf } from './finding.ts'
import { judgeLimits, needsBaseline, unjudgedLimits } from './limits.ts'
import type { BaselineInput, MetricInput } from './metric-input.ts'
import { proveLimits } from './prove-limits.ts'
import { directionFindings, referTo } from './reference.ts'
import { unitConflict } from './unit.ts'
import { settle, type Verdict } from './verdict.ts'

/** A row whose value is known to be a finite number. */
interface Measured {
  readonly row: ReportRow
  readonly value: number
}

const NOT_FINITE: readonly (MissingKind | undefined)[] = ['nan', 'infinity', 'negative-infinity']

/**
 * Judges one number of an evaluation report against all limits of a check. Every limit is evaluated and listed; the
 * node takes status and reason of the worst. A limit is met only by a comparison that came out true, so
 * nothing that is not a finite number can meet one; NaN and infinities fail whatever `on_missing_metric` says.
 */
export function evaluateMetric(input: MetricInput): Verdict {
  const measured = measure(input.check, input.candidate)
  return 'reason' in measured ? withoutNumber(input, measured) : withNumber(input, measured)
}

function measure(check: MetricCheck, candidate: Found): Measured | Finding {
  if (candidate.kind === 'many') {
    return { status: 'error', reason: 'metric-ambiguous', note: candidate.note ?? 'several numbers match' }
  }
  if (candidate.kind === 'none')
    return { status: check.onMissingMetric, reason: 'metric-missing', note: candidate.note ?? 'no number matches' }
  const { row } = candidate
  if (Number.isFinite(row.value) && row.value !== null) {
    const conflict = unitConflict(check.unit, row)
    return conflict === null ? { row, value: row.value } : { status: 'error', reason: 'unit-conflict', note: conflict }
  }
  // A value that diverged is no absent value: tolerating absence does not tolerate it.
  if (row.value !== null || NOT_FINITE.includes(row.missing)) {
    return { status: 'fail', reason: 'metric-not-finite', note: row.missing ?? String(row.value) }
  }
  return { status: check.onMissingMetric, reason: 'metric-missing', note: row.missing ?? 'absent' }
}

/** The node of a check for which there is no one number to judge. */
export function withoutNumber(input: MetricInput, finding: Finding): Verdict {
  const { check, candidate } = input
  const nearest = candidate.kind === 'none' ? candidate.nearest : candidate.kind === 'many' ? candidate.matches : []
  const row = candidate.kind === 'one' ? candidate.row : null
  return node(check, [finding], {
    type: 'metric',
    report: input.report,
    address: addressText(check.address),
    value: row !== null && Number.isFinite(row.value) ? row.value : null,
    limits: unjudgedLimits(check.limits, finding.reason),
    ...rowFacts(row),
    ...fromOf(candidate),
    ...notesOf([finding]),
    ...(nearest.length === 0 ? {} : { nearest }),
    warnings: row?.warnings ?? [],
  })
}

function withNumber(input: MetricInput, { row, value }: Measured): Verdict {
  const { check } = input
  const baseline = needsBaseline(check.limits) ? input.baseline : null
  const resolved = resolveDirection(check, row, baseline?.kind === 'found' ? baseline.row : null)
  const { reference, unknown } = referTo({ check, row, baseline, resolved })
  const points = judgeLimits(check.limits, value, reference)
  const { judged, ...proofs } = proveLimits({ ...input, row, judged: points, direction: resolved.direction })
  const findings = [
    ...directionFindings(resolved),
    ...judged.flatMap(({ finding }) => (finding === undefined ? [] : [finding])),
    // The config room demands one limit; a check without any must still not pass.
    ...(judged.length === 0 ? [{ status: 'error', reason: 'ungated' } as const] : []),
  ]
  return node(check, findings, {
    type: 'metric',
    report: input.report,
    address: addressText(check.address),
    value,
    ...rowFacts(row),
    ...fromOf(input.candidate),
    ...(resolved.direction === null ? {} : { direction: resolved.direction }),
    limits: judged.map(({ outcome }) => outcome),
    ...proofs,
    ...baselineFacts(value, baseline),
    ...notesOf(findings),
    ...(baseline?.kind === 'many' ? { nearest: baseline.matches } : {}),
    warnings: [...(row.warnings ?? []), ...unknown.map((text) => `not compared, ${text}`)],
  })
}

function node(check: MetricCheck, findings: readonly Finding[], detail: MetricDetail): Verdict {
  const { status, reason } = conclude(findings)
  return {
    id: check.id,
    kind: 'metric',
    status: settle(status, check.severity),
    ...(reason === undefined ? {} : { reason }),
    severity: check.severity,
    label: check.label,
    detail,
    at: check.at,
    children: [],
  }
}

function rowFacts(row: ReportRow | null): Pick<MetricDetail, 'stderr' | 'n' | 'unit' | 'direction' | 'pointer'> {
  if (row === null) return {}
  const { stderr, n, unit, direction, pointer } = row
  return {
    ...(stderr === undefined ? {} : { stderr }),
    ...(n === undefined ? {} : { n }),
    ...(unit === undefined ? {} : { unit }),
    ...(direction === undefined ? {} : { direction }),
    pointer,
  }
}

function fromOf(candidate: Found): Pick<MetricDetail, 'from'> {
  return candidate.kind === 'one' && candidate.from !== undefined ? { from: candidate.from } : {}
}

function baselineFacts(value: number, baseline: BaselineInput | null): Pick<MetricDetail, 'baseline' | 'change'> {
  if (baseline?.kind !== 'found') return {}
  const { row, version, source } = baseline
  const shown = { baseline: { value: row.value, version, source } }
  if (row.value === null || !Number.isFinite(row.value)) return { baseline: { ...shown.baseline, value: null } }
  const change = toNumber(minus(decimal(value), decimal(row.value)))
  return Number.isFinite(change) ? { ...shown, change } : shown
}

/** The address as the config says it, e.g. `metric: acc, task: arc_easy`. */
function addressText(address: MetricAddress): string {
  if (address.by === 'select')
    return address.reduce === undefined ? address.select : `${address.reduce} of ${address.select}`
  const { metric, task, filter, scorer, slice } = address
  const dimensions =
    slice === undefined
      ? undefined
      : Object.entries(slice)
          .map(([key, value]) => `${key}=${value}`)
          .join(' ')
  const parts = { metric, task, filter, scorer, slice: dimensions }
  return Object.entries(parts)
    .flatMap(([key, text]) => (text === undefined ? [] : [`${key}: ${text}`]))
    .join(', ')
}
