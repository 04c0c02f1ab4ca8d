import { InvariantError } from '../errors.ts'

/**
 * Numbers are compared as decimals at this many significant digits. Reports and limits are written in decimal,
 * and binary sums differ from what people see (0.80 + 0.05 is 0.8500000000000001 in doubles).
 */
export const SIGNIFICANT_DIGITS = 12

/** An exact decimal: digits × 10^exponent. */
export interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

/**
 * The decimal nearest to a double at 12 significant digits; halves go away from zero. Throws InvariantError
 * for NaN and infinities, so that none of them can ever meet a limit.
 */
export function decimal(value: number): Decimal {
  if (!Number.isFinite(value)) throw new InvariantError(`not a finite number: ${String(value)}`)
  const text = value.toExponential(SIGNIFICANT_DIGITS - 1)
  const mark = text.indexOf('e')
  const digits = BigInt(text.slice(0, mark).replace('.', ''))
  return { digits, exponent: Number(text.slice(mark + 1)) - (SIGNIFICANT_DIGITS - 1) }
}

/** Exact sum. */
export function plus(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return { digits: at(a, exponent) + at(b, exponent), exponent }
}

/** Exact difference. */
export function minus(a: Decimal, b: Decimal): Decimal {
  return plus(a, { digits: -b.digits, exponent: b.exponent })
}

/** Exact product. */
export function times(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent }
}

/**
 * −1, 0 or 1 as the first is below, equal to or above the second, both rounded to 12 significant digits first.
 * There is no absolute tolerance: near zero, 1e-20 is above 0. A total order, monotone in both arguments.
 */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const difference = minus(round(a), round(b)).digits
  if (difference === 0n) return 0
  return difference > 0n ? 1 : -1
}

/** {@link compare} for two doubles. Throws InvariantError unless both are finite. */
export function compareNumbers(a: number, b: number): -1 | 0 | 1 {
  return compare(decimal(a), decimal(b))
}

/** The double nearest to the decimal at 12 significant digits; infinite when it is beyond the doubles. */
export function toNumber(value: Decimal): number {
  const { digits, exponent } = round(value)
  return Number(`${digits}e${exponent}`)
}

function round(value: Decimal): Decimal {
  const size = value.digits < 0n ? -value.digits : value.digits
  const excess = size.toString().length - SIGNIFICANT_DIGITS
  if (excess <= 0) return value
  const unit = 10n ** BigInt(excess)
  const rounded = (size + unit / 2n) / unit
  return { digits: value.digits < 0n ? -rounded : rounded, exponent: value.exponent + excess }
}

/** The digits at a lower or equal exponent. */
function at(value: Decimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent)
}
