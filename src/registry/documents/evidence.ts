/** Metrics of a run, and the artifacts that it used and made. */
export const RUN_DOCUMENT = `query GateEvidenceRun($entity: String!, $project: String!, $run: String!) {
  viewer { id }
  project(entityName: $entity, name: $project) {
    name
    run(name: $run) {
      name state summaryMetrics
      inputArtifacts(first: 100) { edges { node { id artifactType { name } } } }
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
        artifact { id state }
        files(names: [$file], first: 1) { edges { node { name directUrl sizeBytes md5 } } }
      }
    }
  }
}`
