import { RemoteError } from '../errors.ts'
import type { HoldMarkers, TagChange } from '../operations/hold-port.ts'
import { TAG_COLLECTION_DOCUMENT, TAG_VERSION_DOCUMENT, UNTAG_COLLECTION_DOCUMENT } from './documents/hold.ts'
import { type Connection, graphql } from './graphql.ts'

const COLLECTION_HINT = 'The account needs the role Member in the registry to set tags of a collection.'

/** The hold markers over Weights & Biases' GraphQL API. */
export function createHoldMarkers(connection: Connection): HoldMarkers {
  return {
    tagVersion: (artifactId, change) => tagVersion(connection, artifactId, change),
    tagCollection: (target, change) => tagCollection(connection, target, change),
  }
}

async function tagVersion(connection: Connection, artifactId: string, { add, remove }: TagChange): Promise<void> {
  const what = 'change the tags of the version'
  const { data } = await graphql(connection, {
    what,
    document: TAG_VERSION_DOCUMENT,
    // Never `metadata`: it would be written as a whole, and what somebody else wrote meanwhile would be lost.
    variables: { input: { artifactID: artifactId, tagsToAdd: tags(add), tagsToDelete: tags(remove) } },
    idempotent: true,
    refusalHint: 'Tags of a version need write access to the project that logged it.',
  })
  if (data.at('updateArtifact').isNull) throw unconfirmed(what, 'Tags of a version need write access to its project.')
}

async function tagCollection(
  connection: Connection,
  { registry, collection }: Parameters<HoldMarkers['tagCollection']>[0],
  { add, remove }: TagChange,
): Promise<void> {
  const changes = [
    {
      names: add,
      what: `tag the collection ${collection}`,
      document: TAG_COLLECTION_DOCUMENT,
      field: 'createArtifactCollectionTagAssignments',
    },
    {
      names: remove,
      what: `remove a tag of the collection ${collection}`,
      document: UNTAG_COLLECTION_DOCUMENT,
      field: 'deleteArtifactCollectionTagAssignments',
    },
  ]
  for (const { names, what, document, field } of changes) {
    if (names.length === 0) continue
    const { data } = await graphql(connection, {
      what,
      document,
      variables: {
        input: {
          entityName: registry.entity,
          projectName: registry.project,
          artifactCollectionName: collection,
          tags: tags(names),
        },
      },
      idempotent: true,
      refusalHint: COLLECTION_HINT,
    })
    if (data.at(field).isNull) throw unconfirmed(what, COLLECTION_HINT)
  }
}

function tags(names: readonly string[]): readonly { readonly tagName: string }[] {
  return names.map((tagName) => ({ tagName }))
}

function unconfirmed(what: string, hint: string): RemoteError {
  return new RemoteError('wandb', `Could not ${what}: Weights & Biases did not say that it succeeded.`, {
    ambiguous: true,
    hint,
  })
}
