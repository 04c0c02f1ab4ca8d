import { RemoteError } from '../errors.ts'
import type { Http, HttpAnswer, HttpRequest } from './request.ts'

const MOST_REDIRECTS = 5

export type DownloadRequest = Omit<HttpRequest, 'method' | 'body' | 'idempotent'>

/**
 * Fetches a file from storage, following redirects. `Authorization` (and cookies) go only to the origin they
 * were meant for: they are dropped at the first redirect to another one and never come back. A redirect from
 * https to http, or to a link-local address, is refused.
 *
 * @throws RemoteError for an endless or unusable redirect, and as `Http.request`
 */
export async function download(http: Http, request: DownloadRequest): Promise<HttpAnswer> {
  let current = request
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const answer = await http.request({ ...current, method: 'GET', idempotent: true })
    const location = [301, 302, 303, 307, 308].includes(answer.status) ? answer.headers['location'] : undefined
    if (location === undefined) return answer
    current = redirected(current, location)
  }
  throw new RemoteError(request.service, `Could not ${request.what}: more than ${MOST_REDIRECTS} redirects.`)
}

function redirected(request: DownloadRequest, location: string): DownloadRequest {
  const from = new URL(request.url)
  const to = URL.parse(location, from.href)
  if (
    to === null ||
    !['http:', 'https:'].includes(to.protocol) ||
    (from.protocol === 'https:' && to.protocol === 'http:') ||
    isLinkLocal(to)
  ) {
    throw new RemoteError(
      request.service,
      `Could not ${request.what}: ${from.host} redirects to an address that is not safe to follow.`,
    )
  }
  if (to.origin === from.origin) return { ...request, url: to.href }
  const headers = Object.entries(request.headers ?? {}).filter(([name]) => !/^(authorization|cookie)$/i.test(name))
  return { ...request, url: to.href, headers: Object.fromEntries(headers) }
}

/**
 * Where clouds serve the credentials of the machine to whoever asks from it (RFC 3927, RFC 4291 §2.5.6; the names that
 * they go by). No storage is there. A name that resolves to such an address is the firewall's to stop.
 */
export function isLinkLocal({ hostname }: URL): boolean {
  return (
    /^169\.254\.\d+\.\d+$/.test(hostname) ||
    /^\[(?:fe[89ab][0-9a-f]:|::(?:ffff:)?a9fe:|fd00:ec2::254\])/.test(hostname) ||
    /^metadata(?:\.google\.internal)?\.?$/.test(hostname)
  )
}
