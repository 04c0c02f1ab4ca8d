import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../../src/errors.ts'
import { createFetch } from '../../../src/http/fetch.ts'
import { createHttp, type HttpOptions, type HttpRequest } from '../../../src/http/request.ts'
import {
  TooLargeError,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from '../../../src/http/transport.ts'

type Step = Partial<TransportAnswer> | Error | ((message: TransportRequest) => Promise<TransportAnswer>)

const READ: HttpRequest = { service: 'wandb', what: 'read it', url: 'https://api.test/graphql', idempotent: true }
const WRITE: HttpRequest = { ...READ, what: 'write it', method: 'POST', idempotent: false, writes: true }

/** A server that plays steps; the last one repeats. Time passes only by sleeping and by `tick`. */
function stage(steps: readonly Step[], options: Partial<HttpOptions> = {}) {
  const time = { ms: 0 }
  const sent: TransportRequest[] = []
  const waits: number[] = []
  const transport: Transport = {
    async send(message) {
      const step = steps[Math.min(sent.length, steps.length - 1)]
      sent.push(message)
      if (step instanceof Error) throw step
      if (typeof step === 'function') return step(message)
      return { status: 200, headers: {}, body: new Uint8Array(), ...step }
    },
    close: async () => {},
  }
  const http = createHttp(
    {
      version: '1.2.3',
      clock: { now: () => Date.UTC(2026, 10, 1) + time.ms, monotonic: () => time.ms },
      sleep: async (ms) => {
        waits.push(ms)
        time.ms += ms
      },
      random: () => 0,
      environment: {},
      secrets: () => ['topsecret'],
      ...options,
    },
    transport,
  )
  return { http, sent, waits, time }
}

function coded(code: string): Error {
  return Object.assign(new Error('x'), { code })
}

async function failureOf(promise: Promise<unknown>): Promise<RemoteError> {
  const thrown = await promise.catch((error: unknown) => error)
  if (thrown instanceof RemoteError) return thrown
  throw new Error('expected a RemoteError')
}

describe('request', () => {
  it('tells who we are, how often it tried and what the server’s clock says', async () => {
    const { http, sent } = stage([{ status: 503 }, { headers: { date: 'Sun, 01 Nov 2026 12:00:00 GMT' } }])
    const answer = await http.request(READ)
    expect(sent[0]?.headers['user-agent']).toBe('model-promotion-gate/1.2.3')
    expect(answer).toMatchObject({ status: 200, tries: 2, dateMs: Date.UTC(2026, 10, 1, 12), ambiguous: false })
  })

  it.each([undefined, 'yesterday'])('takes our clock where Date is %p', async (date) => {
    const { http } = stage([{ headers: date === undefined ? {} : { date } }])
    expect((await http.request(READ)).dateMs).toBe(Date.UTC(2026, 10, 1))
  })

  it.each([
    ['a lost answer', coded('ECONNRESET'), 1, true],
    ['a 502', { status: 502 }, 1, true],
    ['a refused connection', coded('ECONNREFUSED'), 2, false],
    ['an unknown host', coded('ENOTFOUND'), 2, false],
    ['a 429', { status: 429 }, 2, false],
    ['a certificate that is not trusted', coded('CERT_HAS_EXPIRED'), 1, false],
    ['a 400', { status: 400 }, 1, false],
  ] as const)('after %s a write that is not idempotent is tried %#', async (_case, step, tries, ambiguous) => {
    const { http, sent } = stage([step, {}])
    const outcome: { readonly ambiguous: boolean } = await http
      .request(WRITE)
      .catch((error: unknown) => error as RemoteError)
    expect(sent).toHaveLength(tries)
    expect(outcome.ambiguous).toBe(ambiguous)
  })

  it('stops when the budget cannot hold the next wait', async () => {
    const { http, waits } = stage([coded('ECONNRESET')], { budgetMs: 10_000 })
    const error = await failureOf(http.request(READ))
    expect(waits).toEqual([500, 1_000, 2_000, 4_000])
    expect(error.message).toBe('Could not read it: api.test after 5 tries: connection reset (ECONNRESET).')
    expect(error).toMatchObject({ attempts: 5, ambiguous: false })
  })

  it('does not wait for a server that asks for more time than there is', async () => {
    const { http, waits } = stage([{ status: 429, headers: { 'retry-after': '300' } }], { budgetMs: 60_000 })
    expect((await http.request(READ)).status).toBe(429)
    expect(waits).toEqual([])
  })

  it('asks for the deadline anew: a cancellation ends the tries', async () => {
    const deadline = { at: 1_000_000 }
    const { http, sent } = stage(
      [
        async () => {
          if (sent.length === 3) deadline.at = 0
          throw coded('ECONNRESET')
        },
      ],
      { deadline: () => deadline.at },
    )
    await failureOf(http.request(READ))
    expect(sent).toHaveLength(3)
  })

  it('sends nothing when there is no time left', async () => {
    const { http, sent } = stage([{}], { deadline: () => -1 })
    expect((await failureOf(http.request(READ))).message).toContain('after 0 tries: there was no time left')
    expect(sent).toEqual([])
  })

  it('shortens a running try when told to hurry', async () => {
    const hurry = new AbortController()
    const deadline = { at: 1_000_000 }
    const hang: Step = (message) =>
      new Promise((_resolve, reject) => {
        message.signal.addEventListener('abort', () => reject(message.signal.reason))
        deadline.at = 5
        hurry.abort()
      })
    const { http } = stage([hang], { hurry: hurry.signal, deadline: () => deadline.at })
    expect((await failureOf(http.request(WRITE))).message).toContain('no answer in time')
  })

  it('waits for a spent limit of that host only, and not longer than it may', async () => {
    const spent = { headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': '20' } }
    const { http, waits } = stage([spent, {}, {}, spent, {}], { budgetMs: 30_000 })
    await http.request(READ)
    await http.request({ ...READ, url: 'https://other.test/' })
    expect(waits).toEqual([])
    await http.request(READ)
    expect(waits).toEqual([20_000])
    await http.request(READ)
    expect(waits).toEqual([20_000])
  })

  it('never shows a secret of the address', async () => {
    const { http } = stage([coded('ECONNREFUSED')], { budgetMs: 1 })
    const error = await failureOf(http.request({ ...READ, url: 'https://topsecret.test/?key=topsecret' }))
    expect(error.message).not.toContain('topsecret')
  })

  it('calls an answer too large, once', async () => {
    const { http, sent } = stage([new TooLargeError()])
    expect((await failureOf(http.request({ ...READ, maxBytes: 5 }))).message).toContain('longer than 5 bytes')
    expect(sent).toHaveLength(1)
  })
})

describe('createFetch', () => {
  it.each([
    ['GET', undefined, 3],
    ['PUT', '{}', 3],
    ['DELETE', undefined, 3],
    ['PATCH', '{}', 1],
    ['POST', '{"body":"query"}', 1],
    ['POST', '{"query":"query A { viewer { login } }"}', 3],
    ['POST', '{"query":"{ viewer { login } }"}', 3],
    ['POST', '{"query":"mutation A { x }"}', 1],
    ['POST', '{"query":"query A { a } mutation B { b }"}', 1],
    ['POST', 'not json', 1],
  ])('%s %p is sent %i times', async (method, body, times) => {
    const { http, sent } = stage([{ status: 502 }, { status: 502 }, {}])
    const answer = await createFetch(http, 'github')('https://api.test/x', {
      method,
      ...(body === undefined ? {} : { body }),
    })
    expect(sent).toHaveLength(times)
    expect(answer.ok).toBe(times === 3)
  })

  it('answers as fetch does', async () => {
    const body = new TextEncoder().encode('{"a":1}')
    const { http, sent } = stage([{ status: 201, headers: { 'content-type': 'application/json' }, body }])
    const answer = await createFetch(http, 'github')(new URL('https://api.test/x?y=1'), {
      method: 'post',
      headers: { 'X-A': 'b' },
      body: '{}',
    })
    expect(answer).toMatchObject({ status: 201, ok: true, url: 'https://api.test/x?y=1' })
    expect([...answer.headers]).toEqual([['content-type', 'application/json']])
    expect([await answer.text(), await answer.json(), new Uint8Array(await answer.arrayBuffer())]).toEqual([
      '{"a":1}',
      { a: 1 },
      body,
    ])
    expect(sent[0]).toMatchObject({ method: 'POST', headers: { 'x-a': 'b' }, body: '{}' })
  })
})
