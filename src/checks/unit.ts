import type { MetricCheck } from '../config/gate-config.ts'
import type { ReportRow } from '../evidence/report.ts'
import { compareNumbers } from './decimal.ts'

type Unit = NonNullable<MetricCheck['unit']>

const RANGES: Readonly<Record<Unit, readonly [low: number, high: number]>> = { fraction: [0, 1], percent: [0, 100] }

/** What reports call these units, in lower case. */
const NAMES: ReadonlyMap<string, Unit> = new Map([
  ['fraction', 'fraction'],
  ['ratio', 'fraction'],
  ['proportion', 'fraction'],
  ['1', 'fraction'],
  ['percent', 'percent'],
  ['percentage', 'percent'],
  ['pct', 'percent'],
  ['%', 'percent'],
])

/** One spelling for each unit that we know; others in lower case. */
export function unitName(unit: string): string {
  const name = unit.trim().toLowerCase()
  return NAMES.get(name) ?? name
}

/** How a row contradicts the unit that the check states; null: it does not. The value must be finite. */
export function unitConflict(stated: Unit | null, row: ReportRow): string | null {
  if (stated === null) return null
  if (row.unit !== undefined && unitName(row.unit) !== stated) return `the check says ${stated}, the report ${row.unit}`
  const [low, high] = RANGES[stated]
  // As limits are compared: a mean of 1.0000000000000002 is still a fraction.
  const inside = row.value !== null && compareNumbers(row.value, low) >= 0 && compareNumbers(row.value, high) <= 0
  return inside ? null : `${row.value} is no ${stated}: outside ${low} to ${high}`
}
