import type { MetricDetail } from '../checks/detail.ts'
import type { Verdict } from '../checks/verdict.ts'
import { code, escapeText } from './escape.ts'
import { baselineText, changeText, limitText, valueText } from './metric-text.ts'
import { counted } from './plain.ts'
import { confidenceMark } from './statistics-text.ts'
import { leaves, STATUS_SIGNS, statusMark } from './statuses.ts'
import { type Column, folded, renderTable } from './table.ts'

/** Up to this many checks stand in one open table, in the order of the gate config. */
const OPEN_ROWS = 12
/** With more checks, those that did not pass stand in the open; and no more than this. */
const OPEN_PROBLEMS = 10

interface Row {
  readonly node: Verdict
  readonly detail: MetricDetail
}

/** The checks of metrics: what everybody should see, and the rest for a fold. */
export function checkTables(verdict: Verdict): { readonly open: string; readonly rest: string } {
  const rows = leaves(verdict).flatMap((node): readonly Row[] =>
    node.detail?.type === 'metric' ? [{ node, detail: node.detail }] : [],
  )
  if (rows.length === 0) return { open: '', rest: '' }
  const title = heading(rows)
  if (rows.length <= OPEN_ROWS) return { open: `${title}\n\n${table(rows)}${firstTime(rows)}`, rest: '' }
  const troubled = rows.filter((row) => row.node.status !== 'pass').sort((one, other) => rank(other) - rank(one))
  const shown = troubled.slice(0, OPEN_PROBLEMS)
  const hidden = [...troubled.slice(OPEN_PROBLEMS), ...rows.filter((row) => row.node.status === 'pass')]
  const open = (shown.length === 0 ? title : `${title}\n\n${table(shown)}`) + firstTime(rows)
  return { open, rest: hidden.length === 0 ? '' : folded(restTitle(hidden), table(hidden)) }
}

function firstTime(rows: readonly Row[]): string {
  const first = rows.some((row) => row.node.reason === 'first-promotion')
  return first ? '\n\nNobody held this stage before, so there was nothing to compare with.' : ''
}

function heading(rows: readonly Row[]): string {
  const passing = rows.filter((row) => row.node.status === 'pass').length
  return `#### Metrics · ${passing} of ${rows.length} pass`
}

function restTitle(rows: readonly Row[]): string {
  const passing = rows.filter((row) => row.node.status === 'pass').length
  if (passing === rows.length) return counted(passing, 'metric that passes', 'metrics that pass')
  return `${counted(rows.length, 'more metric')} · ${passing} of them pass`
}

function rank(row: Row): number {
  return STATUS_SIGNS[row.node.status].rank
}

interface Shown {
  readonly reports: boolean
  readonly baselines: ReadonlySet<string>
}

function table(rows: readonly Row[]): string {
  // Columns that would say nothing are left out: a first promotion has no baseline, and a label mostly names its report.
  const baselines = new Set(
    rows.flatMap(({ detail }) => (detail.baseline === undefined ? [] : [detail.baseline.version])),
  )
  const reports = new Set(rows.map((row) => row.node.label)).size < rows.length
  const columns: Column[] = [{ title: 'Verdict' }, { title: 'Metric' }]
  if (reports) columns.push({ title: 'Report' })
  columns.push({ title: 'Value', align: 'right' }, { title: 'Limit' })
  if (baselines.size > 0)
    columns.push({ title: baselineTitle(baselines), align: 'right' }, { title: 'Change', align: 'right' })
  return renderTable(
    columns,
    rows.map((row) => cells(row, { reports, baselines })),
  )
}

function baselineTitle(versions: ReadonlySet<string>): string {
  const [only] = versions
  return versions.size === 1 && only !== undefined ? `Baseline ${code(only, 20)}` : 'Baseline'
}

function cells({ node, detail }: Row, shown: Shown): readonly string[] {
  const line = [unbroken(statusMark(node)), escapeText(node.label, 80)]
  if (shown.reports) line.push(escapeText(detail.report, 40))
  const value = unbroken(escapeText(valueText(detail), 60))
  line.push(node.status === 'pass' ? value : `**${value}**`, limits(detail))
  if (shown.baselines.size > 0) {
    const version =
      shown.baselines.size > 1 && detail.baseline !== undefined ? ` (${code(detail.baseline.version, 20)})` : ''
    line.push(unbroken(escapeText(baselineText(detail), 60)) + version, escapeText(changeText(detail), 60))
  }
  return line
}

function limits(detail: MetricDetail): string {
  const texts = detail.limits.map((limit) => {
    const text = unbroken(escapeText(limitText(limit) + confidenceMark(limit, detail), 60))
    return limit.met === false || limit.reason === 'insufficient-data' ? `**${text}**` : text
  })
  return texts.join('<br>')
}

/** Short texts stay on one line in a narrow cell; a long one may break. */
function unbroken(text: string): string {
  return text.length > 30 ? text : text.replaceAll(' ', '&nbsp;')
}
