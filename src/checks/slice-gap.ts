import type { SliceRule } from '../config/gate-config.ts'
import type { ReportRow } from '../evidence/report.ts'
import { compare, decimal, minus, toNumber } from './decimal.ts'
import type { LimitOutcome } from './detail.ts'
import { conclude, type Finding, notesOf } from './finding.ts'
import type { CheckInput } from './numbers.ts'
import type { RowGroup } from './pinned.ts'
import { unitConflict } from './unit.ts'
import { settle, type Verdict } from './verdict.ts'

interface Measured {
  readonly name: string
  readonly row: ReportRow
  readonly value: number
}

export interface GapInput {
  /** Of the node. */
  readonly id: string
  readonly rule: SliceRule
  readonly maxGap: number
  readonly groups: readonly RowGroup[]
}

/**
 * Judges the largest difference between two slices, and names the two. Slices of too few samples take no part; one without a number
 * makes the difference unknown.
 */
export function evaluateGap({ check, report }: CheckInput, { id, rule, maxGap, groups }: GapInput): Verdict {
  const { measured, small, findings } = sortOut(groups, rule, check)
  const low = extreme(measured, (a, b) => a < b)
  const high = extreme(measured, (a, b) => a > b)
  const limit = { limit: 'max_gap', text: String(maxGap), bound: maxGap } as const
  const enough = measured.length > 1 && low !== undefined && high !== undefined
  const gap = enough ? minus(decimal(high.value), decimal(low.value)) : null
  const outcome: LimitOutcome =
    gap === null
      ? { ...limit, met: null, reason: 'insufficient-data' }
      : compare(gap, decimal(maxGap)) <= 0
        ? { ...limit, met: true }
        : { ...limit, met: false, reason: 'slice-gap' }
  const all: readonly Finding[] = [
    ...findings,
    ...(outcome.met === true ? [] : [verdictOf(outcome, check.onInconclusive)]),
  ]
  const { status, reason } = conclude(all)
  const unit = measured[0]?.row.unit
  return {
    id,
    kind: 'metric',
    status: settle(status, check.severity),
    ...(reason === undefined ? {} : { reason }),
    severity: check.severity,
    label: `gap of ${check.label} by ${rule.by}`,
    detail: {
      type: 'metric',
      report,
      address: `gap by ${rule.by}`,
      value: gap === null ? null : toNumber(gap),
      ...(unit === undefined ? {} : { unit }),
      limits: [outcome],
      ...(enough ? { from: `${high.name} ${high.value}, ${low.name} ${low.value}` } : {}),
      ...notesOf([...all, ...(small.length === 0 ? [] : [smallFinding(small)])]),
      warnings: [],
    },
    at: check.at,
    children: [],
  }
}

/** Why a slice has too few samples to be judged; null: it has enough. */
export function tooFewNote({ n }: ReportRow, { minSamples }: SliceRule): string | null {
  if (minSamples === null || (n !== undefined && n >= minSamples)) return null
  return n === undefined
    ? `the report states no number of samples, ${minSamples} are needed`
    : `${n} samples, ${minSamples} are needed`
}

interface Sorted {
  readonly measured: readonly Measured[]
  readonly small: readonly string[]
  readonly findings: readonly Finding[]
}

function sortOut(groups: readonly RowGroup[], rule: SliceRule, check: CheckInput['check']): Sorted {
  const measured: Measured[] = []
  const small: string[] = []
  const findings: Finding[] = []
  for (const { values, rows } of groups) {
    const name = values[0] ?? ''
    const [row, ...others] = rows
    if (row === undefined) continue
    const conflict = unitConflict(check.unit, row)
    if (others.length > 0)
      findings.push({ status: 'error', reason: 'metric-ambiguous', note: `${name}: several numbers match` })
    else if (row.value === null || !Number.isFinite(row.value)) findings.push(noNumber(name, row, check))
    else if (conflict !== null)
      findings.push({ status: 'error', reason: 'unit-conflict', note: `${name}: ${conflict}` })
    else if (tooFewNote(row, rule) !== null) small.push(name)
    else measured.push({ name, row, value: row.value })
  }
  const units = new Set(measured.map(({ row }) => row.unit))
  if (units.size > 1) {
    const note = `slices of different units: ${[...units].map((unit) => unit ?? 'none stated').join(', ')}`
    findings.push({ status: 'error', reason: 'unit-conflict', note })
  }
  return { measured, small, findings }
}

function noNumber(name: string, row: ReportRow, check: CheckInput['check']): Finding {
  const missing = row.missing ?? 'absent'
  const diverged = row.value !== null || ['nan', 'infinity', 'negative-infinity'].includes(missing)
  const note = `${name}: ${missing}`
  return diverged
    ? { status: 'fail', reason: 'metric-not-finite', note }
    : { status: check.onMissingMetric, reason: 'metric-missing', note }
}

function verdictOf({ met }: LimitOutcome, onInconclusive: Finding['status']): Finding {
  if (met === false) return { status: 'fail', reason: 'slice-gap' }
  return { status: onInconclusive, reason: 'insufficient-data', note: 'fewer than two slices can be compared' }
}

function smallFinding(small: readonly string[]): Finding {
  const note = `not compared, too few samples: ${small.slice(0, 10).join(', ')}${small.length > 10 ? ', …' : ''}`
  return { status: 'pass', reason: 'insufficient-data', note }
}

/** The first of equal ones: slices are in the order of their names. */
function extreme(measured: readonly Measured[], better: (a: number, b: number) => boolean): Measured | undefined {
  let found = measured[0]
  for (const one of measured) if (found !== undefined && better(one.value, found.value)) found = one
  return found
}
