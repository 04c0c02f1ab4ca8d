/**
 * A stream of 32-bit words, the same for the same seed: xoshiro128** (Blackman & Vigna 2021, ACM TOMS 47:36), seeded by SplitMix. For
 * permutations only; nothing secret is made of it.
 */
export function randomWords(seed: number): () => number {
  const state = new Uint32Array(4)
  for (let index = 0; index < 4; index += 1) state[index] = scramble(seed + Math.imul(index + 1, 0x9e3779b9))
  const [a, b, c, d] = [0, 1, 2, 3] as const
  const at = (index: number): number => state[index] ?? 0
  return () => {
    const result = Math.imul(rotate(Math.imul(at(b), 5), 7), 9) >>> 0
    const shifted = at(b) << 9
    state[c] = at(c) ^ at(a)
    state[d] = at(d) ^ at(b)
    state[b] = at(b) ^ at(c)
    state[a] = at(a) ^ at(d)
    state[c] = at(c) ^ shifted
    state[d] = rotate(at(d), 11)
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
