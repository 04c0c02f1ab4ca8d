import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { FaultAction, FaultMatch } from '../../sandbox/github/faults.ts'
import { GateError, RemoteError } from '../../src/errors.ts'
import { createFetch } from '../../src/http/fetch.ts'
import { createHttp } from '../../src/http/request.ts'
import type { CodeHost, FoundComment } from '../../src/operations/ports.ts'
import { type GithubStage, githubStage, REPOSITORY, RUN_CREATED_AT } from '../support/github-stage.ts'

const configPath = 'config/gates.yml'
const pinsPath = 'model-pins.yml'
const marker = '<!-- m -->'
const body = `${marker}\nnew`

let stage: GithubStage
let host: CodeHost
let number: number

beforeEach(async () => {
  stage = await githubStage()
  host = stage.host
  stage.commit({ branch: 'feature', author: 'alice', files: { [pinsPath]: 'm: v2\n' } })
  number = stage.open({ head: 'feature', author: 'alice' })
  stage.review(number, { by: 'bob', state: 'CHANGES_REQUESTED' })
})

afterEach(async () => {
  await stage.finish()
  expect(stage.violations()).toEqual([])
  expect(stage.sandbox.faults.pending()).toBe(0)
})

function fault(match: FaultMatch, action: FaultAction): void {
  stage.sandbox.faults.add({ match, action })
}

async function failure(promise: Promise<unknown>): Promise<GateError> {
  try {
    await promise
  } catch (thrown) {
    if (thrown instanceof GateError) return thrown
    throw new Error(`not an error of ours: ${thrown}`)
  }
  throw new Error('it did not fail')
}

function comments() {
  return Object.values(stage.sandbox.state.repos[REPOSITORY]?.comments ?? {})
}

const faults: readonly [string, FaultAction][] = [
  ['a server error', { kind: 'answer', status: 502, body: '<html>bad gateway</html>' }],
  ['a cut answer', { kind: 'truncated-json' }],
  ['a raw body', { kind: 'answer', status: 200, headers: { 'content-type': 'application/octet-stream' }, body: [] }],
  ['an empty answer', { kind: 'answer', status: 200, body: {} }],
  ['a list instead of an object', { kind: 'answer', status: 200, body: [] }],
  ['null', { kind: 'answer', status: 200, body: null }],
  ['no answer, not executed', { kind: 'drop-before' }],
  ['no answer, executed', { kind: 'drop-after' }],
  ['a redirect', { kind: 'answer', status: 302, body: { message: 'Moved', url: 'https://evil.example' } }],
]

describe.each(faults)('%s', (_name, action) => {
  const reads: readonly [string, FaultMatch, () => Promise<unknown>][] = [
    [
      'readChange',
      { graphql: 'Change' },
      () => host.readChange({ configPath, pinsPath, kind: 'pull-request', number }),
    ],
    ['readPullRequest', { graphql: 'PullRequest' }, () => host.readPullRequest(number, [])],
    ['blobs', { graphql: 'CommitBlobs' }, () => host.blobs('ab'.repeat(20), ['a'])],
    ['findComments', { graphql: 'Comments' }, () => host.findComments(number, [marker])],
    ['permissions', { rest: 'GET /collaborators/' }, () => host.permissions(['bob'])],
    ['runCreatedAt', { rest: 'GET /actions/runs/' }, () => host.runCreatedAt()],
  ]

  it.each(reads)('makes %s fail, never answer less', async (_method, match, act) => {
    fault(match, action)
    const error = await failure(act())
    expect(error).toBeInstanceOf(RemoteError)
    expect(error).toMatchObject({ code: 'github-unavailable', ambiguous: false })
    expect(stage.sandbox.requests).toHaveLength(1)
  })

  it('makes a comment possibly written, and is not tried again', async () => {
    fault({ rest: 'POST /comments$' }, action)
    const error = await failure(host.postComment(number, 'text', null))
    const refused = action.kind === 'answer' && action.status === 302
    expect(error).toMatchObject({ name: 'RemoteError', ambiguous: !refused })
    expect(stage.sandbox.requests.filter((each) => each.method === 'POST')).toHaveLength(1)
  })
})

