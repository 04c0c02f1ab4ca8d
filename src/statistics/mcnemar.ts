import { binomialAtLeast, binomialCdf } from './binomial.ts'

/** Items that changed between two versions on the same items: right only now, and right only before. */
export interface Changed {
  readonly gained: number
  readonly lost: number
}

/** Two-sided exact p of "as many were gained as lost". McNemar 1947, Psychometrika 12:153; nothing changed: 1. */
export function mcnemarExact({ gained, lost }: Changed): number {
  const changed = gained + lost
  return changed === 0 ? 1 : Math.min(1, 2 * binomialCdf(Math.min(gained, lost), changed, 0.5))
}

/** The same with half of the probability of what was seen: nearer to the level, not quite exact. Lancaster 1961; Fagerland 2013, BMC Med Res Methodol 13:91. */
export function mcnemarMidP({ gained, lost }: Changed): number {
  const changed = gained + lost
  if (changed === 0) return 1
  const least = Math.min(gained, lost)
  const seen = binomialCdf(least, changed, 0.5) - binomialCdf(least - 1, changed, 0.5)
  return Math.min(1, 2 * binomialCdf(least, changed, 0.5) - seen)
}

/** One-sided exact p of "no more were gained than lost". */
export function mcnemarGain({ gained, lost }: Changed): number {
  const changed = gained + lost
  return changed === 0 ? 1 : binomialAtLeast(gained, changed, 0.5)
}
