import { AccessError, RemoteError } from '../errors.ts'
import type { AttestationService, PromotionStatement, StoredStatement } from '../operations/attest-port.ts'
import { parseAnswer } from './answers.ts'
import { createGithubClient, type GithubClient, type GithubOptions } from './client.ts'
import { permissionHint, singleLine } from './failures.ts'

/** A version has few: one for each time that it was promoted. */
const MOST_STATEMENTS = 100

export interface AttestationOptions extends GithubOptions {
  /** As in `GITHUB_SERVER_URL`. */
  readonly serverUrl: string
  /** The job may ask GitHub for identity tokens (`id-token: write`). */
  readonly mayAskForTokens: boolean
}

/** GitHub's attestation service, for one repository. Makes no request by itself. */
export function createAttestationService(options: AttestationOptions): AttestationService {
  const client = createGithubClient(options)
  const { owner, name } = options.repository
  return {
    attest: async (statement) => {
      if (!options.mayAskForTokens) {
        const hint = permissionHint('id-token: write')
        throw new AccessError('github', 'The job may not ask GitHub for an identity token.', { hint })
      }
      const id = await store(client, await sign(statement))
      return { id, url: `${options.serverUrl}/${owner}/${name}/attestations/${id}` }
    },
    find: (sha256, predicateType) => find(client, sha256, predicateType),
  }
}

/** The library is as large as the whole bundle and rarely needed: scripts/package.mjs lays it beside the bundle. */
async function sign(statement: PromotionStatement): Promise<unknown> {
  try {
    const { signStatement } = await import(/* webpackIgnore: true */ './sign-statement.ts')
    return await signStatement(statement)
  } catch (thrown) {
    const why = thrown instanceof Error ? singleLine(thrown.message) : 'unknown error'
    throw new RemoteError('github', `The statement could not be signed: ${why}`, { cause: thrown })
  }
}

async function store(client: GithubClient, bundle: unknown): Promise<string> {
  const answer = await client.rest({
    route: 'POST /repos/{owner}/{repo}/attestations',
    parameters: { bundle },
    needs: 'attestations: write',
    writes: true,
  })
  return String((await parseAnswer('storedAttestation', answer, 'the storing of an attestation', true)).id)
}

async function find(client: GithubClient, sha256: string, predicateType: string): Promise<readonly StoredStatement[]> {
  const answer = await client.rest({
    route: 'GET /repos/{owner}/{repo}/attestations/{subject_digest}',
    parameters: { subject_digest: `sha256:${sha256}`, predicate_type: predicateType, per_page: MOST_STATEMENTS },
    needs: 'attestations: read',
    mayBeAbsent: true,
  })
  if (answer === undefined) return []
  const { attestations } = await parseAnswer('attestations', answer, 'a request for attestations')
  const payloads = attestations.map(({ bundle }) => decode(bundle.dsseEnvelope.payload))
  return Promise.all(payloads.map((payload) => parseAnswer('statement', payload, 'a request for attestations')))
}

/** DSSE carries the statement as Base64; what is no JSON is refused with the statement's form. */
function decode(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}
