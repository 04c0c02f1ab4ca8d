import type { RunFacts, SourceFacts, VersionFacts } from '../checks/facts.ts'
import { RemoteError } from '../errors.ts'
import type { Node } from './shape.ts'

const VERSION_TOKEN = /^v\d+$/

/** A collection's path as the server gave it. */
export interface CollectionPath {
  readonly entity: string
  readonly project: string
  readonly collection: string
}

/**
 * A membership as a version; null for none.
 * @throws RemoteError naming the field that is not what it should be
 */
export function parseMember(member: Node): VersionFacts | null {
  if (member.isNull) return null
  const artifact = member.at('artifact')
  if (artifact.isNull) {
    throw new RemoteError('wandb', `Weights & Biases names a version without its artifact (\`${member.path}\`).`, {
      hint: 'It is not a model version (a Weave object, for example), or the account may not see it.',
    })
  }
  const source = parseSource(artifact)
  const tags = artifact.at('tags')
  return {
    artifactId: artifact.at('id').string(),
    digest: artifact.at('digest').string(),
    version: `v${member.at('versionIndex').integer()}`,
    state: artifact.at('state').string(),
    aliases: member
      .at('aliases')
      .list()
      .map((alias) => alias.at('alias').string())
      .filter((alias) => !VERSION_TOKEN.test(alias)),
    tags: tags.isNull ? null : tags.list().map((tag) => tag.at('name').string()),
    artifactType: artifact.at('artifactType').at('name').string(),
    linkedAt: member.at('createdAt').time(),
    source,
    producer: parseProducer(artifact.at('createdBy'), source),
  }
}

/** The path of the collection that a membership is in; null: not told. */
export function collectionOf(member: Node): CollectionPath | null {
  return member.isNull ? null : parseCollection(member.at('artifactCollection'))
}

export function parseCollection(collection: Node): CollectionPath | null {
  if (collection.isNull || collection.at('project').isNull) return null
  const project = collection.at('project')
  return {
    entity: project.at('entity').at('name').string(),
    project: project.at('name').string(),
    collection: collection.at('name').string(),
  }
}

function parseSource(artifact: Node): SourceFacts | null {
  const path = parseCollection(artifact.at('artifactSequence'))
  return path === null ? null : { ...path, version: `v${artifact.at('versionIndex').integer()}` }
}

function parseProducer(creator: Node, source: SourceFacts | null): RunFacts | null {
  if (creator.isNull || creator.at('__typename').string() !== 'Run') return null
  const project = creator.at('project')
  const home = project.isNull
    ? source
    : { entity: project.at('entity').at('name').string(), project: project.at('name').string() }
  if (home === null) return null
  const inputs = creator.at('inputArtifacts')
  return {
    entity: home.entity,
    project: home.project,
    id: creator.at('name').string(),
    displayName: creator.at('displayName').stringOrNull(),
    state: creator.at('state').stringOrNull() ?? 'unknown',
    commit: creator.at('commit').stringOrNull(),
    inputs: inputs.isNull ? [] : inputs.nodes().map(parseInput),
  }
}

function parseInput(artifact: Node): RunFacts['inputs'][number] {
  const sequence = artifact.at('artifactSequence')
  const path = parseCollection(sequence)
  const index = artifact.at('versionIndex')
  const name = `${sequence.at('name').string()}${index.isNull ? '' : `:v${index.integer()}`}`
  return {
    // A project that the account cannot see has no name to show.
    path: path === null ? name : `${path.entity}/${path.project}/${name}`,
    type: artifact.at('artifactType').at('name').string(),
    digest: artifact.at('digest').string(),
  }
}
