import { RemoteError, type Service } from '../errors.ts'
import { describeFailure, type Failure } from './failures.ts'
import { redact } from './redact.ts'
import { isTemporary, isTurnedAway, spentLimit, waitBeforeRetry } from './retry.ts'
import { createTransport, TooLargeError, type Transport, type TransportAnswer } from './transport.ts'

const ANSWER_TIMEOUT_MS = 30_000
const BUDGET_MS = 120_000
const MOST_TRIES = 8
const MAX_BYTES = 64_000_000

/** What the edge gives: time, chance, environment and secrets come in, nothing is taken from the process. */
export interface HttpOptions {
  /** Our own version, for `User-Agent`. */
  readonly version: string
  readonly clock: { now(): number; monotonic(): number }
  /** Ends early, without throwing, when the signal fires. */
  readonly sleep: (ms: number, wake: AbortSignal | undefined) => Promise<void>
  /** From 0 to 1. */
  readonly random: () => number
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Everything that must not stand in a message, asked anew each time: tokens are renewed. */
  readonly secrets: () => readonly string[]
  /** Monotonic milliseconds after which nothing is tried any more; asked anew, so it may move closer after a cancellation. */
  readonly deadline?: () => number
  /** Fires when the deadline moved closer, to wake sleepers and shorten a running try. */
  readonly hurry?: AbortSignal
  /** For one request with all its tries; default 120 s. */
  readonly budgetMs?: number
  /** For one try; default 30 s. */
  readonly answerTimeoutMs?: number
}

export interface HttpRequest {
  readonly service: Service
  /** What is being done, for messages: `read the registry`. */
  readonly what: string
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** True when doing it twice is the same as doing it once. False: sent again only if certainly not carried out. */
  readonly idempotent: boolean
  /** True when it changes something: only then can its outcome be in doubt. Default: false. */
  readonly writes?: boolean
  /** Default 8: about half a minute when nobody answers at all. */
  readonly maxTries?: number
  /** Longest answer; default 64 MB. */
  readonly maxBytes?: number
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** The server's `Date` in milliseconds; our clock where it sends none (RFC 9110 §6.6.1 tells recipients to do so). */
  readonly dateMs: number
  readonly tries: number
  /** True when some try of a write may have been carried out although its answer was lost or was a 5xx. */
  readonly ambiguous: boolean
}

/** One request function for all services. */
export interface Http {
  /**
   * Sends with retries. Any status that stays is an answer, not an error: the caller knows what it means.
   * @throws RemoteError when no answer came, in budget or at all; `ambiguous` when it may have been carried out
   */
  request(request: HttpRequest): Promise<HttpAnswer>
  readonly secrets: () => readonly string[]
  close(): Promise<void>
}

export function createHttp(options: HttpOptions, transport: Transport = createTransport(options.environment)): Http {
  // Per origin: monotonic time before which the server does not want to hear from us.
  const closedUntil = new Map<string, number>()
  // What is still under way when all is said would otherwise be tried again, and keep the process alive for minutes.
  const closing = new AbortController()
  const hurry = options.hurry === undefined ? closing.signal : AbortSignal.any([options.hurry, closing.signal])
  const deadline = () =>
    closing.signal.aborted ? Number.NEGATIVE_INFINITY : (options.deadline?.() ?? Number.POSITIVE_INFINITY)
  const until = { ...options, hurry, deadline }
  return {
    request: (request) => new Attempts(until, transport, closedUntil, request).run(),
    secrets: options.secrets,
    close: () => {
      closing.abort()
      return transport.close()
    },
  }
}

type Tried = { readonly answer: TransportAnswer } | { readonly failure: Failure }

/** One request and its tries. */
class Attempts {
  readonly #options: HttpOptions
  readonly #transport: Transport
  readonly #closedUntil: Map<string, number>
  readonly #request: HttpRequest
  readonly #host: string
  readonly #end: number
  #tries = 0
  #ambiguous = false

  constructor(options: HttpOptions, transport: Transport, closedUntil: Map<string, number>, request: HttpRequest) {
    this.#options = options
    this.#transport = transport
    this.#closedUntil = closedUntil
    this.#request = request
    this.#host = new URL(request.url).host
    this.#end = options.clock.monotonic() + (options.budgetMs ?? BUDGET_MS)
  }

