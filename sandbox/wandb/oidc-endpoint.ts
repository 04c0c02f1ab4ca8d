import { createPublicKey, type JsonWebKey, randomBytes, verify } from 'node:crypto'
import { type Answer, type Call, json } from './answer.ts'
import type { Organization, User, WandbState } from './state.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const LIFETIME_S = 3600

interface Claims {
  readonly iss: string
  readonly sub: string
  readonly aud: string | readonly string[]
  readonly exp: number
  readonly jti: string
  readonly email?: string
}

/** `POST /oidc/token`: exchanges an identity token, once, for an access token (RFC 7523). */
export async function answerOidc(state: WandbState, call: Call, now: number): Promise<Answer> {
  const type = call.headers['content-type']
  if (typeof type !== 'string' || !type.startsWith('application/x-www-form-urlencoded')) {
    return refuse('invalid_request', 'the body must be form encoded')
  }
  const form = new URLSearchParams(call.body.toString('utf8'))
  if (form.get('grant_type') !== GRANT) return refuse('unsupported_grant_type', 'unknown grant_type')
  const assertion = form.get('assertion') ?? ''
  if (assertion !== assertion.trim()) return refuse('invalid_grant', 'the assertion must not have spaces around it')
  const claims = state.switches.oidc === 'claims' ? readUnsigned(assertion) : await readSigned(state, assertion)
  if (claims === null) return refuse('invalid_grant', 'the assertion is not a token of a trusted issuer')
  const organization = state.organizations.find((each) => each.issuers.includes(claims.iss))
  if (organization === undefined) return refuse('invalid_grant', 'issuer is not registered')
  const problem = checkClaims(state, claims, organization, now)
  if (problem !== null) return problem
  const user = findUser(state, claims)
  if (user === undefined) return refuse('invalid_grant', 'no account has this subject')
  state.usedAssertions.push(claims.jti)
  const token = `wb_at_${randomBytes(24).toString('hex')}`
  state.tokens.push({ token, username: user.username, expiresAt: now + LIFETIME_S * 1000 })
  return json(200, { access_token: token, expires_in: LIFETIME_S })
}

function checkClaims(state: WandbState, claims: Claims, organization: Organization, now: number): Answer | null {
  const audiences = typeof claims.aud === 'string' ? [claims.aud] : (claims.aud ?? [])
  const accepted = state.switches.audienceWandb ? [organization.name, 'wandb'] : [organization.name]
  if (!audiences.some((audience) => accepted.includes(audience)))
    return refuse('invalid_grant', 'audience does not match')
  if (!(claims.exp * 1000 > now)) return refuse('invalid_grant', 'the assertion has expired')
  if (state.usedAssertions.includes(claims.jti)) return refuse('jti_known', 'The jti was already used.')
  return null
}

function findUser(state: WandbState, claims: Claims): User | undefined {
  return state.users.find((user) =>
    user.accountType === 'SERVICE'
      ? user.subject === claims.sub
      : user.email === claims.sub || user.email === claims.email,
  )
}

/** RS256 against the keys that the issuer publishes; null for anything that does not verify. */
async function readSigned(state: WandbState, assertion: string): Promise<Claims | null> {
  const [header = '', payload = '', signature = '', ...rest] = assertion.split('.')
  const head = parse(header) as { alg?: string; kid?: string } | null
  const claims = parse(payload) as Claims | null
  const trusted = claims !== null && state.organizations.some((each) => each.issuers.includes(claims.iss))
  if (!trusted || head?.alg !== 'RS256' || rest.length > 0) return null
  const key = (await fetchKeys(claims.iss)).find((each) => each['kid'] === head.kid)
  if (key === undefined) return null
  const signed = Buffer.from(`${header}.${payload}`)
  const publicKey = createPublicKey({ key, format: 'jwk' })
  return verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url')) ? claims : null
}

async function fetchKeys(issuer: string): Promise<JsonWebKey[]> {
  const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as { jwks_uri: string }
  return ((await (await fetch(discovery.jwks_uri)).json()) as { keys: JsonWebKey[] }).keys
}

function readUnsigned(assertion: string): Claims | null {
  const parts = assertion.split('.')
  return parse(parts.length === 3 ? (parts[1] ?? '') : assertion) as Claims | null
}

function parse(text: string): unknown {
  for (const candidate of [text, Buffer.from(text, 'base64url').toString('utf8')]) {
    try {
      const value: unknown = JSON.parse(candidate)
      if (typeof value === 'object' && value !== null) return value
    } catch {
      // Not this encoding.
    }
  }
  return null
}

function refuse(error: string, description: string): Answer {
  return json(400, { error, error_description: description })
}
