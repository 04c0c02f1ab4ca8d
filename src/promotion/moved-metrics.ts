import { compareRows } from '../checks/comparable.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { Direction, ReportRow } from '../evidence/report.ts'
import { formatAddress } from '../evidence/row-index.ts'
import { addressKey } from '../evidence/row-set.ts'
import { identityOf, otherBaseline, usedReports } from './judge-evidence.ts'
import type { PromotionFacts } from './promotion-facts.ts'
import { rowsOfRecord } from './recorded-rows.ts'
import { baselineVersion } from './standing.ts'

/** A number that both versions have. */
export interface MovedMetric {
  readonly report: string
  /** Its address for people. */
  readonly name: string
  readonly from: number
  readonly to: number
  readonly unit?: string
  readonly direction?: Direction
}

const MOST_MOVED = 10

/** Numbers in the candidate's reports that no check reads, and that the baseline has, too: those that moved most first, relative to their size. */
export function movedMetrics(facts: PromotionFacts, verdict: Verdict): readonly MovedMetric[] {
  const baseline = baselineRows(facts)
  if (baseline.size === 0) return []
  const checked = checkedPointers(verdict)
  const moved: (MovedMetric & { readonly ratio: number })[] = []
  for (const source of usedReports(facts)) {
    const { name } = source
    const loaded = facts.reports.get(name)
    if (loaded?.ok !== true || identityOf(source, loaded, facts).kind === 'other') continue
    for (const row of loaded.evidence.report.rows) {
      if (checked.has(JSON.stringify([name, row.pointer]))) continue
      const other = baseline.get(keyOf(name, row))
      const one = other === undefined ? null : compared(name, row, other)
      if (one !== null) moved.push(one)
    }
  }
  moved.sort((a, b) => b.ratio - a.ratio)
  return moved.slice(0, MOST_MOVED).map(({ ratio: _, ...metric }) => metric)
}

function compared(report: string, row: ReportRow, other: ReportRow): (MovedMetric & { readonly ratio: number }) | null {
  const [from, to] = [other.value, row.value]
  if (from === null || to === null || from === to || compareRows(row, other).different.length > 0) return null
  const ratio = Math.abs(to - from) / Math.max(Math.abs(from), Math.abs(to))
  if (!Number.isFinite(ratio)) return null
  const { unit, direction } = row
  return {
    report,
    name: formatAddress(row),
    from,
    to,
    ...(unit === undefined ? {} : { unit }),
    ...(direction === undefined ? {} : { direction }),
    ratio,
  }
}

/** By report and address; of the baseline report where there is one, else of the newest record that has rows of the baseline. */
function baselineRows(facts: PromotionFacts): ReadonlyMap<string, ReportRow> {
  const version = baselineVersion(facts.registry)
  const rows = new Map<string, ReportRow>()
  if (version === null) return rows
  const record = facts.registry.records.find(
    (each) => each.to?.digest === version.digest && rowsOfRecord(each).length > 0,
  )
  for (const row of record === undefined ? [] : rowsOfRecord(record))
    if (row.select === undefined && !facts.baselineReports.has(row.report)) rows.set(keyOf(row.report, row), row)
  for (const [name, loaded] of facts.baselineReports)
    if (loaded.ok && otherBaseline(loaded, version, facts) === null)
      for (const row of loaded.evidence.report.rows) rows.set(keyOf(name, row), row)
  return rows
}

function keyOf(report: string, row: ReportRow): string {
  return JSON.stringify([report, addressKey(row)])
}

function checkedPointers(verdict: Verdict): ReadonlySet<string> {
  const { detail } = verdict
  const own =
    detail?.type === 'metric' && detail.pointer !== undefined ? [JSON.stringify([detail.report, detail.pointer])] : []
  return new Set([...own, ...verdict.children.flatMap((child) => [...checkedPointers(child)])])
}
