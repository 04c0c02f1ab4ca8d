import type { MetricCourse } from '../promotion/metric-course.ts'
import { code, escapeText, mermaidLabel } from './escape.ts'
import { digitsToTell, formatNumber } from './numbers.ts'
import { counted, listed } from './plain.ts'
import { folded } from './table.ts'

/**
 * The blocking metrics over the versions that held the stage, one small chart each, with the same numbers in words: a picture alone
 * tells a screen reader nothing.
 */
export function chartSection(courses: readonly MetricCourse[]): string {
  const charts = courses.flatMap((course) => {
    const picture = chart(course)
    return picture === null ? [] : [`**${escapeText(course.label, 80)}**${caption(course)}\n\n${picture}`]
  })
  if (charts.length === 0) return ''
  return folded(
    `Metrics over the versions that held the stage · ${counted(charts.length, 'chart')}`,
    charts.join('\n\n'),
  )
}

function caption({ points, limits, leftOut, unit }: MetricCourse): string {
  const all = points.map(({ value }) => value)
  const number = (value: number): string => {
    const digits = Math.min(8, digitsToTell(value, [...all, ...limits.map(({ bound }) => bound)]))
    return formatNumber(value, digits)
  }
  const values = points.map(({ version, value }) => `${code(version, 20)} ${number(value)}`).join(' → ')
  const lines = limits.map(({ limit, bound }) => `${LINES[limit]} ${number(bound)}`)
  const flat = lines.length === 0 ? '' : `; flat ${lines.length === 1 ? 'line' : 'lines'} in red: ${lines.join(', ')}`
  const other =
    leftOut.length === 0
      ? ''
      : `. Not shown, because measured otherwise: ${listed(
          leftOut.map((version) => code(version, 20)),
          6,
        )}`
  const measure = unit === undefined || unit === 'fraction' ? '' : ` in ${escapeText(unit, 20)}`
  return `${measure}: ${values}${flat}${other}`
}

const LINES: Readonly<Record<MetricCourse['limits'][number]['limit'], string>> = {
  min: 'minimum',
  max: 'maximum',
  above: 'to stay above',
  below: 'to stay below',
}

/** Blue and red that can be told apart, and from the background, in light and in dark: Mermaid's own first colour is nearly white. */
const LOOK =
  '%%{init: {"xyChart": {"width": 640, "height": 260}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "#388bfd, #e5534b, #e5534b"}}}}%%'

/** null: the numbers cannot be written in the plain decimals that Mermaid reads. */
function chart({ points, limits, unit }: MetricCourse): string | null {
  const values = points.map(({ value }) => decimal(value))
  const flat = limits.map(({ bound }) => decimal(bound))
  const range = axis([...points.map(({ value }) => value), ...limits.map(({ bound }) => bound)])
  if (range === null || values.includes(null) || flat.includes(null)) return null
  const label = (text: string): string => `"${mermaidLabel(text, 20)}"`
  const title = unit === undefined || unit === 'fraction' ? '' : `${label(unit)} `
  return [
    '```mermaid',
    LOOK,
    'xychart-beta',
    `  x-axis [${points.map(({ version }) => label(version)).join(', ')}]`,
    `  y-axis ${title}${range.low} --> ${range.high}`,
    `  line [${values.join(', ')}]`,
    ...flat.map((bound) => `  line [${points.map(() => bound).join(', ')}]`),
    '```',
  ].join('\n')
}

/** A little room above and below; not below zero where nothing is. */
function axis(numbers: readonly number[]): { readonly low: string; readonly high: string } | null {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const room = (most - least) * 0.15 || Math.abs(most) * 0.05 || 1
  const low = decimal(least >= 0 ? Math.max(0, least - room) : least - room)
  const high = decimal(most <= 0 && least < 0 ? Math.min(0, most + room) : most + room)
  return low === null || high === null || low === high ? null : { low, high }
}

/** Six digits without an exponent; null for what would need one, and for what is no number. */
function decimal(value: number): string | null {
  if (!Number.isFinite(value)) return null
  if (value === 0) return '0'
  const magnitude = Math.floor(Math.log10(Math.abs(value)))
  if (magnitude < -9 || magnitude >= 15) return null
  return String(Number(value.toPrecision(6)).toFixed(Math.max(0, 5 - magnitude)))
    .replace(/(\.\d*?)0+$/u, '$1')
    .replace(/\.$/u, '')
}
