import { InvariantError } from '../errors.ts'

/** Milliseconds since the epoch of an ISO 8601 time from a server. Throws InvariantError when it is none. */
export function instant(time: string): number {
  const milliseconds = Date.parse(time)
  if (!Number.isFinite(milliseconds)) throw new InvariantError(`not a time: ${time}`)
  return milliseconds
}
