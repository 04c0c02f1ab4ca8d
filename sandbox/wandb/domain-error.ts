/** A refusal of the sandbox, with the HTTP status that the real server maps that kind of error to. */
export class DomainError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'DomainError'
    this.status = status
  }
}

/** The answer to something that does not exist, or that the caller may not see. */
export function notFound(what: string): DomainError {
  return new DomainError(404, `${what} not found`)
}

/** Returns the value, or refuses with 404. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw notFound(what)
  return value
}
