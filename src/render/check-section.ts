import type { MetricDetail } from '../checks/detail.ts'
import type { Verdict } from '../checks/verdict.ts'
import { type Line, layOut } from './check-lines.ts'
import { code, escapeText } from './escape.ts'
import { baselineText, changeText, limitText, valueText } from './metric-text.ts'
import { counted } from './plain.ts'
import { boundText, confidenceMark } from './statistics-text.ts'
import { statusMark } from './statuses.ts'
import { type Column, folded, renderTable } from './table.ts'

/** The checks of metrics: what everybody should see, and the rest for a fold. */
export function checkTables(verdict: Verdict): { readonly open: string; readonly rest: string } {
  const { all, open, rest, cut } = layOut(verdict)
  if (all.length === 0) return { open: '', rest: '' }
  const title = heading(all)
  const first = all.some((node) => node.reason === 'first-promotion') ? FIRST_TIME : ''
  const more = cut === 0 ? '' : `\n\n${cut} more are in the \`result\` output.`
  return {
    open: (open.length === 0 ? title : `${title}\n\n${table(open)}`) + first,
    rest: rest.length === 0 ? '' : folded(restTitle(rest, cut), table(rest) + more),
  }
}

const FIRST_TIME = '\n\nNobody held this stage before, so there was nothing to compare with.'

function heading(all: readonly Verdict[]): string {
  return `#### Metrics · ${all.filter((node) => node.status === 'pass').length} of ${all.length} pass`
}

function restTitle(rest: readonly Line[], cut: number): string {
  const metrics = rest.filter(({ detail }) => detail !== null)
  const passing = metrics.filter(({ node }) => node.status === 'pass').length
  if (passing === metrics.length && cut === 0) return counted(passing, 'metric that passes', 'metrics that pass')
  return `${metrics.length + cut} more metrics · ${passing} of ${cut === 0 ? 'them' : 'those below'} pass`
}

interface Shown {
  readonly reports: boolean
  readonly baselines: ReadonlySet<string>
}

function table(lines: readonly Line[]): string {
  const details = lines.flatMap(({ detail }) => (detail === null ? [] : [detail]))
  // Columns that would say nothing are left out: a first promotion has no baseline, and a label mostly names its report.
  const baselines = new Set(details.flatMap(({ baseline }) => (baseline === undefined ? [] : [baseline.version])))
  const metrics = lines.filter(({ detail }) => detail !== null)
  const reports = new Set(metrics.map(({ node }) => node.label)).size < metrics.length
  const columns: Column[] = [{ title: 'Verdict' }, { title: 'Metric' }]
  if (reports) columns.push({ title: 'Report' })
  columns.push({ title: 'Value', align: 'right' }, { title: 'Limit' })
  if (baselines.size > 0)
    columns.push({ title: baselineTitle(baselines), align: 'right' }, { title: 'Change', align: 'right' })
  const shown = { reports, baselines }
  return renderTable(
    columns,
    lines.map((line) => {
      const cells = line.detail === null ? headCells(line) : metricCells(line, line.detail, shown)
      return columns.map((_, index) => cells[index] ?? '')
    }),
  )
}

function baselineTitle(versions: ReadonlySet<string>): string {
  const [only] = versions
  return versions.size === 1 && only !== undefined ? `Baseline ${code(only, 20)}` : 'Baseline'
}

/** The line above the members of a group: how many of them pass. */
function headCells({ node, members }: Line): readonly string[] {
  const passing = members.filter(({ status }) => status === 'pass').length
  return [
    unbroken(statusMark(node)),
    `**${escapeText(node.label, 80)}**<br>${passing} of ${counted(members.length, 'passes', 'pass')}`,
  ]
}

function metricCells({ node, group }: Line, detail: MetricDetail, shown: Shown): readonly string[] {
  const line = [unbroken(statusMark(node)), group === null ? escapeText(node.label, 80) : memberLabel(node, group)]
  if (shown.reports) line.push(escapeText(detail.report, 40))
  const value = unbroken(escapeText(valueText(detail), 60))
  line.push(node.status === 'pass' ? value : `**${value}**`, limits(detail))
  if (shown.baselines.size > 0) {
    const version =
      shown.baselines.size > 1 && detail.baseline !== undefined ? ` (${code(detail.baseline.version, 20)})` : ''
    // A check without limits on changes has no baseline to look for.
    const baseline = detail.baseline === undefined ? '–' : unbroken(escapeText(baselineText(detail), 60))
    line.push(baseline + version, escapeText(changeText(detail), 60))
  }
  return line
}

/** `acc · mmlu_law` below `acc · mmlu_*` is `mmlu_law`. */
function memberLabel({ label }: Verdict, group: Verdict): string {
  const shared = group.label.split(SEPARATOR)
  const parts = label.split(SEPARATOR)
  const own = parts.findIndex((part, index) => part !== shared[index])
  return `↳&nbsp;${escapeText(own < 0 ? label : parts.slice(own).join(SEPARATOR), 80)}`
}

const SEPARATOR = ' · '

/** Each limit, and below it how sure it is where that was asked for: the bound, not the value, decides then. */
function limits(detail: MetricDetail): string {
  const texts = detail.limits.map((limit) => {
    const bound = boundText(limit, detail)
    const mark = bound === '' ? confidenceMark(limit, detail) : ''
    const text = unbroken(escapeText(limitText(limit) + mark, 60))
    const shown = limit.met === false || limit.reason === 'insufficient-data' ? `**${text}**` : text
    return bound === '' ? shown : `${shown}<br><sub>${unbroken(escapeText(bound, 80))}</sub>`
  })
  return texts.join('<br>')
}

/** Short texts stay on one line in a narrow cell; a long one may break. */
function unbroken(text: string): string {
  return text.length > 30 ? text : text.replaceAll(' ', '&nbsp;')
}
