/** Where a function that never falls reaches a value, by halving: as exact as doubles allow. */
export function solveIncreasing(
  f: (x: number) => number,
  target: number,
  range: { readonly low: number; readonly high: number },
): number {
  let { low, high } = range
  for (let step = 0; step < 1_100; step += 1) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) break
    if (f(middle) < target) low = middle
    else high = middle
    // Near 0 halving would go on through all the tiny doubles.
    if (high - low <= 1e-16 * Math.max(Math.abs(low), Math.abs(high))) break
  }
  return low + (high - low) / 2
}

/** The least whole number from `from` on at which a condition holds that stays true once it is; null: not up to `most`. */
export function leastWhole(holds: (n: number) => boolean, from: number, most: number): number | null {
  let high = Math.max(1, Math.ceil(from))
  let low = high - 1
  while (!holds(high)) {
    if (high >= most) return null
    low = high
    high = Math.min(most, high * 2)
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
