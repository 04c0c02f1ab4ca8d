/** Reading requests off the wire and putting answers on it, faults included. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, refusal } from './answer.ts'
import type { FaultAction } from './faults.ts'

/** A request, read to its end. */
export interface Incoming {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** Reads a request to its end. */
export async function readRequest(origin: string, request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
    headers: Object.fromEntries(headers),
    text: Buffer.concat(chunks).toString('utf8'),
  }
}

/** The answer that a fault gives in place of GitHub; undefined when none does. */
export function answerOfFault(actions: readonly FaultAction[]): Answer | undefined {
  for (const action of actions) {
    if (action.kind === 'answer') return action
    if (action.kind === 'secondary-rate-limit') {
      const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
      return refusal(403, message, { headers: { 'retry-after': String(action.retryAfter) } })
    }
  }
  return undefined
}

export interface WireOptions {
  readonly now: number
  readonly serial: number
  readonly actions?: readonly FaultAction[]
}

/** Writes an answer, spoilt as the faults say. `now` is the clock in milliseconds, `serial` numbers the requests. */
export function writeAnswer(response: ServerResponse, answer: Answer, wire: WireOptions): void {
  const { actions = [] } = wire
  const added = actions.flatMap((action) => (action.kind === 'graphql-errors' ? action.errors : []))
  const known = (answer.body ?? {}) as { errors?: unknown[] }
  const body = added.length === 0 ? answer.body : { ...known, errors: [...(known.errors ?? []), ...added] }
  const whole = body === undefined ? '' : JSON.stringify(body)
  const text = actions.some((action) => action.kind === 'truncated-json') ? whole.slice(0, whole.length / 2) : whole
  const json = 'application/json; charset=utf-8'
  const type = actions.some((action) => action.kind === 'doubled-content-type') ? `${json}, ${json}` : json
  response.sendDate = false
  response.writeHead(answer.status, {
    date: new Date(wire.now).toUTCString(),
    'x-github-request-id': `SANDBOX:${wire.serial}`,
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-used': '1',
    'x-ratelimit-reset': String(Math.floor(wire.now / 1000) + 3600),
    ...(whole === '' ? {} : { 'content-type': type }),
    ...answer.headers,
  })
  response.end(text)
}
