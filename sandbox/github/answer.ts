/** What goes back over the wire. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Written as JSON; absent: an empty body. */
  readonly body?: unknown
}

const documentation = 'https://docs.github.com/rest'

/** GitHub's error body, whose `status` is text. */
export function refusal(status: number, message: string, extra: Partial<Answer> & { errors?: unknown } = {}): Answer {
  const { errors, headers } = extra
  const body = {
    message,
    ...(errors === undefined ? {} : { errors }),
    documentation_url: documentation,
    status: String(status),
  }
  return { status, body, ...(headers === undefined ? {} : { headers }) }
}

/** Thrown by a handler to answer with a refusal at once. */
export class Refused extends Error {
  readonly answer: Answer
  constructor(answer: Answer) {
    super(`refused with ${answer.status}`)
    this.answer = answer
  }
}
