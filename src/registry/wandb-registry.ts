import type { VersionFacts } from '../checks/facts.ts'
import { AccessError, RemoteError } from '../errors.ts'
import type { AliasTarget, ModelRegistry } from '../operations/ports.ts'
import { versionsDocument } from './documents/read.ts'
import { HOLDER_DOCUMENT, HOLDER_DOCUMENT_PLAIN } from './documents/version.ts'
import { LINK_DOCUMENT, MOVE_ALIAS_DOCUMENT, REMOVE_ALIAS_DOCUMENT } from './documents/write.ts'
import { type Connection, graphql } from './graphql.ts'
import { createAppLinks } from './links.ts'
import { readRegistry } from './read.ts'
import { closeRecord, openRecord } from './record-writer.ts'
import { invisible, pathOf, UnknownFieldError } from './refusals.ts'
import { parseMember } from './responses.ts'

export interface WandbRegistryOptions extends Connection {
  /** Address of the web app, as `appUrlOf` gives it. */
  readonly app: string
  /** Told when a record could be closed, but its run not marked as finished. */
  readonly warn: (message: string) => void
}

/** The registry port over Weights & Biases' GraphQL API. */
export function createWandbRegistry(options: WandbRegistryOptions): ModelRegistry {
  const links = createAppLinks(options.app)
  return {
    read: (query) => readRegistry(options, query, links.run),
    link: (target) => link(options, target),
    openRecord: (run, uses) => openRecord(options, links, run, uses),
    moveAlias: (target, artifactId) => moveAlias(options, target, artifactId),
    removeAlias: (target, artifactId) => removeAlias(options, target, artifactId),
    versions: (target, names) => versions(options, target, names),
    holder: (target) => holder(options, target),
    links: links.of,
    closeRecord: (run, summary, succeeded) => closeRecord(options, run, summary, succeeded),
  }
}

const MOVE_HINT =
  'The account needs the role Member in the registry; a protected alias needs Admin. The version must be a member of the collection.'

function moveAlias(connection: Connection, target: AliasTarget, artifactId: string): Promise<void> {
  const what = `move the alias \`${target.alias}\` of ${target.collection}`
  // Putting an alias where it already is changes nothing.
  return changeAlias(connection, { target, artifactId, what, document: MOVE_ALIAS_DOCUMENT, field: 'addAliases' })
}

function removeAlias(connection: Connection, target: AliasTarget, artifactId: string): Promise<void> {
  const what = `remove the alias \`${target.alias}\` of ${target.collection}`
  return changeAlias(connection, { target, artifactId, what, document: REMOVE_ALIAS_DOCUMENT, field: 'deleteAliases' })
}

interface AliasChange {
  readonly target: AliasTarget
  readonly artifactId: string
  readonly what: string
  readonly document: string
  readonly field: 'addAliases' | 'deleteAliases'
}

async function changeAlias(connection: Connection, change: AliasChange): Promise<void> {
  const { target, artifactId, what, document, field } = change
  const { registry, collection, alias } = target
  const { data } = await graphql(connection, {
    what,
    document,
    variables: {
      input: {
        artifactID: artifactId,
        aliases: [
          { alias, artifactCollectionName: collection, entityName: registry.entity, projectName: registry.project },
        ],
      },
    },
    idempotent: true,
    refusalHint: MOVE_HINT,
  })
  const payload = data.at(field)
  if (payload.isNull || !payload.at('success').boolean()) {
    throw new RemoteError('wandb', `Could not ${what}: Weights & Biases did not say that it succeeded.`, {
      ambiguous: true,
      hint: MOVE_HINT,
    })
  }
}

async function versions(
  connection: Connection,
  target: { readonly registry: AliasTarget['registry']; readonly collection: string },
  names: readonly string[],
): Promise<readonly (VersionFacts | null)[]> {
  if (names.length === 0) return []
  const { registry, collection } = target
  const send = (optional: boolean) =>
    graphql(connection, {
      what: `read versions of ${collection}`,
      document: versionsDocument(names.length, optional),
      variables: {
        ...registry,
        ...Object.fromEntries(names.map((name, index) => [`version${index}`, `${collection}:${name}`])),
      },
      idempotent: true,
    })
  const { data } = await send(true).catch((thrown: unknown) => {
    if (thrown instanceof UnknownFieldError) return send(false)
    throw thrown
  })
  if (data.at('registry').isNull) throw invisible(`the registry ${pathOf(registry)}`)
  return names.map((_, index) => parseMember(data.at('registry').at(`version${index}`)))
}

async function holder(connection: Connection, target: AliasTarget): Promise<VersionFacts | null> {
  const { registry, collection, alias } = target
  const what = `read who holds \`${alias}\` of ${collection}`
  const send = (document: string) =>
    graphql(connection, {
      what,
      document,
      variables: { ...registry, name: `${collection}:${alias}` },
      idempotent: true,
    })
  const { data } = await send(HOLDER_DOCUMENT).catch((thrown: unknown) => {
    if (thrown instanceof UnknownFieldError) return send(HOLDER_DOCUMENT_PLAIN)
    throw thrown
  })
  if (data.at('project').isNull) {
    throw new AccessError(
      'wandb',
      `Could not ${what}: the registry ${registry.entity}/${registry.project} was not found, or is not visible to this account.`,
    )
  }
  return parseMember(data.at('project').at('artifactCollectionMembership'))
}

async function link(connection: Connection, target: Parameters<ModelRegistry['link']>[0]): Promise<void> {
  const what = `link the version into ${target.collection}`
  const { data } = await graphql(connection, {
    what,
    document: LINK_DOCUMENT,
    variables: {
      input: {
        artifactID: target.artifactId,
        artifactPortfolioName: target.collection,
        entityName: target.registry.entity,
        projectName: target.registry.project,
        aliases: [],
      },
    },
    // A second link may make a second version: after a lost answer the caller looks first.
    idempotent: false,
    refusalHint:
      'The account needs the role Member in the registry, the registry must accept this artifact type, and the ' +
      'artifact must be logged under a team of the same organisation: those of a personal entity cannot be linked.',
  })
  if (data.at('linkArtifact').isNull) {
    throw new RemoteError('wandb', `Could not ${what}: Weights & Biases did not say that it succeeded.`, {
      ambiguous: true,
    })
  }
}
