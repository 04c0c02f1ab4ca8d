import type { RowAddress } from './conditions.ts'
import type { Pattern } from './pattern.ts'
import type { ReportRow } from './report.ts'

/** Rows by the value of one part of their address. */
export interface Table {
  readonly rowsAt: (wanted: string | Pattern) => readonly ReportRow[]
}

/**
 * Sorts rows by one part. A wildcard is held against the values that begin as it does, so that a thousand
 * checks such as `mmlu_*` do not each read all values.
 */
export function createTable(partOf: (row: RowAddress) => string | undefined, rows: readonly ReportRow[]): Table {
  const byValue = sortBy(partOf, rows)
  const sorted: (readonly string[])[] = []
  return {
    rowsAt: (wanted) => {
      if (typeof wanted === 'string') return byValue.get(wanted) ?? []
      const values = sorted[0] ?? [...byValue.keys()].toSorted()
      sorted[0] = values
      const found: ReportRow[] = []
      for (let at = firstFrom(values, wanted.prefix); at < values.length; at += 1) {
        const value = values[at] ?? ''
        if (!value.startsWith(wanted.prefix)) break
        if (wanted.matches(value)) for (const row of byValue.get(value) ?? []) found.push(row)
      }
      return found
    },
  }
}

function sortBy(
  partOf: (row: RowAddress) => string | undefined,
  rows: readonly ReportRow[],
): ReadonlyMap<string, readonly ReportRow[]> {
  const table = new Map<string, ReportRow[]>()
  for (const row of rows) {
    const value = partOf(row)
    if (value === undefined) continue
    const bucket = table.get(value)
    if (bucket === undefined) table.set(value, [row])
    else bucket.push(row)
  }
  return table
}

/** Position of the first value that is not before the text. */
function firstFrom(values: readonly string[], text: string): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}
