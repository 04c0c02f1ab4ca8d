import type { ItemScores, ReportRow } from '../evidence/report.ts'

/** The scores of the single items behind a row; null: there are none, or several sets of them. */
export function itemsOf(row: ReportRow, all: readonly ItemScores[] | undefined): ItemScores | null {
  const own = (all ?? []).filter(
    (items) =>
      items.metric === row.metric &&
      items.task === row.task &&
      items.filter === row.filter &&
      items.scorer === row.scorer &&
      sliceKey(items.slice) === sliceKey(row.slice),
  )
  const [only] = own
  return only === undefined || own.length > 1 ? null : only
}

/** The scores that are numbers. */
export function numbersOf({ scores }: ItemScores): Float64Array {
  return scores.filter((score) => Number.isFinite(score))
}

function sliceKey(slice: ReportRow['slice']): string {
  return JSON.stringify(Object.entries(slice ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
