import type { Service } from '../errors.ts'
import { redact } from './redact.ts'
import type { Http, HttpAnswer } from './request.ts'

interface FetchInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | null
}

/** The part of the Fetch standard's `Response` that Octokit reads. Node's own costs 25 ms to load. */
export interface FetchAnswer {
  readonly status: number
  readonly statusText: string
  readonly ok: boolean
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  text(): Promise<string>
  json(): Promise<unknown>
  arrayBuffer(): Promise<ArrayBuffer>
}

/**
 * A `fetch` over our one request function, for SDKs that take one: same proxy, limits and retries. Redirects
 * are answers; nothing is streamed.
 *
 * @param service who is asked, for error messages
 */
export function createFetch(
  http: Http,
  service: Service,
): (url: string | URL, init?: FetchInit) => Promise<FetchAnswer> {
  return async (url, init = {}) => {
    const method = (init.method ?? 'GET').toUpperCase()
    const address = String(url)
    const body = init.body ?? undefined
    const answer = await http.request({
      service,
      what: `${method} ${new URL(address).pathname}`,
      url: address,
      method,
      headers: lowerCased(init.headers ?? {}),
      ...(body === undefined ? {} : { body }),
      idempotent: isIdempotent(method, body),
      writes: !isSafe(method, body),
    })
    return fetchAnswer(address, answer, http.secrets())
  }
}

/** RFC 9110 §9.2.2, and GraphQL queries: they travel by POST but change nothing. */
function isIdempotent(method: string, body: string | Uint8Array | undefined): boolean {
  return isSafe(method, body) || method === 'PUT' || method === 'DELETE'
}

function isSafe(method: string, body: string | Uint8Array | undefined): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return true
  return method === 'POST' && typeof body === 'string' && isGraphqlQuery(body)
}

function isGraphqlQuery(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed !== 'object' || parsed === null || !('query' in parsed)) return false
    // Anything that could hold a mutation is not a query; the word may stand in a comment, which costs a retry only.
    return (
      typeof parsed.query === 'string' && /^\s*(query\b|\{)/.test(parsed.query) && !/\bmutation\b/.test(parsed.query)
    )
  } catch {
    return false
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** The text of a refusal ends in messages, and a proxy may echo in it what was sent. */
function fetchAnswer(url: string, answer: HttpAnswer, secrets: readonly string[]): FetchAnswer {
  const plain = () => new TextDecoder().decode(answer.body)
  const text = () => (answer.status < 400 ? plain() : redact(plain(), secrets))
  return {
    status: answer.status,
    statusText: '',
    ok: answer.status >= 200 && answer.status < 300,
    url,
    headers: new Map(Object.entries(answer.headers)),
    text: async () => text(),
    json: async (): Promise<unknown> => JSON.parse(text()),
    arrayBuffer: async () => Uint8Array.from(answer.body).buffer,
  }
}
