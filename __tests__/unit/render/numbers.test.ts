import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { digitsToTell, formatBytes, formatChange, formatNumber, withUnit } from '../../../src/render/numbers.ts'

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.65, '0.65'],
    [0.671181, '0.6712'],
    [0.99999, '1'],
    [1, '1'],
    [842.37, '842.4'],
    [1234.5678, '1235'],
    [1_234_567, '1234567'],
    [100, '100'],
    [-0.5, '−0.5'],
    [0.00001234, '0.00001234'],
    [0.0000001234, '1.234e-7'],
    [2e20, '2e+20'],
    [1.5e15, '1.5e+15'],
    [Number.NaN, 'NaN'],
  ])('formatNumber(%s) is %s', (value, expected) => {
    expect(formatNumber(value)).toBe(expected)
  })

  it('a value never looks like a limit that it differs from at 12 digits', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
    fc.assert(
      fc.property(number, fc.double({ noNaN: true, min: -1e-3, max: 1e-3 }), (value, nudge) => {
        const limit = value + nudge
        fc.pre(Math.abs(value) > 1e-300 && value.toPrecision(12) !== limit.toPrecision(12))
        const digits = digitsToTell(value, [limit])
        expect(formatNumber(value, digits)).not.toBe(formatNumber(limit, digits))
      }),
    )
  })

  it('shows no more digits than needed', () => {
    expect(digitsToTell(0.7, [0.65])).toBe(4)
    expect(digitsToTell(0.64996, [0.65])).toBe(5)
    expect(digitsToTell(0.65, [0.65])).toBe(4)
    expect(digitsToTell(0.3, [0.1 + 0.2])).toBe(4)
    expect(digitsToTell(0.123456789012, [0.123456789013])).toBe(12)
  })

  it.each([
    [0.00228, 0.6689, '+0.00228 (+0.34%)'],
    [-18.83, 861.2, '−18.8 (−2.2%)'],
    [-0.1, -0.2, '−0.1 (−50%)'],
    [0.5, 0, '+0.5'],
    [0.5, null, '+0.5'],
    [0, 1, '±0'],
  ])('formatChange(%s, %s) is %s', (change, baseline, expected) => {
    expect(formatChange(change, baseline)).toBe(expected)
  })

  it('adds units as people write them', () => {
    expect(withUnit('1', undefined)).toBe('1')
    expect(withUnit('0.5', 'fraction')).toBe('0.5')
    expect(withUnit('50', 'percent')).toBe('50%')
    expect(withUnit('842', 'ms')).toBe('842 ms')
    expect([12, 13_204, 5_000_000].map(formatBytes)).toEqual(['12 B', '13.2 kB', '5 MB'])
  })
})
