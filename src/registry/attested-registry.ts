import type { AttestedRegistry, MemberPath } from '../operations/attest-port.ts'
import type { VersionContents } from '../promotion/version-manifest.ts'
import { CONTENTS_DOCUMENT, WRITE_SUMMARY_DOCUMENT } from './documents/contents.ts'
import { type Connection, graphql } from './graphql.ts'
import { invisible, pathOf } from './refusals.ts'
import type { Node } from './shape.ts'

/** As many files as the pure side lists; the contract test holds the two together. */
export const MOST_FILES = 500

/** What attestations need of Weights & Biases. */
export function createAttestedRegistry(connection: Connection): AttestedRegistry {
  return {
    contents: (member) => readContents(connection, member),
    writeSummary: async ({ records, runId }, summary) => {
      const bucket = { entityName: records.entity, modelName: records.project, name: runId }
      const { data } = await graphql(connection, {
        what: 'note the attestation on the promotion record',
        document: WRITE_SUMMARY_DOCUMENT,
        variables: { bucket: { ...bucket, summaryMetrics: JSON.stringify(summary) } },
        idempotent: true,
      })
      data.at('upsertBucket').at('bucket').at('name').string()
    },
  }
}

async function readContents(connection: Connection, member: MemberPath): Promise<VersionContents | null> {
  const { registry, collection, version } = member
  const { data } = await graphql(connection, {
    what: `read what ${collection}:${version} consists of`,
    document: CONTENTS_DOCUMENT,
    variables: { ...registry, collection, version, most: MOST_FILES },
    idempotent: true,
  })
  if (data.at('project').isNull) throw invisible(`the registry ${pathOf(registry)}`)
  const found = data.at('project').at('artifactCollection')
  const membership = found.isNull ? found : found.at('artifactMembership')
  if (membership.isNull || membership.at('artifact').isNull) return null
  return parseContents(membership)
}

function parseContents(membership: Node): VersionContents {
  const artifact = membership.at('artifact')
  const files = membership.at('files')
  const fileCount = artifact.at('fileCount').integer64()
  const listed = files.nodes().map((file) => ({
    path: file.at('name').string(),
    size: file.at('sizeBytes').integer64(),
    md5: file.at('md5').stringOrNull(),
  }))
  // A server that lists fewer files than it counts (references, or pages of its own size) does not list them all.
  const whole = !files.at('pageInfo').at('hasNextPage').boolean() && listed.length === fileCount
  return {
    artifactId: artifact.at('id').string(),
    digest: artifact.at('digest').string(),
    state: artifact.at('state').string(),
    size: artifact.at('size').integer64(),
    fileCount,
    files: whole ? listed : null,
  }
}
