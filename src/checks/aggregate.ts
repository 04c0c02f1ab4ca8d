import { type Aggregate, type Aggregated, aggregateRows } from '../evidence/aggregate.ts'
import type { Direction, ReportRow } from '../evidence/report.ts'
import { formatAddress, type RowAddress } from '../evidence/row-index.ts'
import { addressKey, MOST_MEMBERS } from '../evidence/row-set.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { compareRows } from './comparable.ts'
import { resolveDirection } from './direction.ts'
import { evaluateMetric, withoutNumber } from './metric.ts'
import type { BaselineInput } from './metric-input.ts'
import type { BaselineNumbers, CheckInput, JudgedCheck } from './numbers.ts'

export interface AggregateInput {
  readonly aggregate: Aggregate
  readonly address: RowAddress
  /** The numbers, where they are known already. */
  readonly rows?: readonly ReportRow[]
  /** Only numbers that have these parts. */
  readonly having?: readonly string[]
}

/**
 * Judges one number made of all at an address. The baseline's is made anew of the baseline's numbers, and only where these are the same
 * ones: a mean over fewer tasks is another number.
 */
export function evaluateAggregate(
  input: CheckInput,
  { aggregate, address, rows, having = [] }: AggregateInput,
): JudgedCheck {
  const { check, report, candidate, baseline } = input
  const members = rows === undefined ? candidate.members(address, { having }) : { rows, more: false }
  const [first] = members.rows
  const refused = (reason: ReasonCode, note: string): JudgedCheck => {
    const found = { kind: 'many', matches: members.rows.slice(0, 10).map(formatAddress) } as const
    const metric = { check, report, candidate: found, baseline: { kind: 'nobody' } as const }
    return { verdict: withoutNumber(metric, { status: 'error', reason, note }), rows: members.rows }
  }
  if (first === undefined) {
    const nearest = candidate.one(check.address)
    const found = nearest.kind === 'none' ? nearest : ({ kind: 'none', nearest: [] } as const)
    return { verdict: evaluateMetric({ check, report, candidate: found, baseline: { kind: 'nobody' } }), rows: [] }
  }
  if (members.more) return refused('metric-ambiguous', `more than ${MOST_MEMBERS} numbers match`)
  const { direction, conflict } = directionOf(input, members.rows)
  if (conflict !== null) return refused('direction-conflict', conflict)
  const made = aggregateRows(members.rows, aggregate, direction)
  if (made.kind === 'problem') return refused(PROBLEMS[made.problem], made.note)
  const again = (others: readonly ReportRow[]): Aggregated => aggregateRows(others, aggregate, direction)
  const verdict = evaluateMetric({
    check,
    report,
    candidate: { kind: 'one', row: made.row, from: made.from },
    baseline: baselineOf(baseline, members.rows, { address, having, again }),
  })
  return { verdict, rows: members.rows }
}

const PROBLEMS: Readonly<Record<Extract<Aggregated, { kind: 'problem' }>['problem'], ReasonCode>> = {
  mixed: 'metric-ambiguous',
  units: 'unit-conflict',
  'no-count': 'insufficient-data',
  'no-direction': 'direction-unknown',
}

/** Which way is better, by config, numbers and limits; numbers that say different things contradict each other. */
function directionOf(
  { check }: CheckInput,
  rows: readonly ReportRow[],
): { readonly direction: Direction | null; readonly conflict: string | null } {
  const stating = rows.filter((row) => row.direction !== undefined)
  const [first] = stating
  const other = stating.find((row) => row.direction !== first?.direction)
  if (first !== undefined && other !== undefined) {
    const said = [first, other].map((row) => `${formatAddress(row)} says ${row.direction}`)
    return { direction: null, conflict: said.join(', ') }
  }
  const [row] = [...stating, ...rows]
  return row === undefined ? { direction: null, conflict: null } : resolveDirection(check, row, null)
}

interface Again {
  readonly address: RowAddress
  readonly having: readonly string[]
  readonly again: (rows: readonly ReportRow[]) => Aggregated
}

function baselineOf(
  baseline: BaselineNumbers,
  candidate: readonly ReportRow[],
  { address, having, again }: Again,
): BaselineInput {
  if (baseline.kind !== 'numbers') return baseline
  const { version, source, numbers } = baseline
  const { rows } = numbers.members(address, { having })
  if (rows.length === 0) {
    const where = source === 'record' ? 'record' : 'baseline report'
    return { kind: 'missing', note: `the ${where} of ${version} has none of these numbers` }
  }
  const note = difference(candidate, rows)
  if (note !== null) return { kind: 'different', note }
  const made = again(rows)
  if (made.kind === 'problem') return { kind: 'different', note: `baseline ${version}: ${made.note}` }
  return { kind: 'found', row: made.row, version, source }
}

/** Numbers that one side lacks, or that were measured otherwise; null: both sides are made of the same. */
function difference(candidate: readonly ReportRow[], baseline: readonly ReportRow[]): string | null {
  const others = new Map(baseline.map((row) => [addressKey(row), row]))
  const own = new Set(candidate.map(addressKey))
  const added = candidate.filter((row) => !others.has(addressKey(row)))
  const lost = baseline.filter((row) => !own.has(addressKey(row)))
  const changed = candidate.flatMap((row) => {
    const other = others.get(addressKey(row))
    const different = other === undefined ? [] : compareRows(row, other).different
    return different.length === 0 ? [] : [`${formatAddress(row)}: ${different.join(', ')}`]
  })
  const parts = [
    ...some('only the candidate has', added.map(formatAddress)),
    ...some('only the baseline has', lost.map(formatAddress)),
    ...some('measured otherwise:', changed),
  ]
  return parts.length === 0 ? null : parts.join('; ')
}

function some(what: string, texts: readonly string[]): readonly string[] {
  if (texts.length === 0) return []
  const more = texts.length > 3 ? ` and ${texts.length - 3} more` : ''
  return [`${what} ${texts.slice(0, 3).join(', ')}${more}`]
}
