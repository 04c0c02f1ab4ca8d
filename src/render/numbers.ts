const LEAST_DIGITS = 4
/** Checks compare at 12 significant digits; what is equal there may look equal. */
const MOST_DIGITS = 12

/**
 * A number for people: `digits` significant digits, whole numbers in full, no trailing zeros, powers of ten
 * only where zeros would be counted (below 0.00001, from 10^15).
 */
export function formatNumber(value: number, digits = LEAST_DIGITS): string {
  if (!Number.isFinite(value)) return String(value)
  if (value === 0) return '0'
  const size = Math.abs(value)
  const magnitude = Math.floor(Math.log10(size))
  const sign = value < 0 ? '−' : ''
  if (magnitude < -5 || magnitude >= 15) return sign + withoutTrailingZeros(size.toExponential(digits - 1))
  return sign + withoutTrailingZeros(size.toFixed(Math.max(0, digits - 1 - magnitude)))
}

function withoutTrailingZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?=e|$)/u, '$1').replace(/\.(?=e|$)/u, '')
}

/** How many significant digits tell `value` from each of `others` that it is not equal to; at least 4, at most 12. */
export function digitsToTell(value: number, others: readonly number[]): number {
  const different = others.filter((other) => other.toPrecision(MOST_DIGITS) !== value.toPrecision(MOST_DIGITS))
  for (let digits = LEAST_DIGITS; digits < MOST_DIGITS; digits += 1) {
    const text = formatNumber(value, digits)
    if (different.every((other) => formatNumber(other, digits) !== text)) return digits
  }
  return MOST_DIGITS
}

/** A difference with its sign, and in percent of the baseline where there is a baseline to divide by: `+0.0022 (+0.33%)`. */
export function formatChange(change: number, baseline: number | null): string {
  if (change === 0) return '±0'
  const relative = baseline === null || baseline === 0 ? '' : ` (${signed((change / Math.abs(baseline)) * 100, 2)}%)`
  return signed(change, 3) + relative
}

function signed(value: number, digits: number): string {
  return value > 0 ? `+${formatNumber(value, digits)}` : formatNumber(value, digits)
}

/** `842.4 ms`, `67.1%`; a fraction carries no unit. */
export function withUnit(text: string, unit: string | undefined): string {
  if (unit === undefined || unit === 'fraction') return text
  return unit === 'percent' || unit === '%' ? `${text}%` : `${text} ${unit}`
}

/** Sizes of files in decimal units, as GitHub shows them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${formatNumber(bytes / 1_000, 3)} kB` : `${formatNumber(bytes / 1_000_000, 3)} MB`
}
