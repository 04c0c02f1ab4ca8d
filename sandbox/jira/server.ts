import { listen, type ServiceAnswer, type ServiceCall, type ServiceListener } from '../services/listener.ts'
import { approvalPage, changelogPage, issueAnswer, personAnswer } from './answers.ts'
import { type JiraIssue, type JiraState, type JiraToken, projectOf } from './state.ts'

export interface JiraSandbox extends ServiceListener {
  readonly state: JiraState
  /** What stands for api.atlassian.com. */
  readonly gateway: string
}

/** `null`: nobody is logged in; a wrong credential on the site makes a request anonymous, as Jira does. */
interface Caller {
  readonly token: JiraToken | null
  readonly refused: boolean
}

/** Starts a Jira site and, under `/ex/jira/<cloudId>`, its gateway. */
export async function startJira(state: JiraState, now: () => number = Date.now): Promise<JiraSandbox> {
  const listener = await listen((call) => answer(state, call), now)
  return { ...listener, state, gateway: listener.url }
}

function answer(state: JiraState, call: ServiceCall): ServiceAnswer {
  if (call.method !== 'GET') return { status: 405, body: { errorMessages: ['read only'] } }
  if (call.path === '/_edge/tenant_info' && state.hosting === 'cloud') {
    return { status: 200, body: { cloudId: state.cloudId } }
  }
  const gateway = `/ex/jira/${state.cloudId}`
  const viaGateway = state.hosting === 'cloud' && call.path.startsWith(`${gateway}/`)
  const path = viaGateway ? call.path.slice(gateway.length) : call.path
  const caller = callerOf(state, call, viaGateway)
  // The gateway knows no strangers; a site lets them in and says only in a header that the login failed.
  if (viaGateway && caller.token === null) return { status: 401, body: { code: 401, message: 'Unauthorized' } }
  const given = route(state, { ...call, path }, caller)
  return caller.refused
    ? { ...given, headers: { ...given.headers, 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' } }
    : given
}

function callerOf(state: JiraState, { authorization }: ServiceCall, viaGateway: boolean): Caller {
  if (authorization === '') return { token: null, refused: false }
  const token = state.tokens.find(({ email, token: text }) => {
    const basic = `Basic ${Buffer.from(`${email ?? ''}:${text}`).toString('base64')}`
    return authorization === (email === null ? `Bearer ${text}` : basic)
  })
  const fits = token !== undefined && !token.expired && (viaGateway || !token.scoped)
  return { token: fits ? token : null, refused: !fits }
}

function route(state: JiraState, { path, query }: ServiceCall, { token }: Caller): ServiceAnswer {
  const version = state.hosting === 'cloud' ? '3' : '2'
  const [, rest] = new RegExp(`^/rest/api/${version}/(.*)$`).exec(path) ?? []
  const [, requestKey] = /^\/rest\/servicedeskapi\/request\/([^/]+)\/approval$/.exec(path) ?? []
  if (rest === 'myself') {
    if (token === null)
      return { status: 401, body: { message: 'Client must be authenticated to access this resource.' } }
    return { status: 200, body: personAnswer(state, token.person) }
  }
  const [, key, changelog] = /^issue\/([^/]+)(\/changelog)?$/.exec(rest ?? '') ?? []
  const issue = visible(state, requestKey ?? key ?? '', token)
  if (issue === undefined) return NOT_FOUND
  if (requestKey !== undefined) {
    if (issue.approvals === null || token === null) return { status: 404, body: { errorMessage: 'Not a request.' } }
    return { status: 200, body: approvalPage(state, issue.approvals, query) }
  }
  if (changelog === undefined) return { status: 200, body: issueAnswer(state, issue, query) }
  if (state.withoutChangelogPath) return { status: 404, body: 'Oops, you have found a dead link.' }
  return { status: 200, body: changelogPage(state, issue, query) }
}

/** "Missing" and "not allowed" are the same answer. */
function visible(state: JiraState, key: string, token: JiraToken | null): JiraIssue | undefined {
  const issue = state.issues.find(({ keys }) => keys.includes(key))
  if (issue === undefined) return undefined
  return issue.isPublic || token?.projects.includes(projectOf(issue)) ? issue : undefined
}

const NOT_FOUND: ServiceAnswer = {
  status: 404,
  body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} },
}
