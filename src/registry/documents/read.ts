import { memberFragment } from './version.ts'

/** Which parts the one read of a decision has. */
export interface ReadParts {
  readonly candidate: 'member' | 'source' | 'none'
  readonly from: boolean
  readonly previous: boolean
  /** Records of the candidate's version: only when its `vN` is known beforehand. */
  readonly ofVersion: boolean
  /** Config and repository of the runs that made candidate and holder. */
  readonly settings: boolean
  /** How many own record runs are read by id. */
  readonly attempts: number
  /** False: without the fields that old servers do not know. */
  readonly optional: boolean
}

/** All that a decision needs, in one document. Names travel as variables, never inside the text. */
export function readDocument(parts: ReadParts): string {
  const { candidate, from, previous, ofVersion, settings, attempts, optional } = parts
  const source = candidate === 'source'
  // Old servers may lack a field; nobody's decision hangs on these two.
  const made = settings && optional ? MADE_BY : ''
  const variables = [
    '$entity: String!, $project: String!, $collection: String!, $holder: String!',
    source ? '$sourceEntity: String!, $sourceProject: String!, $sourceName: String!' : '',
    candidate === 'member' ? '$candidate: String!' : '',
    from ? '$from: String!' : '',
    previous ? '$previous: String!' : '',
    '$recordsEntity: String!, $recordsProject: String!, $newest: JSONString, $rollbacks: JSONString, $holds: JSONString, $mostRecords: Int!',
    ofVersion ? '$ofVersion: JSONString' : '',
    ...Array.from({ length: attempts }, (_, index) => `$attempt${index}: String!`),
  ]
  return `query GateRead(${variables.filter((each) => each !== '').join(', ')}) {
  viewer { id }
  registry: project(entityName: $entity, name: $project) {
    name
    entity { name ${optional ? 'organization { name }' : ''} }
    artifactCollection(name: $collection) {
      name
      project { name entity { name } }
      ${optional ? 'tags { edges { node { name } } }' : ''}
    }
    ${candidate === 'member' ? `candidate: artifactCollectionMembership(name: $candidate) { ...Member ${inArtifact(made)} }` : ''}
    holder: artifactCollectionMembership(name: $holder) { ...Member ${inArtifact(made)} }
    ${from ? 'from: artifactCollectionMembership(name: $from) { ...Member }' : ''}
    ${previous ? 'previous: artifactCollectionMembership(name: $previous) { ...Member }' : ''}
  }
  ${source ? sourceDocument(made) : ''}
  records: project(entityName: $recordsEntity, name: $recordsProject) {
    name
    newest: runs(filters: $newest, order: "-created_at", first: $mostRecords) { ...Records }
    rollbacks: runs(filters: $rollbacks, order: "-created_at", first: 20) { ...Records }
    holds: runs(filters: $holds, order: "-created_at", first: 50) { ...Records }
    ${ofVersion ? 'ofVersion: runs(filters: $ofVersion, order: "-created_at", first: 20) { ...Records }' : ''}
    ${Array.from({ length: attempts }, (_, index) => `attempt${index}: run(name: $attempt${index}) { ...Record }`).join('\n    ')}
  }
}${memberFragment(optional)}${RECORD_FRAGMENTS}`
}

/** A further listing of records: of a version found only by the first read, or a further page. */
export const RECORDS_DOCUMENT = `query GateRecords($entity: String!, $project: String!, $filters: JSONString, $first: Int!, $after: String) {
  viewer { id }
  records: project(entityName: $entity, name: $project) {
    name
    runs(filters: $filters, order: "-created_at", first: $first, after: $after) { ...Records }
  }
}${recordFragments()}`

/** Asked of the artifact once, not of each of its memberships: a config may be large. */
function sourceDocument(made: string): string {
  return `source: project(entityName: $sourceEntity, name: $sourceProject) {
    name
    artifact(name: $sourceName) {
      id digest ${made}
      artifactMemberships(first: 500) { edges { node { ...Member } } }
    }
  }`
}

const MADE_BY = 'createdBy { __typename ... on Run { config github } }'

function inArtifact(made: string): string {
  return made === '' ? '' : `artifact { ${made} }`
}

export const RECORD_FRAGMENTS = recordFragments()

function recordFragments(): string {
  return `
fragment Record on Run { name createdAt group jobType config summaryMetrics }
fragment Records on RunConnection { edges { node { ...Record } } pageInfo { endCursor hasNextPage } }`
}

/** Members of a collection by `vN`. */
export function versionsDocument(count: number, optional: boolean): string {
  const names = Array.from({ length: count }, (_, index) => `$version${index}: String!`)
  const members = Array.from(
    { length: count },
    (_, index) => `version${index}: artifactCollectionMembership(name: $version${index}) { ...Member }`,
  )
  return `query GateVersions($entity: String!, $project: String!${names.map((name) => `, ${name}`).join('')}) {
  viewer { id }
  registry: project(entityName: $entity, name: $project) {
    name
    ${members.join('\n    ')}
  }
}${memberFragment(optional)}`
}
