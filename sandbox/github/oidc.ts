/** GitHub's token issuer, as a job with `id-token: write` sees it. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { Answer } from './answer.ts'
import { type GithubState, nextId, type World } from './state.ts'

/** Makes a key and one job unless the state has them. Returns the first job's request token. */
export function prepareOidc(state: GithubState): string {
  if (state.oidc.privateKeyPem === '') {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    state.oidc.privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    state.oidc.keyId = `sandbox-${nextId(state)}`
  }
  const [known] = Object.keys(state.oidc.jobs)
  if (known !== undefined) return known
  const token = randomUUID()
  state.oidc.jobs[token] = {}
  return token
}

/** Sets the claims of the job with this request token; `sub` follows from repository, environment and ref unless given. */
export function setJobClaims(world: World, requestToken: string, claims: Readonly<Record<string, unknown>>): void {
  world.state.oidc.jobs[requestToken] = { ...claims }
  world.changed()
}

/** `/.well-known/openid-configuration` of the issuer. */
export function discovery(issuer: string): Answer {
  const body = {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    claims_supported: ['sub', 'aud', 'exp', 'iat', 'iss', 'jti', 'nbf', 'ref', 'repository', 'environment', 'run_id'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  }
  return { status: 200, body }
}

/** The public half of the key. */
export function keySet(state: GithubState): Answer {
  const jwk = createPublicKey(createPrivateKey(state.oidc.privateKeyPem)).export({ format: 'jwk' })
  return { status: 200, body: { keys: [{ ...jwk, alg: 'RS256', use: 'sig', kid: state.oidc.keyId }] } }
}

/** A token for the job whose request token is `bearer`: `{ value }`, five minutes long, with a fresh `jti`. */
export function idToken(world: World, issuer: string, ask: { bearer: string; audience: string | null }): Answer {
  const job = world.state.oidc.jobs[ask.bearer]
  if (job === undefined) return { status: 401, body: { message: 'The request token is not valid.' } }
  const iat = Math.floor(world.now() / 1000)
  const repository = String(job['repository'] ?? 'acme/models')
  const claims = {
    jti: randomUUID(),
    sub: subject(repository, job),
    aud: ask.audience ?? `${world.serverUrl}/${repository.split('/')[0]}`,
    repository,
    repository_owner: repository.split('/')[0],
    ref: 'refs/heads/main',
    ref_type: 'branch',
    event_name: 'push',
    run_id: '1',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    ...job,
    iss: issuer,
    nbf: iat - 5,
    iat,
    exp: iat + 300,
  }
  return { status: 200, body: { count: 0, value: signed(world.state, claims) } }
}

function subject(repository: string, job: Readonly<Record<string, unknown>>): string {
  const { environment } = job
  if (typeof environment === 'string' && environment !== '') return `repo:${repository}:environment:${environment}`
  if (job['event_name'] === 'pull_request') return `repo:${repository}:pull_request`
  return `repo:${repository}:ref:${job['ref'] ?? 'refs/heads/main'}`
}

function signed(state: GithubState, claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ typ: 'JWT', alg: 'RS256', kid: state.oidc.keyId })}.${part(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), state.oidc.privateKeyPem).toString('base64url')}`
}
