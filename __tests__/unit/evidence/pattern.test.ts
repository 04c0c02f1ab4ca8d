import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readPattern, writeLiteral } from '../../../src/evidence/pattern.ts'

function accepts(text: string, value: string): boolean {
  const pattern = readPattern(text)
  return typeof pattern === 'string' ? pattern === value : pattern.matches(value)
}

describe('a value of an address', () => {
  it.each([
    ['mmlu_*', 'mmlu_law', true],
    ['mmlu_*', 'mmlu_', true],
    ['mmlu_*', 'mmlu', false],
    ['*', '', true],
    ['*law*', 'mmlu_law_0', true],
    ['*law', 'law_of_lawn', false],
    ['?', 'a', true],
    ['?', '', false],
    ['?', 'ab', false],
    ['?', '😀', true],
    ['*?', '😀', true],
    ['a?c', 'abc', true],
    ['a*b*c', 'a1b2b3c', true],
    ['a*b*c', 'a1c2b', false],
    ['a**b', 'ab', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['a\\?b*', 'a?bc', true],
    ['a\\\\*', 'a\\b', true],
    ['a\\b', 'a\\b', true],
    ['a.c', 'abc', false],
    ['[ab]*', 'a', false],
    ['(a|b)+?', '(a|b)+x', true],
  ])('%s on %j: %p', (text, value, expected) => {
    expect(accepts(text, value)).toBe(expected)
  })

  it('written for itself alone stands for itself alone', () => {
    const tricky = fc.string({ unit: fc.constantFrom('*', '?', '\\', 'a', '😀') })
    fc.assert(
      fc.property(tricky, tricky, (value, other) => {
        expect(readPattern(writeLiteral(value))).toBe(value)
        expect(accepts(writeLiteral(value), other)).toBe(value === other)
      }),
    )
  })

  it('matches as a regular expression would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 12 })
    const wild = fc.string({ unit: fc.constantFrom('*', '?', 'a', 'b', '😀'), maxLength: 8 })
    fc.assert(
      fc.property(wild, letters, (text, value) => {
        const expression = new RegExp(`^${text.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su')
        expect(accepts(text, value)).toBe(expression.test(value))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes no longer for a pattern made to be slow', () => {
    expect(accepts(`${'a*'.repeat(40)}b`, 'a'.repeat(2000))).toBe(false)
  })
})