describe('rate limits', () => {
  it('by a wait are told as such, with the wait', async () => {
    fault({ rest: 'GET /actions' }, { kind: 'secondary-rate-limit', retryAfter: 73 })
    const error = await failure(host.runCreatedAt())
    expect(error).toMatchObject({ name: 'RemoteError', hint: expect.stringContaining('73 seconds') })
  })

  it('by a spent quota are told as such, with the time', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000000' }
    fault({ rest: 'GET /actions' }, { kind: 'answer', status: 403, headers, body: { message: 'No.' } })
    const error = await failure(host.runCreatedAt())
    expect(error).toMatchObject({ name: 'RemoteError', hint: expect.stringContaining('2027-01-15T08:00:00.000Z') })
  })

  it('of a comment leave no doubt that it was not written', async () => {
    fault({ rest: 'POST /comments$' }, { kind: 'answer', status: 429, body: { message: 'slow down' } })
    expect(await failure(host.postComment(number, 'x', null))).toMatchObject({ name: 'RemoteError', ambiguous: false })
  })

  it('of GraphQL come beside a 200', async () => {
    const errors = [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }]
    fault({ graphql: 'Change' }, { kind: 'answer', status: 200, body: { errors } })
    const error = await failure(host.readChange({ configPath, pinsPath, kind: 'pull-request', number }))
    expect(error).toMatchObject({ name: 'RemoteError', hint: expect.stringContaining('limits') })
  })
})

describe('GraphQL errors beside data', () => {
  const read = () => host.readChange({ configPath, pinsPath, kind: 'pull-request', number })

  it.each([
    ['of an unknown kind', { message: 'Something went wrong while executing your query.' }],
    ['deep inside', { type: 'NOT_FOUND', path: ['repository', 'pull0', 'reviews'], message: 'gone' }],
    ['for a field that has data', { type: 'NOT_FOUND', path: ['repository', 'pull0'], message: 'gone' }],
    ['for another field', { type: 'NOT_FOUND', path: ['repository', 'defaultBranchRef'], message: 'gone' }],
    ['without a path', { type: 'NOT_FOUND', message: 'gone' }],
  ])('%s: the data is not believed', async (_name, error) => {
    fault({ graphql: 'Change' }, { kind: 'graphql-errors', errors: [error] })
    expect(await failure(read())).toMatchObject({
      name: 'RemoteError',
      message: expect.stringContaining(error.message),
    })
  })

  it('deep inside that took the pull request with them do not make it absent', async () => {
    const errors = [{ type: 'NOT_FOUND', path: ['repository', 'pullRequest', 'mergeCommit'], message: 'gone' }]
    const body = { data: { repository: { pullRequest: null } }, errors }
    fault({ graphql: 'PullRequest' }, { kind: 'answer', status: 200, body })
    expect(await failure(host.readPullRequest(number, []))).toBeInstanceOf(RemoteError)
  })

  it('about a permission name it, whatever else went wrong', async () => {
    const errors = [
      { message: 'Something went wrong.' },
      {
        type: 'FORBIDDEN',
        path: ['repository', 'pull0', 'reviews'],
        message: 'Resource not accessible by integration',
      },
    ]
    fault({ graphql: 'Change' }, { kind: 'graphql-errors', errors })
    const hint = expect.stringContaining('`pull-requests: read`')
    expect(await failure(read())).toMatchObject({ name: 'AccessError', hint })
  })

  it('cannot break out of the line they are told in', async () => {
    const message = `a\n::error::b\r\u2028c\u0000${'x'.repeat(2000)}`
    fault({ graphql: 'Change' }, { kind: 'graphql-errors', errors: [{ message }] })
    const error = await failure(read())
    expect(error.message).toMatch(/^[\P{Cc}]+$/u)
    expect(error.message.length).toBeLessThan(500)
  })
})

