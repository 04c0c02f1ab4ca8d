import { ReportError } from '../errors.ts'
import { filePrefix } from './documents.ts'
import type { EvaluationReport, ItemScores, ReportRow, ReportStatus } from './report.ts'
import { addressKey } from './row-set.ts'

/** A report that was read from one file of several. */
export interface ReportPart {
  /** Workspace-relative path. */
  readonly file: string
  readonly report: EvaluationReport
}

/** From best to worst; the worst file decides. */
const STATUSES: readonly ReportStatus[] = ['complete', 'unknown', 'partial', 'cancelled', 'failed']

/**
 * Makes one report of several files of one format, in their order. A number that two files state alike is one number; where they
 * differ in anything, both stay, and the check that addresses it is told of both places. The date is the oldest, and none when a
 * file has none.
 * @throws ReportError `report-unreadable` when the files are of different formats.
 */
export function mergeReports(parts: readonly ReportPart[]): EvaluationReport {
  const [first] = parts
  const other = parts.find(({ report }) => report.format !== first?.report.format)
  if (first === undefined || other !== undefined) throw differentFormats(first, other)
  const { rows, warnings } = mergeRows(parts)
  const dates = parts.map(({ report }) => report.created_at)
  const oldest = dates.includes(undefined) ? undefined : dates.flatMap((date) => date ?? []).sort(byTime)[0]
  const items = mergeItems(parts)
  return {
    format: first.report.format,
    ...worstStatus(parts),
    rows,
    ...(items.length === 0 ? {} : { items }),
    // Each file is held against the version by itself.
    identity: parts.flatMap(({ file, report }) =>
      report.identity.map((claim) => ({ ...claim, source: `${filePrefix(file)}${claim.source}` })),
    ),
    ...agreedFacts(parts),
    ...(oldest === undefined ? {} : { created_at: oldest }),
    warnings: [
      ...parts.flatMap(({ file, report }) => report.warnings.map((warning) => `${file}: ${warning}`)),
      ...warnings,
    ],
    document: null,
    ...(first.report.printsNumbers === undefined ? {} : { printsNumbers: first.report.printsNumbers }),
    documents: parts.map(({ file, report }) => ({ file, document: report.document })),
  }
}

const WHOLE = ['commit', 'run', 'dataset'] as const

/** What every file says alike of the whole; what only some say, or say otherwise, the report does not say. */
function agreedFacts(parts: readonly ReportPart[]): Partial<EvaluationReport> {
  const agreed = WHOLE.flatMap((key) => {
    const said = parts.map(({ report }) => report[key])
    const isAgreed = new Set(said.map((value) => JSON.stringify(value))).size === 1 && said[0] !== undefined
    return isAgreed ? [[key, said[0]] as const] : []
  })
  return Object.fromEntries(agreed)
}

interface Placed {
  readonly file: string
  readonly row: ReportRow
}

function mergeRows(parts: readonly ReportPart[]): Pick<EvaluationReport, 'rows' | 'warnings'> {
  const known = new Map<string, Placed>()
  const rows: ReportRow[] = []
  const different: string[] = []
  for (const { file, report } of parts) {
    for (const row of report.rows) {
      const key = addressKey(row)
      const other = known.get(key)
      // Two of one address in one file stay as they are: that file is ambiguous by itself.
      if (other !== undefined && other.file !== file && factsOf(other.row) === factsOf(row)) continue
      const placed = { ...row, pointer: `${filePrefix(file)}${row.pointer}` }
      rows.push(placed)
      if (other === undefined) known.set(key, { file, row: placed })
      else if (other.file !== file) different.push(`${other.row.pointer} and ${placed.pointer}`)
    }
  }
  if (different.length === 0) return { rows, warnings: [] }
  const more = different.length > 3 ? ` and ${different.length - 3} more` : ''
  return {
    rows,
    warnings: [`files state different numbers for one address: ${different.slice(0, 3).join(', ')}${more}`],
  }
}

/** All that a row states besides its place. */
function factsOf({ pointer: _, warnings: __, ...facts }: ReportRow): string {
  const { slice = {}, ...rest } = facts
  return JSON.stringify([Object.entries(rest).toSorted(byKey), Object.entries(slice).toSorted(byKey)])
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** As for rows: scores that two files hold alike are taken once. */
function mergeItems(parts: readonly ReportPart[]): readonly ItemScores[] {
  const known = new Map<string, ItemScores>()
  const items: ItemScores[] = []
  for (const { report } of parts) {
    for (const item of report.items ?? []) {
      const key = addressKey(item)
      const other = known.get(key)
      if (other !== undefined && isSame(other, item)) continue
      items.push(item)
      known.set(key, other ?? item)
    }
  }
  return items
}

function isSame(one: ItemScores, other: ItemScores): boolean {
  return (
    one.scores.length === other.scores.length &&
    one.scores.every((score, at) => Object.is(score, other.scores[at])) &&
    JSON.stringify(one.ids ?? null) === JSON.stringify(other.ids ?? null)
  )
}

function worstStatus(parts: readonly ReportPart[]): Pick<EvaluationReport, 'status' | 'status_note'> {
  const worst = parts.reduce<ReportPart | undefined>(
    (found, part) => (found === undefined || rank(part) > rank(found) ? part : found),
    undefined,
  )
  if (worst === undefined) return { status: 'unknown' }
  const { status, status_note } = worst.report
  if (status === 'complete' || status === 'unknown') return { status }
  return { status, status_note: status_note === undefined ? worst.file : `${worst.file}: ${status_note}` }
}

function rank({ report }: ReportPart): number {
  return STATUSES.indexOf(report.status)
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b)
}

function differentFormats(first: ReportPart | undefined, other: ReportPart | undefined): ReportError {
  const said = [first, other].flatMap((part) => (part === undefined ? [] : [`${part.file} is ${part.report.format}`]))
  return new ReportError('report-unreadable', `The files of one report are of different formats: ${said.join(', ')}.`, {
    hint: 'Make the pattern narrower, or give each format a report of its own.',
  })
}
