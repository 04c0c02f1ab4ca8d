import type { LimitOutcome, MetricDetail } from '../checks/detail.ts'
import type { LimitStatistics } from '../checks/limit-statistics.ts'
import { digitsToTell, formatNumber, withUnit } from './numbers.ts'
import { counted } from './plain.ts'

/** ` at 95%` behind a limit that has to hold beyond chance; else nothing. */
export function confidenceMark(limit: LimitOutcome, detail: MetricDetail): string {
  const confidence = detail.statistics?.find((each) => each.limit === limit.limit)?.confidence
  return confidence === undefined ? '' : ` at ${percent(confidence)}`
}

/** The bound that decides instead of the value: `at 95%: at least 0.634`; empty where none was computed. */
export function boundText(limit: LimitOutcome, detail: MetricDetail): string {
  const statistics = detail.statistics?.find((each) => each.limit === limit.limit)
  if (statistics?.confidence === undefined) return ''
  const { confidence, pValue, adjustedPValue, correction } = statistics
  const bound = boundOf(statistics, detail)
  const parts = [
    ...(bound === null ? [] : [bound]),
    ...(adjustedPValue !== undefined && adjustedPValue !== pValue
      ? [`${CORRECTIONS[correction ?? 'holm']} p ${formatNumber(adjustedPValue, 2)}`]
      : bound === null && pValue !== undefined
        ? [`p ${formatNumber(pValue, 2)}`]
        : []),
  ]
  return parts.length === 0 ? '' : `at ${percent(confidence)}: ${parts.join('; ')}`
}

function boundOf(statistics: LimitStatistics, { unit, direction }: MetricDetail): string | null {
  const { limit, bound, threshold } = { ...UNKNOWN, ...statistics }
  if (!Number.isFinite(bound)) return null
  const isChangeOf = isChange(statistics)
  const floor = isChangeOf ? direction !== 'lower_is_better' : limit === 'min' || limit === 'above'
  const text = withUnit(formatNumber(bound, digitsToTell(bound, [threshold])), unit)
  return `${isChangeOf ? 'change ' : ''}${floor ? 'at least' : 'at most'} ${isChangeOf && bound > 0 ? '+' : ''}${text}`
}

/** What keeps limits from being shown, each as a clause; empty when nothing does. */
export function openQuestions(detail: MetricDetail): readonly string[] {
  const open = (detail.statistics ?? []).filter(({ result }) => result === 'not-shown' || result === 'no-data')
  return [...new Set(open.map((each) => statisticsClause(each, detail)))]
}

/** How sure a limit is, for people: `at 95% confidence at least 0.634, below the minimum of 0.65; about 2,100 samples would suffice`. */
export function statisticsClause(statistics: LimitStatistics, detail: MetricDetail): string {
  const { result, note, neededN, method } = statistics
  if (result === 'no-data' || method === undefined) {
    const asked = detail.limits.find(({ limit }) => limit === statistics.limit)
    const subject = note ?? `there is no uncertainty to judge ${asked?.text ?? statistics.limit} by`
    // Where the note names the number already, it is not said twice.
    const more = neededN === undefined || note?.includes(String(neededN)) === true ? '' : needed(statistics)
    return subject + more
  }
  const said = isChange(statistics) ? changeClause(statistics, detail) : valueClause(statistics, detail)
  const corrected = correctionClause(statistics)
  const aside = [...(note === undefined ? [] : [note]), ...unmatchedClause(statistics)]
  return `${said}${corrected}${result === 'not-shown' ? needed(statistics) : ''}${aside.length === 0 ? '' : ` (${aside.join('; ')})`}`
}

function unmatchedClause({ unmatched }: LimitStatistics): readonly string[] {
  return unmatched === undefined || unmatched === 0
    ? []
    : [`${formatNumber(unmatched * 100, 2)}% of the items have no counterpart`]
}

function isChange({ limit }: LimitStatistics): boolean {
  return limit === 'max_regression' || limit === 'min_improvement'
}

const NAMES: { readonly [limit in LimitOutcome['limit']]?: string } = { min: 'the minimum of ', max: 'the maximum of ' }

/** What a method did not come to is NaN, and never said. */
const UNKNOWN = { bound: Number.NaN, threshold: Number.NaN, confidence: Number.NaN, pValue: Number.NaN }

function valueClause(statistics: LimitStatistics, { unit }: MetricDetail): string {
  const { limit, bound, threshold, confidence } = { ...UNKNOWN, ...statistics }
  const floor = limit === 'min' || limit === 'above'
  if (!Number.isFinite(bound)) return `too few samples for any bound at ${percent(confidence)} confidence`
  const number = (value: number): string => withUnit(formatNumber(value, digitsToTell(bound, [threshold])), unit)
  const against = `${NAMES[limit] ?? ''}${number(threshold)}`
  const meets = floor ? bound >= threshold : bound <= threshold
  const side = meets === floor ? 'above' : 'below'
  return `at ${percent(confidence)} confidence at ${floor ? 'least' : 'most'} ${number(bound)}, ${side} ${against}`
}

function changeClause(statistics: LimitStatistics, detail: MetricDetail): string {
  const { limit, bound, threshold, confidence, changed, pValue } = { ...UNKNOWN, ...statistics }
  const text = detail.limits.find((each) => each.limit === limit)?.text
  const wanted = limit === 'max_regression' ? `${text} is allowed` : `a gain of ${text} is asked for`
  const than = `than ${detail.baseline?.version}`
  const chance = formatNumber(pValue, 2)
  if (changed !== undefined && Number.isNaN(bound)) {
    const items = `${counted(changed.gained, 'item')} got better and ${changed.lost} worse ${than}`
    return `${items}, which chance alone does with a probability of ${chance}`
  }
  if (Number.isNaN(bound)) return `chance alone does as well with a probability of ${chance}, where ${wanted}`
  const gain = detail.direction === 'lower_is_better' ? -bound : bound
  const digits = digitsToTell(Math.abs(bound), [Math.abs(threshold)])
  const amount = withUnit(formatNumber(Math.abs(gain), digits), detail.unit)
  const worst = gain < 0 ? `it may be as much as ${amount} worse` : `it is at least ${amount} better`
  return `at ${percent(confidence)} confidence ${worst} ${than}, where ${wanted}`
}

function correctionClause(statistics: LimitStatistics): string {
  const { adjustedPValue, correction, confidence, pValue } = { ...UNKNOWN, ...statistics }
  if (adjustedPValue === undefined || adjustedPValue <= 1 - confidence || pValue > 1 - confidence) return ''
  const name = CORRECTIONS[correction ?? 'holm']
  return `, but among several checks that may be chance (${name}, p ${formatNumber(adjustedPValue, 2)})`
}

function needed({ neededN, n }: LimitStatistics): string {
  if (neededN === undefined) return ''
  const of = n === undefined ? '' : ` instead of ${grouped(n)}`
  return `; about ${grouped(roundedUp(neededN))} samples${of} would suffice if the numbers stay as they are`
}

/** To two digits: more would claim more than an estimate can. */
function roundedUp(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return Math.ceil(count / unit) * unit
}

function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/gu, ',')
}

const CORRECTIONS: Readonly<Record<NonNullable<LimitStatistics['correction']>, string>> = {
  holm: 'Holm',
  bh: 'Benjamini–Hochberg',
}

function percent(confidence: number): string {
  return `${formatNumber(confidence * 100, 6)}%`
}
