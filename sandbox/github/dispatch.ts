/** Takes a request to the endpoint that answers it: OIDC, GraphQL or a REST operation. */
import { type Answer, refusal } from './answer.ts'
import type { ArtifactStorage } from './artifacts.ts'
import type { FaultQueue, LoggedRequest } from './faults.ts'
import { answerGraphql } from './graphql.ts'
import { discovery, idToken, keySet } from './oidc.ts'
import type { Description } from './openapi.ts'
import { answerRest } from './rest.ts'
import { answerElsewhere } from './rest-repos.ts'
import type { Token, World } from './state.ts'
import type { Incoming } from './wire.ts'

/** A sandbox at work. */
export interface Running extends World {
  readonly origin: string
  readonly restPath: string
  readonly graphqlPath: string
  readonly issuer: string
  readonly description: Description
  readonly requests: LoggedRequest[]
  readonly violations: string[]
  readonly faults: FaultQueue
  readonly storage: ArtifactStorage
  readonly settings: { latencyMs: number; frozenAt: number | undefined }
}

/** Answers a request, and records what is wrong with it or with the answer. */
export async function answerTo(running: Running, incoming: Incoming, logged: LoggedRequest): Promise<Answer> {
  const oidc = answerOidc(running, incoming)
  if (oidc !== undefined) return oidc
  if (incoming.headers['user-agent'] === undefined) {
    running.violations.push(`${incoming.method} ${logged.path}: no User-Agent`)
    return refusal(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
    )
  }
  const token = tokenOf(running, incoming)
  if (token === undefined) return refusal(401, 'Bad credentials')
  if (incoming.text !== '' && logged.body === undefined) {
    running.violations.push(`${incoming.method} ${logged.path}: the body is not JSON`)
    return refusal(400, 'Problems parsing JSON')
  }
  if (logged.operation === 'graphql' && incoming.method === 'POST') {
    const asked = { world: running, state: running.state, token }
    return answerGraphql(asked, logged.body, (text) => running.violations.push(text))
  }
  return answerOperation(running, incoming, { logged, token })
}

function answerOperation(
  running: Running,
  incoming: Incoming,
  asked: { readonly logged: LoggedRequest; readonly token: Token },
): Answer {
  const { logged, token } = asked
  const where = `${logged.method} ${logged.path}`
  const underRoot = incoming.url.pathname.startsWith(`${running.restPath}/`)
  const found = underRoot ? running.description.find(logged.method, logged.path) : undefined
  if (found === undefined) {
    running.violations.push(`${where}: no such operation in the sandbox`)
    return refusal(404, 'Not Found')
  }
  const params = Object.fromEntries(
    Object.entries(found.params).map(([name, text]) => [name, decodeURIComponent(text)]),
  )
  const operation = { ...found, params }
  const wrong = running.description.requestProblems(operation, { ...logged, headers: incoming.headers })
  if (wrong.length > 0) {
    running.violations.push(...wrong.map((text) => `${where}: request ${text}`))
    return refusal(422, 'Invalid request.', { errors: wrong })
  }
  const body = (logged.body ?? {}) as Record<string, unknown>
  const { query, headers, path } = logged
  const { now, changed, state, serverUrl } = running
  const apiUrl = running.origin + running.restPath
  const { url: storageUrl, key: storageKey } = running.storage
  const call = {
    state,
    serverUrl,
    now,
    changed,
    apiUrl,
    storageUrl,
    storageKey,
    token,
    path,
    params,
    query,
    headers,
    body,
  }
  const answer = answerRest(call, operation, answerElsewhere)
  const ours = running.description.answerProblems(operation, answer.status, answer.body ?? null)
  running.violations.push(...ours.map((text) => `${where}: our answer ${answer.status} ${text}`))
  return ours.length > 0 ? refusal(500, `sandbox: the answer violates GitHub's schema: ${ours.join('; ')}`) : answer
}

function answerOidc(running: Running, incoming: Incoming): Answer | undefined {
  const { pathname, searchParams } = incoming.url
  const issuerPath = new URL(running.issuer).pathname
  if (pathname === `${issuerPath}/.well-known/openid-configuration`) return discovery(running.issuer)
  if (pathname === `${issuerPath}/.well-known/jwks`) return keySet(running.state)
  if (pathname !== '/_services/idtoken') return undefined
  const bearer = (incoming.headers['authorization'] ?? '').replace(/^bearer /i, '')
  return idToken(running, running.issuer, { bearer, audience: searchParams.get('audience') })
}

/** What is kept of a request. */
export function logEntry(running: Running, incoming: Incoming): LoggedRequest {
  const path = restPath(running, incoming)
  const graphql = incoming.url.pathname === running.graphqlPath
  const operation = graphql ? 'graphql' : (running.description.find(incoming.method, path)?.id ?? 'unknown')
  const { authorization: _secret, ...headers } = incoming.headers
  return {
    method: incoming.method,
    path,
    query: Object.fromEntries(incoming.url.searchParams),
    operation,
    login: tokenOf(running, incoming)?.login ?? null,
    headers,
    body: parsedBody(incoming.text),
    status: 0,
  }
}

function restPath(running: Running, incoming: Incoming): string {
  const { pathname } = incoming.url
  return pathname.startsWith(`${running.restPath}/`) ? pathname.slice(running.restPath.length) : pathname
}

function parsedBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function tokenOf(running: Running, incoming: Incoming): Token | undefined {
  const [, value] = /^(?:bearer|token) (.+)$/i.exec(incoming.headers['authorization'] ?? '') ?? []
  return value === undefined ? undefined : running.state.tokens[value]
}
