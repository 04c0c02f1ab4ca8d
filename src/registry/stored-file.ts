import { createHash } from 'node:crypto'
import { AccessError, RemoteError } from '../errors.ts'
import { download, isLinkLocal } from '../http/download.ts'
import type { HttpAnswer } from '../http/request.ts'
import type { Connection } from './graphql.ts'
import { describeAnswer } from './refusals.ts'

/** A file in storage, as W&B describes it. */
export interface StoredFileFacts {
  readonly name: string
  readonly url: string
  readonly size: number
  /** Base64 or hex; null: not told. */
  readonly md5: string | null
}

/**
 * The bytes of a file, with size and MD5 as W&B states them. Storage addresses carry their own signature, and storage
 * refuses a second one: asked without authorization first. A server of one's own may serve files itself; then the same
 * origin is asked again with it.
 * @throws AccessError, RemoteError
 */
export async function fetchStoredFile(connection: Connection, file: StoredFileFacts): Promise<Uint8Array> {
  const { base, http, credentials } = connection
  const { name, size } = file
  const origin = new URL(base).origin
  const url = file.url.startsWith('/') && !file.url.startsWith('//') ? `${origin}${file.url}` : file.url
  if (!isUsable(url, base)) throw new RemoteError('wandb', `Weights & Biases gave no usable address for ${name}.`)
  const request = { service: 'wandb', what: `download ${name}`, url, maxBytes: size + 1024 } as const
  let answer = await download(http, request)
  if ([401, 403].includes(answer.status) && new URL(url).origin === origin) {
    answer = await download(http, { ...request, headers: { authorization: await credentials.authorization() } })
  }
  if (answer.status !== 200) throw refusedDownload(answer, name, http.secrets())
  verify(answer.body, file)
  return answer.body
}

/** Whoever logs a version can write any address into it, as a reference: never one that is weaker than the API's own. */
function isUsable(text: string, base: string): boolean {
  const url = URL.parse(text)
  if (url === null || isLinkLocal(url)) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && base.startsWith('http:'))
}

function refusedDownload(answer: HttpAnswer, name: string, secrets: readonly string[]): AccessError | RemoteError {
  const said = describeAnswer(answer, secrets)
  const message = `Could not download ${name}: storage answered ${answer.status}${said === '' ? '' : `: ${said}`}`
  return answer.status === 401 || answer.status === 403
    ? new AccessError('wandb', message)
    : new RemoteError('wandb', message, { attempts: answer.tries })
}

function verify(bytes: Uint8Array, { size, md5, name }: StoredFileFacts): void {
  const hash = createHash('md5').update(bytes).digest()
  const same =
    md5 === null || md5 === '' || md5 === hash.toString('base64') || md5.toLowerCase() === hash.toString('hex')
  if (bytes.byteLength === size && same) return
  const what = bytes.byteLength === size ? 'MD5' : `size (${bytes.byteLength} bytes, not ${size})`
  throw new RemoteError('wandb', `The downloaded file ${name} is not the one that W&B describes: its ${what} differs.`)
}
