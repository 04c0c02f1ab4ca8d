import { describe, expect, it } from '@jest/globals'
import { parse, validate } from 'graphql'
import { LEGACY_FIELDS, wandbSchema } from '../../../sandbox/wandb/schema.ts'
import { DOCUMENTS, PROBES } from '../../../src/registry/documents/all.ts'

/** What a server that has lost every field of 2023 still knows: no document may need more. */
const schema = wandbSchema(LEGACY_FIELDS)

describe('GraphQL documents', () => {
  it('are all valid for the schema', () => {
    const problems = DOCUMENTS.flatMap((document) =>
      validate(schema, parse(document)).map((error) => `${error.message}\n${document}`),
    )
    expect(problems).toEqual([])
    expect(DOCUMENTS.length).toBeGreaterThan(60)
  })

  it('that servers may not understand are valid for those that do, and for no others', () => {
    const problems = (of: typeof schema) => PROBES.map((document) => validate(of, parse(document)).length > 0)
    expect(problems(wandbSchema([]))).toEqual(PROBES.map(() => false))
    expect(problems(schema)).toEqual(PROBES.map(() => true))
  })

  it('ask who we are in every query', () => {
    const silent = [...DOCUMENTS, ...PROBES].filter(
      (document) => document.startsWith('query') && !document.includes('viewer { id }'),
    )
    expect(silent).toEqual([])
  })

  it('the plain ones do without the fields that old servers lack', () => {
    const old = wandbSchema([
      ...LEGACY_FIELDS,
      'Artifact.tags',
      'ArtifactCollection.tags',
      'Entity.organization',
      'Run.inputArtifacts',
    ])
    const reads = DOCUMENTS.filter((document) => document.startsWith('query GateRead('))
    const plain = reads.filter((document) => validate(old, parse(document)).length === 0)
    expect(plain).toHaveLength(reads.length / 2)
    const surveys = DOCUMENTS.filter((document) => document.startsWith('query GateSurvey('))
    expect(surveys.map((document) => validate(old, parse(document)).length === 0)).toEqual([false, true])
  })
})
