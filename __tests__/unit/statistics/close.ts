import { expect } from '@jest/globals'

/** Relative tolerance; zero must be zero. */
export function expectClose(found: number, expected: number, tolerance = 1e-9): void {
  const error = expected === 0 ? Math.abs(found) : Math.abs(found / expected - 1)
  if (error <= tolerance) return
  expect({ found, error }).toEqual({ found: expected, error: `at most ${tolerance}` })
}

/** All members of one list against those of another. */
export function expectAllClose(found: readonly number[], expected: readonly number[], tolerance = 1e-9): void {
  expect(found).toHaveLength(expected.length)
  for (const [index, value] of expected.entries()) expectClose(found[index] ?? Number.NaN, value, tolerance)
}
