/** What may go wrong between a client and GitHub, queued by a test. */
import type { GithubState } from './state.ts'

/** A request as the sandbox saw it; tokens are not kept. */
export interface LoggedRequest {
  readonly method: string
  /** Path below the API's root, decoded query apart. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Operation id of GitHub's OpenAPI description, `graphql`, or `unknown`. */
  readonly operation: string
  readonly login: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  /** Zero until answered; stays zero when the connection was dropped. */
  readonly status: number
}

/** All that is given must fit. */
export interface FaultMatch {
  /** `METHOD path-regex`, for example `GET /pulls/\d+$`. */
  readonly rest?: string
  /** Text that the GraphQL document contains, such as a field. */
  readonly graphql?: string
  /** The how-manieth request, from one, among those that fit the rest of the match. */
  readonly nth?: number
}

export type FaultAction =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
    }
  | { readonly kind: 'secondary-rate-limit'; readonly retryAfter: number }
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'truncated-json' }
  | { readonly kind: 'doubled-content-type' }
  | { readonly kind: 'graphql-errors'; readonly errors: readonly Readonly<Record<string, unknown>>[] }
  | { readonly kind: 'callback'; readonly when: 'before' | 'after'; readonly run: (state: GithubState) => void }

export interface Fault {
  readonly match?: FaultMatch
  readonly action: FaultAction
  /** How often; default once. */
  readonly times?: number
}

export interface FaultQueue {
  add(fault: Fault): void
  clear(): void
  /** Faults that have not (all) happened: a test that expects its fault to be met asserts zero. */
  pending(): number
  /** The actions due for this request, in the order in which they were added. */
  take(request: LoggedRequest): FaultAction[]
}

export function createFaultQueue(): FaultQueue {
  const waiting: { fault: Fault; left: number; seen: number }[] = []
  return {
    add: (fault) => {
      waiting.push({ fault, left: fault.times ?? 1, seen: 0 })
    },
    clear: () => {
      waiting.length = 0
    },
    pending: () => waiting.length,
    take: (request) => {
      const due: FaultAction[] = []
      for (const entry of [...waiting]) {
        if (!fits(entry.fault.match ?? {}, request)) continue
        entry.seen += 1
        if (entry.fault.match?.nth !== undefined && entry.seen < entry.fault.match.nth) continue
        entry.left -= 1
        if (entry.left === 0) waiting.splice(waiting.indexOf(entry), 1)
        due.push(entry.fault.action)
      }
      return due
    },
  }
}

function fits(match: FaultMatch, request: LoggedRequest): boolean {
  if (match.graphql !== undefined) {
    const query = (request.body as { query?: unknown } | null)?.query
    if (request.operation !== 'graphql' || typeof query !== 'string' || !query.includes(match.graphql)) return false
  }
  if (match.rest === undefined) return true
  const [method = '', ...pattern] = match.rest.split(' ')
  return (
    request.operation !== 'graphql' && request.method === method && new RegExp(pattern.join(' ')).test(request.path)
  )
}
