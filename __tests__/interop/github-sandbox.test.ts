import { get } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { fillSample, sampleRepo as repo } from '../../sandbox/github/sample.ts'
import { addRepo, addTeam, addToken, repoNamed } from '../../sandbox/github/seed.ts'
import { addComment, dismissReview, review } from '../../sandbox/github/seed-pulls.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'

let github: GithubSandbox

beforeEach(async () => {
  github = await startGithub({ now: () => Date.parse('2026-03-01T10:00:00Z') })
  fillSample(github)
})

afterEach(() => github.close())

interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

async function call(token: string, request: string, body?: unknown): Promise<Reply> {
  const [method = '', path = ''] = request.split(' ')
  const response = await fetch(github.apiUrl + path.replace('~', `/repos/${repo}`), {
    method,
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'test', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}

interface GraphqlReply {
  readonly data?: { readonly repository: Record<string, unknown> | null }
  readonly errors?: readonly { readonly type?: string; readonly message: string; readonly path?: readonly string[] }[]
}

async function ask(token: string, fields: string): Promise<GraphqlReply> {
  const query = `{ repository(owner: "acme", name: "models") { ${fields} } }`
  return (await call(token, 'POST /graphql', { query })).body as GraphqlReply
}

describe('access by REST', () => {
  const comment = '~/issues/1/comments'
  const rows: readonly [string, Record<string, 'read' | 'write'>, string, number, string | null][] = [
    ['reads a file', { contents: 'read' }, 'GET ~/contents/README.md', 200, 'contents=read'],
    ['hides files of a private repository', {}, 'GET ~/contents/README.md', 404, 'contents=read'],
    ['reads the repository by metadata', {}, 'GET ~', 200, 'metadata=read'],
    ['reads a role by metadata', {}, 'GET ~/collaborators/bo/permission', 200, 'metadata=read'],
    ['refuses reviews', { contents: 'read' }, 'GET ~/pulls/1/reviews', 403, 'pull_requests=read'],
    ['reads reviews', { pull_requests: 'read' }, 'GET ~/pulls/1/reviews', 200, 'pull_requests=read'],
    ['reads comments as issues', { issues: 'read' }, `GET ${comment}`, 200, 'issues=read; pull_requests=read'],
    ['refuses to write with read', { issues: 'read' }, `POST ${comment}`, 403, 'issues=write; pull_requests=write'],
    ['writes', { pull_requests: 'write' }, `POST ${comment}`, 201, 'issues=write; pull_requests=write'],
    ['refuses runs', {}, 'GET ~/actions/runs/7/approvals', 403, 'actions=read'],
    ['does not know other repositories', { contents: 'read' }, 'GET /repos/acme/other', 404, null],
    ['does not know repositories that are not there', { contents: 'read' }, 'GET /repos/acme/none', 404, null],
  ]
  it.each(rows)('%s', async (_, permissions, request, status, accepted) => {
    addRepo(github, { name: 'acme/other' })
    addToken(github, 'narrow', { login: 'github-actions[bot]', repositories: [repo], permissions })
    const reply = await call('narrow', request, request.startsWith('POST') ? { body: 'text' } : undefined)
    expect([reply.status, reply.headers.get('x-accepted-github-permissions')]).toEqual([status, accepted])
    if (status === 403) expect(reply.body).toMatchObject({ message: 'Resource not accessible by integration' })
    expect(github.violations).toEqual([])
  })

  it('knows neither unknown tokens nor requests without one', async () => {
    expect((await call('stolen', 'GET ~')).status).toBe(401)
    const bare = await fetch(`${github.apiUrl}/repos/${repo}`, { headers: { 'user-agent': 'test' } })
    expect(bare.status).toBe(401)
  })

  it('hides a private repository from people without a role', async () => {
    expect([(await call('eve', 'GET ~')).status, (await call('out', 'GET ~')).status]).toEqual([200, 404])
  })
})

describe('requests against the schema', () => {
  const rows: readonly [string, string, unknown, number, RegExp][] = [
    ['an unknown field value', 'POST ~/pulls/1/reviews', { event: 'LGTM', body: 'x' }, 422, /event/],
    ['a missing body', 'POST ~/issues/1/comments', {}, 422, /body/],
    ['text for a number', 'GET ~/pulls/one', undefined, 422, /pull_number/],
    ['an unknown query parameter', 'GET ~/pulls/1/reviews?perpage=100', undefined, 422, /perpage/],
    ['an operation that is not built', 'GET ~/deployments', undefined, 404, /no such operation/],
    ['the wrong method', 'PUT ~/issues/comments/1', { body: 'x' }, 404, /no such operation/],
  ]
  it.each(rows)('records %s', async (_, request, body, status, violation) => {
    expect((await call('bo', request, body)).status).toBe(status)
    expect(github.violations.join('\n')).toMatch(violation)
  })

  it('records a body that is not JSON', async () => {
    const url = `${github.apiUrl}/repos/${repo}/issues/1/comments`
    const headers = { authorization: 'Bearer bo', 'user-agent': 'test' }
    expect((await fetch(url, { method: 'POST', headers, body: '{"body":' })).status).toBe(400)
    expect(github.violations).toEqual([`POST /repos/${repo}/issues/1/comments: the body is not JSON`])
  })

  it('refuses and records a request without a User-Agent', async () => {
    const options = { headers: { authorization: 'Bearer bo' } }
    const status = await new Promise((resolve, reject) => {
      get(`${github.apiUrl}/repos/${repo}`, options, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).on('error', reject)
    })
    expect([status, github.violations]).toEqual([403, [`GET /repos/${repo}: no User-Agent`]])
  })
})

describe('reviews', () => {
  const rows: readonly [string, string, unknown, number, string][] = [
    ['own approval', 'kim', { event: 'APPROVE' }, 422, 'Can not approve your own pull request'],
    ['own refusal', 'kim', { event: 'REQUEST_CHANGES', body: 'x' }, 422, 'Can not request changes on your own'],
    ['approval by a workflow', 'workflow', { event: 'APPROVE' }, 422, 'not permitted to approve'],
    ['a refusal without words', 'bo', { event: 'REQUEST_CHANGES' }, 422, 'Body can not be blank'],
    ['a commit of somewhere else', 'bo', { event: 'APPROVE', commit_id: 'f'.repeat(40) }, 422, 'not part of'],
    ['approval by a reader', 'eve', { event: 'APPROVE' }, 200, 'APPROVED'],
  ]
  it.each(rows)('%s', async (_, token, body, status, text) => {
    const reply = await call(token, 'POST ~/pulls/1/reviews', body)
    expect(reply.status).toBe(status)
    expect(JSON.stringify(reply.body)).toContain(text)
  })

  it('keeps an unsubmitted review to its writer', async () => {
    await call('bo', 'POST ~/pulls/1/reviews', {})
    const seen = await Promise.all(['bo', 'ana'].map((token) => call(token, 'GET ~/pulls/1/reviews')))
    expect(seen.map((reply) => (reply.body as unknown[]).length)).toEqual([1, 0])
  })

  it('gives the last opinion of each person, writers only on request, and the decision of the rule', async () => {
    const opinions = async (writersOnly: boolean) => {
      const fields = `latestOpinionatedReviews(first: 9, writersOnly: ${writersOnly}) { nodes { state author { login } } }`
      const { data } = await ask('workflow', `pullRequest(number: 1) { reviewDecision ${fields} }`)
      const pull = data?.repository?.['pullRequest'] as {
        reviewDecision: string | null
        latestOpinionatedReviews: { nodes: { state: string; author: { login: string } }[] }
      }
      const texts = pull.latestOpinionatedReviews.nodes.map((node) => `${node.author.login} ${node.state}`)
      return [pull.reviewDecision, ...texts]
    }
    review(github, repo, 1, { by: 'bo', state: 'CHANGES_REQUESTED' })
    review(github, repo, 1, { by: 'eve' })
    review(github, repo, 1, { by: 'bo' })
    review(github, repo, 1, { by: 'bo', state: 'COMMENTED' })
    expect(await opinions(false)).toEqual([null, 'eve APPROVED', 'bo APPROVED'])
    repoNamed(github, repo).requiredReviews['main'] = 1
    expect(await opinions(true)).toEqual(['APPROVED', 'bo APPROVED'])
    const last = review(github, repo, 1, { by: 'ana', state: 'CHANGES_REQUESTED' })
    expect(await opinions(true)).toEqual(['CHANGES_REQUESTED', 'bo APPROVED', 'ana CHANGES_REQUESTED'])
    dismissReview(github, repo, 1, last.id)
    expect(await opinions(true)).toEqual(['APPROVED', 'bo APPROVED', 'ana DISMISSED'])
  })
})

describe('comments', () => {
  it.each([
    ['as long as allowed', 'x'.repeat(65_536), 201],
    ['one character longer', 'x'.repeat(65_537), 422],
    ['blank', ' ', 422],
  ])('%s', async (_, body, status) => {
    expect((await call('bo', 'POST ~/issues/1/comments', { body })).status).toBe(status)
  })

  it.each([
    ['bo', 200],
    ['kim', 403],
    ['workflow', 403],
    ['ana', 200],
  ])('of bo changed by %s answers %i', async (token, status) => {
    const { id } = addComment(github, repo, { issue: 1, by: 'bo', body: 'before' })
    expect((await call(token, `PATCH ~/issues/comments/${id}`, { body: 'after' })).status).toBe(status)
    expect(repoNamed(github, repo).comments[String(id)]?.body).toBe(status === 200 ? 'after' : 'before')
  })

  it('come in pages of at most a hundred, linked', async () => {
    for (let count = 0; count < 205; count += 1) addComment(github, repo, { issue: 1, by: 'bo', body: `${count}` })
    const reply = await call('bo', 'GET ~/issues/1/comments?per_page=500&page=2')
    expect(reply.body).toHaveLength(100)
    const rels = [...(reply.headers.get('link') ?? '').matchAll(/page=(\d)>; rel="(\w+)"/g)].map(
      (m) => `${m[2]} ${m[1]}`,
    )
    expect(rels).toEqual(['prev 1', 'next 3', 'last 3', 'first 1'])
    const last = await call('bo', 'GET ~/issues/1/comments?per_page=100&page=3')
    expect(last.body).toHaveLength(5)
  })

  it('tell by GraphQL whose they are', async () => {
    addComment(github, repo, { issue: 1, by: 'github-actions[bot]', body: 'ours' })
    addComment(github, repo, { issue: 1, by: 'bo', body: 'theirs' })
    const { data } = await ask(
      'workflow',
      'pullRequest(number: 1) { comments(first: 9) { nodes { viewerDidAuthor author { login } } } }',
    )
    expect(data?.repository?.['pullRequest']).toEqual({
      comments: {
        nodes: [
          { viewerDidAuthor: true, author: { login: 'github-actions' } },
          { viewerDidAuthor: false, author: { login: 'bo' } },
        ],
      },
    })
  })
})

describe('teams', () => {
  it.each([
    ['with the members permission', { members: 'read' as const }, 'stewards', [200, 200, 404]],
    ['without it, as a workflow token', {}, 'stewards', [404, 404, 404]],
    ['that do not exist', { members: 'read' as const }, 'nobody', [404, 404, 404]],
  ])('%s', async (_, permissions, team, statuses) => {
    addTeam(github, 'acme/stewards', ['ana'])
    addToken(github, 'team', { login: 'ana', permissions })
    const paths = [
      `/orgs/acme/teams/${team}`,
      ...['ana', 'bo'].map((who) => `/orgs/acme/teams/${team}/memberships/${who}`),
    ]
    const replies = await Promise.all(paths.map((path) => call('team', `GET ${path}`)))
    expect(replies.map((reply) => reply.status)).toEqual(statuses)
    expect(github.violations).toEqual([])
  })
})
