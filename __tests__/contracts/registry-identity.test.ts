import { afterEach, describe, expect, it } from '@jest/globals'
import { setJobClaims } from '../../sandbox/github/oidc.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'
import { seedRegistry } from '../../sandbox/wandb/seed.ts'
import { AccessError, GateError, RemoteError } from '../../src/errors.ts'
import { type Credentials, createCredentials } from '../../src/registry/credentials.ts'
import { createWandbRegistry } from '../../src/registry/wandb-registry.ts'
import { ALIASES, type SandboxWorld, sandboxWorld, testHttp } from '../support/registry-worlds.ts'

const SUBJECT = 'repo:acme/models:environment:production'
const TARGET = {
  registry: { entity: 'acme', project: 'wandb-registry-model' },
  collection: 'support-llm',
  alias: 'production',
}

interface Stage {
  readonly github: GithubSandbox
  readonly wandb: SandboxWorld
  readonly registry: ReturnType<typeof createWandbRegistry>
  readonly credentials: Credentials
  /** Identity tokens that GitHub gave. */
  readonly issued: string[]
  readonly masked: string[]
  readonly waits: number[]
  readonly clock: { offset: number }
}

let closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.map((close) => close()))
  closers = []
})

async function start(options: { subject?: string; audience?: string; reuseToken?: boolean } = {}): Promise<Stage> {
  const github = await startGithub()
  const world = seedRegistry({ aliases: ALIASES, issuers: [github.oidc.issuer], subject: options.subject ?? SUBJECT })
  const wandb = await sandboxWorld({ world })
  setJobClaims(github, github.oidc.requestToken, { repository: 'acme/models', environment: 'production' })
  const issued: string[] = []
  const masked: string[] = []
  const waits: number[] = []
  const clock = { offset: 0 }
  const http = testHttp({ secrets: () => masked })
  closers = [...closers, () => http.close(), () => wandb.close(), () => github.close()]
  const getIdToken = async (audience: string): Promise<string> => {
    if (options.reuseToken === true && issued[0] !== undefined) return issued[0]
    const url = `${github.oidc.requestUrl}&audience=${encodeURIComponent(audience)}`
    const answer = await http.request({
      service: 'github',
      what: 'get a token',
      url,
      headers: { authorization: `Bearer ${github.oidc.requestToken}` },
      idempotent: true,
    })
    const { value } = JSON.parse(new TextDecoder().decode(answer.body)) as { value: string }
    issued.push(value)
    return value
  }
  const credentials = createCredentials({
    base: wandb.sandbox.url,
    http,
    apiKey: ' ',
    identity: { audience: options.audience ?? 'Acme', getIdToken },
    mask: (secret) => masked.push(secret),
    clock: { monotonic: () => performance.now() + clock.offset },
    sleep: async (ms) => void waits.push(ms),
  })
  const registry = createWandbRegistry({
    base: wandb.sandbox.url,
    http,
    credentials,
    app: 'https://wandb.test',
    warn: () => {},
  })
  return { github, wandb, registry, credentials, issued, masked, waits, clock }
}

function exchanges(stage: Stage): number {
  return stage.wandb.sandbox.requests.filter((request) => request.path === '/oidc/token').length
}

async function failureOf(promise: Promise<unknown>): Promise<GateError> {
  const thrown = await promise.catch((error: unknown) => error)
  if (thrown instanceof GateError) return thrown
  throw new Error('expected a GateError')
}

