import type { RegistryFacts, VersionFacts } from '../checks/facts.ts'
import type { RegistryQuery } from '../operations/ports.ts'
import { readDocument } from './documents/read.ts'
import { type Connection, type GraphqlAnswer, graphql } from './graphql.ts'
import { RecordReader, type RunUrl } from './record-reader.ts'
import { HOLDS, recordFilter } from './records.ts'
import { invisible, pathOf, UnknownFieldError } from './refusals.ts'
import { type CollectionPath, collectionOf, parseCollection, parseMember } from './responses.ts'
import { withSettings } from './run-settings.ts'
import type { Node } from './shape.ts'

/**
 * All that a decision needs: one request, and one more for the records of a version that was asked for by
 * alias or source path, because its `vN` is known only then.
 */
export async function readRegistry(
  connection: Connection,
  query: RegistryQuery,
  runUrl: RunUrl,
): Promise<RegistryFacts> {
  const { data, serverTime } = await sendRead(connection, query)
  const registry = data.at('registry')
  if (registry.isNull) throw invisible(`the registry ${pathOf(query.registry)}`)
  const found = findCandidate(query, data)
  const path = canonicalPath(query, registry)
  if (path.missing && found.unlinkedSource === null) {
    throw invisible(`the collection \`${query.collection}\` of ${pathOf(query.registry)}`)
  }
  const records = new RecordReader(connection, query, path, runUrl)
  const candidate = withSettings(parseMember(found.member), found.artifact)
  const tags = registry.at('artifactCollection').isNull ? null : registry.at('artifactCollection').at('tags')
  const organization = registry.at('entity').at('organization')
  return {
    entity: path.entity,
    project: path.project,
    collection: path.collection,
    organization: organization.isNull ? null : organization.at('name').string(),
    candidate,
    unlinkedSource: found.unlinkedSource,
    holder: withSettings(parseMember(registry.at('holder')), artifactOf(registry.at('holder'))),
    fromHolder: parseMember(registry.at('from')),
    previousHolder: parseMember(registry.at('previous')),
    // A collection that is not there yet has no tags; tags that were not asked for are unknown.
    collectionTags: tags === null ? [] : tags.isNull ? null : tags.nodes().map((tag) => tag.at('name').string()),
    ...(await readRecords(data.at('records'), records, candidate)),
    serverTime,
  }
}

/** A project that is not there yet (the first record makes it) looks like one that may not be seen: the caller decides. */
async function readRecords(project: Node, records: RecordReader, candidate: VersionFacts | null): Promise<ReadRecords> {
  if (project.isNull)
    return { recordsVisible: false, records: [], recordsOfVersion: [], rollbacks: [], holdRecords: [], ownAttempts: [] }
  return {
    recordsVisible: true,
    records: await records.newest(project.at('newest')),
    recordsOfVersion: candidate === null ? [] : await records.ofVersion(project.at('ofVersion'), candidate),
    rollbacks: records
      .parse(project.at('rollbacks'))
      .filter((record) => record.operation === 'rollback' && records.isOfStage(record)),
    holdRecords: records.parse(project.at('holds')).filter((record) => records.isOf(record, HOLDS)),
    ownAttempts: records.attempts(project),
  }
}

type ReadRecords = Pick<
  RegistryFacts,
  'recordsVisible' | 'records' | 'recordsOfVersion' | 'rollbacks' | 'holdRecords' | 'ownAttempts'
>

async function sendRead(connection: Connection, query: RegistryQuery): Promise<GraphqlAnswer> {
  const send = (optional: boolean) =>
    graphql(connection, {
      what: 'read the registry',
      document: readDocument({
        candidate: query.candidate === null ? 'none' : query.candidate.kind === 'source' ? 'source' : 'member',
        from: query.fromAlias !== null,
        previous: query.keepPrevious !== null,
        ofVersion: query.candidate?.kind === 'version',
        settings: query.runSettings === true,
        attempts: query.ownAttempts.length,
        optional,
      }),
      variables: readVariables(query),
      idempotent: true,
    })
  try {
    return await send(true)
  } catch (thrown) {
    if (thrown instanceof UnknownFieldError) return send(false)
    throw thrown
  }
}

