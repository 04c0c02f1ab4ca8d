/**
 * Adjusted p values that hold the chance of any false rejection in the family to the level. Holm 1979, Scand J Statist 6:65. In
 * the order given.
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const size = pValues.length
  let most = 0
  return inOrder(pValues, (p, rank) => {
    most = Math.max(most, Math.min(1, (size - rank) * p))
    return most
  })
}

/** Adjusted p values that hold the expected share of false among all rejections. Benjamini & Hochberg 1995, JRSS B 57:289. */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const size = pValues.length
  let least = 1
  return inOrder(
    pValues,
    (p, rank) => {
      least = Math.min(least, (size * p) / (rank + 1))
      return least
    },
    'from the largest',
  )
}

function inOrder(
  pValues: readonly number[],
  adjust: (p: number, rank: number) => number,
  start?: 'from the largest',
): readonly number[] {
  const sorted = [...pValues.entries()].toSorted(([, a], [, b]) => a - b)
  const ranked = sorted.map(([place, p], rank) => ({ place, p, rank }))
  const adjusted = new Array<number>(pValues.length).fill(1)
  for (const { place, p, rank } of start === undefined ? ranked : ranked.toReversed()) adjusted[place] = adjust(p, rank)
  return adjusted
}
