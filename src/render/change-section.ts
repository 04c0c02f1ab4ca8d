import type { MovedMetric } from '../promotion/moved-metrics.ts'
import type { SettingChanges, SettingValue } from '../promotion/setting-changes.ts'
import type { CommitRange, InputChange, VersionChanges } from '../promotion/version-changes.ts'
import type { RenderContext } from './context.ts'
import { code, escapeText, link } from './escape.ts'
import { differenceText } from './metric-text.ts'
import { digitsToTell, formatNumber, withUnit } from './numbers.ts'
import { counted } from './plain.ts'
import { folded, renderTable } from './table.ts'

const MOST_INPUTS = 10

/** What a version has that the one it replaces has not: data, code, config, and numbers that no check reads. */
export function changeSection(
  changes: VersionChanges | null,
  { repositoryUrl }: Pick<RenderContext, 'repositoryUrl'>,
): string {
  if (changes === null) return ''
  const { from, to, inputs, commits, settings, metrics } = changes
  const versions: Versions = [code(from, 20), code(to, 20)]
  const parts = [
    inputPart(inputs, versions),
    commitPart(commits, repositoryUrl),
    settingPart(settings, versions),
    metricPart(metrics, versions),
  ]
  return folded(title(changes), parts.filter((part) => part !== '').join('\n\n'))
}

type Versions = readonly [from: string, to: string]

function title({ from, inputs, commits, settings, metrics }: VersionChanges): string {
  const moved = settings === null ? 0 : settings.changes.length + settings.more
  const parts = [
    inputs === null || inputs.length === 0 ? '' : counted(inputs.length, 'input'),
    commits === null || commits.from === commits.to ? '' : 'code',
    moved === 0 ? '' : counted(moved, 'setting'),
    metrics.length === 0 ? '' : counted(metrics.length, 'other metric'),
  ].filter((part) => part !== '')
  return `What changed since ${escapeText(from, 20)}${parts.length === 0 ? '' : ` · ${parts.join(', ')}`}`
}

const UNKNOWN = 'not known of both versions'

function inputPart(inputs: readonly InputChange[] | null, [from, to]: Versions): string {
  if (inputs === null) return `**Inputs of the producing runs:** ${UNKNOWN}.`
  if (inputs.length === 0) return '**Inputs of the producing runs:** the same.'
  const rows = inputs
    .slice(0, MOST_INPUTS)
    .map((input) => [code(lastPart(input.name), 80), escapeText(input.type, 40), used(input.from), used(input.to)])
  const more = inputs.length > MOST_INPUTS ? `\n\n${inputs.length - MOST_INPUTS} more in W&amp;B.` : ''
  const columns = [{ title: 'Input of the producing run' }, { title: 'Type' }, { title: from }, { title: to }]
  return renderTable(columns, rows) + more
}

function used(versions: string | null): string {
  return versions === null ? 'not used' : code(versions, 60)
}

/** `entity/project/name` → `name`: the full path is in W&B. */
function lastPart(path: string): string {
  return path.split('/').at(-1) ?? path
}

function commitPart(commits: CommitRange | null, repositoryUrl: string | null): string {
  if (commits === null) return `**Code of the producing runs:** ${UNKNOWN}.`
  const { from, to, repository } = commits
  if (from === to) return `**Code of the producing runs:** the same commit, ${code(from.slice(0, 12))}.`
  const isHere = repository !== null && repository.toLowerCase() === repositoryUrl?.toLowerCase()
  const isHex = [from, to].every((commit) => /^[0-9a-f]{7,64}$/iu.test(commit))
  const url = isHere && isHex ? `${repositoryUrl}/compare/${from}...${to}` : null
  return `**Code of the producing runs:** ${link(code(`${from.slice(0, 7)}...${to.slice(0, 7)}`), url)}`
}

function settingPart(settings: SettingChanges | null, [from, to]: Versions): string {
  if (settings === null) return `**Config of the producing runs:** ${UNKNOWN}.`
  const { changes, more, complete } = settings
  const part = complete ? '' : ' A config was too long to be compared whole.'
  if (changes.length === 0) return `**Config of the producing runs:** the same.${part}`
  const rows = changes.map((change) => [code(change.key, 80), setting(change.from), setting(change.to)])
  const columns = [
    { title: 'Config of the producing run' },
    { title: from, align: 'right' as const },
    { title: to, align: 'right' as const },
  ]
  const rest = more > 0 ? `${more} more in W&amp;B.` : ''
  const below = [rest + part].filter((text) => text !== '').map((text) => `\n\n${text.trim()}`)
  return renderTable(columns, rows) + below.join('')
}

function setting(value: SettingValue | null): string {
  if (value === null) return '–'
  return value === 'hidden' ? '_not shown_' : code(value.text, 40)
}

function metricPart(metrics: readonly MovedMetric[], [from, to]: Versions): string {
  if (metrics.length === 0) return ''
  const several = new Set(metrics.map(({ report }) => report)).size > 1
  const columns = [
    { title: 'Metric without a check' },
    ...(several ? [{ title: 'Report' }] : []),
    ...[from, to, 'Change'].map((text) => ({ title: text, align: 'right' as const })),
  ]
  const rows = metrics.map((metric) => [
    escapeText(metric.name, 80),
    ...(several ? [escapeText(metric.report, 40)] : []),
    number(metric.from, metric),
    number(metric.to, metric),
    escapeText(differenceText(metric.to - metric.from, metric.from, metric.direction), 60),
  ])
  return renderTable(columns, rows)
}

function number(value: number, { from, to, unit }: MovedMetric): string {
  return escapeText(withUnit(formatNumber(value, Math.min(8, digitsToTell(value, [from, to]))), unit), 40)
}
