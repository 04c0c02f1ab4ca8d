import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { didYouMean, suggestion } from '../../../src/config/did-you-mean.ts'

describe('didYouMean', () => {
  it.each([
    ['mni', ['min', 'max'], 'min'],
    ['colection', ['collection', 'owners'], 'collection'],
    ['sevreity', ['select', 'severity'], 'severity'],
    ['Metric', ['metric'], 'metric'],
    ['productoin', ['staging', 'production'], 'production'],
    ['approval', ['approvals'], 'approvals'],
    ['x', ['min', 'max'], null],
    ['ab', ['xyz', 'q'], null],
    ['banana', ['collection', 'owners'], null],
    ['a', ['b'], null],
    ['', ['a'], null],
    ['min', ['min'], null],
    ['min', [], null],
    ['m'.repeat(101), ['m'.repeat(100)], null],
  ])('%s among %j is %s', (word, candidates, expected) => {
    expect(didYouMean(word, candidates)).toBe(expected)
  })

  it('counts two swapped neighbours as one mistake', () => {
    expect(didYouMean('ba', ['ab', 'zz'])).toBe('ab')
  })

  it('prefers the nearer, then the earlier candidate', () => {
    expect(didYouMean('checksx', ['checkers', 'checks'])).toBe('checks')
    expect(didYouMean('stagin', ['staging', 'stagina'])).toBe('staging')
  })

  it('finds a word of five letters or more with any one letter taken out', () => {
    const word = fc.stringMatching(/^[a-z]{5,12}$/)
    fc.assert(
      fc.property(word, fc.nat(), (original, index) => {
        const at = index % original.length
        const typed = original.slice(0, at) + original.slice(at + 1)
        expect(didYouMean(typed, [original])).toBe(original)
      }),
    )
  })

  it('offers the candidates themselves when none is near', () => {
    expect(suggestion('banana', ['min', 'max'])).toEqual({ expected: 'one of min, max' })
    expect(suggestion('mni', ['min', 'max'])).toEqual({ hint: 'Did you mean `min`?' })
    expect(suggestion('mni', [])).toEqual({})
  })
})
