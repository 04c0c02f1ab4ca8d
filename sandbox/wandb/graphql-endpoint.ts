import {
  type DocumentNode,
  execute,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql'
import { type Answer, failure, json } from './answer.ts'
import type { Context } from './context.ts'
import { DomainError } from './domain-error.ts'
import { MUTATIONS, QUERIES } from './resolvers.ts'

/** A request body, read as far as it can be: faults and the log need names even of bad documents. */
export interface GraphqlRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | null
  readonly document: DocumentNode | null
  readonly fields: readonly { readonly name: string; readonly responseKey: string }[]
  readonly mutates: boolean
}

/** Null when the body is not a GraphQL request at all. */
export function readGraphqlRequest(body: Buffer): GraphqlRequest | null {
  const parsed = parseBody(body)
  if (parsed === null || typeof parsed.query !== 'string') return null
  const document = parseDocument(parsed.query)
  const wanted = typeof parsed.operationName === 'string' && parsed.operationName !== '' ? parsed.operationName : null
  const operation = findOperation(document, wanted)
  return {
    query: parsed.query,
    variables: parsed.variables ?? {},
    operationName: wanted ?? operation?.name?.value ?? null,
    document,
    fields: (operation?.selectionSet.selections ?? [])
      .filter((each): each is FieldNode => each.kind === Kind.FIELD)
      .map((field) => ({ name: field.name.value, responseKey: field.alias?.value ?? field.name.value })),
    mutates: operation?.operation === OperationTypeNode.MUTATION,
  }
}

/** Validates and executes one document; an error of a resolver gives the whole answer its HTTP status. */
export async function answerGraphql(schema: GraphQLSchema, request: GraphqlRequest, context: Context): Promise<Answer> {
  if (request.document === null) return failure(400, 'Syntax Error in the GraphQL document')
  const invalid = validate(schema, request.document)
  if (invalid.length > 0)
    return json(400, { errors: invalid.map((error) => ({ message: withoutHint(error.message) })) })
  const result = await execute({
    schema,
    document: request.document,
    rootValue: { ...QUERIES, ...MUTATIONS },
    contextValue: context,
    variableValues: request.variables,
    operationName: request.operationName,
  })
  const errors = result.errors ?? []
  if (errors.length === 0) return json(200, { data: result.data })
  const status = context.state.switches.errorStatus === 200 ? 200 : statusOf(errors)
  const body = errors.map((error) => ({ message: error.message, path: error.path }))
  return json(status, { data: result.data ?? null, errors: body })
}

function statusOf(errors: readonly GraphQLError[]): number {
  const first = errors[0]
  if (first?.originalError instanceof DomainError) return first.originalError.status
  // No resolver threw: variables did not fit the document.
  return first?.originalError === undefined ? 400 : 500
}

/** The real server gives no "Did you mean". */
function withoutHint(message: string): string {
  return message.replace(/ Did you mean .*$/s, '')
}

function parseBody(
  body: Buffer,
): { query?: unknown; variables?: Record<string, unknown> | null; operationName?: unknown } | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}

function parseDocument(query: string): DocumentNode | null {
  try {
    return parse(query)
  } catch {
    return null
  }
}

function findOperation(document: DocumentNode | null, name: string | null): OperationDefinitionNode | undefined {
  return document?.definitions.find(
    (each): each is OperationDefinitionNode =>
      each.kind === Kind.OPERATION_DEFINITION && (name === null || each.name?.value === name),
  )
}
