import * as z from 'zod'
import type { RecordFacts } from '../checks/facts.ts'
import type { Numbers } from '../checks/numbers.ts'
import { DIRECTIONS, MISSING_KINDS } from '../evidence/report.ts'
import { indexReport, type ReportIndex } from '../evidence/row-index.ts'
import { numbersOf } from './numbers.ts'
import type { RecordRow } from './record.ts'

const text = z.exactOptional(z.string())
const number = z.exactOptional(z.number())

/** A row as records keep it. Whoever may write records may put anything there, so every field is looked at. */
const Row = z.object({
  report: z.string(),
  select: text,
  reduce: text,
  metric: z.string(),
  task: text,
  filter: text,
  scorer: text,
  slice: z.exactOptional(z.record(z.string(), z.string())),
  value: z.number().nullable(),
  missing: z.exactOptional(z.enum(MISSING_KINDS)),
  stderr: number,
  interval: z.exactOptional(z.object({ low: z.number(), high: z.number(), level: z.number() })),
  n: number,
  unit: text,
  direction: z.exactOptional(z.enum(DIRECTIONS)),
  model: text,
  dataset: text,
  dataset_version: text,
  task_version: text,
  warnings: z.exactOptional(z.array(z.string())),
  pointer: z.string(),
})

/** The numbers of one report among the rows of a record; the rows of each report are indexed once. */
export type RecordedNumbers = (report: string) => Numbers

/**
 * Rows of the newest intact record whose `to` has the digest and that has any row of the right form; a row of
 * another form is skipped. null: there is no such record.
 */
export function findRecordedRows(records: readonly RecordFacts[], digest: string): RecordedNumbers | null {
  for (const record of records) {
    if (record.to?.digest !== digest) continue
    const rows = rowsOfRecord(record)
    if (rows.length > 0) return numbersOfRows(rows)
  }
  return null
}

/** The rows of the right form that a record keeps; none of one that is unfinished or was altered. */
export function rowsOfRecord({ intact, sha256, body }: RecordFacts): readonly RecordRow[] {
  const rows = body?.['rows']
  if (!intact || sha256 === null || !Array.isArray(rows)) return []
  return rows.flatMap((row) => {
    const parsed = Row.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })
}

/** The numbers of the reports among some rows. */
export function numbersOfRows(rows: readonly RecordRow[]): RecordedNumbers {
  const known = new Map<string, Numbers>()
  return (report) => {
    const numbers = known.get(report) ?? recordedNumbers(rows.filter((row) => row.report === report))
    known.set(report, numbers)
    return numbers
  }
}

/** What a selector found is known by the selector only; one number made of several is made anew of these. */
function recordedNumbers(rows: readonly RecordRow[]): Numbers {
  const selected = rows.filter((row) => row.select !== undefined)
  const addressed = numbersOf(indexRows(rows.filter((row) => row.select === undefined)))
  return {
    members: addressed.members,
    one: (address) => {
      if (address.by === 'address') return addressed.one(address)
      const row = selected.find((each) => each.select === address.select && each.reduce === address.reduce)
      return row === undefined ? { kind: 'none', nearest: [] } : { kind: 'one', row }
    },
  }
}

function indexRows(rows: readonly RecordRow[]): ReportIndex {
  return indexReport({ format: 'record', status: 'unknown', rows, identity: [], warnings: [], document: null })
}
