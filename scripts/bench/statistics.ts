import { randomWords } from '../../src/statistics/random.ts'
import { DRAWS, signFlip } from '../../src/statistics/sign-flip.ts'
import { milliseconds, summarise, targetMet } from './samples.ts'
import type { Settings } from './settings.ts'

const PAIRS = 10_000
const MOST_MS = 1_000
const ROUNDS = 5

/** The dearest of the statistical methods: drawn permutations of many pairs. */
export function benchStatistics({ terminal }: Settings): void {
  const next = randomWords(1)
  const differences = Float64Array.from({ length: PAIRS }, () => next() / 2 ** 32 - 0.49)
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now()
    signFlip(differences)
    times.push(performance.now() - began)
  }
  const time = summarise(times)
  terminal.heading('Statistics: sign flips of paired scores')
  terminal.paragraph(
    `${DRAWS} patterns of ${PAIRS} pairs: ${milliseconds(time)} (target < ${MOST_MS} ms: ${targetMet(time.best < MOST_MS)}).`,
  )
}
