import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { buildSchema, parse, validate } from 'graphql'
import { DOCUMENTS } from '../../../src/github/documents/all.ts'
import { MUTATIONS } from '../../../src/github/documents/pins.ts'

const schemaFile = new URL('../../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url)
const schema = buildSchema(readFileSync(schemaFile, 'utf8'), { assumeValid: true })

describe("documents against GitHub's own schema", () => {
  it.each(DOCUMENTS.map((text) => [/^query \w+/.exec(text)?.[0] ?? '', text.length, text] as const))(
    '%s of %i characters is valid',
    (_name, _length, text) => {
      expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([])
    },
  )

  it.each(MUTATIONS)('a mutation is valid, and is not taken for a query: %#', (text) => {
    expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([])
    expect(text).toMatch(/^mutation \w+\(/)
  })

  it('the check finds a wrong field', () => {
    const text = (DOCUMENTS[0] ?? '').replace('authorCanPushToRepository', 'authorMayPush')
    expect(validate(schema, parse(text))).toHaveLength(1)
  })

  it.each(DOCUMENTS)('is a query that a client may send twice', (text) => {
    // Our fetch repeats a POST only when it can see that it holds a query.
    expect(text).toMatch(/^query /)
    expect(text).not.toMatch(/\bmutation\b/)
  })

  it.each(DOCUMENTS)('asks for no deprecated field and for no more than GitHub gives', (text) => {
    for (const [, size] of text.matchAll(/(?:first|last): (\d+)/g)) expect(Number(size)).toBeLessThanOrEqual(100)
    expect(text).not.toMatch(/pushedDate|authorAssociation/)
  })
})
