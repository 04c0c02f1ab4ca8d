import { spawn } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Fault } from '../../sandbox/github/faults.ts'
import { setJobClaims } from '../../sandbox/github/oidc.ts'
import { fillSample, sampleRepo as name } from '../../sandbox/github/sample.ts'
import { commit, repoNamed } from '../../sandbox/github/seed.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'

const clock = Date.parse('2026-03-01T10:00:00Z')
const headers = { authorization: 'Bearer workflow', 'user-agent': 'test' }
let github: GithubSandbox

beforeEach(async () => {
  github = await startGithub({ now: () => clock })
  fillSample(github)
})

afterEach(() => github.close())

function get(path: string): Promise<Response> {
  return fetch(`${github.apiUrl}/repos/${name}${path}`, { headers })
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(`${github.apiUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

describe('faults on the wire', () => {
  const once: Fault = {
    action: { kind: 'answer', status: 502, headers: { 'x-from': 'proxy' }, body: { message: 'bad' } },
  }

  it('answers in place of GitHub, once', async () => {
    github.faults.add(once)
    const [first, second] = [await get(''), await get('')]
    expect([first.status, first.headers.get('x-from'), await first.json(), second.status]).toEqual([
      502,
      'proxy',
      { message: 'bad' },
      200,
    ])
    expect(github.requests.map((request) => request.status)).toEqual([502, 200])
    expect(github.faults.pending()).toBe(0)
  })

  it.each([
    ['by REST operation', { rest: 'GET /pulls/\\d+$' }, [200, 502, 200]],
    ['not by another method', { rest: 'POST /pulls/\\d+$' }, [200, 200, 200]],
    ['by count', { nth: 3 }, [200, 200, 502]],
    ['by count among those that match', { rest: 'GET /pulls', nth: 2 }, [200, 200, 502]],
    ['not by GraphQL text', { graphql: 'pulls' }, [200, 200, 200]],
  ])('%s', async (_, match, statuses) => {
    github.faults.add({ ...once, match })
    const found: number[] = []
    for (const path of ['', '/pulls/1', '/pulls/1/reviews']) found.push((await get(path)).status)
    expect(found).toEqual(statuses)
  })

  it('limits by GitHub’s secondary rate limit', async () => {
    github.faults.add({ action: { kind: 'secondary-rate-limit', retryAfter: 7 }, times: 2 })
    const replies = [await get(''), await get(''), await get('')]
    expect(replies.map((reply) => [reply.status, reply.headers.get('retry-after')])).toEqual([
      [403, '7'],
      [403, '7'],
      [200, null],
    ])
  })

  it.each([
    ['before', 'drop-before' as const, 0],
    ['after', 'drop-after' as const, 1],
  ])('drops the connection %s doing it', async (_, kind, comments) => {
    github.faults.add({ match: { rest: 'POST /comments$' }, action: { kind } })
    await expect(post(`/repos/${name}/issues/1/comments`, { body: 'x' })).rejects.toThrow()
    expect(Object.keys(repoNamed(github, name).comments)).toHaveLength(comments)
    expect(github.requests.at(-1)).toMatchObject({
      operation: 'issues/create-comment',
      login: 'github-actions[bot]',
      status: 0,
    })
  })

  it('cuts the JSON short and doubles the content type', async () => {
    github.faults.add({ action: { kind: 'truncated-json' } })
    github.faults.add({ action: { kind: 'doubled-content-type' } })
    const reply = await get('')
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8, application/json; charset=utf-8')
    await expect(reply.json()).rejects.toThrow(/JSON/)
  })

  it('adds GraphQL errors beside the data', async () => {
    const errors = [{ message: 'Something went wrong while executing your query.' }]
    github.faults.add({ match: { graphql: 'databaseId' }, action: { kind: 'graphql-errors', errors } })
    const query = '{ repository(owner: "acme", name: "models") { databaseId } }'
    const { id: databaseId } = repoNamed(github, name)
    expect(await (await post('/graphql', { query })).json()).toEqual({ data: { repository: { databaseId } }, errors })
  })

  it.each([
    ['before', false],
    ['after', true],
  ] as const)('moves the head %s the answer is made', async (when, old) => {
    const before = repoNamed(github, name).pulls['1']?.headOid
    github.faults.add({
      match: { rest: 'GET /pulls/1$' },
      action: { kind: 'callback', when, run: () => void commit(github, name, { branch: 'pin', files: { x: 'x' } }) },
    })
    const { head } = (await (await get('/pulls/1')).json()) as { head: { sha: string } }
    const after = repoNamed(github, name).pulls['1']?.headOid
    expect([head.sha === before, head.sha === after]).toEqual([old, !old])
  })

  it('keeps no token in its log', async () => {
    await get('')
    expect(JSON.stringify(github.requests)).not.toContain('workflow')
  })
})

describe('job identity', () => {
  async function token(audience: string, bearer = github.oidc.requestToken): Promise<Response> {
    const url = `${github.oidc.requestUrl}&audience=${audience}`
    return fetch(url, { headers: { authorization: `Bearer ${bearer}` } })
  }

  it('signs what the job is, verifiable by the published key', async () => {
    setJobClaims(github, github.oidc.requestToken, { repository: name, environment: 'production', run_id: '42' })
    const { value } = (await (await token('wandb')).json()) as { value: string }
    const [head = '', body = '', signature = ''] = value.split('.')
    const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
    const discovery = await fetch(`${github.oidc.issuer}/.well-known/openid-configuration`)
    const { jwks_uri, issuer } = (await discovery.json()) as { jwks_uri: string; issuer: string }
    const { keys } = (await (await fetch(jwks_uri)).json()) as { keys: Record<string, string>[] }
    const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' })
    expect(verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(decode(head)).toMatchObject({ alg: 'RS256', kid: keys[0]?.['kid'] })
    const iat = clock / 1000
    const sub = `repo:${name}:environment:production`
    expect(decode(body)).toMatchObject({ iss: issuer, aud: 'wandb', sub, run_id: '42', iat, exp: iat + 300 })
  })

  it('never gives the same token twice, and none to strangers', async () => {
    const values = [await (await token('a')).text(), await (await token('a')).text()]
    expect(values[0]).not.toBe(values[1])
    expect((await token('a', 'stranger')).status).toBe(401)
  })
})

describe('state file and command line', () => {
  it('remembers over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'github-'))
    const stateFile = join(folder, 'state.json')
    const first = await startGithub({ stateFile, now: () => clock })
    fillSample(first)
    const body = JSON.stringify({ body: 'kept' })
    await fetch(`${first.apiUrl}/repos/${name}/issues/1/comments`, { method: 'POST', headers, body })
    await first.close()
    const second = await startGithub({ stateFile })
    expect(second.state).toEqual(first.state)
    expect(second.oidc.requestToken).toBe(first.oidc.requestToken)
    expect(Object.values(repoNamed(second, name).comments)).toMatchObject([{ body: 'kept' }])
    await second.close()
    expect(readdirSync(folder)).toEqual(['state.json'])
    rmSync(folder, { recursive: true })
  })

  it('serves Enterprise Server paths', async () => {
    const enterprise = await startGithub({ enterprise: true, publicUrl: 'https://ghe.example.com' })
    fillSample(enterprise)
    const reply = await fetch(
      `${enterprise.serverUrl === 'https://ghe.example.com' ? enterprise.apiUrl : ''}/repos/${name}`,
      { headers },
    )
    expect(enterprise.apiUrl).toMatch(/\/api\/v3$/)
    expect(await reply.json()).toMatchObject({
      html_url: `https://ghe.example.com/${name}`,
      url: `${enterprise.apiUrl}/repos/${name}`,
    })
    const query = JSON.stringify({ query: '{ viewer { login } }' })
    const viewer = await fetch(enterprise.graphqlUrl, { method: 'POST', headers, body: query })
    expect(await viewer.json()).toEqual({ data: { viewer: { login: 'github-actions[bot]' } } })
    const root = enterprise.apiUrl.replace('/api/v3', '')
    expect((await fetch(`${root}/repos/${name}`, { headers })).status).toBe(404)
    await enterprise.close()
  })

  it('starts from the command line and stops when asked', async () => {
    const script = fileURLToPath(new URL('../../sandbox/github/main.ts', import.meta.url))
    const child = spawn(process.execPath, [script, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const exit = new Promise((resolve) => child.once('exit', resolve))
    const line = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))))
    const url = /^github sandbox listening on (http:\S+)\n$/.exec(line)?.[1]
    const status = (await fetch(`${url}/user`, { headers })).status
    child.kill('SIGTERM')
    expect([status, await exit]).toEqual([401, 0])
  })
})
