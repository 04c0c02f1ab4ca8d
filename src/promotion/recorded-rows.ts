import * as z from 'zod'
import type { RecordFacts } from '../checks/facts.ts'
import type { Found } from '../checks/metric-input.ts'
import type { MetricAddress } from '../config/gate-config.ts'
import { DIRECTIONS, MISSING_KINDS } from '../evidence/report.ts'
import { findRow, indexReport, type ReportIndex } from '../evidence/row-index.ts'
import type { RecordRow } from './record.ts'

const text = z.exactOptional(z.string())
const number = z.exactOptional(z.number())

/** A row as records keep it. Whoever may write records may put anything there, so every field is looked at. */
const Row = z.object({
  report: z.string(),
  select: text,
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

/** Finds a check's number among the rows of a record; the rows of each report are indexed once. */
export type RecordedLookup = (report: string, address: MetricAddress) => Found

/**
 * Rows of the newest intact record whose `to` has the digest and that has any row of the right form; a row of
 * another form is skipped. null: there is no such record.
 */
export function findRecordedRows(records: readonly RecordFacts[], digest: string): RecordedLookup | null {
  for (const record of records) {
    if (!record.intact || record.sha256 === null || record.to?.digest !== digest) continue
    const rows = readRows(record.body?.['rows'])
    if (rows.length > 0) return lookupIn(rows)
  }
  return null
}

function readRows(rows: unknown): readonly RecordRow[] {
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row) => {
    const parsed = Row.safeParse(row)
    return parsed.success ? [parsed.data] : []
  })
}

function lookupIn(rows: readonly RecordRow[]): RecordedLookup {
  const indexes = new Map<string, ReportIndex>()
  return (report, address) => {
    if (address.by === 'select') {
      const row = rows.find((each) => each.report === report && each.select === address.select)
      return row === undefined ? { kind: 'none', nearest: [] } : { kind: 'one', row }
    }
    const index =
      indexes.get(report) ?? indexRows(rows.filter((row) => row.report === report && row.select === undefined))
    indexes.set(report, index)
    return findRow(index, address)
  }
}

function indexRows(rows: readonly RecordRow[]): ReportIndex {
  return indexReport({ format: 'record', status: 'unknown', rows, identity: [], warnings: [], document: null })
}
