/** Tags only: `metadata` and `description` that are left out are kept. */
export const TAG_VERSION_DOCUMENT = `mutation GateTagVersion($input: UpdateArtifactInput!) {
  updateArtifact(input: $input) { artifact { id } }
}`

export const TAG_COLLECTION_DOCUMENT = `mutation GateTagCollection($input: CreateArtifactCollectionTagAssignmentsInput!) {
  createArtifactCollectionTagAssignments(input: $input) { tags { name } }
}`

export const UNTAG_COLLECTION_DOCUMENT = `mutation GateUntagCollection($input: DeleteArtifactCollectionTagAssignmentsInput!) {
  deleteArtifactCollectionTagAssignments(input: $input) { success }
}`
