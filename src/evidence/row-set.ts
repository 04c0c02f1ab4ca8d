import { hasPart, partsOf, type RowAddress } from './conditions.ts'
import { explainMatches } from './explain-matches.ts'
import type { ReportRow } from './report.ts'
import { findRows, formatAddress, type ReportIndex } from './row-index.ts'

/** Most numbers that one check may stand for. */
export const MOST_MEMBERS = 1_000
/** Slice dimension in which readers name an average that the file itself has: `macro`, `micro`, `weighted`. */
export const AVERAGE = 'average'

export interface SetOptions {
  /** Only rows that have these parts (`task`, `language`, …). */
  readonly having?: readonly string[]
  /** Only rows that do not have this part. */
  readonly lacking?: string
}

/** The numbers that a check on several stands for. `more`: there are others than these. */
export interface Members {
  readonly rows: readonly ReportRow[]
  readonly more: boolean
}

/**
 * The rows at an address, sorted by their address. An average that the file has of its own numbers is left out beside these,
 * unless the address names it.
 */
export function findMembers(index: ReportIndex, address: RowAddress, { having = [], lacking }: SetOptions): Members {
  const accepts = (row: ReportRow): boolean =>
    having.every((part) => hasPart(row, part)) && (lacking === undefined || !hasPart(row, lacking))
  // Averages are left out after reading, so more rows are read than may be left.
  const { rows, more } = findRows(index, address, MOST_MEMBERS * 10, accepts)
  const members = address.slice?.[AVERAGE] === undefined ? withoutAverages(rows) : rows
  const sorted = members.length <= MOST_MEMBERS ? byAddress(members) : members.slice(0, MOST_MEMBERS)
  return { rows: sorted, more: more || members.length > MOST_MEMBERS }
}

/**
 * Why numbers cannot be put together as one set: two of one address, averages of several kinds, or numbers beside others that they
 * are perhaps made of (a task beside its slices); null: they can.
 */
export function mixedSet(rows: readonly ReportRow[]): string | null {
  const forms = new Map(rows.map((row) => [formOf(row), row]))
  const [one, other] = [...forms.values()]
  if (one !== undefined && other !== undefined) {
    const shown = `${formatAddress(one)} and ${formatAddress(other)}`
    return `numbers of different forms match (${shown}), and one may be made of the others: narrow the address, with slice: {} for numbers of no slice`
  }
  const averages = new Set(rows.map((row) => row.slice?.[AVERAGE]))
  if (averages.size > 1)
    return `averages of different kinds match (${[...averages].join(', ')}): add slice: { ${AVERAGE}: ${[...averages][0]} }`
  const seen = new Map<string, ReportRow>()
  for (const row of rows) {
    const key = addressKey(row)
    const known = seen.get(key)
    if (known !== undefined) return explainMatches([known, row])
    seen.set(key, row)
  }
  return null
}

/** One text for each address, the same in every report. */
export function addressKey(row: RowAddress): string {
  const { metric, task, filter, scorer, slice = {} } = row
  const dimensions = Object.entries(slice).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([metric, task || null, filter || null, scorer || null, dimensions])
}

/** An average is left out beside a number that it may be made of: one of the same task that is in all the slices that the average is in. */
function withoutAverages(rows: readonly ReportRow[]): readonly ReportRow[] {
  const members = new Map<string, ReportRow[]>()
  for (const row of rows) {
    if (row.slice?.[AVERAGE] !== undefined) continue
    const key = fixedParts(row)
    const known = members.get(key)
    if (known === undefined) members.set(key, [row])
    else known.push(row)
  }
  return rows.filter((row) => {
    const { [AVERAGE]: average, ...slice } = row.slice ?? {}
    if (average === undefined) return true
    const made = members.get(fixedParts(row)) ?? []
    return !made.some((one) => Object.entries(slice).every(([dimension, value]) => one.slice?.[dimension] === value))
  })
}

function fixedParts({ metric, task, filter, scorer }: ReportRow): string {
  return JSON.stringify([metric, task || null, filter || null, scorer || null])
}

/** The names of the parts that a row has. */
function formOf(row: ReportRow): string {
  return [...partsOf(row).keys()].toSorted().join(' ')
}

function byAddress(rows: readonly ReportRow[]): readonly ReportRow[] {
  const keyed = rows.map((row) => ({ key: addressKey(row), row }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row)
}
