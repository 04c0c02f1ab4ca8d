const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 8_000

/** Statuses that say "not now"; all other 4xx, and 501, will be the same next time. */
export function isTemporary(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501)
}

/** The server turned the request away before doing anything with it. */
export function isTurnedAway(status: number, headers: Readonly<Record<string, string>>): boolean {
  // GitHub says 403, not 429, when its secondary limit is hit.
  return status === 429 || (status === 403 && (headers['retry-after'] !== undefined || githubLimitIsSpent(headers)))
}

/**
 * Wait before the next try, in milliseconds: what the server asks for, else exponential (0.5 s doubling, at most
 * 8 s), with up to a quarter of jitter so that many jobs do not come back together.
 *
 * @param attempt how many tries were made so far, from 1
 * @param random from 0 to 1
 */
export function waitBeforeRetry(options: {
  readonly attempt: number
  readonly headers: Readonly<Record<string, string>>
  readonly now: number
  readonly random: number
}): number {
  // "At once" is not believed of a server that has just failed.
  const asked = askedWait(options.headers, options.now) ?? 0
  if (asked > 0) return Math.round(asked + 50 * options.random)
  const base = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (options.attempt - 1))
  return Math.round(base * (1 + 0.25 * options.random))
}

/** Seconds until the rate limit opens again when an answer, even a good one, says that nothing remains; else null. */
export function spentLimit(headers: Readonly<Record<string, string>>): number | null {
  if (headers['ratelimit-remaining'] !== '0') return null
  const seconds = Number(headers['ratelimit-reset'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null
}

/** What the server asks for: Retry-After (seconds, fraction or date), RateLimit-Reset, X-RateLimit-Reset. */
function askedWait(headers: Readonly<Record<string, string>>, now: number): number | null {
  const asked = parseRetryAfter(headers['retry-after'], now)
  if (asked !== null) return asked
  const spent = spentLimit(headers)
  if (spent !== null) return spent
  if (githubLimitIsSpent(headers)) return Math.max(0, Number(headers['x-ratelimit-reset']) * 1000 - now)
  return null
}

/** RFC 9110 §10.2.3, with the fractions that some servers send. Milliseconds; null when absent or unreadable. */
export function parseRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

function githubLimitIsSpent(headers: Readonly<Record<string, string>>): boolean {
  return headers['x-ratelimit-remaining'] === '0' && /^\d+$/.test(headers['x-ratelimit-reset'] ?? '')
}
