import { AccessError, InputError } from '../errors.ts'
import type { Http } from '../http/request.ts'
import { createIdentityExchange, type IdentitySource } from './identity.ts'

/** How requests prove who we are. */
export interface Credentials {
  /** Value of the `Authorization` header; may exchange or renew a token. */
  authorization(): Promise<string>
  /** All forms of all secrets held so far, to be taken out of messages. */
  secrets(): readonly string[]
  /** Claims of the identity token that was exchanged, for people who compare them; null: none was. Never the token. */
  claims?(): Readonly<Record<string, string>> | null
}

export interface CredentialOptions {
  /** As {@link parseBaseUrl} gives it. */
  readonly base: string
  readonly http: Http
  /** Empty: none. */
  readonly apiKey: string
  /** null: the job may not ask GitHub for identity tokens. */
  readonly identity: IdentitySource | null
  /** Hides a secret in the job's log; called before the first request that carries it. */
  readonly mask: (secret: string) => void
  readonly clock: { monotonic(): number }
  readonly sleep: (ms: number, wake: AbortSignal | undefined) => Promise<void>
}

/**
 * An API key if there is one, else GitHub's identity exchanged for a short-lived token.
 * @throws InputError for a malformed key; AccessError `no-credentials` when there is neither
 */
export function createCredentials(options: CredentialOptions): Credentials {
  if (options.apiKey.trim() !== '') return apiKeyCredentials(options.apiKey, options.mask)
  if (options.identity === null) {
    throw new AccessError('wandb', 'There are no Weights & Biases credentials.', {
      code: 'no-credentials',
      hint: 'Give `wandb-api-key`, or grant the job `id-token: write` and give `wandb-audience`.',
    })
  }
  return createIdentityExchange(options, options.identity)
}

function apiKeyCredentials(text: string, mask: (secret: string) => void): Credentials {
  const key = text.trim()
  // The part behind `local-` counts; the keys of 2026 hold dashes themselves, behind an underscore or a digit.
  const body = key.replace(/^[a-z]+-/i, '')
  mask(key)
  if (!/^[\w-]+$/.test(body)) {
    throw new InputError('`wandb-api-key` holds characters that no API key has.', {
      hint: 'Copy the key again; it has letters, digits, `_` and `-` only.',
    })
  }
  if (body.length < 40) {
    throw new InputError(`\`wandb-api-key\` must have 40 characters or more, it has ${body.length}.`, {
      hint: 'Is it the whole key, and not its id?',
    })
  }
  const basic = Buffer.from(`api:${key}`).toString('base64')
  mask(basic)
  return { authorization: async () => `Basic ${basic}`, secrets: () => [key, basic] }
}
