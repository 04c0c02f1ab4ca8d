import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { readCorpus } from '../../../scripts/fuzz/corpus.ts'
import { makeCase, problemOf } from '../../../scripts/fuzz/fuzz-case.ts'
import { FIXTURE_DIR } from './fixture.ts'

const CASES = 3000

describe('a file that somebody might hand in', () => {
  // A part of `npm run fuzz`, which reads 100,000 of them. The seed is fixed: a failure here is a failure everywhere.
  it('becomes a report or an error that is meant for people', () => {
    const seeds = readCorpus([fileURLToPath(FIXTURE_DIR)])
    expect(seeds.length).toBeGreaterThan(10)
    const problems = Array.from({ length: CASES }, (_, number) => {
      const problem = problemOf(makeCase(seeds, 20_260_101, number))
      return problem === null ? [] : [`--seed 20260101 --only ${number}: ${problem}`]
    })
    expect(problems.flat()).toEqual([])
  })

  it('is the same for the same seed', () => {
    const seeds = readCorpus([fileURLToPath(FIXTURE_DIR)])
    expect(makeCase(seeds, 7, 41)).toEqual(makeCase(seeds, 7, 41))
    expect(makeCase(seeds, 7, 41)).not.toEqual(makeCase(seeds, 8, 41))
  })
})
