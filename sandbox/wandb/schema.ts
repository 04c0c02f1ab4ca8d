import { readFileSync } from 'node:fs'
import { type ASTNode, buildASTSchema, type DocumentNode, type GraphQLSchema, Kind, parse, visit } from 'graphql'

/**
 * Fields that were in first-party types of 2023 but are used by no current client of W&B. A real server may have
 * lost them; tests remove them to prove that our client falls back.
 */
export const LEGACY_FIELDS: readonly string[] = [
  'AddAliasesPayload.aliases',
  'AddAliasesPayload.artifact',
  'Artifact.artifactLineageDag',
  'Artifact.files',
  'Artifact.storageBytes',
  'Artifact.usedCount',
  'ArtifactAlias.artifact',
  'ArtifactAlias.artifactCollectionName',
  'ArtifactCollection.aliasActionHistory',
  'ArtifactCollection.artifactCollectionActions',
  'ArtifactCollection.artifactMemberships',
  'ArtifactCollectionMembership.commitHash',
  'Entity.protectedAliases',
  'LinkArtifactPayload.aliases',
  'LinkArtifactPayload.artifactCollectionID',
  'LinkArtifactPayload.artifactID',
  'LinkArtifactPayload.createdAt',
  'ServerInfo.actionHistoryLimit',
  'ServerInfo.frontendHost',
]

/** Built schemas by their removed fields: building one takes longer than answering many requests. */
const BUILT = new Map<string, GraphQLSchema>()

/** The classes that carry the fields of the interface `ArtifactCollection`. */
const COLLECTION_TYPES: readonly string[] = ['ArtifactCollection', 'ArtifactPortfolio', 'ArtifactSequence']

/**
 * The schema that the sandbox executes, for tests that validate documents against it.
 *
 * @param removedFields `Type.field` pairs that this server does not know; a field of the interface
 *   `ArtifactCollection` disappears from both implementations too.
 */
export function wandbSchema(removedFields: readonly string[] = []): GraphQLSchema {
  const key = removedFields.join(' ')
  const built = BUILT.get(key) ?? buildSchema(removedFields)
  BUILT.set(key, built)
  return built
}

function buildSchema(removedFields: readonly string[]): GraphQLSchema {
  const document = parse(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'))
  return buildASTSchema(removedFields.length === 0 ? document : withoutFields(document, removedFields))
}

function withoutFields(document: DocumentNode, removedFields: readonly string[]): DocumentNode {
  const removed = new Set(removedFields.flatMap(spread))
  return visit(document, {
    FieldDefinition(node, _key, _parent, _path, ancestors) {
      const owner = ancestors.findLast(isTypeDefinition)
      const name = owner !== undefined && 'name' in owner && owner.name?.kind === Kind.NAME ? owner.name.value : ''
      return removed.has(`${name}.${node.name.value}`) ? null : undefined
    },
  })
}

function spread(path: string): string[] {
  const [type, field] = path.split('.')
  return type === 'ArtifactCollection' ? COLLECTION_TYPES.map((name) => `${name}.${field}`) : [path]
}

function isTypeDefinition(node: ASTNode | readonly ASTNode[]): node is ASTNode {
  return 'kind' in node && (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION)
}
