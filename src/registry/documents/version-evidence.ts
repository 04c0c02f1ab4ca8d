/** Metadata of one version. */
export const METADATA_DOCUMENT = `query GateVersionMetadata($id: ID!) {
  viewer { id }
  artifact(id: $id) { id metadata }
}`

/**
 * Runs that used one version, and whether the project that they are looked for in can be seen. `usedBy` without arguments, as
 * the official SDK asks; the rest of a long list by cursor.
 */
export function usingRunsDocument(paged: boolean): string {
  return `query GateRunsUsing($id: ID!, $entity: String!, $project: String!${paged ? ', $after: String' : ''}) {
  viewer { id }
  project(entityName: $entity, name: $project) { name }
  artifact(id: $id) {
    id
    usedBy${paged ? '(after: $after)' : ''} {
      edges { node { name state jobType createdAt user { username } project { name entity { name } } } }
      pageInfo { endCursor hasNextPage }
    }
  }
}`
}
