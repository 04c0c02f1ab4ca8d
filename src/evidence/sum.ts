/**
 * Sum that does not depend on the order of the numbers: they are added in ascending order, with Neumaier's correction
 * (Zeitschrift für Angewandte Mathematik und Mechanik 54, 1974).
 */
export function sumOf(values: ArrayLike<number>): number {
  let [sum, lost] = [0, 0]
  for (const value of Float64Array.from(values).sort()) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return Number.isFinite(lost) ? sum + lost : sum
}

/** Mean of at least one number; never outside of them, whatever rounding does. Not finite where the sum is too large. */
export function meanOf(values: ArrayLike<number>): number {
  return within(values, sumOf(values) / values.length)
}

/** Mean of numbers that count as much as their weights; null: all weights are 0. */
export function weightedMeanOf(values: readonly number[], weights: readonly number[]): number | null {
  const total = sumOf(weights)
  if (!(total > 0)) return null
  const counted = values.filter((_, at) => (weights[at] ?? 0) > 0)
  return within(counted, sumOf(values.map((value, at) => value * (weights[at] ?? 0))) / total)
}

/** Standard error of the mean of at least two numbers, from their own spread; undefined for one. */
export function standardErrorOfMean(values: ArrayLike<number>): number | undefined {
  const n = values.length
  if (n < 2) return undefined
  const mean = meanOf(values)
  const squares = sumOf(Float64Array.from(values, (value) => (value - mean) ** 2))
  const stderr = Math.sqrt(squares / (n - 1) / n)
  return Number.isFinite(stderr) ? stderr : undefined
}

function within(values: ArrayLike<number>, value: number): number {
  let [least, most] = [Infinity, -Infinity]
  for (let at = 0; at < values.length; at += 1) {
    least = Math.min(least, values[at] ?? Number.NaN)
    most = Math.max(most, values[at] ?? Number.NaN)
  }
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : value
}
