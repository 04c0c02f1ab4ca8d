import { type Answer, json } from './answer.ts'
import type { FaultAction } from './faults.ts'
import type { GraphqlRequest } from './graphql-endpoint.ts'

/** The answer that a fault puts in the place of the true one. */
export function replacement(
  actions: readonly FaultAction[],
  graphql: GraphqlRequest | null,
): { readonly answer: Answer; readonly execute: boolean } | undefined {
  for (const action of actions) {
    if (typeof action === 'string') continue
    if ('status' in action) {
      const { status, body = '', headers = {}, execute = false } = action
      const answer = typeof body === 'string' ? { status, body, headers } : json(status, body, headers)
      return { answer, execute }
    }
    if ('json' in action) return { answer: json(200, action.json), execute: action.execute ?? false }
    if ('payload' in action) {
      const data = Object.fromEntries((graphql?.fields ?? []).map((field) => [field.responseKey, action.payload]))
      return { answer: json(200, { data, ...(action.errors ? { errors: action.errors } : {}) }), execute: false }
    }
  }
  return undefined
}

/** Headers that faults add to the true answer. */
export function addedHeaders(actions: readonly FaultAction[]): Record<string, string> {
  const added = actions.map((action) =>
    typeof action === 'object' && 'headers' in action && !('status' in action) ? action.headers : {},
  )
  return Object.assign({}, ...added) as Record<string, string>
}
