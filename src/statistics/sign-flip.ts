import { at } from './at.ts'
import { randomWords } from './random.ts'

/** Up to so many pairs every pattern of signs is looked at; above, a seeded sample of them. */
const EXACT = 16
export const DRAWS = 10_000
export const SEED = 20_260_101

/** The sign-flip test of paired differences, for any shift. */
export interface SignFlip {
  readonly exact: boolean
  /** One-sided p of "the true difference is at most `shift`". */
  readonly pAbove: (shift: number) => number
  /** The largest shift that is ruled out from below at level alpha; −Infinity: none is. */
  readonly lowerBound: (alpha: number) => number
}

/**
 * If the true difference is `shift`, each item's difference lies above it as often as below, whatever its size: so all patterns of
 * signs are equally likely. Fisher 1935, The Design of Experiments, section 21. A pattern that flips a set of items reaches the
 * observed sum exactly when the mean of that set is at most `shift` (Hartigan 1969, JASA 64:1303): so the means of sets, made once,
 * answer for every shift. Flipping nothing always reaches it. Sampled, p is (1 + hits) / (1 + draws), never 0 (Phipson & Smyth 2010).
 */
export function signFlip(differences: ArrayLike<number>, draws = DRAWS): SignFlip {
  const exact = differences.length <= EXACT
  const means = exact ? allSetMeans(differences) : drawnSetMeans(differences, draws)
  means.sort()
  const patterns = means.length + 1
  return {
    exact,
    pAbove: (shift) => (1 + countUpTo(means, shift)) / patterns,
    lowerBound: (alpha) => {
      const allowed = Math.floor(alpha * patterns * (1 + 1e-12)) - 1
      return allowed < 0 ? Number.NEGATIVE_INFINITY : at(means, allowed)
    },
  }
}

/** Means of all sets but the empty one. */
function allSetMeans(values: ArrayLike<number>): Float64Array {
  const patterns = 2 ** values.length
  const sums = new Float64Array(patterns)
  const sizes = new Uint8Array(patterns)
  for (let item = 0; item < values.length; item += 1) {
    const from = 2 ** item
    for (let set = 0; set < from; set += 1) {
      sums[from + set] = at(sums, set) + at(values, item)
      sizes[from + set] = at(sizes, set) + 1
    }
  }
  return sums.map((sum, set) => sum / at(sizes, set)).slice(1)
}

/** Eight items at a time: the sums of all their sets are in a table, and a random byte picks one. */
function drawnSetMeans(values: ArrayLike<number>, draws: number): Float64Array {
  const sums = new Float64Array(draws)
  const sizes = new Uint32Array(draws)
  const next = randomWords(SEED)
  for (let from = 0; from < values.length; from += 32) addBlock({ values, from, next, sums, sizes })
  // A set that came out empty is the pattern that flips nothing: it always reaches the sum.
  return sums.map((sum, draw) => (sizes[draw] === 0 ? Number.NEGATIVE_INFINITY : sum / at(sizes, draw)))
}

interface Block {
  readonly values: ArrayLike<number>
  readonly from: number
  readonly next: () => number
  readonly sums: Float64Array
  readonly sizes: Uint32Array
}

function addBlock({ values, from, next, sums, sizes }: Block): void {
  const [a, b] = [setSums(values, from), setSums(values, from + 8)]
  const [c, d] = [setSums(values, from + 16), setSums(values, from + 24)]
  // Beyond the last item no bit is set.
  const left = values.length - from
  const mask = left >= 32 ? -1 : 2 ** left - 1
  for (let draw = 0; draw < sums.length; draw += 1) {
    const word = next() & mask
    const sum = at(a, word & 255) + at(b, (word >>> 8) & 255) + at(c, (word >>> 16) & 255) + at(d, word >>> 24)
    sums[draw] = at(sums, draw) + sum
    sizes[draw] = at(sizes, draw) + ones(word)
  }
}

function setSums(values: ArrayLike<number>, from: number): Float64Array {
  const sums = new Float64Array(256)
  for (let set = 1; set < 256; set += 1) {
    const lowest = 31 - Math.clz32(set & -set)
    sums[set] = at(sums, set & (set - 1)) + at(values, from + lowest)
  }
  return sums
}

function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** How many of the sorted means are at most the shift; what differs in the last digits only counts as equal. */
function countUpTo(means: Float64Array, shift: number): number {
  const reach = shift + 1e-12 * Math.abs(at(means, means.length - 1))
  let low = 0
  let high = means.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(means, middle) <= reach) low = middle + 1
    else high = middle
  }
  return low
}
