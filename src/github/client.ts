import { Octokit } from '@octokit/core'
import { AccessError, RemoteError } from '../errors.ts'
import type { createFetch } from '../http/fetch.ts'
import { parseAnswer } from './answers.ts'
import { graphqlFailure, httpFailure, mutationFailure, singleLine } from './failures.ts'
import type { GraphqlAnswer } from './responses.ts'

/** Node's `fetch`, or the one with proxy, time limits and retries. */
export type GithubFetch = typeof globalThis.fetch | ReturnType<typeof createFetch>

export interface GithubOptions {
  /** As in `GITHUB_API_URL`; with `/api/v3` on GitHub Enterprise Server. */
  readonly apiUrl: string
  /** As in `GITHUB_GRAPHQL_URL`, used exactly as given. */
  readonly graphqlUrl: string
  readonly token: string
  readonly repository: { readonly owner: string; readonly name: string }
  /** Id of the running workflow run, in digits. */
  readonly workflowRunId: string
  /**
   * Makes every request. It may repeat a GET and a GraphQL query (all of ours only read), but no other POST or PATCH
   * that may have arrived.
   */
  readonly fetch?: GithubFetch | undefined
  /** Told of each request: method, path, status, time. */
  readonly log?: ((message: string) => void) | undefined
}

export interface RestAsk {
  /** E.g. `GET /repos/{owner}/{repo}/actions/runs/{run_id}`; owner and repo are filled in where they stand. */
  readonly route: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** Permission that the request needs, as written in a workflow. */
  readonly needs: string
  /** A write that got no clear answer may have happened. */
  readonly writes?: boolean
  /** True: a 404 is an answer, `undefined`. */
  readonly mayBeAbsent?: boolean
}

export interface MutationAsk {
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
  /** Permission that the mutation needs, as written in a workflow. */
  readonly needs: string
  /** How GitHub says that somebody was faster. */
  readonly refusal: RegExp
}

/** One repository on GitHub, over HTTP. */
export interface GithubClient {
  readonly workflowRunId: string
  /**
   * The `repository` object of a query's answer. Fields in `mayBeAbsent` may be null with a NOT_FOUND error; any other
   * error throws, because an answer with holes would be read as a repository without reviews or files.
   */
  repository(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    mayBeAbsent?: readonly string[],
  ): Promise<Readonly<Record<string, unknown>>>
  rest(ask: RestAsk): Promise<unknown>
  /** `data` of a mutation; null: it was refused in words that `refusal` knows, and nothing was written. */
  mutate(ask: MutationAsk): Promise<Readonly<Record<string, unknown>> | null>
}

/** Throws AccessError or RemoteError from each of its methods, never what octokit throws. */
export function createGithubClient(options: GithubOptions): GithubClient {
  const { owner, name } = options.repository
  const octokit = connect(options)

  async function repository(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    mayBeAbsent: readonly string[] = [],
  ): Promise<Readonly<Record<string, unknown>>> {
    const data = await octokit
      .request({
        method: 'POST',
        url: options.graphqlUrl,
        query: document,
        variables: { owner, name, ...variables },
      })
      .then((response): unknown => response.data)
      .catch((thrown: unknown) => {
        throw httpFailure(thrown, { what: 'a GraphQL query', needs: 'contents: read', writes: false })
      })
    return believed(await parseAnswer('graphqlAnswer', data, 'a GraphQL query'), mayBeAbsent, `${owner}/${name}`)
  }

  async function rest(ask: RestAsk): Promise<unknown> {
    try {
      // What a route has no place for would go into the query.
      const place = ask.route.includes('{repo}') ? { owner, repo: name } : {}
      const response = await octokit.request(ask.route, { ...place, ...ask.parameters })
      // Our fetch follows no redirect: it would carry the token to wherever the answer points.
      if (response.status < 300) return response.data
      throw new RemoteError('github', `GitHub answered ${response.status} to ${ask.route}: was the repository renamed?`)
    } catch (thrown) {
      if (ask.mayBeAbsent === true && (thrown as { status?: unknown }).status === 404) return undefined
      throw httpFailure(thrown, { what: ask.route, needs: ask.needs, writes: ask.writes ?? false })
    }
  }

  async function mutate(ask: MutationAsk): Promise<Readonly<Record<string, unknown>> | null> {
    const what = `the mutation ${/^mutation (\w+)/.exec(ask.document)?.[1] ?? ''}`
    const sent = { method: 'POST', url: options.graphqlUrl, query: ask.document, variables: ask.variables } as const
    const answer = await octokit
      .request(sent)
      .then((response): unknown => response.data)
      .catch((thrown: unknown) => {
        throw httpFailure(thrown, { what, needs: ask.needs, writes: true })
      })
    const { data, errors = [] } = await parseAnswer('mutationAnswer', answer, what, true)
    if (errors.some((error) => ask.refusal.test(`${error.type ?? ''} ${error.message}`))) return null
    if (errors.length > 0) throw mutationFailure(errors, what, ask.needs)
    if (data == null) throw new RemoteError('github', `GitHub answered ${what} with neither data nor an error.`)
    return data
  }

  return { workflowRunId: options.workflowRunId, repository, rest, mutate }
}

function connect(options: GithubOptions): Octokit {
  const tell = options.log ?? (() => undefined)
  const log = { debug: () => undefined, info: tell, warn: tell, error: tell }
  const octokit = new Octokit({
    auth: options.token,
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: 'model-promotion-gate',
    log,
    request: { fetch: options.fetch ?? globalThis.fetch, log },
  })
  octokit.hook.before('request', (request) => {
    request.headers['x-github-api-version'] = '2022-11-28'
  })
  return octokit
}

function believed(
  answer: GraphqlAnswer,
  mayBeAbsent: readonly string[],
  fullName: string,
): Readonly<Record<string, unknown>> {
  const found = answer.data?.repository ?? null
  const serious = (answer.errors ?? []).filter((error) => {
    const [root, field, ...deeper] = error.path ?? []
    const named =
      root === 'repository' && typeof field === 'string' && deeper.length === 0 && mayBeAbsent.includes(field)
    return !(error.type === 'NOT_FOUND' && named && found?.[field] === null)
  })
  if (serious.length > 0) throw graphqlFailure(serious, fullName)
  if (answer.data === undefined || answer.data === null) {
    throw new RemoteError('github', 'GitHub answered a GraphQL query with neither data nor an error.')
  }
  if (found === null)
    throw new AccessError('github', `GitHub shows no repository ${singleLine(fullName)} to this token.`)
  return found
}
