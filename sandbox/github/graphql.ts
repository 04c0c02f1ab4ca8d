/** The GraphQL endpoint, over GitHub's whole published schema. */
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql'
import type { Answer } from './answer.ts'
import { mutationFields } from './graphql-mutations.ts'
import { type Args, type Asked, failure, type Node } from './graphql-nodes.ts'
import { repositoryNode } from './graphql-pulls.ts'

const schemaFile = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url)
const built = new Map<string, GraphQLSchema>()

/** GitHub's schema; reading 7 MB of SDL takes a quarter of a second, so it is done at the first query. */
function githubSchema(): GraphQLSchema {
  const known = built.get('github')
  if (known !== undefined) return known
  const schema = buildSchema(readFileSync(schemaFile, 'utf8'), { assumeValid: true })
  built.set('github', schema)
  return schema
}

/** A field that GitHub has and the sandbox does not must not look like null. */
const strictField: GraphQLFieldResolver<unknown, unknown> = (source, args, _context, info) => {
  const value = (source as Node)[info.fieldName]
  if (value === undefined) {
    throw failure('NOT_IMPLEMENTED', `sandbox: ${info.parentType.name}.${info.fieldName} is not implemented`)
  }
  return typeof value === 'function' ? value(args) : value
}

/** Errors of these types are the asker's fault, never the state of the world. */
const faultTypes = ['NOT_IMPLEMENTED', 'MISSING_PAGINATION_BOUNDARIES', 'EXCESSIVE_PAGINATION']

/**
 * Answers one GraphQL request. `violation` is called for each way in which the request departs from GitHub's schema
 * or asks for what the sandbox does not know.
 */
export async function answerGraphql(asked: Asked, body: unknown, violation: (text: string) => void): Promise<Answer> {
  const request = (body ?? {}) as { query?: unknown; variables?: unknown; operationName?: unknown }
  if (typeof request.query !== 'string') {
    violation('GraphQL: a request without a query')
    return { status: 400, body: { message: 'A query attribute must be specified and must be a string.' } }
  }
  const document = parsed(request.query)
  const errors = 'kind' in document ? validate(githubSchema(), document) : [document.error]
  if (errors.length > 0 || !('kind' in document)) {
    for (const error of errors) violation(`GraphQL: ${error.message}`)
    return { status: 200, body: { errors: errors.map(errorBody) } }
  }
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue: rootNode(asked),
    variableValues: (request.variables ?? {}) as Record<string, unknown>,
    operationName: typeof request.operationName === 'string' ? request.operationName : null,
    fieldResolver: strictField,
  })
  for (const error of result.errors ?? []) {
    const type = error.extensions['type']
    // An error without a type is a variable that does not fit, or a failure of the sandbox itself.
    if (type === undefined || faultTypes.includes(String(type))) violation(`GraphQL: ${error.message}`)
  }
  const data = result.data === undefined ? {} : { data: result.data }
  return { status: 200, body: { ...data, ...(result.errors ? { errors: result.errors.map(errorBody) } : {}) } }
}

function parsed(query: string): DocumentNode | { error: GraphQLError } {
  try {
    return parse(query)
  } catch (error) {
    return { error: error as GraphQLError }
  }
}

function rootNode(asked: Asked): Node {
  return {
    // An installation is not a User, but GitHub answers its login here, with the `[bot]`.
    viewer: () => ({ __typename: 'User', id: `U_${asked.token.login}`, login: asked.token.login }),
    ...mutationFields(asked),
    repository: (args: Args) => repositoryNode(asked, args),
    rateLimit: () => ({ limit: 5000, cost: 1, remaining: 4999, used: 1, resetAt: '2099-01-01T00:00:00Z' }),
  }
}

function errorBody(error: GraphQLError): Readonly<Record<string, unknown>> {
  const { type, ...extensions } = error.extensions
  return {
    ...(type === undefined ? {} : { type }),
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
    locations: error.locations ?? [],
    message: error.message,
  }
}