describe('answers that are not what they should be', () => {
  /** The sandbox's own answer, with one thing changed. */
  async function changed(document: string, change: (text: string) => string): Promise<GateError> {
    const altered = await githubStage({
      fetch: async (url: string | URL | Request, init?: RequestInit) => {
        const answer = await globalThis.fetch(url, init)
        const text = await answer.text()
        const asked = typeof init?.body === 'string' && init.body.includes(document)
        return new Response(asked ? change(text) : text, { status: answer.status, headers: answer.headers })
      },
    })
    altered.commit({ branch: 'feature', author: 'alice', files: { [pinsPath]: 'm: v2\n' } })
    const own = altered.open({ head: 'feature', author: 'alice' })
    for (let index = 0; index < 130; index += 1) altered.review(own, { by: `r${index}` })
    const error = await failure(altered.host.readPullRequest(own, [pinsPath]))
    await altered.finish()
    return error
  }

  it.each<[string, string, (text: string) => string]>([
    ['reviews that are null', 'query', (text) => text.replace(/"reviews":\{/, '"reviews":null,"x":{')],
    ['a review that is null', 'query', (text) => text.replace('"nodes":[{"id":"PRR', '"nodes":[null,{"id":"PRR')],
    ['a state that does not exist', 'query', (text) => text.replace('"APPROVED"', '"LGTM"')],
    ['a review without a time', 'query', (text) => text.replace(/"submittedAt":"[^"]+"/, '"submittedAt":null')],
    ['a file that is left out', 'query', (text) => text.replaceAll('"file0"', '"file9"')],
    ['a mode that git does not have', 'query', (text) => text.replaceAll('"mode":33188', '"mode":7')],
    [
      'content that is left out',
      'query',
      (text) => text.replace(/"object":\{"__typename":"Blob"[^}]*\}/, '"object":null'),
    ],
    [
      'pages that do not advance',
      'PullRequestPage',
      (text) => text.replace(/"pageInfo":\{[^}]*\}/, '"pageInfo":{"hasNextPage":true,"endCursor":"Y3Vyc29yOnYyOjk5"}'),
    ],
    [
      'a next page without a cursor',
      'query',
      (text) => text.replace(/"hasNextPage":true,"endCursor":"[^"]*"/, '"hasNextPage":true,"endCursor":null'),
    ],
    ['a page that is left out', 'PullRequestPage', (text) => text.replace('"reviews"', '"rewiews"')],
    [
      'a pull request that is gone on its second page',
      'PullRequestPage',
      () => '{"data":{"repository":{"pullRequest":null}}}',
    ],
  ])('%s', async (_name, document, change) => {
    expect(await changed(document, change)).toBeInstanceOf(RemoteError)
  })
})

describe('a head that is not among the commits', () => {
  it('means that somebody force-pushed: it is read again, then given up', async () => {
    const odd = await githubStage({
      fetch: async (url: string | URL | Request, init?: RequestInit) => {
        const answer = await globalThis.fetch(url, init)
        const text = (await answer.text()).replace(/"headRefOid":"[0-9a-f]+"/, `"headRefOid":"${'f'.repeat(40)}"`)
        return new Response(text, { status: answer.status, headers: answer.headers })
      },
    })
    odd.commit({ branch: 'feature', author: 'alice', files: { a: 'a' } })
    const error = await failure(odd.host.readPullRequest(odd.open({ head: 'feature', author: 'alice' }), ['a']))
    expect(error).toMatchObject({ name: 'RemoteError', attempts: 2, message: expect.stringContaining('changed twice') })
    expect(odd.sandbox.requests).toHaveLength(2)
    await odd.finish()
  })
})

describe('a doubled content type', () => {
  it.each(['application/json, application/json', 'application/json; charset=utf-8, application/json; charset=utf-8'])(
    'gives the whole answer or an error, never less: %s',
    async (type) => {
      const raw = await githubStage({
        fetch: async (url: string | URL | Request, init?: RequestInit) => {
          const answer = await globalThis.fetch(url, init)
          const headers = new Headers(answer.headers)
          headers.set('content-type', type)
          return new Response(await answer.arrayBuffer(), { status: answer.status, headers })
        },
      })
      raw.commit({ branch: 'feature', author: 'alice', files: { a: 'a' } })
      const own = raw.open({ head: 'feature', author: 'alice' })
      raw.review(own, { by: 'bob' })
      const outcome = await raw.host.readPullRequest(own, []).catch((error: unknown) => error)
      if (!(outcome instanceof RemoteError)) expect(outcome).toMatchObject({ reviews: [{ state: 'APPROVED' }] })
      await raw.finish()
    },
  )

  it('is met by the sandbox too', async () => {
    fault({ graphql: 'PullRequest' }, { kind: 'doubled-content-type' })
    const outcome = await host.readPullRequest(number, []).catch((error: unknown) => error)
    if (!(outcome instanceof RemoteError)) expect(outcome).toMatchObject({ reviews: [{ state: 'CHANGES_REQUESTED' }] })
  })
})

