/**
 * What is asked of a version. `optional` fields are left out on servers that do not know them; what depends on
 * them is then null, never empty.
 */
export function memberFragment(optional: boolean): string {
  return `
fragment Member on ArtifactCollectionMembership {
  id versionIndex createdAt
  aliases { alias }
  artifactCollection { name project { name entity { name } } }
  artifact {
    id digest state versionIndex
    artifactType { name }
    ${optional ? 'tags { name }' : ''}
    artifactSequence { name project { name entity { name } } }
    createdBy { __typename ... on Run { ...Producer } }
  }
}
fragment Producer on Run {
  name displayName state commit
  project { name entity { name } }
  ${optional ? INPUTS : ''}
}`
}

const INPUTS = `inputArtifacts(first: 100) {
    edges { node { digest versionIndex artifactType { name } artifactSequence { name project { name entity { name } } } } }
  }`

/** Who holds one alias. */
export const HOLDER_DOCUMENT = `query GateHolder($entity: String!, $project: String!, $name: String!) {
  viewer { id }
  project(entityName: $entity, name: $project) {
    name
    artifactCollectionMembership(name: $name) { ...Member }
  }
}${memberFragment(true)}`

export const HOLDER_DOCUMENT_PLAIN = HOLDER_DOCUMENT.replace(memberFragment(true), memberFragment(false))
