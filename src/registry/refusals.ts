import { AccessError, type GateError, RemoteError } from '../errors.ts'
import { excerpt, redact } from '../http/redact.ts'
import type { HttpAnswer } from '../http/request.ts'
import { isObject } from './shape.ts'

const MOST_TEXT = 500
const UNKNOWN_FIELD = /Cannot query field|Unknown argument|Unknown type|is not defined by type/i
const REFUSED =
  /permission|denied|forbidden|not authori[sz]ed|unauthori[sz]ed|not allowed|only allowed|relogin required|protected|not found/i
const TEMPORARY = /deadline exceeded|rate limit|timed? ?out|internal server error|unavailable/i

const LOGIN_HINT =
  'The API key or token is wrong, revoked, or made for another host: check `wandb-api-key` and `wandb-base-url`.'
const PATH_HINT = 'The path is wrong, or the account may not see it: W&B does not tell which.'

/** The server does not know a field or an argument of the document: it is older, or newer, than the document. */
export class UnknownFieldError extends RemoteError {}

export interface RefusedAnswer {
  readonly answer: HttpAnswer
  readonly messages: readonly string[]
  readonly request: { readonly what: string; readonly refusalHint?: string }
  readonly isWrite: boolean
  readonly base: string
  readonly secrets: readonly string[]
}

/** All error texts of an answer, whatever the shape: `error`, `error.message`, `errors[]` as texts or objects. */
export function messagesOf(body: unknown): string[] {
  if (!isObject(body)) return []
  const single = body['error'] === undefined ? [] : [body['error']]
  const several = Array.isArray(body['errors']) ? (body['errors'] as readonly unknown[]) : []
  return [...single, ...several].map((error) => {
    if (typeof error === 'string') return error
    const message = isObject(error) ? error['message'] : undefined
    return typeof message === 'string' && message !== '' ? message : 'error without a message'
  })
}

/** What an answer with a bad status, or with GraphQL errors in it, means. */
export function answerError(refused: RefusedAnswer): GateError {
  const { answer, messages, request, isWrite, base } = refused
  const { status } = answer
  const said = describeAnswer(answer, refused.secrets)
  const message = `Could not ${request.what}: Weights & Biases answered ${status}${said === '' ? '' : `: ${said}`}`
  if (messages.some((each) => UNKNOWN_FIELD.test(each))) {
    return new UnknownFieldError('wandb', message, {
      attempts: answer.tries,
      hint: 'This needs a W&B server of version 0.70 or newer.',
    })
  }
  // An earlier try may have been carried out, whatever this answer says.
  if (isWrite && answer.ambiguous) return new RemoteError('wandb', message, { attempts: answer.tries, ambiguous: true })
  if (status >= 300 && status < 400) {
    return new RemoteError('wandb', message, {
      hint: `${base} redirects; give the final address as \`wandb-base-url\`.`,
    })
  }
  if (status === 401) return new AccessError('wandb', message, { hint: LOGIN_HINT })
  if (status === 404 && messages.length === 0) {
    return new AccessError('wandb', message, { hint: `There is no W&B API at ${base}: check \`wandb-base-url\`.` })
  }
  const temporary = status === 408 || status === 425 || status === 429 || status >= 500
  const refusal = status === 403 || status === 404 || messages.some((each) => REFUSED.test(each))
  if (refusal && !temporary && !messages.some((each) => TEMPORARY.test(each))) {
    return new AccessError('wandb', message, { hint: request.refusalHint ?? PATH_HINT })
  }
  // A GraphQL error beside HTTP 200 does not say how far a write came.
  return new RemoteError('wandb', message, { attempts: answer.tries, ambiguous: isWrite && status === 200 })
}

/** Anonymous access answers nulls, not 401: told apart by the viewer. */
export function missingLogin(what: string): AccessError {
  return new AccessError('wandb', `Could not ${what}: Weights & Biases does not know who we are.`, { hint: LOGIN_HINT })
}

/** `entity/project`. */
export function pathOf(path: { readonly entity: string; readonly project: string }): string {
  return `${path.entity}/${path.project}`
}

/** Null where something was asked for: not there, or not for our eyes. */
export function invisible(what: string, hint = PATH_HINT): AccessError {
  return new AccessError(
    'wandb',
    `Could not read the registry: ${what} was not found, or is not visible to this account.`,
    { hint },
  )
}

/** What an answer says, fit to be shown: its error texts, else the first line of whatever it is. */
export function describeAnswer(answer: HttpAnswer, secrets: readonly string[]): string {
  const text = new TextDecoder().decode(answer.body)
  const messages = messagesOf(parseBody(text))
  return messages.length > 0 ? clean(redact(messages.join('; '), secrets)) : excerpt(text, secrets)
}

/** JSON, or null where it is none. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function clean(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim()
  return line.length > MOST_TEXT ? `${line.slice(0, MOST_TEXT - 1)}…` : line
}
