import { normalQuantile } from './normal.ts'

/** How sure a planned comparison should be: chance of a false alarm, chance of seeing what is there. */
export interface Design {
  readonly alpha: number
  readonly power: number
  readonly sides: 1 | 2
}

function reach({ alpha, power, sides }: Design): number {
  return normalQuantile(1 - alpha / sides) + normalQuantile(power)
}

/**
 * Items, answered by both versions, that a difference needs. Miller 2024, arXiv 2411.00640, section 5. `between`: variance between
 * items of the difference (a share ψ of items that change: ψ); `within`: variance of one answer over its repetitions, for each
 * version. Not rounded.
 */
export function pairedItems(
  difference: number,
  spread: {
    readonly between: number
    readonly within?: readonly { readonly variance: number; readonly repeats: number }[]
  },
  design: Design,
): number {
  const within = (spread.within ?? []).reduce((sum, { variance, repeats }) => sum + variance / repeats, 0)
  return (reach(design) ** 2 * (spread.between + within)) / difference ** 2
}

/** The smallest difference that so many items, answered by both versions, show. */
export function detectableDifference(items: number, between: number, design: Design): number {
  return reach(design) * Math.sqrt(between / items)
}

/** Items a version that two independent means need, with the standard deviation of one item. */
export function unpairedItems(difference: number, sd: number, design: Design): number {
  return (2 * sd * sd * reach(design) ** 2) / difference ** 2
}

/** Items a version to tell two independent shares apart. Fleiss 1981; R's `power.prop.test`. */
export function proportionItems(one: number, other: number, design: Design): number {
  const pooled = (one + other) / 2
  const underNull = normalQuantile(1 - design.alpha / design.sides) * Math.sqrt(2 * pooled * (1 - pooled))
  const underOther = normalQuantile(design.power) * Math.sqrt(one * (1 - one) + other * (1 - other))
  return ((underNull + underOther) / (one - other)) ** 2
}

/** Items a version to show that a share is not worse by the margin, when both are in truth equal. */
export function nonInferiorityItems(share: number, margin: number, design: Omit<Design, 'sides'>): number {
  return unpairedItems(margin, Math.sqrt(share * (1 - share)), { ...design, sides: 1 })
}
