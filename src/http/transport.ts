import { gunzipSync } from 'node:zlib'
import { EnvHttpProxyAgent, request } from 'undici'

const CONNECT_TIMEOUT_MS = 10_000

export interface TransportRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly maxBytes: number
  readonly signal: AbortSignal
}

export interface TransportAnswer {
  readonly status: number
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** One try: sends, reads the whole answer, follows nothing. Throws what the network throws. */
export interface Transport {
  send(message: TransportRequest): Promise<TransportAnswer>
  close(): Promise<void>
}

/** The answer is longer than the caller is ready to hold. */
export class TooLargeError extends Error {}

/**
 * undici with keep-alive and the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name; undici alone ignores
 * them. The agent is built at the first request: a run that fails before it pays nothing.
 */
export function createTransport(environment: Readonly<Record<string, string | undefined>>): Transport {
  const lazy: { agent: EnvHttpProxyAgent | null } = { agent: null }
  return {
    send(message) {
      lazy.agent ??= buildAgent(environment)
      return send(message, lazy.agent)
    },
    async close() {
      await lazy.agent?.destroy()
    },
  }
}

function buildAgent(environment: Readonly<Record<string, string | undefined>>): EnvHttpProxyAgent {
  const httpProxy = environment['http_proxy'] ?? environment['HTTP_PROXY'] ?? ''
  const httpsProxy = environment['https_proxy'] ?? environment['HTTPS_PROXY'] ?? ''
  return new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '',
    connect: { timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: 30_000,
  })
}

async function send(message: TransportRequest, agent: EnvHttpProxyAgent): Promise<TransportAnswer> {
  const answer = await request(message.url, {
    dispatcher: agent,
    method: message.method,
    headers: { 'accept-encoding': 'gzip', ...message.headers },
    body: message.body ?? null,
    signal: message.signal,
  })
  const headers = flatten(answer.headers)
  const raw = await readAtMost(answer.body, message.maxBytes)
  return { status: answer.statusCode, headers, body: unpack(raw, headers['content-encoding'], message.maxBytes) }
}

async function readAtMost(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of stream) {
    bytes += part.byteLength
    if (bytes > maxBytes) throw new TooLargeError()
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function unpack(raw: Uint8Array, encoding: string | undefined, maxBytes: number): Uint8Array {
  if (encoding?.toLowerCase() !== 'gzip' || raw.byteLength === 0) return raw
  try {
    return gunzipSync(raw, { maxOutputLength: maxBytes })
  } catch (thrown) {
    const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : ''
    throw code === 'ERR_BUFFER_TOO_LARGE' ? new TooLargeError() : thrown
  }
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}
