import { RECORD_FRAGMENTS } from './read.ts'

/** How many stages, and chains of records without an alias, a model has. */
export interface SurveyShape {
  readonly stages: number
  readonly chains: number
}

/**
 * Holders and newest records of many stages in one document. Names travel as variables, never inside the text.
 * `optional`: with the fields that old servers do not know.
 */
export function surveyDocument(models: readonly SurveyShape[], optional: boolean): string {
  const named = (count: number, model: number, kind: string) =>
    Array.from({ length: count }, (_, index) => `${model}${kind}${index}`)
  const stages = models.flatMap((model, index) => named(model.stages, index, 's'))
  const chains = models.flatMap((model, index) => named(model.chains, index, 'c'))
  const variables = [
    '$entity: String!, $project: String!, $recordsEntity: String!, $recordsProject: String!, $mostRecords: Int!',
    ...models.map((_, model) => `$collection${model}: String!`),
    ...stages.map((name) => `$holder${name}: String!`),
    ...[...stages, ...chains].map((name) => `$filter${name}: JSONString`),
  ]
  const collections = models.map(
    (_, model) => `collection${model}: artifactCollection(name: $collection${model}) { ...Collection }`,
  )
  const holders = stages.map(
    (name) => `holder${name}: artifactCollectionMembership(name: $holder${name}) { ...Holder }`,
  )
  const records = [...stages, ...chains].map(
    (name) => `records${name}: runs(filters: $filter${name}, order: "-created_at", first: $mostRecords) { ...Records }`,
  )
  return `query GateSurvey(${variables.join(', ')}) {
  viewer { id }
  registry: project(entityName: $entity, name: $project) {
    name
    ${[...collections, ...holders].join('\n    ')}
  }
  records: project(entityName: $recordsEntity, name: $recordsProject) {
    name
    ${records.join('\n    ')}
  }
}${holderFragments(optional)}${RECORD_FRAGMENTS}`
}

/** Less than the gate reads of a candidate: where it came from is not asked. */
function holderFragments(optional: boolean): string {
  return `
fragment Collection on ArtifactCollection {
  name
  project { name entity { name } }
  ${optional ? 'tags { edges { node { name } } }' : ''}
}
fragment Holder on ArtifactCollectionMembership {
  id versionIndex createdAt
  aliases { alias }
  artifactCollection { name project { name entity { name } } }
  artifact {
    id digest state versionIndex
    artifactType { name }
    ${optional ? 'tags { name }' : ''}
    artifactSequence { name project { name entity { name } } }
  }
}`
}

/**
 * Protected aliases as the API of 2023 listed them for a team. Whether today's registries are among them is documented
 * nowhere, so that only what it names is believed.
 */
export const PROTECTED_ALIASES_DOCUMENT = `query GateProtectedAliases($entity: String!) {
  viewer { id }
  entity(name: $entity) { protectedAliases(adminType: MODEL) }
}`

/** The server's own history of one alias: documented nowhere, so it is only ever a help. */
export const ALIAS_ACTIONS_DOCUMENT = `query GateAliasActions($entity: String!, $project: String!, $collection: String!, $alias: String!) {
  viewer { id }
  project(entityName: $entity, name: $project) {
    artifactCollection(name: $collection) {
      aliasActionHistory(alias: $alias, first: 50) {
        edges { node { actionType alias createdAt user { username } sourceArtifact { id } targetArtifact { id } } }
      }
    }
  }
}`
