import type { WandbState } from './state.ts'

/** Facts of one request that a fault may be bound to. */
export interface RequestFacts {
  /** 1 for the first request since the server started, uploads and downloads included. */
  readonly nth: number
  readonly method: string
  /** Without the base path and without the query. */
  readonly path: string
  readonly operationName: string | null
  /** Names of the GraphQL root fields, whatever their aliases in the document. */
  readonly fields: readonly string[]
}

/** All given parts must hold. */
export interface FaultMatch {
  readonly field?: string
  readonly operation?: string
  /** A prefix of the path, or an expression over it. */
  readonly path?: string | RegExp
  readonly method?: string
  readonly nth?: number
}

export type FaultAction =
  /** Reset the connection and do nothing. */
  | 'drop-before'
  /** Do what was asked, then reset the connection: the answer is lost. */
  | 'drop-after'
  /** Answer this instead; text as it is, anything else as JSON. With `execute`, do what was asked first. */
  | {
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
      readonly execute?: boolean
    }
  /** Answer 200 with this JSON. */
  | { readonly json: unknown; readonly execute?: boolean }
  /** Give every root field of the document this value without executing it. */
  | { readonly payload: unknown; readonly errors?: readonly unknown[] }
  | { readonly delayMs: number }
  /** Add headers to the true answer. */
  | { readonly headers: Readonly<Record<string, string>> }
  /** Change the world before or after the request is executed: somebody else was there. */
  | { readonly before: (state: WandbState) => void }
  | { readonly after: (state: WandbState) => void }

export interface Fault {
  readonly match: FaultMatch
  readonly action: FaultAction
  /** How many requests it strikes; 1 unless said, `Infinity` for all. */
  readonly times?: number
}

/** Queued faults; each strikes the next requests that match it and is then gone. */
export class FaultQueue {
  readonly #queued: { fault: Fault; left: number }[] = []

  add(fault: Fault): void {
    this.#queued.push({ fault, left: fault.times ?? 1 })
  }

  clear(): void {
    this.#queued.length = 0
  }

  /** How many faults still wait for a request. */
  get pending(): number {
    return this.#queued.length
  }

  /** The actions for this request, in the order in which they were queued. */
  take(request: RequestFacts): FaultAction[] {
    const struck = this.#queued.filter((each) => matches(each.fault.match, request))
    for (const each of struck) {
      each.left -= 1
      if (each.left <= 0) this.#queued.splice(this.#queued.indexOf(each), 1)
    }
    return struck.map((each) => each.fault.action)
  }
}

function matches(match: FaultMatch, request: RequestFacts): boolean {
  return (
    (match.nth === undefined || match.nth === request.nth) &&
    (match.method === undefined || match.method === request.method) &&
    (match.operation === undefined || match.operation === request.operationName) &&
    (match.field === undefined || request.fields.includes(match.field)) &&
    (match.path === undefined ||
      (typeof match.path === 'string' ? request.path.startsWith(match.path) : match.path.test(request.path)))
  )
}
