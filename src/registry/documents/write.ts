/** Takes the alias away from its old holder, in one step on the server. */
export const MOVE_ALIAS_DOCUMENT = `mutation GateMoveAlias($input: AddAliasesInput!) {
  addAliases(input: $input) { success }
}`

/** Takes the alias off the version that holds it; nobody holds it then. */
export const REMOVE_ALIAS_DOCUMENT = `mutation GateRemoveAlias($input: DeleteAliasesInput!) {
  deleteAliases(input: $input) { success }
}`

export const LINK_DOCUMENT = `mutation GateLink($input: LinkArtifactInput!) {
  linkArtifact(input: $input) { versionIndex }
}`

/** Root fields of a mutation run in order: the run exists when the version is marked as used by it. */
export const OPEN_RECORD_DOCUMENT = `mutation GateOpenRecord($bucket: UpsertBucketInput!, $use: UseArtifactInput!) {
  upsertBucket(input: $bucket) { inserted bucket { name createdAt project { name entity { name } } } }
  useArtifact(input: $use) { artifact { id } }
}`

/** A record that concerns no single version. */
export const OPEN_PLAIN_RECORD_DOCUMENT = `mutation GateOpenRecord($bucket: UpsertBucketInput!) {
  upsertBucket(input: $bucket) { inserted bucket { name createdAt project { name entity { name } } } }
}`

export const CLOSE_RECORD_DOCUMENT = `mutation GateCloseRecord($bucket: UpsertBucketInput!) {
  upsertBucket(input: $bucket) { bucket { name } }
}`
