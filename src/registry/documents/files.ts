/** Where to put files of a run. */
export const CREATE_FILES_DOCUMENT = `mutation GateCreateFiles($input: CreateRunFilesInput!) {
  createRunFiles(input: $input) { runID uploadHeaders files { name uploadUrl } }
}`

/** Without this the run does not list what was put there. */
export const MARK_FILES_DOCUMENT = `mutation GateMarkFiles($input: MarkRunFilesUploadedInput!) {
  markRunFilesUploaded(input: $input) { success }
}`

/** Files of a run with where to get them. */
export const RUN_FILES_DOCUMENT = `query GateRunFiles($entity: String!, $project: String!, $run: String!, $names: [String], $first: Int!, $after: String) {
  viewer { id }
  project(entityName: $entity, name: $project) {
    name
    run(name: $run) {
      name
      files(names: $names, first: $first, after: $after) {
        edges { node { name directUrl sizeBytes md5 } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
}`