function readVariables(query: RegistryQuery): Record<string, string | number> {
  const { registry, collection, candidate, records, model, stage } = query
  const member = (name: string) => `${collection}:${name}`
  return {
    entity: registry.entity,
    project: registry.project,
    collection,
    holder: member(query.alias),
    ...(query.fromAlias === null ? {} : { from: member(query.fromAlias) }),
    ...(query.keepPrevious === null ? {} : { previous: member(query.keepPrevious) }),
    ...candidateVariables(candidate, member, model),
    recordsEntity: records.entity,
    recordsProject: records.project,
    newest: recordFilter({ model, stage }),
    mostRecords: query.mostRecords ?? 10,
    rollbacks: recordFilter({ model, stage, operation: 'rollback' }),
    holds: recordFilter({ model, stage: HOLDS }),
    ...Object.fromEntries(query.ownAttempts.map((id, index) => [`attempt${index}`, id])),
  }
}

function candidateVariables(
  ask: RegistryQuery['candidate'],
  member: (name: string) => string,
  model: string,
): Record<string, string> {
  if (ask === null) return {}
  if (ask.kind === 'alias') return { candidate: member(ask.alias) }
  if (ask.kind === 'version') {
    return { candidate: member(ask.version), ofVersion: recordFilter({ model, toVersion: ask.version }) }
  }
  return { sourceEntity: ask.entity, sourceProject: ask.project, sourceName: `${ask.artifact}:${ask.version}` }
}

interface Candidate {
  readonly member: Node
  /** Of the membership; for a source path the artifact itself, which has what was asked for only once. */
  readonly artifact: Node
  readonly unlinkedSource: RegistryFacts['unlinkedSource']
}

function artifactOf(member: Node): Node {
  return member.isNull ? member : member.at('artifact')
}

/** The candidate's membership in our collection; for a source path it is the one with the same artifact id. */
function findCandidate(query: RegistryQuery, data: Node): Candidate {
  const ask = query.candidate
  if (ask?.kind !== 'source') {
    const member = data.at('registry').at('candidate')
    return { member, artifact: artifactOf(member), unlinkedSource: null }
  }
  const project = data.at('source')
  if (project.isNull) throw invisible(`the source project ${pathOf(ask)}`)
  const artifact = project.at('artifact')
  if (artifact.isNull) return { member: artifact, artifact, unlinkedSource: null }
  const ours = canonicalPath(query, data.at('registry'))
  const member = artifact
    .at('artifactMemberships')
    .nodes()
    .find((each) => samePath(collectionOf(each), ours))
  if (member !== undefined) return { member, artifact, unlinkedSource: null }
  const path = `${ask.entity}/${ask.project}/${ask.artifact}:${ask.version}`
  const unlinkedSource = { artifactId: artifact.at('id').string(), digest: artifact.at('digest').string(), path }
  return { member: artifact.at('none'), artifact, unlinkedSource }
}

/** Where the server says that the collection is: another project after the migration of an old registry. */
function canonicalPath(query: RegistryQuery, registry: Node): CollectionPath & { readonly missing: boolean } {
  const collection = parseCollection(registry.at('artifactCollection'))
  const members = ['holder', 'candidate', 'from'].map((name) => collectionOf(registry.at(name)))
  const path = members.find((each) => each !== null) ?? collection
  if (path !== undefined && path !== null) return { ...path, missing: false }
  const entity = registry.at('entity').at('name').string()
  return {
    entity,
    project: registry.at('name').string(),
    collection: query.collection,
    missing: registry.at('artifactCollection').isNull,
  }
}

function samePath(one: CollectionPath | null, other: CollectionPath): boolean {
  return (
    one !== null && one.entity === other.entity && one.project === other.project && one.collection === other.collection
  )
}
