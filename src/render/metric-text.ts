import type { LimitOutcome, MetricDetail } from '../checks/detail.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { Direction } from '../evidence/report.ts'
import { digitsToTell, formatChange, formatNumber, withUnit } from './numbers.ts'
import { listed } from './plain.ts'
import { reasonText } from './reason-texts.ts'
import { confidenceMark, openQuestions, statisticsClause } from './statistics-text.ts'

/** The value with its standard error and unit, in enough digits to differ from every limit that it differs from. */
export function valueText(detail: MetricDetail): string {
  if (detail.value === null) return 'none'
  const bounds = detail.limits.flatMap((limit) => (limit.bound === undefined ? [] : [limit.bound]))
  const digits = digitsToTell(detail.value, bounds)
  const error = detail.stderr === undefined ? '' : ` ± ${formatNumber(detail.stderr, 2)}`
  return withUnit(formatNumber(detail.value, digits) + error, detail.unit)
}

/** The baseline's value in the digits that set it off from the value. */
export function baselineText(detail: MetricDetail): string {
  const value = detail.baseline?.value ?? null
  if (value === null) return 'none'
  return withUnit(
    formatNumber(value, detail.value === null ? 4 : Math.min(8, digitsToTell(detail.value, [value]))),
    detail.unit,
  )
}

/** The change against the baseline with its sign, and whether that is better or worse. */
export function changeText({ change, baseline, direction }: MetricDetail): string {
  return change === undefined ? '' : differenceText(change, baseline?.value ?? null, direction)
}

export function differenceText(change: number, baseline: number | null, direction: Direction | undefined): string {
  const text = formatChange(change, baseline)
  if (change === 0 || direction === undefined) return text
  return `${text} ${change > 0 === (direction === 'higher_is_better') ? 'better' : 'worse'}`
}

/** A limit as a short text: `≥ 0.65`, `regression ≤ 0.01`. */
export function limitText(limit: LimitOutcome): string {
  return LIMIT_WORDS[limit.limit] + limit.text
}

const LIMIT_WORDS: Readonly<Record<LimitOutcome['limit'], string>> = {
  min: '≥ ',
  max: '≤ ',
  above: '> ',
  below: '< ',
  max_regression: 'regression ≤ ',
  min_improvement: 'gain ≥ ',
  max_improvement: 'gain ≤ ',
  max_gap: 'gap ≤ ',
}

/** What is wrong with a metric, with its numbers; every limit that is not met is named. */
export function metricClause(node: Verdict, detail: MetricDetail): string {
  const broken = detail.value === null ? [] : detail.limits.filter((limit) => limit.met === false)
  if (broken.length > 0) {
    return `${node.label} is ${bareValue(detail)}${fromText(detail)}, ${broken.map((limit) => shortfall(limit, detail)).join(', and ')}`
  }
  const open = openQuestions(detail)
  if (open.length > 0 && node.reason === 'insufficient-data')
    return `${node.label} is ${valueText(detail)}: ${open.join(', and ')}`
  const title = node.reason === undefined ? node.status : reasonText(node.reason).title
  const near =
    detail.nearest === undefined || detail.nearest.length === 0 ? '' : `; nearest: ${listed(detail.nearest, 3)}`
  const notes = [detail.note, detail.from].filter((note) => note !== undefined)
  return `${node.label}: ${title}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}${near}`
}

/** What a number is made of. */
function fromText({ from }: MetricDetail): string {
  return from === undefined ? '' : ` (${from})`
}

function bareValue({ stderr: _, ...detail }: MetricDetail): string {
  return valueText(detail)
}

function shortfall(limit: LimitOutcome, detail: MetricDetail): string {
  // "worse" and "better" say what the sign would.
  const amount = detail.change === 0 ? 'no better' : changeText(detail).replace(/[+−]/gu, '')
  const change = `${amount} than ${detail.baseline?.version ?? 'the baseline'}`
  switch (limit.limit) {
    case 'min':
      return `below its minimum of ${limit.text}`
    case 'above':
      return `not above ${limit.text}`
    case 'max':
      return `above its maximum of ${limit.text}`
    case 'below':
      return `not below ${limit.text}`
    case 'max_regression':
      return `${change} where ${limit.text} is allowed`
    case 'min_improvement':
      return `${change} where a gain of ${limit.text} is asked for`
    case 'max_improvement':
      return `${change}, and a gain above ${limit.text} is not plausible`
    case 'max_gap':
      return `a gap wider than ${limit.text}`
  }
}

/** Everything that a metric check saw, in one line. */
export function observedMetric(detail: MetricDetail): string {
  const limits = detail.limits.map((limit) => limitText(limit) + confidenceMark(limit, detail) + outcomeText(limit))
  const parts = [`${valueText(detail)}${fromText(detail)}`, ...limits]
  if (detail.baseline !== undefined) parts.push(`baseline ${detail.baseline.version} ${baselineText(detail)}`)
  if (detail.change !== undefined) parts.push(changeText(detail))
  const notes = (detail.statistics ?? []).map((each) => statisticsClause(each, detail))
  if (detail.note !== undefined && !notes.some((text) => text.includes(detail.note ?? ''))) parts.push(detail.note)
  return [...parts, ...new Set(notes)].join(', ')
}

function outcomeText({ met, reason }: LimitOutcome): string {
  if (met === false) return ' not met'
  if (met === true) return ''
  return reason === 'insufficient-data' ? ' not shown' : ' not judged'
}
