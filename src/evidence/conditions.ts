import { type Pattern, readPattern } from './pattern.ts'
import type { ReportRow } from './report.ts'

/** Address of numbers. An omitted part matches anything; an empty one asks for rows without that part. */
export interface RowAddress {
  readonly metric: string
  readonly task?: string
  readonly filter?: string
  readonly scorer?: string
  readonly slice?: Readonly<Record<string, string>>
}

/** Parts of an address besides metric and slice. */
export const PARTS = ['task', 'filter', 'scorer'] as const
export type Part = (typeof PARTS)[number]

/** What one part of an address asks of a row. */
export interface Condition {
  /** `task`, or `slice language`. */
  readonly part: string
  readonly partOf: (row: RowAddress) => string | undefined
  readonly wanted: string | Pattern
}

/** The conditions of an address, those that tell most rows apart first. Exact values are compared letter by letter. */
export function conditionsOf({ task, filter, scorer, slice = {} }: RowAddress): readonly Condition[] {
  const slices = Object.entries(slice).map(([dimension, value]) => ({
    part: `slice ${dimension}`,
    partOf: (row: RowAddress) => row.slice?.[dimension],
    wanted: readPattern(value),
  }))
  const all = [
    ...partCondition('task', task),
    ...slices,
    ...partCondition('scorer', scorer),
    ...partCondition('filter', filter),
  ]
  return [...all.filter(({ wanted }) => typeof wanted === 'string'), ...all.filter(isWild)]
}

function isWild({ wanted }: Condition): boolean {
  return typeof wanted !== 'string'
}

/** Whether a row of the right metric is one that the address means. */
export function isMeant(row: ReportRow, conditions: readonly Condition[], slice: RowAddress['slice']): boolean {
  for (const { partOf, wanted } of conditions) {
    const value = partOf(row)
    // A wildcard asks for a part that is there.
    if (typeof wanted === 'string' ? value !== wanted : !value || !wanted.matches(value)) return false
  }
  if (slice === undefined || row.slice === undefined || Object.keys(slice).length > 0) return true
  return Object.keys(row.slice).length === 0
}

/** Parts of a row: the fixed ones and the dimensions of its slice, those that it has. */
export function partsOf({ task, filter, scorer, slice = {} }: RowAddress): Map<string, string> {
  const parts = new Map<string, string>()
  if (task) parts.set('task', task)
  if (filter) parts.set('filter', filter)
  if (scorer) parts.set('scorer', scorer)
  for (const [dimension, value] of Object.entries(slice)) parts.set(dimension, value)
  return parts
}

/** Whether a row has a part: `metric`, a fixed one, or a dimension of its slice. */
export function hasPart(row: RowAddress, name: string): boolean {
  return valueOfPart(row, name) !== undefined
}

/** The value of a part, by its name; undefined: the row has none. */
export function valueOfPart(row: RowAddress, name: string): string | undefined {
  if (name === 'metric') return row.metric
  const part = PARTS.find((each) => each === name)
  if (part !== undefined) return row[part] || undefined
  return row.slice !== undefined && Object.hasOwn(row.slice, name) ? row.slice[name] : undefined
}

function partCondition(part: Part, value: string | undefined): readonly Condition[] {
  if (value === undefined) return []
  return [{ part, wanted: readPattern(value), partOf: (row) => row[part] ?? '' }]
}
