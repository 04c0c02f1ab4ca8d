/** What a failed try means: was the request carried out, and is another try of any use. */
export interface Failure {
  /** Certainly never reached the service: safe to send again whatever it was. */
  readonly unsent: boolean
  readonly retry: boolean
  /** In words, without addresses of proxies (they may carry a password). */
  readonly text: string
  readonly hint?: string
}

const UNSENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be resolved',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
}

const SENT: Readonly<Record<string, string>> = {
  ECONNRESET: 'connection reset',
  EPIPE: 'connection closed while sending',
  ETIMEDOUT: 'connection timed out',
  UND_ERR_SOCKET: 'connection closed before the answer was complete',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'answer broke off',
}

const TLS_CODE = /^(ERR_(SSL|TLS)_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO$|HOSTNAME_MISMATCH)/
const PROXY_REFUSAL = /Proxy (?:response|Authentication Required) \((\d{3})\)/

/** Reads Node's and undici's error codes, also those hidden in `cause` or in an AggregateError. */
export function describeFailure(thrown: unknown, timedOut: boolean): Failure {
  if (timedOut) return { unsent: false, retry: true, text: 'no answer in time' }
  const errors = chain(thrown)
  for (const { code, message } of errors) {
    const refused = PROXY_REFUSAL.exec(message)
    if (refused !== null) return proxyFailure(refused[1] ?? '')
    if (TLS_CODE.test(code)) return tlsFailure(code)
    // We hung up ourselves, at the end of the run: nobody waits for this answer any more.
    if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED')
      return { unsent: false, retry: false, text: 'the connections are closed' }
    if (code === 'UND_ERR_INVALID_ARG') return { unsent: true, retry: false, text: 'the request cannot be sent' }
    const unsent = UNSENT[code]
    if (unsent !== undefined) return { unsent: true, retry: true, text: `${unsent} (${code})` }
    const sent = SENT[code]
    if (sent !== undefined) return { unsent: false, retry: true, text: `${sent} (${code})` }
  }
  const code = errors.map((error) => error.code).find((each) => each !== '')
  return { unsent: false, retry: true, text: `request failed${code === undefined ? '' : ` (${code})`}` }
}

function proxyFailure(status: string): Failure {
  return {
    unsent: true,
    retry: status.startsWith('5'),
    text: `the proxy refused the connection with status ${status}`,
    hint: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and that the proxy lets this host through.',
  }
}

function tlsFailure(code: string): Failure {
  return {
    unsent: true,
    retry: false,
    text: `the TLS connection could not be trusted (${code})`,
    hint: "Where the certificate is from a company's own authority, set NODE_EXTRA_CA_CERTS to its file.",
  }
}

/** By shape, not by class: errors of Node's core need not be of this realm's `Error`. */
function chain(thrown: unknown): { code: string; message: string }[] {
  const found: { code: string; message: string }[] = []
  const queue: unknown[] = [thrown]
  while (queue.length > 0 && found.length < 20) {
    const error = queue.shift()
    if (typeof error !== 'object' || error === null) continue
    const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
    const message = 'message' in error && typeof error.message === 'string' ? error.message : ''
    found.push({ code, message })
    if ('cause' in error) queue.push(error.cause)
    if ('errors' in error && Array.isArray(error.errors)) queue.push(...(error.errors as readonly unknown[]))
  }
  return found
}
