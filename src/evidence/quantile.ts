/**
 * Quantile of numbers in ascending order by linear interpolation between the two nearest (type 7 of Hyndman and Fan,
 * Sample Quantiles in Statistical Packages, 1996; the default of R and NumPy). At least one number; `share` from 0 to 1.
 */
export function quantileType7(ascending: ArrayLike<number>, share: number): number {
  const place = (ascending.length - 1) * share
  const below = Math.floor(place)
  const low = ascending[below] ?? Number.NaN
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? Number.NaN
  // Written so that equal neighbours give themselves, and no difference can overflow.
  return low === high ? low : low * (1 - (place - below)) + high * (place - below)
}
