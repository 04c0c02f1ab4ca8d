import { AccessError } from '../errors.ts'

/** For runs that cannot do anything without W&B; where a fork or Dependabot may be behind it, the caller says so instead. */
export function credentialsMissing(): AccessError {
  return new AccessError('wandb', 'There is no W&B credential: neither an API key nor a GitHub identity token.', {
    code: 'no-credentials',
    hint: 'Set `wandb-api-key`, or grant the job `permissions: id-token: write` and set `wandb-audience`.',
  })
}
