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

/** One score an item: repetitions are averaged, for they are no further items. Without ids each score is an item. */
export function scoresOf(items: ItemScores): Float64Array {
  const byId = scoresById(items)
  return byId === null ? items.scores.filter((score) => Number.isFinite(score)) : Float64Array.from(byId.values())
}

/** The same by id; null: there are no ids. */
export function scoresById({ ids, scores }: ItemScores): ReadonlyMap<string, number> | null {
  if (ids === undefined || ids.length !== scores.length) return null
  const sums = new Map<string, { sum: number; count: number }>()
  for (const [index, id] of ids.entries()) {
    const score = scores[index] ?? Number.NaN
    if (!Number.isFinite(score)) continue
    const seen = sums.get(id)
    if (seen === undefined) sums.set(id, { sum: score, count: 1 })
    else {
      seen.sum += score
      seen.count += 1
    }
  }
  return new Map([...sums].map(([id, { sum, count }]) => [id, sum / count]))
}

function sliceKey(slice: ReportRow['slice']): string {
  return JSON.stringify(Object.entries(slice ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
