import { at } from './at.ts'
/**
 * A stream of 32-bit words, the same for the same seed: xoshiro128** (Blackman & Vigna 2021, ACM TOMS 47:36), seeded by SplitMix. For
 * permutations only; nothing secret is made of it.
 */
export function randomWords(seed: number): () => number {
  const state = new Uint32Array(4)
  for (let index = 0; index < 4; index += 1) state[index] = scramble(seed + Math.imul(index + 1, 0x9e3779b9))
  const [a, b, c, d] = [0, 1, 2, 3] as const
  const of = (index: number): number => at(state, index)
  return () => {
    const result = Math.imul(rotate(Math.imul(of(b), 5), 7), 9) >>> 0
    const shifted = of(b) << 9
    state[c] = of(c) ^ of(a)
    state[d] = of(d) ^ of(b)
    state[b] = of(b) ^ of(c)
    state[a] = of(a) ^ of(d)
    state[c] = of(c) ^ shifted
    state[d] = rotate(of(d), 11)
    return result
  }
}

function scramble(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97)
  return twice ^ (twice >>> 15)
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
