import type { ReportRow } from '../evidence/report.ts'
import { unitName } from './unit.ts'

export interface Comparability {
  /** Why the two numbers do not measure the same thing; empty: nothing speaks against comparing them. */
  readonly different: readonly string[]
  /** What one of the two does not say, so that it could not be compared. */
  readonly unknown: readonly string[]
}

/** Part of the address: absence is a value of its own. */
const ADDRESS = ['task', 'filter', 'scorer'] as const
/** Circumstances: judged where both sides state them. */
const CIRCUMSTANCES = ['dataset', 'dataset_version', 'task_version', 'unit'] as const

/** Whether a candidate's and a baseline's number may be subtracted: same task, filter, scorer, slice, data and unit. */
export function compareRows(candidate: ReportRow, baseline: ReportRow): Comparability {
  const different: string[] = []
  const unknown: string[] = []
  for (const field of ADDRESS) {
    if (candidate[field] !== baseline[field]) different.push(difference(field, candidate[field], baseline[field]))
  }
  const slices = [sliceText(candidate), sliceText(baseline)] as const
  if (slices[0] !== slices[1]) different.push(difference('slice', ...slices))
  for (const field of CIRCUMSTANCES) {
    const [one, other] = [candidate[field], baseline[field]]
    if (one === undefined && other === undefined) continue
    if (one === undefined || other === undefined) unknown.push(difference(field, one, other))
    else if (!same(field, one, other)) different.push(difference(field, one, other))
  }
  return { different, unknown }
}

function same(field: (typeof CIRCUMSTANCES)[number], one: string, other: string): boolean {
  return field === 'unit' ? unitName(one) === unitName(other) : one === other
}

function difference(field: string, candidate: string | undefined, baseline: string | undefined): string {
  return `${field}: candidate ${candidate || 'none'}, baseline ${baseline || 'none'}`
}

/** Independent of the order of the dimensions. */
function sliceText(row: ReportRow): string {
  const entries = Object.entries(row.slice ?? {}).map(([dimension, value]) => JSON.stringify([dimension, value]))
  return entries.toSorted().join(' ')
}
