import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { WandbSandbox } from '../../sandbox/wandb/server.ts'
import { basic, openScene } from './wandb-ask.ts'

const SUBJECT = 'repo:acme/models:environment:production'
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey

function sign(claims: object, key = privateKey, head: object = { alg: 'RS256', kid: 'k1' }): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part(head)}.${part(claims)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`
}

async function exchange(sandbox: WandbSandbox, form: Readonly<Record<string, string>>) {
  const response = await fetch(`${sandbox.url}/oidc/token`, { method: 'POST', body: new URLSearchParams(form) })
  return {
    status: response.status,
    body: (await response.json()) as { error?: string; access_token?: string; expires_in?: number },
  }
}

const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }

async function viewer(sandbox: WandbSandbox, authorization: string): Promise<[number, unknown]> {
  const body = JSON.stringify({ query: '{ viewer { username } }' })
  const response = await fetch(`${sandbox.url}/graphql`, {
    method: 'POST',
    headers: { Authorization: authorization },
    body,
  })
  const { data } = (await response.json()) as { data?: { viewer: unknown } }
  return [response.status, data?.viewer]
}

describe('POST /oidc/token', () => {
  const issuer = { url: '' }
  const server = createServer((request, response) => {
    const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] }
    const discovery = { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` }
    response.end(JSON.stringify(request.url === '/keys' ? jwks : discovery))
  })

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  function claims(change: object = {}): object {
    const exp = Math.floor(Date.now() / 1000) + 300
    return { iss: issuer.url, sub: SUBJECT, aud: 'Acme', exp, jti: randomUUID(), ...change }
  }

  async function open() {
    return openScene({ issuers: [issuer.url], subject: SUBJECT })
  }

  it.each<[string, () => string, number, string | undefined]>([
    ['a good token', () => sign(claims()), 200, undefined],
    ['several audiences', () => sign(claims({ aud: ['x', 'Acme'] })), 200, undefined],
    ['another audience', () => sign(claims({ aud: 'acme' })), 400, 'invalid_grant'],
    ['audience wandb on a shared server', () => sign(claims({ aud: 'wandb' })), 400, 'invalid_grant'],
    ['another subject', () => sign(claims({ sub: `${SUBJECT} ` })), 400, 'invalid_grant'],
    ['an issuer nobody registered', () => sign(claims({ iss: 'http://127.0.0.1:1' })), 400, 'invalid_grant'],
    ['expired', () => sign(claims({ exp: 1 })), 400, 'invalid_grant'],
    ['somebody else signed', () => sign(claims(), stranger), 400, 'invalid_grant'],
    ['unsigned', () => sign(claims(), privateKey, { alg: 'none', kid: 'k1' }), 400, 'invalid_grant'],
    ['an unknown key', () => sign(claims(), privateKey, { alg: 'RS256', kid: 'k2' }), 400, 'invalid_grant'],
    ['a newline at the end', () => `${sign(claims())}\n`, 400, 'invalid_grant'],
    ['no token at all', () => 'x', 400, 'invalid_grant'],
  ])('%s', async (_what, assertion, status, error) => {
    const { sandbox } = await open()
    const answer = await exchange(sandbox, { ...grant, assertion: assertion() })
    await sandbox.close()
    expect([answer.status, answer.body.error]).toEqual([status, error])
  })

  it('gives a token that works as Bearer, is nobody as Basic, and ends', async () => {
    const { sandbox } = await open()
    const { body } = await exchange(sandbox, { ...grant, assertion: sign(claims()) })
    const token = body.access_token ?? ''
    const seen = [await viewer(sandbox, `Bearer ${token}`), await viewer(sandbox, basic(token))]
    sandbox.setClock(3_601_000)
    seen.push(await viewer(sandbox, `Bearer ${token}`))
    await sandbox.close()
    expect(body.expires_in).toBe(3600)
    expect(seen).toEqual([
      [200, { username: 'promoter' }],
      [200, null],
      [401, undefined],
    ])
  })

  it('takes a token once', async () => {
    const { sandbox } = await open()
    const assertion = sign(claims())
    const first = await exchange(sandbox, { ...grant, assertion })
    const second = await exchange(sandbox, { ...grant, assertion })
    await sandbox.close()
    expect([first.status, second.status, second.body.error]).toEqual([200, 400, 'jti_known'])
  })

  it('takes plain claims where the switch says so, and the audience of a server of its own', async () => {
    const { sandbox, world } = await open()
    world.state.switches.oidc = 'claims'
    world.state.switches.audienceWandb = true
    const answer = await exchange(sandbox, { ...grant, assertion: JSON.stringify(claims({ aud: 'wandb' })) })
    await sandbox.close()
    expect(answer.status).toBe(200)
  })

  it('wants the right grant and a form', async () => {
    const { sandbox } = await open()
    const other = await exchange(sandbox, { grant_type: 'client_credentials', assertion: sign(claims()) })
    const body = JSON.stringify({ ...grant, assertion: sign(claims()) })
    const headers = { 'Content-Type': 'application/json' }
    const json = await fetch(`${sandbox.url}/oidc/token`, { method: 'POST', headers, body })
    await sandbox.close()
    expect([other.body.error, json.status]).toEqual(['unsupported_grant_type', 400])
  })
})
