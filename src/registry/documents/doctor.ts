/** Who we are. The teams are a field that an old server may lack. */
export const WHO_DOCUMENTS: readonly string[] = [
  'query DoctorWho { viewer { id } me: viewer { username entity teams { edges { node { name } } } } }',
  'query DoctorWho { viewer { id } me: viewer { username entity } }',
]

const ASKED = '($entity: String!, $project: String!)'

function projectDocument(name: string, fields: string): string {
  return `query ${name}${ASKED} { viewer { id } project(entityName: $entity, name: $project) { name ${fields} } }`
}

/** One question each, so that a field which the server lacks costs its own answer only. */
export const PROJECT_DOCUMENT = projectDocument('DoctorProject', 'entity { name }')
export const READ_ONLY_DOCUMENT = projectDocument('DoctorReadOnly', 'readOnly')
export const ACCESS_DOCUMENT = projectDocument('DoctorAccess', 'access')
export const MEMBERS_DOCUMENT = projectDocument('DoctorMembers', 'members { username role { name } }')
export const TEAMS_DOCUMENT = projectDocument('DoctorTeams', 'teamMembers { team { name } role { name } }')

/** Members of a team; what their role is called depends on the server's age. */
export const OWNERS_DOCUMENTS: readonly string[] = [
  'query DoctorOwners($entity: String!) { viewer { id } entity(name: $entity) { name members { username admin role } } }',
  'query DoctorOwners($entity: String!) { viewer { id } entity(name: $entity) { name members { username admin } } }',
]

/** Members of a registry by `collection:vN` or `collection:alias`, with the project that each was logged to. */
export function membersDocument(count: number): string {
  const indexes = Array.from({ length: count }, (_, index) => index)
  return `query DoctorVersions($entity: String!, $project: String!${indexes.map((index) => `, $member${index}: String!`).join('')}) {
  viewer { id }
  project(entityName: $entity, name: $project) {
    name
    ${indexes.map((index) => `member${index}: artifactCollectionMembership(name: $member${index}) { ...Found }`).join('\n    ')}
  }
}
fragment Found on ArtifactCollectionMembership {
  versionIndex
  artifact { id state artifactSequence { name project { name entity { name } } } }
}`
}
