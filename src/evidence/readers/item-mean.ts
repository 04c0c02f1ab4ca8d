import type { FoundNumber } from '../number.ts'

/** The mean of the scores of single items. */
export interface ItemMean {
  /** Null without any score. */
  readonly found: FoundNumber
  /** Standard error of the mean; undefined below two scores, and when all are alike, which is no certainty. */
  readonly stderr: number | undefined
  /** Items that have a score: the denominator. */
  readonly counted: number
  /** Items without one. */
  readonly unscored: number
}

/** More items without a score than this share make the whole report `partial`: their mean says too little. */
export const MOST_UNSCORED = 0.05

/** Mean over the items that have a score (NaN: none), with the standard error of a mean of independent items (n − 1). */
export function meanOfItems(scores: Iterable<number>): ItemMean {
  let [counted, unscored, mean, squares] = [0, 0, 0, 0]
  // Welford's method: no cancellation when all scores are close to each other.
  for (const score of scores) {
    if (Number.isNaN(score)) {
      unscored += 1
      continue
    }
    counted += 1
    const step = score - mean
    mean += step / counted
    squares += step * (score - mean)
  }
  const stderr = counted < 2 ? 0 : Math.sqrt(squares / (counted - 1) / counted)
  return {
    found: counted > 0 && Number.isFinite(mean) ? { value: mean } : { value: null, missing: 'absent' },
    stderr: Number.isFinite(stderr) && stderr > 0 ? stderr : undefined,
    counted,
    unscored,
  }
}

/** What a row has to say about items that its mean leaves out; nothing when there are none. */
export function unscoredWarning({ counted, unscored }: ItemMean, items: string): readonly string[] {
  if (unscored === 0) return []
  return [`${unscored} of ${counted + unscored} ${items} have no score; the mean is over the other ${counted}`]
}

/** True when so many items have no score that the report cannot be called complete. */
export function lacksScores({ counted, unscored }: ItemMean): boolean {
  return unscored > MOST_UNSCORED * (counted + unscored)
}

/** Names that tell items apart, made different where the same one stands twice. */
export function distinctIds(ids: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return ids.map((id) => {
    const times = (seen.get(id) ?? 0) + 1
    seen.set(id, times)
    return times === 1 ? id : `${id} #${times}`
  })
}
