import { createHash } from 'node:crypto'
import type * as z from 'zod'
import { AccessError, RemoteError, type Service } from '../errors.ts'
import { excerpt } from '../http/redact.ts'
import type { Http, HttpAnswer } from '../http/request.ts'

/** No ticket is larger; a page that is may be anything. */
const MAX_BYTES = 10_000_000
const MOST_TRIES = 4

const NAMES = { jira: 'Jira', servicenow: 'ServiceNow' } as const

export interface TicketRequest {
  /** For messages: `read RISK-7`. */
  readonly what: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** A form, sent by POST; only for tokens. */
  readonly form?: Readonly<Record<string, string>>
}

export interface TicketAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON; undefined: the answer, a refusal, is none. */
  readonly json: unknown
}

/** The answers that one ticket is read from: asked for, told from pages of other kinds, and hashed together. */
export class TicketAnswers {
  readonly #service: 'jira' | 'servicenow'
  readonly #http: Http
  readonly #hash = createHash('sha256')
  #newest = 0

  constructor(service: 'jira' | 'servicenow', http: Http) {
    this.#service = service
    this.#http = http
  }

  /** What the ticket was read from, and when by the server's clock. */
  seal(): { readonly observedAt: string; readonly sha256: string } {
    return { observedAt: new Date(this.#newest).toISOString(), sha256: this.#hash.copy().digest('hex') }
  }

  /**
   * An answer that is JSON, or a refusal (4xx) that the caller understands.
   * @throws AccessError for a redirect; RemoteError for everything that is neither
   */
  async ask({ what, url, headers, form }: TicketRequest): Promise<TicketAnswer> {
    const answer = await this.#http.request({
      service: this.#service,
      what,
      url,
      method: form === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
      idempotent: true,
      maxTries: MOST_TRIES,
      maxBytes: MAX_BYTES,
    })
    const text = new TextDecoder().decode(answer.body)
    // What a token was given for is no part of a ticket, and a hash would tell something about the token.
    if (form === undefined) this.#hash.update(answer.body)
    this.#newest = Math.max(this.#newest, answer.dateMs)
    const json = this.#json(answer, text, what)
    return { status: answer.status, headers: answer.headers, json }
  }

  /** The answer in the shape that is documented; anything else is not believed. */
  parse<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
    const parsed = schema.safeParse(value, { jitless: true })
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    const place = issue === undefined || issue.path.length === 0 ? 'the answer' : `\`${issue.path.join('.')}\``
    throw this.strange(what, `${place} is not what it should be`)
  }

  refused(what: string, why: string, hint: string): AccessError {
    const message = excerpt(`Could not ${what}: ${why}.`, this.#http.secrets())
    return new AccessError(this.#service, message, { hint })
  }

  strange(what: string, why: string, hint?: string): RemoteError {
    const message = `Could not ${what}: ${NAMES[this.#service]} answered something unexpected: ${why}.`
    return new RemoteError(this.#service, excerpt(message, this.#http.secrets()), hint === undefined ? {} : { hint })
  }

  #json({ status, headers }: HttpAnswer, text: string, what: string): unknown {
    if (status >= 300 && status < 400) {
      throw this.refused(what, `it redirects (status ${status}), and no token is sent elsewhere`, REDIRECT_HINT)
    }
    if (status === 429 || status >= 500) throw this.strange(what, `status ${status}`)
    const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '')
    if (!isJson && status >= 400) return undefined
    if (!isJson) throw this.strange(what, 'a page that is not JSON', NO_JSON_HINT)
    try {
      return JSON.parse(text)
    } catch {
      if (status >= 400) return undefined
      throw this.strange(what, 'broken JSON')
    }
  }
}

const REDIRECT_HINT =
  'Write the address in the gate config as the browser shows it once it is open, without the page behind it.'
const NO_JSON_HINT =
  'It may be a login page, a proxy, or a developer instance that sleeps: open the address in a browser.'

export type TicketService = Extract<Service, 'jira' | 'servicenow'>

/** What a refusal says, from any of the shapes that these services use. */
export function said(json: unknown): string {
  if (typeof json !== 'object' || json === null) return ''
  const fields = json as Readonly<Record<string, unknown>>
  const inner = typeof fields['error'] === 'object' ? fields['error'] : null
  const list = Array.isArray(fields['errorMessages']) ? fields['errorMessages'] : []
  const texts = [...list, fields['errorMessage'], fields['message'], said(inner)]
  const text = texts.find((each): each is string => typeof each === 'string' && each !== '')
  return text === undefined ? '' : text.slice(0, 160)
}
