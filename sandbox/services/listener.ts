import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the sandboxes of Jira and ServiceNow see it. */
export interface ServiceCall {
  readonly method: string
  /** Decoded, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string
  readonly form: URLSearchParams
}

export interface ServiceAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface ServiceLog {
  readonly method: string
  readonly path: string
  /** Scheme only: logs hold no credential. */
  readonly scheme: string
  readonly status: number
}

export interface ServiceListener {
  readonly url: string
  readonly requests: readonly ServiceLog[]
  /** The next answer, whatever is asked, or whatever path holds the text. */
  next(answer: ServiceAnswer, path?: string): void
  /** Answers that were put in line and never given. */
  pending(): number
  close(): Promise<void>
}

/** A server on the loopback interface; bodies that are no text are sent as JSON. */
export async function listen(
  answer: (call: ServiceCall) => ServiceAnswer,
  now: () => number = Date.now,
): Promise<ServiceListener> {
  const requests: ServiceLog[] = []
  const queued: { readonly answer: ServiceAnswer; readonly path: string }[] = []
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const call = callOf(request, body)
      const index = queued.findIndex(({ path }) => call.path.includes(path))
      const [instead] = index === -1 ? [] : queued.splice(index, 1)
      const given = instead?.answer ?? answer(call)
      const { method, path, authorization } = call
      requests.push({ method, path, scheme: authorization.split(' ')[0] ?? '', status: given.status })
      const isText = typeof given.body === 'string'
      response.sendDate = false
      response.writeHead(given.status, {
        date: new Date(now()).toUTCString(),
        'content-type': isText ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8',
        ...given.headers,
      })
      response.end(isText ? given.body : JSON.stringify(given.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    next: (given, path = '') => queued.push({ answer: given, path }),
    pending: () => queued.length,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function callOf(request: IncomingMessage, body: string): ServiceCall {
  const url = new URL(request.url ?? '/', 'http://loopback')
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    authorization: request.headers.authorization ?? '',
    form: new URLSearchParams(body),
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
