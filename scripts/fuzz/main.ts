/**
 * Mutates report files and reads them: each has to become a report or an error that is meant for people. Fails for anything
 * else, and for a case that takes more than two seconds of processor time.
 *
 *   node scripts/fuzz/main.ts [--cases 100000] [--seed N] [--only CASE] [--corpus FOLDER …]
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readCorpus } from './corpus.ts'
import { makeCase, problemOf } from './fuzz-case.ts'

const LONGEST_MS = 2000
const MOST_SHOWN = 10

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    corpus: { type: 'string', multiple: true, default: [] },
  },
})
const root = resolve(import.meta.dirname, '../..')
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
const seeds = readCorpus([resolve(root, '__tests__/fixtures/reports'), ...values.corpus])
const numbers =
  values.only === undefined ? Array.from({ length: Number(values.cases) }, (_, at) => at) : [Number(values.only)]
console.log(`${numbers.length} cases from ${seeds.length} files, seed ${seed}`)

const result = runCases()
console.log(
  `${result.found} problems in ${result.seconds} s; the slowest case, ${result.slowest}, took ${result.ms.toFixed(0)} ms`,
)
process.exitCode = result.found === 0 ? 0 : 1

function runCases() {
  let [found, slowest, longest] = [0, 0, 0]
  const began = performance.now()
  for (const number of numbers) {
    const one = makeCase(seeds, seed, number)
    const start = process.cpuUsage()
    const problem = problemOf(one)
    // Processor time: on a busy machine the clock says nothing about the case.
    const ms = process.cpuUsage(start).user / 1000
    if (ms > longest) [longest, slowest] = [ms, number]
    const told = problem ?? (ms > LONGEST_MS ? `took ${ms.toFixed(0)} ms` : null)
    if (told === null) continue
    found += 1
    if (found <= MOST_SHOWN) console.error(`--seed ${seed} --only ${number} (${one.from}, ${one.format}): ${told}`)
  }
  return { found, slowest, ms: longest, seconds: ((performance.now() - began) / 1000).toFixed(0) }
}
