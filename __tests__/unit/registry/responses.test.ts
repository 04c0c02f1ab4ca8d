import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../../src/errors.ts'
import { collectionOf, parseMember } from '../../../src/registry/responses.ts'
import { Node } from '../../../src/registry/shape.ts'

const PROJECT = { name: 'training', entity: { name: 'research' } }
const RUN = {
  __typename: 'Run',
  name: 'r1',
  displayName: null,
  state: null,
  commit: null,
  project: PROJECT,
  inputArtifacts: { edges: [] },
}
const ARTIFACT = {
  id: 'A',
  digest: 'd',
  state: 'COMMITTED',
  versionIndex: 7,
  artifactType: { name: 'model' },
  tags: [],
  artifactSequence: { name: 'llm', project: PROJECT },
  createdBy: RUN,
}
const MEMBER = {
  id: 'M',
  versionIndex: 2,
  createdAt: '2026-11-01T12:00:00Z',
  aliases: [],
  artifactCollection: null,
  artifact: ARTIFACT,
}

function parse(change: { member?: object; artifact?: object } = {}) {
  return parseMember(
    new Node({ ...MEMBER, artifact: { ...ARTIFACT, ...change.artifact }, ...change.member }, 'data.holder'),
  )
}

describe('parseMember', () => {
  it('leaves version tokens out of the aliases', () => {
    const aliases = ['v2', 'production', 'v3x', 'latest', 'v'].map((alias) => ({ alias }))
    expect(parse({ member: { aliases } })?.aliases).toEqual(['production', 'v3x', 'latest', 'v'])
  })

  it('numbers the version by the collection and its source by the source', () => {
    expect(parse()).toMatchObject({ version: 'v2', source: { version: 'v7', collection: 'llm' } })
  })

  it.each([
    ['logged by a user', { createdBy: { __typename: 'User' } }, null],
    ['by nobody known', { createdBy: null }, null],
    ['by a run whose project is hidden, in a visible source', { createdBy: { ...RUN, project: null } }, 'research'],
    [
      'by a run whose project is hidden, like the source',
      { createdBy: { ...RUN, project: null }, artifactSequence: { name: 'llm', project: null } },
      null,
    ],
  ])('names the producer when %s', (_case, artifact, entity) => {
    expect(parse({ artifact })?.producer?.entity ?? null).toBe(entity)
  })

  it('names inputs as far as they can be seen', () => {
    const input = {
      digest: 'x',
      versionIndex: 3,
      artifactType: { name: 'dataset' },
      artifactSequence: { name: 'tickets', project: PROJECT },
    }
    const hidden = { ...input, versionIndex: null, artifactSequence: { name: 'secret', project: null } }
    const inputArtifacts = { edges: [{ node: input }, { node: null }, { node: hidden }] }
    expect(parse({ artifact: { createdBy: { ...RUN, inputArtifacts } } })?.producer?.inputs).toEqual([
      { path: 'research/training/tickets:v3', type: 'dataset', digest: 'x' },
      { path: 'secret', type: 'dataset', digest: 'x' },
    ])
  })

  it.each([
    ['data.holder.versionIndex', { member: { versionIndex: null } }],
    ['data.holder.versionIndex', { member: { versionIndex: 1.5 } }],
    ['data.holder.createdAt', { member: { createdAt: 'yesterday' } }],
    ['data.holder.aliases', { member: { aliases: null } }],
    ['data.holder.aliases[0].alias', { member: { aliases: [{ alias: 1 }] } }],
    ['data.holder.artifact.id', { artifact: { id: null } }],
    ['data.holder.artifact.digest', { artifact: { digest: 5 } }],
    ['data.holder.artifact.artifactType.name', { artifact: { artifactType: {} } }],
    ['data.holder.artifact.tags', { artifact: { tags: {} } }],
    ['data.holder.artifact.versionIndex', { artifact: { versionIndex: null } }],
    ['data.holder.artifact.createdBy.project', { artifact: { createdBy: { ...RUN, project: 'p' } } }],
  ])('refuses a wrong %s and names it', (path, change) => {
    expect(() => parse(change)).toThrow(RemoteError)
    expect(() => parse(change)).toThrow(`\`${path}\` is not`)
  })

  it('takes none for none', () => {
    expect(parseMember(new Node(null, 'data.holder'))).toBeNull()
    expect(collectionOf(new Node(MEMBER, 'data.holder'))).toBeNull()
  })
})

it.each([
  ['3000000000', 3_000_000_000],
  [3_000_000_000, 3_000_000_000],
])('reads a 64-bit number given as %p', (value, expected) => {
  expect(new Node(value, 'size').integer64()).toBe(expected)
})

it.each(['', '1e3', 'x', null, 1.5])('does not take %p for a number', (value) => {
  expect(() => new Node(value, 'size').integer64()).toThrow('`size` is not a whole number')
})
