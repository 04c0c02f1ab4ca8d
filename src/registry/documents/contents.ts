/** What one member of a collection consists of; `files` of the membership, which needs no access to the source project. */
export const CONTENTS_DOCUMENT = `query GateVersionContents($entity: String!, $project: String!, $collection: String!, $version: String!, $most: Int!) {
  viewer { id }
  project(entityName: $entity, name: $project) {
    name
    artifactCollection(name: $collection) {
      name
      artifactMembership(aliasName: $version) {
        artifact { id digest state size fileCount }
        files(first: $most) { edges { node { name sizeBytes md5 } } pageInfo { hasNextPage } }
      }
    }
  }
}`

/** The run's summary alone; what its config holds stays. */
export const WRITE_SUMMARY_DOCUMENT = `mutation GateWriteSummary($bucket: UpsertBucketInput!) {
  upsertBucket(input: $bucket) { bucket { name } }
}`
