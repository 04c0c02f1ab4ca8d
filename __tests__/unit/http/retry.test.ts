import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isTemporary, isTurnedAway, parseRetryAfter, waitBeforeRetry } from '../../../src/http/retry.ts'

const NOW = Date.UTC(2026, 10, 1, 12)

describe('waitBeforeRetry', () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [4, 4_000],
    [5, 8_000],
    [6, 8_000],
    [30, 8_000],
  ])('after try %i waits %i ms, and up to a quarter more', (attempt, base) => {
    expect(waitBeforeRetry({ attempt, headers: {}, now: NOW, random: 0 })).toBe(base)
    expect(waitBeforeRetry({ attempt, headers: {}, now: NOW, random: 1 })).toBe(base * 1.25)
  })

  it.each([
    ['seconds', { 'retry-after': '3' }, 3_000],
    ['a fraction', { 'retry-after': '2.1' }, 2_100],
    ['a date', { 'retry-after': new Date(NOW + 4_000).toUTCString() }, 4_000],
    ['a date that has passed (not at all)', { 'retry-after': new Date(NOW - 4_000).toUTCString() }, 500],
    ['zero (not at all)', { 'retry-after': '0' }, 500],
    ['the rate limit', { 'ratelimit-remaining': '0', 'ratelimit-reset': '9' }, 9_000],
    ["GitHub's rate limit", { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 20) }, 20_000],
    [
      'Retry-After before the limits',
      { 'retry-after': '1', 'ratelimit-remaining': '0', 'ratelimit-reset': '9' },
      1_000,
    ],
    ['nothing while something remains', { 'ratelimit-remaining': '3', 'ratelimit-reset': '9' }, 500],
    ['nothing readable', { 'retry-after': 'soon' }, 500],
  ])('does what the server asks by %s', (_case, headers, wait) => {
    expect(waitBeforeRetry({ attempt: 1, headers, now: NOW, random: 0 })).toBe(wait)
  })

  it('never comes back before the time that was asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_600 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        (seconds, random, attempt) => {
          const wait = waitBeforeRetry({ attempt, headers: { 'retry-after': String(seconds) }, now: NOW, random })
          return wait >= seconds * 1000 && wait <= seconds * 1000 + 50
        },
      ),
    )
  })
})

it.each([undefined, '', 'soon', '-5', '1e3', '12:00', 'Infinity'])('Retry-After %p is no time', (value) => {
  expect(parseRetryAfter(value, NOW)).toBeNull()
})

it('knows what passes and what stays', () => {
  const passing = [408, 425, 429, 500, 502, 503, 504, 599]
  const lasting = [200, 301, 400, 401, 403, 404, 409, 410, 413, 422, 501]
  expect([...passing, ...lasting].filter(isTemporary)).toEqual(passing)
})

it.each([
  [429, {}, true],
  [403, {}, false],
  [403, { 'retry-after': '60' }, true],
  [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1793534400' }, true],
  [403, { 'x-ratelimit-remaining': '0' }, false],
  [503, { 'retry-after': '60' }, false],
])('status %i with %j turned away: %p', (status, headers, expected) => {
  expect(isTurnedAway(status, headers)).toBe(expected)
})
