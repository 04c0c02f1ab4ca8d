import type { ReportRow } from './report.ts'

/** The rows of a report by their metric, in the order of the report. */
export interface RowsByMetric {
  /** Metrics in the order in which they first stand. */
  readonly names: () => Iterable<string>
  /** The same list each time. */
  readonly rowsOf: (metric: string) => readonly ReportRow[]
}

/**
 * Sorts rows by metric. Rows of one metric are chained by their positions, eight bytes for each row, and
 * become a list when their metric is asked for: lists of all rows would need more memory than large reports leave.
 */
export function sortByMetric(rows: readonly ReportRow[]): RowsByMetric {
  const { first, next } = chain(rows)
  const lists = new Map<string, readonly ReportRow[]>()
  return {
    names: () => first.keys(),
    rowsOf: (metric) => {
      const known = lists.get(metric)
      if (known !== undefined) return known
      const list: ReportRow[] = []
      for (let at = first.get(metric) ?? END; at !== END; at = next[at] ?? END) {
        const row = rows[at]
        if (row !== undefined) list.push(row)
      }
      lists.set(metric, list)
      return list
    },
  }
}

const END = -1

interface Chain {
  /** Metric → position of its first row. */
  readonly first: ReadonlyMap<string, number>
  /** Position of a row → position of the next row of its metric, or END. */
  readonly next: Int32Array
}

function chain(rows: readonly ReportRow[]): Chain {
  const first = new Map<string, number>()
  const next = new Int32Array(rows.length).fill(END)
  /** Position of a metric's first row → position of its last row so far. */
  const last = new Int32Array(rows.length)
  rows.forEach(({ metric }, at) => {
    const start = first.get(metric)
    if (start === undefined) first.set(metric, at)
    else next[last[start] ?? END] = at
    last[start ?? at] = at
  })
  return { first, next }
}