  async run(): Promise<HttpAnswer> {
    await this.#waitForRateLimit()
    for (;;) {
      if (this.#left() <= 0) throw this.#error('there was no time left', undefined)
      const tried = await this.#once()
      const wait = this.#waitAfter(tried)
      if (wait !== null && this.#tries < (this.#request.maxTries ?? MOST_TRIES) && wait < this.#left()) {
        await this.#options.sleep(wait, this.#options.hurry)
        continue
      }
      if ('failure' in tried) throw this.#error(tried.failure.text, tried.failure.hint)
      return this.#accept(tried.answer)
    }
  }

  #left(): number {
    const end = Math.min(this.#end, this.#options.deadline?.() ?? Number.POSITIVE_INFINITY)
    return end - this.#options.clock.monotonic()
  }

  async #waitForRateLimit(): Promise<void> {
    const wait = (this.#closedUntil.get(this.#host) ?? 0) - this.#options.clock.monotonic()
    // A limit that opens after our time is up is not worth waiting for: ask, the server may be kind.
    if (wait > 0 && wait < this.#left()) await this.#options.sleep(wait, this.#options.hurry)
  }

  async #once(): Promise<Tried> {
    this.#tries += 1
    const limits = this.#limits()
    try {
      const { url, method = 'GET', headers = {}, body, maxBytes = MAX_BYTES } = this.#request
      const answer = await this.#transport.send({
        url,
        method,
        headers: { 'user-agent': `model-promotion-gate/${this.#options.version}`, ...headers },
        ...(body === undefined ? {} : { body }),
        maxBytes,
        signal: limits.signal,
      })
      if (isTemporary(answer.status) && !isTurnedAway(answer.status, answer.headers)) this.#doubt()
      return { answer }
    } catch (thrown) {
      if (thrown instanceof TooLargeError) {
        this.#doubt()
        throw this.#error(`the answer is longer than ${this.#request.maxBytes ?? MAX_BYTES} bytes`, undefined)
      }
      const failure = describeFailure(thrown, limits.signal.aborted)
      if (!failure.unsent) this.#doubt()
      return { failure }
    } finally {
      limits.release()
    }
  }

  #doubt(): void {
    this.#ambiguous ||= this.#request.writes ?? false
  }

  /** Ends the try at the answer timeout or the budget, whichever is first; measured anew when time gets short. */
  #limits(): { signal: AbortSignal; release(): void } {
    const controller = new AbortController()
    const start = this.#options.clock.monotonic()
    const expire = () => controller.abort()
    const left = () => {
      const spent = this.#options.clock.monotonic() - start
      return Math.max(1, Math.min((this.#options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS) - spent, this.#left()))
    }
    let timer = setTimeout(expire, left())
    const rearm = () => {
      clearTimeout(timer)
      timer = setTimeout(expire, left())
    }
    this.#options.hurry?.addEventListener('abort', rearm)
    return {
      signal: controller.signal,
      release: () => {
        clearTimeout(timer)
        this.#options.hurry?.removeEventListener('abort', rearm)
      },
    }
  }

  /** Milliseconds until another try is allowed; null: there is nothing to gain or too much to lose. */
  #waitAfter(tried: Tried): number | null {
    const headers = 'answer' in tried ? tried.answer.headers : {}
    const wait = waitBeforeRetry({
      attempt: this.#tries,
      headers,
      now: this.#options.clock.now(),
      random: this.#options.random(),
    })
    if ('failure' in tried) {
      const allowed = tried.failure.retry && (this.#request.idempotent || tried.failure.unsent)
      return allowed ? wait : null
    }
    const { status } = tried.answer
    if (isTurnedAway(status, headers)) return wait
    return this.#request.idempotent && isTemporary(status) ? wait : null
  }

  #accept(answer: TransportAnswer): HttpAnswer {
    const spent = spentLimit(answer.headers)
    if (spent !== null) this.#closedUntil.set(this.#host, this.#options.clock.monotonic() + spent)
    const date = Date.parse(answer.headers['date'] ?? '')
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.body,
      dateMs: Number.isNaN(date) ? this.#options.clock.now() : date,
      tries: this.#tries,
      ambiguous: this.#ambiguous,
    }
  }

  #error(why: string, hint: string | undefined): RemoteError {
    const { service, what } = this.#request
    const tries = this.#tries === 1 ? '1 try' : `${this.#tries} tries`
    const message = redact(`Could not ${what}: ${this.#host} after ${tries}: ${why}.`, this.#options.secrets())
    return new RemoteError(service, message, {
      attempts: this.#tries,
      ambiguous: this.#ambiguous,
      ...(hint === undefined ? {} : { hint }),
    })
  }
}
