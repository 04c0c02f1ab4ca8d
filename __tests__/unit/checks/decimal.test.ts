import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compare, compareNumbers, decimal, minus, plus, times, toNumber } from '../../../src/checks/decimal.ts'
import { InvariantError } from '../../../src/errors.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })

describe('compareNumbers', () => {
  it.each([
    [0.85, 0.8 + 0.05, 0],
    [0.84, 0.8 * 1.05, 0],
    [0.3, 0.1 + 0.2, 0],
    [0.949999999999, 0.95, -1],
    [0.9499999999999, 0.95, 0],
    [0.95, 0.949999999999, 1],
    [0, -0, 0],
    [1e-300, 0, 1],
    [-1e-300, 0, -1],
    [5e-324, 1e-323, -1],
    [Number.MAX_VALUE, Number.MAX_VALUE / 2, 1],
    [Number.MAX_VALUE, 5e-324, 1],
    [-Number.MAX_VALUE, 5e-324, -1],
    [123456789012.4, 123456789012, 0],
    [123456789013, 123456789012, 1],
    [-0.85, -(0.8 + 0.05), 0],
    [-2, -1, -1],
    [999999999999.9, 1e12, 0],
    [9.999999999999, 10, 0],
  ])('compares %p with %p as %p', (a, b, expected) => {
    expect(compareNumbers(a, b)).toBe(expected)
    expect(compareNumbers(b, a)).toBe(expected === 0 ? 0 : -expected)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('has no answer for %p', (value) => {
    expect(() => compareNumbers(value, 0)).toThrow(InvariantError)
    expect(() => compareNumbers(0, value)).toThrow(InvariantError)
  })

  it('is antisymmetric', () => {
    fc.assert(fc.property(finite, finite, (a, b) => expect(compareNumbers(a, b) + compareNumbers(b, a)).toBe(0)))
  })

  it('never contradicts the order of the doubles', () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => expect(compareNumbers(Math.min(a, b), Math.max(a, b))).toBeLessThan(1)),
    )
  })

  it('is transitive, equality included, also between neighbours', () => {
    const near = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: -30, max: 30 }))
    const number = near.map(([base, steps]) => base / 1000 + steps * 4e-13)
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        if (compareNumbers(a, b) <= 0 && compareNumbers(b, c) <= 0) expect(compareNumbers(a, c)).toBeLessThan(1)
      }),
    )
  })

  it('tells apart what differs in the first eleven digits', () => {
    fc.assert(
      fc.property(
        finite.filter((value) => value !== 0 && Math.abs(value) > 1e-290 && Math.abs(value) < 1e290),
        (value) => {
          expect(compareNumbers(Math.abs(value) * (1 + 2e-11), Math.abs(value))).toBe(1)
        },
      ),
    )
  })
})

describe('arithmetic', () => {
  it('is exact where doubles are not', () => {
    expect(toNumber(plus(decimal(0.1), decimal(0.2)))).toBe(0.3)
    expect(toNumber(minus(decimal(0.3), decimal(0.1)))).toBe(0.2)
    expect(toNumber(times(decimal(1.1), decimal(1.1)))).toBe(1.21)
  })

  it('leaves nothing of a difference of equals, so that a bound of zero is zero', () => {
    const bound = minus(decimal(0.1 + 0.2), decimal(0.3))
    expect(compare(decimal(0), bound)).toBe(0)
    expect(toNumber(bound)).toBe(0)
  })

  it('agrees with whole numbers of ten-thousandths', () => {
    const part = fc.integer({ min: -1_000_000, max: 1_000_000 })
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const sum = plus(decimal(a / 10_000), decimal(b / 10_000))
        expect(compare(sum, decimal(c / 10_000))).toBe(Math.sign(a + b - c))
      }),
    )
  })

  it('rounds halves away from zero at the twelfth digit', () => {
    const half = plus(decimal(1), times(decimal(5), decimal(1e-12)))
    expect(toNumber(half)).toBe(1.00000000001)
    expect(toNumber(times(half, decimal(-1)))).toBe(-1.00000000001)
  })

  it('gives back every double that has at most twelve digits', () => {
    const short = fc.tuple(
      fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
      fc.integer({ min: -290, max: 290 }),
    )
    fc.assert(
      fc.property(short, ([digits, power]) => {
        const value = Number(`${digits}e${power}`)
        expect(toNumber(decimal(value))).toBe(value === 0 ? 0 : value)
      }),
    )
  })

  it('overflows to infinity, never to a wrong number', () => {
    expect(toNumber(times(decimal(1e300), decimal(1e300)))).toBe(Number.POSITIVE_INFINITY)
  })
})