describe("GitHub's identity", () => {
  it('is exchanged once for many requests, sent as Bearer, and masked before use', async () => {
    const stage = await start()
    await Promise.all([stage.registry.holder(TARGET), stage.registry.holder(TARGET)])
    await stage.registry.moveAlias(TARGET, stage.wandb.artifacts[2] ?? '')
    expect(exchanges(stage)).toBe(1)
    const graphql = stage.wandb.sandbox.requests.filter((request) => request.path === '/graphql')
    expect(graphql.map((request) => request.headers['authorization'])).toEqual(['Bearer', 'Bearer', 'Bearer'])
    const token = stage.wandb.world.state.tokens[0]?.token
    expect(stage.masked).toEqual([stage.issued[0], token])
  })

  it('shows the claims that W&B compared, and never the token', async () => {
    const stage = await start()
    expect(stage.credentials.claims?.()).toBeNull()
    await stage.registry.holder(TARGET)
    const claims = JSON.stringify(stage.credentials.claims?.())
    expect(claims).toContain(SUBJECT)
    expect(claims).toContain('Acme')
    for (const secret of stage.masked) expect(claims).not.toContain(secret)
  })

  it('is renewed when five minutes are left', async () => {
    const stage = await start()
    await stage.registry.holder(TARGET)
    stage.clock.offset = 54 * 60_000
    await stage.registry.holder(TARGET)
    expect(exchanges(stage)).toBe(1)
    stage.clock.offset = 55 * 60_000 + 1_000
    await stage.registry.holder(TARGET)
    expect(exchanges(stage)).toBe(2)
    expect(new Set(stage.issued).size).toBe(2)
  })

  it.each([
    ['the answer is lost', 'drop-after'],
    ['the server is down', { status: 503, body: '' }],
    ['the limit is spent', { status: 429, body: { error: 'rate limit exceeded' } }],
  ] as const)('is asked for anew when %s', async (_case, action) => {
    const stage = await start()
    stage.wandb.sandbox.faults.add({ match: { path: '/oidc/token' }, action, times: 2 })
    expect((await stage.registry.holder(TARGET))?.version).toBe('v0')
    expect(exchanges(stage)).toBe(3)
    expect(new Set(stage.issued).size).toBe(3)
    expect(stage.waits).toEqual([1_000, 2_000])
  })

  it('gives up after four tries', async () => {
    const stage = await start()
    stage.wandb.sandbox.faults.add({ match: { path: '/oidc/token' }, action: { status: 500, body: '' }, times: 99 })
    expect(await failureOf(stage.registry.holder(TARGET))).toBeInstanceOf(RemoteError)
    expect(exchanges(stage)).toBe(4)
  })

  it('is asked for once more when the token was exchanged already', async () => {
    const stage = await start()
    stage.wandb.sandbox.faults.add({
      match: { path: '/oidc/token' },
      action: { status: 400, body: { error: 'jti_known' } },
    })
    expect((await stage.registry.holder(TARGET))?.version).toBe('v0')
    expect(new Set(stage.issued).size).toBe(2)
    expect(stage.waits).toEqual([])
  })

  it('says so when the new token was exchanged already too', async () => {
    const stage = await start({ reuseToken: true })
    await stage.registry.holder(TARGET)
    stage.clock.offset = 59 * 60_000
    const error = await failureOf(stage.registry.holder(TARGET))
    expect(error.message).toContain('was exchanged already, and so was a new one')
    expect(exchanges(stage)).toBe(3)
  })

  it.each([
    ['another subject', { subject: 'repo:acme/models:ref:refs/heads/main' }, 'no account has this subject'],
    ['another audience', { audience: 'Umbrella' }, 'audience does not match'],
  ])('is refused at once for %s, and the claims are shown, not the token', async (_case, options, reason) => {
    const stage = await start(options)
    const error = await failureOf(stage.registry.holder(TARGET))
    expect(error).toBeInstanceOf(AccessError)
    expect(error.message).toBe(`Weights & Biases refused GitHub's identity token (400): invalid_grant: ${reason}.`)
    expect(error.hint).toContain(
      `iss="${stage.github.oidc.issuer}" sub="${SUBJECT}" aud="${'audience' in options ? options.audience : 'Acme'}"`,
    )
    expect(exchanges(stage)).toBe(1)
    expect(`${error.message}${error.hint}`).not.toContain(stage.issued[0])
  })

  it('tells that the server has no exchange', async () => {
    const stage = await start()
    stage.wandb.sandbox.faults.add({ match: { path: '/oidc/token' }, action: { status: 404, body: 'page not found' } })
    const error = await failureOf(stage.registry.holder(TARGET))
    expect(error.message).toContain('has no token exchange')
  })

  it.each([
    ['no token', { expires_in: 3600 }, 'access_token'],
    ['no lifetime', { access_token: 'wb_at_1' }, 'expires_in'],
    ['a page', '<html>hello</html>', 'access_token'],
  ])('does not believe an answer with %s', async (_case, body, field) => {
    const stage = await start()
    stage.wandb.sandbox.faults.add({ match: { path: '/oidc/token' }, action: { status: 200, body } })
    const error = await failureOf(stage.registry.holder(TARGET))
    expect(error).toBeInstanceOf(RemoteError)
    expect(error.message).toContain(field)
  })
})
