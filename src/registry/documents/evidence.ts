/** Metrics of a run, who made it from which commit, and the artifacts that it used and made. */
export const RUN_DOCUMENT = `query GateEvidenceRun($entity: String!, $project: String!, $run: String!) {
  viewer { id }
  project(entityName: $entity, name: $project) {
    name
    run(name: $run) {
      name state summaryMetrics commit createdAt heartbeatAt
      user { username }
      inputArtifacts(first: 100) {
        edges { node { id digest versionIndex artifactType { name } artifactSequence { name project { name entity { name } } } } }
      }
      outputArtifacts(first: 100) { edges { node { id artifactType { name } } } }
    }
  }
}`

/** One file of one version. */
export const FILE_DOCUMENT = `query GateEvidenceFile($entity: String!, $project: String!, $collection: String!, $version: String!, $file: String!) {
  viewer { id }
  project(entityName: $entity, name: $project) {
    name
    artifactCollection(name: $collection) {
      name
      artifactMembership(aliasName: $version) {
        artifact {
          id state createdAt
          createdBy {
            __typename
            ... on Run { name user { username } project { name entity { name } } }
            ... on User { username }
          }
        }
        files(names: [$file], first: 1) { edges { node { name directUrl sizeBytes md5 } } }
      }
    }
  }
}`
