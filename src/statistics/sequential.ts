/** What has been seen so far of a normal mean (or of a difference of means, with the variance of one difference). */
export interface Seen {
  readonly n: number
  readonly mean: number
  /** Variance of one observation. */
  readonly variance: number
}

/**
 * Likelihood ratio of "some effect, spread around the null with variance `mixture`" against the null: however often one looks, it
 * reaches 1 / alpha by chance with probability alpha at most. Robbins 1970; Johari, Koomen, Pekelis & Walsh 2017, KDD,
 * arXiv 1512.04922. The mixture's root should be near the smallest effect of interest.
 */
export function mixtureLikelihoodRatio(seen: Seen, nullMean: number, mixture: number): number {
  const { n, mean, variance } = seen
  const spread = variance + n * mixture
  const exponent = (n * n * mixture * (mean - nullMean) ** 2) / (2 * variance * spread)
  return Math.sqrt(variance / spread) * Math.exp(exponent)
}

/** p after several looks: what the best of them came to. Valid at whichever look one stops. */
export function alwaysValidP(ratios: readonly number[]): number {
  return ratios.reduce((p, ratio) => Math.min(p, 1 / ratio), 1)
}

/**
 * Half the width of an interval that may be looked at after every observation: it holds the truth at all of them with 1 − alpha.
 * Robbins' normal mixture with `rho` = mixture's deviation over the observation's; Waudby-Smith et al. 2021, arXiv 2103.06476; Howard
 * et al. 2021, Ann Stat 49:1055.
 */
export function confidenceSequenceRadius(input: {
  readonly n: number
  readonly sd: number
  readonly rho: number
  readonly alpha: number
}): number {
  const { n, sd, rho, alpha } = input
  const spread = n * rho * rho + 1
  return sd * Math.sqrt(((2 * spread) / (n * n * rho * rho)) * Math.log(Math.sqrt(spread) / alpha))
}
