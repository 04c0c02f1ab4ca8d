/**
 * Sum that does not depend on the order of the numbers: they are added in ascending order, with Neumaier's correction
 * (Zeitschrift für Angewandte Mathematik und Mechanik 54, 1974). Not finite where it is too large.
 */
export function sumOf(values: Iterable<number>): number {
  let [sum, lost] = [0, 0]
  for (const value of Float64Array.from(values).sort()) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return Number.isFinite(lost) ? sum + lost : sum
}

/** Mean of at least one number; never outside of them, whatever rounding does. Not finite where the sum is too large. */
export function meanOf(values: Float64Array): number {
  return within(values, sumOf(values) / values.length)
}

export interface Weighted {
  readonly value: number
  readonly weight: number
}

/** Mean of numbers that count as much as their weights, which are not negative and not all 0. */
export function weightedMeanOf(all: readonly Weighted[]): number {
  const counted = all.filter(({ weight }) => weight > 0)
  const total = sumOf(counted.map(({ weight }) => weight))
  return within(
    counted.map(({ value }) => value),
    sumOf(counted.map(({ value, weight }) => value * weight)) / total,
  )
}

/** Standard error of the mean of at least two numbers, from their own spread; undefined for one. */
export function standardErrorOfMean(values: Float64Array): number | undefined {
  const n = values.length
  if (n < 2) return undefined
  const mean = meanOf(values)
  const squares = sumOf(values.map((value) => (value - mean) ** 2))
  const stderr = Math.sqrt(squares / (n - 1) / n)
  return Number.isFinite(stderr) ? stderr : undefined
}

function within(values: Iterable<number>, value: number): number {
  if (!Number.isFinite(value)) return value
  let [least, most] = [Infinity, -Infinity]
  for (const each of values) {
    least = Math.min(least, each)
    most = Math.max(most, each)
  }
  return Math.min(Math.max(value, least), most)
}
