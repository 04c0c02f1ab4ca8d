import { at } from './at.ts'
import { solveIncreasing } from './bisection.ts'
import { normalCdf } from './normal.ts'

/** Up to so many values on each side, and without ties, p is exact. */
const EXACT = 25

/** How far one sample lies above another. */
export interface RankTest {
  /** Pairs in which the first is above, ties half. */
  readonly u: number
  readonly exact: boolean
  /** One-sided p of "the first does not lie above". */
  readonly pAbove: number
}

/**
 * Mann & Whitney 1947, Ann Math Stat 18:50: exact for small samples without ties, else normal with the correction for ties and for
 * continuity, as R's `wilcox.test`. It asks for a shift of the whole, not of the mean and not of the tail.
 */
export function mannWhitney(x: ArrayLike<number>, y: ArrayLike<number>): RankTest {
  const [n, m] = [x.length, y.length]
  const { u, ties } = rankSums(Float64Array.from(x).sort(), Float64Array.from(y).sort())
  const exact = n <= EXACT && m <= EXACT && ties === 0
  if (exact) return { u, exact, pAbove: exactAtLeast(u, n, m) }
  const total = n + m
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)))
  // All values equal: nothing speaks for a shift.
  if (!(variance > 0)) return { u, exact, pAbove: 1 }
  return { u, exact, pAbove: normalCdf(-(u - (n * m) / 2 - 0.5) / Math.sqrt(variance)) }
}

/** The median of all differences x − y: by how much x lies above y. Hodges & Lehmann 1963, Ann Math Stat 34:598. */
export function hodgesLehmann(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [a, b] = [Float64Array.from(x).sort(), Float64Array.from(y).sort()]
  const pairs = a.length * b.length
  const range = {
    low: at(a, 0) - at(b, b.length - 1) - 1,
    high: at(a, a.length - 1) - at(b, 0) + 1,
  }
  // Not a list of n · m differences: where a count of them reaches the middle ones.
  const member = (rank: number) => solveIncreasing((shift) => pairsUpTo(a, b, shift), rank, range)
  return (member(Math.floor((pairs + 1) / 2)) + member(Math.ceil((pairs + 1) / 2))) / 2
}

function pairsUpTo(a: Float64Array, b: Float64Array, shift: number): number {
  let count = 0
  let from = 0
  for (const value of a) {
    // b ≥ value − shift: the larger the value, the fewer.
    while (from < b.length && at(b, from) < value - shift) from += 1
    count += b.length - from
  }
  return count
}

function rankSums(a: Float64Array, b: Float64Array): { readonly u: number; readonly ties: number } {
  let u = 0
  let ties = 0
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const value = i < a.length && !(at(b, j) < at(a, i)) ? at(a, i) : at(b, j)
    const [fromA, fromB] = [i, j]
    while (i < a.length && a[i] === value) i += 1
    while (j < b.length && b[j] === value) j += 1
    const [inA, inB] = [i - fromA, j - fromB]
    u += inA * (fromB + inB / 2)
    ties += (inA + inB) ** 3 - (inA + inB)
  }
  return { u, ties }
}

/** P(U ≥ u) when all orders are equally likely: their numbers are the coefficients of a Gaussian binomial. */
function exactAtLeast(u: number, n: number, m: number): number {
  const most = n * m
  const ways = new Float64Array(most + 1)
  ways[0] = 1
  for (let i = 1; i <= n; i += 1) {
    for (let k = most; k >= m + i; k -= 1) ways[k] = at(ways, k) - at(ways, k - m - i)
    for (let k = i; k <= most; k += 1) ways[k] = at(ways, k) + at(ways, k - i)
  }
  const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0)
  return total(ways.subarray(u)) / total(ways)
}
