/** What an endpoint gives back, before faults and headers of the server. */
export interface Answer {
  readonly status: number
  readonly body: string | Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: JSON.stringify(value), headers: { 'Content-Type': 'application/json', ...headers } }
}

/** W&B's error shape. */
export function failure(status: number, message: string): Answer {
  return json(status, { errors: [{ message }] })
}

/** One request as an endpoint sees it. */
export interface Call {
  readonly method: string
  /** Decoded path without the base path. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}