describe('with the fetch that tries again', () => {
  async function patient(): Promise<GithubStage> {
    const http = createHttp({
      version: '0.0.0',
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      sleep: async () => undefined,
      random: () => 0,
      environment: {},
      secrets: () => [],
    })
    const own = await githubStage({ fetch: createFetch(http, 'github') })
    own.commit({ branch: 'feature', author: 'alice', files: { a: 'a' } })
    own.open({ head: 'feature', author: 'alice' })
    return { ...own, finish: () => Promise.all([own.finish(), http.close()]).then(() => undefined) }
  }

  it('reads and writes as without', async () => {
    const own = await patient()
    expect(await own.host.readPullRequest(1, ['a'])).toMatchObject({ number: 1, files: ['a'] })
    const { url } = await own.host.postComment(1, body, null)
    expect((await own.host.findComments(1, [marker])).get(marker)).toMatchObject({ body, url })
    expect(own.violations()).toEqual([])
    await own.finish()
  })

  it('a query and a GET outlive a server error, a lost answer and a rate limit', async () => {
    const own = await patient()
    const actions: FaultAction[] = [
      { kind: 'answer', status: 502 },
      { kind: 'drop-after' },
      { kind: 'secondary-rate-limit', retryAfter: 0 },
    ]
    for (const action of actions) {
      own.sandbox.faults.add({ match: { graphql: 'PullRequest' }, action })
      expect(await own.host.readPullRequest(1, [])).toMatchObject({ number: 1 })
      own.sandbox.faults.add({ match: { rest: 'GET /actions/' }, action })
      expect(await own.host.runCreatedAt()).toBe(RUN_CREATED_AT)
    }
    expect(own.sandbox.requests).toHaveLength(12)
    await own.finish()
  })

  it('a comment whose answer was lost is not written twice', async () => {
    const own = await patient()
    own.sandbox.faults.add({ match: { rest: 'POST /comments$' }, action: { kind: 'drop-after' } })
    expect(await failure(own.host.postComment(1, body, null))).toMatchObject({ name: 'RemoteError', ambiguous: true })
    expect(Object.keys(own.sandbox.state.repos[REPOSITORY]?.comments ?? {})).toHaveLength(1)
    await own.finish()
  })
})

describe('a comment', () => {
  async function existing(): Promise<FoundComment> {
    await host.postComment(number, `${marker}\nold`, null)
    const found = (await host.findComments(number, [marker])).get(marker)
    if (found === undefined) throw new Error('the comment was not found')
    return found
  }

  it('whose creation got no answer is there once', async () => {
    fault({ rest: 'POST /comments$' }, { kind: 'drop-after' })
    expect(await failure(host.postComment(number, body, null))).toMatchObject({ ambiguous: true })
    expect(comments()).toHaveLength(1)
  })

  it('whose update failed is not created a second time', async () => {
    const found = await existing()
    fault({ rest: 'PATCH /comments/' }, { kind: 'answer', status: 500, body: { message: 'oops' } })
    expect(await failure(host.postComment(number, body, found))).toMatchObject({ name: 'RemoteError', ambiguous: true })
    expect(comments().map((each) => each.body)).toEqual([`${marker}\nold`])
  })

  it('that GitHub finds invalid was not written', async () => {
    fault({ rest: 'POST /comments$' }, { kind: 'answer', status: 422, body: { message: 'Validation Failed' } })
    const error = await failure(host.postComment(number, body, null))
    expect(error).toMatchObject({ name: 'RemoteError', ambiguous: false, message: expect.stringContaining('422') })
  })
})
