import type { MetricCheck } from '../config/gate-config.ts'
import type { ReportRow } from '../evidence/report.ts'
import { compareRows } from './comparable.ts'
import type { ResolvedDirection } from './direction.ts'
import type { Finding } from './finding.ts'
import type { Reference } from './limits.ts'
import type { BaselineInput } from './metric-input.ts'
import { unitConflict } from './unit.ts'

/** What the change limits are measured from. The direction is settled first: a first promotion hides no config error. */
export function referTo(input: {
  readonly check: MetricCheck
  readonly row: ReportRow
  readonly baseline: BaselineInput | null
  readonly resolved: ResolvedDirection
}): { readonly reference: Reference; readonly unknown: readonly string[] } {
  const { check, row, baseline, resolved } = input
  const [conflict] = directionFindings(resolved)
  if (conflict !== undefined) return unavailable(conflict)
  if (resolved.direction === null) {
    return unavailable({
      status: 'error',
      reason: 'direction-unknown',
      note: 'neither config nor report says which way is better',
    })
  }
  if (baseline === null || baseline.kind === 'nobody') return unavailable({ status: 'pass', reason: 'first-promotion' })
  if (baseline.kind === 'many') {
    const note = `several numbers of the baseline ${baseline.version} match`
    return unavailable({ status: 'error', reason: 'metric-ambiguous', note })
  }
  if (baseline.kind === 'different') {
    return unavailable({ status: 'error', reason: 'baseline-not-comparable', note: baseline.note })
  }
  if (baseline.kind === 'missing') return unavailable(noBaseline(check, baseline.note))
  const { value, missing } = baseline.row
  if (value === null || !Number.isFinite(value)) {
    return unavailable(
      noBaseline(check, `the baseline of ${baseline.version} holds no number: ${missing ?? 'not finite'}`),
    )
  }
  const { different, unknown } = compareRows(row, baseline.row)
  const unit = unitConflict(check.unit, baseline.row)
  const reasons = unit === null ? different : [...different, `baseline: ${unit}`]
  if (reasons.length > 0) {
    return unavailable({ status: 'error', reason: 'baseline-not-comparable', note: reasons.join('; ') })
  }
  return { reference: { kind: 'baseline', value, direction: resolved.direction }, unknown }
}

function unavailable(finding: Finding): { readonly reference: Reference; readonly unknown: readonly string[] } {
  return { reference: { kind: 'unavailable', finding }, unknown: [] }
}

function noBaseline(check: MetricCheck, note: string): Finding {
  return { status: check.onMissingBaseline, reason: 'baseline-missing', note }
}

/** A contradiction about the direction as an error of the check. */
export function directionFindings({ conflict }: ResolvedDirection): readonly Finding[] {
  return conflict === null ? [] : [{ status: 'error', reason: 'direction-conflict', note: conflict }]
}
