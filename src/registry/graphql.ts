import { RemoteError } from '../errors.ts'
import type { Http } from '../http/request.ts'
import type { Credentials } from './credentials.ts'
import { answerError, messagesOf, missingLogin, parseBody } from './refusals.ts'
import { isObject, Node } from './shape.ts'

export interface GraphqlRequest {
  /** What is being done, for messages: `read the registry`. */
  readonly what: string
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
  /** A write may be sent again after a lost answer only where twice is the same as once. */
  readonly idempotent: boolean
  /** What to say when the answer is a refusal. */
  readonly refusalHint?: string
}

export interface GraphqlAnswer {
  readonly data: Node
  /** ISO 8601, the server's clock. */
  readonly serverTime: string
}

/** A W&B server with who we are. */
export interface Connection {
  readonly base: string
  readonly http: Http
  readonly credentials: Credentials
}

/**
 * Sends one document. Partial data is never believed: any error in the answer is thrown.
 * @throws AccessError, UnknownFieldError (the server is older than the document), RemoteError
 */
export async function graphql(connection: Connection, request: GraphqlRequest): Promise<GraphqlAnswer> {
  const { base, http, credentials } = connection
  const isWrite = request.document.startsWith('mutation')
  const answer = await http.request({
    service: 'wandb',
    what: request.what,
    url: `${base}/graphql`,
    method: 'POST',
    headers: {
      authorization: await credentials.authorization(),
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify({ query: request.document, variables: request.variables }),
    idempotent: request.idempotent,
    writes: isWrite,
  })
  const body = parseBody(new TextDecoder().decode(answer.body))
  const messages = messagesOf(body)
  if (answer.status !== 200 || messages.length > 0) {
    throw answerError({ answer, messages, request, isWrite, base, secrets: http.secrets() })
  }
  if (!isObject(body) || !isObject(body['data'])) {
    const message = `Could not ${request.what}: Weights & Biases answered something that is not a GraphQL answer.`
    throw new RemoteError('wandb', message, { attempts: answer.tries, ambiguous: isWrite })
  }
  const data = new Node(body['data'], 'data')
  if (!isWrite && data.at('viewer').isNull) throw missingLogin(request.what)
  return { data, serverTime: new Date(answer.dateMs).toISOString() }
}
