import { AccessError, RemoteError } from '../errors.ts'
import { excerpt } from '../http/redact.ts'
import type { Http, HttpAnswer } from '../http/request.ts'
import type { CredentialOptions, Credentials } from './credentials.ts'
import { parseBody } from './refusals.ts'
import { isObject } from './shape.ts'

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const RENEW_MS = 5 * 60_000
const WAITS_MS = [1_000, 2_000, 5_000]

export interface IdentitySource {
  /** Name of the W&B organisation (`wandb` is accepted too by servers of one's own). */
  readonly audience: string
  /** A new identity token from GitHub at every call. */
  readonly getIdToken: (audience: string) => Promise<string>
}

interface AccessToken {
  readonly text: string
  readonly renewAt: number
  readonly claims: Readonly<Record<string, string>>
}

type ExchangeOptions = Pick<CredentialOptions, 'base' | 'http' | 'mask' | 'clock' | 'sleep'>

/**
 * RFC 7523 exchange at `{base}/oidc/token`. The server takes each identity token once (`jti_known`), so every
 * try, also the one after a lost answer, asks GitHub for a new one. The access token stays in memory and is
 * renewed when five minutes of it are left.
 */
export function createIdentityExchange(options: ExchangeOptions, identity: IdentitySource): Credentials {
  const secrets: string[] = []
  const state: { token: AccessToken | null; exchange: Promise<AccessToken> | null } = { token: null, exchange: null }
  const hide = (secret: string) => {
    options.mask(secret)
    secrets.push(secret)
  }
  const renew = async (): Promise<AccessToken> => {
    try {
      state.token = await exchange(options, identity, hide)
      return state.token
    } finally {
      state.exchange = null
    }
  }
  return {
    async authorization() {
      const fresh = state.token !== null && options.clock.monotonic() < state.token.renewAt
      state.exchange ??= fresh ? null : renew()
      const token = (await state.exchange) ?? state.token
      if (token === null) throw new RemoteError('wandb', 'The token exchange gave no token.')
      return `Bearer ${token.text}`
    },
    secrets: () => secrets,
    claims: () => state.token?.claims ?? null,
  }
}

async function exchange(
  options: ExchangeOptions,
  identity: IdentitySource,
  hide: (secret: string) => void,
): Promise<AccessToken> {
  let known = 0
  for (let attempt = 0; ; attempt += 1) {
    const idToken = (await identity.getIdToken(identity.audience)).trim()
    hide(idToken)
    const outcome = await tryOnce(options, idToken, attempt)
    if ('error' in outcome) {
      const wait = WAITS_MS[attempt]
      if (wait === undefined) throw outcome.error
      await options.sleep(wait, undefined)
      continue
    }
    const { answer } = outcome
    const text = new TextDecoder().decode(answer.body)
    if (answer.status === 200) return { ...accept(text, options, hide), claims: claimsOf(idToken) }
    if (text.includes('jti_known') && known === 0) {
      known += 1
      continue
    }
    throw refusal(answer, text, idToken, options.http)
  }
}

/** An error here is one that a later try, with a new identity token, may not meet. */
async function tryOnce(
  options: ExchangeOptions,
  idToken: string,
  attempt: number,
): Promise<{ answer: HttpAnswer } | { error: RemoteError }> {
  const what = 'exchange the identity token'
  try {
    const answer = await options.http.request({
      service: 'wandb',
      what,
      url: `${options.base}/oidc/token`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ grant_type: GRANT_TYPE, assertion: idToken }).toString(),
      idempotent: false,
      maxTries: 1,
      maxBytes: 1_000_000,
    })
    if (answer.status !== 429 && answer.status < 500) return { answer }
    const message = `Could not ${what}: Weights & Biases answered ${answer.status}.`
    return { error: new RemoteError('wandb', message, { attempts: attempt + 1 }) }
  } catch (thrown) {
    if (thrown instanceof RemoteError) return { error: thrown }
    throw thrown
  }
}

function accept(text: string, options: ExchangeOptions, hide: (secret: string) => void): Omit<AccessToken, 'claims'> {
  const body = parseBody(text)
  const token = isObject(body) ? body['access_token'] : undefined
  const seconds = isObject(body) ? Number(body['expires_in']) : Number.NaN
  if (typeof token !== 'string' || token === '') throw malformed('access_token')
  hide(token)
  if (!Number.isFinite(seconds) || seconds <= 0) throw malformed('expires_in')
  // A token that lives ten minutes or less is renewed at half its life, not before every request.
  const lifetime = seconds * 1000
  return { text: token, renewAt: options.clock.monotonic() + lifetime - Math.min(RENEW_MS, lifetime / 2) }
}

function malformed(field: string): RemoteError {
  return new RemoteError('wandb', `The answer of the token exchange has no usable \`${field}\`.`)
}

function refusal(answer: HttpAnswer, text: string, idToken: string, http: Http): AccessError {
  if (answer.status === 404) {
    return new AccessError('wandb', 'This Weights & Biases server has no token exchange (404).', {
      hint: 'Check `wandb-base-url`; identity federation needs an Enterprise licence. Or use `wandb-api-key`.',
    })
  }
  const body = parseBody(text)
  const code = isObject(body) && typeof body['error'] === 'string' ? body['error'] : ''
  const description = isObject(body) && typeof body['error_description'] === 'string' ? body['error_description'] : ''
  const said = excerpt(
    [code, description].filter((part) => part !== '').join(': ') || text,
    http.secrets().concat(idToken),
  )
  const why = code === 'jti_known' ? 'this identity token was exchanged already, and so was a new one' : said
  return new AccessError('wandb', `Weights & Biases refused GitHub's identity token (${answer.status}): ${why}.`, {
    hint:
      `The token says ${describeClaims(idToken)}. In W&B, \`iss\` must be a registered issuer of the organisation, ` +
      '`sub` must equal the Subject of an external service account character by character (new repositories have ' +
      'subjects with ids in them), and `aud` (input `wandb-audience`) must be the name of the organisation.',
  })
}

/** The claims that a person has to compare; never the token. They are not verified: they only serve the message. */
function claimsOf(idToken: string): Readonly<Record<string, string>> {
  const payload = parseBody(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'))
  if (!isObject(payload)) return {}
  const show = (name: string) => (JSON.stringify(payload[name]) ?? 'absent').replace(/\p{C}/gu, '').slice(0, 300)
  return Object.fromEntries(['iss', 'sub', 'aud'].map((name) => [name, show(name)]))
}

function describeClaims(idToken: string): string {
  const claims = Object.entries(claimsOf(idToken))
  return claims.length === 0 ? 'nothing readable' : claims.map(([name, value]) => `${name}=${value}`).join(' ')
}
