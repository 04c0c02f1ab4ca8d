import { RemoteError } from '../errors.ts'
import type { Http, HttpAnswer, HttpRequest } from './request.ts'

const MOST_REDIRECTS = 5

export type DownloadRequest = Omit<HttpRequest, 'method' | 'body' | 'idempotent'>

/**
 * Fetches a file from storage, following redirects. `Authorization` (and cookies) go only to the origin they
 * were meant for: they are dropped at the first redirect to another one and never come back. A redirect from
 * https to http is refused.
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
    (from.protocol === 'https:' && to.protocol === 'http:')
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
