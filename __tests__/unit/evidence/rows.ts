import type { EvaluationReport, ReportRow } from '../../../src/evidence/report.ts'

/** A report with these rows; each has a place of its own. */
export function reportOf(rows: readonly Partial<ReportRow>[], over: Partial<EvaluationReport> = {}): EvaluationReport {
  const full = rows.map((row, index) => ({ metric: 'acc', value: index, pointer: `/${index}`, ...row }))
  return { format: 'json', status: 'complete', rows: full, identity: [], warnings: [], document: null, ...over }
}
