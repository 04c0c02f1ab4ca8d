/**
 * Quantile of numbers in ascending order by linear interpolation between the two nearest (type 7 of Hyndman and Fan,
 * Sample Quantiles in Statistical Packages, 1996; the default of R and NumPy). At least one number; `share` from 0 to 1.
 */
export function quantileType7(ascending: Float64Array, share: number): number {
  const place = (ascending.length - 1) * share
  const [low = Number.NaN, high = low] = ascending.subarray(Math.floor(place))
  const above = place - Math.floor(place)
  // Written so that equal neighbours give themselves, and no difference can overflow.
  return low === high ? low : low * (1 - above) + high * above
}
