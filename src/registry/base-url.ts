import { InputError } from '../errors.ts'

const FORGE = 'forge.coreweave.com'
const FORGE_API = `https://${FORGE}/api/wandb`

export const DEFAULT_BASE_URL = 'https://api.wandb.ai'

/**
 * The API base address as requests use it: no trailing slash, path prefix kept. Requests append to it
 * (`base + '/graphql'`); resolving `/graphql` against it would lose the prefix.
 *
 * @throws InputError with what is wrong and the address that is probably meant
 */
export function parseBaseUrl(text: string): string {
  const trimmed = text.trim().replace(/\/+$/, '')
  const url = URL.parse(trimmed)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError('`wandb-base-url` is not an http or https address.', {
      hint: `For example ${DEFAULT_BASE_URL}.`,
    })
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new InputError('`wandb-base-url` must not carry a query, a fragment or credentials.')
  }
  checkPublicCloud(url)
  checkForge(url)
  return trimmed
}

function checkPublicCloud(url: URL): void {
  const { hostname, protocol } = url
  if (hostname !== 'wandb.ai' && !hostname.endsWith('.wandb.ai')) return
  if (!hostname.startsWith('api.')) {
    throw new InputError(`\`wandb-base-url\` names the web app ${hostname}, not the API.`, {
      hint: `Did you mean ${DEFAULT_BASE_URL}?`,
    })
  }
  if (protocol !== 'https:') throw new InputError('`wandb-base-url` must use https for wandb.ai.')
}

function checkForge(url: URL): void {
  if (url.hostname !== FORGE && url.hostname !== `api.${FORGE}`) return
  const wanted = url.hostname === FORGE ? FORGE_API : `https://api.${FORGE}`
  const path = url.pathname === '/' ? '' : url.pathname
  if (`${url.protocol}//${url.host}${path}` !== wanted) {
    throw new InputError('`wandb-base-url` is not the address of an API.', { hint: `Did you mean ${wanted}?` })
  }
}
