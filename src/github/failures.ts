import { AccessError, GateError, RemoteError } from '../errors.ts'
import type { GraphqlError } from './responses.ts'

export interface FailedRequest {
  /** Route or kind of query, for the message. */
  readonly what: string
  /** Permission that the request needs. */
  readonly needs: string
  readonly writes: boolean
}

/** Turns what octokit throws into AccessError or RemoteError. An error of ours that it wrapped comes out as it was. */
export function httpFailure(thrown: unknown, request: FailedRequest): GateError {
  if (thrown instanceof GateError) return thrown
  const cause = thrown instanceof Error ? thrown.cause : undefined
  if (cause instanceof GateError) return cause
  const answer = answerOf(thrown)
  if (answer === null) {
    const why = thrown instanceof Error ? singleLine(thrown.message) : 'unknown error'
    const fields = { ambiguous: request.writes, cause: thrown }
    return new RemoteError('github', `No usable answer from GitHub to ${request.what}: ${why}`, fields)
  }
  return statusFailure(answer, request, thrown)
}

interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly message: string
}

function statusFailure(answer: HttpAnswer, request: FailedRequest, cause: unknown): GateError {
  const { status } = answer
  const said = `GitHub answered ${status} to ${request.what}: ${answer.message}`
  if (status === 401) {
    const hint = 'The token is missing, expired or of another server: check `github-token`.'
    return new AccessError('github', said, { hint, cause })
  }
  if (isRateLimit(answer)) {
    return new RemoteError('github', said, {
      hint: `GitHub limits our requests${waitText(answer)}; then run again.`,
      cause,
    })
  }
  if (status === 403 || status === 404) {
    const accepted = answer.headers['x-accepted-github-permissions']
    const also = typeof accepted === 'string' ? ` GitHub would accept: ${singleLine(accepted)}.` : ''
    return new AccessError('github', said, { hint: `${permissionHint(request.needs)}${also}`, cause })
  }
  // After a server error nobody knows whether the write was carried out; a 4xx says that it was not.
  return new RemoteError('github', said, { ambiguous: request.writes && status >= 500, cause })
}

/** Turns the errors of a GraphQL answer into one error: a missing permission first, as it explains the others. */
export function graphqlFailure(errors: readonly GraphqlError[], fullName: string): GateError {
  const forbidden = errors.find(isForbidden)
  if (forbidden !== undefined) {
    const message = `GitHub refused part of a GraphQL query: ${singleLine(forbidden.message)}`
    return new AccessError('github', message, { hint: permissionHint(permissionFor(forbidden.path ?? [])) })
  }
  const [first] = errors
  if (first?.type === 'NOT_FOUND' && first.path?.length === 1 && first.path[0] === 'repository') {
    const message = `GitHub shows no repository ${singleLine(fullName)} to this token.`
    return new AccessError('github', message, { hint: permissionHint('contents: read') })
  }
  const limited = errors.some((error) => error.type === 'RATE_LIMITED')
  const hint = limited ? 'GitHub limits our requests; run again later.' : undefined
  const said = singleLine(first?.message ?? 'unknown error')
  return new RemoteError(
    'github',
    `GitHub could not answer a GraphQL query in full: ${said}`,
    hint === undefined ? {} : { hint },
  )
}

/** Turns the errors of a refused mutation into one error; GitHub writes nothing then. */
export function mutationFailure(errors: readonly GraphqlError[], what: string, needs: string): GateError {
  const [first] = errors
  const said = `GitHub refused ${what}: ${singleLine(first?.message ?? 'unknown error')}`
  if (errors.some((error) => /GitHub Actions is not permitted to create/i.test(error.message))) {
    const hint =
      'Allow it in the settings of the repository (Actions, General, "Allow GitHub Actions to create and approve pull requests"), or give `github-token` the token of a GitHub App.'
    return new AccessError('github', said, { hint })
  }
  const forbidden = errors.some((error) => isForbidden(error) || error.type === 'NOT_FOUND')
  return forbidden ? new AccessError('github', said, { hint: permissionHint(needs) }) : new RemoteError('github', said)
}

/** Text of another program on one line, without control characters, and short. */
export function singleLine(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return clean.length > 300 ? `${clean.slice(0, 300)}…` : clean
}

function isForbidden(error: GraphqlError): boolean {
  const types = ['FORBIDDEN', 'INSUFFICIENT_SCOPES']
  return types.includes(error.type ?? '') || error.message.includes('Resource not accessible by')
}

/** Which permission the field at this path of the answer needs. */
function permissionFor(path: readonly (string | number)[]): string {
  const keys = path.filter((key) => typeof key === 'string')
  const ofContents = keys.some((key) => /^(file\d+|baseRef|target|parents)$/.test(key))
  const ofPulls = keys.some((key) => /^(pull\d+|pullRequest|associatedPullRequests)$/.test(key))
  return ofPulls && !ofContents ? 'pull-requests: read' : 'contents: read'
}

/** Tells which line is missing from the workflow. */
export function permissionHint(permission: string): string {
  return `The token needs \`${permission}\`: add it to the job's \`permissions\`.`
}

/** GitHub's signs of a limit; a 403 without them is a refusal and stays one. */
function isRateLimit(answer: HttpAnswer): boolean {
  if (answer.status === 429) return true
  if (answer.status !== 403) return false
  const { headers, message } = answer
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(message)
}

function waitText(answer: HttpAnswer): string {
  const after = answer.headers['retry-after']
  if (typeof after === 'string' && /^\d+$/.test(after)) return `: wait ${after} second${after === '1' ? '' : 's'}`
  const reset = answer.headers['x-ratelimit-reset']
  if (typeof reset !== 'string' || !/^\d{1,12}$/.test(reset)) return ''
  return ` until ${new Date(Number(reset) * 1000).toISOString()}`
}

/** What the server answered, out of octokit's error; null when no answer came. */
function answerOf(thrown: unknown): HttpAnswer | null {
  if (!(thrown instanceof Error) || !('status' in thrown) || !('response' in thrown)) return null
  const { status, response } = thrown
  if (typeof status !== 'number' || typeof response !== 'object' || response === null) return null
  const headers = 'headers' in response && typeof response.headers === 'object' ? response.headers : null
  return { status, headers: { ...headers }, message: singleLine(thrown.message) }
}
